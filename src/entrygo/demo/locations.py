"""Where a run's things are, and the run as one JSON object."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from entrygo.demo.mail_sink import KeptMail
from entrygo.demo.seed import Sandbox
from entrygo.demo.story import Walk

Json = dict[str, Any]  # Any: JSON as the API gives it


class Locations:
    """Where things are: the server, the home, the key, who signs in, the mails."""

    def __init__(self, *, url: str, sandbox: Sandbox, mails: Sequence[KeptMail]) -> None:
        self.url, self.home, self.mails = url, sandbox.path.parent, mails
        self.api_key, self.email, self.password = sandbox.api_key, sandbox.email, sandbox.password
        self.pages: dict[str, str] = {}

    def broker_mail(self, walk: Walk) -> tuple[Path, Path, int] | None:
        """The broker's mail of the walk: its file, the folder of its attachments, and how many there are."""
        number = walk.inspected["customsPackage"]["packageNumber"]
        recipient = walk.inspected["brokerSubmission"]["recipient_email"]
        for mail in reversed(self.mails):
            if number in mail.subject and recipient in mail.recipient:
                return mail.message, mail.folder, len(mail.attachments)
        return None


def shown(path: Path) -> str:
    """A path as one would type it from here."""
    full, here = path.absolute(), Path.cwd()
    return str(full.relative_to(here)) if full.is_relative_to(here) else str(full)


def summary(walk: Walk, locations: Locations) -> Json:
    """The story as a JSON object."""
    kept = locations.broker_mail(walk)
    plans = {"ready": walk.ready, "review": walk.review, "blocked": walk.blocked}
    return {
        "url": locations.url,
        "home": str(locations.home),
        "apiKey": locations.api_key,
        "email": locations.email,
        "password": locations.password,
        "exportId": walk.inspected["exportId"],
        "isFresh": walk.is_fresh,
        "isReplayed": walk.is_replayed,
        "packageNumber": walk.inspected["customsPackage"]["packageNumber"],
        "customsPackageId": walk.inspected["customsPackage"]["id"],
        "brokerSubmission": walk.inspected["brokerSubmission"],
        "artifacts": [artifact["filename"] for artifact in walk.inspected["artifacts"]],
        "estimatedSavingsUsd": walk.ready["estimated_import_savings_usd"],
        "totals": walk.ready["duty_estimate"]["totals"],
        "plans": {
            name: {
                "exportId": plan["exportId"],
                "readinessState": plan["readinessState"],
                "complianceScore": plan["complianceScore"],
                "orderCount": len(plan["included_order_ids"]),
                "codes": sorted({m["code"] for m in plan["validationMessages"] if m["severity"] != "info"}),
            }
            for name, plan in plans.items()
        },
        "mail": None if kept is None else {"message": str(kept[0]), "attachments": str(kept[1])},
        "mailCount": len(locations.mails),
        "pages": locations.pages,
    }
