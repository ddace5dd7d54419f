"""What becomes of an export after it was executed, and of messages that come late."""

from tests.contract.requirements import Requirement

CLAUSES = (
    Requirement(
        "later_life:order:withdrawn-unsent",
        "A mail not yet sent that is withdrawn is never sent; a withdrawal of what never left is recorded, not mailed.",
        "D 11.6",
    ),
    Requirement(
        "later_life:order:corrected-unsent",
        "A mail not yet sent that a newer version supersedes is never sent.",
        "D 11.6",
    ),
    Requirement(
        "later_life:order:correction-then-withdraw",
        "Withdraw names the newest version owed, its mail every version that left; mails leave as they were owed.",
        "D 11.6",
    ),
    Requirement(
        "later_life:order:crash",
        "Order and obsolescence of mail hold across a crash at every point.",
        "D 11.6",
    ),
    Requirement(
        "later_life:withdrawn:orders-open",
        "The orders of a withdrawn export are open again (orders.released); a kept cancellation takes effect then.",
        "D 11.6",
    ),
    Requirement(
        "later_life:withdrawn:closed",
        "Of a withdrawn export nothing is resubmitted, corrected or withdrawn again: 409.",
        "D 11.6",
    ),
    Requirement(
        "later_life:order:redirect",
        "A submission that waits can be redirected to another address, and then never leaves to the first.",
        "D 11.6",
    ),
    Requirement(
        "later_life:order:warehouse",
        "A notice to the warehouse that was not sent follows the papers: of the newest version, or not at all.",
        "D 11.6",
    ),
    Requirement(
        "later_life:messages:stale",
        "An item with a sourceUpdatedAt older than the stored is not applied and answered with STALE_UPDATE.",
        "D 11.6",
    ),
    Requirement(
        "later_life:messages:cancelled",
        "An absent status leaves `cancelled` as it is; only `open` opens an order again.",
        "D 11.6",
    ),
    Requirement(
        "later_life:messages:external-ids",
        "Blanks around an externalId are trimmed; the same one twice in a call is refused as `duplicate`.",
        "D 11.6",
    ),
)
