"""What the printed forms, page and PDF, say of an invoice's parts: the same words in both."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from entrygo.contract.facts import Claim, Metals
from entrygo.contract.plan import DutyLayer, StatedAnswer
from entrygo.contract.ports import port_named
from entrygo.contract.times import port_zone
from entrygo.documents.invoice import (
    Agency,
    BrokerBlock,
    ChargeLine,
    Crossing,
    Goods,
    Invoice,
    Line,
    SaleCurrency,
    Totals,
    UsmcaStatement,
)
from entrygo.documents.text_format import NOT_STATED, joined, money, number

DOLLAR = "USD"
ESTIMATE_APART = (
    "Duties and fees are no part of this invoice: duty_estimate.pdf of this package estimates them."
)
NO_ASSISTS = ("Assists", "none")
MOST_PROOFS = 3
PLACES = ("china", "brazil", "canada", "nicaragua")
OF_PIECES = ("Metals", "Claimed under")
"""Subjects whose weights and values are of the pieces of a row."""
CERTAINTIES = {
    "A": "two sources or the law's text",
    "B": "one source, checked",
    "C": "one source",
    "P": "read in law",
    "V": "secondary source",
    "M": "from memory",
}
"""How surely a record is known; the last three are of plans that earlier releases stored."""


def sources_of(invoice: Invoice) -> dict[str, int]:
    """Every legal source of the estimate, numbered in order of first use, so that a line can name it by number."""
    found = dict.fromkeys(source_text(layer) for line in invoice.lines for layer in line.layers)
    return {text: place for place, text in enumerate(found, start=1)}


def source_text(layer: DutyLayer) -> str:
    """A layer's source with how surely it is known and when it was checked."""
    certainty = CERTAINTIES.get(layer.certainty or "")
    verified = f"verified {layer.verified_on}" if layer.verified_on else None
    return joined((layer.source, certainty, verified))


def declared(invoice: Invoice) -> tuple[tuple[str, str, str, str], ...]:
    """What is declared of the goods beyond price and quantity: (entry and line, product, subject, text).

    What is of a product and not of its pieces is told once where it is sold at several prices. That no assists were
    given is told by element 11 for all goods.
    """
    told: dict[tuple[int, tuple[str, str, str, str]], None] = {}
    for line in invoice.lines:
        where = f"{line.entry_number}.{line.line_no}"
        for place, goods in enumerate(line.goods):
            for subject, text in _declared_of(goods):
                if text and (subject, text) != NO_ASSISTS:
                    is_of_pieces = subject.startswith(OF_PIECES)
                    told[place if is_of_pieces else 0, (where, goods.sku, subject, text)] = None
    return tuple(row for _, row in told)


def price_text(goods: Goods) -> str:
    """The price of a piece; its currency is named where it is not the US dollar."""
    currency = "" if goods.currency == DOLLAR else f" {goods.currency}"
    return f"{money(goods.unit_price)}{currency}"


def moved_text(part: Goods | Line | Totals) -> str | None:
    """How the entered value comes of the goods at their prices, where charges moved it."""
    if not part.added_usd and not part.deducted_usd:
        return None
    moves = ((" + ", part.added_usd), (" - ", part.deducted_usd))
    steps = "".join(f"{sign}{money(amount)}" for sign, amount in moves if amount)
    return f"Entered value: {money(part.goods_usd)}{steps} = {money(part.value_usd)} {DOLLAR}"


def sold_text(goods: Goods) -> str | None:
    """That goods were not sold, in words."""
    return f"Not sold: {goods.not_sold}, value declared" if goods.not_sold else None


def charge_text(charge: ChargeLine) -> str:
    """A charge by its type, as the seller called it, and what it does to the entered value."""
    called = f" (stated as {', '.join(charge.stated_types)})" if charge.stated_types else ""
    where = "in the prices" if charge.included_in_price else "not in the prices"
    effects = {
        "added": "added to the entered value",
        "deducted": "taken off the entered value",
        "nothing_deducted": "nothing taken off without its amount",
        "none": "does not change the entered value",
        "unclear": "not in the entered value; to be looked at",
    }
    return f"{charge.type.replace('_', ' ')}{called}: {where}, {effects[charge.effect]}{_proved(charge)}"


