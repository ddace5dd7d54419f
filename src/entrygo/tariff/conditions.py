"""Facts that the law asks beyond code, origin, dates, value and metals: one vocabulary of named conditions."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from entrygo.contract.findings import Detail, Severity
from entrygo.contract.plan import OpenQuestion
from entrygo.contract.tariff import Law, Programme
from entrygo.tariff.duty_input import NoticeKind, Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A named fact of goods: what it asks, and where the law does.

    A claim (``is_claim``) is an exception the importer chooses: unanswered, it is judged as never made. Any other
    condition is unknown until it is answered.
    """

    name: str
    question: str
    law: str
    is_claim: bool = False


CONDITIONS: Mapping[str, Condition] = {
    condition.name: condition
    for condition in (
        Condition(
            name="civilAircraft",
            question="whether the goods are articles of civil aircraft, engines or parts under general note 6",
            law="U.S. notes 35, 50(a)(iv), 52(d)",
        ),
        Condition(
            name="civilAircraftClaimed",
            question="whether the civil aircraft exception of Section 338 is claimed",
            law="U.S. note 51(d)",
            is_claim=True,
        ),
        Condition(
            name="pharmaceuticalUse",
            question="whether the goods are for use in pharmaceutical applications",
            law="U.S. notes 50(a)(v), 52(e)",
        ),
        Condition(
            name="namedArticle",
            question="whether the goods are the very article that the exception names under the code",
            law="U.S. notes 50(a)(iii), 52(c), 52(j)",
        ),
        Condition(
            name="donation",
            question="whether the goods are donated to relieve human suffering",
            law="50 USC 1702(b)(2); 9903.05.08, .91",
            is_claim=True,
        ),
        Condition(
            name="inTransit",
            question="whether the goods were loaded on the final conveyance before the duty began",
            law="9903.05.02, .85",
            is_claim=True,
        ),
        Condition(
            name="packaged",
            question="whether the drink is in bottles, cans, kegs or another packing for consumption",
            law="Proclamation 11061, annex",
        ),
        Condition(
            name="vehiclePart",
            question="whether the goods are parts of passenger vehicles or light trucks",
            law="U.S. note 33(g)-(h)",
        ),
        Condition(
            name="truckPart",
            question="whether the goods are parts of medium- or heavy-duty vehicles",
            law="U.S. note 38(i)",
        ),
        Condition(
            name="kitchenCabinet",
            question="whether the goods are kitchen cabinets, vanities or their parts",
            law="U.S. note 37(e)-(g)",
        ),
        Condition(
            name="acceleratorParameters",
            question="whether the semiconductor article meets the technical parameters of performance and bandwidth",
            law="U.S. note 39(b)",
        ),
        Condition(
            name="exemptSemiconductorUse",
            question="whether a use exempts the semiconductor article (data centres, repairs, research and the like)",
            law="9903.79.03 to .09",
            is_claim=True,
        ),
        Condition(
            name="patentedPharmaceutical",
            question="whether the goods are a patented pharmaceutical article",
            law="U.S. note 40(c)",
        ),
        Condition(
            name="usActiveIngredient",
            question="whether the finished dosage holds an active ingredient made in the United States",
            law="9903.04.68",
            is_claim=True,
        ),
        Condition(
            name="clinicalTrialUse",
            question="whether the goods are solely for clinical trials, research or non-commercial use",
            law="9903.04.70",
            is_claim=True,
        ),
        Condition(
            name="specialPharmaceutical",
            question="whether the goods are orphan, nuclear, plasma, fertility, cell or gene articles",
            law="9903.04.66",
            is_claim=True,
        ),
        Condition(
            name="onshoringPlan",
            question="whether the maker has an approved onshoring plan",
            law="9903.04.64, .65; 9903.08.25",
            is_claim=True,
        ),
        Condition(
            name="pricingAgreement",
            question="whether the maker has a pricing agreement",
            law="9903.04.65",
            is_claim=True,
        ),
        Condition(
            name="thermalImaging",
            question="whether the unmanned aircraft has thermal imaging",
            law="U.S. note 43",
        ),
        Condition(
            name="droneUse",
            question="whether the goods are docking stations for unmanned aircraft or parts of these",
            law="U.S. note 43(c)",
        ),
        Condition(
            name="largeDronePart",
            question="whether the goods are parts of unmanned aircraft above 25 kg",
            law="U.S. note 43",
        ),
        Condition(
            name="partnerComponents",
            question="whether substantially all critical components are of partner countries",
            law="9903.08.23, .24",
            is_claim=True,
        ),
        Condition(
            name="quartzSurface",
            question="whether the goods are quartz surface products",
            law="U.S. note 41",
        ),
        Condition(
            name="quotaFilled",
            question="whether the quota of the period is filled",
            law="9903.45.30, .31; 9903.94.31; lines within a tariff-rate quota",
        ),
        Condition(
            name="minimumPriceMet",
            question="whether the price is at or above the minimum import price, with a certificate",
            law="Proclamation 11052, clauses (1)-(2)",
        ),
        Condition(
            name="minimumPriceCertificate",
            question="whether a certificate of the minimum import price is presented",
            law="Proclamation 11052, clause (2)",
            is_claim=True,
        ),
        Condition(
            name="exclusionClaimed",
            question="whether an exclusion from the duties on China is claimed, and the goods are as it describes them",
            law="U.S. note 20(vvv), (www); 9903.88.69, .70",
            is_claim=True,
        ),
        Condition(
            name="motorcyclePart",
            question="whether the goods are parts certified for making motorcycles in the United States",
            law="9903.82.13",
            is_claim=True,
        ),
        Condition(
            name="equipmentPart",
            question="whether the goods are parts certified for making mobile industrial equipment",
            law="U.S. note 16(k); 9903.82.23 to .26",
            is_claim=True,
        ),
        Condition(
            name="commerceAuthorisation",
            question="whether the Department of Commerce authorised the metal at the lesser rate",
            law="9903.82.18, .19",
            is_claim=True,
        ),
        Condition(
            name="vehicleOver25Years",
            question="whether the vehicle was made at least 25 years before the year of entry",
            law="9903.94.04",
            is_claim=True,
        ),
        Condition(
            name="intermodalChassis",
            question="whether the goods are intermodal chassis or parts of these",
            law="U.S. note 31(k)",
        ),
        Condition(
            name="shipToShoreCrane",
            question="whether the goods are ship-to-shore gantry cranes",
            law="U.S. note 31(l)",
        ),
    )
}
"""The vocabulary: answers stand in ``attributes`` of a product or an estimate line under these names."""


