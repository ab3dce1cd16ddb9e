"""codebook.yaml read into its shape and checked completely: every slip at once, with
file, line, field and remedy.
"""

from __future__ import annotations

import hashlib
import re

from plancoder.codebook.contradictions import check_contradictions
from plancoder.codebook.fields import Fields, Problems, suggest
from plancoder.codebook.shape import (
    Category,
    Codebook,
    Frame,
    NotCounted,
    RoleRule,
    TickRule,
)
from plancoder.codebook.strict_yaml import YamlList, YamlMap, YamlText, read_yaml
from plancoder.codebook.terms import (
    normal_form,
    phrase_fault,
    read_fuzzy,
    read_terms,
    read_unless,
)
from plancoder.errors import StudyError
from plancoder.models import SectionRole
from plancoder.terminal import shorten

_TOP_KEYS = ("title", "version", "frames", "roles", "not_counted", "categories")
_FRAME_KEYS = ("label", "appendix", "code_in", "own_account")
_ROLE_KEYS = ("headings", "numbered")
_NOT_COUNTED_KEYS = ("id", "label", "terms")
_CATEGORY_KEYS = (
    "id", "frame", "label", "definition", "include_when", "exclude_when", "terms",
    "unless", "fuzzy", "count_names", "tick_when", "examples", "counterexamples",
)  # fmt: skip
_TICK_KEYS = ("passages", "roles", "exact")
_ROLES = tuple(role.value for role in SectionRole)
# A bare number or date as an id would be bent by spreadsheets, and an id is a column
# name in every table.
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,79}")
_MAX_PASSAGES = 1000


def parse_codebook(data: bytes, name: str = "codebook.yaml") -> Codebook:
    """The codebook in these bytes; raises StudyError with every slip, one line each."""
    root = read_yaml(data, name)
    if not isinstance(root, YamlMap):
        raise StudyError(
            f"{name}, line {root.line}: a codebook begins with keys such as title,"
            " frames and categories"
        )
    problems = Problems(name)
    top = Fields(root, "", problems)
    top.check_keys(_TOP_KEYS)
    frames = _read_frames(top)
    codebook = Codebook(
        title=top.text("title", "Codebook"),
        version=top.text("version", "1"),
        frames=frames,
        categories=_read_categories(top, tuple(frame.id for frame in frames)),
        roles=_read_roles(top),
        not_counted=_read_not_counted(top),
        digest=hashlib.sha256(data).hexdigest(),
    )
    check_contradictions(codebook, problems)
    if problems.found:
        raise StudyError(*problems.lines)
    return codebook


def codebook_warnings(codebook: Codebook) -> list[str]:
    """What is allowed but seldom meant: a term in two categories, no definition, no
    example, an empty frame.
    """
    warnings = [
        f"line {frame.line}, frame '{frame.id}': has no category, so its table is empty"
        for frame in codebook.frames
        if not codebook.categories_of(frame.id)
    ]
    owners: dict[tuple[str, str], tuple[str, int]] = {}
    for category in codebook.categories:
        where = (
            f"line {category.line}, category '{category.id}' of frame"
            f" '{category.frame}'"
        )
        if not category.definition:
            warnings.append(
                f"{where}: has no definition; two readers will code it differently"
            )
        if not category.examples:
            warnings.append(
                f"{where}: has no example; nothing proves that its terms find what is"
                " meant"
            )
        for term in category.terms:
            key = (
                category.frame,
                term.label if term.case or term.together else normal_form(term.phrase),
            )
            other = owners.setdefault(key, (category.id, term.line))
            if other[0] != category.id:
                warnings.append(
                    f"line {term.line}, category '{category.id}': the term"
                    f" '{term.label}' is also in category '{other[0]}' (line"
                    f" {other[1]}), so one passage ticks both"
                )
    return warnings


def _read_frames(top: Fields) -> tuple[Frame, ...]:
    section = top.mapping("frames")
    if section is None or not section.node.entries:
        if section is not None or not isinstance(
            top.node.entries.get("frames"), YamlList
        ):
            top.problems.add(
                top.line("frames"),
                "frames",
                "no coding frame; write at least one, such as needs: {label: Needs}",
            )
        return ()
    frames = []
    for frame_id in section.node.entries:
        _check_id(frame_id, section.line(frame_id), section.where, section.problems)
        fields = section.mapping(frame_id) or Fields(
            YamlMap({}, {}, section.line(frame_id)), frame_id, section.problems
        )
        fields.check_keys(_FRAME_KEYS)
        frames.append(
            Frame(
                id=frame_id,
                label=fields.text("label", _label_of(frame_id)),
                appendix=fields.text("appendix"),
                code_in=_read_role_names(fields, "code_in"),
                own_account=fields.flag("own_account", default=False),
                line=section.line(frame_id),
            )
        )
    return tuple(frames)


def _read_role_names(fields: Fields, key: str) -> tuple[SectionRole, ...]:
    roles = []
    for node, where in fields.items(key):
        value = node.value.strip() if isinstance(node, YamlText) else ""
        if value in _ROLES:
            roles.append(SectionRole(value))
        else:
            fields.problems.add(
                node.line,
                where,
                f"unknown section role '{shorten(value)}'{suggest(value, _ROLES)}",
            )
    return tuple(dict.fromkeys(roles))


