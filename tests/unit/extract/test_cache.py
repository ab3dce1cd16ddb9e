"""The cache of extracted documents: never stale, never torn, never in the way."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plancoder.errors import NoText
from plancoder.extract import cache
from plancoder.extract.cache import (
    find_cache_folder,
    load_bytes,
    load_entry,
    read_cached,
    store_entry,
    store_file,
    sweep_cache,
)
from plancoder.extract.document_json import document_from_json, document_to_json
from plancoder.extract.options import ExtractOptions
from plancoder.extract.read import read_bytes
from plancoder.models import (
    Block,
    BlockKind,
    Box,
    Document,
    Notice,
    Page,
    PageStatus,
    Region,
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PLANCODER_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.md"
    path.write_text(
        "<!-- page 1 -->\n# Plan\n\nSafe homes.\n\n<!-- page 2 -->\nMore words.\n",
        encoding="utf-8",
    )
    return path


def entries(folder: Path) -> list[Path]:
    return sorted(folder.glob("??/*"))


def count_reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    reads: list[str] = []

    def read(
        data: bytes, name: str, *, pages: tuple[int, ...], options: ExtractOptions
    ) -> Document:
        reads.append(name)
        return read_bytes(data, name, pages=pages, options=options)

    monkeypatch.setattr(cache, "read_bytes", read)
    return reads


def test_the_second_reading_comes_from_the_cache(
    folder: Path, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads = count_reads(monkeypatch)
    first, digest = read_cached(plan)
    second, again = read_cached(plan)
    assert first == second
    assert digest == again == hashlib.sha256(plan.read_bytes()).hexdigest()
    assert reads == ["plan.md"]
    assert len(entries(folder)) == 1


def test_another_content_pages_options_or_version_is_read_anew(
    folder: Path, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads = count_reads(monkeypatch)
    read_cached(plan)
    assert read_cached(plan, pages=(2,))[0].text == "More words."
    read_cached(plan, options=ExtractOptions(ocr="off"))
    plan.write_text("# Other\n\nNew words.\n", encoding="utf-8")
    assert "New words." in read_cached(plan)[0].text
    monkeypatch.setattr(cache, "extractor_version", lambda: "another")
    read_cached(plan)
    assert len(reads) == 5
    assert len(entries(folder)) == 5


def test_a_renamed_file_of_the_same_content_needs_no_reading(
    folder: Path, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_cached(plan)
    reads = count_reads(monkeypatch)
    read_cached(plan.rename(plan.with_name("renamed.md")))
    assert reads == []
    # Another ending may mean another reader.
    read_cached(plan.with_name("renamed.md").rename(plan.with_name("plan.txt")))
    assert reads == ["plan.txt"]


def test_a_damaged_entry_is_read_anew_and_mended(folder: Path, plan: Path) -> None:
    document, _ = read_cached(plan)
    [entry] = entries(folder)
    whole = entry.read_bytes()
    for damage in (
        b"",
        whole[: len(whole) // 2],
        b"rubbish",
        zlib.compress(b"[]"),
        zlib.compress(b'{"version": 99}'),
    ):
        entry.write_bytes(damage)
        assert load_entry(entry) is None
        assert read_cached(plan)[0] == document
        assert load_entry(entry) == document


def test_what_cannot_be_read_is_not_kept(folder: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.md"
    empty.write_text("\n", encoding="utf-8")
    with pytest.raises(NoText):
        read_cached(empty)
    assert entries(folder) == []


def test_the_cache_can_be_turned_off(
    folder: Path, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_cached(plan, use_cache=False)
    monkeypatch.setenv("PLANCODER_CACHE", "off")
    assert find_cache_folder() is None
    read_cached(plan)
    assert entries(folder) == []


def test_without_a_wish_it_lies_in_the_users_cache(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("PLANCODER_CACHE", raising=False)
    found = find_cache_folder()
    assert found is not None
    assert "plancoder" in found.parts


@pytest.mark.parametrize("name", ["file/cache", "c" * 300, "/".join(["c" * 200] * 30)])
def test_a_cache_that_cannot_be_written_is_no_error(
    name: str, plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("PLANCODER_CACHE", str(tmp_path / name))
    assert "Safe homes." in read_cached(plan)[0].text


def test_two_runs_at_once_leave_one_whole_entry(folder: Path, plan: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from plancoder.extract import cache\n"
        "for _ in range(60):\n"
        "    document, _ = cache.read_cached(Path(sys.argv[1]))\n"
        "    for entry in Path(sys.argv[2]).glob('??/*.z'):\n"
        "        cache.store_entry(entry, document)\n"
        "        assert cache.load_entry(entry)\n"
    )
    runs = [
        subprocess.Popen([sys.executable, "-c", code, str(plan), str(folder)])
        for _ in range(2)
    ]
    assert [run.wait() for run in runs] == [0, 0]
    assert [path.suffix for path in entries(folder)] == [".z"]


@pytest.mark.parametrize("size", [0, 7, (1 << 20) + 1])
def test_a_file_is_kept_with_what_goes_before_it(tmp_path: Path, size: int) -> None:
    path, entry = tmp_path / "book", tmp_path / "kept" / "entry"
    path.write_bytes(b"x" * size)
    store_file(entry, b"head", path)
    assert load_bytes(entry) == b"head" + b"x" * size
    assert list(entry.parent.iterdir()) == [entry]


def test_the_longest_unused_entries_go_first(folder: Path) -> None:
    document = Document("x" * 5000, (), format="text")
    paths = [folder / f"{number:02}" / f"{number}.doc.z" for number in range(4)]
    for age, path in enumerate(paths):
        store_entry(path, document)
        os.utime(path, (1_000_000 + age, 1_000_000 + age))
    size = paths[0].stat().st_size
    load_entry(paths[0])  # used just now
    assert sweep_cache(folder, most_bytes=2 * size) == 2
    assert entries(folder) == [paths[0], paths[3]]
    assert sweep_cache(folder, most_bytes=0) == 0, "not looked at again within the hour"
    assert sweep_cache(folder, most_bytes=0, every=0) == 2


def test_json_carries_everything() -> None:
    document = Document(
        "Plan\ncut here\ncell",
        (
            Block(
                BlockKind.HEADING, 0, 4, (Region(0, 1, Box(1.25, 2.5, 3.125, 4.0)),), 2
            ),
            Block(
                BlockKind.PARAGRAPH,
                5,
                13,
                (Region(5, 1), Region(9, 3, Box(0.1, 0.2, 0.3, 0.4))),
            ),
            Block(BlockKind.TABLE_CELL, 14, 18, (Region(14, None),), 0, 0, 1, 2),
        ),
        (Page(1, PageStatus.OCR, 8, 595.3, 842.0, "a note"), Page(3)),
        "pdf",
        "pdfium",
        (Notice("partial", "page 2", "do this"),),
    )
    written = json.loads(json.dumps(document_to_json(document, with_text=True)))
    assert written["blocks"][0]["text"] == "Plan"
    assert written["blocks"][0]["bbox"] == [1.25, 2.5, 3.125, 4.0]
    assert written["blocks"][1]["more"] == [
        {"start": 9, "page": 3, "bbox": [0.1, 0.2, 0.3, 0.4]}
    ]
    assert document_from_json(written) == document


@settings(max_examples=50, deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60), st.floats(-1e4, 1e4)
)
def test_any_text_and_box_survives_the_cache(text: str, edge: float) -> None:
    block = Block(
        BlockKind.PARAGRAPH,
        0,
        len(text),
        (Region(0, 1, Box(edge, edge / 3, edge, 1.0)),),
    )
    document = Document(text, (block,), (Page(1),), "text")
    assert (
        document_from_json(
            json.loads(json.dumps(document_to_json(document), ensure_ascii=False))
        )
        == document
    )
