"""The whole folder: which files there are, and their writing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tarazy.workbench.atomic_writing import opened_atomically
from tarazy.workbench.example_data.budgets import budget_files
from tarazy.workbench.example_data.goals import goal_files
from tarazy.workbench.example_data.national_progress import progress_files
from tarazy.workbench.example_data.openness import openness_files
from tarazy.workbench.example_data.performance import performance_files
from tarazy.workbench.example_data.personnel import personnel_files
from tarazy.workbench.example_data.registers import register_files
from tarazy.workbench.example_data.setting import DataFile, Setting
from tarazy.workbench.example_data.submissions import submission_files
from tarazy.workbench.example_data.synthetic import readme_file

Report = Callable[[int, int], None]
"""Told how many of how many rows of the large registers are written."""


def data_files(setting: Setting) -> tuple[DataFile, ...]:
    """Every file of the folder."""
    return (
        readme_file(setting),
        *goal_files(setting),
        *budget_files(setting),
        *openness_files(setting),
        *personnel_files(setting),
        *performance_files(setting),
        *progress_files(setting),
        *submission_files(setting),
        *register_files(setting),
    )


def write_folder(folder: Path, setting: Setting, report: Report | None = None) -> tuple[str, ...]:
    """Write all files, each whole or not at all, and give their names. Other files of the folder stay.

    Raises
    ------
    OSError
        The folder cannot be made, or a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files, done = data_files(setting), 0
    for file in files:
        with opened_atomically(folder / file.name) as stream:
            for rows in file.write(stream):
                done += rows
                if report is not None:
                    report(done, setting.rows)
    return tuple(file.name for file in files)
