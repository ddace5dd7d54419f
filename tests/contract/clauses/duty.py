"""Duty layers, in plans and estimates."""

from tests.contract.requirements import Requirement

CLAUSES = (
    Requirement(
        "plan:law:scheduled-changes",
        "Scheduled changes of the law within 60 days show in plans, with day and amount.",
        "D 11",
    ),
    Requirement(
        "duty:adcvd:by-country",
        "AD/CVD is asked by country and code; without an order of the country it is told, with the hole.",
        "D 11.5",
    ),
    Requirement(
        "duty:adcvd:deposit", "A stated deposit rate is a layer; without one the duty is unknown.", "D 11.5"
    ),
    Requirement(
        "estimate:checks:as-plan",
        "The estimate runs the same checks of goods as the plan, its fields begin lines[i].",
        "D 11.1",
    ),
    Requirement(
        "quantities:stated:one-source",
        "A stated quantity is one source for check, duty and papers, in the schedule's words or ACE codes.",
        "D 11.5",
    ),
    Requirement(
        "provisions:claim:layers",
        "layers[0] is the base duty under the goods' own heading on the dutiable value; chapter 98 follows it with 0.",
        "D 11.11",
    ),
    Requirement(
        "provisions:claim:rules",
        "MPF, HMF, additional programmes, proof and informal limit follow each provision's own rule.",
        "D 11.5",
    ),
    Requirement(
        "provisions:claim:incomplete", "A claim that is not complete has no figure and says why.", "D 11.5"
    ),
    Requirement(
        "preferences:spi:record",
        "An spi has rate, country, fee and proof by its programme's record.",
        "D 11.5",
    ),
    Requirement(
        "preferences:spi:unclaimed",
        "A preference that exists and is not claimed is info: {spi, savingUsd}.",
        "D 11.11",
    ),
    Requirement("components:sets:duty", "Watches, ensembles and sets pay by their components.", "D 11.5"),
    Requirement(
        "currency:rates:loaded",
        "Loaded rates of the quarter or the day give plans their value; a stated rate wins; none is an error.",
        "D 11.3",
    ),
    Requirement(
        "currency:daily:closed-days",
        "A closed day has the rate of the last day before it that has one.",
        "D 11.3",
    ),
    Requirement(
        "law:bundle:whole",
        "Fees, antidumping and countervailing cases and rates of exchange are documents of the bundle.",
        "D 11.11",
    ),
    Requirement("law:bundle:all-faults", "Loading a bundle of the law tells every fault at once.", "D 11.11"),
    Requirement(
        "law:bundle:replaceable",
        "The law is replaced by a load, without a release, and a running server plans by it.",
        "D 11.11",
    ),
    Requirement(
        "law:bundle:told",
        "Plans, estimates and papers say by the law of which day they were made; the hash does not hold it.",
        "D 11.11",
    ),
    Requirement(
        "duty:dates:importation",
        "importDate, else the entry date, decides what the law ties to importation: the bans of 29 September 2026.",
        "D 11.10",
    ),
    Requirement(
        "duty:numbers:filing-order",
        "Chapter 99 numbers stand in CBP's order: 301, 338, 232, 201, then the others.",
        "D 11.10",
    ),
    Requirement("units:ace:codes", "Machine files carry ACE's codes of units.", "D 11.5"),
    Requirement(
        "conditions:vocabulary:published",
        "GET /api/tariff/conditions lists every condition of the law with its question, source and records.",
        "D 11.11",
    ),
    Requirement(
        "conditions:account:once-for-all",
        "The account's conditions answer for all its goods.",
        "D 11.11",
    ),
    Requirement(
        "conditions:answers:own-wins",
        "A product's own answer wins over the account's, and the papers say whose answer it is.",
        "D 11.11",
    ),
    Requirement(
        "duty:layers:base-first",
        "layers[0] is the base duty, one layer for a compound rate too, and its heading is the code.",
        "D 10",
    ),
    Requirement("duty:layers:sourced", "Every layer has a heading and a source, also at zero.", "D 10"),
    Requirement("duty:layers:exemption", "An exempting heading is a layer of 0.", "D 10"),
    Requirement("duty:layers:sum", "The layers of a line sum to its duty.", "D 10"),
    Requirement("duty:usmca:free-line", "USMCA may be claimed on a line that is free for all.", "D 10"),
    Requirement(
        "duty:usmca:fees-follow",
        "The MPF and forced-labour exemptions follow the claim, not the special column.",
        "D 10",
    ),
    Requirement(
        "duty:usmca:claim",
        "usmca.qualifies with a period covering the entry date is the claim in a plan, "
        "usmcaClaimed in an estimate.",
        "D 10",
    ),
    Requirement(
        "duty:metals:share",
        "usOriginShare is a share by weight of the listed metal, with a threshold of 85 % since 8 June 2026.",
        "D 10",
    ),
    Requirement("duty:estimate:one-entry", "In an estimate all lines are one entry.", "D 10"),
    Requirement(
        "duty:estimate:units",
        "In an estimate quantity is in the schedule's first unit and weights are line totals.",
        "D 10",
    ),
    Requirement(
        "duty:plan:units",
        "In products weights are per piece, and in orders quantity is pieces.",
        "D 10",
    ),
)