def _proved(charge: ChargeLine) -> str:
    """What proves a charge, some of the proofs where there are many."""
    if not charge.evidence:
        return ""
    more = len(charge.evidence) - MOST_PROOFS
    named = ", ".join(charge.evidence[:MOST_PROOFS]) + (f" and {more} more" if more > 0 else "")
    return f"; proof: {named}"


def sale_text(sale: SaleCurrency) -> str:
    """A currency of sale with its rate; a US dollar sale has none."""
    if sale.currency == DOLLAR:
        return DOLLAR
    if sale.rate is None:
        return f"{sale.currency}, rate {NOT_STATED}"
    return f"{sale.currency}, 1 {sale.currency} = {number(sale.rate)} {DOLLAR} ({sale.rate_source})"


def attorney_text(broker: BrokerBlock) -> str:
    """The broker's power of attorney; one without a last day does not expire (19 CFR 141.34)."""
    if broker.power_of_attorney_on_file is None:
        return NOT_STATED
    if not broker.power_of_attorney_on_file:
        return "not on file"
    valid_to = broker.power_of_attorney_valid_to
    return f"on file, valid to {valid_to}" if valid_to else "on file, no last day stated"


def sales_text(invoice: Invoice) -> str:
    """Every currency of sale with its rate."""
    return "; ".join(sale_text(sale) for sale in invoice.sale_currencies) or NOT_STATED


def orders_text(goods: Goods) -> str:
    """The orders behind a product with their pieces."""
    said = (f"{item.order_number} ({number(item.quantity)})" for item in goods.items)
    return f"{'Order' if len(goods.items) == 1 else 'Orders'}: {', '.join(said)}"


def _declared_of(goods: Goods) -> Iterator[tuple[str, str | None]]:
    if goods.metals:
        yield "Metals (Section 232)", metals_text(goods.metals)
    for reply in goods.agencies:
        yield f"Agency {reply.agency}", agency_text(reply)
    if goods.usmca:
        yield "USMCA", usmca_text(goods.usmca)
    if goods.components:
        yield "Components of a piece", goods.components
    if goods.claim:
        yield f"Claimed under {goods.claim.provision}", claim_text(goods.claim)
    for case in goods.adcvd:
        yield f"AD/CVD ({case.kind})", case.text
    for answer in goods.conditions:
        yield f"Condition {answer.condition}", condition_text(answer)
    yield from (("Assists", goods.assists), ("Discount", goods.discount), ("Rebates", goods.rebates),
                ("Related parties", goods.related_parties))  # fmt: skip


def condition_text(answer: StatedAnswer) -> str:
    """An answer to a condition of the law, and whose it is."""
    whose = {
        "product": "answered for the product",
        "account": "answered by the account for all its goods",
    }
    return f"{'yes' if answer.answer else 'no'}, {whose[answer.by]}"


def claim_text(claim: Claim) -> str:
    """What a claim under chapter 98 rests on; what nobody stated is said so."""
    repair, content = (
        None if value is None else f"{what} {money(value)} USD"
        for what, value in (
            ("done abroad for", claim.repair_value_usd),
            ("US components of", claim.us_content_value_usd),
        )
    )
    left = f"left the United States on {claim.exported_on}" if claim.exported_on else None
    return joined((left, repair, content, f"proof: {claim.evidence or 'not stated'}"))


