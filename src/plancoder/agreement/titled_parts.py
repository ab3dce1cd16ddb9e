"""A report of titled parts, as plain text in aligned columns and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Cells = Sequence[str]


@dataclass(frozen=True, slots=True)
class Part:
    """A list of lines under a heading; a part without lines is not shown."""

    heading: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Section:
    """One comparison: its title, a line that says what is what, tables (each header
    first), and lists below them.
    """

    title: str
    legend: str
    tables: Sequence[Sequence[Cells]]
    parts: Sequence[Part] = ()


def render_text(sections: Sequence[Section]) -> str:
    """For a terminal or a text file."""
    lines: list[str] = []
    for section in sections:
        lines += [section.title, "=" * len(section.title), section.legend, ""]
        for table in section.tables:
            lines += [*align(table), ""]
        for part in _shown(section):
            lines += [f"{part.heading}:", *(f"  - {line}" for line in part.lines), ""]
    return "\n".join(lines)


def render_markdown(title: str, sections: Sequence[Section]) -> str:
    """For a report; nothing in a quote is taken for Markdown or HTML."""
    lines = [f"# {title}", ""]
    for section in sections:
        lines += [f"## {_plain(section.title)}", "", _plain(section.legend), ""]
        for table in section.tables:
            lines += [*_markdown_table(table), ""]
        for part in _shown(section):
            lines += [
                f"### {part.heading}",
                "",
                *(f"- {_plain(line)}" for line in part.lines),
                "",
            ]
    return "\n".join(lines)


def align(rows: Sequence[Cells]) -> list[str]:
    """Columns under each other: the first and the last to the left, figures to the
    right.
    """
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    words = {0, len(widths) - 1}
    return [
        "  ".join(
            cell.ljust(width) if at in words else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _shown(section: Section) -> Iterator[Part]:
    return (part for part in section.parts if part.lines)


def _markdown_table(rows: Sequence[Cells]) -> list[str]:
    lines = ["| " + " | ".join(map(_plain, row)) + " |" for row in rows]
    rule = "|" + "|".join([" --- ", *[" ---: "] * (len(rows[0]) - 2), " --- "]) + "|"
    return [lines[0], rule, *lines[1:]]


def _plain(text: str) -> str:
    """Text as it is: the characters that mean something in Markdown or HTML lose their
    meaning.
    """
    text = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;")
    return "".join(
        f"\\{character}" if character in "\\`*_[]|#" else character
        for character in text
    )
