"""The checklist of 19 CFR 141.86 over an invoice: sixteen elements, each with its answer or openly without one.

Every answer is counted or read from the invoice; where part of the goods says nothing, the answer says of how many.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from entrygo.contract.letters import is_latin
from entrygo.documents.invoice import Element, Goods, Invoice
from entrygo.documents.opening import dates_text, packages_text
from entrygo.documents.print_text import charge_text, port_text, sales_text
from entrygo.documents.text_format import NOT_STATED, address, joined, money, number

MOST_NAMED = 5
"""So many products are named one by one; more are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    name: str
    cite: str
    answer: Callable[[Invoice], str | None]


def elements_of(invoice: Invoice) -> tuple[Element, ...]:
    """Every element of the checklist, answered from the invoice itself."""
    return tuple(
        Element(number=index, name=each.name, cite=each.cite, answer=each.answer(invoice) or None)
        for index, each in enumerate(QUESTIONS, start=1)
    )


def _goods(invoice: Invoice) -> list[Goods]:
    return [goods for line in invoice.lines for goods in line.goods]


def _listed(invoice: Invoice, pick: Callable[[Goods], str | None]) -> str | None:
    """What products state, each answer once with the products that give it, and how many of them say nothing."""
    answers: dict[str, list[str]] = {}
    for goods in _goods(invoice):
        if text := pick(goods):
            answers.setdefault(text, []).append(goods.sku)
    named = {text: tuple(dict.fromkeys(skus)) for text, skus in answers.items()}
    count = len(dict.fromkeys(goods.sku for goods in _goods(invoice)))
    said = tuple(f"{_all_or(skus, count)}: {text}" for text, skus in named.items())
    silent = count - len({sku for skus in named.values() for sku in skus})
    return (
        joined((*said, f"{NOT_STATED} for {silent} of {count} products" if said and silent else None), "; ")
        or None
    )


def _all_or(skus: tuple[str, ...], count: int) -> str:
    if len(skus) == count and count > 1:
        return f"all {count} products"
    return joined(skus) if len(skus) <= MOST_NAMED else f"{len(skus)} of {count} products"


def _share(answers: Iterable[bool], what: str) -> str:
    """On how many of the goods something is stated."""
    listed = list(answers)
    return f"{what} on {'all' if all(listed) else sum(listed)} of {len(listed)} rows"


def _port(invoice: Invoice) -> str | None:
    port = invoice.crossing.port_of_entry
    return f"Schedule D {port_text(port)}" if port else None


def _sale(invoice: Invoice) -> str | None:
    orders = invoice.orders
    buyers = {(order.buyer.name, address(order.buyer)) for order in orders}
    unnamed = sum(order.buyer.name is None for order in orders)
    when = dates_text(invoice) or f"date {NOT_STATED}"
    where = invoice.place_of_sale or f"place {NOT_STATED}"
    whom = f"{len(buyers)} {'buyer' if len(buyers) == 1 else 'buyers'} under Orders"
    said = f"Sold {when}, {where}, by {invoice.seller.name or f'a seller {NOT_STATED}'} to {whom}"
    return f"{said}; the buyer's name {NOT_STATED} for {unnamed} of {len(orders)} orders" if unnamed else said


def _description(invoice: Invoice) -> str:
    goods = _goods(invoice)
    return joined((
        _share((bool(each.description) for each in goods), "Description and the seller's own number (SKU)"),
        _share((bool(each.trade_name) for each in goods), "trade name"),
        _share((bool(each.grade) for each in goods), "grade or model"),
        _share((bool(each.marks) for each in goods), "marks of the goods"),
        "marks of the packages under Orders" if invoice.packages else None,
    ), "; ")  # fmt: skip


def _quantities(invoice: Invoice) -> str:
    net, gross = invoice.totals.net_weight_kg, invoice.totals.gross_weight_kg
    lines = invoice.lines
    measured = sum(bool(line.quantities) for line in lines)
    return joined((
        f"{number(invoice.totals.pieces)} pieces",
        f"net weight {number(net)}{' kg' if net is not None else ''}",
        f"gross weight {number(gross)}{' kg' if gross is not None else ''}",
        f"quantities in the schedule's units on {measured} of {len(lines)} lines",
    ))  # fmt: skip


def _prices(invoice: Invoice) -> str:
    goods = _goods(invoice)
    priced = joined(tuple(sorted({each.currency for each in goods})))
    free = sum(not each.unit_price for each in goods)
    return joined((
        f"Price of a piece on each row, in {priced}",
        f"goods {money(invoice.totals.goods_usd)} {invoice.currency}",
        f"a price of 0 on {free} of {len(goods)} rows" if free else None,
    ), "; ")  # fmt: skip


