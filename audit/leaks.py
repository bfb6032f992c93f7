"""Passwords, keys and tokens in the files that git has: found by detect-secrets, which is asked to call no one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
from detect_secrets.core.secrets_collection import SecretsCollection
from detect_secrets.settings import transient_settings

from audit.verdict import Verdict

INNOCENT: Mapping[str, str] = {
    r'^ +"fingerprint": "[0-9a-f]{64}",$': "the fingerprint of the data package, in its descriptor",
    r'^sha256 = "[0-9a-f]{64}"$': "the hash of a file carried from elsewhere, in vendor.toml",
    r'^package_integrity = "sha512-[A-Za-z0-9+/]{86}=="$': "the hash of an npm package, in vendor.toml",
    r'^      "integrity": "sha512-[A-Za-z0-9+/]{86}==",$': "the same in npm's lock file, for the checker of HTML",
    r"""^ +assert "'sha256-[A-Za-z0-9+/]{43}='" in policy\.of_page\(.*\)$""": "a made-up hash, in test_guard.py",
    r"^  tls: \[\{hosts: \[[a-z.]+\], secretName: [a-z-]+\}\]$": "the name of a cluster's secret, in ingress.yaml",
    r'^    path = .* / "assets" / "[0-9a-f]{12}" / "edition\.css"$': "a made-up fingerprint, in test_plain.py",
}
"""Whole lines that look like secrets and were looked at: a pattern each, and what the line is."""
_HEURISTICS = (
    *("is_sequential_string", "is_potential_uuid", "is_likely_id_string", "is_templated_secret"),
    *("is_prefixed_with_dollar_sign", "is_indirect_reference", "is_not_alphanumeric_string"),
)
"""detect-secrets' own ways to tell a name from a secret. Left out: those by which a comment or a file's name hides one,
and that which tries a secret at its service."""
_BY_NAME = ("detect_secrets.filters.heuristic.is_non_text_file",)
"""What it leaves out by a file's name unless told not to: style sheets, SVG and lock files among others."""


def leaks(root: Path, name: str) -> list[str]:
    """A line for each thing in a file that looks like a secret and is no innocent line; none for what is not UTF-8."""
    with transient_settings(_settings()) as settings:
        settings.disable_filters(*_BY_NAME)
        found = SecretsCollection(root=str(root))
        found.scan_file(name)
        secrets = sorted((secret.line_number, secret.type) for _, secret in found)
    return [
        f"{name}, line {line}: found what looks like a secret ({kind}), expected none. "
        "Take it out and make it void where it was in use; if it is none, see docs/audit.md"
        for line, kind in secrets
    ]


def check(root: Path, names: Sequence[str]) -> Verdict:
    """Whether no file of a list, by name from `root`, holds what looks like a secret."""
    none = () if names else ("found no file to look at, expected those that git has",)
    with ProcessPoolExecutor() as pool:
        found = [fault for faults in pool.map(partial(leaks, root), names) for fault in faults]
    return Verdict("secrets", f"{len(names)} files", (*none, *found))


def _settings() -> dict[str, object]:
    kinds: Mapping[str, Any] = get_mapping_from_secret_type_to_class()
    plugins = [{"name": kind.__name__} for kind in kinds.values()]
    heuristics = [{"path": f"detect_secrets.filters.heuristic.{name}"} for name in _HEURISTICS]
    innocent = {"path": "detect_secrets.filters.regex.should_exclude_line", "pattern": list(INNOCENT)}
    return {
        "plugins_used": plugins,
        "filters_used": [*heuristics, innocent],
    }
