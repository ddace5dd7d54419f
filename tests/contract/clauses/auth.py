"""Keys, accounts and scopes."""

from tests.contract.requirements import Requirement

CLAUSES = (
    Requirement(
        "auth:key:bearer",
        "Every endpoint of the export page takes the key as `Authorization: Bearer <api-key>`.",
        "R auth",
    ),
    Requirement(
        "auth:key:missing",
        "A call without a key answers 401 INVALID_API_KEY with the message `Missing API key.`.",
        "P 2",
    ),
    Requirement(
        "auth:key:wrong",
        "A call with an unknown key answers 401 INVALID_API_KEY with the message `Invalid API key.`.",
        "P 2",
    ),
    Requirement(
        "auth:key:revoked",
        "A revoked key answers 401 INVALID_API_KEY with the message `Invalid API key.`.",
        "P 2",
    ),
    Requirement(
        "auth:key:expired",
        "An expired key answers 401 INVALID_API_KEY with the message `Invalid API key.`.",
        "P 2",
    ),
    Requirement(
        "auth:key:prefix",
        "A live key begins with shpbndl_live_ and a test key with shpbndl_test_.",
        "D 2",
    ),
    Requirement(
        "auth:key:one-account",
        "A key belongs to one account and never reads or writes another's rows.",
        "P 2",
    ),
    Requirement(
        "auth:key:digest-only",
        "A key is stored as its SHA-256 digest and shown once, when it is made.",
        "D 2",
    ),
    Requirement(
        "auth:account:mismatch",
        "A body whose accountId is not the key's account answers 403 INVALID_ACCOUNT_SCOPE.",
        "R auth",
    ),
    Requirement(
        "auth:warehouse:foreign",
        "Planning with a warehouse outside the account answers 400 INVALID_ACCOUNT_SCOPE.",
        "R errors",
    ),
    Requirement(
        "auth:broker:foreign",
        "Planning with a broker outside the account answers 400 INVALID_ACCOUNT_SCOPE.",
        "R errors",
    ),
    Requirement(
        "auth:warehouse:unknown",
        "An unknown warehouse or broker answers exactly as a foreign one does.",
        "D 10",
    ),
    Requirement(
        "auth:read:foreign",
        "Reading another account's id answers 404 NOT_FOUND, so that existence is not disclosed.",
        "P 2",
    ),
    Requirement(
        "auth:read:absent",
        "Reading an id that does not exist answers 404 NOT_FOUND, as a foreign one does.",
        "R errors",
    ),
    Requirement(
        "people:invite:link-once",
        "POST /api/invitations answers the link by which a person joins, once; a repeat under its key without.",
        "D 6",
    ),
    Requirement("people:scope:admin", "People are kept with the scope admin, by live keys.", "D 6"),
    Requirement("people:foreign:absent", "A person of another account answers 404.", "D 2"),
    Requirement("people:admin:kept", "An account keeps an admin.", "D 6"),
    Requirement(
        "people:cli:all",
        "The command line makes, invites, resets, disables and lists people.",
        "D 6",
    ),
    Requirement(
        "keys:create:shape",
        "POST /api/keys answers the key with its apiKey, once; a repeat under its key without.",
        "D 11.11",
    ),
    Requirement("keys:create:refused", "A past expiry and empty scopes are refused.", "D 11.11"),
    Requirement("keys:list:no-secret", "GET /api/keys answers no secrets.", "D 11.11"),
    Requirement("keys:scope:admin", "Keys are kept with the scope admin.", "D 11.9"),
    Requirement("keys:foreign:absent", "Another account's key answers 404.", "D 2"),
    Requirement("keys:limited:makes-none", "A key with its own policy makes no keys.", "D 6"),
    Requirement("keys:rotate:old-dies", "A rotated key's old secret works no more.", "D 11.11"),
    Requirement("keys:revoke:for-good", "A revoked key works no more.", "D 11.11"),
    Requirement("keys:revoke:streams", "A revoked key's streams end within a second.", "D 11.7"),
    Requirement(
        "keys:cli:all", "The command line makes, lists, limits, rotates and revokes keys.", "D 11.11"
    ),
    Requirement(
        "keys:cli:refused",
        "The command line refuses empty scopes, a past expiry and a policy nobody knows.",
        "D 11.11",
    ),
    Requirement("auth:scope:approve", "The scope approve approves; keys with execute keep it.", "D 11.7"),
    Requirement(
        "auth:scope:missing",
        "A key that lacks the scope of a verb answers 403 INSUFFICIENT_SCOPE.",
        "D 2",
    ),
    Requirement(
        "auth:scope:default",
        "A key made without scopes carries read, write and execute, and not admin.",
        "D 10",
    ),
    Requirement(
        "auth:scope:writes",
        "Writing the account, a warehouse or a broker needs the scope write.",
        "D 10",
    ),
    Requirement("auth:scope:admin", "Keys, people and policies need the scope admin.", "D 10"),
    Requirement(
        "auth:order:checks",
        "Checks run in the order key, JSON, schema, accountId, scope and policy, idempotency, "
        "existence, state.",
        "D 10",
    ),
    Requirement("auth:order:key-first", "A wrong key with a broken body answers 401, not 400.", "D 10"),
    Requirement(
        "auth:order:schema-before-account",
        "A body that fails its schema and names a foreign accountId answers 400 VALIDATION_ERROR.",
        "D 10",
    ),
)
