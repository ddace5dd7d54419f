"""Examples of TRF-014 and TRF-019: antidumping and countervailing cases, and changes that are scheduled."""

from dataclasses import replace
from datetime import date

from entrygo.contract.findings import Severity
from entrygo.contract.tariff import Coming
from entrygo.tariff.law.records import read_programme
from tests.rooms.planning.cases import BOOK, BOOK_CODE, ready, with_product, with_schedule_line
from tests.rooms.planning.rules.examples import bad, good

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


def flagged(adcvd=None, **flags):
    """The book's line carries AD/CVD flags."""
    case = with_schedule_line(ready(), BOOK_CODE, **(flags or {"antidumping": True}))
    return with_product(case, BOOK, adcvd=adcvd)


def coming(prefix):
    """A duty of 10 percent on codes of a prefix begins within the weeks ahead."""
    record = read_programme(
        {
            "id": "x",
            "program": "X",
            "heading": "9903.99.01",
            "kind": "ad_valorem",
            "rate": "+10%",
            "percent": "10",
            "scope": {"order": 1, "group": "x", "codes": [prefix]},
            "effective_from": "2026-12-04",
            "source": "a proclamation",
            "certainty": "A",
            "verified_on": "2026-11-28",
        }
    )
    case = ready()
    later = Coming(day=date(2026, 12, 4), programmes=(*case.tariff.programmes, record), lists={})
    return replace(case, tariff=replace(case.tariff, coming=(later,)))


DUTY_CASES = [
    good("TRF-014", "no flag", ready()),
    *(
        good("TRF-014", f"answered {answer}", flagged(answer))
        for answer in (
            {"inScope": True, "cases": ["A-122-504"], "depositRatePercent": 12.5},
            {
                "inScope": True,
                "cases": ["A-122-504", "C-122-505"],
                "depositRates": {"A-122-504": 0, "c-122-505": "7"},
            },
            {"inScope": False, "reason": "not lined paper"},
        )
    ),
    *(
        bad("TRF-014", f"answered {answer}", flagged(answer), ("product.adcvd", ERROR))
        for answer in (None, "", "no", 7, [], {}, {"inScope": "no"}, {"inScope": True}, ["A-122-504", "none"])
    ),
    *(
        bad(
            "TRF-014",
            f"no deposit rate in {answer}",
            flagged(answer),
            ("product.adcvd.depositRates", WARNING),
        )
        for answer in (
            "A-122-504",
            "c122844",
            ["A-122-504", "C-122-505"],
            {"inScope": True, "cases": ["A-122-504"]},
            {"inScope": True, "cases": ["A-122-504", "C-122-505"], "depositRates": {"A-122-504": 5}},
        )
    ),
    *(
        bad("TRF-014", f"a deposit rate of {rates}", flagged(scope | rates), ("product.adcvd", ERROR))
        for scope in ({"inScope": True, "cases": ["A-122-504"]},)
        for rates in (
            {"depositRatePercent": -1},
            {"depositRatePercent": "much"},
            {"depositRates": 5},
            {"depositRates": {"A-122-999": 5}},
        )
    ),
    bad("TRF-014", "no reason", flagged({"inScope": False}), ("product.adcvd", WARNING)),
    bad("TRF-014", "countervailing", flagged(countervailing=True), ("product.adcvd", ERROR)),
    good("TRF-019", "nothing scheduled", ready()),
    bad("TRF-019", "a duty on books from 4 December on", coming("4901"), ("product.hsCode", INFO)),
    good("TRF-019", "a duty on other goods", coming("8471")),
]
