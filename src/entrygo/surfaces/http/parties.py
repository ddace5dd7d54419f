"""The account's profile, warehouses, brokers."""

from entrygo.contract.requests.catalogue import (
    AccountPatch,
    BrokerCreate,
    BrokerPatch,
    WarehouseCreate,
    WarehousePatch,
)
from entrygo.operations.lists import list_brokers, list_warehouses
from entrygo.operations.parties import create_party, get_account, get_party, patch_account, patch_party
from entrygo.surfaces.http.endpoint import PAGED, Endpoint

ENDPOINTS = (
    Endpoint(
        method="GET",
        path="/api/account",
        operation="account.get",
        summary="The profile of the key's account",
        tag="Account",
        scope="read",
        handle=lambda call: get_account(call.world, call.actor),
    ),
    Endpoint(
        method="PATCH",
        path="/api/account",
        operation="account.patch",
        summary="Change fields of the account's profile",
        tag="Account",
        scope="write",
        request=AccountPatch,
        handle=lambda call: patch_account(call.world, call.actor, call.request, call.tried),
    ),
    Endpoint(
        method="POST",
        path="/api/warehouses",
        operation="warehouses.create",
        summary="A new warehouse",
        tag="Warehouses",
        scope="write",
        request=WarehouseCreate,
        handle=lambda call: create_party(call.world, call.actor, "warehouses", call.request, call.tried),
    ),
    Endpoint(
        method="GET",
        path="/api/warehouses",
        operation="warehouses.list",
        summary="List warehouses",
        tag="Warehouses",
        scope="read",
        parameters=PAGED,
        handle=lambda call: list_warehouses(call.world, call.actor, call.query),
    ),
    Endpoint(
        method="GET",
        path="/api/warehouses/{id}",
        operation="warehouses.get",
        summary="One warehouse",
        tag="Warehouses",
        scope="read",
        errors=("NOT_FOUND",),
        handle=lambda call: get_party(call.world, call.actor, "warehouses", call.path["id"]),
    ),
    Endpoint(
        method="PATCH",
        path="/api/warehouses/{id}",
        operation="warehouses.patch",
        summary="Change fields of a warehouse",
        tag="Warehouses",
        scope="write",
        request=WarehousePatch,
        errors=("NOT_FOUND",),
        handle=lambda call: patch_party(
            call.world, call.actor, "warehouses", call.path["id"], call.request, call.tried
        ),
    ),
    Endpoint(
        method="POST",
        path="/api/brokers",
        operation="brokers.create",
        summary="A new customs broker",
        tag="Brokers",
        scope="write",
        request=BrokerCreate,
        handle=lambda call: create_party(call.world, call.actor, "brokers", call.request, call.tried),
    ),
    Endpoint(
        method="GET",
        path="/api/brokers",
        operation="brokers.list",
        summary="List brokers",
        tag="Brokers",
        scope="read",
        parameters=PAGED,
        handle=lambda call: list_brokers(call.world, call.actor, call.query),
    ),
    Endpoint(
        method="GET",
        path="/api/brokers/{id}",
        operation="brokers.get",
        summary="One broker",
        tag="Brokers",
        scope="read",
        errors=("NOT_FOUND",),
        handle=lambda call: get_party(call.world, call.actor, "brokers", call.path["id"]),
    ),
    Endpoint(
        method="PATCH",
        path="/api/brokers/{id}",
        operation="brokers.patch",
        summary="Change fields of a broker",
        tag="Brokers",
        scope="write",
        request=BrokerPatch,
        errors=("NOT_FOUND",),
        handle=lambda call: patch_party(
            call.world, call.actor, "brokers", call.path["id"], call.request, call.tried
        ),
    ),
)
