"""What the files for containers on one machine promise, read from the files: no engine runs here."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from pathlib import Path

import pytest
import yaml
from typer.main import get_command

from stpdash.__main__ import cli
from stpdash.guard import settings
from tests.deploy.conftest import ROOT, Nginx, Stub

DEPLOY = ROOT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
INSTRUCTIONS = [
    tuple(line.split(maxsplit=1))
    for line in re.sub(r"\\\n", " ", (DEPLOY / "Containerfile").read_text("utf-8")).splitlines()
    if line.strip() and not line.startswith("#")
]


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
    [making] = [rest.partition(" -m stpdash ")[2] for _, rest in stages()["plain"] if " -m stpdash site " in rest]
    said = shlex.split(making.replace("${ADDRESS}", "https://a.example/").replace("$ADDRESS", "https://a.example/"))
    asked = program.commands["site"].make_context("site", said[1:]).params
    where = {"address": "https://a.example/plain/", "live": "https://a.example/"}
    assert asked == {"out": Path("/plain"), "packed": True, "contact": "$CONTACT", **where}
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


def test_every_setting_on_one_machine_is_one_the_program_knows_and_can_follow() -> None:
    known = {settings.variable(name) for name in settings.Settings.__dataclass_fields__}
    for service in COMPOSE["services"].values():
        said = service.get("environment", {})
        assert set(said) <= known
        asked = {name: value for name, value in said.items() if value.startswith("${")}
        assert asked.keys() <= {"STPDASH_CONTACT"}, "what .env gives"
        settings.read({**said, **dict.fromkeys(asked, "atlas@example.org")})
