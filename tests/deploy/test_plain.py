"""The plain edition as nginx serves it, under /plain/ and for programs under /data/."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

import pytest

from tests.deploy.conftest import Nginx

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; "
    "form-action 'self'; base-uri 'self'; frame-ancestors 'none'"
)
NOT_RUN = "sandbox; default-src 'none'; frame-ancestors 'none'"
FILES = {
    "index.html": "<h1>England</h1>",
    "404.html": '<base href="/"><h1>There is no such page</h1>',
    "2019/area/12.html": "<h1>An area</h1>",
    "map/england.html": "<script>1</script>",
    "take/footprints.csv": "code\n",
    "2019/take/map.html": "<script>1</script>",
    "data/v1/index.json": '{"a": 1}',
    "data/v1/footprint_2017.geojson": '{"type": "FeatureCollection"}',
    "assets/0123456789ab/edition.css": "body { color: black }",
    "robots.txt": "User-agent: *\n",
    "sitemap.xml": "<urlset/>",
}


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    """nginx with a small edition and no replica at all."""
    nginx = Nginx(tmp_path_factory.mktemp("plain"), [9])
    for name, text in FILES.items():
        path = nginx.plain / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    yield nginx.start()
    nginx.stop()


@pytest.mark.parametrize(
    ("path", "kind", "policy", "framed", "kept"),
    [
        ("/plain/", "text/html; charset=utf-8", PAGE_POLICY, "DENY", "no-cache"),
        ("/plain/2019/area/12.html", "text/html; charset=utf-8", PAGE_POLICY, "DENY", "no-cache"),
        ("/plain/assets/0123456789ab/edition.css", "text/css; charset=utf-8", PAGE_POLICY, "DENY",
         "public, max-age=31536000, immutable"),
        ("/plain/map/england.html", "text/html; charset=utf-8",
         "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
         "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'", "SAMEORIGIN", "no-cache"),
        ("/plain/take/footprints.csv", "text/csv; charset=utf-8", NOT_RUN, "DENY", "no-cache"),
        ("/plain/2019/take/map.html", "text/html; charset=utf-8", NOT_RUN, "DENY", "no-cache"),
        ("/data/v1/index.json", "application/json; charset=utf-8", NOT_RUN, "DENY", "no-cache"),
        ("/data/v1/footprint_2017.geojson", "application/geo+json; charset=utf-8", NOT_RUN, "DENY", "no-cache"),
    ],
)  # fmt: skip
def test_a_file_of_the_edition_comes_with_its_kind_and_may_do_no_more_than_it_must(
    edition: Nginx, path: str, kind: str, policy: str, framed: str, kept: str
) -> None:
    answer = edition.get(path)
    told = answer.headers
    assert answer.status == 200
    assert (told["content-type"], told["cache-control"]) == (kind, kept)
    assert (told["content-security-policy"], told["x-frame-options"]) == (policy, framed)
    assert (told["x-content-type-options"], told["referrer-policy"]) == ("nosniff", "same-origin")
    assert told["cross-origin-opener-policy"] == told["cross-origin-resource-policy"] == "same-origin"
    assert "geolocation=()" in told["permissions-policy"]
    assert told.get("content-disposition") == ("attachment" if "/take/" in path else None)


@pytest.mark.parametrize("path", ["/plain/none.html", "/plain/area/", "/nowhere", "/data/v1/none.json", "/sitemap.txt"])
def test_what_is_not_there_is_answered_by_the_editions_own_page(edition: Nginx, path: str) -> None:
    answer = edition.get(path)
    assert (answer.status, answer.text) == (404, '<base href="/plain/"><h1>There is no such page</h1>')
    assert answer.headers["content-security-policy"] == PAGE_POLICY
    assert answer.headers["cache-control"] == "no-store"


def test_the_editions_first_page_and_what_crawlers_ask_for_are_where_they_look(edition: Nginx) -> None:
    led = edition.get("/plain")
    assert (led.status, led.headers["location"]) == (301, "/plain/")
    assert edition.get("/robots.txt").text == FILES["robots.txt"]
    assert edition.get("/sitemap.xml").text == FILES["sitemap.xml"]


def test_a_reader_may_hold_a_page_of_the_edition_before(edition: Nginx) -> None:
    path = edition.prefix / "www" / "former" / "assets" / "ba9876543210" / "edition.css"
    assert edition.get("/plain/assets/ba9876543210/edition.css").status == 404
    path.parent.mkdir(parents=True)
    path.write_text("body { color: blue }", "utf-8")
    answer = edition.get("/plain/assets/ba9876543210/edition.css")
    assert (answer.status, answer.text) == (200, "body { color: blue }")
    assert "immutable" in answer.headers["cache-control"]


def test_files_packed_beforehand_are_sent_as_they_are(edition: Nginx) -> None:
    packed = gzip.compress(b"packed beforehand")
    (edition.plain / "robots.txt.gz").write_bytes(packed)
    answer = edition.get("/plain/robots.txt", Accept_Encoding="gzip")
    assert (answer.headers["content-encoding"], answer.body) == ("gzip", packed)


def test_what_nobody_packed_is_packed_when_it_is_worth_it(edition: Nginx) -> None:
    (edition.plain / "long.html").write_text("England " * 1000, "utf-8")
    answer = edition.get("/plain/long.html", Accept_Encoding="gzip")
    assert gzip.decompress(answer.body).decode() == "England " * 1000
    assert answer.headers["vary"] == "Accept-Encoding"
    assert len(answer.body) < 400


def test_an_unchanged_page_is_not_sent_again(edition: Nginx) -> None:
    etag = edition.get("/plain/").headers["etag"]
    assert edition.get("/plain/", If_None_Match=etag).status == 304
