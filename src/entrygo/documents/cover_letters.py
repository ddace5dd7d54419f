"""The covering letters: what a broker reads on a telephone before opening a file, and what the dock reads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from entrygo.contract.findings import Severity
from entrygo.documents.artifact import File
from entrygo.documents.consignees import consignee_lines
from entrygo.documents.invoice import Invoice
from entrygo.documents.package_facts import PackageFacts
from entrygo.documents.print_text import arrival, duty_text, moved_text, port_text, sales_text
from entrygo.documents.profile import profile_faults
from entrygo.documents.text_format import NOT_STATED, address, joined, money, number, one_line

MOST_SHOWN = 40
"""So many findings or orders are spelled out in a letter; the files have them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file of the package, and whether it travels with this mail."""

    file: File
    travels: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Signed links of a submission: the page where the broker answers, and the files, until a day."""

    answer_url: str
    files_url: str
    valid_until: date

    @property
    def invitation(self) -> str:
        """What the answer page is for."""
        return f"Accept, ask about a line, or reject, without an account, until {self.valid_until}:"


def broker_text(
    package_facts: PackageFacts, invoice: Invoice, attached: Sequence[Attached], links: Links | None = None
) -> str:
    """The submission's plain text."""
    parts = [
        *_notices(package_facts, invoice),
        "\n".join(f"{label}: {text}" for label, text in facts(invoice)),
        "\n".join(["ENTRIES", *(f"- {text}" for text in entries(invoice))]),
        "\n".join(["NEEDS ATTENTION", *(f"- {text}" for text in attention(package_facts, invoice))]),
        *([f"YOUR ANSWER\n{links.invitation}\n{links.answer_url}"] if links else []),
        "\n".join(["FILES (SHA-256)", *_file_lines(attached, links)]),
        _closing(invoice),
    ]
    return "\n\n".join(parts) + "\n"


def broker_page(
    package_facts: PackageFacts, invoice: Invoice, attached: Sequence[Attached], links: Links | None = None
) -> str:
    """The submission's HTML: the same letter, laid out for a small screen."""
    return _template().render(
        invoice=invoice,
        notices=_notices(package_facts, invoice),
        facts=facts(invoice),
        entries=list(entries(invoice)),
        attention=list(attention(package_facts, invoice)),
        attached=attached,
        links=links,
        closing=_closing(invoice),
    )


def warehouse_text(package_facts: PackageFacts, invoice: Invoice) -> str:
    """The notice to the dock: complete, what to load, where it crosses."""
    crossing = invoice.crossing
    orders_, packages = _count(len(invoice.orders), "order"), _count(invoice.packages, "package")
    load = f"{orders_}, {packages}, {number(invoice.totals.pieces)} pieces"
    head = [
        f"The export {invoice.invoice_number} is complete: its customs papers are made and sealed.",
        *(["TEST DATA: nothing is to be loaded for this notice."] if invoice.test_mode else []),
    ]
    facts_ = (
        ("Package", f"{invoice.invoice_number}, version {invoice.version}"),
        ("Load", load),
        ("Gross weight", _kilograms(invoice.totals.gross_weight_kg)),
        ("From", joined((invoice.shipper.name, address(invoice.shipper)))),
        ("Port of entry", port_text(crossing.port_of_entry) or NOT_STATED),
        (
            "Mode, carrier, PAPS",
            joined((crossing.mode, crossing.carrier_scac, crossing.paps_number)) or NOT_STATED,
        ),
        ("Estimated arrival", arrival(crossing) or NOT_STATED),
        ("Broker", package_facts.broker.name),
    )
    orders = [
        f"- order {one_line(order.order_number)}: {', '.join(one_line(each) for each in order.package_ids)}"
        for order in invoice.orders[:MOST_SHOWN]
    ]
    more = len(invoice.orders) - MOST_SHOWN
    if more > 0:
        orders.append(f"- and {more} more orders: see packing_list.json, attached")
    lines = "\n".join(f"{label}: {one_line(text)}" for label, text in facts_)
    return "\n\n".join(["\n".join(head), lines, "\n".join(["WHAT TO LOAD", *orders])]) + "\n"


