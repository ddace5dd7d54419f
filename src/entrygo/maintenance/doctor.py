"""``entrygo doctor``: checks of everything an installation needs; no data is changed."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from entrygo import __version__
from entrygo.maintenance.checks import data, machine, secrets
from entrygo.maintenance.checks.check import (
    Case,
    CaseCheck,
    DataCheck,
    Found,
    Status,
    error_text,
    fail,
    ok,
    warn,
)
from entrygo.settings import PREFIX, Settings, faults_of, given_names
from entrygo.store.database import Database

Document = dict[str, Any]  # Any: JSON

BEFORE: Mapping[str, CaseCheck] = {"home": machine.home, "database": data.database}
OF_THE_DATA: Mapping[str, DataCheck] = {
    "durability": data.durability,
    "engine": data.engine,
    "secrets": secrets.secrets,
    "nodes": data.nodes,
    "files": data.files,
    "owed": data.owed,
    "events": data.events,
    "clock": data.clock,
}
AFTER: Mapping[str, CaseCheck] = {
    "artifacts": machine.artifacts,
    "mail": machine.mail,
    "inbox": machine.inbox,
    "tariff": machine.tariff,
    "public-url": machine.public_url,
}


def examine(read: Callable[[], Settings], *, now: datetime, host: str, everything: bool) -> Document:
    """Every check; ``healthy`` unless one fails. Without readable settings nothing else can be looked at."""
    try:
        settings = read()
    except ValidationError as error:
        return _report({"settings": _bad_settings(error)})
    case = Case(settings=settings, now=now, host=host, everything=everything)
    found = {"settings": _settings()} | {name: _safely(check, case) for name, check in BEFORE.items()}
    if found["database"].status is not Status.FAIL:
        held = Database(settings.database)
        try:
            found |= {name: _safely(check, case, held) for name, check in OF_THE_DATA.items()}
        finally:
            held.close()
    found |= {name: _safely(check, case) for name, check in AFTER.items()}
    return _report(found)


def _safely(check: Callable[..., Found], *given: object) -> Found:
    """The check's finding; an exception is a finding that fails."""
    try:
        return check(*given)
    except Exception as error:  # whatever it is, the other checks go on
        return fail(
            f"It cannot be looked at: {type(error).__name__}: {error_text(error)}.",
            "See what the error names.",
        )


def _settings() -> Found:
    given = given_names()
    unknown = sorted(given - {f"{PREFIX}{name.upper()}" for name in Settings.model_fields})
    if unknown:
        return warn(
            f"Not a setting: {', '.join(unknown)}.", "Look for a slip of the pen; names: docs, settings."
        )
    return ok(f"{len(given)} set, the others at their defaults.")


def _bad_settings(error: ValidationError) -> Found:
    return fail(f"{'; '.join(faults_of(error))}. Nothing else was looked at.", "Correct these variables.")


def _report(found: Mapping[str, Found]) -> Document:
    return {
        "healthy": all(each.status is not Status.FAIL for each in found.values()),
        "version": __version__,
        "checks": [
            {"name": name, "status": each.status.value, "words": each.words, "fix": each.fix}
            for name, each in found.items()
        ],
    }