def metals_text(metals: Metals) -> str:
    """The metals block: weights of all the pieces, countries of melt, smelt and cast, shares, evidence."""
    weights = joined((
        _weight("steel", metals.steel_weight_kg),
        _weight("aluminum", metals.aluminum_weight_kg),
        _weight("copper", metals.copper_weight_kg),
    )) or f"weights {NOT_STATED}"  # fmt: skip
    countries = joined((
        _named("steel melted and poured in", metals.steel_melt_pour_country, needed=bool(metals.steel_weight_kg)),
        _named("aluminum primary smelt", metals.aluminum_primary_smelt_country, needed=bool(metals.aluminum_weight_kg)),
        _named("secondary smelt", metals.aluminum_secondary_smelt_country, needed=bool(metals.aluminum_weight_kg)),
        _named("most recent cast", metals.aluminum_cast_country, needed=bool(metals.aluminum_weight_kg)),
    ))  # fmt: skip
    shares = joined((
        f"US share {number(metals.us_origin_share * 100)} %" if metals.us_origin_share is not None else None,
        f"UK share {number(metals.uk_origin_share * 100)} %" if metals.uk_origin_share is not None else None,
        _named("evidence", metals.origin_evidence, needed=False),
    ))  # fmt: skip
    values = joined((
        _worth("steel", metals.steel_value_usd),
        _worth("aluminum", metals.aluminum_value_usd),
        _worth("copper", metals.copper_value_usd),
        _worth("US", metals.us_content_value_usd),
    ))  # fmt: skip
    return joined((weights, values, countries, shares), "; ")


def _worth(metal: str, dollars: Decimal | None) -> str | None:
    return f"{metal} content of {money(dollars)} USD" if dollars is not None else None


def _weight(metal: str, kilograms: Decimal | None) -> str | None:
    return f"{metal} {number(kilograms)} kg" if kilograms is not None else None


def _named(what: str, text: str | None, *, needed: bool) -> str | None:
    return f"{what} {text or NOT_STATED}" if text or needed else None


def agency_text(answer: Agency) -> str:
    """A partner agency's data, or the disclaim."""
    program = f"program {answer.program}" if answer.program else None
    disclaim = f"disclaimed: {answer.disclaim}" if answer.disclaim else None
    data = joined(tuple(f"{name}: {text}" for name, text in answer.data), "; ")
    return joined((program, disclaim, data), "; ") or NOT_STATED


def usmca_text(statement: UsmcaStatement) -> str:
    """The USMCA statement, from the certification the seller holds."""
    claim = "claimed" if statement.claimed else "certified, not claimed on this line"
    dates = (
        _named("from", statement.valid_from, needed=False),
        _named("to", statement.valid_to, needed=False),
    )
    period = joined(dates, " ")
    criterion = statement.criterion or NOT_STATED
    said = f"{claim}; origin criterion {criterion}; certified by {statement.certifier or NOT_STATED}"
    return f"{said}; valid {period}" if period else f"{said}; period {NOT_STATED}"


def programme_text(program: str) -> str:
    """A programme as people call it: ``S232_METALS`` is Section 232, metals."""
    section, _, rest = program.partition("_")
    words = rest.replace("_", " ").lower()
    words = words.title() if words in PLACES else words
    if section.startswith("S") and section[1:].isdigit():
        return joined((f"Section {section[1:]}", words))
    return {"BASE": "Base duty", "ADCVD": "Antidumping, countervailing", "CHAPTER_98": "Chapter 98"}.get(
        program, program.replace("_", " ")
    )


def layer_amount(layer: DutyLayer) -> str:
    """A layer's figure, or why there is none."""
    if layer.amount_usd is not None:
        return money(layer.amount_usd)
    return f"not known: {layer.note}" if layer.note else "not known"


def duty_text(duty_usd: Decimal | None) -> str:
    """A duty, or that it is not known."""
    return "not known" if duty_usd is None else money(duty_usd)


def port_text(code: str | None) -> str | None:
    """A port of entry by its code and, where it is held, its name; ``None`` where none is stated."""
    return port_named(code) if code else None


def arrival(crossing: Crossing) -> str | None:
    """When the goods are expected: an ISO 8601 instant by the port's clock, to the minute; else as it was stated."""
    try:
        when = datetime.fromisoformat(crossing.eta or "")
    except ValueError:
        return crossing.eta
    if when.tzinfo is None:
        return crossing.eta
    return f"{when.astimezone(port_zone(crossing.port_of_entry)):%Y-%m-%d %H:%M %Z}"
