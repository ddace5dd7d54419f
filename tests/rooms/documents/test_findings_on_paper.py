"""What a finding says of the papers is so on the papers: printed, taken off, left out, not stated.

Each statement that a finding can make of a paper has a check here, and a finding that makes one without a check fails.
"""

import html
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrygo.contract.facts import Charge, Party
from entrygo.contract.findings import Finding
from entrygo.contract.snapshot import Snapshot
from entrygo.documents.invoice import Invoice
from entrygo.documents.package import invoice_of, rendered_one
from entrygo.documents.package_facts import PackageFacts
from entrygo.tariff.law import shipped_law
from tests.examples import examples
from tests.rooms.documents.planned import package_facts_of
from tests.rooms.planning import cases, shipped, snapshots

STATES = re.compile(
    r"(?:is|are|one an order is|none are) printed|assumed|(?:is|are) taken off|nothing is taken off|left out|"
    r"[Tt]he papers (?:and the broker's mail )?(?:say|have)|in the figures|no (?:duty )?figure is shown|is added, with"
)
"""Words by which a message says something of a paper."""


@dataclass(frozen=True)
class Paper:
    """A plan on paper: the invoice as data and as people read it, the duty estimate as people read it."""

    package_facts: PackageFacts
    invoice: Invoice
    text: str

    @property
    def estimate(self) -> str:
        """The text of the annex."""
        pages = pypdf.PdfReader(io.BytesIO(rendered_one(self.invoice, "duty_estimate_pdf").content)).pages
        return one_line("\n".join(page.extract_text() for page in pages))

    def charges(self, kind: str) -> str:
        """The line of the charges table that begins with this type, to the next amount."""
        table = self.text.partition("Charges and total")[2]
        found = re.search(rf"{re.escape(kind)}(?: \(stated as [^)]*\))?: .*?(?:\d+\.\d\d|not stated)", table)
        return found[0] if found else ""


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def paper_of(snapshot: Snapshot) -> Paper:
    package_facts = package_facts_of(snapshot)
    invoice = invoice_of(package_facts)
    page = rendered_one(invoice, "cci_human_readable").content.decode()
    body = re.sub(r"<[^>]+>", " ", re.sub(r"<style.*?</style>", "", page, flags=re.DOTALL))
    return Paper(package_facts=package_facts, invoice=invoice, text=one_line(html.unescape(body)))


def field_says(name: str, said: str) -> Callable[[Paper, re.Match[str]], bool]:
    """Whether the paper has this after this label."""
    return lambda paper, _: f"{name} {said}" in paper.text


def evidence(paper: Paper, found: re.Match[str]) -> bool:
    return "in the prices, taken off the entered value" in paper.charges(found[1])


def not_moved(paper: Paper, found: re.Match[str]) -> bool:
    line = paper.charges(found[1])
    return "not in the entered value" in line or "nothing taken off" in line


def has_packages(paper: Paper, _: re.Match[str]) -> bool:
    without = sum(order.packages is None for order in paper.package_facts.orders)
    return f"one assumed for {without} of {len(paper.package_facts.orders)} orders" in paper.text


def has_no_figure(paper: Paper, _: re.Match[str]) -> bool:
    return all(line.duty_usd is None for unit in paper.package_facts.plan.entries for line in unit.lines)


