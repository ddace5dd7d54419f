"""Decisions about screening hits."""

from entrygo.contract.answers.screening import DispositionAnswer, DispositionPage
from entrygo.contract.requests.screening import DispositionRequest
from entrygo.operations.screening import decide, list_dispositions
from entrygo.surfaces.http.endpoint import CURSOR, LIMIT, Endpoint

ENDPOINTS = (
    Endpoint(
        method="POST",
        path="/api/screening/dispositions",
        operation="dispositions.create",
        summary="Clear or confirm a screening hit, with the reason",
        description="A cleared hit stays cleared until the list entry or the party changes. Plan again afterwards.",
        tag="Screening",
        scope="write",
        request=DispositionRequest,
        answer=DispositionAnswer,
        handle=lambda call: decide(call.world, call.actor, call.request, call.tried),
    ),
    Endpoint(
        method="GET",
        path="/api/screening/dispositions",
        operation="dispositions.list",
        summary="List decisions about screening hits",
        tag="Screening",
        scope="read",
        parameters=(LIMIT, CURSOR),
        answer=DispositionPage,
        handle=lambda call: list_dispositions(call.world, call.actor, call.query),
    ),
)
