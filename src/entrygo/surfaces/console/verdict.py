"""What a page says first of an export: by its plan, its package and its mail, and how far it has come."""

from collections.abc import Mapping, Sequence
from typing import Any

Json = dict[str, Any]  # Any: JSON of an answer


def by_severity(messages: Sequence[Json]) -> dict[str, list[Json]]:
    """The findings by severity, each kind in the plan's order."""
    found: dict[str, list[Json]] = {"error": [], "warning": [], "info": []}
    for each in messages:
        found[each["severity"]].append(each)
    return found


def approvals(export: Json) -> list[Json]:
    """Who approved this very plan."""
    return [
        event
        for event in export["events"]
        if event["type"] == "export.approved" and event["payload"].get("planHash") == export["planHash"]
    ]


def planned_by(export: Json) -> str | None:
    """The id of who made the current plan; ``None`` where nobody in particular did."""
    made = [
        event["actor"]["id"]
        for event in export["events"]
        if event["type"] in ("export.planned", "export.replanned")
        and event["payload"].get("planHash") == export["planHash"]
        and event["actor"]
    ]
    return made[-1] if made else None


def stopped_orders(messages: Sequence[Json]) -> list[str]:
    """The orders that errors are about, as splitting off takes them."""
    found: dict[str, None] = {}
    for each in messages:
        if each["severity"] == "error":
            found |= dict.fromkeys(orders_of(each))
    return list(found)


def orders_of(message: Mapping[str, Any]) -> Sequence[str]:  # Any: JSON of an answer
    """The orders a finding is about; none where it is about the whole export."""
    about: Sequence[str] = message["affected_order_ids"] or []
    return about or ([message["order_id"]] if message["order_id"] else [])


def can_leave(export: Json) -> int:
    """How many orders of a blocked export nothing stops: they can go on without the others. None where something
    stops the export as a whole."""
    errors = by_severity(export["validationMessages"])["error"]
    if export["state"] != "BATCHED" or not errors or not all(orders_of(each) for each in errors):
        return 0
    stopped = set(stopped_orders(errors))
    return sum(each not in stopped for each in export["export"]["plan"]["included_order_ids"])


def verdict(export: Json) -> dict[str, str]:
    """What is to be said first: the sign, the headline, the next step."""
    if export["state"] == "BATCHED":
        return _before(export)
    if export["state"] == "CANCELLED":
        return _said("soft", "export", "CANCELLED", "Cancelled", "Its orders are open for another export.")
    if export["state"] == "EXECUTING" or export["customsPackage"] is None:
        return _said(
            "info", "export", "EXECUTING", "The papers are being made", "This page follows by itself."
        )
    return _after(export)


def _before(export: Json) -> dict[str, str]:
    readiness, found = export["readinessState"], by_severity(export["validationMessages"])
    stops, looks = len(found["error"]), len(found["warning"])
    if readiness == "BLOCKED":
        head = f"{stops} {'thing stops' if stops == 1 else 'things stop'} these orders at the border"
        return _said("blocked", "readiness", readiness, head, _way_on(export))
    if readiness == "REVIEW_REQUIRED":
        head = f"{looks} {'thing' if looks == 1 else 'things'} to look at before it leaves"
        says = "It may be sent once a person has looked at each of them."
        return _said("review", "readiness", readiness, head, says)
    return _said(
        "ready", "readiness", readiness, "Nothing stops these orders", "Send it: you see what leaves first."
    )


def _way_on(export: Json) -> str:
    """What to do about an export that is blocked."""
    free, every = can_leave(export), len(export["export"]["plan"]["included_order_ids"])
    if free:
        return (
            f"{free:,} of {every:,} orders can leave now. Mend the others below, or go on without them: "
            "they wait in an export of their own."
        )
    if every > 1 and all(orders_of(each) for each in by_severity(export["validationMessages"])["error"]):
        return (
            "Mend what you can below; each save plans it again. As soon as some of its orders can leave, "
            "they can go on without the others."
        )
    return "Mend it below; each save plans it again. Nothing leaves before."


MAILS = {
    "failed": (
        "blocked",
        "The mail to the broker failed",
        "The reason stands beside; then send it again.",
    ),
    "uncertain": (
        "review",
        "Nobody knows whether the mail arrived",
        "Ask the broker, then say so in the outbox.",
    ),
    "pending": ("info", "The mail to the broker is on its way", "This page follows by itself."),
    "sending": ("info", "The mail to the broker is on its way", "This page follows by itself."),
}
PACKAGES = {
    "acknowledged": ("ready", "Accepted by the broker", "Nothing is left to do."),
    "rejected": (
        "blocked",
        "The broker refused it",
        "Read the reason, mend it, and send a corrected version.",
    ),
    "withdrawn": ("soft", "Withdrawn", "The broker was told to file nothing."),
    "sent_to_broker": (
        "ready",
        "Sent, waiting for the broker",
        "The broker answers by the link in the mail.",
    ),
}


def _after(export: Json) -> dict[str, str]:
    package, mail = export["customsPackage"]["state"], export["brokerSubmission"]
    if mail is not None and package in {"generated", "sent_to_broker"} and mail["status"] in MAILS:
        tone, head, says = MAILS[mail["status"]]
        return _said(tone, "mail", mail["status"], head, says)
    tone, head, says = PACKAGES.get(package, ("info", "The papers are made", "This page follows by itself."))
    return _said(tone, "package", package, head, says)


def _said(tone: str, kind: str, value: str, head: str, says: str) -> dict[str, str]:
    return {"tone": tone, "kind": kind, "value": value, "head": head, "says": says}


def planned_at(export: Json) -> str:
    """When the current plan was made."""
    at = {event["type"]: event["created_at"] for event in export["events"]}
    made: str = at.get("export.replanned") or at.get("export.planned") or export["batch"]["created_at"]
    return made


def steps(export: Json) -> list[Json]:
    """The lifecycle as a line: planned, papers made, sent, answered; each with its time once it is past.

    The step it stands at is marked: of an export that waits the plan, later the first step that is still to come.
    """
    at = {event["type"]: event["created_at"] for event in export["events"]}
    package = (export["customsPackage"] or {}).get("state")
    planned = planned_at(export)
    if export["state"] == "CANCELLED":
        return [
            _step("Planned", planned, "done"),
            _step("Cancelled", at.get("export.cancelled"), "bad", is_now=True),
        ]
    line = [
        _step("Planned", planned, "done"),
        _step("Papers made", at.get("export.executed"), "done" if at.get("export.executed") else ""),
        _step("Sent", at.get("broker.notified"), "done" if at.get("broker.notified") else ""),
        _answered(package, at),
    ]
    if export["state"] == "BATCHED":
        line[0] |= {"is_now": True, "look": "bad" if export["readinessState"] == "BLOCKED" else "here"}
        return line
    if coming := next((step for step in line if not step["look"]), None):
        coming |= {"is_now": True, "says": "under way" if export["state"] == "EXECUTING" else "waited for"}
    return line


def _answered(package: str | None, at: Mapping[str, str]) -> Json:
    if package == "rejected":
        return _step("Refused by the broker", at.get("broker.rejected"), "bad", is_now=True)
    if package == "withdrawn":
        return _step("Withdrawn", at.get("package.withdrawn"), "bad", is_now=True)
    accepted = at.get("broker.acknowledged") if package == "acknowledged" else None
    return _step("Accepted by the broker", accepted, "done" if accepted else "")


def _step(word: str, at: str | None, look: str, *, is_now: bool = False) -> Json:
    return {"word": word, "at": at, "look": look, "is_now": is_now, "says": ""}
