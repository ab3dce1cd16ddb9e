"""Results of coding kept in out/codings.jsonl, so that tables can be made again without
coding again.

One JSON object a line, one line a plan, in the order of plans.csv; keys are sorted, so
the same results give the same
bytes. Times are left out for the same reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from plancoder.errors import StudyError
from plancoder.models import (
    CodedPlan,
    Coding,
    DocType,
    Failure,
    Match,
    MatchKind,
    Passage,
    Place,
    Plan,
    PlanResult,
    PlanStatus,
    PriorityStatement,
    SectionRole,
)

Json = dict[str, Any]
STORE_VERSION = 2  # 2: statements carry their confidence


def results_to_lines(results: Iterable[PlanResult], codebook_digest: str) -> bytes:
    """The results as JSON lines, the first line saying of what kind they are."""
    head = {"plancoder_codings": STORE_VERSION, "codebook": codebook_digest}
    lines = [head, *(_result_to_json(result) for result in results)]
    return "".join(
        json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        + "\n"
        for line in lines
    ).encode("utf-8", errors="replace")


def results_from_lines(data: bytes, name: str) -> tuple[tuple[PlanResult, ...], str]:
    """The results, and the digest of the codebook that coded them.

    Raises StudyError where the file is not ours.
    """
    advice = "Run 'plancoder code' to make it again."
    try:
        head, *lines = (json.loads(line) for line in data.splitlines())
        if head["plancoder_codings"] != STORE_VERSION:
            raise StudyError(
                f"{name}: written by another version of plancoder. {advice}"
            )
        return tuple(_result_from_json(line) for line in lines), head["codebook"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise StudyError(f"{name}: damaged ({error}). {advice}") from error


def _result_to_json(result: PlanResult) -> Json:
    return {
        "plan": _plan_to_json(result.plan),
        "coded": None if result.coded is None else _coded_to_json(result.coded),
        "failures": [_fields(failure) for failure in result.failures],
        "read": {name: _plain(getattr(result, name)) for name in _READ_FIELDS},
    }


def _plain(value: Any) -> Any:  # noqa: ANN401 - a field of any kind
    return dict(value) if isinstance(value, Mapping) else value


_READ_FIELDS = (
    "sha256",
    "bytes",
    "type_found",
    "engine",
    "pages_read",
    "pages_in_all",
    "characters",
    "printed_pages",
)


def _result_from_json(line: Json) -> PlanResult:
    return PlanResult(
        plan=_plan_from_json(line["plan"]),
        coded=None if line["coded"] is None else _coded_from_json(line["coded"]),
        failures=tuple(Failure(**failure) for failure in line["failures"]),
        **line["read"],
    )


def _fields(noun: Failure | Plan) -> Json:
    return {name: getattr(noun, name) for name in noun.__slots__}


def _plan_to_json(plan: Plan) -> Json:
    fields = {**_fields(plan), "variables": dict(plan.variables)}
    return {name: value for name, value in fields.items() if name != "parts" or value}


def _plan_from_json(line: Json) -> Plan:
    return Plan(
        **{
            **line,
            "status": PlanStatus(line["status"]),
            "doc_type": DocType(line["doc_type"]),
            "pages": tuple(line["pages"]),
            "parts": tuple(line.get("parts", ())),
        }
    )


def _coded_to_json(coded: CodedPlan) -> Json:
    return {
        "plan_id": coded.plan_id,
        "statements": [
            [one.text, one.label, _places(one.places), one.confidence]
            for one in coded.statements
        ],
        "codings": [_coding_to_json(coding) for coding in coded.codings],
    }


def _coded_from_json(line: Json) -> CodedPlan:
    return CodedPlan(
        plan_id=line["plan_id"],
        passages=(),
        statements=tuple(
            PriorityStatement(text, label, _places_back(places), confidence)
            for text, label, places, confidence in line["statements"]
        ),
        codings=tuple(
            _coding_from_json(coding, line["plan_id"]) for coding in line["codings"]
        ),
    )


def _places(places: Iterable[Place]) -> list[list[Any]]:
    return [[place.start, place.end, place.page, place.found_as] for place in places]


def _places_back(places: Iterable[list[Any]]) -> tuple[Place, ...]:
    return tuple(Place(*place) for place in places)


def _coding_to_json(coding: Coding) -> Json:
    passage = coding.passage
    return {
        "id": coding.coding_id,
        "in": [coding.frame, coding.category, coding.blocked_by],
        "passage": [
            passage.start,
            passage.end,
            passage.page,
            list(passage.section),
            passage.role.value,
            passage.block,
            passage.statement,
        ],
        "matches": [
            [one.term, one.start, one.end, one.written, one.kind.value, one.score]
            for one in coding.matches
        ],
        "text": [
            coding.before,
            coding.match,
            coding.after,
            coding.start,
            coding.end,
            coding.page,
        ],
        "places": _places(coding.places),
    }


def _coding_from_json(line: Mapping[str, Any], plan_id: str) -> Coding:
    start, end, page, section, role, block, statement = line["passage"]
    frame, category, blocked_by = line["in"]
    before, match, after, match_start, match_end, match_page = line["text"]
    return Coding(
        coding_id=line["id"],
        plan_id=plan_id,
        frame=frame,
        category=category,
        passage=Passage(
            start, end, page, tuple(section), SectionRole(role), block, statement
        ),
        matches=tuple(
            Match(term, at, until, written, MatchKind(kind), score)
            for term, at, until, written, kind, score in line["matches"]
        ),
        before=before,
        match=match,
        after=after,
        start=match_start,
        end=match_end,
        page=match_page,
        blocked_by=blocked_by,
        places=_places_back(line["places"]),
    )
