"""Invented data for the methodologies of the decree, made once for all tests and all workers."""

import shutil
from pathlib import Path

import pytest

from tarazy.workbench.example_data.bodies import state_bodies
from tarazy.workbench.example_data.draws import Draws
from tarazy.workbench.example_data.folder import write_folder
from tarazy.workbench.example_data.setting import Setting

ROWS = 10_000
SEED = 954
YEARS = (2018, 2019, 2020, 2021)


@pytest.fixture(scope="session")
def decree(repository: Path) -> Path:
    """The folder of the methodologies."""
    return repository / "methodologies" / "decree"


@pytest.fixture(scope="session")
def decree_data(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder to be given as `--data` (``run(data=…)``): in it lies `data/` with every file; not to be written to.

    Workers share the one that is ready first.
    """
    base = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "decree-data"
    if not shared.exists():
        own = tmp_path_factory.mktemp("decree-data")
        write_folder(own / "data", Setting(state_bodies(), YEARS, Draws(SEED), ROWS))
        try:
            own.rename(shared)
        except OSError:
            shutil.rmtree(own)
            assert shared.is_dir()
    return shared