def withdrawal_text(package_facts: PackageFacts, reason: str, versions: Sequence[tuple[str, int]]) -> str:
    """The cancel notice: what is withdrawn, why, and whom to ask."""
    person = package_facts.account.responsible_person
    contact = joined((person.name, person.title, person.phone, person.email)) or NOT_STATED
    named = versions or [(package_facts.package_number, package_facts.version)]
    head = [
        f"WITHDRAWN. The goods of {_packages(named)}, do not ship.",
        "Please do not file an entry for them; if one was filed, cancel it and tell us its number.",
        *(["TEST DATA. Made with a test key."] if package_facts.test_mode else []),
    ]
    lines = (
        ("Reason", reason),
        ("Seller", package_facts.account.name),
        ("Port of entry", port_text(package_facts.shipment.port_of_entry) or NOT_STATED),
        ("Contact", contact),
        ("Plan", package_facts.plan_hash),
    )
    told = "\n".join(f"{label}: {one_line(text)}" for label, text in lines)
    return "\n\n".join(["\n".join(head), told]) + "\n"


def _packages(versions: Sequence[tuple[str, int]]) -> str:
    """``package cp_ch123456, version 1``, or several of them."""
    named = ", and ".join(f"{one_line(number)}, version {version}" for number, version in versions)
    return f"package{'s' if len(versions) > 1 else ''} {named}"


def facts(invoice: Invoice) -> list[tuple[str, str]]:
    """Who, what, where and when, each on one line."""
    crossing, importer, totals = invoice.crossing, invoice.importer, invoice.totals
    stated = (
        ("Package", f"{invoice.invoice_number}, version {invoice.version}"),
        ("Importer of record", f"{importer.name or NOT_STATED}, number {_masked(importer.number)}"),
        ("Importer's address", address(importer.address)),
        ("Ultimate consignee", joined(tuple(consignee_lines(invoice)))),
        ("Bond", joined((importer.bond_type, importer.bond_number, importer.surety)) or NOT_STATED),
        ("Seller", invoice.seller.name or NOT_STATED),
        ("Shipped from", joined((invoice.shipper.name, address(invoice.shipper)))),
        ("Port of entry", port_text(crossing.port_of_entry) or NOT_STATED),
        ("Estimated arrival", arrival(crossing) or NOT_STATED),
        ("Mode, carrier SCAC", joined((crossing.mode, crossing.carrier_scac)) or NOT_STATED),
        ("PAPS", crossing.paps_number or NOT_STATED),
        ("Terms", invoice.incoterm or NOT_STATED),
        ("Entered value", _entered(invoice)),
        ("Sold in", sales_text(invoice)),
        ("Invoice total", f"{money(invoice.invoice_total_usd)} {invoice.currency}"),
        (
            "Lines, pieces",
            f"{_count(totals.lines, 'line')}, {number(totals.pieces)} pieces, {_count(len(invoice.orders), 'order')}",
        ),
        ("Weight", f"net {_kilograms(totals.net_weight_kg)}, gross {_kilograms(totals.gross_weight_kg)}"),
        ("Packages", joined((str(invoice.packages), invoice.package_kind), " ")),
        (
            "Duty estimate",
            f"{duty_text(invoice.estimate.duty_usd)} USD, MPF {duty_text(invoice.estimate.mpf_usd)} USD",
        ),
        ("Contact", _contact(invoice)),
    )
    return [(label, one_line(text)) for label, text in stated]


def _entered(invoice: Invoice) -> str:
    moved = moved_text(invoice.totals)
    said = f"{money(invoice.totals.value_usd)} {invoice.currency}"
    return f"{said} ({moved.removeprefix('Entered value: ')})" if moved else said


def entries(invoice: Invoice) -> Iterator[str]:
    """What is to be filed, one line an entry."""
    for section in invoice.sections:
        codes = ", ".join(dict.fromkeys(line.hts for line in section.lines[:6]))
        more = f" and {len(section.lines) - 6} more lines" if len(section.lines) > 6 else ""
        yield (
            f"Entry {section.entry_number}: type {section.entry_type} ({section.entry_type_name}), "
            f"{_count(section.totals.lines, 'line')}, {money(section.totals.value_usd)} USD, HTS {codes}{more}"
        )


