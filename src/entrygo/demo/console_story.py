"""What the demo prints: progress while it works, then the story, readable at 80 columns and at 120."""

import sys
import textwrap
import time
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import orjson
from rich.console import Console
from rich.status import Status
from rich.text import Text

from entrygo.demo.locations import Locations, shown, summary
from entrygo.demo.mail_sink import KeptMail
from entrygo.demo.story import Walk

Json = dict[str, Any]  # Any: JSON as the API gives it
Labels = Mapping[str, str]

MAX_WIDTH = 100
VERDICTS = MappingProxyType(
    {"READY": ("bold black on green", "✓"), "REVIEW_REQUIRED": ("bold black on yellow", "!")}
)
STOP = ("bold white on red", "✗")
TOLD_FIRST = (
    "SECTION_338_CANADA",
    "IMPORT_BANNED",
    "PRIOR_NOTICE_MISSING",
    "DE_MINIMIS_NOT_AVAILABLE",
)
"""Findings that say something about exports from Canada rather than about gaps; the story begins with them."""
NAMED_CODES = 5
ENTRY_NAMES = MappingProxyType({"01": "formal", "03": "antidumping", "11": "informal"})


class ConsoleStory:
    """Prints for a person on the terminal; with ``as_json`` one JSON object and nothing else."""

    def __init__(self, *, as_json: bool, console: Console | None = None) -> None:
        self._as_json = as_json
        self._console = console or Console(quiet=as_json, highlight=False)
        self._console.width = min(self._console.width, MAX_WIDTH)
        self._status: Status | None = None
        self._since = time.monotonic()
        self._is_told = False

    def begin(self, home: str) -> None:
        """The first line, before anything is started."""
        self._console.print(Text.assemble(("EntryGo demo", "bold"), (f"  sandbox in {home}", "dim")))
        self._status = self._console.status("starting the mail server and the API")
        self._status.start()

    def step(self, words: str) -> None:
        """One thing done, with the seconds it took."""
        now = time.monotonic()
        took, self._since = now - self._since, now
        self._console.print(Text.assemble(("  ✓ ", "green"), words, (f"  {took:.1f} s", "dim")))
        if self._status is not None:
            self._status.update("working")

    def story(self, walk: Walk, locations: Locations) -> None:
        """The whole story, once."""
        self._quiet()
        self._is_told = True
        if self._as_json:
            sys.stdout.buffer.write(orjson.dumps(summary(walk, locations)) + b"\n")
            sys.stdout.flush()
            return
        width = self._console.width
        for part in (
            _export_part(walk, width),
            _plan_part(walk.review, "a person should look first", width, labels=walk.labels, shown=1),
            _plan_part(walk.blocked, "these must not leave as they are", width, labels=walk.labels, shown=2),
            _where_part(walk, locations),
            _again_part(walk, locations),
        ):
            self._console.print()
            for line in part:
                self._console.print(line, soft_wrap=True)

    def serving(self, locations: Locations) -> None:
        """The last lines before waiting: how to sign in, where there is a console, and where the server is."""
        url = locations.url
        self._console.print()
        if "console" in locations.pages:
            self._console.print(
                Text.assemble(
                    "Sign in at ",
                    (locations.pages["console"], "bold"),
                    " as ",
                    (locations.email, "bold"),
                    " with ",
                    (locations.password, "bold"),
                    ".",
                ),
                soft_wrap=True,
            )
        self._console.print(
            Text.assemble("Serving on ", (url, "bold"), ". New mail is shown here. Ctrl-C stops it.")
        )

    def mail(self, mail: KeptMail) -> None:
        """A mail that came after the story."""
        if self._is_told:
            path = shown(mail.message)
            self._console.print(
                Text.assemble(("  mail ", "cyan"), f"for {mail.recipient}: {mail.subject}\n       {path}")
            )

    def fail(self, why: str) -> None:
        """What went wrong, in a sentence."""
        self._quiet()
        if self._as_json:
            sys.stdout.buffer.write(orjson.dumps({"errorCode": "DEMO_FAILED", "message": why}) + b"\n")
            sys.stdout.flush()
        else:
            Console(stderr=True, soft_wrap=True).print(f"[red]{why}[/red]")

    def goodbye(self, home: str) -> None:
        """The end."""
        self._quiet()
        self._console.print(
            f"\nStopped. The sandbox stays in {home}; the next start is fast, and without it all begins anew."
        )

    def _quiet(self) -> None:
        if self._status is not None:
            self._status.stop()
            self._status = None


def _export_part(walk: Walk, width: int) -> Iterator[Text]:
    plan, number = walk.ready, walk.inspected["customsPackage"]["packageNumber"]
    submission = walk.inspected["brokerSubmission"]
    apart = plan["savings_breakdown"]["one_entry_per_order"]
    saved = f"{_usd(plan['estimated_import_savings_usd'])} saved"
    yield _verdict(plan, _entries(plan))
    yield from _paragraph(_totals(plan), width)
    yield from _paragraph(
        f"{apart['entry_count']} entries, one an order, would cost {_usd(apart['total_usd'])} in fees: {saved}",
        width,
        bold=saved,
    )
    yield from _paragraph(
        f"Package {number}, {len(walk.inspected['artifacts'])} documents, mail to the broker: "
        f"{submission['status']}",
        width,
        bold=str(submission["status"]),
    )
    if submission["error_message"]:
        yield from _paragraph(_shortened(str(submission["error_message"])), width, sign="•")
    if not walk.is_fresh:
        yield from _paragraph("From an earlier run: all orders of this story have been exported.", width)
    elif walk.is_replayed:
        yield from _paragraph("Executed twice under one key: the same bytes again, and one mail.", width)


