"""The list of commands in `plancoder --help`, under headings in the order in which a
person meets them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typer.core import TyperGroup

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SECTIONS: Mapping[str, Sequence[str]] = {
    "The main job": ("init", "run"),
    "Stage by stage": ("plans", "extract", "debug-page", "code", "export"),
    "Look into plans and codebook": (
        "codebook",
        "why",
        "kwic",
        "statements",
        "discover",
    ),
    "Review": ("review", "decide", "assign", "merge", "reply-pack"),
    "Compare": ("evaluate", "agreement"),
}
OTHERS = "Others"


class SectionedGroup(TyperGroup):
    """A group that lists its commands in sections; a command that no section names is
    listed at the end.
    """

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands with the first sentence of each."""
        named = [name for names in SECTIONS.values() for name in names]
        others = [name for name in self.list_commands(ctx) if name not in named]
        width = formatter.width - 6 - max(map(len, (*named, *others)))
        for title, names in {**SECTIONS, OTHERS: others}.items():
            commands = [(name, self.get_command(ctx, name)) for name in names]
            rows = [
                (name, command.get_short_help_str(width))
                for name, command in commands
                if command is not None
            ]
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)
