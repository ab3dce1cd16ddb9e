"""A plan in several files to one Document: its parts are read one by one, each kept in
the cache for itself, and joined in their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from plancoder.errors import PlanError
from plancoder.extract.build_document import check_limits
from plancoder.extract.cache import read_cached
from plancoder.extract.options import ExtractOptions
from plancoder.extract.read import DEFAULT_OPTIONS
from plancoder.models import Block, Document, Page, Plan, Region
from plancoder.page_labels import part_page

_BETWEEN = "\n"  # blocks stand one newline apart


def read_plan_files(
    plan: Plan,
    paths: Sequence[Path],
    *,
    options: ExtractOptions = DEFAULT_OPTIONS,
    use_cache: bool = True,
) -> tuple[Document, tuple[str, ...]]:
    """The plan's Document and the SHA-256 of each of its files; `paths` are those of
    `plan.files`. One part that cannot be read is a plan that cannot: raises PlanError.
    """
    if not plan.parts:
        document, digest = read_cached(
            paths[0], pages=plan.pages, options=options, use_cache=use_cache
        )
        return document, (digest,)
    parts: list[Document] = []
    digests: list[str] = []
    for part, path in enumerate(paths, 1):
        try:
            document, digest = read_cached(
                path, pages=plan.pages_of(part), options=options, use_cache=use_cache
            )
        except PlanError as error:
            raise _of_part(error, part, path.name) from error
        parts.append(document)
        digests.append(digest)
        # The limits are those of the plan, however many files it has.
        pages = sum(len(one.pages) for one in parts)
        check_limits(pages, sum(len(one.text) for one in parts), options)
    return join_parts(parts), tuple(digests)


def _of_part(error: PlanError, part: int, name: str) -> PlanError:
    """The error, with the part in what it says."""
    error.detail = f"part {part} ({name}): {error.detail.removeprefix(f'{name}: ')}"
    error.args = (error.detail,)
    return error


def join_parts(parts: Sequence[Document]) -> Document:
    r"""One Document of several: text after text, with each page's part in its number.

    >>> one, other = (Document(text, ()) for text in ("Safer roads", "Warmer halls"))
    >>> join_parts([one, other]).text
    'Safer roads\nWarmer halls'
    """
    blocks: list[Block] = []
    pages: list[Page] = []
    offset = tables = 0
    for part, document in enumerate(parts, 1):
        blocks += (_moved(block, part, offset, tables) for block in document.blocks)
        pages += _pages_of(document, part)
        offset += len(document.text) + len(_BETWEEN)
        numbers = (block.table for block in document.blocks if block.table is not None)
        tables += max(numbers, default=-1) + 1
    return Document(
        text=_BETWEEN.join(document.text for document in parts),
        blocks=tuple(blocks),
        pages=tuple(pages),
        format=_joined(document.format for document in parts),
        engine=_joined(document.engine for document in parts),
        notices=tuple(
            replace(notice, detail=f"part {part}: {notice.detail}")
            for part, document in enumerate(parts, 1)
            for notice in document.notices
        ),
    )


def _moved(block: Block, part: int, offset: int, tables: int) -> Block:
    return replace(
        block,
        start=block.start + offset,
        end=block.end + offset,
        regions=tuple(
            Region(region.start + offset, part_page(part, region.page or 0), region.box)
            for region in block.regions
        ),
        table=None if block.table is None else block.table + tables,
    )


def _pages_of(document: Document, part: int) -> list[Page]:
    """The pages of a part; one without pages is one page, number 0."""
    pages = document.pages or (Page(0, characters=len(document.text)),)
    return [replace(page, number=part_page(part, page.number)) for page in pages]


def _joined(values: Iterable[str]) -> str:
    """`pdf` where all parts are alike, else `pdf; docx` in their order."""
    each = list(values)
    return each[0] if len(set(each)) == 1 else "; ".join(each)
