"""What the page is told over HTTP, and what it may write."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from page_kit import PNG, make_browser, make_desk
from review_kit import CODINGS, PLAN, PLAN_ID, append_decisions, make_decision
from starlette.testclient import TestClient

from plancoder.models import Verdict
from plancoder.review_page.desk import Desk
from plancoder.review_page.views import show_start
from plancoder.study.decision_log import read_log

HOUSING, MIND, POOR = (coding.coding_id for coding in CODINGS)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "decisions.csv"


@pytest.fixture
def browser(log: Path) -> TestClient:
    return make_browser(make_desk(log))


def get(browser: TestClient, path: str, **values: object) -> dict[str, object]:
    answer = browser.get(
        path, params={name: str(value) for name, value in values.items()}
    )
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert isinstance(told, dict)
    return told


def decide(
    browser: TestClient, coding_id: str, verdict: str, **more: str
) -> dict[str, object]:
    version = get(browser, "/api/coding", id=coding_id)["version"]
    answer = browser.post(
        "/api/decide",
        json={"id": coding_id, "verdict": verdict, "version": version, **more},
    )
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert isinstance(told, dict)
    return told


def test_an_acknowledged_decision_is_on_disk(browser: TestClient, log: Path) -> None:
    for number, coding_id in enumerate((HOUSING, MIND, POOR), start=1):
        decide(browser, coding_id, "accept", note=f"number {number}")
        assert [line.coding_id for line in read_log(log).decisions][-1] == coding_id
        assert len(read_log(log).decisions) == number


def test_a_decision_made_elsewhere_is_shown_and_not_written_over(
    browser: TestClient, log: Path
) -> None:
    version = get(browser, "/api/coding", id=HOUSING)["version"]
    append_decisions(
        log,
        [make_decision(CODINGS[0], Verdict.REJECT, "Ben", "2099-01-01T00:00:00.000Z")],
    )
    answer = browser.post(
        "/api/decide", json={"id": HOUSING, "verdict": "accept", "version": version}
    )
    assert answer.status_code == 409
    assert answer.json()["id"] == HOUSING
    assert len(read_log(log).decisions) == 1
    told = get(browser, "/api/coding", id=HOUSING)
    assert told["pile"] == "rejected"
    assert told["decisions"] == [
        {
            "reviewer": "Ben",
            "verdict": "reject",
            "at": "2099-01-01T00:00:00.000Z",
            "note": "",
        }
    ]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"id": HOUSING, "verdict": "maybe", "version": ""}, 422),
        ({"id": "cnone", "verdict": "accept", "version": ""}, 422),
        ({"id": 5, "verdict": "accept", "version": ""}, 422),
        ({"id": HOUSING, "verdict": "accept", "version": "", "note": "n" * 5000}, 422),
        ({"id": HOUSING, "verdict": "accept", "version": "stale"}, 409),
        ([], 422),
    ],
)
def test_a_write_that_says_nothing_clear_is_refused(
    browser: TestClient, log: Path, sent: object, status: int
) -> None:
    answer = browser.post("/api/decide", json=sent)
    assert answer.status_code == status
    assert answer.json()["error"]
    assert not log.exists()


@pytest.mark.parametrize(
    "sent", ["[" * 60_000, '{"a":' * 10_000, "", "\xff", '{"version": NaN', "9" * 9_000]
)
def test_a_body_that_is_no_json_object_is_refused(
    browser: TestClient, log: Path, sent: str
) -> None:
    headers = {"Content-Type": "application/json"}
    answer = browser.post("/api/decide", content=sent, headers=headers)
    assert answer.status_code == 422
    assert answer.json()["error"].startswith("Send ")
    assert not log.exists()


def test_several_decisions_are_one_step_with_its_way_back(
    browser: TestClient, log: Path
) -> None:
    decide(browser, MIND, "reject", note="earlier")
    versions = {
        each: get(browser, "/api/coding", id=each)["version"]
        for each in (HOUSING, MIND)
    }
    sent = [
        {"id": each, "verdict": "accept", "version": version}
        for each, version in versions.items()
    ]
    told = browser.post("/api/decide_all", json={"decisions": sent}).json()
    assert [each["pile"] for each in told["codings"]] == ["accepted", "accepted"]
    assert told["back"] == [
        {"id": HOUSING, "verdict": "withdraw", "note": ""},
        {"id": MIND, "verdict": "reject", "note": "earlier"},
    ]
    lines = read_log(log).decisions[1:]
    assert [line.coding_id for line in lines] == [HOUSING, MIND]
    assert len({line.decided_at for line in lines}) == 1


def test_of_several_decisions_none_is_saved_where_one_is_stale(
    browser: TestClient, log: Path
) -> None:
    version = get(browser, "/api/coding", id=HOUSING)["version"]
    sent = [
        {"id": HOUSING, "verdict": "accept", "version": version},
        {"id": MIND, "verdict": "accept", "version": "stale"},
    ]
    answer = browser.post("/api/decide_all", json={"decisions": sent})
    assert (answer.status_code, answer.json()["id"]) == (409, MIND)
    assert not log.exists()


@pytest.mark.parametrize(
    "decisions",
    [
        [],
        [{"id": HOUSING, "verdict": "accept", "version": ""}] * 2,
        [{"id": HOUSING, "verdict": "maybe", "version": ""}],
        [{"id": str(each), "verdict": "accept"} for each in range(501)],
        ["accept"],
        "accept",
    ],
)
def test_several_decisions_that_say_nothing_clear_are_refused(
    browser: TestClient, log: Path, decisions: object
) -> None:
    answer = browser.post("/api/decide_all", json={"decisions": decisions})
    assert answer.status_code == 422
    assert answer.json()["error"]
    assert not log.exists()


def test_a_log_that_cannot_be_written_is_told(browser: TestClient, log: Path) -> None:
    log.mkdir()
    version = "e3b0c44298fc"
    answer = browser.post(
        "/api/decide", json={"id": HOUSING, "verdict": "accept", "version": version}
    )
    assert answer.status_code in (500, 507)
    assert "decisions.csv" in answer.json()["error"]


def test_the_queue_stays_as_chosen_while_it_is_decided(browser: TestClient) -> None:
    view = get(browser, "/api/view", state="undecided")
    assert view["total"] == 3
    decide(browser, MIND, "reject")
    rows = get(browser, "/api/rows", view=view["view"], **{"from": 0, "count": 50})[
        "rows"
    ]
    assert isinstance(rows, list)
    assert [(row["id"], row["pile"]) for row in rows] == [
        (MIND, "rejected"),
        (HOUSING, "pending"),
        (POOR, "pending"),
    ]
    assert get(browser, "/api/view", state="undecided")["total"] == 2


def test_a_queue_that_is_no_longer_kept_is_told(browser: TestClient) -> None:
    answer = browser.get("/api/rows", params={"view": "old", "from": 0, "count": 5})
    assert answer.status_code == 422
    assert "Choose it again" in answer.json()["error"]


def test_the_context_holds_the_passage_word_for_word(browser: TestClient) -> None:
    context = get(browser, "/api/context", id=MIND)
    passage = context["passage"]
    assert isinstance(passage, list)
    assert (
        "".join(passage)
        == "Officers met somebody in a mental health crisis on nine shifts out of ten."
    )
    assert passage[1] == "mental health"
    above, below = context["above"], context["below"]
    assert isinstance(above, list)
    assert isinstance(below, list)
    assert [block["text"][:12] for block in (*above, *below)] == [
        "Too few youn",
        "- Poor housi",
        "We heard fro",
    ]


def test_the_text_of_a_page_has_its_codings_marked(browser: TestClient) -> None:
    told = get(browser, "/api/text", plan=PLAN_ID, number=2)
    assert told["numbers"] == [1, 2, 3]
    assert told["number"] == 2
    marked, blocks = told["marked"], told["blocks"]
    assert isinstance(marked, list)
    assert isinstance(blocks, list)
    [mark] = marked
    block = next(
        each
        for each in blocks
        if each["start"] <= mark["start"] < each["start"] + len(each["text"])
    )
    assert (
        block["text"][mark["start"] - block["start"] : mark["end"] - block["start"]]
        == "housing"
    )


def test_added_words_become_a_coding(browser: TestClient, log: Path) -> None:
    sent = {
        "plan": PLAN_ID,
        "frame": "needs",
        "category": "housing",
        "quote": "Sleeping rough has doubled",
        "page": "3",
    }
    answer = browser.post("/api/add", json={**sent, "start": None, "note": ""})
    assert answer.status_code == 200, answer.text
    assert answer.json()["told"] == "found on page 3"
    assert read_log(log).decisions[-1].verdict is Verdict.ADD
    assert get(browser, "/api/view", state="all", kind="added")["total"] == 1
    refused = browser.post(
        "/api/add",
        json={**sent, "quote": "These words stand in no plan of ours at all"},
    )
    assert refused.status_code == 422
    assert "Not in the published plan" in refused.json()["error"]


def test_cells_and_why(browser: TestClient) -> None:
    cells = get(browser, "/api/cells", plan=PLAN_ID)["cells"]
    assert isinstance(cells, list)
    values = {
        (cell["frame"], cell["category"]): (cell["value"], cell["basis"])
        for cell in cells
    }
    assert values["needs", "housing"] == ("1", "exact")
    assert values["priorities", "victims"] == ("0", "nothing_found")
    assert get(
        browser, "/api/why", plan=PLAN_ID, frame="priorities", category="victims"
    )["verdict"]
    unknown = browser.get(
        "/api/why", params={"plan": PLAN_ID, "frame": "needs", "category": "victims"}
    )
    assert unknown.status_code == 422


def test_plans_are_named_by_their_force(browser: TestClient, log: Path) -> None:
    plans = get(browser, "/api/start")["plans"]
    assert isinstance(plans, list)
    (plan,) = plans
    assert (plan["id"], plan["name"], plan["dates"]) == (
        PLAN_ID,
        "Vale Police",
        "2021-25",
    )
    assert (plan["force"], plan["status"]) == ("vale", "current")
    # Where plans.csv names no force there is the id only.
    desk = make_desk(log)
    sources = replace(desk.sources, plans=[replace(PLAN, force="")])
    assert show_start(Desk(sources, "Ann"))["plans"][0]["name"] == PLAN_ID


def test_the_pulse_tells_what_others_decided(browser: TestClient, log: Path) -> None:
    since = get(browser, "/api/start")["revision"]
    append_decisions(log, [make_decision(CODINGS[2], Verdict.ACCEPT, "Ben")])
    pulse = get(browser, "/api/pulse", since=since)
    assert pulse["changed"] == [POOR]
    assert pulse["progress"] == {"vale": [1, 3]}


def test_a_picture_is_a_png_of_a_plan_of_the_study(browser: TestClient) -> None:
    answer = browser.get("/api/picture", params={"plan": PLAN_ID, "page": 2})
    assert (answer.headers["content-type"], answer.content) == ("image/png", PNG)
    assert (
        browser.get(
            "/api/picture", params={"plan": "../../etc/passwd", "page": 1}
        ).status_code
        == 422
    )
    assert (
        browser.get("/api/picture", params={"plan": PLAN_ID, "page": "x"}).status_code
        == 422
    )