CHECKS: dict[str, Callable[[Paper, re.Match[str]], bool]] = {
    r"No date of sale is stated .* the papers say so": field_says("Dates of sale", "not stated"),
    r"No number of packages .* one an order is printed": has_packages,
    r"No charges are stated .* none are printed": field_says(
        "Charges (freight, insurance, packing, commission)", "not stated"
    ),
    r"The place of sale is not stated; the seller's city, (.+), is printed": lambda paper, found: (
        f"Place of sale {found[1]}" in paper.text
    ),
    r"The seller's address is not complete; the papers say": field_says(
        "Seller Northern Goods Ltd.", "Address not stated"
    ),
    r"The seller's address is not complete; the papers have only what is stated: (.+)\.": lambda paper, found: (
        f"Seller Northern Goods Ltd. {found[1]} Shipped" in paper.text
    ),
    r"The warehouse's address is not complete; the papers say": lambda paper, _: "not stated" in paper.text,
    r"Assists and royalties .* the papers say": lambda paper, _: (
        bool(re.search(r"Assists 19 CFR 141\.86\(a\)\(11\) (?:not stated|.*not stated)", paper.text))
    ),
    r"Whether seller and buyer are related .* the papers say": lambda paper, _: any(
        goods.related_parties is None for line in paper.invoice.lines for goods in line.goods
    ),
    r": (\S+) of [\d.]+ USD is taken off the customs value; the broker": evidence,
    r": the (refund) of [\d.]+ USD is taken off the customs value": lambda paper, found: (
        "taken off the entered value" in paper.charges(found[1])
    ),
    r"has a charge '(\w+)' .* It is left out": not_moved,
    r"has a charge '(\w+)' .* printed as other and left out": lambda paper, found: (
        f"other (stated as {found[1]})" in paper.text and "not in the entered value" in paper.charges("other")
    ),
    r"The prices of order \S+ include (\w+), .* nothing is taken off": not_moved,
    r"Order \S+ has (\w+), .* nothing is taken off": not_moved,
    r"has no ship-to name and address; the papers say so": lambda paper, _: "not stated NY 10001, US" in paper.text,
    r"No (.+) is known yet; the papers and the broker's mail say": lambda paper, found: (
        bool(re.search(rf"{re.escape(found[1].split()[-1])}[^.]*? not stated", paper.text, re.IGNORECASE))
    ),
    r"Importer of record .* has no address; the papers say so": lambda paper, _: (
        bool(re.search(r"Importer of record .{0,80}?not stated", paper.text))
    ),
    r"The papers say that the rate is not stated": lambda paper, _: "rate not stated" in paper.text,
    r"the rate of parts without a certification is in the figures": lambda paper, _: bool(
        re.search(r"9903\.(?:94|74)\.\d\d (?:\+25%|1[05]% in total)", paper.estimate)
    ),
    r"50 percent of its value is added, with": lambda paper, _: "9903.03.14" in paper.estimate,
    r"no duty figure is shown": has_no_figure,
    r"(\S+) \([^)]*\) of the same goods and origin is not answered, and its deposit is not in the figures": (
        lambda paper, found: found[1] not in paper.estimate
    ),
    r"No deposit is in the figures": lambda paper, _: "cash deposit" not in paper.estimate,
    r"no such tax is in the figures": lambda paper, _: "26 USC" not in paper.estimate,
    r"is flagged for .* no such duty is in the figures": lambda paper, _: "cash deposit" not in paper.estimate,
    r"safeguard .* no such duty is in the figures": lambda paper, _: "9904" not in paper.estimate,
    r"so the duty is in the figures": lambda paper, _: "Section 301, forced labor" in paper.estimate,
}  # fmt: skip

ONLY_OF_LAW = (
    "the full rate is in the figures",
    "the full metals rate is in the figures",
    "the metals rate is in the figures",
    "(machinery and contracts of before) are not modelled; the duty is in the figures",
    "it is not in the figures",
    "so no figure is shown",
)
"""Statements of records of the law about layers, which the tests of the law hold."""


def stated(findings: tuple[Finding, ...]) -> Iterator[Finding]:
    """The findings that say something of a paper."""
    return (finding for finding in findings if STATES.search(finding.message))


def hold(paper: Paper) -> None:
    """Every statement of the plan's findings holds on the paper."""
    for finding in stated(paper.package_facts.plan.findings):
        if any(words in finding.message for words in ONLY_OF_LAW):
            continue
        found = [
            (check, match) for words, check in CHECKS.items() if (match := re.search(words, finding.message))
        ]
        assert found, f"no check holds what {finding.code} states: {finding.message}"
        assert all(check(paper, match) for check, match in found), finding.message


