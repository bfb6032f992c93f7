"""What the files for a cluster promise, read from the files: none runs here, but its server for the plain edition."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest

from stpdash.guard import settings
from stpdash.ui import server
from tests.browser.conftest import free_port
from tests.deploy.cluster import MANIFESTS, in_a_cluster, named, of_kind
from tests.deploy.conftest import ROOT, Nginx, Stub
from tests.deploy.made_up import OWN, SORRY, file_of, lay

PROXIES = "STPDASH_TRUSTED_PROXIES"
OURS_TO_SET = {PROXIES: "10.1.2.0/24", "STPDASH_CONTACT": "atlas@example.org"}
"""What every operator must set, each with what would do."""
MEANT = "/area?area=12&date=2019-04-01"
RESTRICTED = {
    "allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}
}  # fmt: skip


def environments() -> Iterator[dict[str, str]]:
    """What the container of each deployment is told."""
    for deployment in of_kind("Deployment"):
        [container] = deployment["spec"]["template"]["spec"]["containers"]
        yield {each["name"]: each["value"] for each in container.get("env", [])}


def test_every_setting_in_a_cluster_is_one_the_program_knows_and_can_follow_once_the_ingress_is_named() -> None:
    known = {settings.variable(name) for name in settings.Settings.__dataclass_fields__}
    for environment in environments():
        assert set(environment) <= known
        settings.read({name: OURS_TO_SET.get(name, value) for name, value in environment.items()})


@pytest.mark.parametrize(
    ("left", "expected"), [(PROXIES, "a network such as"), ("STPDASH_CONTACT", "an address such as")]
)
def test_a_replica_of_which_nobody_said_whom_to_believe_or_to_ask_does_not_start(left: str, expected: str) -> None:
    [environment] = [each for each in environments() if each]
    environment |= {name: value for name, value in OURS_TO_SET.items() if name != left}
    said = subprocess.run(
        [sys.executable, "-m", "stpdash", "serve", "--port", str(free_port())],
        cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert said.returncode == 1
    assert f"{left}: found '{environment[left]}', expected {expected}" in said.stderr


@pytest.mark.parametrize("document", MANIFESTS, ids=lambda each: f"{each['kind']} {each['metadata']['name']}")
def test_a_manifest_is_what_kubernetes_takes(document: dict[str, Any]) -> None:
    kubernetes_validate.validate(document, "1.30", strict=True)


def test_a_pod_gains_nothing_writes_nothing_and_is_asked_before_it_gets_readers() -> None:
    for deployment in of_kind("Deployment"):
        pod = deployment["spec"]["template"]["spec"]
        [container] = pod["containers"]
        assert container["securityContext"] == RESTRICTED
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        assert pod["automountServiceAccountToken"] is False
        assert {"startupProbe", "livenessProbe", "readinessProbe", "lifecycle"} <= set(container)
        assert {"cpu", "memory"} <= set(container["resources"]["requests"])
        assert "memory" in container["resources"]["limits"]
        assert re.search(r"@sha256:[0-9a-f]{64}$", container["image"])
        assert pod["topologySpreadConstraints"]
        assert deployment["spec"]["strategy"]["rollingUpdate"] == {"maxSurge": 1, "maxUnavailable": 0}
        wait = int(container["lifecycle"]["preStop"]["exec"]["command"][1])
        assert pod["terminationGracePeriodSeconds"] >= wait + 15


def test_a_replica_is_killed_for_being_dead_and_spared_readers_for_bad_data() -> None:
    [container] = named("Deployment", "atlas")["spec"]["template"]["spec"]["containers"]
    asked = {probe: container[f"{probe}Probe"]["httpGet"]["path"] for probe in ("startup", "liveness", "readiness")}
    assert asked == {"startup": "/readyz", "liveness": "/healthz", "readiness": "/readyz"}


def test_selectors_meet_their_pods_and_only_one_kind() -> None:
    pods = [each["spec"]["template"]["metadata"]["labels"] for each in of_kind("Deployment")]
    selectors = [each["spec"]["selector"] for each in of_kind("Service")]
    selectors += [each["spec"]["selector"]["matchLabels"] for each in of_kind("PodDisruptionBudget")]
    selectors += [each["spec"]["selector"]["matchLabels"] for each in of_kind("Deployment")]
    for selector in selectors:
        assert sum(selector.items() <= labels.items() for labels in pods) == 1
    [scaled] = of_kind("HorizontalPodAutoscaler")
    assert named("Deployment", scaled["spec"]["scaleTargetRef"]["name"])
    assert scaled["spec"]["metrics"][0]["resource"]["target"]["averageUtilization"] == 60
    assert scaled["spec"]["minReplicas"] > named("PodDisruptionBudget", "atlas")["spec"]["minAvailable"]


def test_no_pod_reaches_anybody() -> None:
    [policy] = of_kind("NetworkPolicy")
    assert policy["spec"]["podSelector"] == {}
    assert policy["spec"]["policyTypes"] == ["Ingress", "Egress"]
    assert policy["spec"]["egress"] == []
    ports = {each["port"] for rule in policy["spec"]["ingress"] for each in rule["ports"]}
    pods = (each["spec"]["template"]["spec"]["containers"][0]["ports"] for each in of_kind("Deployment"))
    assert ports == {port["containerPort"] for each in pods for port in each}


def test_the_way_in_is_open_for_what_the_server_has_and_nothing_else() -> None:
    ingress = named("Ingress", "atlas")
    paths = {(each["path"], each["pathType"]) for each in ingress["spec"]["rules"][0]["http"]["paths"]}
    plan = server._OPEN
    exact = {*server.PAGES, *plan.files, "/_stcore/stream"}
    assert paths == {(path, "Exact") for path in exact} | {(path, "Prefix") for path in (*plan.folders, *plan.made)}
    told = {name.rpartition("/")[2]: value for name, value in ingress["metadata"]["annotations"].items()}
    assert (told["affinity"], told["affinity-mode"]) == ("cookie", "persistent")
    assert told["session-cookie-path"] == "/"  # page and session are two paths, and go to one replica
    assert int(told["proxy-read-timeout"]) > 60  # a session may be silent for 30 s, twice
    assert named("Service", told["default-backend"])


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[Nginx]:
    """The server of the plain edition in a cluster."""
    nginx = in_a_cluster(tmp_path)
    lay(nginx.plain, "index", "find", "2019/area/12")
    yield nginx.start()
    nginx.stop()


def test_the_plain_edition_in_a_cluster_answers_for_the_address_that_the_ingress_names(plain: Nginx) -> None:
    meant = plain.get("/", X_Original_URI=MEANT, X_Code="503")
    assert (meant.status, file_of(meant), OWN in meant.text) == (503, "2019/area/12", True)
    assert plain.get(MEANT, X_Code="503").text == meant.text  # the service has no pod: the ingress changes no address
    assert plain.get(MEANT, X_Original_URI=MEANT, X_Code="503").text == meant.text
    assert plain.get("/plain/2019/area/12.html").status == 200
    with ThreadPoolExecutor(8) as many:  # all of them come through the ingress, as if from one address
        crowd = list(many.map(lambda _: plain.get("/", X_Original_URI=MEANT, X_Code="503"), range(900)))
    assert {(answer.status, answer.text) for answer in crowd} == {(503, meant.text)}


@pytest.mark.parametrize("meant", ["@{}/", ".{}/", "http://{}/", "{}/", "/area@{}", "/area?area=12 x", "area?area=12"])
def test_what_the_ingress_names_is_asked_of_this_server_or_of_nobody(
    plain: Nginx, stubs: list[Stub], meant: str
) -> None:
    said = meant.format(f"127.0.0.1:{stubs[0].port}")
    answer = plain.get("/", X_Original_URI=said, X_Code="503")
    assert (answer.status, answer.text, answer.headers["retry-after"]) == (503, SORRY, "15")
    assert [stub.asked for stub in stubs] == [[], [], []]


def test_an_address_is_named_by_the_ingress_alone_that_tells_what_became_of_it(plain: Nginx) -> None:
    for headers in ({}, {"X_Code": ""}, {"X_Code": "yes"}, {"X_Code": "5030"}):
        assert file_of(plain.get("/", X_Original_URI=MEANT, **headers)) == "index"
    assert plain.get("/plain/find.html", X_Original_URI=MEANT).status == 200
    assert plain.get("/", X_Original_URI="/meant", X_Code="503").status == 404  # not to be asked for, nor in a circle
    assert plain.get("/", "POST", X_Original_URI=MEANT, X_Code="503").status == 405
