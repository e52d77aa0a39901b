"""Sources: each file becomes blocks of rows with their keys, whether its layout is long or wide."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from attrs import field, frozen

from tarazy.dsl.declarations import Column, KeyAxis, SourceDeclaration, WideColumn
from tarazy.dsl.nodes import PERIOD
from tarazy.dsl.periods import Period, parts_of, read_period
from tarazy.dsl.syntax import FileReference
from tarazy.interpreter.data.cell_texts import plain, with_refusals
from tarazy.interpreter.data.contract import Cell, unknown_element
from tarazy.interpreter.data.folder import DataFolder
from tarazy.interpreter.data.header import columns_present, wide_columns_present
from tarazy.interpreter.data.lists import ListReader, note_cells
from tarazy.interpreter.data.merging import Rows, merged
from tarazy.interpreter.data.numerals import number_form
from tarazy.interpreter.data.period_titles import title_of_period
from tarazy.interpreter.data.snapshot import Block, SourceTable
from tarazy.interpreter.data.table import Table
from tarazy.interpreter.data.violations import Fault, fault, readable
from tarazy.interpreter.data.written_cells import texts_kept

_YEAR = re.compile(r"[0-9]{4}")
_NAMES = {1: "", 2: "half-year", 4: "quarter", 12: "month"}

_KeyColumn = Sequence[str | Period | Fault]
"""One part of the keys of a file's rows."""


@frozen
class SourceReader:
    """Reads sources once the lists are known."""

    folder: DataFolder
    lists: ListReader

    def read(self, source: SourceDeclaration) -> SourceTable:
        """The rows of `source`; every violation is noted, and the table is of no use where there was one."""
        parts: list[Rows] = []
        for reference in source.files:
            table = self.folder.table(reference, source.layout_of(reference), f"the source `{source.code}`")
            if table is not None:
                parts.extend(_FileReader(self.folder, self.lists, source, table, reference).rows())
        return merged(source, parts, self.folder.violations)