CHARGES = (
    Charge(type="freight", amount_usd=Decimal(5), included=True),
    Charge(type="freight", amount_usd=None, included=True),
    Charge(type="insurance", amount_usd=Decimal(2), included=True),
    Charge(type="gobble", amount_usd=Decimal(3)),
    Charge(type="handling", amount_usd=Decimal(4)),
    Charge(type="refund", amount_usd=Decimal(2)),
    Charge(type="discount", amount_usd=None),
    Charge(type="discount", amount_usd=Decimal(1)),
    Charge(type="royalty", amount_usd=Decimal(9)),
)


@given(
    charges=st.lists(st.sampled_from(CHARGES), max_size=3, unique_by=lambda charge: charge.type),
    left_out=st.sets(st.sampled_from(("sold_on", "packages", "buyer", "ship_to"))),
    address=st.sampled_from(("whole", "city", "none")),
    of_importer=st.booleans(),
    crossing=st.booleans(),
    currency=st.sampled_from(("USD", "CAD")),
)
@examples(60)
def test_whatever_an_order_leaves_out_the_papers_are_as_the_findings_say(
    charges, left_out, address, of_importer, crossing, currency
):
    """Random orders of a pullover: charges, dates, packages, parties and currency stated or not."""
    snapshot = shipped.snapshot("6110.20.2079", "PT", shipped.order_line("100", 2))
    changes = {**dict.fromkeys(left_out), "charges": tuple(charges), "currency": currency}
    snapshot = snapshots.with_first_order(snapshot, **changes)
    account = snapshot.account
    if address != "whole":
        account = replace(account, address=Party(city="Toronto") if address == "city" else Party())
    if not of_importer:
        account = replace(account, importer=replace(account.importer, address=None))
    shipment = snapshot.shipment
    if not crossing:
        shipment = replace(shipment, carrier_scac=None, paps_number=None, eta=None)
    hold(paper_of(replace(snapshot, account=account, shipment=shipment)))


DEPOSIT = {"inScope": True, "cases": ["A-570-092"], "depositRates": {"A-570-092": 57.03}}


def test_a_case_beside_the_stated_one_is_not_in_the_estimate():
    """A mattress of China: the antidumping deposit is, the countervailing one is not and is told."""
    paper = paper_of(shipped.snapshot("9404.21.0013", "CN", adcvd=DEPOSIT))
    assert "ADCVD_CASE_UNANSWERED" in {each.code for each in paper.package_facts.plan.findings}
    assert "A-570-092 57.03% cash deposit, as stated" in paper.estimate
    hold(paper)


@pytest.mark.parametrize(
    ("code", "origin"),
    [
        *(("8708.30.5090", "DE"), ("6109.10.0012", "CA"), ("2203.00.0030", "CA"), ("8711.50.0030", "CA")),
        *(("3406.00.0000", "CN"), ("6109.10.0012", "GT")),
    ],
)
def test_what_a_finding_says_of_duties_is_so_in_the_estimate(code, origin):
    """Duties in the figures and not in them, bans without figures."""
    hold(paper_of(shipped.snapshot(code, origin, attributes={"packaged": True, "marked": True})))


def test_every_statement_of_the_law_has_a_check():
    """A record's remark that speaks of papers or figures is one that is held here or by the tests of the law."""
    for record in shipped_law().programmes:
        message = (record.scope.get("remark") or {}).get("message", "")
        if STATES.search(message):
            known = any(re.search(words, message) for words in CHECKS)
            assert known or any(words in message for words in ONLY_OF_LAW), message


def test_the_case_of_these_papers_is_complete():
    """A plan with nothing left out makes the fewest statements, so that each above comes of what was left out."""
    complete = paper_of(snapshots.ready())
    assert cases.ORDER
    assert {finding.code for finding in stated(complete.package_facts.plan.findings)} <= {
        *("ASSISTS_UNANSWERED", "RELATED_PARTIES_UNANSWERED", "INVOICE_ELEMENT_ASSUMED"),
    }
