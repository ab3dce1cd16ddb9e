"""A study as a REFI-QDA project: plans as sources and cases, categories as codes, each
coder's codings as selections.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement

from plancoder.codebook.qdc import (
    add_codes,
    code_guid,
    xml_bytes,
    xml_text,
)
from plancoder.models import Coding, Plan, ReviewedCoding
from plancoder.page_labels import page_label
from plancoder.report.data import ReportData
from plancoder.report.exchange.project_parts import (
    FINGERPRINT,
    MACHINE,
    NAMESPACE,
    PROJECT,
    fingerprint,
    guid,
    machine_codings,
    plain_text,
)
from plancoder.review.verdicts import reviewer_key
from plancoder.tables.stable_zip import stable_zip


def project_qdpx(data: ReportData) -> bytes:
    """The project with the text of each plan in `data.texts`.

    A selection is the passage of a coding, one for each coder. A plan without text is a
    case without a source, which says why.
    """
    by_plan: dict[str, list[ReviewedCoding]] = defaultdict(list)
    for one in data.review.codings:
        if one.coding.counts:
            by_plan[one.coding.plan_id].append(one)
    root = Element("Project", xmlns=NAMESPACE, name=xml_text(data.title))
    root.set("origin", MACHINE)
    _add_users(root, data)
    add_codes(SubElement(root, "CodeBook"), data.codebook)
    values = {plan.plan_id: _values(plan) for plan in data.plans}
    for plan_id, text in data.texts.items():
        machine = machine_codings(by_plan[plan_id])
        values[plan_id][FINGERPRINT] = fingerprint(text, machine)
    _add_variables(root, [*values.values(), {FINGERPRINT: ""}])
    _add_cases(root, data, values)
    if data.texts:
        sources = SubElement(root, "Sources")
        for plan_id in data.texts:
            _add_source(sources, plan_id, by_plan[plan_id], values[plan_id])
    SubElement(root, "Description").text = xml_text(
        f"{data.state}. Made by plancoder with the codebook {data.codebook.title!r},"
        f" version {data.codebook.version}."
    )
    texts = {
        f"sources/{_source_guid(plan_id)}.txt": plain_text(text).encode()
        for plan_id, text in data.texts.items()
    }
    return stable_zip({PROJECT: xml_bytes(root), **texts})


def _user_guid(name: str) -> str:
    return guid("user", reviewer_key(name))


def _source_guid(plan_id: str) -> str:
    return guid("source", plan_id)


def _add_users(root: Element, data: ReportData) -> None:
    named = {MACHINE: MACHINE}
    for one in data.review.codings:
        for decision in one.decisions:
            named.setdefault(reviewer_key(decision.reviewer), decision.reviewer)
    users = SubElement(root, "Users")
    for name in named.values():
        SubElement(users, "User", guid=_user_guid(name), name=xml_text(name))


def _values(plan: Plan) -> dict[str, str]:
    """What plans.csv says of a plan, without blanks."""
    told = {
        "force_id": plan.force_id,
        "force": plan.force,
        "nation": plan.nation,
        "dates": plan.shown_dates,
        "status": plan.status.value,
        "doc_type": plan.doc_type.value,
        "file": plan.file,
    }
    return {name: value for name, value in {**plan.variables, **told}.items() if value}


def _add_variables(root: Element, values: Sequence[Mapping[str, str]]) -> None:
    variables = SubElement(root, "Variables")
    for name in dict.fromkeys(name for each in values for name in each):
        variable = SubElement(variables, "Variable", guid=guid("variable", name))
        variable.set("name", xml_text(name))
        variable.set("typeOfVariable", "Text")


def _add_values(parent: Element, values: Mapping[str, str]) -> None:
    for name, value in values.items():
        held = SubElement(parent, "VariableValue")
        SubElement(held, "VariableRef", targetGUID=guid("variable", name))
        SubElement(held, "TextValue").text = xml_text(value)


def _add_cases(
    root: Element, data: ReportData, values: Mapping[str, Mapping[str, str]]
) -> None:
    if not data.plans:
        return
    cases = SubElement(root, "Cases")
    for plan in data.plans:
        case = SubElement(cases, "Case", guid=guid("case", plan.plan_id))
        case.set("name", xml_text(plan.plan_id))
        if plan.plan_id not in data.texts:
            SubElement(case, "Description").text = xml_text(_why_no_text(data, plan))
        _add_values(case, values[plan.plan_id])
        if plan.plan_id in data.texts:
            SubElement(case, "SourceRef", targetGUID=_source_guid(plan.plan_id))


def _why_no_text(data: ReportData, plan: Plan) -> str:
    if not plan.exists:
        return "No new plan"
    failed = [one.detail for one in data.failures if one.plan_id == plan.plan_id]
    return (
        f"n/a: the plan could not be read as it was coded. {' '.join(failed)}".strip()
    )


def _add_source(
    sources: Element,
    plan_id: str,
    codings: Sequence[ReviewedCoding],
    values: Mapping[str, str],
) -> None:
    source = SubElement(sources, "TextSource", guid=_source_guid(plan_id))
    source.set("name", xml_text(plan_id))
    source.set("plainTextPath", f"internal://{_source_guid(plan_id)}.txt")
    for coding, user, note in _coded_by(codings):
        _add_selection(source, coding, user, note)
    _add_values(source, values)


def _coded_by(
    codings: Sequence[ReviewedCoding],
) -> Iterator[tuple[Coding, str, str]]:
    """Each coding with a coder who holds it, and the coder's note."""
    for coding in machine_codings(codings):
        yield coding, MACHINE, ""
    for one in codings:
        for decision in one.decisions:
            if decision.upholds:
                yield one.coding, decision.reviewer, decision.note


def _add_selection(source: Element, coding: Coding, user: str, note: str) -> None:
    keys = (coding.coding_id, reviewer_key(user))
    selection = SubElement(source, "PlainTextSelection", guid=guid("selection", *keys))
    selection.set("startPosition", str(coding.passage.start))
    selection.set("endPosition", str(coding.passage.end))
    selection.set("creatingUser", _user_guid(user))
    if coding.page is not None:
        selection.set("name", page_label(coding.page, "p. "))
    if note:
        SubElement(selection, "Description").text = xml_text(note)
    coded = SubElement(selection, "Coding", guid=guid("coding", *keys))
    coded.set("creatingUser", _user_guid(user))
    code = code_guid(f"{coding.frame}/{coding.category}")
    SubElement(coded, "CodeRef", targetGUID=code)
