"""All hostile cases, by number."""

from functools import cache

from tests.hostile import methodologies, tables, workbooks
from tests.hostile.cases import Case


@cache
def every_case() -> tuple[Case, ...]:
    """All of them; a number stays with its case as long as no family before it grows."""
    return (*methodologies.cases(), *tables.cases(), *workbooks.cases())
