"""The logs: a line of JSON for every request, session and fault; no queries, and addresses only where wanted."""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from secrets import token_hex
from time import monotonic
from typing import Any

from stpdash.guard.pace import Bucket

ACCESS = logging.getLogger("stpdash.access")
FAULTS = logging.getLogger("stpdash.faults")


def reference() -> str:
    """A number by which a visitor's apology and the log's trace find each other."""
    return token_hex(4)


def said(what: str, **more: Any) -> None:
    """Write what happened into the access log."""
    ACCESS.info(what, extra={"more": more})


def refused(**more: Any) -> None:
    """Write a refusal into the access log; of many, the first few."""
    ACCESS.warning("refused", extra={"more": more})


def fault(error: BaseException) -> str:
    """Write an error with its trace into the log; the reference under which it stands there."""
    number = reference()
    FAULTS.error("a page failed, reference %s", number, exc_info=error, extra={"more": {"reference": number}})
    return number


class AsJson(logging.Formatter):
    """Every record as one line of JSON: time, level, who, what, and whatever else was given."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "what": record.getMessage(),
        }
        line |= getattr(record, "more", {})
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


class Bounded(logging.Filter):
    """Lets so many records of one kind through, then so many a second, and says how many were left out before the next.

    Else whoever can make the server write a line can fill its disk. What is ordinary has more room than what went wrong
    or was refused: of that, the first few tell everything.
    """

    def __init__(self, ordinary: float = 200.0, otherwise: float = 5.0, now: Callable[[], float] = monotonic) -> None:
        super().__init__()
        self.rates, self.now = (ordinary, otherwise), now
        self.kinds: dict[tuple[str, int, int], Bucket] = {}
        self.left_out: Counter[tuple[str, int, int]] = Counter()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is written."""
        kind = (record.pathname, record.lineno, record.levelno)
        if kind not in self.kinds:
            rate = self.rates[record.levelno > logging.INFO]
            self.kinds[kind] = Bucket(4 * rate, rate, self.now)
        if not self.kinds[kind].take():
            self.left_out[kind] += 1
            return False
        if missed := self.left_out.pop(kind, 0):
            record.more = getattr(record, "more", {}) | {"left_out_before": missed}
        return True


def keep(access: bool, told_already: Iterable[str] = ()) -> None:
    """Write all logs of this process to standard error as JSON, bounded; the access log only where it is wanted.

    What libraries have set up for their own logs is undone. `told_already`: logs that repeat what ours say.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(AsJson())
    handler.addFilter(Bounded())
    for known in list(logging.root.manager.loggerDict.values()):
        if isinstance(known, logging.Logger):
            known.handlers.clear()
            known.propagate = True
            known.setLevel(logging.NOTSET)
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(logging.WARNING)
    ACCESS.setLevel(logging.INFO if access else logging.CRITICAL)
    for name in told_already:
        logging.getLogger(name).setLevel(logging.CRITICAL)
