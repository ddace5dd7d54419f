"""Triage: what to mend first."""

from typing import Literal

from entrygo.contract.answers.fields import Answer, Usd
from entrygo.contract.answers.plan import SeverityName
from entrygo.contract.described import required


class TriageGroup(Answer):
    """A root cause: what one edit mends, in every export it stands in."""

    rule: str = required("Id of the rule.", "PRD-001", of="cause.rule")
    code: str = required("Name of the finding; branch on it.", "HTS_CODE_MISSING", of="cause.code")
    severity: SeverityName = required("The gravest it is in any of its exports.")
    subject: Literal["account", "broker", "warehouse", "product", "order", "export"] = required(
        "Whose field it is.", of="cause.subject"
    )
    subject_id: str | None = required("Id of the subject; null for the account.", "prod_123")
    field: str = required("The field to edit, as seen from the subject.", "product.hsCode", of="cause.field")
    message: str = required("The finding in words, as one of its exports tells it.")
    fix: str = required("What to do about it.")
    doc_url: str = required("Page of the rule on this server.", "/docs/rules/PRD-001")
    export_ids: list[str] = required("The exports it stands in, alphabetical.", ["batch_123"])
    export_count: int = required("How many they are.")
    blocks: int = required("In how many of them it is an error.")
    frees: int = required("How many exports are free of errors once this group and all before it are mended.")
    value_usd: Usd | None = required(
        "Value of its exports in US dollars; null where one of them is not known."
    )
    proposed_codes: list[str] = required(
        "Of a finding about a product's code: the candidates of its open proposal, best first; else empty.",
        ["6110.20.2069"],
    )


class TriageAnswer(Answer):
    """The root causes in the order of mending: errors first, those that free exports soonest before the others."""

    data: list[TriageGroup] = required("The root causes.")
    exports: int = required("How many exports were looked at: the newest that are BATCHED, at most 1,000.")
    blocked_exports: int = required("How many of them an error blocks.")
    has_more: bool = required("Whether there are BATCHED exports beyond those looked at.")
