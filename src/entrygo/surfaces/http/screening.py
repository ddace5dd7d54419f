"""Decisions about screening hits."""

from typing import Annotated

from fastapi import APIRouter, Query

from entrygo.contract.answers.screening import DispositionAnswer, DispositionPage
from entrygo.contract.requests.screening import DispositionRequest
from entrygo.operations.answer import Answer
from entrygo.operations.queries import ListQuery
from entrygo.operations.screening import decide, list_dispositions
from entrygo.surfaces.http.endpoint import ProtocolRoute, Read, Write

router = APIRouter(route_class=ProtocolRoute, tags=["Screening"])


@router.post(
    "/api/screening/dispositions", operation_id="dispositions.create", response_model=DispositionAnswer
)
def dispositions_create(call: Write, request: DispositionRequest) -> Answer:
    """Clear or confirm a screening hit, with the reason.

    A cleared hit stays cleared until the list entry or the party changes. Plan again afterwards.
    """
    return decide(call.context, call.actor, request, call.tried)


@router.get("/api/screening/dispositions", operation_id="dispositions.list", response_model=DispositionPage)
def dispositions_list(call: Read, query: Annotated[ListQuery, Query()]) -> Answer:
    """List decisions about screening hits.

    Newest first.
    """
    return list_dispositions(call.context, call.actor, query)
