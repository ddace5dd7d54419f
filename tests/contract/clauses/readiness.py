"""Readiness, score and findings."""

from tests.contract.requirements import Requirement

CLAUSES = (
    Requirement("readiness:state:blocked", "Any open error makes a plan BLOCKED.", "D 4"),
    Requirement("readiness:state:review", "A warning without an error makes a plan REVIEW_REQUIRED.", "D 4"),
    Requirement("readiness:state:ready", "A plan with information alone, or nothing, is READY.", "D 4"),
    Requirement(
        "readiness:state:not-http",
        "A BLOCKED plan answers 200: readiness is not told by the status code.",
        "R plan",
    ),
    Requirement(
        "readiness:reference:ready",
        "An order with the reference page's fields, complete products and profile plans READY.",
        "D 4",
    ),
    Requirement(
        "readiness:defaults:parties",
        "The seller defaults to the account, the buyer to shipTo and the currency to USD.",
        "D 4",
    ),
    Requirement(
        "readiness:absent:info",
        "An absent buyer, carrier, PAPS number, ETA, related-party or marking answer is info.",
        "D 4",
    ),
    Requirement(
        "readiness:installation:info",
        "What the installation lacks (a screening list, a newer edition) is an info message, never a warning.",
        "D 4",
    ),
    Requirement(
        "readiness:fees:unknown",
        "User fees of a year that is not held are unknown: no figure, and a warning.",
        "D 11.1",
    ),
    Requirement(
        "readiness:programme:partial",
        "A code that may be on a list held in part has no figure and a warning with the exposure, never a layer of 0.",
        "D 11.1",
    ),
    Requirement(
        "readiness:edition:full", "A code that no list held for the entry date knows is an error.", "D 11.1"
    ),
    Requirement(
        "readiness:code:every",
        "A fresh installation knows every code; validity, rate and flags are each asked of the newest list held.",
        "D 11.1",
    ),
    Requirement(
        "readiness:code:incomplete",
        "A code of 4, 6 or 8 digits is judged by the worst of the lines below it, and is HTS_CODE_INCOMPLETE.",
        "D 11.1",
    ),
    Requirement(
        "readiness:code:retired",
        "A dead code is HTS_CODE_RETIRED, an error that names its successors.",
        "D 11.1",
    ),
    Requirement(
        "readiness:code:mend",
        "A lost zero and a spreadsheet's number are HTS_CODE_UNKNOWN and told with the mend.",
        "D 11.1",
    ),
    Requirement("readiness:score:range", "complianceScore is 0 to 100.", "R plan"),
    Requirement(
        "readiness:score:breakdown",
        "score_breakdown names each deduction, and its parts sum to the score, floor 0.",
        "D 4",
    ),
    Requirement("readiness:score:info-free", "Information deducts nothing.", "D 4"),
    Requirement(
        "readiness:score:metals",
        "One METALS_REVIEW_RECOMMENDED warning alone gives a score of 74.",
        "R plan",
    ),
    Requirement(
        "readiness:findings:form",
        "A finding has code, message, severity, field, product_id and order_id.",
        "R plan",
    ),
    Requirement("readiness:findings:severity", "A severity is error, warning or info.", "D 4"),
    Requirement(
        "readiness:findings:paths",
        "A finding's field is a path such as orders[0].items[0].product.section_232.",
        "R plan",
    ),
    Requirement("readiness:findings:fix", "A finding has fix, doc_url and legal_source.", "D 4"),
    Requirement(
        "readiness:findings:codes",
        "A finding's code is UPPER_SNAKE with the rule's id beside it.",
        "D 10",
    ),
    Requirement(
        "readiness:findings:profile-paths",
        "Findings on account, warehouse or broker have paths such as "
        "account.importerOfRecord.number and null ids.",
        "D 10",
    ),
    Requirement("readiness:findings:all", "Planning never stops at the first finding.", "D 4"),
)
