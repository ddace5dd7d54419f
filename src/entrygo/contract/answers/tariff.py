"""Answers about the law itself: the conditions it asks."""

from datetime import date
from typing import Annotated, Literal

from pydantic import WithJsonSchema

from entrygo.contract.answers.fields import CamelAnswer, Day
from entrygo.contract.described import Written, optional, required

IsoDay = Annotated[str, Written(date.isoformat), WithJsonSchema({"type": "string", "format": "date"})]


class LawAnswer(CamelAnswer):
    """The bundle of the law in force."""

    version: str = required("Version of the bundle.", "2026.11.1")
    as_of: IsoDay = required("The day the law is as of.", "2026-11-28")
    digest: str = required("SHA-256 over the bundle's documents.")


class AskingRecord(CamelAnswer):
    """A dated record of the law that asks a condition."""

    heading: str = required("The chapter 99 heading, or what stands in its place.", "9903.94.05")
    program: str = required("The programme.", "S232_AUTOS")
    rate: str = required("What the record costs, as the schedule words it.", "25%")
    applies_if: bool = required("The answer under which the record reaches the goods.", example=True)
    effective_from: Day = required("First entry date.", "2025-05-03")
    effective_to: Day | None = optional("Last entry date.", "2026-09-28")
    source: str = required("Where the law says so.")


class ConditionRow(CamelAnswer):
    """A fact the law asks of goods beyond code, origin, dates, value and metals."""

    name: str = required("Its name in `attributes` and in the account's `conditions`.", "vehiclePart")
    question: str = required("What is asked.", "whether the goods are parts of passenger vehicles")
    answers: list[Literal["true", "false"]] = required("What an answer may be; JSON booleans or these words.")
    is_claim: bool = required("Whether it is an exception the importer may claim.", example=False)
    unanswered: str = required("What it is taken for where nobody answered.", "judged as not claimed")
    legal_source: str = required("Where the law asks it.", "U.S. note 33(g)-(h)")
    account_answer: bool | None = required("The account's answer for all its goods, or null.")
    records: list[AskingRecord] = required("The records that ask it, in order of application.")
    doc_url: str = required("Its page.", "/docs/conditions/vehiclePart")


class ConditionList(CamelAnswer):
    """Every condition of the law in force."""

    law: LawAnswer = required("The law that asks them.")
    data: list[ConditionRow] = required("The conditions, by name.")
