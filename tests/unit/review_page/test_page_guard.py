"""Only the browser that came with the token, to this host, from this page."""

from __future__ import annotations

from pathlib import Path

import pytest
from page_kit import ORIGIN, PORT, make_browser, make_desk
from starlette.testclient import TestClient

from plancoder.review_page.app import make_app
from plancoder.review_page.guard import LARGEST_BODY, Keys


@pytest.fixture
def keys() -> Keys:
    return Keys(PORT)


@pytest.fixture
def stranger(tmp_path: Path, keys: Keys) -> TestClient:
    return TestClient(
        make_app(make_desk(tmp_path / "decisions.csv"), keys),
        base_url=ORIGIN,
        follow_redirects=False,
    )


@pytest.fixture
def browser(tmp_path: Path) -> TestClient:
    return make_browser(make_desk(tmp_path / "decisions.csv"))


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?token=",
        "/?token=guess",
        "/api/start",
        "/api/picture?plan=vale:2021&page=1",
        "/assets/page.css",
    ],
)
def test_without_token_or_cookie_nothing_is_shown(
    stranger: TestClient, path: str
) -> None:
    answer = stranger.get(path)
    assert answer.status_code == 403
    assert "plancoder review" in answer.text


def test_the_token_becomes_a_strict_cookie_and_leaves_the_address(
    stranger: TestClient, keys: Keys
) -> None:
    answer = stranger.get("/", params={"token": keys.printed})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert keys.printed.lower() not in cookie
    assert stranger.get("/").status_code == 200


def test_the_address_handed_to_the_browser_works_once(
    stranger: TestClient, keys: Keys
) -> None:
    path = keys.address_for_browser().removeprefix(ORIGIN)
    assert stranger.get(path).status_code == 303
    stranger.cookies.clear()
    assert stranger.get(path).status_code == 403
    assert stranger.get("/", params={"token": keys.printed}).status_code == 303


@pytest.mark.parametrize(
    ("host", "status"),
    [
        (f"127.0.0.1:{PORT}", 200),
        ("127.0.0.1", 421),
        (f"127.0.0.1:{PORT + 1}", 421),
        (f"localhost:{PORT}", 421),
        (f"evil.example:{PORT}", 421),
        (f"127.0.0.1.evil.example:{PORT}", 421),
        ("", 421),
    ],
)
def test_the_host_has_to_be_ours_with_its_port(
    browser: TestClient, host: str, status: int
) -> None:
    assert browser.get("/api/start", headers={"Host": host}).status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": ORIGIN}, 422),  # let in, and refused as no decision
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": f"http://127.0.0.1:{PORT + 1}"}, 403),
        ({"Origin": f"https://127.0.0.1:{PORT}"}, 403),
        ({"Origin": ""}, 403),
        ({"Origin": ORIGIN, "Content-Type": "text/plain"}, 415),
        ({"Origin": ORIGIN, "Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Origin": ORIGIN, "Sec-Fetch-Site": "cross-site"}, 403),
        (
            {"Origin": ORIGIN, "Sec-Fetch-Site": "same-site"},
            403,
        ),  # another port of this machine
    ],
)
def test_a_write_has_to_come_from_the_page(
    browser: TestClient, headers: dict[str, str], status: int
) -> None:
    answer = browser.post(
        "/api/decide",
        content="{}",
        headers={"Content-Type": "application/json", **headers},
    )
    assert answer.status_code == status


def test_a_write_without_any_origin_is_refused(browser: TestClient) -> None:
    del browser.headers["Origin"]
    assert browser.post("/api/decide", json={}).status_code == 403


def test_a_write_by_get_is_no_way(browser: TestClient) -> None:
    assert browser.get("/api/decide").status_code == 405
    assert browser.request("PUT", "/api/decide", json={}).status_code == 405
    assert browser.request("OPTIONS", "/api/decide").status_code == 405


def test_too_large_a_body_is_refused(browser: TestClient) -> None:
    assert (
        browser.post("/api/decide", json={"note": "x" * LARGEST_BODY}).status_code
        == 413
    )


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/api/start",
        "/assets/main.js",
        "/assets/none.js",
        "/api/none",
        "/favicon.ico",
    ],
)
def test_every_answer_carries_the_safety_headers(
    browser: TestClient, path: str
) -> None:
    headers = browser.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"


def test_a_refusal_carries_them_too(stranger: TestClient) -> None:
    assert "content-security-policy" in stranger.get("/api/start").headers


def test_a_click_in_a_mail_finds_its_way(stranger: TestClient, keys: Keys) -> None:
    """The strict cookie stays behind on a redirect that another site began; one step of
    our own brings it along.
    """
    there = stranger.get("/", headers={"Sec-Fetch-Site": "cross-site"})
    assert there.status_code == 200
    assert "url=/?again=1" in there.text
    assert (
        stranger.get("/?again=1", headers={"Sec-Fetch-Site": "cross-site"}).status_code
        == 403
    )


def test_the_page_itself_has_no_inline_script_or_style(browser: TestClient) -> None:
    text = browser.get("/").text
    assert "<style" not in text
    assert "style=" not in text
    assert "onclick" not in text
    assert text.count("<script") == text.count('<script defer src="/assets/')


@pytest.mark.parametrize(
    "name", ["../app.py", "..%2Fapp.py", "page.html", "offline.js", "%2e%2e/desk.py"]
)
def test_no_other_file_is_given_out(browser: TestClient, name: str) -> None:
    assert browser.get(f"/assets/{name}").status_code == 404
