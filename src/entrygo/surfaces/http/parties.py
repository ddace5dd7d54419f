"""The account's profile, warehouses, brokers."""

from typing import Annotated

from fastapi import APIRouter, Query

from entrygo.contract.answers.parties import (
    AccountAnswer,
    BrokerAnswer,
    BrokerPage,
    MailTestAnswer,
    MailTests,
    WarehouseAnswer,
    WarehousePage,
)
from entrygo.contract.requests.parties import (
    AccountPatch,
    BrokerCreate,
    BrokerPatch,
    MailTestRequest,
    WarehouseCreate,
    WarehousePatch,
)
from entrygo.operations.answer import Answer
from entrygo.operations.lists import list_brokers, list_warehouses
from entrygo.operations.mail_test import list_test_mails, send_test_mail
from entrygo.operations.parties import create_party, get_account, get_party, patch_account, patch_party
from entrygo.operations.queries import ChangedQuery
from entrygo.surfaces.http.endpoint import Execute, Id, ProtocolRoute, Read, Write, fails

account = APIRouter(route_class=ProtocolRoute, tags=["Account"])
warehouses = APIRouter(route_class=ProtocolRoute, tags=["Warehouses"])
brokers = APIRouter(route_class=ProtocolRoute, tags=["Brokers"])


@account.get("/api/account", operation_id="account.get", response_model=AccountAnswer)
def account_get(call: Read) -> Answer:
    """The profile of the key's account.

    Name, address, importer of record, responsible person, policy, and what of it customs still needs.
    """
    return get_account(call.context, call.actor)


@account.patch("/api/account", operation_id="account.patch", response_model=AccountAnswer)
def account_patch(call: Write, request: AccountPatch) -> Answer:
    """Change fields of the account's profile.

    Fields that are absent stay as they are; null empties one. Papers made before keep what they say.
    """
    return patch_account(call.context, call.actor, request, call.tried)


@warehouses.post("/api/warehouses", operation_id="warehouses.create", response_model=WarehouseAnswer)
def warehouses_create(call: Write, request: WarehouseCreate) -> Answer:
    """A new warehouse.

    Where exports leave from. Its port of entry and mode of transport are the default of its plans.
    """
    return create_party(call.context, call.actor, "warehouses", request, call.tried)


@warehouses.get("/api/warehouses", operation_id="warehouses.list", response_model=WarehousePage)
def warehouses_list(call: Read, query: Annotated[ChangedQuery, Query()]) -> Answer:
    """List warehouses.

    Newest first.
    """
    return list_warehouses(call.context, call.actor, query)


@warehouses.get(
    "/api/warehouses/{id}",
    operation_id="warehouses.get",
    response_model=WarehouseAnswer,
    responses=fails("NOT_FOUND"),
)
def warehouses_get(call: Read, warehouse_id: Id) -> Answer:
    """One warehouse.

    Address, port of entry, mode of transport, and who is told of executions.
    """
    return get_party(call.context, call.actor, "warehouses", warehouse_id)


@warehouses.patch(
    "/api/warehouses/{id}",
    operation_id="warehouses.patch",
    response_model=WarehouseAnswer,
    responses=fails("NOT_FOUND"),
)
def warehouses_patch(call: Write, warehouse_id: Id, request: WarehousePatch) -> Answer:
    """Change fields of a warehouse.

    Fields that are absent stay as they are; null empties one. Plans made before keep what they say.
    """
    return patch_party(
        call.context, call.actor, "warehouses", identifier=warehouse_id, request=request, tried=call.tried
    )


@brokers.post("/api/brokers", operation_id="brokers.create", response_model=BrokerAnswer)
def brokers_create(call: Write, request: BrokerCreate) -> Answer:
    """A new customs broker.

    Who files the entries. Packages go to its address; its fee schedule is what plans compare.
    """
    return create_party(call.context, call.actor, "brokers", request, call.tried)


@brokers.get("/api/brokers", operation_id="brokers.list", response_model=BrokerPage)
def brokers_list(call: Read, query: Annotated[ChangedQuery, Query()]) -> Answer:
    """List brokers.

    Newest first.
    """
    return list_brokers(call.context, call.actor, query)


@brokers.get(
    "/api/brokers/{id}", operation_id="brokers.get", response_model=BrokerAnswer, responses=fails("NOT_FOUND")
)
def brokers_get(call: Read, broker_id: Id) -> Answer:
    """One broker.

    Address, filer code, power of attorney, fee schedule, and what happens when a mail's fate is not known.
    """
    return get_party(call.context, call.actor, "brokers", broker_id)


@brokers.patch(
    "/api/brokers/{id}",
    operation_id="brokers.patch",
    response_model=BrokerAnswer,
    responses=fails("NOT_FOUND"),
)
def brokers_patch(call: Write, broker_id: Id, request: BrokerPatch) -> Answer:
    """Change fields of a broker.

    Fields that are absent stay as they are; null empties one. Submissions made before keep their address.
    """
    return patch_party(
        call.context, call.actor, "brokers", identifier=broker_id, request=request, tried=call.tried
    )


@brokers.post(
    "/api/brokers/{id}/test-mails",
    operation_id="brokers.send_test_mail",
    response_model=MailTestAnswer,
    responses=fails("NOT_FOUND", "INVALID_EXPORT_STATE", "RATE_LIMITED", "RESTORE_UNDECIDED"),
)
def brokers_send_test_mail(call: Execute, broker_id: Id, request: MailTestRequest) -> Answer:
    """Send a broker a test mail.

    It says that it is a test and carries no papers: whether mail arrives is known before there are papers to send.
    One a minute to each broker. In test mode it is captured.
    """
    return send_test_mail(call.context, call.actor, broker_id, request, call.tried)


@brokers.get(
    "/api/brokers/{id}/test-mails",
    operation_id="brokers.test_mails",
    response_model=MailTests,
    responses=fails("NOT_FOUND"),
)
def brokers_test_mails(call: Read, broker_id: Id) -> Answer:
    """The test mails to a broker.

    The newest ten, with what became of each.
    """
    return list_test_mails(call.context, call.actor, broker_id)
