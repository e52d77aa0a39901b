"""Options and fixtures of all tests, and how hard Hypothesis looks."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.golden import Golden

# No deadline in any profile: a slow machine is no failure.
settings.register_profile("default", deadline=None, max_examples=100)
settings.register_profile("ci", deadline=None, max_examples=60, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update-golden`."""
    parser.addoption("--update-golden", action="store_true", help="rewrite golden files instead of comparing")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compares text with a file of the folder `golden` beside the test: `golden("trace.txt", text)`."""
    return Golden(request.path.parent / "golden", update=bool(request.config.getoption("--update-golden")))


@pytest.fixture(scope="session")
def repository() -> Path:
    """The top folder of the repository."""
    return Path(__file__).resolve().parent.parent
