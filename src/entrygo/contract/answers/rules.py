"""The rules planning asks, and the law it computes by."""

from typing import Literal

from entrygo.contract.answers.fields import CamelAnswer
from entrygo.contract.answers.tariff import IsoDay, LawAnswer
from entrygo.contract.described import required


class RuleRow(CamelAnswer):
    """A rule, and how often it spoke."""

    rule: str = required("Id of the rule.", "PRD-001", of="id")
    code: str = required("Name of its finding.", "HTS_CODE_MISSING")
    severity: Literal["error", "warning", "info"] = required(
        "How grave its finding is, where nothing else is said."
    )
    title: str = required("What it asks, in words.")
    family: str = required("What it is about.", "Product identity")
    legal_source: str = required("Where the law says so.")
    doc_url: str = required("Page of the rule on this server.", "/docs/rules/PRD-001")
    hits: int = required("In how many plans of the last 30 days it found something.", 3)


class RuleList(CamelAnswer):
    """Every rule in force."""

    data: list[RuleRow] = required("The rules, by id.")
    plans: int = required("How many plans were looked at: the newest 1,000 of the last 30 days.")
    ruleset: str = required("Version of the rules.")


class ProgrammeRow(CamelAnswer):
    """A dated record of a tariff programme."""

    program: str = required("The programme.", "S232_AUTOS")
    heading: str = required("The chapter 99 heading, or what stands in its place.", "9903.94.05")
    rate: str = required("What it costs, as the schedule words it.", "25%")
    kind: str = required("The arithmetic.", "ad_valorem")
    effective_from: IsoDay = required("First entry date.", "2025-05-03")
    effective_to: IsoDay | None = required("Last entry date, or null.")
    source: str = required("Where the law says so.")
    is_in_force: bool = required("Whether it reaches entries of today.", example=True)


class TariffStatus(CamelAnswer):
    """What is loaded, how old it is, and the dated records of the programmes that are in force or to come."""

    edition: str = required("The schedule edition.")
    vintage: str = required("Day of the schedule's newest fact.", "2026-11-02")
    age_days: int = required("How old that is, in days.", 26)
    is_full: bool = required("Whether it holds the whole schedule.", example=True)
    partial_lists: dict[str, str] = required("What is held only in part, and what is missing of it.")
    law: LawAnswer = required("The bundle of the law.")
    programmes: list[ProgrammeRow] = required("The records in force or to come, by heading and first day.")
