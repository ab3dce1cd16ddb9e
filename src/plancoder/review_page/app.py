"""The routes of the review page: JSON for the script, PNG for the pictures, and a few
files of our own.
"""

from __future__ import annotations

import json
import secrets
from collections import OrderedDict
from collections.abc import Callable

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from plancoder.errors import OutputError, PlancoderError, PlanError
from plancoder.page_labels import page_cell
from plancoder.review_page import page_text, views
from plancoder.review_page.add_passage import Pointed, add_passage
from plancoder.review_page.desk import Changed, Choice, Desk, Refused
from plancoder.review_page.guard import Guard, Keys
from plancoder.review_page.offline import read_asset
from plancoder.review_page.queue import Entry, Order, State, Wish, choose
from plancoder.review_page.requests import Query

ASSETS = {
    "page.css": "text/css",
    "base.js": "text/javascript",
    "server.js": "text/javascript",
    "queue.js": "text/javascript",
    "coding.js": "text/javascript",
    "picture.js": "text/javascript",
    "panels.js": "text/javascript",
    "statements.js": "text/javascript",
    "list.js": "text/javascript",
    "main.js": "text/javascript",
}
_MOST_ROWS = 200
_MOST_VIEWS = 24
_LONGEST_NOTE = 4_000
_MOST_AT_ONCE = 500


def make_app(desk: Desk, keys: Keys) -> ASGIApp:
    """The page for one reviewer, guarded."""
    pages = Pages(desk)
    routes = [
        Route("/", pages.index),
        Route("/assets/{name}", pages.asset),
        Route("/favicon.ico", pages.no_icon),
        *(
            Route(f"/api/{name}", _answer(function))
            for name, function in {
                "start": pages.start,
                "view": pages.view,
                "rows": pages.rows,
                "coding": pages.coding,
                "context": pages.context,
                "marks": pages.marks,
                "text": pages.text,
                "cells": pages.cells,
                "why": pages.why,
                "statements": pages.statements,
                "pulse": pages.pulse,
            }.items()
        ),
        Route("/api/picture", _guarded(pages.picture)),
        Route("/api/decide", _answer(pages.decide), methods=["POST"]),
        Route("/api/decide_all", _answer(pages.decide_all), methods=["POST"]),
        Route("/api/add", _answer(pages.add), methods=["POST"]),
        Route("/api/settle", _answer(pages.settle), methods=["POST"]),
    ]
    return Guard(Starlette(routes=routes), keys)


