"""Files for the browser: the smallest form that it takes, the same bytes in each."""

import gzip

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
