"""The ledger: what was asked for, what the database says, what the mail server holds; and that it balances."""

import json
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import text

from tests.serving.server import Server

COUNTS = {
    "orders": "SELECT count(*) FROM orders",
    "exports": "SELECT count(*) FROM exports WHERE state = 'COMPLETED'",
    "packages": "SELECT count(*) FROM packages",
    "orders claimed": "SELECT count(*) FROM claims",
    "submissions sent": "SELECT count(*) FROM mails WHERE state = 'sent'",
}
ONE_AN_EXPORT = "SELECT export_id FROM mails WHERE state = 'sent' GROUP BY export_id HAVING count(*) <> 1"


@dataclass(frozen=True)
class Ledger:
    """Both sides."""

    asked: int
    rows: dict[str, int]
    refused: int
    unsent: int
    message_ids: dict[str, str]
    """Message-ID of each submission that was sent, with its id."""
    resent: Counter[str]
    """``broker.resent`` by submission."""
    unknown: Counter[str]
    """Tries whose fate was not known, by submission."""
    taken: Counter[str]
    doubled: list[str]
    is_chain_intact: bool

    def require_balance(self) -> None:
        """An AssertionError that says which sum is wrong."""
        assert set(self.rows.values()) == {self.asked}, self.rows
        assert not self.doubled, f"exports with not exactly one submission sent: {self.doubled[:5]}"
        assert self.unsent == self.refused, f"{self.unsent} submissions not sent, {self.refused} refused"
        assert set(self.taken) == set(self.message_ids), "the mail server holds other messages than were sent"
        for message_id, copies in self.taken.items():
            mail_id = self.message_ids[message_id]
            assert copies <= 1 + self.unknown[mail_id], (
                f"{mail_id}: {copies} copies, {self.unknown[mail_id]} unknown"
            )
            assert copies == 1 or self.resent[mail_id], f"{mail_id}: {copies} copies and no word of it"
        assert self.is_chain_intact

    def lines(self) -> list[str]:
        """The ledger, as it is printed."""
        copies = sum(self.taken.values())
        return [
            f"exports asked for                  {self.asked:>7}",
            *(f"{name:<34} {count:>7}" for name, count in self.rows.items()),
            f"submissions refused (550)          {self.refused:>7}",
            f"messages at the mail server        {len(self.taken):>7}",
            f"  copies of them                   {copies:>7}",
            f"  sent once more, and recorded so  {sum(self.resent.values()):>7}",
            f"audit chain                        {'intact' if self.is_chain_intact else 'BROKEN':>7}",
        ]


def ledger(server: Server, taken: Counter[str], *, asked: int, refused: int) -> Ledger:
    """Read both sides. The server may serve meanwhile."""
    with server.rows() as rows:
        counts = {name: int(rows.execute(text(query)).scalar_one()) for name, query in COUNTS.items()}
        doubled = list(rows.execute(text(ONE_AN_EXPORT)).scalars())
        mails = rows.execute(text("SELECT id, message_id, state FROM mails WHERE audience = 'broker'")).all()
        told = rows.execute(
            text(
                "SELECT type, payload FROM events WHERE type IN ('broker.resent', 'broker.submission_failed')"
            )
        ).all()
    resent: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    for kind, payload in told:
        said = payload if isinstance(payload, dict) else json.loads(payload)
        if kind == "broker.resent":
            resent[said["submissionId"]] += 1
        elif said["outcome"] == "uncertain":
            unknown[said["submissionId"]] += 1
    return Ledger(
        asked=asked,
        rows=counts,
        refused=refused,
        unsent=sum(mail.state != "sent" for mail in mails),
        message_ids={mail.message_id: mail.id for mail in mails if mail.state == "sent"},
        resent=resent,
        unknown=unknown,
        taken=Counter(taken),
        doubled=doubled,
        is_chain_intact=server.command("audit", "verify")["intact"] is True,
    )