CLAIM_UNANSWERED = "judged as not claimed"
FACT_UNANSWERED = "unknown: no figure where the duty hangs on it"


def unanswered(condition: Condition) -> str:
    """What a condition that nobody answered is taken for, in words."""
    return CLAIM_UNANSWERED if condition.is_claim else FACT_UNANSWERED


def records_asking(law: Law, name: str) -> tuple[Programme, ...]:
    """The records of the law that ask a condition, in order of application, past and coming ones among them."""
    records = (record for record in law.programmes if record.kind != "review")
    return tuple(record for record in records if name in answers_asked(record))


def answers_asked(record: Programme) -> dict[str, bool]:
    """The answers a record of the law wants, by condition: those it asks, and those that must be stated."""
    return {**record.scope.get("stated", {}), **record.scope.get("conditions", {})}


def answers_in(attributes: Mapping[str, object]) -> dict[str, bool]:
    """The conditions answered in a product's attributes; what is not true or false answers nothing."""
    found: dict[str, bool] = {}
    for name in CONDITIONS.keys() & attributes.keys():
        answer = attributes[name]
        word = answer.strip().lower() if isinstance(answer, str) else answer
        if word in (True, "true", "yes"):
            found[name] = True
        elif word in (False, "false", "no"):
            found[name] = False
    return found


def unreadable_in(attributes: Mapping[str, object]) -> dict[str, object]:
    """The conditions whose answer is neither true nor false, by name; an absent or empty one is none."""
    read = answers_in(attributes)
    stated = {name: attributes[name] for name in CONDITIONS if name in attributes and name not in read}
    return {name: answer for name, answer in stated.items() if answer not in (None, "")}


def condition_notices(questions: Iterable[OpenQuestion], whose: str) -> Iterator[Remark]:
    """What must be stated for a figure, and what the line owes either way."""
    for question in questions:
        known = CONDITIONS.get(question.condition)
        either = {"ifTrueUsd": question.if_true_usd, "ifFalseUsd": question.if_false_usd}
        figures = [figure for figure in either.values() if figure is not None]
        details: dict[str, Detail] = {"condition": question.condition, **either}
        if len(figures) == len(either):
            details["exposureUsd"] = max(figures)
        yield Remark(
            kind=NoticeKind.CONDITION,
            code="CONDITION_UNANSWERED",
            severity=Severity.WARNING,
            message=f"The duty {whose} depends on {question.condition}, which is not stated"
            + (f": {known.question} ({known.law})." if known else "."),
            fix=f"Answer {question.condition} with true or false in the attributes of the goods, or once for all goods "
            "in the account's conditions.",
            flag="condition_unanswered",
            details=tuple(details.items()),
        )