def _unsold(invoice: Invoice) -> str:
    goods = _goods(invoice)
    unsold = [f"{each.sku} ({each.not_sold})" for each in goods if each.not_sold]
    free = [each.sku for each in goods if not each.not_sold and not each.unit_price]
    sold = len(goods) - len(unsold) - len(free)
    parts = []
    if unsold:
        value = f"{money(invoice.not_sold_usd)} {invoice.currency}"
        parts.append(f"Not sold, value declared {value}: {joined(tuple(dict.fromkeys(unsold)))}")
    if free:
        parts.append(f"Priced at 0, and whether sold is {NOT_STATED}: {joined(tuple(dict.fromkeys(free)))}")
    if not parts:
        return "All goods were sold"
    return joined((*parts, f"the other {sold} of {len(goods)} rows were sold" if sold else None), "; ")


def _currency(invoice: Invoice) -> str:
    return f"Charges and totals in {invoice.currency}; sold in {sales_text(invoice)}"


def _charges(invoice: Invoice) -> str | None:
    return joined(tuple(
        f"{charge_text(each)}: {money(each.amount_usd)} {invoice.currency}" for each in invoice.charges
    ), "; ")  # fmt: skip


def _origins(invoice: Invoice) -> str | None:
    return joined(tuple(sorted({line.country_of_origin for line in invoice.lines})))


def _chain(invoice: Invoice) -> str:
    """To whom goods go who did not buy them. Of sales before or after this one an order states nothing."""
    others = sum(order.ship_to != order.buyer for order in invoice.orders)
    if not others:
        return "No order names another place of delivery than its buyer's"
    return f"{others} of {len(invoice.orders)} orders are delivered to another than their buyer, named under Orders"


def _english(invoice: Invoice) -> str:
    goods = _goods(invoice)
    foreign = sum(not is_latin(f"{each.description} {each.materials or ''}") for each in goods)
    if foreign:
        return (
            f"The form is English; the description of {foreign} of {len(goods)} rows is not in Latin letters"
        )
    return "The form is English; descriptions as the seller words them, all in Latin letters"


def _packing(invoice: Invoice) -> str:
    several = sum(len(order.package_ids) > 1 for order in invoice.orders)
    split = f"; how {several} orders divide among their packages is {NOT_STATED}" if several else ""
    return f"packing_list.pdf of this package lists {packages_text(invoice)}, by order{split}"


def _numbers(invoice: Invoice) -> str:
    discounts = _with_charges(invoice, "discount", _listed(invoice, lambda goods: goods.discount))
    discounts = discounts or f"discounts {NOT_STATED}"
    numbered = "lines are numbered, and pages in the PDF"
    return f"Invoice {invoice.invoice_number}, version {invoice.version}; {numbered}; {discounts}"


def _with_charges(invoice: Invoice, kind: str, of_products: str | None) -> str | None:
    """What products state of it, and that orders state some among their charges."""
    if not any(each.type == kind for each in invoice.charges):
        return of_products
    return f"{kind}s of orders under Charges and total; of the products {of_products or NOT_STATED}"


def _person(invoice: Invoice) -> str | None:
    person = invoice.responsible_person
    return joined((person.name, person.title, person.email, person.phone)) if person.name else None


QUESTIONS = (
    _Question(name="Port of entry", cite="19 CFR 141.86(a)(1)", answer=_port),
    _Question(name="Time and place of sale, seller and buyer", cite="19 CFR 141.86(a)(2)", answer=_sale),
    _Question(
        name="Detailed description, trade name, grade, marks", cite="19 CFR 141.86(a)(3)", answer=_description
    ),
    _Question(name="Quantities in weights and measures", cite="19 CFR 141.86(a)(4), (f)", answer=_quantities),
    _Question(name="Purchase price in the currency of purchase", cite="19 CFR 141.86(a)(5)", answer=_prices),
    _Question(name="Value of goods not sold", cite="19 CFR 141.86(a)(6)", answer=_unsold),
    _Question(name="Kind of currency", cite="19 CFR 141.86(a)(7)", answer=_currency),
    _Question(name="Charges by name and amount", cite="19 CFR 141.86(a)(8)", answer=_charges),
    _Question(
        name="Rebates, drawbacks and bounties on export",
        cite="19 CFR 141.86(a)(9)",
        answer=lambda invoice: _listed(invoice, lambda goods: goods.rebates),
    ),
    _Question(name="Country of origin", cite="19 CFR 141.86(a)(10)", answer=_origins),
    _Question(
        name="Assists",
        cite="19 CFR 141.86(a)(11)",
        answer=lambda invoice: _with_charges(
            invoice, "assist", _listed(invoice, lambda goods: goods.assists)
        ),
    ),
    _Question(
        name="Goods shipped by another than the maker, sold in transit",
        cite="19 CFR 141.86(b)-(c)",
        answer=_chain,
    ),
    _Question(name="English text", cite="19 CFR 141.86(d)", answer=_english),
    _Question(name="Packing list: what each package holds", cite="19 CFR 141.86(e)", answer=_packing),
    _Question(name="Discounts; numbers of invoice and pages", cite="19 CFR 141.86(g)-(h)", answer=_numbers),
    _Question(name="Responsible employee of the exporter", cite="19 CFR 141.86(j)", answer=_person),
)
