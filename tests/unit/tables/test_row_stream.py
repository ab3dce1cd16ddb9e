"""Rows that come while somebody reads them, and pieces read back in any order."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from plancoder.tables.kept_on_disk import Pieces
from plancoder.tables.row_stream import RowStream, stream_rows

LONG = "words " * 20_000  # more than a buffer holds


@pytest.mark.parametrize("texts", [[], ["a"], ["a", LONG, "", "b"], [LONG] * 9])
def test_a_reader_that_is_there_first_gets_every_row(
    tmp_path: Path, texts: list[str]
) -> None:
    stream = RowStream(tmp_path / "rows")
    found: list[object] = []
    reader = threading.Thread(
        target=lambda: found.extend(stream_rows(tmp_path / "rows"))
    )
    reader.start()
    for text in texts:
        stream.add([{"text": text}, {"text": text, "page": 1}])
    assert reader.is_alive()  # it waits for the end
    stream.end()
    reader.join()
    rows = [({"text": text}, {"text": text, "page": 1}) for text in texts]
    assert found == [row for pair in rows for row in pair]


def test_pieces_are_read_back_in_any_order(tmp_path: Path) -> None:
    parts = [b"first\n", b"", b"third " * 50_000 + b"\n", b"fourth"]
    with Pieces(tmp_path / "pieces") as pieces:
        places = []
        for part in parts:
            places.append(pieces.add(part))
            assert pieces.read(places[0]) == b"first\n"  # between two writes
        for at in (2, 0, 3, 1):
            assert pieces.read(places[at]) == parts[at]
    with Pieces(tmp_path / "pieces", made=False) as again:
        lines = list(again.lines())
        assert [line for _, line in lines] == [parts[0], parts[2], parts[3]]
        assert [place for place, _ in lines] == [places[0], places[2], places[3]]
