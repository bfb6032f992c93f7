"""What the files for containers promise, read from the files: no engine and no cluster runs here."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml
from typer.main import get_command

from stpdash.__main__ import cli
from stpdash.guard import settings
from stpdash.ui import server
from tests.deploy.conftest import ROOT, Nginx, Stub

DEPLOY = ROOT / "deploy"
MANIFESTS = [
    document
    for path in sorted((DEPLOY / "kubernetes").glob("*.yaml"))
    for document in yaml.safe_load_all(path.read_text("utf-8"))
]
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
INSTRUCTIONS = [
    tuple(line.split(maxsplit=1))
    for line in re.sub(r"\\\n", " ", (DEPLOY / "Containerfile").read_text("utf-8")).splitlines()
    if line.strip() and not line.startswith("#")
]
RESTRICTED = {
    "allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}
}  # fmt: skip


def of_kind(kind: str) -> Iterator[dict[str, Any]]:
    found = [document for document in MANIFESTS if document["kind"] == kind]
    assert found, f"no {kind} among the manifests"
    yield from found


def named(kind: str, name: str) -> dict[str, Any]:
    [found] = [document for document in of_kind(kind) if document["metadata"]["name"] == name]
    return found


def stages() -> dict[str, list[tuple[str, str]]]:
    """The instructions of the Containerfile by stage."""
    found: dict[str, list[tuple[str, str]]] = {}
    for word, rest in INSTRUCTIONS:
        if word == "FROM":
            found[rest.split(" AS ")[1]] = []
        elif found:
            found[list(found)[-1]].append((word, rest))
    return found


def test_an_image_is_built_from_nothing_that_is_not_pinned_by_its_digest() -> None:
    built = stages()
    for word, rest in INSTRUCTIONS:
        if word == "FROM":
            base = rest.split(" AS ")[0]
            assert base in {"${PYTHON}", "${DEBIAN}", *built}
    for stage, name in (("program", "PYTHON"), ("front", "DEBIAN")):
        first_run = next(rest for word, rest in built[stage] if word == "RUN")
        assert ("ARG", name) in built[stage]
        assert first_run.startswith(f"echo \"${name}\" | grep -Eq '@sha256:[0-9a-f]{{64}}$' ||")
    assert {("ARG", "PYTHON"), ("ARG", "DEBIAN")} <= set(
        INSTRUCTIONS[: [word for word, _ in INSTRUCTIONS].index("FROM")]
    )
    assert not [rest for word, rest in INSTRUCTIONS if word == "ARG" and "=" in rest], "a default would be no pin"


def test_packages_come_with_hashes_and_as_wheels_and_nothing_from_an_address() -> None:
    installs = [rest for word, rest in INSTRUCTIONS if word == "RUN" and "pip install" in rest]
    assert len(installs) == 1
    assert "--require-hashes --only-binary :all: -r requirements.txt" in re.sub(r"\s+", " ", installs[0])
    assert "ADD" not in {word for word, _ in INSTRUCTIONS}
    assert not [rest for word, rest in INSTRUCTIONS if word == "RUN" and re.search(r"\b(curl|wget|git)\b", rest)]


def test_an_image_holds_the_program_its_data_and_its_bill_of_materials_and_nobody_runs_as_root() -> None:
    built = stages()
    copied = {source for _, rest in built["program"] if _ == "COPY" for source in rest.split()[:-1]}
    assert copied == {"requirements.txt", "app.py", "LICENSE", ".streamlit", "pages", "stpdash", "geodata"}
    for stage in ("replica", "front"):
        words = dict(built[stage])
        assert words["USER"] == "10001:10001"
        assert {"HEALTHCHECK", "STOPSIGNAL", "CMD"} <= set(words)
        assert ("COPY", "sbom.cdx.json /usr/share/atlas/sbom.cdx.json") in built[stage]
        after_user = [word for word, _ in built[stage]][[word for word, _ in built[stage]].index("USER") :]
        assert "RUN" not in after_user


def test_the_build_sees_no_more_than_it_copies() -> None:
    lines = (DEPLOY / "Containerfile.containerignore").read_text("utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    let_in = {rule[1:] for rule in rules if rule.startswith("!")}
    copied = {
        source.rstrip("/")
        for word, rest in INSTRUCTIONS
        if word == "COPY" and "--from" not in rest
        for source in rest.split()[:-1]
    }
    assert let_in == copied
    assert all((ROOT / path).exists() for path in copied - {"sbom.cdx.json"})
    assert rules.index("deploy/nginx/*.pem") > rules.index("!deploy/nginx")  # a key that lies there stays there


def test_the_commands_of_the_images_are_those_of_the_program() -> None:
    built = {stage: dict(words) for stage, words in stages().items()}
    program = get_command(cli)
    serving = json.loads(built["replica"]["CMD"])
    assert serving[:3] == ["python", "-m", "stpdash"]
    asked = program.commands[serving[3]].make_context("serve", serving[4:]).params
    assert asked == {"address": "0.0.0.0", "port": 8501}
    making = re.search(r"-m stpdash (site .*?) &&", " ".join(rest for _, rest in stages()["plain"]))
    assert making
    said = shlex.split(making[1].replace("${ADDRESS}", "https://a.example/").replace("$ADDRESS", "https://a.example/"))
    asked = program.commands["site"].make_context("site", said[1:]).params
    assert asked == {"out": Path("/plain"), "address": "https://a.example/plain/", "live": "https://a.example/"}
    assert json.loads(built["front"]["CMD"]) == ["nginx", "-p", "/srv/atlas/", "-c", "/etc/atlas/nginx.conf"]


def test_the_images_are_built_with_all_that_they_ask_for() -> None:
    asked = {rest for word, rest in INSTRUCTIONS if word == "ARG"}
    assert set(COMPOSE["services"]["front"]["build"]["args"]) == asked
    told = set(re.findall(r"^([A-Z]+)=", (DEPLOY / "README.md").read_text("utf-8"), re.MULTILINE))
    assert told == asked | {"VERSION"}


def test_every_container_on_one_machine_is_shut_and_bounded() -> None:
    for name, service in COMPOSE["services"].items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service["user"] == "10001:10001"
        assert service["ulimits"]["nofile"] == {"soft": 65536, "hard": 65536}
        assert set(service["logging"]["options"]) == {"max-size", "max-file"}
        assert service["mem_limit"]
        assert service["cpus"]
        assert service["tmpfs"]


def test_on_one_machine_the_replicas_reach_nobody_and_nginx_knows_them_by_the_addresses_they_have() -> None:
    services = COMPOSE["services"]
    replicas = {name: each for name, each in services.items() if name != "front"}
    assert len(replicas) == 3
    assert COMPOSE["networks"]["inside"]["internal"] is True
    addresses = {name: each["networks"]["inside"]["ipv4_address"] for name, each in replicas.items()}
    assert all(set(each["networks"]) == {"inside"} and "ports" not in each for each in replicas.values())
    assert services["front"]["extra_hosts"] == addresses
    place = (DEPLOY / "nginx" / "place.conf").read_text("utf-8")
    for count in ("max_fails=1 fail_timeout=5s", "max_fails=0"):
        assert re.findall(rf"server (\S+):8501 {count};", place) == sorted(addresses)
    front = services["front"]["networks"]["inside"]["ipv4_address"]
    assert {each["environment"]["STPDASH_TRUSTED_PROXIES"] for each in replicas.values()} == {f"{front}/32"}


def test_each_place_listens_where_one_machine_publishes_it() -> None:
    said = (DEPLOY / "compose.yaml").read_text("utf-8")
    published = dict(
        zip(("place.conf", "place-tls.conf"), re.findall(r"^    (?:# )?ports: (\[.*?\])", said, re.M), strict=True)
    )
    for name, ports in published.items():
        listens = re.findall(r"^    listen (\d+)", (DEPLOY / "nginx" / name).read_text("utf-8"), re.MULTILINE)
        assert sorted(port.rpartition(":")[2] for port in yaml.safe_load(ports)) == sorted(listens)
    assert f"`ports: {published['place-tls.conf']}`" in (DEPLOY / "README.md").read_text("utf-8")


@pytest.mark.parametrize("place", ["place.conf", "place-tls.conf"])
def test_a_container_in_either_place_is_well_as_soon_as_the_edition_is_there(
    tmp_path: Path, stubs: list[Stub], certificate: Path, place: str
) -> None:
    nginx = Nginx(tmp_path, [stub.port for stub in stubs], place=place, certificate=certificate).start()
    [asked] = [rest for word, rest in stages()["front"] if word == "HEALTHCHECK"]
    command = json.loads(asked.partition(" CMD ")[2].replace("8080", str(nginx.port)))
    try:
        assert subprocess.run(command, check=False).returncode == 1
        (nginx.plain / "robots.txt").write_text("User-agent: *\n", "utf-8")
        assert subprocess.run(command, check=False).returncode == 0
        assert "strict-transport-security" not in nginx.get("/robots.txt").headers
    finally:
        nginx.stop()


def test_both_places_have_the_same_replicas_in_both_groups() -> None:
    for name in ("place.conf", "place-tls.conf"):
        groups = re.findall(r"upstream (\w+) \{(.*?)\}", (DEPLOY / "nginx" / name).read_text("utf-8"), re.DOTALL)
        servers = {group: re.findall(r"server (\S+) ", text) for group, text in groups}
        assert servers["pages"] == servers["sessions"]
        assert all("hash $reader consistent;" in text for _, text in groups)


def variables() -> Iterator[dict[str, str]]:
    """The environment of every replica in the files."""
    for service in COMPOSE["services"].values():
        yield service.get("environment", {})
    for deployment in of_kind("Deployment"):
        [container] = deployment["spec"]["template"]["spec"]["containers"]
        yield {each["name"]: each["value"] for each in container.get("env", [])}


def test_every_setting_in_the_files_is_one_the_program_knows_and_can_follow() -> None:
    known = {settings.variable(name) for name in settings.Settings.__dataclass_fields__}
    for environment in variables():
        assert set(environment) <= known
        settings.read(environment)


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


def test_the_plain_edition_in_a_cluster_answers_for_the_address_that_the_ingress_names(
    tmp_path: Path, stubs: list[Stub]
) -> None:
    nginx = Nginx(tmp_path, [stub.port for stub in stubs])
    place = named("ConfigMap", "atlas-plain")["data"]["place.conf"]
    assert place.count("8080") == 2
    (nginx.folder / "place.conf").write_text(place.replace("8080", str(nginx.port)), "utf-8")
    for name in ("index", "2019/area/12"):
        path = nginx.plain / f"{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<head><main><!-- floor -->{name}", "utf-8")
    nginx.start()
    try:
        meant = nginx.get("/", X_Original_URI="/area?area=12&date=2019-04-01", X_Code="503")
        assert (meant.status, meant.text.endswith("</p>2019/area/12")) == (503, True)
        assert nginx.get("/area?area=12&date=2019-04-01").text == meant.text
        assert nginx.get("/plain/2019/area/12.html").status == 200
        with ThreadPoolExecutor(8) as many:  # all of them come through the ingress, as if from one address
            crowd = list(many.map(lambda _: nginx.get("/", X_Original_URI="/area?area=12&date=2019-04-01"), range(900)))
        assert {(answer.status, answer.text) for answer in crowd} == {(503, meant.text)}
        assert nginx.get("/", X_Original_URI="@elsewhere.example/").status in {400, 404, 500, 503}
    finally:
        nginx.stop()
