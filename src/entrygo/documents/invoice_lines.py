"""The lines of the invoice: each entry line of the plan with its products at each price, and each with its orders."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any, TypeAlias

from entrygo.contract.canonical import plain
from entrygo.contract.facts import Metals, Order, Product
from entrygo.contract.money import cents, times
from entrygo.contract.plan import EntryItem, EntryLine, EntryUnit, Sale
from entrygo.documents.invoice import Agency, Case, Goods, Item, Line, UsmcaStatement
from entrygo.documents.text_format import digits, hts, joined
from entrygo.tariff.units import FAMILIES, quantity_in, unit
from entrygo.tariff.usmca import CLAIM_INDICATORS

Foreign: TypeAlias = Any  # Any: the operator's own data, spelled as text here

ZERO = Decimal("0.00")
DOLLAR = "USD"
MICRO = Decimal("0.000001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Where lines look things up: orders, sales and products by id, each product's manufacturer on the invoice."""

    orders: Mapping[str, Order]
    products: Mapping[str, Product]
    sales: Mapping[str, Sale]
    maker_refs: Mapping[str, str]
    mids: Mapping[str, str | None]


def lines_of(entry: EntryUnit, shelf: Shelf) -> tuple[Line, ...]:
    """An entry's lines as the invoice states them."""
    return tuple(_line(entry, line, shelf) for line in entry.lines)


def _line(entry: EntryUnit, line: EntryLine, shelf: Shelf) -> Line:
    return Line(
        entry_number=entry.number,
        line_no=line.line_no,
        hts=hts(digits(line.hs_code)),
        hts10=digits(line.hs_code),
        description=line.description,
        country_of_origin=line.country_of_origin,
        spi=line.spi,
        chapter_99=line.headings,
        pieces=line.pieces,
        quantities=line.quantities,
        net_weight_kg=line.net_weight_kg,
        gross_weight_kg=line.gross_weight_kg,
        value_usd=known(line.value_usd),
        goods_usd=sum((known(item.goods_usd) for item in line.items), ZERO),
        added_usd=sum((item.added_usd for item in line.items), ZERO),
        deducted_usd=sum((item.deducted_usd for item in line.items), ZERO),
        goods=_goods_of(line, shelf),
        duty_usd=line.duty_usd,
        layers=line.layers,
    )


def known(figure: Decimal | None) -> Decimal:
    """A figure papers cannot be made without. Raises ``ValueError`` where the plan has none: it is then blocked."""
    if figure is None:
        raise ValueError("no paper is made of a plan whose customs value is not known")
    return figure


def _goods_of(line: EntryLine, shelf: Shelf) -> tuple[Goods, ...]:
    """One product at one price is one row: two prices are two rows, and so are two currencies or two rates."""
    alike: dict[tuple[object, ...], list[EntryItem]] = {}
    for item in line.items:
        sale = shelf.sales[item.order_id]
        key = (
            item.product_id,
            item.unit_price,
            item.currency,
            sale.currency,
            sale.rate,
            item.not_sold,
            item.claim,
        )
        alike.setdefault(key, []).append(item)
    parts = [
        _Part(shelf.products[items[0].product_id], items, sum([item.quantity for item in items], Decimal(0)))
        for items in alike.values()
    ]
    shares = _shared_quantities(line, parts)
    return tuple(_goods(line, part, share, shelf) for part, share in zip(parts, shares, strict=True))


@dataclass(frozen=True, slots=True)
class _Part:
    """A product of a line at one price, with its items and how many pieces they are."""

    product: Product
    items: list[EntryItem]
    pieces: Decimal

    @property
    def net_weight_kg(self) -> Decimal | None:
        return times(self.product.net_weight_kg, self.pieces)


