"""Estimate: landed cost of goods without an order. Reads the law, writes nothing."""

from collections.abc import Iterator, Mapping, Sequence

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.answers.plan import EstimateAnswer, EstimateMessage
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonObject
from entrygo.contract.facts import Component, PgaAnswer, Product, Shipment
from entrygo.contract.findings import rule_page
from entrygo.contract.plan import EntryType
from entrygo.contract.requests.exports import EstimateLineIn, EstimateRequest
from entrygo.contract.requests.fields import hts_stated
from entrygo.contract.requests.stated import stated
from entrygo.contract.tariff import TariffFacts
from entrygo.operations.answer import Answer, answer
from entrygo.operations.estimate_value import RuleNotice, entered, notice_of
from entrygo.operations.facts import charge_facts
from entrygo.operations.parties import conditions_of
from entrygo.operations.policy import require_account
from entrygo.planning.adcvd import deposits_of
from entrygo.planning.entries import NO_VALUE
from entrygo.planning.goods_checks import goods_faults
from entrygo.planning.notices import rule_of
from entrygo.planning.rule import Hit
from entrygo.planning.rules import by_id
from entrygo.ports.tariff_book import TariffBook
from entrygo.tariff.component_parts import of_all
from entrygo.tariff.conditions import answers_in
from entrygo.tariff.duty import NoticeKind
from entrygo.tariff.estimate import Estimate, EstimateLine, EstimateNotice
from entrygo.tariff.estimate import estimate as price
from entrygo.tariff.resolve import resolve

FAIR_VALUE = "Set valueUsd to the price paid, or, for goods given free, to their fair value."
LEGAL_SOURCE = "HTSUS; 19 USC 1484 (reasonable care)"


def estimate(context: Context, actor: Actor, request: EstimateRequest) -> Answer:
    """Duty layers of each line and the fees of the one entry they make."""
    require_account(actor, request.account_id)
    with context.store.read(actor.tenant) as uow:
        for_all = conditions_of(context, uow, actor)
    return answer(estimated(context.book, request, for_all))


def estimated(book: TariffBook, request: EstimateRequest, for_all: Mapping[str, bool]) -> JsonObject:
    """The estimate by the law of a book; ``for_all`` answers conditions for all goods of the account."""
    lines = tuple(_line(line, for_all) for line in request.lines)
    tariff = resolve(
        book,
        {
            code
            for line in lines
            for code in (line.hs_code, *(each.hs_code for each in line.components))
            if code
        },
        request.entry_date,
        {line.country_of_origin for line in lines},
        import_date=request.import_date,
        claims=sorted({line.claim.provision for line in lines if line.claim}),
        indicators=sorted({line.spi for line in lines if line.spi}),
    )
    entry_type = EntryType.FORMAL if request.entry_type == "formal" else EntryType.INFORMAL

    def priced(goods: tuple[EstimateLine, ...]) -> Estimate:
        return price(goods, tariff, entry_date=request.entry_date, mode=request.mode, entry_type=entry_type)

    valued = entered(lines, charge_facts(request.charges), priced)
    made = priced(lines if valued.lines is None else valued.lines)
    messages = [
        *(_message(notice) for notice in made.notices if notice.remark.kind is not NoticeKind.DUTY_CASE),
        *(_rule_message(notice) for notice in valued.notices),
        *(_rule_message(notice) for notice in _of_no_value(lines)),
        *(_rule_message(notice) for notice in _of_goods(request, lines, made, tariff)),
        *(_rule_message(notice) for notice in _not_informal(request, lines, made)),
    ]
    view = shown(EstimateAnswer, made, totals=made, validation_messages=messages)
    return _without_figures(view, [valued.lines is None or not line.value_usd for line in lines])


