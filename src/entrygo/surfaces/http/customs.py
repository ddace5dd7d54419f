"""Customs packages, estimates, captured mail, health."""

from entrygo.contract.answers.customs import CapturedMailPage, HealthAnswer, PackageAnswer
from entrygo.contract.answers.plan import EstimateAnswer
from entrygo.contract.requests.exports import EstimateRequest
from entrygo.operations.estimate import estimate
from entrygo.operations.health import health
from entrygo.operations.packages import (
    get_artifact,
    get_captured,
    get_package,
    get_package_zip,
    list_captured,
)
from entrygo.surfaces.http.endpoint import CURSOR, LIMIT, Endpoint

ENDPOINTS = (
    Endpoint(
        method="GET",
        path="/api/customs-packages/{id}",
        operation="packages.get",
        summary="A customs package with its files",
        tag="Customs packages",
        scope="read",
        errors=("NOT_FOUND",),
        answer=PackageAnswer,
        handle=lambda call: get_package(call.world, call.actor, call.path["id"]),
    ),
    Endpoint(
        method="GET",
        path="/api/customs-packages/{id}/package.zip",
        operation="packages.zip",
        summary="The whole package as one reproducible ZIP",
        tag="Customs packages",
        scope="read",
        errors=("NOT_FOUND",),
        media_type="application/zip",
        handle=lambda call: get_package_zip(call.world, call.actor, call.path["id"]),
    ),
    Endpoint(
        method="GET",
        path="/api/customs-packages/{id}/artifacts/{filename}",
        operation="packages.artifact",
        summary="The bytes of one file",
        tag="Customs packages",
        scope="read",
        errors=("NOT_FOUND",),
        media_type="application/octet-stream",
        handle=lambda call: get_artifact(call.world, call.actor, call.path["id"], call.path["filename"]),
    ),
    Endpoint(
        method="POST",
        path="/api/customs/estimate",
        operation="customs.estimate",
        summary="Duties and fees of goods without an order",
        tag="Customs",
        scope="read",
        request=EstimateRequest,
        answer=EstimateAnswer,
        handle=lambda call: estimate(call.world, call.actor, call.request),
    ),
    Endpoint(
        method="GET",
        path="/api/captured-mails",
        operation="captured_mails.list",
        summary="Mail captured in test mode",
        tag="Test mode",
        scope="read",
        parameters=(LIMIT, CURSOR),
        answer=CapturedMailPage,
        handle=lambda call: list_captured(call.world, call.actor, call.query),
    ),
    Endpoint(
        method="GET",
        path="/api/captured-mails/{id}",
        operation="captured_mails.get",
        summary="One captured message, whole",
        tag="Test mode",
        scope="read",
        errors=("NOT_FOUND",),
        media_type="message/rfc822",
        handle=lambda call: get_captured(call.world, call.actor, call.path["id"]),
    ),
    Endpoint(
        method="GET",
        path="/api/system/health",
        operation="system.health",
        summary="Verify a key; see which account, mode and tariff edition it meets",
        tag="System",
        scope="read",
        answer=HealthAnswer,
        handle=lambda call: health(call.world, call.actor),
    ),
)
