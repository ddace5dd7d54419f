"""The law that estimates and plans are made under."""

from typing import Annotated

from fastapi import APIRouter, Query

from entrygo.contract.answers.rules import RuleList, TariffStatus
from entrygo.contract.answers.tariff import ConditionList
from entrygo.operations.answer import Answer
from entrygo.operations.conditions import list_conditions
from entrygo.operations.queries import TariffQuery
from entrygo.operations.rules_in_force import list_rules, tariff_status
from entrygo.surfaces.http.endpoint import ProtocolRoute, Read

router = APIRouter(route_class=ProtocolRoute, tags=["Customs"])


@router.get("/api/tariff/rules", operation_id="tariff.rules", response_model=RuleList)
def tariff_rules(call: Read) -> Answer:
    """List the rules of planning, each with the plans of the last 30 days in which it found something.

    Hits are counted at most once an hour.
    """
    return list_rules(call.context, call.actor)


@router.get("/api/tariff/status", operation_id="tariff.status", response_model=TariffStatus)
def tariff_now(call: Read, query: Annotated[TariffQuery, Query()]) -> Answer:
    """The schedule and the law in force.

    How old they are, what is held in part, and the programmes with their dates.
    """
    return tariff_status(call.context, call.actor, query)


@router.get("/api/tariff/conditions", operation_id="tariff.conditions", response_model=ConditionList)
def tariff_conditions(call: Read) -> Answer:
    """Facts the law asks of goods.

    Each condition is answered in `attributes` of a product or an estimate line, or for all goods in `conditions` of
    the account; a product's own answer wins.
    """
    return list_conditions(call.context, call.actor)
