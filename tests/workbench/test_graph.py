"""What a value is made of: which parts, how they are used, and how that is drawn in each form."""

import io
import json
import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from tarazy.dsl.declarations import Role
from tarazy.dsl.dependencies import Dependencies, Dependency, How, Part, PartKind, dependencies
from tarazy.dsl.visible_text import visible
from tarazy.interpreter.run import run
from tarazy.workbench.cli import main
from tarazy.workbench.graph.graph_json import graph_json, schema
from tarazy.workbench.graph.layers import Bend, Stop, crossings, layers_of
from tarazy.workbench.graph.mermaid import mermaid_text
from tarazy.workbench.graph.pictured import Pictured, pictured, with_values
from tarazy.workbench.graph.placing import heights_of
from tarazy.workbench.graph.shapes import family, style_sheet
from tarazy.workbench.graph.svg import svg_text
from tarazy.workbench.graph.text_extent import extent, wrapped
from tarazy.workbench.graph.tree_text import tree_text
from tests.golden import Golden
from tests.trace.towns import FILES, TOWNS, program_of_text, run_of_towns, snapshot_of

SVG = "{http://www.w3.org/2000/svg}"
FORMS = {"text": ".txt", "mermaid": ".mmd", "svg": ".svg", "json": ".json"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The methodology of the towns with its data, in the folder that commands are run in."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("towns.meth", TOWNS), *FILES.items()):
        Path(name).write_text(text, encoding="utf-8", newline="\n")
    return tmp_path


# ---------------------------------------------------------------- what is read of a methodology


def test_each_use_says_how() -> None:
    """Weights as written, the sign of a deduction, a former period; what is used plainly says nothing."""
    program = program_of_text(TOWNS)
    total = {use.used: use for use in dependencies(program).of["total"]}
    assert {used: use.words for used, use in total.items()} == {
        "execution": "60 %",
        "answering": "40 %",
        "lateness": "less",
    }
    assert total["execution"].weight == "60 %"
    (growth,) = dependencies(program, ["growth"]).of["growth"]
    assert (growth.used, growth.words, growth.former) == ("execution", "also previous year", False)


def test_only_former_periods_of_a_part() -> None:
    """A part that is used of the year before alone is marked so."""
    before = "execution.value - execution.value[previous year]"
    assert before in TOWNS
    program = program_of_text(TOWNS.replace(before, "execution.value[previous year]"))
    (growth,) = dependencies(program, ["growth"]).of["growth"]
    assert (growth.words, growth.former) == ("previous year", True)


def test_a_part_says_what_it_is() -> None:
    """Roles and labels of declarations; of a column its list or source and the lists it has values for each of."""
    parts = dependencies(program_of_text(TOWNS)).parts
    assert (parts["total"].role, parts["total"].label, parts["total"].combines) == ("score", "Overall", "weighted mean")
    assert (parts["speed"].each, parts["execution"].each) == (("services",), ())
    days = parts["answers.days_taken"]
    assert (days.kind, days.label, days.origin, days.each) == (
        PartKind.DATUM,
        "Days taken",
        "Days to an answer",
        ("services",),
    )
    assert parts["services.norm"].kind is PartKind.ATTRIBUTE
    assert parts["ceiling"].kind is PartKind.PARAMETER


def test_without_a_score_all_that_nothing_uses_is_shown() -> None:
    """A program without a score begins at the values that no other uses."""
    start, end = TOWNS.index('indicator execution "'), TOWNS.index('indicator speed "')
    text = TOWNS[: TOWNS.index('indicator execution "')] + TOWNS[start:end]
    assert dependencies(program_of_text(text)).roots == ("execution",)


def test_every_use_of_the_real_methodologies_leads_to_a_part(repository: Path) -> None:
    """Nothing is named that is not there, nothing hangs in the air, and a root is used by none."""
    for path in sorted((repository / "methodologies").glob("*.meth")):
        program = program_of_text(path.read_text(encoding="utf-8"), str(path))
        found = dependencies(program, tuple(program.computed))
        assert {use.used for use in found.uses} <= set(found.parts)
        assert set(found.parts) >= set(program.computed)
        assert all(use.user != use.used for use in found.uses)


# ---------------------------------------------------------------- the command


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("form", FORMS)
def test_forms(form: str, golden: Golden, capsys: pytest.CaptureFixture[str]) -> None:
    """Printed, and written by the suffix of the file, the same text."""
    assert main(["graph", "towns.meth", "--format", form]) == 0
    printed = re.sub(r"\b[0-9a-f]{64}\b", "HASH", capsys.readouterr().out)
    printed = re.sub(r"\b(program|title-|desc-)( ?)[0-9a-f]{8,12}\b", r"\1\2HASH", printed)
    golden(f"graph_towns{FORMS[form]}", printed)
    assert main(["graph", "towns.meth", "--out", f"out{FORMS[form]}"]) == 0
    assert re.fullmatch(rf"\d+ parts written to out{FORMS[form]}\n", capsys.readouterr().out)
    main(["graph", "towns.meth", "--format", form])
    assert Path(f"out{FORMS[form]}").read_bytes() == capsys.readouterr().out.encode()


def test_json_is_what_its_schema_says(repository: Path) -> None:
    """For each methodology of the repository and all of its declarations."""
    for path in sorted((repository / "methodologies").glob("*.meth")):
        program = program_of_text(path.read_text(encoding="utf-8"), path.name)
        for name in (None, *program.computed):
            document = json.loads(graph_json(pictured(program, name)))
            jsonschema.Draft202012Validator(schema()).validate(document)
            assert {use["used"] for use in document["uses"]} <= {part["key"] for part in document["parts"]}


@pytest.mark.usefixtures("folder")
def test_values_are_put_in(golden: Golden, capsys: pytest.CaptureFixture[str]) -> None:
    """Those of the body and the period, states in words; parts with several values have none."""
    assert main(["graph", "towns.meth", "--body", "cedar", "--period", "2021"]) == 0
    golden("graph_values.txt", capsys.readouterr().out)
    main(["graph", "towns.meth", "--body", "ash", "--format", "json"])
    document = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator(schema()).validate(document)
    assert document["head"]["body"] == "ash"
    assert document["head"]["period"] == "2021"
    values = {part["key"]: part.get("value") for part in document["parts"]}
    assert values["budget.fact"] == "200 KZT"
    assert values["speed"] is None


def test_values_of_a_period_without_a_body(tmp_path: Path) -> None:
    """Only what belongs to no body has a value then."""
    result = run_of_towns(tmp_path)
    shown = with_values(pictured(result.program, None), result, None, 2021)
    assert dict(shown.values) == {"ceiling": "120 %"}


def test_weights_say_what_they_came_to(tmp_path: Path) -> None:
    """Where a member is left out the weights of the others grow; weights that stay say nothing more."""
    result = run_of_towns(tmp_path)
    words = {
        body: {
            use.used: use.words
            for use in with_values(pictured(result.program, None), result, body, 2021).dependencies.of["total"]
        }
        for body in ("ash", "cedar")
    }
    assert words["ash"] == {"execution": "60 %", "answering": "40 %", "lateness": "less"}
    assert words["cedar"]["execution"] == "60 % → left out"
    (folder := tmp_path / "less").mkdir()
    late = {**FILES, "answers.csv": "town,service,days_taken\nash,licence,9.5\n"}
    program = program_of_text(TOWNS)
    result = run(program, snapshot_of(program, folder, late), [2021])
    shown = with_values(pictured(program, None), result, "port", 2021)
    assert {use.used: use.words for use in shown.dependencies.of["total"]} == {
        "execution": "60 % → 100 %",
        "answering": "40 % → left out",
        "lateness": "less",
    }


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--name", "totl"], "id you mean `total`"),
        (["--body", "ahs"], "ash"),
        (["--period", "1999"], "U756"),
        (["--out", "graph.png"], ".svg"),
        (["--out", "missing/graph.svg"], "U757"),
        (["--period", "2020..2021"], "one period"),
    ],
)
def test_wrong_use(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each mistake is told, with 2 as exit code and nothing printed as output."""
    assert main(["graph", "towns.meth", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert said in captured.err


def test_the_picture_in_the_documentation_is_current(repository: Path, golden: Golden) -> None:
    """It is what the command draws."""
    path = repository / "methodologies" / "hdi.meth"
    program = program_of_text(path.read_text(encoding="utf-8"), path.name)
    golden(repository / "docs" / "reference" / "hdi.svg", svg_text(pictured(program, None)))


# ---------------------------------------------------------------- drawings of anything

ROLES = [*(role.value for role in Role), *(kind.value for kind in PartKind if kind is not PartKind.COMPUTED)]
KINDS = {kind.value: kind for kind in PartKind}


@st.composite
def drawings(draw: st.DrawFn) -> Pictured:
    """Parts with any labels that use any later ones, the first of them as the root."""
    count = draw(st.integers(1, 9))
    roles = draw(st.lists(st.sampled_from(ROLES), min_size=count, max_size=count))
    texts = draw(st.lists(st.text(max_size=40), min_size=count, max_size=count))
    parts = {
        f"p{number}": Part(f"p{number}", KINDS.get(role, PartKind.COMPUTED), role, text)
        for number, (role, text) in enumerate(zip(roles, texts, strict=True))
    }
    uses = [Dependency("p0", f"p{number}", (How(draw(st.text(max_size=12))),)) for number in range(1, count)]
    for user in range(1, count):
        later = draw(st.sets(st.integers(user + 1, count - 1))) if user + 1 < count else ()
        uses += [
            Dependency(f"p{user}", f"p{used}", (draw(st.sampled_from([How(), How(when=("previous year",))])),))
            for used in later
        ]
    values = {key: draw(st.text(max_size=20)) for key in parts if draw(st.booleans())}
    title = draw(st.text(max_size=60))
    return Pictured(title, Dependencies(("p0",), parts, tuple(uses)), "m", "1", "0" * 64, values=values)


def elements_of(shown: Pictured) -> ET.Element:
    """The drawing, read as XML."""
    return ET.parse(io.StringIO(svg_text(shown))).getroot()  # noqa: S314 - our own text


@given(drawings())
def test_any_text_in_an_svg_is_text(shown: Pictured) -> None:
    """The drawing is XML, and no label adds an element, an attribute or a style to it."""
    drawn = elements_of(shown)
    innocent = evolve(
        shown,
        title="t",
        dependencies=evolve(
            shown.dependencies, parts={key: evolve(part, label="") for key, part in shown.dependencies.parts.items()}
        ),
    )
    names = {one.tag for one in drawn.iter()}
    assert names <= {f"{SVG}{name}" for name in ("svg", "title", "desc", "style", "rect", "g", "path", "text")}
    attributes = {name for one in drawn.iter() for name in one.attrib}
    assert attributes <= {name for one in elements_of(innocent).iter() for name in one.attrib} | {"text-anchor"}
    title = drawn.find(f"{SVG}title")
    assert title is not None
    assert (title.text or "") == visible(shown.title).replace("\r", "\n")


@given(drawings())
def test_any_text_in_mermaid_is_text(shown: Pictured) -> None:
    """Each part and each use is one line, and quotes, brackets and angles stand nowhere but where the form has them."""
    _, title, _, chart, *lines = mermaid_text(shown).splitlines()
    assert json.loads(title.removeprefix("title: ")) == visible(shown.title)
    assert chart == "flowchart LR"
    found = shown.dependencies
    assert len(lines) == len(found.parts) + len(found.uses)
    for line in lines:
        inside = "".join(re.findall(r'"([^"]*)"', line)).replace("<br>", "")
        assert not set(inside) & set("<>[]{}|`\"'\\")
        assert line.count('"') in (0, 2)


@given(drawings())
def test_any_text_in_a_tree_stays_on_its_line(shown: Pictured) -> None:
    """As many lines as there are uses in the tree, and every part is shown in full once."""
    lines = tree_text(shown).splitlines()
    assert all(line.isprintable() or visible(line) == line for line in lines)
    found = shown.dependencies
    in_full = [key for key in found.parts if found.of[key]]
    assert len(lines) == 1 + sum(len(found.of[key]) for key in in_full)


@given(drawings())
def test_the_same_is_drawn_alike(shown: Pictured) -> None:
    """Equal bytes each time."""
    assert svg_text(shown) == svg_text(evolve(shown))


@given(drawings())
def test_what_uses_stands_left_and_nothing_overlaps(shown: Pictured) -> None:
    """Every use leads to a later layer by way of the layers between, and stops of a layer keep their distance."""
    found = shown.dependencies
    layers = layers_of(found)
    layer_of = {stop: number for number, layer in enumerate(layers.layers) for stop in layer}
    assert {stop for stop in layer_of if isinstance(stop, str)} == set(found.parts)
    for (user, used), way in layers.ways.items():
        assert (way[0], way[-1]) == (user, used)
        assert [layer_of[stop] for stop in way] == list(range(layer_of[user], layer_of[used] + 1))
    sizes = {stop: 8.0 if isinstance(stop, Bend) else 40.0 for stop in layer_of}
    middles = heights_of(layers, sizes, 10.0)
    for layer in layers.layers:
        for upper, lower in pairwise(layer):
            assert middles[lower] - middles[upper] >= (sizes[upper] + sizes[lower]) / 2 + 10 - 1e-6
    assert min(middles[stop] - sizes[stop] / 2 for stop in layer_of) == pytest.approx(0)


def rules_of(style: str) -> dict[str, dict[str, str]]:
    """Declarations of a style sheet by selector."""
    found = re.findall(r"\.tarazy-graph ([^{]+)\{([^}]*)\}", style)
    return {selector: dict(one.split(":", 1) for one in rules.split(";")) for selector, rules in found}


def luminance(colour: str) -> float:
    """Relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_texts_and_lines_can_be_read_by_day_and_by_night() -> None:
    """Contrast of every text with every ground is at least 4.5, of lines and outlines at least 3 (WCAG 2.2, AA)."""
    day, night = style_sheet(13, 11).split("@media (prefers-color-scheme:dark)")
    for rules in (rules_of(day), rules_of(day) | rules_of(night)):
        boxes = {family(role) for role in ROLES}
        grounds = [rules[".paper"]["fill"], *(rules[f".{box}"]["fill"] for box in boxes)]
        texts = [rules[name]["fill"] for name in ("text", ".s", ".v", ".w")]
        assert min(contrast(text, ground) for text in texts for ground in grounds) >= 4.5
        paper = rules[".paper"]["fill"]
        strokes = [rules[".line"]["stroke"], *(rules[f".{box}"]["stroke"] for box in boxes)]
        assert min(contrast(stroke, paper) for stroke in strokes) >= 3


def test_what_is_drawn_is_told_in_words(tmp_path: Path) -> None:
    """The description has every value and every weight, for readers who do not see the drawing."""
    result = run_of_towns(tmp_path)
    shown = with_values(pictured(result.program, None), result, "ash", 2021)
    description = elements_of(shown).find(f"{SVG}desc")
    assert description is not None
    assert description.text is not None
    for key, value in shown.values.items():
        assert f"{shown.dependencies.parts[key].label} = {value}" in description.text
    for use in shown.dependencies.uses:
        assert shown.dependencies.parts[use.used].label + (f" ({use.words})" if use.words else "") in description.text


def test_lines_that_need_not_cross_do_not() -> None:
    """Two parts written in the order that crosses their lines are put into the other."""
    parts = {key: Part(key, PartKind.COMPUTED, "quantity", "") for key in ("r", "a", "b", "x", "y")}
    pairs = [("r", "a"), ("r", "b"), ("a", "y"), ("b", "x")]
    # `x` is found before `y` though it hangs from the lower part.
    found = Dependencies(("r",), parts, tuple(Dependency(user, used) for user, used in pairs))
    layers = layers_of(found)
    behind: dict[Stop, list[Stop]] = {key: [use.used for use in found.of[key]] for key in parts}
    assert crossings(layers.layers, behind) == 0
    assert crossings((("r",), ("a", "b"), ("x", "y")), behind) == 1


@given(st.text(max_size=80), st.integers(30, 200), st.integers(1, 4))
def test_lines_of_a_text_fit(text: str, room: int, lines: int) -> None:
    """No line is wider than its room unless it is one character, and what is cut says so."""
    shown = visible(text)
    found = wrapped(shown, room, 12, lines)
    assert len(found) <= lines
    assert all(extent(line, 12) <= room or len(line) <= 2 for line in found)
    if "".join(found) != "".join(shown.split()) and "".join("".join(found).split()) != "".join(shown.split()):
        assert found[-1].endswith("…")


def test_a_thousand_floors_are_drawn() -> None:
    """A long chain is no deep recursion."""
    parts = {f"p{number}": Part(f"p{number}", PartKind.COMPUTED, "quantity", "") for number in range(1000)}
    uses = tuple(Dependency(f"p{number}", f"p{number + 1}") for number in range(999))
    shown = Pictured("chain", Dependencies(("p0",), parts, uses), "m", "1", "0" * 64)
    assert len(tree_text(shown).splitlines()) == 1000
    assert svg_text(shown).count("<g><title>") == 1000
