"""What a request says, checked once."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from plancoder.page_labels import read_page
from plancoder.review_page.desk import Refused

Kind = TypeVar("Kind", bound=StrEnum)


class Query:
    """What a request says, by name; what is missing or of another type is refused in
    words.
    """

    def __init__(self, values: dict[str, object]) -> None:
        self._values = values

    def text(self, name: str) -> str:
        """A text; blank where nothing was said."""
        value = self._values.get(name, "")
        if not isinstance(value, str):
            raise Refused(f"{name!r} has to be a text.")
        return value

    def texts(self, name: str) -> list[str]:
        """A list of texts."""
        value = self._values.get(name)
        if not isinstance(value, list) or not all(
            isinstance(one, str) for one in value
        ):
            raise Refused(f"{name!r} has to be a list of texts.")
        return value

    def parts(self, name: str) -> list[Query]:
        """A list of objects, each read in the same way."""
        value = self._values.get(name)
        if not isinstance(value, list) or not all(
            isinstance(one, dict) for one in value
        ):
            raise Refused(f"{name!r} has to be a list of objects.")
        return [Query(one) for one in value]

    def number(self, name: str) -> int:
        """A whole number from 0; 0 where nothing was said."""
        return self.maybe_number(name) or 0

    def maybe_number(self, name: str) -> int | None:
        """A whole number from 0, or None where nothing was said."""
        value = self._values.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, str) and value.isdecimal() and len(value) < 12:
            return int(value)
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        raise Refused(f"{name!r} has to be a number.")

    def page(self, name: str) -> int | None:
        """A page, as a number or as people are shown it: `part 2, page 7`; None where
        nothing was said.
        """
        value = self._values.get(name)
        if not isinstance(value, str) or not value.strip():
            return self.maybe_number(name)
        page = read_page(value)
        if page is None:
            raise Refused(f"{name!r} has to be a page, such as 7.")
        return page

    def choice(self, name: str, usual: Kind) -> Kind:
        """One of the named values."""
        value = self.text(name)
        return type(usual)(value) if value in set(type(usual)) else usual