def _goods(line: EntryLine, part: _Part, share: tuple[tuple[Decimal, str], ...], shelf: Shelf) -> Goods:
    product, entry_items, pieces = part.product, part.items, part.pieces
    items = tuple(_item(item, product, shelf) for item in entry_items)
    first, sale = entry_items[0], shelf.sales[entry_items[0].order_id]
    goods_usd = sum((item.goods_usd for item in items), ZERO)
    stated = {_bare(str(key)): value for key, value in product.attributes.items()}
    return Goods(
        product_id=product.id,
        sku=product.label,
        title=product.title,
        description=product.description or product.title,
        trade_name=_text(stated, "tradeName", "brand"),
        grade=_text(stated, "grade", "quality", "model"),
        marks=_text(stated, "marks", "packageMarks"),
        materials=_materials(product),
        quantity=pieces,
        schedule_quantities=share,
        unit_price=first.unit_price,
        line_value=goods_usd if first.currency == DOLLAR else _in_currency(entry_items),
        currency=first.currency,
        sale_currency=sale.currency,
        rate=sale.rate,
        not_sold=first.not_sold,
        claim=first.claim,
        components=_components(product),
        goods_usd=goods_usd,
        added_usd=sum((item.added_usd for item in items), ZERO),
        deducted_usd=sum((item.deducted_usd for item in items), ZERO),
        value_usd=sum((item.value_usd for item in items), ZERO),
        net_weight_kg=part.net_weight_kg,
        gross_weight_kg=times(product.gross_weight_kg, pieces),
        maker_ref=shelf.maker_refs.get(product.id),
        mid=shelf.mids.get(product.id),
        province_of_origin=_province(product),
        metals=_metals(product.metals, pieces),
        agencies=tuple(
            _agency(answer.agency, answer.program, answer.disclaim, answer.data) for answer in product.pga
        ),
        usmca=_usmca(product, line.spi),
        adcvd=tuple(_cases(product.adcvd)),
        assists=_text(stated, "assists", "assist"),
        discount=_text(stated, "discount", "discounts"),
        rebates=_text(stated, "rebates", "rebate", "drawback"),
        related_parties=_answer(stated, "relatedParty", "relatedParties"),
        conditions=tuple(answer for answer in line.answers if answer.product_id == product.id),
        items=items,
    )


def _item(item: EntryItem, product: Product, shelf: Shelf) -> Item:
    order = shelf.orders[item.order_id]
    return Item(
        order_id=order.id,
        order_number=order.external_id,
        quantity=item.quantity,
        goods_usd=known(item.goods_usd),
        added_usd=item.added_usd,
        deducted_usd=item.deducted_usd,
        value_usd=known(item.value_usd),
        net_weight_kg=times(product.net_weight_kg, item.quantity),
        gross_weight_kg=times(product.gross_weight_kg, item.quantity),
    )


def _in_currency(items: Iterable[EntryItem]) -> Decimal:
    """What the goods come to in the currency they were priced in, each order's line rounded to a hundredth."""
    return sum((cents(item.quantity * item.unit_price) for item in items), ZERO)


def _shared_quantities(line: EntryLine, parts: list[_Part]) -> list[tuple[tuple[Decimal, str], ...]]:
    """The line's schedule quantities shared out over its products, so that they still sum to the line's."""
    if len(parts) == 1:
        return [line.quantities]
    columns = [
        _shares(amount, _own_quantities(name, parts) or _measures(name, parts))
        for amount, name in line.quantities
    ]
    names = [name for _, name in line.quantities]
    return [tuple(zip(row, names, strict=True)) for row in zip(*columns, strict=True)] or [() for _ in parts]


def _own_quantities(name: str, parts: Iterable[_Part]) -> list[Decimal]:
    """How much of a unit each of the goods holds as its product states it; empty where one does not."""
    each = [
        quantity_in(
            name, {named: amount * part.pieces for named, amount in part.product.quantities.items()}, None
        )
        for part in parts
    ]
    known = [amount for amount in each if amount is not None]
    return known if len(known) == len(each) else []


def _measures(name: str, parts: list[_Part]) -> list[Decimal]:
    """By what a unit is shared: net weight for a unit of mass where every weight is known, else pieces."""
    weights = [part.net_weight_kg for part in parts]
    known = [weight for weight in weights if weight is not None]
    family = FAMILIES.get(unit(name), ("", Decimal(0)))[0]
    if family == "mass" and len(known) == len(parts) and any(known):
        return known
    return [part.pieces for part in parts]


def _shares(amount: Decimal, measures: list[Decimal]) -> list[Decimal]:
    whole = sum(measures, Decimal(0))
    if len(measures) == 1 or not whole:
        return [amount, *(Decimal(0) for _ in measures[1:])]
    shares = [(amount * measure / whole).quantize(MICRO, rounding=ROUND_HALF_UP) for measure in measures[:-1]]
    return [*shares, amount - sum(shares, Decimal(0))]