def attention(package_facts: PackageFacts, invoice: Invoice) -> Iterator[str]:
    """What a broker must look at before filing; says so when there is nothing."""
    found = [*_findings(package_facts), *_claims(invoice)]
    found += [
        f"Your profile: {fault} The standard layout is used."
        for fault in profile_faults(package_facts.broker.profile)
    ]
    missing = [each.name for each in invoice.elements if each.answer is None]
    if missing:
        found.append(f"Not stated of 19 CFR 141.86: {', '.join(missing)}")
    yield from (one_line(text) for text in found[:MOST_SHOWN])
    if len(found) > MOST_SHOWN:
        yield f"and {len(found) - MOST_SHOWN} more: see the invoice"
    if not found:
        yield "nothing was found"


def _findings(package_facts: PackageFacts) -> Iterator[str]:
    for finding in package_facts.plan.findings:
        if finding.severity is not Severity.INFO:
            yield f"{finding.code}: {finding.message}"


def _claims(invoice: Invoice) -> Iterator[str]:
    """Lines that want a paper, a claim or a case of their own, and duties nobody could estimate."""
    for line in invoice.lines:
        where = f"line {line.entry_number}.{line.line_no} ({line.hts}, {line.country_of_origin})"
        if line.spi:
            yield f"{where}: preference claimed, SPI {line.spi}"
        if any(goods.metals for goods in line.goods):
            yield f"{where}: Section 232 metals, see the declared weights and countries"
        agencies = dict.fromkeys(answer.agency for goods in line.goods for answer in goods.agencies)
        if agencies:
            yield f"{where}: agencies {', '.join(agencies)}"
        cases = dict.fromkeys(case.text for goods in line.goods for case in goods.adcvd)
        if cases:
            yield f"{where}: AD/CVD {'; '.join(cases)}"
        if line.duty_usd is None:
            yield f"{where}: duty not known"


def _notices(package_facts: PackageFacts, invoice: Invoice) -> list[str]:
    """What comes before everything: test data, a correction and its changes, or the plain request."""
    notices = []
    if package_facts.test_mode:
        notices.append("TEST DATA. Made with a test key. Do not file an entry from this mail.")
    if package_facts.supersedes or package_facts.changes:
        before = one_line(package_facts.supersedes or NOT_STATED)
        changes = [
            f"- {one_line(each.field)}: {one_line(each.before or NOT_STATED)} -> {one_line(each.after or NOT_STATED)}"
            for each in package_facts.changes
        ]
        text = f"CORRECTION. {invoice.invoice_number}, version {invoice.version}, takes the place of {before}. Changed:"
        notices.append("\n".join([text, *(changes or ["- no field was named"])]))
    else:
        notices.append(
            f"{one_line(invoice.seller.name or NOT_STATED)} asks you to clear the goods of package "
            f"{invoice.invoice_number}. Please answer with the entry number."
        )
    return notices


def _file_lines(attached: Sequence[Attached], links: Links | None) -> Iterator[str]:
    for each in attached:
        fetch = f"; fetch it: {links.files_url}/{each.file.filename}" if links else ""
        note = "" if each.travels else f"  [not attached: {each.reason}{fetch}]"
        yield f"- {each.file.filename} ({each.file.size:,} bytes){note}\n  {each.file.sha256}"


def _closing(invoice: Invoice) -> str:
    return (
        "Duties and fees here are estimates. The manifest is signed; the whole package can be verified offline with "
        f"entrygo verify-package. Plan {one_line(invoice.plan_hash)}."
    )


def _kilograms(weight: Decimal | None) -> str:
    return NOT_STATED if weight is None else f"{number(weight)} kg"


def _dollars(amount: Decimal | None) -> str:
    return duty_text(amount) if amount is None else f"{money(amount)} USD"


def _count(amount: int, noun: str) -> str:
    return f"{amount} {noun}" if amount == 1 else f"{amount:,} {noun}s"


def _masked(importer_number: str | None) -> str:
    """A social security number travels in the papers, never in the open of a letter."""
    if importer_number is None:
        return NOT_STATED
    plain = importer_number.strip()
    is_social = len(plain) == 11 and plain[3] == plain[6] == "-"
    return f"***-**-{plain[-4:]}" if is_social else plain


def _contact(invoice: Invoice) -> str:
    person = invoice.responsible_person
    return joined((person.name, person.title, person.phone, person.email)) or NOT_STATED


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("entrygo.documents", "assets"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("submission.html")
