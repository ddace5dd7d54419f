"""The days before the demo's morning, and what waits on it: exports in every state, a board at work."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any

import httpx

from entrygo.clock import SystemClock
from entrygo.demo.catalogue import BROKERS, CROSSINGS, shipment
from entrygo.demo.mail_sink import MailSink
from entrygo.demo.seed import DemoError, Sandbox, call
from entrygo.demo.story import ON_ITS_WAY, delivered

Json = dict[str, Any]  # Any: JSON as the API gives it

LONGEST_AGO = 9
KEPT_FOR_THE_STORY = {"toronto": 80, "vancouver": 10}
"""Ready orders of each warehouse, the first by number, that the story takes, now and at later runs."""
ORDERS_AN_EXPORT = 6
PAST: tuple[tuple[int, str, str], ...] = (
    (8, "toronto", "accept"),
    (7, "vancouver", "accept"),
    (6, "toronto", "accept"),
    (4, "vancouver", "accept"),
    (3, "toronto", "withdraw"),
    (2, "vancouver", "accept"),
    (1, "toronto", "reject"),
)
"""How many days ago, from where, and what became of it."""
REJECTED = "Line 2: our tariff desk classes this under 6911.10. Please confirm the code and send it again."
WITHDRAWN = "The truck broke down at the dock; the goods go with the next one."
_LINK = re.compile(r"(/broker/[\w.~-]+)")


class DemoClock:
    """The machine's clock, set back while the demo lives through the days before."""

    def __init__(self) -> None:
        self._back = timedelta(0)

    def set_back(self, days: int) -> None:
        """From now on it is so many days ago; 0 is now."""
        self._back = timedelta(days=days)

    def now(self) -> datetime:
        """The instant in UTC, aware, to the millisecond."""
        return SystemClock().now() - self._back


@dataclass(slots=True, kw_only=True)
class Days:
    """The sandbox lived through: orders come in on the day they were sold, and some leave."""

    sandbox: Sandbox
    client: httpx.Client
    clock: DemoClock
    sink: MailSink
    _kept: frozenset[str] = frozenset()
    _arrived: list[Json] = field(default_factory=list)
    _taken: set[str] = field(default_factory=set)

    def live(self, made: Sequence[Json], today: date) -> None:
        """Each day's orders, and each day's export with what the broker said of it."""
        self._kept = frozenset(
            each["externalId"]
            for warehouse, count in KEPT_FOR_THE_STORY.items()
            for each in [order for order in made if _told(order) == ("ready", "", warehouse)][:count]
        )
        ago = {each["externalId"]: (today - date.fromisoformat(each["soldOn"])).days for each in made}
        past = {days: (warehouse, became) for days, warehouse, became in PAST}
        for days in range(LONGEST_AGO, -1, -1):
            self.clock.set_back(days)
            self._sync([each for each in made if min(ago[each["externalId"]], LONGEST_AGO) == days])
            if days in past:
                self._exported(*past[days])
            if days == 1:
                self._yesterday()
        self._this_morning()

    def _yesterday(self) -> None:
        """One that waits since, and one that was cancelled."""
        self._plan("toronto", self._ready("toronto"))
        cancelled = self._plan("vancouver", self._ready("vancouver", 2))
        if cancelled is not None:
            self._post(
                f"/api/exports/{cancelled['batch_id']}/cancel", {"reason": "Goes with the next truck."}
            )

    def _this_morning(self) -> None:
        """Ready ones, one to look at, one blocked; a mail that came back, and one nobody knows of."""
        for warehouse in ("toronto", "vancouver"):
            self._plan(warehouse, self._ready(warehouse))
        for warehouse, kind, case in (("vancouver", "review", "zip"), ("toronto", "blocked", "el-acc")):
            self._plan(warehouse, [*self._some(kind, case, warehouse=warehouse), *self._ready(warehouse, 3)])
        self._execute(self._plan("toronto", self._ready("toronto"), broker="ogdensburg"))
        self.sink.hang_up_once(BROKERS["blaine"]["email"])
        self._execute(self._plan("vancouver", self._ready("vancouver")))

    def _sync(self, orders: Sequence[Json]) -> None:
        if orders:
            answer = self._post("/api/orders/sync", {"items": list(orders)})
            self._arrived = sorted(
                [*self._arrived, *answer["data"]], key=lambda each: str(each["externalId"])
            )

    def _exported(self, warehouse: str, became: str) -> None:
        found = self._execute(self._plan(warehouse, self._ready(warehouse)))
        if found is None:
            return
        if became == "withdraw":
            body = {"expectedPlanHash": found["planHash"], "reason": WITHDRAWN}
            self._post(f"/api/exports/{found['exportId']}/withdraw", body)
            return
        said = {"decision": became, "name": "Marc Dubois", "text": REJECTED if became == "reject" else ""}
        self.client.post(self._link(found), data=said).raise_for_status()

    def _link(self, export: Json) -> str:
        """Where the broker answers, as its mail says it."""
        number, recipient = (
            export["customsPackage"]["packageNumber"],
            export["brokerSubmission"]["recipient_email"],
        )
        mail = next(
            each for each in self.sink.mails if number in each.subject and recipient in each.recipient
        )
        message = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(
            mail.message.read_bytes()
        )
        body = message.get_body(("plain",))
        found = _LINK.search(body.get_content() if body else "")
        if found is None:
            raise DemoError(f"the broker's mail of {number} has no link to answer at")
        return found[1]

    def _ready(self, warehouse: str, count: int = ORDERS_AN_EXPORT) -> list[str]:
        """Ordinary orders that came in by now, stand in no export, and are not those of the story."""
        return self._some("ready", "", warehouse=warehouse, count=count)

    def _some(self, kind: str, case: str, *, warehouse: str, count: int = 1) -> list[str]:
        wanted = (kind, case, warehouse)
        found = [
            each["id"]
            for each in self._arrived
            if _told(each) == wanted and each["exportId"] is None and each["externalId"] not in self._kept
        ]
        free = [each for each in found if each not in self._taken]
        chosen = free[-count:] if case else free[:count]  # the story tells of the first one of a case
        self._taken |= set(chosen)
        return chosen

    def _plan(self, warehouse: str, orders: Sequence[str], *, broker: str = "") -> Json | None:
        """A plan of them; none without orders, as where an earlier start was broken off."""
        if not orders:
            return None
        return self._post(
            "/api/exports/plan",
            {
                "warehouseId": self.sandbox.warehouses[warehouse],
                "brokerId": self.sandbox.brokers[broker or CROSSINGS[warehouse]],
                "orderIds": list(orders),
                "shipment": shipment(warehouse, self.clock.now()),
            },
        )

    def _execute(self, plan: Json | None) -> Json | None:
        """Execute it: the export once its mail is settled one way or another."""
        if plan is None:
            return None
        export_id = str(plan["batch_id"])
        self._post("/api/exports/execute", {"batchId": export_id, "expectedPlanHash": plan["planHash"]})
        found = delivered(self.client, export_id)
        if not found["brokerSubmission"] or found["brokerSubmission"]["status"] in ON_ITS_WAY:
            raise DemoError(f"the mail of the export {export_id} is still on its way")
        return found

    def _post(self, path: str, body: Json) -> Json:
        return call(self.client, "POST", path, {"accountId": self.sandbox.account_id, **body})


def _told(order: Json) -> tuple[str, str, str]:
    """What the demo says of an order: its kind, its case, its warehouse."""
    said = order["metadata"] or {}
    return str(said.get("demo", "")), str(said.get("case", "")), str(said.get("warehouse", ""))