def _materials(product: Product) -> str | None:
    named = (
        f"{material.name} {plain(material.percent)}%" if material.percent is not None else material.name
        for material in product.materials
    )
    return "; ".join(named) or None


def _components(product: Product) -> str | None:
    """What a piece is made of, in words and dollars."""
    named = (
        joined(
            (
                each.description,
                each.hs_code and hts(each.hs_code),
                each.country_of_origin,
                f"{each.value_usd} USD",
            )
        )
        for each in product.components
    )
    return "; ".join(named) or None


def _province(product: Product) -> str | None:
    maker = product.manufacturer
    return maker.region if maker and product.country_of_origin == "CA" and maker.country == "CA" else None


def _metals(metals: Metals | None, pieces: Decimal) -> Metals | None:
    if metals is None:
        return None
    return replace(
        metals,
        steel_weight_kg=times(metals.steel_weight_kg, pieces),
        aluminum_weight_kg=times(metals.aluminum_weight_kg, pieces),
        copper_weight_kg=times(metals.copper_weight_kg, pieces),
        steel_value_usd=times(metals.steel_value_usd, pieces),
        aluminum_value_usd=times(metals.aluminum_value_usd, pieces),
        copper_value_usd=times(metals.copper_value_usd, pieces),
        us_content_value_usd=times(metals.us_content_value_usd, pieces),
    )


def _agency(agency: str, program: str | None, disclaim: str | None, data: Mapping[str, Foreign]) -> Agency:
    pairs = tuple((str(name), _spelled(data[name])) for name in sorted(data, key=str))
    return Agency(agency=agency, program=program, disclaim=disclaim, data=pairs)


def _usmca(product: Product, spi: str | None) -> UsmcaStatement | None:
    certification = product.usmca
    if certification is None or not certification.qualifies:
        return None
    return UsmcaStatement(
        claimed=spi in CLAIM_INDICATORS,
        criterion=certification.criterion,
        certifier=_spelled(certification.certifier) if certification.certifier else None,
        valid_from=certification.valid_from.isoformat() if certification.valid_from else None,
        valid_to=certification.valid_to.isoformat() if certification.valid_to else None,
    )


def _cases(stated: Foreign) -> Iterable[Case]:
    if isinstance(stated, list | tuple):
        for each in stated:
            yield from _cases(each)
    elif isinstance(stated, Mapping):
        numbers = stated.get("cases") or stated.get("case") or stated.get("caseNumber")
        if numbers:
            yield from _cases(numbers)
        else:
            yield Case(kind="statement", text=_spelled(stated))
    elif stated is not None:
        text = str(stated).strip()
        kind = {"A": "antidumping", "C": "countervailing"}.get(text[:1].upper(), "statement")
        yield Case(kind=kind if any(sign.isdigit() for sign in text) else "statement", text=text)


def _spelled(value: Foreign) -> str:
    """Foreign data as one readable text."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_spelled(value[name])}" for name in sorted(value, key=str))
    if isinstance(value, list | tuple):
        return ", ".join(_spelled(each) for each in value)
    return json.dumps(plain(value), ensure_ascii=False).strip('"')


@lru_cache(maxsize=4096)
def _bare(key: str) -> str:
    """A key without what spellings differ in."""
    return "".join(sign for sign in key.lower() if sign.isalnum())


def _stated(stated: Mapping[str, Foreign], *keys: str) -> Foreign:
    """What is stated under the first of these keys, by :func:`_bare`; ``None`` where nothing is."""
    for key in keys if stated else ():
        value = stated.get(key.lower())
        if value not in (None, "", [], {}):
            return value
    return None


def _text(stated: Mapping[str, Foreign], *keys: str) -> str | None:
    """A stated fact in words; a plain no says none."""
    value = _stated(stated, *keys)
    if isinstance(value, bool):
        return "yes, not itemised" if value else "none"
    return None if value is None else _spelled(value)


def _answer(stated: Mapping[str, Foreign], *keys: str) -> str | None:
    """A yes-or-no question: its answer in words, ``None`` while nobody answered."""
    value = _stated(stated, *keys)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value is None else _spelled(value)
