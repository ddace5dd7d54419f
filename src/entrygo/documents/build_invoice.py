"""Drafts the one invoice of a package: every fact in its place, nothing computed that the plan has not decided."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from entrygo.contract.facts import Account, Order, Party, Product
from entrygo.contract.plan import EntryType, EntryUnit, ReadCharge, Sale
from entrygo.contract.tariff import LawStamp
from entrygo.contract.times import entry_date_at, iso
from entrygo.documents.consignees import consignees_of
from entrygo.documents.elements import elements_of
from entrygo.documents.invoice import (
    BrokerBlock,
    ChargeLine,
    Crossing,
    Estimate,
    ImporterBlock,
    Invoice,
    LawBlock,
    Line,
    Maker,
    OrderBlock,
    Responsible,
    SaleCurrency,
    Section,
    Totals,
)
from entrygo.documents.invoice_lines import ZERO, Shelf, known, lines_of
from entrygo.documents.package_facts import PackageFacts
from entrygo.documents.profile import profile_of
from entrygo.documents.text_format import scrub
from entrygo.tariff.mid import build_mid

SCHEMA = "entrygo.commercial-customs-invoice/1"
NOBODY = Party()
ENTRY_TYPES = {
    EntryType.FORMAL: "formal consumption entry",
    EntryType.ADCVD: "consumption entry, antidumping or countervailing duty",
    EntryType.INFORMAL: "informal entry",
}
ESTIMATE_NOTE = (
    "Duties and fees are an estimate for planning, made from the dated tariff records named beside each figure. "
    "They are not part of the price, not advice, and not what CBP will assess."
)
DECLARATION = (
    "The seller named above states, by the signature below, that this invoice was made from its own records and that "
    "the facts and prices in it are true and complete to the best of its knowledge. Where an element reads "
    "“not stated”, the seller has made no statement about it. Unsigned, this paper is a draft of that statement."
)


def invoice_of(package_facts: PackageFacts) -> Invoice:
    """The invoice of a package, with every text from outside made printable."""
    orders = _included(package_facts)
    makers, shelf = _shelf(package_facts)
    by_order = {sale.order_id: sale for sale in package_facts.plan.sales}
    consignees, refs = consignees_of(orders, package_facts)
    blocks = tuple(_order_block(order, by_order[order.id], refs.get(order.id)) for order in orders)
    sections = tuple(_section(entry, shelf) for entry in package_facts.plan.entries)
    sales = package_facts.plan.sales
    lines = [line for section in sections for line in section.lines]
    account = package_facts.account
    term, _, place = (account.incoterm or "").strip().partition(" ")
    draft = Invoice(
        schema=SCHEMA,
        invoice_number=package_facts.package_number,
        package_id=package_facts.package_id,
        version=package_facts.version,
        supersedes=package_facts.supersedes,
        changes=package_facts.changes,
        invoice_date=_invoice_date(package_facts),
        generated_at=iso(package_facts.generated_at),
        plan_hash=package_facts.plan_hash,
        test_mode=package_facts.test_mode,
        language="en",
        crossing=_crossing(package_facts),
        incoterm=term or None,
        incoterm_place=place.strip() or None,
        currency="USD",
        sale_currencies=_sale_currencies(sales),
        place_of_sale=account.address.city,
        dates_of_sale=tuple(sorted({block.sold_on for block in blocks if block.sold_on})),
        importer=_importer(account),
        consignees=consignees,
        seller=replace(account.address, name=account.name),
        shipper=replace(
            package_facts.warehouse.address,
            name=package_facts.warehouse.address.name or package_facts.warehouse.name,
        ),
        broker=_broker(package_facts),
        makers=makers,
        orders=blocks,
        sections=sections,
        charges=_charges(sales),
        totals=_totals(known(package_facts.plan.value_usd), lines),
        not_sold_usd=sum((known(sale.not_sold_usd) for sale in sales), ZERO),
        invoice_total_usd=_whole([sale.paid_usd for sale in sales]),
        packages=sum(len(block.package_ids) for block in blocks),
        package_kind=package_facts.shipment.package_kind,
        estimate=_whole_estimate(package_facts),
        estimate_note=_estimate_note(package_facts.law),
        law=_law(package_facts.law),
        elements=(),
        responsible_person=_responsible(account),
        declaration=DECLARATION,
        columns=profile_of(package_facts.broker.profile).columns,
    )
    return scrub(replace(draft, elements=elements_of(draft)))


def _estimate_note(law: LawStamp | None) -> str:
    """What the estimate is, and by the law of which day it was made."""
    if law is None:
        return ESTIMATE_NOTE
    return (
        f"{ESTIMATE_NOTE} By the law as of {law.as_of.isoformat()} (bundle {law.version}, {law.digest[:12]})."
    )


def _law(law: LawStamp | None) -> LawBlock | None:
    if law is None:
        return None
    return LawBlock(version=law.version, as_of=law.as_of.isoformat(), digest=law.digest)


def _invoice_date(package_facts: PackageFacts) -> str:
    """The day the invoice was made, in the calendar of the port, which is the entry's."""
    port = package_facts.shipment.port_of_entry or package_facts.warehouse.port_of_entry
    return entry_date_at(port, package_facts.generated_at).isoformat()


