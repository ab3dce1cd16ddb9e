"""Read typed fields from a YAML tree and collect every mistake with its line, its field
and what to do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from plancoder.codebook.strict_yaml import YamlList, YamlMap, YamlNode, YamlText
from plancoder.did_you_mean import did_you_mean
from plancoder.terminal import printable, shorten

_YES = frozenset({"true", "yes", "on"})
_NO = frozenset({"false", "no", "off"})


@dataclass(slots=True)
class Problems:
    """The mistakes found so far, in the order of the file."""

    name: str
    found: list[tuple[int, str]] = field(default_factory=list)

    def add(self, line: int, where: str, what: str) -> None:
        """Note one mistake. `where` is the field, such as `categories[3].terms[2]`;
        numbers count from 1.
        """
        place = (
            f"{self.name}, line {line}, {where}"
            if where
            else f"{self.name}, line {line}"
        )
        self.found.append((line, printable(f"{place}: {what}")))

    @property
    def lines(self) -> tuple[str, ...]:
        """One message for each mistake, by line of the file."""
        return tuple(text for _, text in sorted(self.found, key=lambda item: item[0]))


def suggest(word: str, known: Iterable[str]) -> str:
    """The end of a message about an unknown word: the known word that was probably
    meant, or the list of known words.
    """
    choices = list(known)
    listed = f"; known here: {', '.join(choices)}" if choices else ""
    return did_you_mean(word, choices, listed)


@dataclass(frozen=True, slots=True)
class Fields:
    """One mapping of the file. Each method reads a value; if the value is wrong, it
    notes the mistake and returns a default.
    """

    node: YamlMap
    where: str
    problems: Problems

    def has(self, key: str) -> bool:
        """Whether the mapping has this key, even if its value is blank."""
        return key in self.node.entries

    def line(self, key: str = "") -> int:
        """The line of a key, or of the mapping itself."""
        return self.node.key_lines.get(key, self.node.line)

    def path(self, key: str) -> str:
        """The field's name for messages."""
        return f"{self.where}.{key}" if self.where else key

    def complain(self, key: str, what: str) -> None:
        """Note a mistake in the value of a key, or in the mapping if the key is
        missing.
        """
        self.problems.add(self.line(key), self.path(key) if key else self.where, what)

    def check_keys(self, known: Iterable[str]) -> None:
        """Note every key that is not known."""
        names = tuple(known)
        for key in self.node.entries:
            if key not in names:
                absent = [name for name in names if name not in self.node.entries]
                self.problems.add(
                    self.line(key),
                    self.where,
                    f"unknown key '{key}'{suggest(key, absent or names)}",
                )

    def text(self, key: str, default: str = "", *, required: bool = False) -> str:
        """Text; inner line breaks and runs of blanks become one space."""
        node = self.node.entries.get(key)
        if node is None:
            if required:
                self.problems.add(
                    self.node.line, self.where, f"the key '{key}' is missing"
                )
            return default
        if not isinstance(node, YamlText):
            self.complain(key, f"text is needed here, not {_kind(node)}")
            return default
        value = " ".join(node.value.split())
        if not value and required:
            self.complain(key, "is blank; write a value")
        return value or default

    def number(
        self, key: str, default: int, *, lowest: int, highest: int, hint: str = ""
    ) -> int:
        """A whole number between two bounds."""
        node = self.node.entries.get(key)
        if node is None:
            return default
        if (
            isinstance(node, YamlText)
            and node.value.isascii()
            and node.value.strip().isdigit()
        ):
            value = int(node.value.strip()[:9])
            if lowest <= value <= highest:
                return value
        given = (
            f"'{shorten(node.value)}'" if isinstance(node, YamlText) else _kind(node)
        )
        self.complain(
            key,
            f"a whole number from {lowest} to {highest}{hint} is needed, not {given}",
        )
        return default

    def flag(self, key: str, *, default: bool) -> bool:
        """`true` or `false`."""
        node = self.node.entries.get(key)
        if node is None:
            return default
        value = read_flag(node)
        if value is None:
            given = (
                f"'{shorten(node.value)}'"
                if isinstance(node, YamlText)
                else _kind(node)
            )
            self.complain(key, f"true or false is needed, not {given}")
            return default
        return value

    def items(self, key: str) -> tuple[tuple[YamlNode, str], ...]:
        """The items of a list, each with its field; a single value counts as a list
        of one item.
        """
        node = self.node.entries.get(key)
        if node is None or (isinstance(node, YamlText) and not node.value):
            return ()
        if isinstance(node, YamlList):
            return tuple(
                (item, f"{self.path(key)}[{index}]")
                for index, item in enumerate(node.items, 1)
            )
        return ((node, self.path(key)),)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; blank ones are refused."""
        values = []
        for node, where in self.items(key):
            if not isinstance(node, YamlText):
                self.problems.add(
                    node.line,
                    where,
                    f"text is needed here, not {_kind(node)}{_colon_hint(node)}",
                )
            elif not node.value.strip():
                self.problems.add(
                    node.line, where, "is blank; write a value or delete the line"
                )
            else:
                values.append(" ".join(node.value.split()))
        return tuple(values)

    def mapping(self, key: str) -> Fields | None:
        """A mapping inside this one; None if it is missing or something else."""
        node = self.node.entries.get(key)
        if node is None or (isinstance(node, YamlText) and not node.value):
            return None
        if not isinstance(node, YamlMap):
            self.complain(key, f"this needs keys with values, not {_kind(node)}")
            return None
        return Fields(node, self.path(key), self.problems)


def read_flag(node: YamlNode) -> bool | None:
    """True or False for yes, no, on, off, true or false; None for anything else."""
    if isinstance(node, YamlText):
        value = node.value.strip().lower()
        if value in _YES:
            return True
        if value in _NO:
            return False
    return None


def _kind(node: YamlNode) -> str:
    if isinstance(node, YamlText):
        return f"the text '{shorten(node.value)}'" if node.value else "nothing"
    return "a list" if isinstance(node, YamlList) else "keys with values"


def _colon_hint(node: YamlNode) -> str:
    return " (quote the text if it holds ': ')" if isinstance(node, YamlMap) else ""
