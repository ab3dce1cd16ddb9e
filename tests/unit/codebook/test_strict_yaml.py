"""The strict YAML reader: every trap is refused in one line with its place, and values
stay text.
"""

from __future__ import annotations

import time

import pytest

from plancoder.codebook.strict_yaml import YamlList, YamlMap, YamlText, read_yaml
from plancoder.errors import StudyError

MERGE_BOMB = b"a: &a {x: 1}\nb: &b\n  <<: [*a, *a, *a]\nc:\n  <<: [*b, *b, *b]\n"

REFUSED = [
    (b"", "empty"),
    (b"# only a remark\n", "empty"),
    (b"a: &x 1\nb: 2", "line 1: anchors and aliases"),
    (b"a: 1\nb: *x", "line 2: anchors and aliases"),
    (MERGE_BOMB, "anchors and aliases"),
    (b"a: 1\n<<: {b: 2}", "line 2: the merge key <<"),
    (b"a: !!python/object/apply:os.system [ls]", "line 1: the tag"),
    (b"a: !local x", "line 1: the tag '!local'"),
    (b"a: 1\nb: 2\na: 3", "line 3: the key 'a' is already on line 1"),
    (b"? [x, y]\n: z", "line 1: a key must be plain text"),
    (b"[" * 100_000, "nested deeper than 20 levels"),
    (b"{a: " * 100_000, "nested deeper than 20 levels"),
    (b"- " * 30 + b"x", "nested deeper than 20 levels"),
    (b"a: b: c", "line 1:"),
    (b"a:\n\t- b", "line 2: there is a tab where spaces are needed"),
    (b"a: 'x", "line 1:"),
    (b"a: %x", "put quotes round"),
    (b"a: 1\n---\nb: 2", "line 2: a second document"),
    (b"a: \x00", "line 1: the character U+0000 is not allowed"),
    (b"title: ok\nlabel: caf\xe9", "line 2: not UTF-8 text"),
    (b"\xff\xfea\x00", "line 1: not UTF-8 text"),
    (b'a: 1\nb: "\\UFFFFFFFF"', "line 2: \\u or \\U is followed by"),
    (b'a: 1\nb: "\\U00110000"', "line 2: \\u or \\U is followed by"),
    (b'a: 1\nb: "\\uD83D"', "line 2: \\u or \\U is followed by"),
    (b'a: 1\n"\\uD83D": b', "line 2: \\u or \\U is followed by"),
    (b"x" * 1_100_000, "larger than 1024 KiB"),
]


@pytest.mark.parametrize(("data", "message"), REFUSED, ids=range(len(REFUSED)))
def test_refuses_in_one_line(data: bytes, message: str) -> None:
    began = time.process_time()
    with pytest.raises(StudyError) as caught:
        read_yaml(data, "codebook.yaml")
    assert message in str(caught.value)
    assert all(
        problem.startswith("codebook.yaml") and "\n" not in problem
        for problem in caught.value.problems
    )
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "value",
    ["NO", "yes", "0123", "12:30", "1e3", "2014-05-06", "0x1F", "=", "1_000", ".inf"],
)
def test_values_stay_text(value: str) -> None:
    node = read_yaml(f"key: {value}".encode(), "x")
    assert isinstance(node, YamlMap)
    assert node.entries["key"] == YamlText(value, 1)


@pytest.mark.parametrize(
    ("value", "text"),
    [("", ""), ("~", ""), ("null", ""), ("'~'", "~"), ("'null'", "null")],
)
def test_blank_values(value: str, text: str) -> None:
    node = read_yaml(f"key: {value}".encode(), "x")
    assert isinstance(node, YamlMap)
    assert node.entries["key"] == YamlText(text, 1)


def test_keeps_the_lines_of_keys_and_values() -> None:
    node = read_yaml(b"# head\na:\n  - x\n  - y\n\nb: {c: z}\n", "x")
    assert isinstance(node, YamlMap)
    assert node.key_lines == {"a": 2, "b": 6}
    inner = node.entries["a"]
    assert isinstance(inner, YamlList)
    assert [item.line for item in inner.items] == [3, 4]


def test_all_duplicate_keys_are_named() -> None:
    with pytest.raises(StudyError) as caught:
        read_yaml(b"a: 1\na: 2\nb: {c: 1, c: 2}", "x")
    assert len(caught.value.problems) == 2


def test_byte_order_mark_makes_no_difference() -> None:
    assert read_yaml(b"\xef\xbb\xbfa: 1", "x") == read_yaml(b"a: 1", "x")


@pytest.mark.parametrize(
    ("written", "meant"),
    [("\\u00a3", "£"), ("\\U0001F693", "🚓"), ("\\U0010FFFF", "\U0010ffff")],
)
def test_escapes_of_characters_are_read(written: str, meant: str) -> None:
    node = read_yaml(f'key: "{written}"'.encode(), "x")
    assert isinstance(node, YamlMap)
    assert node.entries["key"] == YamlText(meant, 1)


@pytest.mark.parametrize(("slips", "lines"), [(20, 20), (21, 21), (3_000, 21)])
def test_the_first_slips_are_shown_and_their_number(slips: int, lines: int) -> None:
    with pytest.raises(StudyError) as caught:
        read_yaml(b"a: 1\n" * (slips + 1), "codebook.yaml")
    shown = str(caught.value).splitlines()
    assert (len(caught.value.problems), len(shown)) == (slips, lines)
    if slips > 20:
        assert shown[-1] == f"… and {slips - 20:,} more, {slips:,} in all."
