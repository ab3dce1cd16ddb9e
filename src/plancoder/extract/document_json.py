"""Documents as JSON and back: for `extract --format json` and for the cache."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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

JSON_VERSION = 1


def document_to_json(document: Document, *, with_text: bool = False) -> dict[str, Any]:
    """A document as plain dicts and lists, for `json.dumps`.

    `with_text` repeats each block's text beside its offsets.

    A block that goes over a page break has its other parts under `more`.
    """
    return {
        "version": JSON_VERSION,
        "format": document.format,
        "engine": document.engine,
        "pages": [_page_to_json(page) for page in document.pages],
        "notices": [
            {"reason": notice.reason, "detail": notice.detail, "advice": notice.advice}
            for notice in document.notices
        ],
        "blocks": [
            _block_to_json(block, document.text if with_text else None)
            for block in document.blocks
        ],
        "text": document.text,
    }


def _page_to_json(page: Page) -> dict[str, Any]:
    return {
        "number": page.number,
        "status": page.status.value,
        "characters": page.characters,
        "width": page.width,
        "height": page.height,
        "note": page.note,
        "printed": page.printed,
    }


def _block_to_json(block: Block, text: str | None) -> dict[str, Any]:
    first = block.regions[0]
    out: dict[str, Any] = {
        "kind": block.kind.value,
        "level": block.level,
        "page": first.page,
        "bbox": _box_to_json(first.box),
        "start": block.start,
        "end": block.end,
    }
    if first.start != block.start:
        out["from"] = first.start
    if len(block.regions) > 1:
        out["more"] = [
            {
                "start": region.start,
                "page": region.page,
                "bbox": _box_to_json(region.box),
            }
            for region in block.regions[1:]
        ]
    if block.table is not None:
        out.update(table=block.table, row=block.row, column=block.column)
    if text is not None:
        out["text"] = text[block.start : block.end]
    return out


def _box_to_json(box: Box | None) -> list[float] | None:
    return None if box is None else [box.x0, box.top, box.x1, box.bottom]


def document_from_json(data: Mapping[str, Any]) -> Document:
    """The document that `document_to_json` wrote down; ValueError, KeyError or
    TypeError where it is none.
    """
    if data["version"] != JSON_VERSION:
        raise ValueError(
            f"version {data['version']} of the document's JSON; this is version"
            f" {JSON_VERSION}"
        )
    return Document(
        text=data["text"],
        blocks=tuple(map(_block_from_json, data["blocks"])),
        pages=tuple(
            Page(
                page["number"],
                PageStatus(page["status"]),
                page["characters"],
                page["width"],
                page["height"],
                page["note"],
                page.get("printed", ""),
            )
            for page in data["pages"]
        ),
        format=data["format"],
        engine=data["engine"],
        notices=tuple(
            Notice(notice["reason"], notice["detail"], notice["advice"])
            for notice in data["notices"]
        ),
    )


_KINDS = {kind.value: kind for kind in BlockKind}


def _block_from_json(block: Mapping[str, Any]) -> Block:
    start = block["start"]
    regions: tuple[Region, ...] = (
        Region(block.get("from", start), block["page"], _box_from_json(block["bbox"])),
    )
    if "more" in block:
        regions += tuple(
            Region(region["start"], region["page"], _box_from_json(region["bbox"]))
            for region in block["more"]
        )
    return Block(
        _KINDS[block["kind"]],
        start,
        block["end"],
        regions,
        block["level"],
        block.get("table"),
        block.get("row"),
        block.get("column"),
    )


def _box_from_json(box: list[float] | None) -> Box | None:
    return None if box is None else Box(*box)