def _read_roles(top: Fields) -> tuple[RoleRule, ...]:
    section = top.mapping("roles")
    rules = []
    for name in section.node.entries if section else ():
        assert section is not None
        if name not in _ROLES:
            section.problems.add(
                section.line(name),
                "roles",
                f"unknown section role '{shorten(name)}'{suggest(name, _ROLES)}",
            )
            continue
        fields = section.mapping(name)
        if fields is None:
            continue
        fields.check_keys(_ROLE_KEYS)
        numbered = fields.texts("numbered")
        for word in numbered:
            if phrase_fault(word):
                fields.complain("numbered", phrase_fault(word))
        rules.append(
            RoleRule(
                SectionRole(name),
                read_terms(fields, "headings"),
                numbered,
                section.line(name),
            )
        )
    return tuple(rules)


def _read_not_counted(top: Fields) -> tuple[NotCounted, ...]:
    entries: list[NotCounted] = []
    lines: dict[str, int] = {}
    for fields in _mappings(top, "not_counted", "{id: …, terms: […]}"):
        fields.check_keys(_NOT_COUNTED_KEYS)
        entry_id = _read_id(fields, lines, "")
        terms = read_terms(fields, "terms")
        _demand_terms(fields, _NOT_COUNTED_KEYS, "match")
        entries.append(
            NotCounted(
                entry_id,
                fields.text("label", _label_of(entry_id)),
                terms,
                fields.line(),
            )
        )
    return tuple(entries)


def _read_categories(top: Fields, frame_ids: tuple[str, ...]) -> tuple[Category, ...]:
    lines: dict[str, int] = {}
    entries = _mappings(top, "categories", "{id: …, frame: …, terms: […]}")
    categories = [_read_category(fields, frame_ids, lines) for fields in entries]
    if not categories and not top.items("categories"):
        top.problems.add(
            top.line("categories"),
            "categories",
            "no category; a codebook needs at least one",
        )
    return tuple(categories)


def _read_category(
    fields: Fields, frame_ids: tuple[str, ...], lines: dict[str, int]
) -> Category:
    fields.check_keys(_CATEGORY_KEYS)
    frame = fields.text("frame", required=True)
    if frame and frame not in frame_ids and frame_ids:
        fields.complain(
            "frame", f"unknown frame '{shorten(frame)}'{suggest(frame, frame_ids)}"
        )
    category_id = _read_id(fields, lines, frame)
    terms = read_terms(fields, "terms")
    _demand_terms(fields, _CATEGORY_KEYS, "be ticked")
    fuzzy = read_fuzzy(fields)
    return Category(
        id=category_id,
        frame=frame,
        label=fields.text("label", _label_of(category_id)),
        definition=fields.text("definition"),
        include_when=fields.text("include_when"),
        exclude_when=fields.text("exclude_when"),
        terms=terms,
        unless=read_unless(fields, "unless"),
        fuzzy=True if fuzzy is None else fuzzy,
        count_names=fields.flag("count_names", default=False),
        tick_when=_read_tick_rule(fields),
        examples=fields.texts("examples"),
        counterexamples=fields.texts("counterexamples"),
        line=fields.line(),
    )


def _demand_terms(fields: Fields, known: tuple[str, ...], what: str) -> None:
    misspelt = not fields.has("terms") and any(
        key not in known for key in fields.node.entries
    )
    if not misspelt and not fields.items(
        "terms"
    ):  # a misspelt key has been named already
        fields.complain(
            "terms" if fields.has("terms") else "",
            f"has no terms, so it can never {what}",
        )


def _read_tick_rule(fields: Fields) -> TickRule:
    rule = fields.mapping("tick_when")
    if rule is None:
        return TickRule()
    rule.check_keys(_TICK_KEYS)
    return TickRule(
        passages=rule.number("passages", 1, lowest=1, highest=_MAX_PASSAGES),
        roles=_read_role_names(rule, "roles"),
        exact=rule.flag("exact", default=False),
    )


def _read_id(fields: Fields, lines: dict[str, int], frame: str) -> str:
    """The id of an entry, checked; the same id may stand in two frames but not twice in
    one.
    """
    entry_id = fields.text("id", required=True)
    if not entry_id:
        return ""
    _check_id(entry_id, fields.line("id"), fields.path("id"), fields.problems)
    key = f"{frame} {entry_id}"
    if key in lines:
        in_frame = f" in frame '{frame}'" if frame else ""
        fields.complain(
            "id",
            f"the id '{entry_id}' is used twice{in_frame} (first on line {lines[key]})",
        )
    lines.setdefault(key, fields.line("id"))
    return entry_id


def _check_id(entry_id: str, line: int, where: str, problems: Problems) -> None:
    if not _ID.fullmatch(entry_id):
        problems.add(
            line,
            where,
            f"the id '{shorten(entry_id)}' must be letters, digits and _, beginning"
            " with a letter",
        )


def _mappings(top: Fields, key: str, shape: str) -> list[Fields]:
    """The entries of a list, each of which has to be a mapping of this shape."""
    entries = []
    for node, where in top.items(key):
        if isinstance(node, YamlMap):
            entries.append(Fields(node, where, top.problems))
        else:
            top.problems.add(node.line, where, f"an entry here has the shape {shape}")
    return entries


def _label_of(entry_id: str) -> str:
    return entry_id.replace("_", " ").replace("-", " ").strip().capitalize()