def _without_figures(view: JsonObject, is_unknown: Sequence[bool]) -> JsonObject:
    """The same lines and layers; where a value is not known no figure that depends on it, nor in the totals."""
    if not any(is_unknown):
        return view
    for line in (each for each, unknown in zip(view["lines"], is_unknown, strict=True) if unknown):
        line |= {"valueUsd": None, "dutyUsd": None}
        line["layers"] = [
            layer | {"amountUsd": None, "exposureUsd": None, "note": NO_VALUE} for layer in line["layers"]
        ]
    return view | {"totals": dict.fromkeys(view["totals"])}


def _of_no_value(lines: Sequence[EstimateLine]) -> Iterator[RuleNotice]:
    """Lines at no value: goods given free have one, too."""
    rule = by_id("VAL-001")
    for place, line in enumerate(lines):
        if not line.value_usd:
            field = f"lines[{place}].valueUsd"
            hit = Hit(
                field=field, message=f"Line {place + 1} has a value of {line.value_usd} USD.", fix=FAIR_VALUE
            )
            yield notice_of(rule, hit, field)


def _line(line: EstimateLineIn, for_all: Mapping[str, bool]) -> EstimateLine:
    components = tuple(stated(Component, each) for each in line.components or ())
    return stated(
        EstimateLine,
        line,
        hs_code=hts_stated(line.hs_code) or line.hs_code,
        usmca_claimed=bool(line.usmca_claimed),
        net_weight_kg=line.net_weight_kg or None,
        components=of_all(components, line.value_usd, line.quantity),
        deposits=deposits_of(line.adcvd),
        conditions={**for_all, **answers_in(line.attributes or {})},
    )


def _message(notice: EstimateNotice) -> JsonObject:
    remark, rule = notice.remark, rule_of(notice.remark)
    return shown(
        EstimateMessage,
        remark,
        field=notice.field,
        product_id=None,
        order_id=None,
        doc_url=rule_page(rule),
        legal_source=LEGAL_SOURCE,
        rule=rule,
        details=dict(remark.details) or None,
    )


def _of_goods(
    request: EstimateRequest, lines: Sequence[EstimateLine], made: Estimate, tariff: TariffFacts
) -> Iterator[RuleNotice]:
    """What the plan's rules of goods say of each line, at the line's own fields."""
    products = {
        f"lines[{place}]": Product(
            id=f"lines[{place}]",
            external_id=f"of line {place + 1}",
            title="",
            description=asked.description,
            hs_code=line.hs_code,
            country_of_origin=line.country_of_origin,
            metals=line.metals,
            pga=tuple(stated(PgaAnswer, answer) for answer in asked.pga or ()),
            adcvd=asked.adcvd,
            attributes=asked.attributes or {},
            quantities=line.quantities,
            unit_value_usd=asked.value_usd,
            components=line.components or tuple(stated(Component, each) for each in asked.components or ()),
        )
        for place, (asked, line) in enumerate(zip(request.lines, lines, strict=True))
    }
    assessments = {f"lines[{place}]": line.assessment for place, line in enumerate(made.lines)}
    shipment = Shipment(entry_date=request.entry_date, mode=request.mode)
    for fault in goods_faults(products, assessments, tariff, shipment):
        field = fault.hit.field.removeprefix("product.")
        yield notice_of(fault.rule, fault.hit, f"{fault.product_id}.{field}")


def _not_informal(
    request: EstimateRequest, lines: Sequence[EstimateLine], made: Estimate
) -> Iterator[RuleNotice]:
    """Goods that may not be entered informally whatever their value, where that is asked for."""
    rule = by_id("ENT-002")
    for place, (line, priced) in enumerate(zip(lines, made.lines, strict=True), start=1):
        held = priced.assessment.goods.line
        why = "is in the scope of an antidumping or countervailing duty order" if line.deposits else None
        if why is None and held is not None and held.quota:
            why = "is subject to a quota"
        if why and request.entry_type == "informal":
            hit = Hit(
                field="entryType", message=f"Line {place} {why}, and the entry is estimated as informal."
            )
            yield notice_of(rule, hit, "entryType")


def _rule_message(notice: RuleNotice) -> JsonObject:
    return shown(EstimateMessage, notice, product_id=None, order_id=None, doc_url=rule_page(notice.rule))