def _included(package_facts: PackageFacts) -> tuple[Order, ...]:
    """The orders the plan includes, in the plan's order."""
    by_id = {order.id: order for order in package_facts.orders}
    return tuple(by_id[order_id] for order_id in package_facts.plan.included_order_ids)


def _shelf(package_facts: PackageFacts) -> tuple[tuple[Maker, ...], Shelf]:
    """The manufacturers of the invoiced products, each once, and where the lines find them."""
    used = dict.fromkeys(
        item.product_id for entry in package_facts.plan.entries for line in entry.lines for item in line.items
    )
    refs: dict[tuple[Party, str | None], str] = {}
    makers: list[Maker] = []
    maker_refs: dict[str, str] = {}
    mids: dict[str, str | None] = {}
    for product in (package_facts.products[product_id] for product_id in used):
        mid, source = _mid(product)
        mids[product.id] = mid
        if product.manufacturer is None and mid is None:
            continue
        party = product.manufacturer or NOBODY
        if (party, mid) not in refs:
            refs[party, mid] = f"M{len(refs) + 1}"
            makers.append(Maker(ref=refs[party, mid], party=party, mid=mid, mid_source=source))
        maker_refs[product.id] = refs[party, mid]
    orders = {order.id: order for order in package_facts.orders}
    return tuple(makers), Shelf(
        orders=orders,
        products=package_facts.products,
        sales={sale.order_id: sale for sale in package_facts.plan.sales},
        maker_refs=maker_refs,
        mids=mids,
    )


def _mid(product: Product) -> tuple[str | None, str | None]:
    """The manufacturer's identification code as given, else as built, and which of the two it is."""
    if product.mid:
        return product.mid, "given"
    maker = product.manufacturer
    if maker is None:
        return None, None
    origin = product.country_of_origin or maker.country
    built = build_mid(maker.name, maker.address1, maker.city, maker.region, origin)
    return built, "built" if built else None


def _order_block(order: Order, sale: Sale, consignee_ref: str | None) -> OrderBlock:
    ship_to = order.ship_to or Party(
        region=order.destination_region,
        postal_code=order.destination_postal_code,
        country=order.destination_country,
    )
    count = max(order.packages or 1, 1)
    return OrderBlock(
        order_id=order.id,
        order_number=order.external_id,
        sold_on=order.sold_on.isoformat() if order.sold_on else None,
        currency=order.currency,
        buyer=order.buyer or ship_to,
        ship_to=ship_to,
        consignee_ref=consignee_ref,
        package_ids=tuple(f"{order.external_id}-{number}/{count}" for number in range(1, count + 1)),
        packages_stated=order.packages is not None,
        rate=sale.rate,
        rate_source=sale.rate_source,
        goods_usd=known(sale.goods_usd),
        entered_usd=known(sale.entered_usd),
        paid_usd=sale.paid_usd,
    )


def _section(entry: EntryUnit, shelf: Shelf) -> Section:
    lines = lines_of(entry, shelf)
    return Section(
        entry_number=entry.number,
        entry_type=entry.entry_type.value,
        entry_type_name=ENTRY_TYPES[entry.entry_type],
        reason=entry.reason,
        order_ids=entry.order_ids,
        lines=lines,
        totals=_totals(known(entry.value_usd), lines),
        estimate=Estimate(
            duty_usd=entry.duty_usd,
            mpf_usd=entry.mpf_usd,
            hmf_usd=known(entry.hmf_usd),
            broker_fee_usd=entry.broker_fee_usd,
        ),
    )


