"""The blocks of an entry summary (CBP Form 7501) whose facts are the seller's: what this package says for each.

Every answer is read or counted from the invoice, and says of how much where part of the goods says nothing. What the
filer alone knows (entry number, summary date, signature) is left out; what no paper of the package states is said so.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from entrygo.documents.consignees import CONSOLIDATED, Consignees
from entrygo.documents.invoice import ConsigneeBlock, Goods, Invoice
from entrygo.documents.opening import kilograms, packages_text
from entrygo.documents.print_text import charge_text, duty_text, port_text
from entrygo.documents.text_format import NOT_STATED, address, joined, money

Block = tuple[str, str, str]
"""The number of a block, its name, and what is said for it."""


def summary_blocks(invoice: Invoice) -> Iterator[Block]:
    """Every block in the form's order."""
    for number, name, answer in BLOCKS:
        yield number, name, answer(invoice) or NOT_STATED


def _goods(invoice: Invoice) -> list[Goods]:
    return [goods for line in invoice.lines for goods in line.goods]


def _count(stated: Iterable[bool], of: str) -> str | None:
    """On how many something is stated; nothing where on none."""
    listed = list(stated)
    if not any(listed):
        return None
    found = sum(listed)
    if found == len(listed):
        return f"on {'the one' if found == 1 else f'all {found}'} {of}{'' if found == 1 else 's'}"
    return f"on {found} of {len(listed)} {of}s, {NOT_STATED} on the others"


def _types(invoice: Invoice) -> str:
    return "; ".join(
        f"{section.entry_type} ({section.entry_type_name}), entry {section.entry_number}"
        for section in invoice.sections
    )


def _bond(invoice: Invoice) -> str:
    importer = invoice.importer
    kind = joined((importer.bond_type, importer.bond_number)) or NOT_STATED
    return f"Bond {kind}; surety {importer.surety or NOT_STATED}"


def _origins(invoice: Invoice) -> str:
    return f"{', '.join(sorted({line.country_of_origin for line in invoice.lines}))}, on each line"


def _makers(invoice: Invoice) -> str | None:
    built = sum(maker.mid_source == "built" for maker in invoice.makers)
    found = _count((bool(each.mid) for each in _goods(invoice)), "row")
    note = f"; {built} of {len(invoice.makers)} built from name and address, under Manufacturers"
    return found and found + (note if built else "")


def _consignee_number(invoice: Invoice) -> str | None:
    return _count((bool(each.number) for each in invoice.consignees), "consignee")


def _consignee(invoice: Invoice) -> str | None:
    found = Consignees(invoice).of()
    if isinstance(found, ConsigneeBlock):
        return joined((found.party.name, address(found.party)))
    if found == CONSOLIDATED:
        return f"{CONSOLIDATED}: {len(invoice.consignees)} consignees, each named with its order"
    return None


def _importer(invoice: Invoice) -> str | None:
    return (
        joined((invoice.importer.name, address(invoice.importer.address))) if invoice.importer.name else None
    )


def _numbers(invoice: Invoice) -> str:
    lines = invoice.lines
    further = sum(bool(line.chapter_99) for line in lines)
    claims = sum(any(goods.claim for goods in line.goods) for line in lines)
    indicators = sum(bool(line.spi) for line in lines)
    return joined((
        f"on each of {len(lines)} lines, ten digits where the plan has them",
        f"chapter 99 on {further}, in ACE's order",
        f"chapter 98 claimed on {claims}" if claims else None,
        f"a preference (SPI) claimed on {indicators}" if indicators else None,
    ))  # fmt: skip


def _cases(invoice: Invoice) -> str | None:
    cases = dict.fromkeys(case.text for goods in _goods(invoice) for case in goods.adcvd)
    return "; ".join(cases) or None


def _weight(invoice: Invoice) -> str:
    return f"Gross weight {kilograms(invoice.totals.gross_weight_kg)}; {packages_text(invoice)}"


def _quantities(invoice: Invoice) -> str | None:
    return _count((bool(line.quantities) for line in invoice.lines), "line")


def _value(invoice: Invoice) -> str:
    return f"{money(invoice.totals.value_usd)} {invoice.currency}, on each line"


def _charges(invoice: Invoice) -> str | None:
    return "; ".join(
        f"{charge_text(each)}: {money(each.amount_usd)} {invoice.currency}" for each in invoice.charges
    )


def _relationship(invoice: Invoice) -> str | None:
    """Whether buyer and seller are related, by the rows that say it."""
    answers = Counter(goods.related_parties or NOT_STATED for goods in _goods(invoice))
    if set(answers) == {NOT_STATED}:
        return None
    rows = sum(answers.values())
    return "; ".join(f"{text} on {count} of {rows} rows" for text, count in answers.items())


def _fees(invoice: Invoice) -> str:
    estimate = invoice.estimate
    fees: tuple[tuple[str, Decimal | None], ...] = (
        ("duty", estimate.duty_usd), ("MPF", estimate.mpf_usd), ("HMF", estimate.hmf_usd),
    )  # fmt: skip
    told = ", ".join(f"{name} {duty_text(amount)}" for name, amount in fees)
    return f"Estimated in duty_estimate.pdf, rate by rate: {told}, in {invoice.currency}"


BLOCKS: tuple[tuple[str, str, Callable[[Invoice], str | None]], ...] = (
    ("2", "Entry type", _types),
    ("4, 5", "Surety, bond type", _bond),
    ("6", "Port code", lambda invoice: port_text(invoice.crossing.port_of_entry)),
    ("7", "Entry date", lambda invoice: f"{invoice.crossing.entry_date}, planned"),
    ("8", "Importing carrier", lambda invoice: invoice.crossing.carrier_scac),
    ("9", "Mode of transport", lambda invoice: invoice.crossing.mode),
    ("10", "Country of origin", _origins),
    ("11", "Import date", lambda invoice: invoice.crossing.import_date),
    ("12", "Bill of lading or air waybill (PAPS)", lambda invoice: invoice.crossing.paps_number),
    ("13", "Manufacturer ID", _makers),
    ("14", "Exporting country", lambda invoice: invoice.crossing.country_of_export),
    ("15", "Export date", lambda invoice: invoice.crossing.export_date),
    ("16, 17", "Immediate transportation: number, date", lambda _: None),
    ("19, 20", "Foreign port of lading, US port of unlading", lambda _: None),
    ("21", "Location of goods (FIRMS), general order number", lambda _: None),
    ("22", "Consignee number", _consignee_number),
    ("23", "Importer number", lambda invoice: invoice.importer.number),
    ("25", "Ultimate consignee", _consignee),
    ("26", "Importer of record", _importer),
    ("28, 29A", "Description; tariff numbers", _numbers),
    ("29B", "Antidumping or countervailing case", _cases),
    ("30", "Gross weight; manifest quantity", _weight),
    ("31", "Net quantity in the schedule's units", _quantities),
    ("32A", "Entered value", _value),
    ("32B", "Charges", _charges),
    ("32C", "Relationship of buyer and seller", _relationship),
    ("33, 34", "Rates, duty, fees", _fees),
)
