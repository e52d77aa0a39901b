"""``tarazy prove``: what holds of a methodology for all data, or data for which it does not hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import indent

import click

from tarazy.dsl.proofs.example_text import amount_text, example_text
from tarazy.dsl.proofs.proving import SOLVER, prove, prove_equivalent
from tarazy.dsl.proofs.verdicts import Amount, Counterexample, Outcome, Property, Sentence, Verdict, Word
from tarazy.grammar.keywords import vocabulary
from tarazy.grammar.speech import reader_language, said
from tarazy.interpreter.data import Snapshot, read_snapshot
from tarazy.interpreter.extras import is_installed
from tarazy.interpreter.proving import ElementsOfData, held_against_examples
from tarazy.workbench.compiling import Compiled, compile_one
from tarazy.workbench.findings_json import Json
from tarazy.workbench.loading import body_list, without_notes
from tarazy.workbench.options import data_option, output_options, path_argument, strict_option
from tarazy.workbench.proof_examples import with_examples
from tarazy.workbench.session import Session

_OF_ONE = tuple(one for one in Property if one is not Property.EQUIVALENT)


@click.command("prove", short_help="Prove what holds for all data, or show data for which it does not.")
@path_argument
@click.option(
    "--property",
    "properties",
    type=click.Choice([one.value for one in _OF_ONE]),
    multiple=True,
    help="Prove this property only; may be given several times.",
)
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    help="Another edition: whether both give the same for the same data.",
)
@click.option("--all", "everything", is_flag=True, help="Show what is proved one by one.")
@data_option
@strict_option
@output_options
@click.pass_obj
def command(
    session: Session,
    path: Path,
    properties: tuple[str, ...],
    against: Path | None,
    everything: bool,
    data: Path | None,
) -> None:
    """Prove for all data that a methodology has the properties asked for, or show data for which it has not.

    Each ends as proved, as refuted with an example that can be put into the file, or as not proved with the reason. Of
    the data only files of lists are read, where they are there.
    """
    compiled, findings = compile_one(path, binding=session.binding)
    if compiled is None or compiled.compilation.program is None:
        session.finish(findings)
    findings = without_notes(findings)
    proof = _Proof(compiled, data)
    chosen = [Property(one) for one in properties] or ([] if against is not None else list(_OF_ONE))
    verdicts = list(proof.of_one(chosen))
    if against is not None:
        other, found = compile_one(against, binding=session.binding)
        if other is None or other.compilation.program is None:
            session.finish(found)
        verdicts += proof.against(_Proof(other, data))
    _say(session, proof, verdicts, everything)
    counts: dict[str, Json] = {one.value: sum(each.outcome is one for each in verdicts) for one in Outcome}
    document: dict[str, Json] = {"verdicts": [proof.record(one) for one in verdicts], "outcomes": counts}
    session.finish(
        findings,
        document,
        failed=any(one.outcome is Outcome.REFUTED for one in verdicts),
        incomplete=any(one.outcome is Outcome.NOT_PROVED for one in verdicts),
    )


class _Proof:
    """A methodology that is proved something of."""

    def __init__(self, compiled: Compiled, data: Path | None) -> None:
        program = compiled.compilation.program
        assert program is not None
        self.path = compiled.path
        self.program = program
        self._files = compiled.compilation.files
        self._words = vocabulary(self._files[0].language)
        self._lists = _lists_read(compiled, data)
        self._elements = ElementsOfData(program, self._lists)

    def of_one(self, properties: Sequence[Property]) -> Iterator[Verdict]:
        """Verdicts of this methodology, each refutation run."""
        found = prove(self.program, self._elements, properties, has_solver=is_installed(SOLVER))
        yield from self._run(found)

    def against(self, other: _Proof) -> Iterator[Verdict]:
        """Verdicts on whether another edition gives the same."""
        elements, solver = other._elements, is_installed(SOLVER)
        yield from self._run(prove_equivalent(self.program, self._elements, other.program, elements, has_solver=solver))

    def _run(self, verdicts: Iterator[Verdict]) -> Iterator[Verdict]:
        pairs = [(one, self._examples(one)) for one in verdicts]
        yield from held_against_examples(pairs, lambda texts: with_examples(self._files, texts), self._lists)

    def _examples(self, verdict: Verdict) -> tuple[str, ...]:
        """Texts of all examples that are run before a verdict is told."""
        both = () if verdict.example is None else (verdict.example, verdict.example.whole)
        return tuple(self._text(verdict, one) for one in both if one is not None)

    def _text(self, verdict: Verdict, example: Counterexample) -> str:
        return example_text(self.program, example, told(verdict.claim), self._words)

    def example(self, verdict: Verdict) -> str:
        """The text of the example that refutes; empty where there is none."""
        return "" if verdict.example is None else self._text(verdict, verdict.example)

    def _data(self, verdict: Verdict) -> str:
        """The same in data alone, where the example gives results in place of very many."""
        whole = None if verdict.example is None else verdict.example.whole
        return "" if whole is None else self._text(verdict, whole)

    def record(self, verdict: Verdict) -> dict[str, Json]:
        """A verdict in JSON."""
        place = verdict.place
        return {
            "property": verdict.property.value,
            "code": verdict.code,
            "claim": told(verdict.claim),
            "outcome": verdict.outcome.value,
            "reason": "" if verdict.reason is None else told(verdict.reason),
            "file": "" if place is None else place.source.name,
            "line": None if place is None else place.line,
            "example": self.example(verdict),
            "example_in_data": self._data(verdict),
        }


def _lists_read(compiled: Compiled, data: Path | None) -> Snapshot | None:
    """What the files of lists hold; ``None`` where they are not there."""
    program = compiled.compilation.program
    assert program is not None
    folder = compiled.path.parent if data is None else data
    return read_snapshot(program.lists, {}, body_list(program), folder, unbound=True)[0]


# ---------------------------------------------------------------- words


def told(text: Sentence) -> str:
    """A sentence in the reader's language."""
    words = {name: _word(word) for name, word in text.words.items()}
    return said(text.text, **words)


def _word(word: Word) -> str:
    match word:
        case str():
            return word
        case Amount(value=value, shape=shape):
            return amount_text(value, shape, vocabulary(reader_language()))
        case Sentence():
            return told(word)
        case _:
            return ", ".join(map(told, word))


def outcome_word(outcome: Outcome) -> str:
    """How a proof ended, in the reader's language."""
    match outcome:
        case Outcome.PROVED:
            return said("proved")
        case Outcome.REFUTED:
            return said("refuted")
        case Outcome.NOT_PROVED:
            return said("not proved")


def _say(session: Session, proof: _Proof, verdicts: Sequence[Verdict], everything: bool) -> None:
    """Refutations with their examples, what is not proved with the reason, and how many are proved."""
    width = max(len(outcome_word(one)) for one in Outcome) + 2
    for one in verdicts:
        if one.outcome is Outcome.PROVED and not everything:
            continue
        reason = "" if one.reason is None else f": {told(one.reason)}"
        session.say(f"{outcome_word(one.outcome):{width}}{told(one.claim)}{reason}")
        if one.outcome is Outcome.REFUTED and one.place is not None:
            session.say(f"{' ' * width}{one.place.source.name}:{one.place.line}")
            text = proof.example(one)
            session.say(f"\n{indent(text, '  ')}" if text else "")
    numbers = [f"{outcome_word(one)}: {sum(each.outcome is one for each in verdicts)}" for one in Outcome]
    session.say(f"{proof.path}: {', '.join(numbers)}")
