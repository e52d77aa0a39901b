"""Lists from their files and from the rows written in the text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from attrs import define, field

from tarazy.dsl.declarations import Column, ListDeclaration
from tarazy.dsl.periods import Period
from tarazy.dsl.syntax import FileReference
from tarazy.dsl.value_types import ElementType
from tarazy.interpreter.data.cell_texts import plain, with_refusals
from tarazy.interpreter.data.contract import Cell, Reader, cell_reader, differ, unknown_element
from tarazy.interpreter.data.folder import DataFolder
from tarazy.interpreter.data.header import columns_present
from tarazy.interpreter.data.look_alikes import look_alikes, lost_letters
from tarazy.interpreter.data.numerals import PLAIN_FORM, NumberForm, number_form
from tarazy.interpreter.data.snapshot import Edition, ListTable
from tarazy.interpreter.data.table import Table
from tarazy.interpreter.data.violations import Fault, fault, readable
from tarazy.interpreter.data.written_cells import texts_kept


@define
class _Draft:
    """An edition while its list is read: its elements with the table and the row of each that is not written in the
    text. A cell that broke its contract stands as its fault, and is never handed out.
    """

    elements: dict[str, tuple[Table, int] | None] = field(factory=dict)
    attributes: dict[str, dict[str, Cell | Fault]] = field(factory=dict)
    texts: dict[str, dict[str, str]] = field(factory=dict)


@define
class ListReader:
    """Reads every list: first which elements there are, then their attributes, which may refer to elements of
    any list.

    Parameters
    ----------
    body_list
        Code of the list that is the bodies, which messages call so.
    """

    folder: DataFolder
    lists: Mapping[str, ListDeclaration]
    body_list: str | None
    _drafts: dict[str, dict[Period | None, _Draft]] = field(factory=dict)
    _unsure: set[str] = field(factory=set)
    _members: dict[tuple[str, Period | None], Collection[str] | None] = field(factory=dict)

    def read(self) -> None:
        """Read all lists, noting every violation."""
        for code in self.lists:
            self._drafts[code] = self._read_elements(self.lists[code])
        for declaration in self.lists.values():
            self._check_part(declaration)
            self._check_spelling(declaration)
            self._read_attributes(declaration)
            self._check_trees(declaration)

    def tables(self) -> dict[str, ListTable]:
        """The lists as read; to be asked only where nothing was violated."""
        done: dict[str, ListTable] = {}

        def table(code: str) -> ListTable:
            if code not in done:
                parent = self.lists[code].of
                title, drafts = self.lists[code].key_title, self._drafts[code].items()
                made = tuple(_edition(period, draft, title) for period, draft in drafts)
                above = None if parent is None else table(parent)
                done[code] = ListTable(made, above, self.lists[code].membership)
            return done[code]

        return {code: table(code) for code in self.lists}

    def members(self, code: str, period: Period | None) -> Collection[str] | None:
        """Codes of the elements of a list in `period`, with ``None`` of any period; ``None`` if that is not
        known, since a file could not be read.
        """
        found = (code, period)
        if found not in self._members:
            self._members[found] = self._find_members(code, period)
        return self._members[found]

    def changes_by_period(self, code: str) -> bool:
        """Whether the list has files for single periods."""
        drafts = self._drafts[code]
        parent = self.lists[code].of
        if not drafts and parent is not None:
            return self.changes_by_period(parent)
        return any(period is not None for period in drafts)

    def kind(self, code: str) -> str:
        """What an element of the list is called: the variant of messages."""
        if self.body_list is None:
            return "element"
        return "body" if self.lists[code].root == self.lists[self.body_list].root else "element"

    def _find_members(self, code: str, period: Period | None) -> Collection[str] | None:
        if code in self._unsure:
            return None
        drafts, parent = self._drafts[code], self.lists[code].of
        if not drafts:
            return () if parent is None else self.members(parent, period)
        holding = [draft for number, draft in drafts.items() if period is None or number in (None, period)]
        return dict.fromkeys(element for draft in holding for element in draft.elements)

    # ------------------------------------------------------------ elements

    def _read_elements(self, declaration: ListDeclaration) -> dict[Period | None, _Draft]:
        drafts: dict[Period | None, _Draft] = {}
        for reference in declaration.files:
            table = self._table(declaration, reference)
            draft = drafts.setdefault(reference.period, _Draft())
            if table is None or not columns_present(self.folder, table, [declaration.key_title]):
                self._unsure.add(declaration.code)
                continue
            if not table.whole:
                self._unsure.add(declaration.code)
            self._take_elements(declaration, table, draft)
        if declaration.rows:
            self._take_rows(declaration, drafts.setdefault(None, _Draft()))
        return drafts

    def _table(self, declaration: ListDeclaration, reference: FileReference) -> Table | None:
        return self.folder.table(reference, declaration.layout_of(reference), f"the list `{declaration.code}`")

    def _take_elements(self, declaration: ListDeclaration, table: Table, draft: _Draft) -> None:
        title = declaration.key_title
        texts = table.columns[title]
        codes = with_refusals(texts, [_code(text) for text in plain(texts)])
        note_cells(self.folder, table, title, texts, codes)
        for row, text, code in zip(table.rows, plain(texts), codes, strict=True):
            element = text.strip() if isinstance(code, Fault) and code.code == "D685" else code
            if isinstance(element, str) and element not in draft.elements:
                draft.elements[element] = (table, row)

    def _take_rows(self, declaration: ListDeclaration, draft: _Draft) -> None:
        for code, values in declaration.rows:
            if code in draft.elements:
                twice = fault("D664", "text", element=readable(code), list=declaration.code)
                self.folder.violations.at(declaration.span, twice)
            draft.elements.setdefault(code, None)
            for column, value in zip(declaration.columns, values, strict=True):
                draft.attributes.setdefault(column.name, {}).setdefault(code, value)

    def _check_part(self, declaration: ListDeclaration) -> None:
        """Elements of a part of a list are elements of the whole."""
        if declaration.of is None:
            return
        for period, draft in self._drafts[declaration.code].items():
            known = self.members(declaration.of, period)
            for code, origin in draft.elements.items():
                if known is None or code in known:
                    continue
                unknown = unknown_element(declaration.of, code, known, self.kind(declaration.code))
                if origin is None:
                    self.folder.violations.at(declaration.span, unknown)
                else:
                    table, row = origin
                    self.folder.violations.note(table.place(row, declaration.key_title, code), unknown)

    def _check_spelling(self, declaration: ListDeclaration) -> None:
        """No element of a root list is taken for another, or has lost letters."""
        if declaration.of is not None:
            return
        origins: dict[str, tuple[Table, int] | None] = {}
        for draft in self._drafts[declaration.code].values():
            origins = draft.elements | origins
        found = [(one.code, one.fault) for one in look_alikes(declaration.code, origins)]
        found += [(code, lost) for code in origins if (lost := lost_letters(code)) is not None]
        for code, wrong in found:
            origin = origins[code]
            if origin is None:
                self.folder.violations.at(declaration.span, wrong)
            else:
                table, row = origin
                self.folder.violations.note(table.place(row, declaration.key_title, code), wrong)

    # ------------------------------------------------------------ attributes

    def _read_attributes(self, declaration: ListDeclaration) -> None:
        for reference in declaration.files:
            table = self._table(declaration, reference)
            if table is None:
                continue
            columns_present(self.folder, table, [column.title for column in declaration.columns])
            for column in declaration.columns:
                self._take_column(declaration, column, table, reference.period)

    def _take_column(self, declaration: ListDeclaration, column: Column, table: Table, period: Period | None) -> None:
        texts = table.columns.get(column.title)
        if texts is None:
            return
        reader = self.reader(column, period, number_form(declaration.layout))
        cells = [reader(text) for text in texts]
        note_cells(self.folder, table, column.title, texts, cells)
        codes = table.columns.get(declaration.key_title)
        if codes is None:
            return
        if (written := texts_kept(column, texts)) is not None:
            own = self._drafts[declaration.code][period].texts.setdefault(column.name, {})
            for code, text in zip(plain(codes), written, strict=True):
                own.setdefault(code, str(text))
        kept = self._drafts[declaration.code][period].attributes.setdefault(column.name, {})
        for row, code, text, cell in zip(table.rows, plain(codes), texts, cells, strict=True):
            if differ(kept.setdefault(code, cell), cell):
                other = fault("D664", element=readable(code), list=declaration.code, value=readable(text))
                self.folder.violations.note(table.place(row, column.title, text), other)

    def reader(self, column: Column, period: Period | None, form: NumberForm = PLAIN_FORM) -> Reader:
        """The reader of a column's cells in rows of `period` (``None``: of any), numbers being in `form`."""
        if isinstance(column.type, ElementType):
            code = column.type.list
            return cell_reader(column, self.members(code, period), self.kind(code))
        return cell_reader(column, None, "element", form)

    def _check_trees(self, declaration: ListDeclaration) -> None:
        """A column that refers to its own list makes a tree: no element is above itself."""
        for column in declaration.columns:
            if not isinstance(column.type, ElementType) or column.type.list != declaration.code:
                continue
            for draft in self._drafts[declaration.code].values():
                above = draft.attributes.get(column.name, {})
                for circle in _circles(above):
                    origin = draft.elements.get(circle[0])
                    words = fault("D645", element=circle[0], circle=" → ".join((*circle, circle[0])))
                    if origin is None:
                        self.folder.violations.at(declaration.span, words)
                    else:
                        table, row = origin
                        self.folder.violations.note(table.place(row, column.title, str(above[circle[0]])), words)


