"""Lists, limits and cache headers."""

from tests.contract.requirements import Requirement

CLAUSES = (
    Requirement("lists:page:shape", "A list answers data, has_more and next_cursor.", "D 2"),
    Requirement(
        "lists:page:limit",
        "limit is 1 to 100 and 20 by default; any other answers 400 VALIDATION_ERROR.",
        "D 2",
    ),
    Requirement(
        "lists:page:cursor",
        "Following next_cursor visits every row once; the cursor is opaque and URL-safe.",
        "D 2",
    ),
    Requirement(
        "lists:page:stable",
        "Rows added while a client pages are neither doubled nor push others out.",
        "D 2",
    ),
    Requirement(
        "lists:page:bad-cursor",
        "A cursor the server did not make answers 400 VALIDATION_ERROR.",
        "D 2",
    ),
    Requirement(
        "lists:nouns:all",
        "Orders, products, warehouses, brokers, exports, events and notifications have lists.",
        "D 2",
    ),
    Requirement("lists:scope:account", "A list holds the key's account and mode alone.", "D 2"),
    Requirement("lists:filters:state", "Exports are filtered by state and by readiness.", "D 2"),
    Requirement(
        "lists:filters:unknown",
        "A query name a GET does not know answers 400 VALIDATION_ERROR, unrecognized_keys.",
        "D 11.9",
    ),
    Requirement("lists:filters:parties", "Exports are filtered by warehouse and by broker.", "D 2"),
    Requirement("lists:filters:updated-since", "Lists are filtered by the time of the last change.", "D 2"),
    Requirement(
        "limits:rate:exceeded",
        "A key over its rate answers 429 RATE_LIMITED with Retry-After.",
        "D 2",
    ),
    Requirement("limits:rate:headers", "Responses carry RateLimit and RateLimit-Policy.", "D 2"),
    Requirement(
        "limits:rate:setting",
        "The rate is a setting: 50 requests a second with a burst of 500 by default, per key.",
        "D 2",
    ),
)
