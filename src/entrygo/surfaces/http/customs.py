"""Customs packages, estimates, captured mail, health."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from entrygo.contract.answers.customs import CapturedMailPage, HealthAnswer, PackageAnswer
from entrygo.contract.answers.plan import EstimateAnswer
from entrygo.contract.requests.exports import EstimateRequest
from entrygo.operations.answer import Answer
from entrygo.operations.estimate import estimate
from entrygo.operations.health import health
from entrygo.operations.packages import (
    get_artifact,
    get_captured,
    get_package,
    get_package_zip,
    list_captured,
)
from entrygo.operations.queries import ListQuery
from entrygo.surfaces.http.endpoint import Id, ProtocolRoute, Read, fails, sends

packages = APIRouter(route_class=ProtocolRoute, tags=["Customs packages"])
customs = APIRouter(route_class=ProtocolRoute, tags=["Customs"])
captured_mails = APIRouter(route_class=ProtocolRoute, tags=["Test mode"])
system = APIRouter(route_class=ProtocolRoute, tags=["System"])


@packages.get(
    "/api/customs-packages/{id}",
    operation_id="packages.get",
    response_model=PackageAnswer,
    responses=fails("NOT_FOUND"),
)
def packages_get(call: Read, package_id: Id) -> Answer:
    """A customs package with its files.

    Its number, its state, and for each file its type, size and SHA-256.
    """
    return get_package(call.context, call.actor, package_id)


@packages.get(
    "/api/customs-packages/{id}/package.zip",
    operation_id="packages.zip",
    response_model=None,
    response_class=Response,
    responses=sends("application/zip", "NOT_FOUND"),
)
def packages_zip(call: Read, package_id: Id) -> Answer:
    """The whole package as one reproducible ZIP.

    The same package gives the same bytes.
    """
    return get_package_zip(call.context, call.actor, package_id)


@packages.get(
    "/api/customs-packages/{id}/artifacts/{filename}",
    operation_id="packages.artifact",
    response_model=None,
    response_class=Response,
    responses=sends("application/octet-stream", "NOT_FOUND"),
)
def packages_artifact(
    call: Read, package_id: Id, filename: Annotated[str, Path(description="A file name of the package.")]
) -> Answer:
    """The bytes of one file.

    As it was made and mailed; its media type and name are in the answer's headers.
    """
    return get_artifact(call.context, call.actor, package_id, filename)


@customs.post("/api/customs/estimate", operation_id="customs.estimate", response_model=EstimateAnswer)
def customs_estimate(call: Read, request: EstimateRequest) -> Answer:
    """Duties and fees of goods without an order.

    The same law and the same arithmetic as a plan's, for an entry of these lines. Nothing is stored.
    """
    return estimate(call.context, call.actor, request)


@captured_mails.get(
    "/api/captured-mails", operation_id="captured_mails.list", response_model=CapturedMailPage
)
def captured_mails_list(call: Read, query: Annotated[ListQuery, Query()]) -> Answer:
    """Mail captured in test mode.

    What a test key's exports would have mailed, newest first. Empty for a live key.
    """
    return list_captured(call.context, call.actor, query)


@captured_mails.get(
    "/api/captured-mails/{id}",
    operation_id="captured_mails.get",
    response_model=None,
    response_class=Response,
    responses=sends("message/rfc822", "NOT_FOUND"),
)
def captured_mails_get(call: Read, mail_id: Id) -> Answer:
    """One captured message, whole.

    The message's own bytes, with its attachments.
    """
    return get_captured(call.context, call.actor, mail_id)


@system.get("/api/system/health", operation_id="system.health", response_model=HealthAnswer)
def system_health(call: Read) -> Answer:
    """Verify a key; see which account, mode and tariff edition it meets.

    Needs a key, as every call of the API does; `/healthz` and `/readyz` need none.
    """
    return health(call.context, call.actor)
