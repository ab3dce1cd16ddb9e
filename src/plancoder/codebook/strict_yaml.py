"""Read a safe subset of YAML, and keep the line number of every key and value.

This is PyYAML's SafeLoader with these limits:

- no anchors, aliases, tags or merge keys: 400 bytes of them take half a minute to read
- a key may not occur twice: YAML would silently keep the last one
- nesting and size are limited
- every value is read as text, so that `NO`, `0123` and `12:30` are not converted

The loader is the one in pure Python, because the one in C crashes on deep nesting.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from plancoder.errors import StudyError

MAX_BYTES = 1 << 20
MAX_DEPTH = 20
_BLANKS = frozenset({"", "~", "null"})
_SURROGATE = re.compile("[\ud800-\udfff]")
_NO_CHARACTER = (
    "\\u or \\U is followed by digits that do not name a character; write the"
    " character itself"
)
_QUOTE_HINT = "quote the value if it is text"


@dataclass(frozen=True, slots=True)
class YamlText:
    """A value, always as text; blank if the file has nothing or `~` there."""

    value: str
    line: int


@dataclass(frozen=True, slots=True)
class YamlList:
    """A list of values."""

    items: tuple[YamlNode, ...]
    line: int


@dataclass(frozen=True, slots=True)
class YamlMap:
    """Keys with their values; `key_lines` is the line of each key."""

    entries: dict[str, YamlNode]
    key_lines: dict[str, int]
    line: int


YamlNode = YamlText | YamlList | YamlMap


class _Refused(Exception):  # noqa: N818 - not an error of the program
    """Something in the file is not allowed; the message begins with its line."""


class _StrictLoader(yaml.SafeLoader):
    """Builds the tree and raises `_Refused` as soon as something is not allowed."""

    # Without resolvers, no value is converted to a number, date or boolean.
    # PyYAML's own class attribute.
    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012

    def __init__(self, stream: io.StringIO) -> None:
        super().__init__(stream)
        self._depth = 0

    # PyYAML's signature.
    def compose_node(self, parent: Node | None, index: Any) -> Node | None:  # noqa: ANN401
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Refused(
                f"line {line}: anchors and aliases (&, *) are not allowed;"
                f" {_QUOTE_HINT}"
            )
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            raise _Refused(
                f"line {line}: the tag {tag!r} is not allowed; {_QUOTE_HINT}"
            )
        if _SURROGATE.search(getattr(event, "value", "")):
            raise _Refused(f"line {line}: {_NO_CHARACTER}")
        if self._depth >= MAX_DEPTH:
            raise _Refused(f"line {line}: nested deeper than {MAX_DEPTH} levels")
        self._depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self._depth -= 1


def read_yaml(data: bytes, name: str) -> YamlNode:
    """The content of a YAML file.

    Raises StudyError with one message for each problem, with file name and line.
    """
    if len(data) > MAX_BYTES:
        raise StudyError(
            f"{name}: the file is larger than {MAX_BYTES // 1024} KiB; is it the right"
            " file?"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise StudyError(
            f"{name}, line {line}: not UTF-8 text; save the file with the encoding"
            " UTF-8"
        ) from error
    root = _compose(text, name)
    if root is None:
        raise StudyError(
            f"{name}: the file is empty; `plancoder init` makes a study with a codebook"
            " to start from"
        )
    problems: list[str] = []
    node = _convert(root, problems)
    if problems:
        raise StudyError(*(f"{name}, {problem}" for problem in problems))
    return node


def _compose(text: str, name: str) -> Node | None:
    try:
        loader = _StrictLoader(io.StringIO(text))
        try:
            return loader.get_single_node()
        except (OverflowError, ValueError):  # of chr(), for "\\UFFFFFFFF"
            raise _Refused(f"line {loader.line + 1}: {_NO_CHARACTER}") from None
        finally:
            loader.dispose()
    except _Refused as refused:
        raise StudyError(f"{name}, {refused}") from None
    except yaml.MarkedYAMLError as error:
        raise StudyError(f"{name}, {_explain(error)}") from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        character = f"U+{ord(text[error.position]):04X}"
        raise StudyError(
            f"{name}, line {line}: the character {character} is not allowed; delete it"
        ) from error
    except yaml.YAMLError as error:
        raise StudyError(f"{name}: {str(error).splitlines()[0]}") from error


def _explain(error: yaml.MarkedYAMLError) -> str:
    """PyYAML's message on one line, with advice for common mistakes."""
    mark = error.problem_mark or error.context_mark
    line = f"line {mark.line + 1}: " if mark is not None else ""
    problem = error.problem or error.context or "not readable as YAML"
    if "expected a single document" in (error.context or ""):
        return (
            f"{line}a second document ('---') begins here; delete the line, since a"
            " codebook is one document"
        )
    if "\\t" in problem:
        return f"{line}there is a tab where spaces are needed; indent with spaces"
    if (
        "cannot start any token" in problem
        or "mapping values are not allowed" in problem
    ):
        return (
            f"{line}{problem}; put quotes round a value that holds one of : * & % @ ` #"
            " { } [ ]"
        )
    if "alias" in (error.context or "") or "anchor" in (error.context or ""):
        return f"{line}anchors and aliases (&, *) are not allowed; {_QUOTE_HINT}"
    return (
        f"{line}{problem}; look at quotes, colons and indentation of this line and the"
        " one above"
    )


def _convert(node: Node, problems: list[str]) -> YamlNode:
    line = node.start_mark.line + 1
    if isinstance(node, MappingNode):
        return _convert_map(node, line, problems)
    if isinstance(node, SequenceNode):
        return YamlList(tuple(_convert(item, problems) for item in node.value), line)
    assert isinstance(node, ScalarNode)
    blank = node.style is None and node.value in _BLANKS
    return YamlText("" if blank else node.value, line)


def _convert_map(node: MappingNode, line: int, problems: list[str]) -> YamlMap:
    entries: dict[str, YamlNode] = {}
    key_lines: dict[str, int] = {}
    for key, value in node.value:
        key_line = key.start_mark.line + 1
        if not isinstance(key, ScalarNode):
            problems.append(f"line {key_line}: a key must be plain text; {_QUOTE_HINT}")
        elif key.value == "<<":
            problems.append(
                f"line {key_line}: the merge key << is not allowed; write the keys out"
            )
        elif key.value in entries:
            first = key_lines[key.value]
            problems.append(
                f"line {key_line}: the key {key.value!r} is already on line {first};"
                " delete or rename one of the two"
            )
        else:
            entries[key.value] = _convert(value, problems)
            key_lines[key.value] = key_line
    return YamlMap(entries, key_lines, line)
