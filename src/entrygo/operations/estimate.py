"""Estimate: landed cost of goods without an order. Reads the law, writes nothing."""

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.plan import EntryType
from entrygo.contract.requests.exports import EstimateLineIn, EstimateRequest
from entrygo.operations.answer import Answer, answer
from entrygo.operations.facts import hts_digits, metals_facts
from entrygo.operations.policy import require_account
from entrygo.planning.answer import layer_body
from entrygo.planning.notices import rule_of
from entrygo.tariff.estimate import Estimate, EstimateLine
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
    return answer(_view(priced))


def _line(line: EstimateLineIn) -> EstimateLine:
    return EstimateLine(
        hs_code=hts_digits(line.hs_code) or line.hs_code,
        country_of_origin=line.country_of_origin,
        value_usd=line.value_usd,
        quantity=line.quantity,
        net_weight_kg=line.net_weight_kg,
        usmca_claimed=bool(line.usmca_claimed),
        metals=metals_facts(line.metals),
    )


def _view(priced: Estimate) -> dict[str, object]:
    return {
        "lines": [
            {
                "hsCode": line.hs_code,
                "countryOfOrigin": line.country_of_origin,
                "valueUsd": line.value_usd,
                "dutyUsd": line.duty_usd,
                "layers": [layer_body(layer) for layer in line.layers],
            }
            for line in priced.lines
        ],
        "totals": {
            "valueUsd": priced.value_usd,
            "dutyUsd": priced.duty_usd,
            "mpfUsd": priced.mpf_usd,
            "hmfUsd": priced.hmf_usd,
        },
        "validationMessages": [
            {
                "code": notice.remark.code,
                "message": notice.remark.message,
                "severity": notice.remark.severity.value,
                "field": notice.field,
                "product_id": None,
                "order_id": None,
                "fix": notice.remark.fix,
                "doc_url": f"/docs/rules/{rule_of(notice.remark)}",
                "legal_source": LEGAL_SOURCE,
                "rule": rule_of(notice.remark),
                "details": dict(notice.remark.details) or None,
            }
            for notice in priced.notices
        ],
        "tariffEdition": priced.edition,
    }