def _totals(value_usd: Decimal, lines: Iterable[Line]) -> Totals:
    listed = list(lines)
    return Totals(
        lines=len(listed),
        pieces=sum((line.pieces for line in listed), Decimal(0)),
        net_weight_kg=_whole([line.net_weight_kg for line in listed]),
        gross_weight_kg=_whole([line.gross_weight_kg for line in listed]),
        goods_usd=sum((line.goods_usd for line in listed), ZERO),
        added_usd=sum((line.added_usd for line in listed), ZERO),
        deducted_usd=sum((line.deducted_usd for line in listed), ZERO),
        value_usd=value_usd,
    )


def _whole(parts: list[Decimal | None]) -> Decimal | None:
    """The sum of the parts, or ``None`` where one of them is not known."""
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if len(known) == len(parts) else None


def _whole_estimate(package_facts: PackageFacts) -> Estimate:
    entries = package_facts.plan.entries
    return Estimate(
        duty_usd=package_facts.plan.duty_usd,
        mpf_usd=_whole([entry.mpf_usd for entry in entries]),
        hmf_usd=sum((known(entry.hmf_usd) for entry in entries), ZERO),
        broker_fee_usd=sum((entry.broker_fee_usd for entry in entries), Decimal(0)),
    )


def _charges(sales: Iterable[Sale]) -> tuple[ChargeLine, ...]:
    """The charges of all orders, one line for each type, side of the price and effect."""
    alike: dict[tuple[str, bool, str], list[ReadCharge]] = {}
    for sale in sales:
        for charge in sale.charges:
            alike.setdefault((charge.type, charge.included, _effect(charge)), []).append(charge)
    return tuple(
        ChargeLine(
            type=name,
            stated_types=tuple(sorted({each.stated_type for each in charges} - {name})),
            amount_usd=_whole([each.amount_usd for each in charges]),
            included_in_price=included,
            effect=effect,
            evidence=tuple(sorted({each.evidence for each in charges if each.evidence})),
        )
        for (name, included, effect), charges in sorted(alike.items())
    )


def _effect(charge: ReadCharge) -> str:
    """What a charge did to the entered value: one without an amount takes nothing off, unless it is computed."""
    is_lacking = charge.effect == "deducted" and charge.amount_usd is None and charge.type != "us_duty"
    return "nothing_deducted" if is_lacking else charge.effect


def _sale_currencies(sales: Iterable[Sale]) -> tuple[SaleCurrency, ...]:
    counts = Counter((sale.currency, sale.rate, sale.rate_source) for sale in sales)
    listed = sorted(counts.items(), key=lambda pair: (pair[0][0], str(pair[0][1]), str(pair[0][2])))
    return tuple(
        SaleCurrency(currency=currency, rate=rate, rate_source=source, orders=count)
        for (currency, rate, source), count in listed
    )


def _importer(account: Account) -> ImporterBlock:
    importer, bond = account.importer, account.importer.bond
    return ImporterBlock(
        name=importer.name,
        number=importer.number,
        bond_type=bond.type if bond else None,
        bond_number=bond.number if bond else None,
        surety=bond.surety if bond else None,
        address=importer.address or NOBODY,
    )


def _broker(package_facts: PackageFacts) -> BrokerBlock:
    broker = package_facts.broker
    valid_to = broker.power_of_attorney_valid_to
    return BrokerBlock(
        name=broker.name,
        filer_code=broker.filer_code,
        power_of_attorney_on_file=broker.power_of_attorney_on_file,
        power_of_attorney_valid_to=valid_to.isoformat() if valid_to else None,
    )


def _crossing(package_facts: PackageFacts) -> Crossing:
    shipment, warehouse = package_facts.shipment, package_facts.warehouse
    return Crossing(
        port_of_entry=shipment.port_of_entry or warehouse.port_of_entry,
        mode=shipment.mode or warehouse.mode,
        carrier_scac=shipment.carrier_scac,
        paps_number=shipment.paps_number,
        eta=shipment.eta,
        entry_date=shipment.entry_date.isoformat(),
        export_date=shipment.export_date.isoformat() if shipment.export_date else None,
        import_date=shipment.import_date.isoformat() if shipment.import_date else None,
        country_of_export=warehouse.address.country,
    )


def _responsible(account: Account) -> Responsible:
    person = account.responsible_person
    return Responsible(name=person.name, title=person.title, email=person.email, phone=person.phone)