class Pages:
    """What each address answers.

    All but the files run in threads, since disk and workers may take their time.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._views: OrderedDict[str, list[Entry]] = OrderedDict()

    async def index(self, request: Request) -> Response:
        """The page itself."""
        return Response(read_asset("page.html"), media_type="text/html")

    async def asset(self, request: Request) -> Response:
        """Style and script."""
        name = request.path_params["name"]
        if name not in ASSETS:
            return Response(
                "There is no such file.", status_code=404, media_type="text/plain"
            )
        return Response(read_asset(name), media_type=ASSETS[name])

    async def no_icon(self, request: Request) -> Response:
        """Browsers ask for it whether there is one or not."""
        return Response(status_code=204)

    def start(self, query: Query) -> views.Json:
        """Plans, forces and categories."""
        with self._desk.in_step():
            return views.show_start(self._desk)

    def view(self, query: Query) -> views.Json:
        """Choose a queue.

        It stays as it is until the next, so that nothing moves under the reviewer's
        hand. `at` is the line of the coding `keep`, -1 where it is not in the queue.
        """
        keep = query.text("keep")
        wish = Wish(
            force=query.text("force"),
            plan=query.text("plan"),
            frame=query.text("frame"),
            category=query.text("category"),
            kind=query.text("kind"),
            state=query.choice("state", State.OPEN),
            text=query.text("text"),
            order=query.choice("order", Order.FRAGILE),
            reviewer=self._desk.reviewer,
        )
        with self._desk.in_step():
            chosen = choose(self._desk.candidates(wish), wish, self._desk.find_rows)
            name = secrets.token_hex(6)
            self._views[name] = chosen
            while len(self._views) > _MOST_VIEWS:
                self._views.popitem(last=False)
            rows = [views.show_row(entry, self._desk.reviewer) for entry in chosen[:60]]
            ids = (entry.coding_id for entry in chosen)
            at = next((at for at, one in enumerate(ids) if one == keep), -1)
        return {"view": name, "total": len(chosen), "rows": rows, "at": at}

    def rows(self, query: Query) -> views.Json:
        """Some lines of a queue chosen before."""
        begin, count = query.number("from"), min(query.number("count"), _MOST_ROWS)
        with self._desk.lock:
            if query.text("view") not in self._views:
                raise Refused("This queue is no longer kept. Choose it again.")
            chosen = self._views[query.text("view")]
            return {
                "rows": [
                    views.show_row(entry, self._desk.reviewer)
                    for entry in chosen[begin : begin + count]
                ]
            }

    def coding(self, query: Query) -> views.Json:
        """One coding."""
        with self._desk.in_step():
            return views.show_coding(self._desk, self._desk.entry(query.text("id")))

    def context(self, query: Query) -> views.Json:
        """The text around a coding."""
        coding = self._desk.entry(query.text("id")).coding
        return page_text.show_context(
            self._desk.sources.text_of(coding.plan_id), coding
        )

    def marks(self, query: Query) -> views.Json:
        """Where on the picture of its page a coding's words are."""
        coding = self._desk.entry(query.text("id")).coding
        return {
            "page": page_cell(coding.page),
            "boxes": [list(box) for box in self._desk.sources.find_words(coding)],
        }

    def text(self, query: Query) -> views.Json:
        """A page of a plan's text."""
        plan_id = self._plan(query)
        text = self._desk.sources.text_of(plan_id)
        with self._desk.lock:
            entries = self._desk.entries_of(plan_id)
        return page_text.show_text(text, entries, query.page("number") or 0)

    def cells(self, query: Query) -> views.Json:
        """All cells of a plan."""
        plan_id = self._plan(query)
        with self._desk.in_step():
            return {"plan": plan_id, "cells": views.show_cells(self._desk, plan_id)}

    def why(self, query: Query) -> views.Json:
        """Why a cell is as it is."""
        plan_id = self._plan(query)
        frame, category = query.text("frame"), query.text("category")
        if (frame, category) not in self._desk.categories:
            raise Refused("The codebook has no such category.")
        return dict(self._desk.sources.explain(plan_id, frame, category))

    def statements(self, query: Query) -> views.Json:
        """The priorities of a plan."""
        return dict(self._desk.sources.statements(self._plan(query)))

    def settle(self, query: Query) -> views.Json:
        """Take the priorities of a plan as a person settled them."""
        plan_id, quotes = self._plan(query), query.texts("quotes")
        version = query.text("version")
        return dict(self._desk.sources.save_statements(plan_id, quotes, version))

    def pulse(self, query: Query) -> views.Json:
        """What changed since the page last asked."""
        with self._desk.in_step():
            return views.show_pulse(self._desk, query.number("since"))

    def picture(self, query: Query) -> Response:
        """A page of a plan as picture."""
        page = query.page("page") or 0
        data = self._desk.sources.picture_of(self._plan(query), page)
        return Response(data, media_type="image/png")

    def decide(self, query: Query) -> views.Json:
        """Take a decision."""
        [entry] = self._desk.decide_all([_choice(query)])
        return self._after(entry)

    def decide_all(self, query: Query) -> views.Json:
        """Take several decisions, or none of them; `back` is what undoes them."""
        choices = [_choice(part) for part in query.parts("decisions")]
        if not 1 <= len(choices) <= _MOST_AT_ONCE:
            raise Refused(f"Send 1 to {_MOST_AT_ONCE} decisions.")
        ids = [choice.coding_id for choice in choices]
        if len(set(ids)) < len(ids):
            raise Refused("Send one decision for each coding.")
        with self._desk.in_step():
            back = self._desk.way_back(ids)
            entries = self._desk.decide_all(choices)
            return {
                "codings": [views.show_coding(self._desk, each) for each in entries],
                "back": [
                    {
                        "id": each.coding_id,
                        "verdict": each.verdict.value,
                        "note": each.note,
                    }
                    for each in back
                ],
                "pulse": views.show_pulse(self._desk, None),
            }

    def add(self, query: Query) -> views.Json:
        """Take an added passage."""
        pointed = Pointed(
            plan_id=self._plan(query),
            frame=query.text("frame"),
            category=query.text("category"),
            quote=query.text("quote"),
            page=query.page("page") or None,
            start=query.maybe_number("start"),
            note=query.text("note").strip()[:_LONGEST_NOTE],
        )
        entry, told = add_passage(self._desk, pointed)
        return {**self._after(entry), "told": told}

    def _after(self, entry: Entry) -> views.Json:
        with self._desk.lock:
            following = self._desk.leader_of(entry.cell)
            return {
                "next": following.coding.coding_id if following else "",
                "coding": views.show_coding(self._desk, entry),
                "pulse": views.show_pulse(self._desk, None),
            }

    def _plan(self, query: Query) -> str:
        plan_id = query.text("plan")
        if plan_id not in self._desk.plans or not self._desk.plans[plan_id].exists:
            raise Refused("The study has no such plan.")
        return plan_id


def _choice(query: Query) -> Choice:
    verdict = views.verdict_of(query.text("verdict"))
    if verdict is None:
        raise Refused("Accept, reject, unsure or withdraw.")
    note = query.text("note").strip()
    if len(note) > _LONGEST_NOTE:
        raise Refused(
            f"The note has {len(note):,} characters; {_LONGEST_NOTE:,} are kept at"
            " most."
        )
    return Choice(query.text("id"), verdict, note, query.text("version"))


def _guarded(function: Callable[[Query], Response]) -> Callable[[Request], object]:
    async def answer(request: Request) -> Response:
        try:
            query = await _read(request)
            return await run_in_threadpool(function, query)
        except PlancoderError as error:
            return _say(error)

    return answer


def _answer(function: Callable[[Query], views.Json]) -> Callable[[Request], object]:
    return _guarded(lambda query: JSONResponse(function(query)))


async def _read(request: Request) -> Query:
    if request.method == "GET":
        return Query(dict(request.query_params))
    try:
        values = json.loads(await request.body())
    except (ValueError, RecursionError) as error:  # of "[[[[…"
        raise Refused("Send JSON.") from error
    if not isinstance(values, dict):
        raise Refused("Send one JSON object.")
    return Query(values)


def _say(error: PlancoderError) -> Response:
    status = 500
    body: dict[str, object] = {"error": str(error)}
    if isinstance(error, Changed):
        status, body["id"] = 409, error.coding_id
    elif isinstance(error, Refused):
        status = 422
    elif isinstance(error, PlanError):
        status = 424
        body["error"] = f"{error}. {error.remedy}"
    elif isinstance(error, OutputError):
        status = 507
    return JSONResponse(body, status_code=status)
