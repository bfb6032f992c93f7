"""S12, S13, S16: what every answer says beside what was asked for."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

import pytest

from tests.server.conftest import Serving

KINDS = {
    "a page": "/",
    "an address below a page": "/nowhere",
    "a file of the live map": "/assets/000000000000/map.js",
    "search": "/find.json?q=leeds",
    "a table to take away": "/take/governance.csv",
    "health": "/healthz",
    "readiness": "/readyz",
    "what the front end asks": "/_stcore/host-config",
    "whether the server is there, as the front end asks": "/_stcore/health",
}


def policy(serving: Serving, target: str = "/") -> dict[str, list[str]]:
    parts = serving.get(target)[1]["content-security-policy"].split(";")
    return {words[0]: words[1:] for part in parts if (words := part.split())}


@pytest.mark.parametrize("target", KINDS.values(), ids=KINDS)
def test_s13_every_answer_is_guarded(serving: Serving, target: str) -> None:
    _, headers, _ = serving.get(target)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "server" not in headers


def observatory(headers: dict[str, str], csp: dict[str, list[str]]) -> int:
    """The score of Mozilla's Observatory by its published points, of what a page of ours can gain or lose.

    Bonuses count from 90 up. TLS is the proxy's, and gains and loses nothing here.
    """
    scripts = csp.get("script-src", csp.get("default-src", []))
    score = 100
    score -= 0 if csp else 25
    score -= 20 if {"'unsafe-inline'", "data:", "https:", "http:", "*"} & set(scripts) else 0
    score -= 10 if "'unsafe-eval'" in scripts else 0
    score -= (
        0 if int(headers.get("strict-transport-security", "max-age=0").removeprefix("max-age=")) > 15_768_000 else 20
    )
    score -= 0 if "frame-ancestors" in csp or "x-frame-options" in headers else 20
    score -= 0 if headers.get("x-content-type-options") == "nosniff" else 5
    if score < 90:
        return score
    styles_only = "'unsafe-inline'" in csp.get("style-src", [])
    score += 0 if styles_only else 10 if csp.get("default-src") == ["'none'"] else 5
    score += 5 if csp.get("frame-ancestors") in (["'none'"], ["'self'"]) else 0
    score += 5 if headers.get("referrer-policy") in {"same-origin", "no-referrer", "strict-origin"} else 0
    score += 10 if headers.get("cross-origin-resource-policy") in {"same-origin", "same-site"} else 0
    return score


def test_s13_the_page_scores_120_with_mozillas_observatory(serving: Serving) -> None:
    _, headers, _ = serving.get("/", X_Forwarded_Proto="https")
    assert observatory(headers, policy(serving)) >= 120
    assert observatory({}, {}) == 30, "what Streamlit without a guard scores"


def test_s13_only_who_came_over_tls_is_told_to_come_so_again(serving: Serving) -> None:
    assert "strict-transport-security" not in serving.get("/")[1]


def test_s12_a_page_may_fetch_from_no_other_host(serving: Serving) -> None:
    allowed = {source for sources in policy(serving).values() for source in sources}
    hosts = {source for source in allowed if not source.startswith("'")}
    assert hosts == {"data:", "blob:"}
    assert policy(serving)["default-src"] == ["'none'"]
    assert policy(serving)["connect-src"] == ["'self'"]


def test_s13_a_script_in_the_page_is_allowed_by_its_hash_alone(serving: Serving) -> None:
    allowed = policy(serving)["script-src"]
    inline = [part.partition(b"</script>")[0] for part in serving.get("/")[2].split(b"<script>")[1:]]
    assert inline, "Streamlit's page has a script of its own"
    hashes = {f"'sha256-{b64encode(sha256(script).digest()).decode()}'" for script in inline}
    assert {source for source in allowed if source.startswith("'sha")} == hashes
    assert not {"'unsafe-inline'", "'unsafe-eval'", "data:"} & set(allowed)


def test_a_map_to_take_away_may_run_nothing_on_our_own_host(serving: Serving) -> None:
    _, headers, _ = serving.get("/take/governance.csv")
    assert headers["content-disposition"].startswith("attachment")
    assert "sandbox" in headers["content-security-policy"]


def test_a_page_that_has_not_changed_keeps_the_policy_it_came_with(serving: Serving) -> None:
    etag = serving.get("/")[1]["etag"]
    status, headers, _ = serving.get("/", If_None_Match=etag)
    assert status == 304
    assert "content-security-policy" not in headers


def test_s16_nothing_is_kept_for_one_visitor_on_one_replica(serving: Serving) -> None:
    for target in KINDS.values():
        assert "set-cookie" not in serving.get(target)[1]
    assert serving.get("/take/governance.csv")[0] == 200


@pytest.mark.parametrize("target", ["/", "/area?area=12", "/nowhere"])
def test_no_cache_on_the_way_keeps_a_page(serving: Serving, target: str) -> None:
    assert serving.get(target)[1]["cache-control"] == "private, no-cache"


def test_that_a_page_has_not_changed_is_no_leave_to_keep_it_on_the_way(serving: Serving) -> None:
    _, headers, _ = serving.get("/", If_None_Match=serving.get("/")[1]["etag"])
    assert headers["cache-control"] == "private, no-cache"


def test_what_is_named_by_what_is_in_it_may_be_kept_by_any_cache(serving: Serving) -> None:
    script = serving.get("/")[2].partition(b'type="module" src="')[2].partition(b'"')[0].decode()
    status, headers, _ = serving.get(f"/{script.removeprefix('.').removeprefix('/')}")
    assert (status, headers["cache-control"]) == (200, "public, max-age=31536000, immutable")
