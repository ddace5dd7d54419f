"""``entrygo law``: put a bundle of the law in force, say which one is, compare two, save one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from entrygo.cli.output import AsJson, examples, fail, home_settings, print_json, read_settings, tell
from entrygo.contract.canonical import JsonObject
from entrygo.contract.tariff import Law
from entrygo.settings import Settings
from entrygo.tariff.law import InvalidBundle

if TYPE_CHECKING:
    from entrygo.maintenance.law_effects import Effects
    from entrygo.tariff.law.compare import LawChanges

app = typer.Typer(no_args_is_help=True, help="The law as data: load, status, diff, save.")
MOST_SHOWN = 40
WHICH = "A bundle (ZIP or folder), or one of: shipped, current, previous."


@app.command(epilog=examples("law load law-2026-12-20.zip", "law load shipped"))
def load(
    bundle: Annotated[str, typer.Argument(help=WHICH)],
    as_json: AsJson = False,
) -> None:
    """Put a bundle in force; a running server plans by it from its next call on. A faulty one changes nothing."""
    settings = home_settings(as_json)
    from entrygo.store.editions import law as bundles

    with _told(bundle, as_json):
        bundles.load(bundle, settings.home)
    _show_status(settings, as_json)


@app.command(epilog=examples("law status", "law status --json"))
def status(as_json: AsJson = False) -> None:
    """Say which law is in force, of which day it is, and what it changed."""
    settings = home_settings(as_json)
    with _told("the loaded law", as_json):
        _show_status(settings, as_json)


@app.command(epilog=examples("law diff current law-2026-12-20.zip", "law diff previous current --json"))
def diff(
    old: Annotated[str, typer.Argument(help=WHICH)],
    new: Annotated[str, typer.Argument(help=WHICH)],
    as_json: AsJson = False,
) -> None:
    """Say what a bundle changes against another, and which open plans of this installation it would change."""
    settings = _settings_for(as_json, old, new)
    from entrygo.maintenance.law_effects import effects_on_open_plans, has_database
    from entrygo.tariff.law.compare import compared

    before, after = (_read(which, settings, as_json) for which in (old, new))
    changes = compared(before, after)
    effects = effects_on_open_plans(settings, before, after) if has_database(settings) else None
    document = _difference(before, after, changes, effects)
    if as_json:
        print_json(document)
    else:
        for line in _difference_lines(document):
            typer.echo(line)


@app.command(epilog=examples("law save law-now.zip", "law save --which shipped shipped.zip"))
def save(
    path: Annotated[Path, typer.Argument(help="Where to write the bundle.")],
    which: Annotated[str, typer.Option(help=WHICH)] = "current",
    as_json: AsJson = False,
) -> None:
    """Write a bundle as one ZIP: what the next one is made from, and what other installations load."""
    settings = _settings_for(as_json, which)
    from entrygo.store.editions.law import named_documents
    from entrygo.tariff.law import packed, read_law

    with _told(which, as_json):
        documents = named_documents(which, settings.home)
        law = read_law(documents)
        path.write_bytes(packed(documents))
    stamp = _stamp(law)
    tell({"file": str(path), **stamp}, as_json, f"{path}: law {stamp['version']}, as of {stamp['asOf']}")


def _settings_for(as_json: bool, *named: str) -> Settings:
    """Of a home that has to be there where the law in force, or the one before it, is asked for."""
    is_of_home = not {"current", "previous"}.isdisjoint(named)
    return home_settings(as_json) if is_of_home else read_settings(as_json)


@contextmanager
def _told(what: str, as_json: bool) -> Iterator[None]:
    """Ends the command with every fault of a bundle, or with what the machine refuses."""
    from entrygo.contract.problems import Problem

    try:
        yield
    except InvalidBundle as error:
        faults = "\n".join(f"  {fault}" for fault in error.faults)
        words = f"{what} is no bundle of the law, and nothing was changed:\n{faults}"
        fail("LAW_UNUSABLE", words, as_json, details={"faults": list(error.faults)})
    except (OSError, Problem) as error:
        fail("LAW_UNUSABLE", f"{what}: {error}", as_json)


def _read(which: str, settings: Settings, as_json: bool) -> Law:
    from entrygo.store.editions.law import named_documents
    from entrygo.tariff.law import read_law

    with _told(which, as_json):
        return read_law(named_documents(which, settings.home))
    raise AssertionError  # _told ends the command


def _stamp(law: Law) -> JsonObject:
    stamp = law.stamp
    return {"version": stamp.version, "asOf": stamp.as_of.isoformat(), "digest": stamp.digest}


def _show_status(settings: Settings, as_json: bool) -> None:
    from entrygo.store.editions.law import FileLaw, is_loaded

    law, today = FileLaw(settings.home).current(), datetime.now(UTC).date()
    document = {
        **_stamp(law),
        "ageDays": (today - law.stamp.as_of).days,
        "isShipped": not is_loaded(settings.home, law),
        "records": len(law.programmes),
        "lists": len({part.key for part in law.lists}),
        "dutyCases": len(law.duty_orders.cases) if law.duty_orders else 0,
        "feeYears": [each.fiscal_year for each in law.fees],
        "exchangeRates": sum(map(len, law.rates.quarters.values())) if law.rates else 0,
        "partialLists": dict(law.partial),
        "changes": list(law.changes),
        "coming": _coming(law, today),
    }
    if as_json:
        print_json(document)
        return
    for line in _status_lines(document):
        typer.echo(line)


def _coming(law: Law, today: date) -> list[JsonObject]:
    """Records that begin or end after today, by day."""
    found: list[JsonObject] = []
    for record in law.programmes:
        about = {"id": record.id, "heading": record.heading, "rate": record.rate}
        if record.effective_from > today:
            found.append({"on": record.effective_from.isoformat(), "what": "begins", **about})
        if record.effective_to is not None and record.effective_to >= today:
            found.append({"on": record.effective_to.isoformat(), "what": "ends", **about})
    return sorted(found, key=lambda each: (str(each["on"]), str(each["id"])))


def _status_lines(document: JsonObject) -> Iterator[str]:
    where = "ships inside" if document["isShipped"] else "loaded"
    yield f"Law      {document['version']} ({where}), as of {document['asOf']}, {document['ageDays']} days ago"
    yield f"Digest   {document['digest']}"
    yield f"Holds    {document['records']} records, {document['lists']} lists, {document['dutyCases']} AD/CVD cases"
    yield f"Holds    fees of {', '.join(document['feeYears'])}, {document['exchangeRates']} rates of quarters"
    for name, missing in document["partialLists"].items():
        yield f"Missing  {name}: {missing}"
    for text in document["changes"]:
        yield f"Changed  {text}"
    for each in document["coming"]:
        yield f"Coming   {each['on']}: {each['heading']} {each['what']} ({each['rate']})"


def _difference(old: Law, new: Law, changes: "LawChanges", effects: "Effects | None") -> JsonObject:
    return {
        "old": _stamp(old),
        "new": _stamp(new),
        "records": [
            {
                "id": each.id,
                "heading": each.heading,
                "what": each.what,
                "changed": {name: {"old": was, "new": now} for name, (was, now) in each.changed.items()},
            }
            for each in changes.records
        ],
        "lists": [
            {"key": each.key, "added": list(each.added), "removed": list(each.removed)}
            for each in changes.lists
        ],
        "partialLists": list(changes.partial),
        "openPlans": None
        if effects is None
        else {
            "count": effects.open_plans,
            "unread": list(effects.unread),
            "changed": [
                {
                    "exportId": each.export_id,
                    "accountId": each.account_id,
                    "mode": each.mode,
                    "dutyBeforeUsd": _figure(each.duty_before_usd),
                    "dutyAfterUsd": _figure(each.duty_after_usd),
                    "readinessBefore": each.readiness_before,
                    "readinessAfter": each.readiness_after,
                }
                for each in effects.changed
            ],
        },
    }


def _figure(amount: object) -> str | None:
    return None if amount is None else str(amount)


def _difference_lines(document: JsonObject) -> Iterator[str]:
    old, new = document["old"], document["new"]
    yield f"{old['version']} (as of {old['asOf']}) -> {new['version']} (as of {new['asOf']})"
    for each in document["records"]:
        told = "; ".join(
            f"{name}: {change['old']} -> {change['new']}" for name, change in each["changed"].items()
        )
        yield f"record {each['what']:7} {each['id']} ({each['heading']})" + (f": {told}" if told else "")
    for each in document["lists"]:
        for sign, codes in (("+", each["added"]), ("-", each["removed"])):
            if codes:
                more = f" and {len(codes) - MOST_SHOWN} more" if len(codes) > MOST_SHOWN else ""
                yield f"list {each['key']} {sign} {', '.join(codes[:MOST_SHOWN])}{more}"
    if not (document["records"] or document["lists"] or document["partialLists"]):
        yield "Nothing that decides a duty differs."
    plans = document["openPlans"]
    if plans is None:
        yield "There is no database in this home, so no open plans were asked."
        return
    yield f"{plans['count']:,} open plans, {len(plans['changed']):,} of them would change."
    for each in plans["changed"]:
        before, after = (each[name] or "not known" for name in ("dutyBeforeUsd", "dutyAfterUsd"))
        yield (
            f"  {each['exportId']} ({each['accountId']}, {each['mode']}): duty {before} -> {after}, "
            f"{each['readinessBefore']} -> {each['readinessAfter']}"
        )
    for export_id in plans["unread"]:
        yield f"  {export_id}: stored by a release whose form is not read; plan it again"
