"""The checklist of 19 CFR 141.86 over an invoice: sixteen elements, each with its answer or openly without one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from entrygo.documents.invoice import Element, Goods, Invoice
from entrygo.documents.print_text import charge_text, sales_text
from entrygo.documents.text_format import NOT_STATED, address, joined, money, number


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
    return f"all {count} products" if len(skus) == count and count > 1 else joined(skus)


def _count(done: Iterable[bool], what: str) -> str:
    answers = list(done)
    return f"{what}: {sum(answers)} of {len(answers)} products, see the lines"


def _port(invoice: Invoice) -> str | None:
    port = invoice.crossing.port_of_entry
    return f"Schedule D {port}" if port else None


def _sale(invoice: Invoice) -> str | None:
    dates = invoice.dates_of_sale
    when = (dates[0] if len(dates) == 1 else f"{dates[0]} to {dates[-1]}") if dates else f"date {NOT_STATED}"
    buyers = len({(order.buyer.name, address(order.buyer)) for order in invoice.orders})
    where = invoice.place_of_sale or f"place {NOT_STATED}"
    return f"Sold {when}, {where}, by {invoice.seller.name} to {buyers} buyers named under Orders"


def _description(invoice: Invoice) -> str:
    goods = _goods(invoice)
    named = _count((bool(each.trade_name) for each in goods), "trade name stated")
    marks = "package marks: the package ids under Orders"
    return f"Described on every line, with the seller's own number (SKU); {named}; {marks}"


def _quantities(invoice: Invoice) -> str:
    net = invoice.totals.net_weight_kg
    weight = NOT_STATED if net is None else f"{number(net)} kg"
    lines = invoice.lines
    measured = sum(bool(line.quantities) for line in lines)
    where = "on every line" if measured == len(lines) else f"on {measured} of {len(lines)} lines"
    return f"{number(invoice.totals.pieces)} pieces, net weight {weight}; schedule units {where}"


def _prices(invoice: Invoice) -> str:
    priced = joined(tuple(sorted({goods.currency for goods in _goods(invoice)})))
    return f"Unit price of each item in {priced}; goods {money(invoice.totals.goods_usd)} {invoice.currency}"


def _unsold(invoice: Invoice) -> str:
    unsold = [f"{goods.sku} ({goods.not_sold})" for goods in _goods(invoice) if goods.not_sold]
    if unsold:
        value = f"{money(invoice.not_sold_usd)} {invoice.currency}"
        return (
            f"Not sold, value declared {value}: {joined(tuple(dict.fromkeys(unsold)))}; all others were sold"
        )
    return "All goods were sold"


def _currency(invoice: Invoice) -> str:
    return f"Charges and totals in {invoice.currency}; sold in {sales_text(invoice)}"


def _charges(invoice: Invoice) -> str | None:
    return joined(tuple(
        f"{charge_text(each)}: {money(each.amount_usd)} {invoice.currency}" for each in invoice.charges
    ), "; ")  # fmt: skip


def _origins(invoice: Invoice) -> str | None:
    return joined(tuple(sorted({line.country_of_origin for line in invoice.lines})))


def _chain(invoice: Invoice) -> str:
    return f"Sold by {invoice.seller.name} to each buyer named under Orders; of a resale in transit nothing is stated"


def _packing(invoice: Invoice) -> str:
    known = all(order.packages_stated for order in invoice.orders)
    note = "" if known else " (not stated for every order: one an order assumed)"
    return f"packing_list.json of this package; {invoice.packages} packages{note}; every page and line is numbered"


def _numbers(invoice: Invoice) -> str:
    discounts = _listed(invoice, lambda goods: goods.discount) or f"discounts {NOT_STATED}"
    return f"Invoice {invoice.invoice_number}, version {invoice.version}; {discounts}"


def _person(invoice: Invoice) -> str | None:
    person = invoice.responsible_person
    return joined((person.name, person.title, person.email, person.phone)) if person.name else None


QUESTIONS = (
    _Question(name="Port of entry", cite="19 CFR 141.86(a)(1)", answer=_port),
    _Question(name="Time and place of sale, seller and buyer", cite="19 CFR 141.86(a)(2)", answer=_sale),
    _Question(
        name="Detailed description, trade name, grade, marks", cite="19 CFR 141.86(a)(3)", answer=_description
    ),
    _Question(name="Quantities in weights and measures", cite="19 CFR 141.86(a)(4)", answer=_quantities),
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
        answer=lambda invoice: _listed(invoice, lambda goods: goods.assists),
    ),
    _Question(
        name="Sale through intermediaries, resale in transit", cite="19 CFR 141.86(b)-(c)", answer=_chain
    ),
    _Question(name="English text", cite="19 CFR 141.86(d)", answer=lambda invoice: "Made in English"),
    _Question(name="Packing list; pages and lines numbered", cite="19 CFR 141.86(e)-(g)", answer=_packing),
    _Question(name="Invoice number and discounts", cite="19 CFR 141.86(g)-(i)", answer=_numbers),
    _Question(name="Responsible employee of the exporter", cite="19 CFR 141.86(j)", answer=_person),
)
