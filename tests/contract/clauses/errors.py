"""The one envelope of every error, and the codes."""

from tests.contract.requirements import Requirement

CLAUSES = (
    Requirement(
        "errors:envelope:flat",
        "An error is flat JSON with errorCode and message, and field and details where they apply.",
        "P 2",
    ),
    Requirement(
        "errors:envelope:problem-members",
        "An error carries type, title, status, detail and instance of RFC 9457 as well.",
        "D 2",
    ),
    Requirement("errors:envelope:extras", "An error carries requestId, docUrl and retryable.", "D 2"),
    Requirement(
        "errors:envelope:media-type",
        "An error is application/problem+json when the client accepts it, application/json else.",
        "D 2",
    ),
    Requirement(
        "errors:envelope:always",
        "Every error of the server, framework errors included, has the same envelope.",
        "D 2",
    ),
    Requirement(
        "errors:request:not-json",
        "A body that is not JSON answers 400 INVALID_REQUEST, `Request body must be valid JSON.`.",
        "P 2",
    ),
    Requirement(
        "errors:order:unresolved",
        "An order id that does not resolve answers 400 INVALID_ORDER_REFERENCE, `One or more "
        "orders could not be resolved.`.",
        "R plan",
    ),
    Requirement(
        "errors:order:details",
        "INVALID_ORDER_REFERENCE carries requestedOrderIds and foundOrderIds in details.",
        "R plan",
    ),
    Requirement(
        "errors:order:foreign",
        "Another account's order id is not found: it answers as an unresolved one.",
        "R errors",
    ),
    Requirement(
        "errors:export:not-found",
        "An absent export answers 404 NOT_FOUND, `Export batch not found.`.",
        "R inspect",
    ),
    Requirement(
        "errors:package:not-found",
        "An absent customs package answers 404 NOT_FOUND, `Customs package not found.`.",
        "P 2",
    ),
    Requirement(
        "errors:state:invalid",
        "An illegal transition answers 409 INVALID_EXPORT_STATE with details.currentState.",
        "R execute",
    ),
    Requirement(
        "errors:state:message",
        "Executing from a wrong state says `Export batch cannot be executed from current state.`.",
        "R execute",
    ),
    Requirement(
        "errors:http:method",
        "A method that a path does not have answers 405 METHOD_NOT_ALLOWED in the envelope.",
        "D 2",
    ),
    Requirement(
        "errors:http:media-type",
        "A body of another media type answers 415 UNSUPPORTED_MEDIA_TYPE in the envelope.",
        "D 2",
    ),
    Requirement(
        "errors:http:too-large",
        "A body over the limit answers 413 PAYLOAD_TOO_LARGE in the envelope.",
        "D 2",
    ),
    Requirement(
        "errors:http:unknown-path",
        "A path that does not exist answers 404 NOT_FOUND in the envelope.",
        "D 2",
    ),
    Requirement(
        "errors:http:internal",
        "A fault of the server answers 500 INTERNAL_ERROR in the envelope and tells no internals.",
        "D 2",
    ),
    Requirement(
        "errors:http:unavailable",
        "A server that cannot reach its database answers 503 UNAVAILABLE in the envelope.",
        "D 2",
    ),
)