def _plan_part(plan: Json, words: str, width: int, *, labels: Labels, shown: int) -> Iterator[Text]:
    wanted = "error" if plan["readinessState"] == "BLOCKED" else "warning"
    found = [message for message in plan["validationMessages"] if message["severity"] == wanted]
    by_code: dict[str, Json] = {}
    for message in found:
        by_code.setdefault(message["code"], message)
    codes = [code for code in TOLD_FIRST if code in by_code]
    codes += [code for code in by_code if code not in TOLD_FIRST]
    yield _verdict(plan, words)
    for message in (by_code[code] for code in codes[:shown]):
        yield from _paragraph(_shortened(_named(message, labels)), width, sign="•")
        yield from _paragraph(_shortened(message["fix"]), width, sign="→", style="dim")
    rest = [code.lower().replace("_", " ") for code in codes[shown:]]
    if rest:
        named = ", ".join(rest[:NAMED_CODES]) + (", ..." if len(rest) > NAMED_CODES else "")
        yield from _paragraph(f"and {len(rest)} more: {named}", width, sign=" ", style="dim")


def _where_part(walk: Walk, locations: Locations) -> Iterator[Text]:
    package = walk.inspected["customsPackage"]["id"]
    rows = []
    kept = locations.broker_mail(walk)
    if kept:
        message, folder, count = kept
        rows.append(("mail", shown(message)))
        rows.append((f"{count} files", f"{shown(folder)}/"))
    rows.append(("package", f"{locations.url}/api/customs-packages/{package}/package.zip"))
    rows += list(locations.pages.items())
    width = max(len(name) for name, _ in rows)
    yield Text("Where to look", style="bold")
    for name, path in rows:
        yield Text.assemble("  ", (f"{name:<{width}}  ", "cyan"), path)


def _again_part(walk: Walk, locations: Locations) -> Iterator[Text]:
    home = shown(locations.home)
    yield Text("Do it yourself: inspect, plan, and execute the same again", style="bold")
    calls = ['curl -s $API/$EXPORT -H "$AUTH"']
    if walk.spare_orders:
        calls.append(f'curl -s $API/plan -H "$AUTH" -H "$JSON" -d @{home}/plan.json')
    calls.append(f'curl -s $API/execute -H "$AUTH" -H "$JSON" -d @{home}/execute.json')
    for line in (
        f"export ENTRYGO_SERVER={locations.url}",
        f"export ENTRYGO_API_KEY={locations.api_key}",
        f"EXPORT={walk.inspected['exportId']}",
        ".venv/bin/entrygo inspect $EXPORT",
        'API=$ENTRYGO_SERVER/api/exports AUTH="Authorization: Bearer $ENTRYGO_API_KEY"',
        'JSON="Content-Type: application/json"',
        *calls,
    ):
        yield Text(f"  {line}")


def _verdict(plan: Json, words: str) -> Text:
    style, sign = VERDICTS.get(plan["readinessState"], STOP)
    orders = len(plan["included_order_ids"])
    return Text.assemble(
        (f" {sign} {plan['readinessState'].replace('_', ' ')} ", style),
        (f"  {plan['complianceScore']}/100", "bold"),
        f"  {orders} order{'s' if orders != 1 else ''}: {words}",
    )


def _entries(plan: Json) -> str:
    units = plan["export_units"]
    kinds = [f"type {unit['entry_type']}, {ENTRY_NAMES.get(unit['entry_type'], '')}" for unit in units]
    lines = sum(len(unit["lines"]) for unit in units)
    return f"{len(units)} entr{'y' if len(units) == 1 else 'ies'} ({'; '.join(kinds)}) of {lines} lines"


def _totals(plan: Json) -> str:
    totals = plan["duty_estimate"]["totals"]
    broker = sum(unit["broker_fee_usd"] for unit in plan["export_units"])
    duty = "not known" if totals["dutyUsd"] is None else _usd(totals["dutyUsd"])
    return (
        f"Goods {_usd(totals['valueUsd'])}   duty {duty}   MPF {_usd(totals['mpfUsd'])}   "
        f"broker's fee {_usd(broker)}"
    )


def _paragraph(words: str, width: int, *, sign: str = "", style: str = "", bold: str = "") -> Iterator[Text]:
    """Lines of at most that width, the words set in under their sign."""
    lead = f"  {sign} " if sign else "  "
    for number, line in enumerate(textwrap.wrap(words, width - len(lead), break_on_hyphens=False)):
        text = Text((lead if number == 0 else " " * len(lead)) + line, style=style)
        if bold:
            text.highlight_words([bold], "bold green")
        yield text


def _named(message: Json, labels: Labels) -> str:
    """The message; where it does not say which product it means, the product's name before it."""
    label = labels.get(message["product_id"] or "", "")
    words = str(message["message"])
    return words if not label or label.upper() in words else f"{label.upper()}: {words}"


def _shortened(words: str, limit: int = 175) -> str:
    """The words up to a limit; what is left out is left out at the end of a clause."""
    if len(words) <= limit:
        return words
    cut = max(words.rfind(sign, 0, limit) for sign in (". ", "; ", ": ", " (", ", "))
    return words[: cut if cut > limit // 3 else limit].rstrip(" ,;:.(") + " ..."


def _usd(amount: float) -> str:  # lint: allow exact-money -- printing what the answer's JSON number says
    return f"${amount:,.2f}"
