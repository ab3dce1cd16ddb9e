"""The walk below raw/ finds plans and nothing else, whatever lies there."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from plancoder.errors import NotARegularFile
from plancoder.study.walk import check_plan_file, find_plan_files, walk_raw

posix_only = pytest.mark.skipif(
    os.name != "posix", reason="names and files of this kind exist on POSIX only"
)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "study" / "raw"
    folder.mkdir(parents=True)
    return folder


def put(raw: Path, *names: str) -> None:
    for name in names:
        path = raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"plan")


def names(raw: Path) -> list[str]:
    return [found.name for found in find_plan_files(raw)]


def test_plans_of_all_kinds_are_found_in_the_order_of_their_names(raw: Path) -> None:
    put(
        raw,
        "b.pdf",
        "a.PDF",
        "sub/deeper/c.docx",
        "d.html",
        "e.htm",
        "f.md",
        "g.txt",
        "Z.pdf",
    )
    assert names(raw) == [
        "Z.pdf",
        "a.PDF",
        "b.pdf",
        "d.html",
        "e.htm",
        "f.md",
        "g.txt",
        "sub/deeper/c.docx",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "plans.csv",
        ".hidden.pdf",
        "~$plan.docx",
        "README.md",
        "readme.txt",
        ".git/a.pdf",
        "Thumbs.db",
        "a.xlsx",
    ],
)
def test_housekeeping_is_passed_over(raw: Path, name: str) -> None:
    put(raw, name, "plan.pdf")
    walk = walk_raw(raw)
    assert [found.name for found in walk.plans] == ["plan.pdf"]
    assert walk.failures == ()


@pytest.mark.parametrize("name", ["plan.doc", "plan.odp", "plan", "plan.pdf.zip"])
def test_a_file_of_another_kind_is_named(raw: Path, name: str) -> None:
    put(raw, name)
    (failure,) = walk_raw(raw).failures
    assert (failure.file, failure.reason, failure.severity) == (
        name,
        "unknown_format",
        "warning",
    )


@pytest.mark.parametrize(
    ("name", "what", "to_do"),
    [
        ("plan.doc", "an old Word file", "save it as .docx"),
        ("plan.PPT", "an old PowerPoint file", "save it as .pptx"),
        ("plans.zip", "an archive", "Unpack it"),
        ("reply.msg", "an e-mail", "attached"),
        ("page 1.jpg", "a picture", "one PDF"),
        ("plan.odp", "does not read this kind", "save it as PDF, Word (.docx)"),
    ],
)
def test_each_kind_has_its_remedy(raw: Path, name: str, what: str, to_do: str) -> None:
    put(raw, name)
    (failure,) = walk_raw(raw).failures
    assert what in failure.detail
    assert to_do in failure.advice


@posix_only
@pytest.mark.parametrize(
    "name",
    [
        "=1+1.pdf",
        "line\nbreak.pdf",
        "tab\t.pdf",
        "-rf.pdf",
        "a'b\"c.pdf",
        "🚓.pdf",
        "%s.pdf",
        "\\.pdf",
    ],
)
def test_strange_names_survive(raw: Path, name: str) -> None:
    put(raw, name)
    assert names(raw) == [name]
    check_plan_file(raw / name, raw)


@posix_only
@pytest.mark.parametrize(
    "name", [b"caf\xe9.pdf", b"\x1b[2J.pdf", b"\x07.pdf", b" plan.pdf"]
)
def test_names_that_no_table_can_hold_are_refused_with_advice(
    raw: Path, name: bytes
) -> None:
    (raw / os.fsdecode(name)).write_bytes(b"plan")
    walk = walk_raw(raw)
    assert walk.plans == ()
    assert "Rename it" in walk.failures[0].advice


@posix_only
def test_no_link_is_followed_out_or_round(raw: Path) -> None:
    put(raw, "plan.pdf", "sub/other.pdf")
    outside = raw.parent.parent / "outside"
    outside.mkdir()
    put(outside, "secret.pdf")
    put(raw.parent, "kept_beside.pdf")
    for link, target in {
        "loop": ".",
        "sub/up": "..",
        "away": "../../outside",
        "secret.pdf": "../../outside/secret.pdf",
        "broken.pdf": "nowhere.pdf",
        "self.pdf": "self.pdf",
        "inside.pdf": "plan.pdf",
        "beside.pdf": "../kept_beside.pdf",
    }.items():
        (raw / link).symlink_to(target)
    walk = walk_raw(raw)
    assert [found.name for found in walk.plans] == [
        "beside.pdf",
        "inside.pdf",
        "plan.pdf",
        "sub/other.pdf",
    ]
    assert [failure.file for failure in walk.failures] == [
        "away",
        "broken.pdf",
        "loop",
        "secret.pdf",
        "self.pdf",
        "sub/up",
    ]
    assert {failure.reason for failure in walk.failures} == {"not_a_regular_file"}


@posix_only
def test_pipes_sockets_devices_and_folders_are_refused_unopened(
    raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(raw / "pipe.pdf")
    monkeypatch.chdir(raw)  # the name of a socket is limited to 108 bytes
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("socket.pdf")
        (raw / "folder.pdf").mkdir()
        details = {failure.file: failure.detail for failure in walk_raw(raw).failures}
    assert details == {
        "pipe.pdf": "is a pipe, not a file",
        "socket.pdf": "is a socket, not a file",
    }
    with pytest.raises(NotARegularFile, match="is a folder"):
        check_plan_file(raw / "folder.pdf", raw)
    with pytest.raises(NotARegularFile, match="outside the study"):
        check_plan_file(Path("/dev/null"), raw)


@pytest.mark.parametrize("file", ["../../outside.pdf", "missing.pdf"])
def test_a_file_outside_or_missing_is_refused(raw: Path, file: str) -> None:
    put(raw.parent.parent, "outside.pdf")
    with pytest.raises(NotARegularFile):
        check_plan_file(raw / file, raw)


@posix_only
def test_raw_itself_may_be_a_link(tmp_path: Path) -> None:
    put(tmp_path / "archive", "plan.pdf")
    (tmp_path / "study").mkdir()
    raw = tmp_path / "study" / "raw"
    raw.symlink_to(tmp_path / "archive")
    assert names(raw) == ["plan.pdf"]
    assert walk_raw(raw).failures == ()


def test_a_folder_that_is_not_there_is_a_failure(raw: Path) -> None:
    (failure,) = walk_raw(raw / "gone").failures
    assert "cannot be looked into" in failure.detail
