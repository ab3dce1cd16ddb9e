"""A REFI-QDA project as any program wrote it: users, codes, sources and who coded what.

The file comes from outside, so what it unpacks to is limited, no entity is resolved,
and nothing is ever written under a name that it gives.
"""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from plancoder.errors import StudyError
from plancoder.report.exchange.project_parts import FINGERPRINT, NAMESPACE
from plancoder.tables.archives import UNPACKING_FAULTS

# 86 plans with 10,000 codings unpack to 25 MB.
MOST_UNPACKED = 150_000_000
MOST_MEMBERS = 20_000

_Element = Any  # lxml has no types of its own
_Q = f"{{{NAMESPACE}}}"
_FAULTS = UNPACKING_FAULTS
_SAVE_AGAIN = "Export it again as 'REFI-QDA project (.qdpx)' from your program."


@dataclass(frozen=True, slots=True)
class CodedPlace:
    """One code on `text[start:end]` of a source; no `user` where none is named."""

    code: str  # guid
    start: int
    end: int
    user: str


@dataclass(frozen=True, slots=True)
class Source:
    """A text with its codings; line ends are LF, and places count so.

    Where the file's line ends are of two characters, NVivo and MAXQDA count two and
    ATLAS.ti and QualCoder one. `places` are for the first, `places_of_one` for the
    second; the latter is empty where it makes no difference.
    """

    guid: str
    name: str
    text: str
    places: tuple[CodedPlace, ...]
    fingerprint: str = ""
    places_of_one: tuple[CodedPlace, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """What was read; `codes` are names by guid, which is in capitals without braces."""

    codes: Mapping[str, str]
    sources: tuple[Source, ...]


def holds_project(data: bytes, name: str) -> bool:
    """Whether this is a project file, by its content or, where that tells nothing, by
    its name.
    """
    if not data.startswith(b"PK"):
        return name.casefold().endswith(".qdpx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _main_part(archive) is not None
    except _FAULTS:
        return name.casefold().endswith(".qdpx")


def read_project(data: bytes, name: str) -> Project:
    """Raises StudyError saying what to do where this is no project or beyond limits."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(_Parts(archive, name))
    except _FAULTS as error:
        raise StudyError(
            f"{name}: this project cannot be unpacked ({error}). {_SAVE_AGAIN}"
        ) from error


def _main_part(archive: zipfile.ZipFile) -> str | None:
    ends = (each for each in archive.namelist() if each.casefold().endswith(".qde"))
    return next(ends, None)


class _Parts:
    """Unpacks parts and counts what they come to, whatever size the archive claims."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self.archive = archive
        self.name = name
        self.left = MOST_UNPACKED
        # Programs write Sources/ and sources/.
        self.names = {each.casefold(): each for each in archive.namelist()}
        if len(archive.infolist()) > MOST_MEMBERS:
            raise StudyError(
                f"{name}: has more than {MOST_MEMBERS:,} parts. {_SAVE_AGAIN}"
            )

    def read(self, part: str) -> bytes:
        with self.archive.open(part) as opened:
            content = opened.read(self.left + 1)
        self.left -= len(content)
        if self.left < 0:
            raise StudyError(
                f"{self.name}: unpacks to more than {MOST_UNPACKED:,} bytes, more than"
                " are read of one project. Export it without films and pictures."
            )
        return content

    def root(self) -> _Element:
        from lxml import etree

        part = _main_part(self.archive)
        if part is None:
            raise StudyError(
                f"{self.name}: holds no project.qde, so it is not a REFI-QDA project."
                f" {_SAVE_AGAIN}"
            )
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            root = etree.fromstring(self.read(part), parser)
        except etree.XMLSyntaxError as error:
            raise StudyError(
                f"{self.name}, {part}: is not valid XML ({error}). {_SAVE_AGAIN}"
            ) from error
        if root.tag != f"{_Q}Project" or root.getroottree().docinfo.doctype:
            raise StudyError(
                f"{self.name}, {part}: is not a REFI-QDA project. {_SAVE_AGAIN}"
            )
        return root

    def text_of(self, source: _Element) -> str:
        inside = source.findtext(f"{_Q}PlainTextContent")
        if inside is not None:
            return str(inside)
        path = source.get("plainTextPath") or ""
        told = path.removeprefix("internal://")
        part = self.names.get(f"sources/{told}".casefold())
        if part is None:
            shown = source.get("name") or told
            raise StudyError(
                f"{self.name}: the text of {shown!r} ({path or 'no path'}) is not in"
                f" it. {_SAVE_AGAIN}"
            )
        return self.read(part).decode("utf-8-sig", "replace")


def _read(parts: _Parts) -> Project:
    root = parts.root()
    users = {_guid(user): user.get("name") or "" for user in root.iter(f"{_Q}User")}
    codes = {_guid(code): code.get("name") or "" for code in root.iter(f"{_Q}Code")}
    marks = {
        _guid(variable)
        for variable in root.iter(f"{_Q}Variable")
        if variable.get("name") == FINGERPRINT
    }
    # Some programs keep the variables of cases, others those of sources.
    told = {
        _target(source): value
        for case in root.iter(f"{_Q}Case")
        for value in _fingerprints(case, marks)
        for source in case.findall(f"{_Q}SourceRef")
    }
    sources = []
    for element in root.iter(f"{_Q}TextSource"):
        known = next(_fingerprints(element, marks), told.get(_guid(element), ""))
        sources.append(_source(parts, element, users, known))
    return Project(codes, tuple(sources))


def _fingerprints(element: _Element, marks: set[str]) -> Iterator[str]:
    for value in element.findall(f"{_Q}VariableValue"):
        if _target(value.find(f"{_Q}VariableRef")) in marks:
            yield value.findtext(f"{_Q}TextValue") or ""


def _source(
    parts: _Parts, source: _Element, users: Mapping[str, str], known: str
) -> Source:
    text = parts.text_of(source)
    # Line ends of two characters become one, and what stands behind them moves up.
    breaks = [found.start() for found in re.finditer("\r\n", text)]
    told = tuple(
        CodedPlace(code, start, end, users.get(user, ""))
        for start, end, code, user in _coded(parts.name, source)
    )
    moved = tuple(
        replace(
            place,
            start=place.start - bisect_left(breaks, place.start),
            end=place.end - bisect_left(breaks, place.end),
        )
        for place in told
    )
    return Source(
        guid=_guid(source),
        name=source.get("name") or "",
        text=text.replace("\r\n", "\n").replace("\r", "\n"),
        places=moved,
        fingerprint=known,
        places_of_one=told if breaks else (),
    )


def _coded(name: str, source: _Element) -> Iterator[tuple[int, int, str, str]]:
    for selection in source.findall(f"{_Q}PlainTextSelection"):
        try:
            start, end = (
                int(selection.get(edge) or "")
                for edge in ("startPosition", "endPosition")
            )
        except ValueError:
            raise StudyError(
                f"{name}, source {source.get('name')!r}: a selection has no places"
                f" in numbers. {_SAVE_AGAIN}"
            ) from None
        for coding in selection.findall(f"{_Q}Coding"):
            user = coding.get("creatingUser") or selection.get("creatingUser") or ""
            code = _target(coding.find(f"{_Q}CodeRef"))
            yield max(0, start), end, code, _plain_guid(user)


def _guid(element: _Element) -> str:
    return _plain_guid(element.get("guid") or "")


def _target(reference: _Element | None) -> str:
    return "" if reference is None else _plain_guid(reference.get("targetGUID") or "")


def _plain_guid(text: str) -> str:
    return text.strip().strip("{}").upper()
