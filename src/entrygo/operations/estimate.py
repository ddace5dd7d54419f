"""Estimate: landed cost of goods without an order. Reads the law, writes nothing."""

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.answers.plan import EstimateAnswer, EstimateMessage
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonObject
from entrygo.contract.findings import rule_page
from entrygo.contract.plan import EntryType
from entrygo.contract.requests.exports import EstimateLineIn, EstimateRequest
from entrygo.contract.requests.fields import hts_stated
from entrygo.contract.requests.stated import stated
from entrygo.operations.answer import Answer, answer
from entrygo.operations.policy import require_account
from entrygo.planning.notices import rule_of
from entrygo.tariff.estimate import EstimateLine, EstimateNotice
from entrygo.tariff.estimate import estimate as price
from entrygo.tariff.resolve import resolve

LEGAL_SOURCE = "HTSUS; 19 USC 1484 (reasonable care)"


def estimate(context: Context, actor: Actor, request: EstimateRequest) -> Answer:
    """Duty layers of each line and the fees of the one entry they make."""
    require_account(actor, request.account_id)
    lines = tuple(_line(line) for line in request.lines)
    tariff = resolve(
        context.book,
        {line.hs_code for line in lines},
        request.entry_date,
        {line.country_of_origin for line in lines},
    )
    entry_type = EntryType.FORMAL if request.entry_type == "formal" else EntryType.INFORMAL
    priced = price(lines, tariff, entry_date=request.entry_date, mode=request.mode, entry_type=entry_type)
    messages = [_message(notice) for notice in priced.notices]
    return answer(shown(EstimateAnswer, priced, totals=priced, validation_messages=messages))


def _line(line: EstimateLineIn) -> EstimateLine:
    return stated(
        EstimateLine,
        line,
        hs_code=hts_stated(line.hs_code) or line.hs_code,
        usmca_claimed=bool(line.usmca_claimed),
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