@frozen
class _FileReader:
    """Reads one file of one source."""

    folder: DataFolder
    lists: ListReader
    source: SourceDeclaration
    table: Table
    reference: FileReference
    _texts: dict[str, Sequence[str]] = field(factory=dict, init=False)

    def rows(self) -> list[Rows]:
        if not self._period_is_known():
            return []
        wide_part = self._wide_part()
        wide = {one.column for one in self.source.wide}
        long_columns = [column for column in self.source.columns if column.name not in wide]
        written = [part for part in self.source.key if part is not wide_part and not self._is_given(part)]
        titles = [*(part.title for part in written), *(column.title for column in long_columns)]
        present = columns_present(self.folder, self.table, titles)
        keys = self._keys(wide_part)
        read = {column.name: self._cells(column, column.title) for column in long_columns}
        cells = {name: found for name, found in read.items() if found is not None}
        own_titles = {column.name: column.title for column in long_columns if column.name in cells}
        if wide_part is None:
            return [self._rows(keys, {}, cells, own_titles)] if present and keys is not None else []
        return self._wide_rows(wide_part, keys if present else None, cells, own_titles)

    def _period_is_known(self) -> bool:
        """Whether rows know their period, where those of the source have one."""
        by_column = any(part.axis == PERIOD for part in self.source.key)
        if by_column or self.reference.period is not None or not self.source.has_period:
            return True
        self.folder.refuse(self.table, fault("D666", source=self.source.code))
        return False

    def _is_given(self, part: KeyAxis) -> bool:
        """Whether the declaration gives this part of the key for the whole file; a column of it is checked if
        there.
        """
        given = part.axis == PERIOD and self.reference.period is not None
        return given and part.title not in self.table.columns

    # ------------------------------------------------------------ keys

    def _keys(self, wide_part: KeyAxis | None) -> dict[str, _KeyColumn] | None:
        """Parts of the keys by their name, without the one laid out as columns; ``None`` where a column
        lacks.
        """
        found: dict[str, _KeyColumn] = {}
        whole = True
        parts = [part for part in self.source.key if part is not wide_part]
        years = self._years(next((part for part in parts if part.axis == PERIOD), None))
        for part in parts:
            if part.axis == PERIOD:
                continue
            texts = self.table.columns.get(part.title)
            if texts is None:
                whole = False
                continue
            found[part.name] = codes = with_refusals(texts, self._elements(part, plain(texts), years))
            note_cells(self.folder, self.table, part.title, texts, codes)
        if years is not None:
            found[PERIOD] = years
        elif self.source.has_period and (wide_part is None or wide_part.axis != PERIOD):
            whole = False
        return found if whole else None

    def _years(self, part: KeyAxis | None) -> _KeyColumn | None:
        period = self.reference.period
        texts = None if part is None else self.table.columns.get(part.title)
        if part is None or texts is None:
            return None if period is None else [period] * len(self.table.rows)
        years = with_refusals(texts, [self._year(text) for text in plain(texts)])
        note_cells(self.folder, self.table, part.title, texts, years)
        return years

    def _year(self, text: str) -> Period | Fault:
        if not text:
            return fault("D661")
        found, period = _period_of(text, self.source.parts), self.reference.period
        if found is None:
            return fault("D662", _NAMES[self.source.parts], value=readable(text))
        if period is not None and found != period:
            return fault("D662", "other", value=text, period=str(period))
        return found

    def _elements(self, part: KeyAxis, texts: Sequence[str], years: _KeyColumn | None) -> _KeyColumn:
        assert part.list is not None
        code, kind = part.list, self.lists.kind(part.list)
        if not self.lists.changes_by_period(code) or years is None:
            known = self.lists.members(code, self.reference.period)
            if known is None:
                return [text or fault("D661") for text in texts]
            return [
                text if text in known else unknown_element(code, text, known, kind) if text else fault("D661")
                for text in texts
            ]
        return [self._element_of(code, kind, text, year) for text, year in zip(texts, years, strict=True)]

    def _element_of(self, code: str, kind: str, text: str, year: str | Period | Fault) -> str | Fault:
        known = self.lists.members(code, year if isinstance(year, Period) else None)
        if not text:
            return fault("D661")
        return text if known is None or text in known else unknown_element(code, text, known, kind)

    # ------------------------------------------------------------ cells

    def _cells(self, column: Column, title: str) -> Sequence[Cell | Fault] | None:
        texts = self.table.columns.get(title)
        if texts is None:
            return None
        reader = self.lists.reader(column, self.reference.period, number_form(self.source.layout))
        cells = [reader(text) for text in texts]
        note_cells(self.folder, self.table, title, texts, cells)
        if (kept := texts_kept(column, texts)) is not None:
            self._texts[title] = kept
        return cells

    # ------------------------------------------------------------ wide layout

    def _wide_part(self) -> KeyAxis | None:
        """The part of the key that is laid out as columns; a source has one at most."""
        if not self.source.wide:
            return None
        name = self.source.wide[0].element
        return next(part for part in self.source.key if part.name == name)

    def _wide_rows(
        self,
        part: KeyAxis,
        keys: Mapping[str, _KeyColumn] | None,
        cells: Mapping[str, Sequence[Cell | Fault]],
        titles: Mapping[str, str],
    ) -> list[Rows]:
        found: list[Rows] = []
        elements = self._wide_elements(part)
        layouts = {one.column: {element: _title(one, element) for element in elements} for one in self.source.wide}
        for one in self.source.wide:
            wide_columns_present(self.folder, self.table, one.pattern, list(layouts[one.column].values()))
        columns = {column.name: column for column in self.source.columns}
        for element in elements:
            own_cells, own_titles = dict(cells), dict(titles)
            for name, by_element in layouts.items():
                read = self._cells(columns[name], by_element[element])
                if read is not None:
                    own_cells[name], own_titles[name] = read, by_element[element]
            if keys is not None and len(own_cells) == len(columns):
                fixed = self._fixed(part, element)
                found.append(self._rows(keys, fixed, own_cells, own_titles))
        return found

    def _fixed(self, part: KeyAxis, element: str) -> dict[str, str | Period]:
        """The part of the key that a column laid out for `element` stands for."""
        period = _period_of(element, part.parts) if part.axis == PERIOD else None
        return {part.name: element} if period is None else {PERIOD: period}

    def _wide_elements(self, part: KeyAxis) -> Sequence[str]:
        """What the columns stand for: the elements of the list, or the years found in the header row."""
        if part.list is not None:
            return tuple(self.lists.members(part.list, self.reference.period) or ())
        before_after = [one.pattern.split(f"{{{one.element}}}", 1) for one in self.source.wide]
        years = {
            title[len(before) : len(title) - len(after)]
            for before, after in before_after
            for title in self.table.titles
            if title.startswith(before) and title.endswith(after)
        }
        found = sorted(year for year in years if _period_of(year, part.parts) is not None)
        if not found:
            patterns = ", ".join(f"`{one.pattern}`" for one in self.source.wide)
            lacking = fault("D647", "years", pattern=patterns)
            self.folder.violations.note(self.table.place(self.table.header_row), lacking)
        return found

    def _rows(
        self,
        keys: Mapping[str, _KeyColumn],
        fixed: Mapping[str, str | Period],
        cells: Mapping[str, Sequence[Cell | Fault]],
        titles: Mapping[str, str],
    ) -> Rows:
        """Rows whose key is sound; `fixed` are the parts of the key that all of them share."""
        count = len(self.table.rows)
        names = [part.name for part in self.source.key if part.axis != PERIOD]
        if self.source.has_period:
            names.append(PERIOD)
        parts = [[fixed[name]] * count if name in fixed else keys[name] for name in names]
        made = list(zip(*parts, strict=True)) if parts else [()] * count
        rows, sound = self.table.rows, list(range(count))
        if any(type(value) is Fault for part in keys.values() for value in part):
            sound = [at for at in sound if not any(type(value) is Fault for value in made[at])]
            made, rows = [made[at] for at in sound], [rows[at] for at in sound]
            cells = {name: [column[at] for at in sound] for name, column in cells.items()}
        read = {*titles.values(), *(part.title for part in self.source.key)}
        kept = {name: texts for name, title in titles.items() if (texts := self._texts.get(title)) is not None}
        named = any(part.axis == PERIOD for part in self.source.key)
        left_out = None if named else title_of_period(title for title in self.table.titles if title not in read)
        return Rows(Block(self.table.origin, rows, titles, kept), made, cells, left_out)


def _period_of(text: str, parts: int) -> Period | None:
    """The period that a cell writes, where it is one of which a year has `parts`; a year has four digits."""
    if parts == 1:
        return int(text) if _YEAR.fullmatch(text) else None
    found = read_period(text)
    return found if found is not None and parts_of(found) == parts else None


def _title(layout: WideColumn, element: str) -> str:
    return layout.pattern.replace(f"{{{layout.element}}}", element)
