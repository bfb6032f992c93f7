"""The manifests for a cluster, and the server that answers in it for the plain edition."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.deploy.conftest import ROOT, Nginx

MANIFESTS = [
    document
    for path in sorted((ROOT / "deploy" / "kubernetes").glob("*.yaml"))
    for document in yaml.safe_load_all(path.read_text("utf-8"))
]


def of_kind(kind: str) -> Iterator[dict[str, Any]]:
    found = [document for document in MANIFESTS if document["kind"] == kind]
    assert found, f"no {kind} among the manifests"
    yield from found


def named(kind: str, name: str) -> dict[str, Any]:
    [found] = [document for document in of_kind(kind) if document["metadata"]["name"] == name]
    return found


def in_a_cluster(prefix: Path) -> Nginx:
    """nginx in the place that the manifests give it: no replica behind it, the ingress before it."""
    nginx = Nginx(prefix, [9])
    place = named("ConfigMap", "atlas-plain")["data"]["place.conf"]
    assert place.count("8080") == 2
    (nginx.folder / "place.conf").write_text(place.replace("8080", str(nginx.port)), "utf-8")
    return nginx
