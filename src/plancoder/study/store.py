"""Results of coding kept in out/codings.jsonl, so that tables can be made again without
coding again.

One JSON object a line, one line a plan, in the order of plans.csv; keys are sorted, so
the same results give the same
bytes. Times are left out for the same reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
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
from plancoder.study.names import CODINGS
from plancoder.tables.kept_on_disk import Pieces

Json = dict[str, Any]
STORE_VERSION = 2  # 2: statements carry their confidence
_ADVICE = "Run 'plancoder code' to make it again."


@dataclass(frozen=True, slots=True)
class ResultSummary:
    """What a run keeps in memory of a plan's result: all but its codings and
    statements, of which these are the numbers.
    """

    plan: Plan
    readable: bool
    failures: tuple[Failure, ...]
    sha256: str
    bytes: int
    pages_read: int
    pages_in_all: int
    characters: int
    codings: int
    statements: int
    seconds: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KeptResult:
    """A result as it travels and is kept: its summary, and its line of codings.jsonl.

    Workers make it, so that the main process need not make objects of every coding.
    """

    summary: ResultSummary
    line: bytes


class ResultStore:
    """The results of a coding, on disk but for their summaries: one plan at a time is
    read back.
    """

    def __init__(
        self, pieces: Pieces, plans: Iterable[Plan], codebook_digest: str
    ) -> None:
        """`plans` are those of the study, in its order; those without a file have no
        result.
        """
        self._pieces = pieces
        self._plans = [plan for plan in plans if plan.exists]
        self._digest = codebook_digest
        self._places: dict[str, int] = {}
        self._changed: set[str] = set()
        self._summaries: dict[str, ResultSummary] = {}

    def add(self, kept: KeptResult) -> None:
        """Keep the result of a plan."""
        self.add_place(kept.summary, self._pieces.add(kept.line))

    def add_place(
        self, summary: ResultSummary, place: int, *, changed: bool = False
    ) -> None:
        """Note where a result lies; `changed`: its plan is described otherwise there
        than in its summary, and that is what holds.
        """
        plan_id = summary.plan.plan_id
        self._summaries[plan_id] = summary
        self._places[plan_id] = place
        if changed:
            self._changed.add(plan_id)

    @property
    def summaries(self) -> Sequence[ResultSummary]:
        """The summaries in the order of the plans."""
        return [self._summaries[plan.plan_id] for plan in self._plans]

    def summary_of(self, plan_id: str) -> ResultSummary | None:
        """The summary of a plan; None: it has no result yet, or no file."""
        return self._summaries.get(plan_id)

    def result_of(self, plan_id: str) -> PlanResult | None:
        """The whole result of a plan. Raises StudyError where it is damaged."""
        line = self.line_of(plan_id)
        if not line:
            return None
        result = read_result(line, CODINGS)
        summary = self._summaries[plan_id]
        return replace(result, plan=summary.plan, seconds=summary.seconds)

    def line_of(self, plan_id: str) -> bytes:
        """The result of a plan as it is kept; empty where there is none."""
        if plan_id not in self._places:
            return b""
        return self._pieces.read(self._places[plan_id])

    def __iter__(self) -> Iterator[PlanResult]:
        """The whole results in the order of the plans."""
        for plan in self._plans:
            result = self.result_of(plan.plan_id)
            if result is not None:
                yield result

    def lines(self) -> Iterator[bytes]:
        """The lines of codings.jsonl."""
        yield store_head(self._digest)
        for plan in self._plans:
            changed = plan.plan_id in self._changed
            result = self.result_of(plan.plan_id) if changed else None
            yield (
                _to_line(_result_to_json(result))
                if result is not None
                else self._pieces.read(self._places[plan.plan_id])
            )


def keep_result(result: PlanResult) -> KeptResult:
    """The result as it is kept."""
    coded = result.coded
    return KeptResult(
        ResultSummary(
            plan=result.plan,
            readable=result.readable,
            failures=result.failures,
            sha256=result.sha256,
            bytes=result.bytes,
            pages_read=result.pages_read,
            pages_in_all=result.pages_in_all,
            characters=result.characters,
            codings=len(coded.codings) if coded else 0,
            statements=len(coded.statements) if coded else 0,
            seconds=result.seconds,
        ),
        _to_line(_result_to_json(result)),
    )


def store_head(codebook_digest: str) -> bytes:
    """The first line of codings.jsonl."""
    return _to_line({"plancoder_codings": STORE_VERSION, "codebook": codebook_digest})


def _to_line(line: Json) -> bytes:
    text = json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{text}\n".encode("utf-8", errors="replace")


def read_head(line: bytes, name: str) -> str:
    """The digest of the codebook with which the results after this line were coded.

    Raises StudyError where the file is not ours.
    """
    with damage_named(name):
        head = json.loads(line)
        if head["plancoder_codings"] != STORE_VERSION:
            raise StudyError(
                f"{name}: written by another version of plancoder. {_ADVICE}"
            )
        return str(head["codebook"])


def read_summary(line: bytes, name: str) -> ResultSummary:
    """The summary of the result in a line. Raises StudyError where it is damaged."""
    with damage_named(name):
        found, codings = _without_codings(line)
        coded, read = found["coded"], found["read"]
        _check_counts(read)
        return ResultSummary(
            plan=_plan_from_json(found["plan"]),
            readable=coded is not None,
            failures=_failures_from_json(found),
            sha256=read["sha256"],
            bytes=read["bytes"],
            pages_read=read["pages_read"],
            pages_in_all=read["pages_in_all"],
            characters=read["characters"],
            codings=codings,
            statements=len(coded["statements"]) if coded else 0,
        )


# What stands around the codings in a line as `_to_line` writes it. None of it can stand
# within a text: there each quotation mark has a stroke before it.
_CODINGS, _CODING = b'{"coded":{"codings":[', b'{"id":"'
_AFTER_CODINGS, _FAILURES = b'],"plan_id":', b',"failures":'


def _end_of_codings(line: bytes) -> int:
    """Where the codings of a line end; -1 where it is not as `_to_line` writes it."""
    if not line.startswith(_CODINGS):
        return -1
    return line.rfind(_AFTER_CODINGS, 0, line.rfind(_FAILURES))


def _without_codings(line: bytes) -> tuple[Json, int]:
    """What a line holds, and the number of its codings: these, which are most of it,
    are not read where that can be helped.
    """
    end = _end_of_codings(line)
    if end >= 0:
        return json.loads(_CODINGS + line[end:]), line.count(_CODING)
    found = json.loads(line)
    coded = found["coded"]
    return found, len(coded["codings"]) if coded else 0


def codings_as_written(line: bytes) -> dict[str, str]:
    """The JSON of each coding in a line of codings.jsonl by its id, without reading it;
    empty where it is not as `_to_line` writes it.
    """
    end = _end_of_codings(line)
    if end < len(_CODINGS) + len(_CODING):
        return {}
    begin = _CODING.decode()
    inner = line[len(_CODINGS) + len(_CODING) : end].decode("utf-8")
    rests = inner.split(f",{begin}")
    return {rest[: rest.index('"')]: begin + rest for rest in rests}


def read_result(line: bytes, name: str) -> PlanResult:
    """The whole result in a line. Raises StudyError where it is damaged."""
    with damage_named(name):
        return _result_from_json(json.loads(line))


# What a line of another shape raises where it is read.
_DAMAGE = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


@contextmanager
def damage_named(name: str) -> Iterator[None]:
    """Turn what a damaged file raises into a StudyError that names it."""
    try:
        yield
    except _DAMAGE as error:
        raise StudyError(f"{name}: damaged ({error}). {_ADVICE}") from error


def _result_to_json(result: PlanResult) -> Json:
    return {
        "plan": _plan_to_json(result.plan),
        "coded": None if result.coded is None else _coded_to_json(result.coded),
        "failures": [_fields(failure) for failure in result.failures],
        "read": {name: _plain(getattr(result, name)) for name in _READ_FIELDS},
    }


def _check_counts(read: Json) -> None:
    """Raise ValueError where a count is none; later it would be a figure or a fault."""
    for name in ("bytes", "pages_read", "pages_in_all", "characters"):
        count = read[name]
        if isinstance(count, bool) or not isinstance(count, int) or count < 0:
            raise ValueError(f"{name} is not a count")


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
    _check_counts(line["read"])
    return PlanResult(
        plan=_plan_from_json(line["plan"]),
        coded=None if line["coded"] is None else _coded_from_json(line["coded"]),
        failures=_failures_from_json(line),
        **line["read"],
    )


def _failures_from_json(line: Json) -> tuple[Failure, ...]:
    return tuple(Failure(**failure) for failure in line["failures"])


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
        "statements": [statement_to_json(one) for one in coded.statements],
        "codings": [coding_to_json(coding) for coding in coded.codings],
    }


def _coded_from_json(line: Json) -> CodedPlan:
    return CodedPlan(
        plan_id=line["plan_id"],
        passages=(),
        statements=tuple(map(statement_from_json, line["statements"])),
        codings=tuple(
            coding_from_json(coding, line["plan_id"]) for coding in line["codings"]
        ),
    )


def statement_to_json(one: PriorityStatement) -> list[Any]:
    """A priority statement as a list that JSON can hold."""
    return [one.text, one.label, _places(one.places), one.confidence]


def statement_from_json(line: list[Any]) -> PriorityStatement:
    """The priority statement of such a list."""
    text, label, places, confidence = line
    return PriorityStatement(text, label, _places_back(places), confidence)


def passage_to_json(passage: Passage) -> list[Any]:
    """A passage as a list that JSON can hold."""
    return [
        passage.start,
        passage.end,
        passage.page,
        list(passage.section),
        passage.role.value,
        passage.block,
        passage.statement,
    ]


def passage_from_json(line: list[Any]) -> Passage:
    """The passage of such a list."""
    start, end, page, section, role, block, statement = line
    return Passage(
        start, end, page, tuple(section), SectionRole(role), block, statement
    )


def _places(places: Iterable[Place]) -> list[list[Any]]:
    return [[place.start, place.end, place.page, place.found_as] for place in places]


def _places_back(places: Iterable[list[Any]]) -> tuple[Place, ...]:
    found = tuple(Place(*place) for place in places)
    if not all(isinstance(one.found_as, str) for one in found):
        raise TypeError("how a statement was found is no text")
    return found


def coding_to_json(coding: Coding) -> Json:
    """A coding as JSON can hold it, without its plan_id."""
    return {
        "id": coding.coding_id,
        "in": [coding.frame, coding.category, coding.blocked_by],
        "passage": passage_to_json(coding.passage),
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


def coding_from_json(line: Mapping[str, Any], plan_id: str) -> Coding:
    """The coding of such JSON."""
    frame, category, blocked_by = line["in"]
    before, match, after, match_start, match_end, match_page = line["text"]
    return Coding(
        coding_id=line["id"],
        plan_id=plan_id,
        frame=frame,
        category=category,
        passage=passage_from_json(line["passage"]),
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
