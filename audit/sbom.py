"""The bill of materials of the running atlas, CycloneDX 1.6: Python's packages and what is carried from npm.

The same bytes from the same lock file on the same platform: no clock, no chance.
"""

from __future__ import annotations

import base64
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from itertools import groupby
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import License
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from audit import carried, pins
from audit.pins import Pin
from audit.verdict import Verdict

LOCK, ASKED_FOR, PROGRAM = "requirements.txt", "requirements.in", "stpdash"
_CLASSIFIER = "License :: OSI Approved :: "


def bill(root: Path) -> Bom:
    """What the atlas in a folder is made of. Raises ValueError when something else is installed than is locked."""
    locked = [pin for pin in pins.pins((root / LOCK).read_text("utf-8")) if pin.here]
    packages = {pin.name: _package(pin) for pin in locked}
    vendored = list(_vendored(root))
    program = _program(root)
    bom = Bom(components=[*packages.values(), *vendored])
    bom.metadata.component = program
    bom.metadata.timestamp = bom.serial_number = None  # type: ignore[assignment]  # a clock and a chance, both optional
    direct = [packages[name] for name in _asked_for(root) if name in packages]
    bom.register_dependency(program, [*direct, *vendored])
    for name, component in packages.items():
        bom.register_dependency(component, [packages[each] for each in _needs(name) if each in packages])
    return bom


def written(bom: Bom) -> str:
    """A bill as JSON."""
    return JsonV1Dot6(bom).output_as_string(indent=1) + "\n"


def faults(bom: Bom) -> Iterator[str]:
    """What is wrong with a bill: CycloneDX does not allow it, or a component has no licence or no hash."""
    if wrong := JsonStrictValidator(SchemaVersion.V1_6).validate_str(written(bom)):
        yield f"found {wrong}, expected what CycloneDX 1.6 allows"
    for component in bom.components:
        if not component.licenses:
            yield f"{component.name} {component.version}: found no licence, expected one"
        if not any(reference.hashes for reference in component.external_references):
            yield f"{component.name} {component.version}: found no hash, expected those of its files"


def check(root: Path, out: Path) -> Verdict:
    """Write the bill of the atlas in a folder, and say whether it is sound."""
    bom = bill(root)
    out.write_text(written(bom), "utf-8")
    return Verdict("sbom", f"{len(bom.components)} components, written to {out}", tuple(faults(bom)))


def _program(root: Path) -> Component:
    told = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    return Component(
        type=ComponentType.APPLICATION,
        name=told["name"],
        version=told["version"],
        description=told["description"],
        licenses=[LicenseFactory().make_from_string(told["license"])],
        bom_ref=told["name"],
    )


def _package(pin: Pin) -> Component:
    """A package of PyPI; the hashes are those of its files, of which one is installed."""
    purl = PackageURL("pypi", name=pin.name, version=pin.version)
    hashes = [HashType(alg=HashAlgorithm.SHA_256, content=each.removeprefix("sha256:")) for each in pin.hashes]
    return Component(
        name=pin.name,
        version=pin.version,
        purl=purl,
        bom_ref=str(purl),
        licenses=_licences(_installed(pin)),
        external_references=[_distribution(f"https://pypi.org/project/{pin.name}/{pin.version}/", hashes)],
    )


def _vendored(root: Path) -> Iterator[Component]:
    """The packages of npm that the program carries, with the hash of each file taken from them."""
    found = carried.files(root / PROGRAM)
    for (name, version), files in groupby(found, key=lambda file: (file.package, file.version)):
        taken = list(files)
        purl = PackageURL("npm", name=name, version=version)
        yield Component(
            name=name,
            version=version,
            purl=purl,
            bom_ref=str(purl),
            licenses=[LicenseFactory().make_from_string(taken[0].licence)],
            external_references=[_distribution(f"https://www.npmjs.com/package/{name}", [_sha512(taken[0].integrity)])],
            components=[_file(file.path.relative_to(root).as_posix(), file.sha256) for file in taken],
        )


def _file(path: str, sha256: str) -> Component:
    hashes = [HashType(alg=HashAlgorithm.SHA_256, content=sha256)]
    return Component(type=ComponentType.FILE, name=path, hashes=hashes, bom_ref=path)


def _sha512(integrity: str) -> HashType:
    raw = base64.b64decode(integrity.removeprefix("sha512-"), validate=True)
    return HashType(alg=HashAlgorithm.SHA_512, content=raw.hex())


def _distribution(address: str, hashes: Iterable[HashType]) -> ExternalReference:
    return ExternalReference(type=ExternalReferenceType.DISTRIBUTION, url=XsUri(address), hashes=hashes)


def _installed(pin: Pin) -> Distribution:
    try:
        found = distribution(pin.name)
    except PackageNotFoundError:
        raise ValueError(f"{pin.name}: found nothing installed, expected {pin.version} of {LOCK}. Run: make") from None
    if found.version != pin.version:
        raise ValueError(f"{pin.name}: found {found.version} installed, expected {pin.version} of {LOCK}. Run: make")
    return found


def _licences(package: Distribution) -> list[License]:
    """The licence that a package states: as an SPDX expression, else by its classifiers, else as a line of text."""
    told = package.metadata
    stated = told.get_all("License-Expression", [])
    named = [each.rpartition(" :: ")[2] for each in told.get_all("Classifier", []) if each.startswith(_CLASSIFIER)]
    lines = [each.strip().partition("\n")[0] for each in told.get_all("License", [])]
    return [LicenseFactory().make_from_string(each) for each in stated or named or lines if each]


def _asked_for(root: Path) -> list[str]:
    """The packages that people asked for."""
    lines = (root / ASKED_FOR).read_text("utf-8").splitlines()
    return [canonicalize_name(Requirement(line).name) for line in lines if line and not line.startswith("#")]


def _needs(name: str) -> list[str]:
    """The packages that an installed package needs here, whatever its extras."""
    wanted = (Requirement(each) for each in distribution(name).requires or [])
    return [canonicalize_name(each.name) for each in wanted if not each.marker or each.marker.evaluate({"extra": ""})]
