"""The account's API keys."""

from typing import Annotated

from fastapi import APIRouter, Query

from entrygo.contract.answers.keys import KeyAnswer, KeyPage, KeySecretAnswer
from entrygo.contract.answers.request_log import RequestPage
from entrygo.contract.requests.keys import KeyCreate, KeyPatch, KeyRevoke, KeyRotate
from entrygo.operations.answer import Answer
from entrygo.operations.keys import list_keys, patch_key, post_key, revoke_key, rotate_key
from entrygo.operations.queries import ListQuery, RequestsQuery
from entrygo.operations.request_log import list_requests
from entrygo.surfaces.http.endpoint import Admin, Id, ProtocolRoute, fails

router = APIRouter(route_class=ProtocolRoute, tags=["Keys"])


@router.post(
    "/api/keys",
    operation_id="keys.create",
    response_model=KeySecretAnswer,
    responses=fails("POLICY_DENIED"),
)
def keys_create(call: Admin, request: KeyCreate) -> Answer:
    """Make a key; its secret is shown in this answer alone.

    Its owner is the person whose key it is: an approval comes from another person than who planned. A key that
    has limits of its own makes none.
    """
    return post_key(call.context, call.actor, request, call.tried)


@router.get("/api/keys", operation_id="keys.list", response_model=KeyPage)
def keys_list(call: Admin, query: Annotated[ListQuery, Query()]) -> Answer:
    """List keys.

    Newest first, without secrets, revoked ones too. A test key sees test keys alone.
    """
    return list_keys(call.context, call.actor, query)


@router.get("/api/requests", operation_id="requests.list", response_model=RequestPage)
def requests_list(call: Admin, query: Annotated[RequestsQuery, Query()]) -> Answer:
    """List calls by the account's keys.

    Newest first, in the mode of the key; some seconds behind, for 30 days, the last 10,000. What calls did is in
    the events.
    """
    return list_requests(call.context, call.actor, query)


@router.patch(
    "/api/keys/{id}",
    operation_id="keys.patch",
    response_model=KeyAnswer,
    responses=fails("NOT_FOUND", "POLICY_DENIED"),
)
def keys_patch(call: Admin, key_id: Id, request: KeyPatch) -> Answer:
    """Change a key's name or its limits.

    They bind within a second. Owner, scopes, mode and end stay as they are.
    """
    return patch_key(call.context, call.actor, key_id, request=request, tried=call.tried)


@router.post(
    "/api/keys/{id}/rotate",
    operation_id="keys.rotate",
    response_model=KeySecretAnswer,
    responses=fails("NOT_FOUND", "POLICY_DENIED"),
)
def keys_rotate(call: Admin, key_id: Id, request: KeyRotate) -> Answer:
    """Give a key a new secret, shown in this answer alone.

    The old one stops working within a second. Owner, scopes and limits stay.
    """
    return rotate_key(call.context, call.actor, key_id, request=request, tried=call.tried)


@router.post(
    "/api/keys/{id}/revoke",
    operation_id="keys.revoke",
    response_model=KeyAnswer,
    responses=fails("NOT_FOUND", "POLICY_DENIED"),
)
def keys_revoke(call: Admin, key_id: Id, request: KeyRevoke) -> Answer:
    """Revoke a key for good.

    Every server refuses it within a second, and its event streams end. Again changes nothing.
    """
    return revoke_key(call.context, call.actor, key_id, request=request, tried=call.tried)
