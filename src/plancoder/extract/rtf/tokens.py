"""RTF as a sequence of marks: braces, control words with their numbers, and bytes of
text; what a picture or another file holds is passed over unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from plancoder.errors import DamagedFile, TooManyCharacters

OPEN, CLOSE, TEXT, BYTE, STAR = "{", "}", "(text)", "(byte)", r"\*"
_MARK = re.compile(
    rb"\\([A-Za-z]{1,32})(?:(-?\d{1,9})\d*)? ?"  # \outlinelevel0
    rb"|\\'([0-9A-Fa-f]{2})"  # \'e9
    rb"|\\(.)"  # \~
    rb"|([{}])"
    rb"|([^\\{}]+)",
    re.DOTALL,
)
# In what is passed over only braces count, and bytes that are no RTF at all.
_SKIMMED = re.compile(rb"\\bin(\d{1,12}) ?|\\.|[{}]", re.DOTALL)
_NO_TEXT = b"\r\n\0"
# Programs nest some twenty groups, and write a thousand marks on a page.
_DEEPEST = 1_000
_MOST_MARKS = 6_000_000
SAVE_ANEW = (
    "Open the file in Word or LibreOffice, save it as .docx or PDF, then name that file"
    " in plans.csv."
)


class Token(NamedTuple):
    r"""A mark: `kind` is one of the constants above, the name of a control word, or a
    control symbol with its backslash, such as `\~`.
    """

    kind: str
    number: int | None = None
    text: bytes = b""


class Scanner:
    """Gives the marks of a file one by one."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.depth = 0  # groups that are open
        self._position = max(0, data.find(b"{"))
        self._marks = 0

    def tokens(self) -> Iterator[Token]:
        """Marks up to the end of the outermost group.

        Raises:
            DamagedFile: where the file breaks off before that.
        """
        while token := self._next():
            yield token
            if token.kind == CLOSE and self.depth == 0:
                return
        raise DamagedFile(
            f"the RTF file breaks off before its end: {self.depth} of its groups"
            " are still open",
            advice=f"{DamagedFile.advice} If it is whole: {SAVE_ANEW}",
        )

    def skip_group(self) -> None:
        """Pass over the rest of the innermost group, up to its closing brace."""
        inner = 0
        while found := _SKIMMED.search(self.data, self._position):
            self._count()
            brace = found[0]
            if brace == b"}":
                if not inner:
                    self._position = found.start()
                    return
                inner -= 1
            elif brace == b"{":
                inner += 1
                _check_depth(self.depth + inner)
            self._position = found.end() + int(found[1] or 0)
        self._position = len(self.data)

    def _next(self) -> Token | None:
        found = _MARK.match(self.data, self._position)
        if found is None:
            return None
        self._count()
        self._position = found.end()
        word, number, byte, sign, brace, text = found.groups()
        if text is not None:
            return Token(TEXT, text=text.translate(None, _NO_TEXT))
        if word is not None:
            return self._word(word.decode(), None if number is None else int(number))
        if byte is not None:
            return Token(BYTE, int(byte, 16))
        if sign is not None:
            return Token("\\" + sign.decode("latin-1"))
        self.depth += 1 if brace == b"{" else -1
        _check_depth(self.depth)
        return Token(brace.decode())

    def _word(self, name: str, number: int | None) -> Token:
        if name == "bin":  # so many bytes follow that are no RTF
            self._position += max(0, number or 0)
        return Token(name, number)

    def _count(self) -> None:
        self._marks += 1
        if self._marks > _MOST_MARKS:
            raise TooManyCharacters(
                f"more than {_MOST_MARKS:,} marks of RTF",
                limit="marks of RTF",
                allowed=_MOST_MARKS,
                used=self._marks,
            )


def _check_depth(depth: int) -> None:
    if depth > _DEEPEST:
        raise DamagedFile(
            f"the RTF file nests more than {_DEEPEST:,} groups, which no program does",
            advice=SAVE_ANEW,
        )