def _code(text: str) -> str | Fault:
    """The code in a cell of a list's key: no other text than the blanks around it make of it."""
    if not text.strip():
        return fault("D661")
    return text if text == text.strip() else fault("D685", value=readable(text), meant=readable(text.strip()))


def _circles(above: Mapping[str, Cell | Fault]) -> Iterable[tuple[str, ...]]:
    """Each circle of elements that are above one another, once, from its first element in the order of the
    file.
    """
    settled: set[str] = set()
    for start in above:
        path: dict[str, None] = {}
        at: object = start
        while isinstance(at, str) and at in above and at not in settled and at not in path:
            path[at] = None
            at = above[at]
        if isinstance(at, str) and at in path:
            walked = list(path)
            yield tuple(walked[walked.index(at) :])
        settled.update(path)


def _edition(period: Period | None, draft: _Draft, title: str) -> Edition:
    attributes = {
        name: {code: cell for code, cell in cells.items() if not isinstance(cell, Fault)}
        for name, cells in draft.attributes.items()
    }
    origins = {code: at[0].origin.cell(at[1], title) for code, at in draft.elements.items() if at is not None}
    return Edition(period, tuple(draft.elements), attributes, origins, draft.texts)


def note_cells(folder: DataFolder, table: Table, title: str, texts: Sequence[str], cells: Sequence[object]) -> bool:
    """Note every fault among `cells`, which were read from `texts`; whether there was none."""
    faulty = [
        (row, text, cell) for row, text, cell in zip(table.rows, texts, cells, strict=True) if type(cell) is Fault
    ]
    for row, text, cell in faulty:
        folder.violations.note(table.place(row, title, str(text)), cell)
    return not faulty
