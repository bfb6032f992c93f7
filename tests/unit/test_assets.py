"""Files for the browser: the smallest form that it takes, the same bytes in each."""

import gzip
from pathlib import Path

import brotli
import pytest

from stpdash.ui.assets import pack

BODY = b"footprint " * 500


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.0", ""),
        ("BR;q=0.5", "br"),
        ("", ""),
        ("identity", ""),
    ],
)
def test_the_form_follows_what_the_browser_accepts(accepted, encoding):
    packed = pack(BODY, "x.js")
    name, body = packed.encoded(accepted)
    assert name == encoding
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[name]
    assert unpack(body) == BODY


def test_a_body_is_packed_to_the_same_bytes_every_time():
    assert pack(BODY, "x.js") == pack(BODY, "x.js")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.topojson", "application/json"),
        ("a.bin", "application/octet-stream"),
    ],
)
def test_every_file_says_what_it_is(name, kind):
    assert pack(b"", name).media_type == kind


def test_the_next_start_takes_what_was_compressed_from_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    before = pack(BODY, "x.js")

    def refuse(*_: object, **__: object) -> bytes:
        raise RuntimeError("compressed again")

    monkeypatch.setattr("stpdash.ui.assets.brotli.compress", refuse)
    assert pack(BODY, "x.js") == before
    with pytest.raises(RuntimeError, match="compressed again"):
        pack(BODY + b"!", "x.js")


@pytest.mark.parametrize("spoilt", [b"", b"junk", brotli.compress(b"another body")])
def test_a_spoilt_cache_is_not_sent_to_a_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoilt: bytes) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    pack(BODY, "x.js")
    for kept in (tmp_path / "stpdash").iterdir():
        kept.write_bytes(spoilt)
    assert brotli.decompress(pack(BODY, "x.js").brotli) == BODY


def test_without_a_place_for_a_cache_everything_is_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert brotli.decompress(pack(BODY, "x.js").brotli) == BODY


def test_what_readers_have_made_is_not_kept_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert brotli.decompress(pack(BODY, "x.html", quality=5).brotli) == BODY
    assert list(tmp_path.iterdir()) == []
