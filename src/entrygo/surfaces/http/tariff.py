"""The law that estimates and plans are made under."""

from fastapi import APIRouter

from entrygo.contract.answers.tariff import ConditionList
from entrygo.operations.answer import Answer
from entrygo.operations.conditions import list_conditions
from entrygo.surfaces.http.endpoint import ProtocolRoute, Read

router = APIRouter(route_class=ProtocolRoute, tags=["Customs"])


@router.get("/api/tariff/conditions", operation_id="tariff.conditions", response_model=ConditionList)
def tariff_conditions(call: Read) -> Answer:
    """Facts the law asks of goods.

    Each condition is answered in `attributes` of a product or an estimate line, or for all goods in `conditions` of
    the account; a product's own answer wins.
    """
    return list_conditions(call.context, call.actor)
