"""What is said of a claim under chapter 98: what keeps it from counting, and the proof it wants."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from entrygo.contract.facts import Claim
from entrygo.contract.findings import Severity
from entrygo.contract.tariff import Provision
from entrygo.tariff.duty_input import NoticeKind, Remark
from entrygo.tariff.provisions import ClaimFault

PROOF_ASKED = "CLAIM_PROOF_ASKED"


def claim_notices(
    provision: Provision,
    claim: Claim | None,
    faults: Iterable[ClaimFault],
    exposure_usd: Decimal | None,
    whose: str,
) -> Iterator[tuple[Remark, str]]:
    """Each notice with the field of the claim it is about; ``exposure_usd`` is what is owed without the claim."""
    for fault in faults:
        is_exposed = fault.is_open and exposure_usd is not None
        yield (
            Remark(
                kind=NoticeKind.PROVISION,
                code=fault.code,
                severity=fault.severity,
                message=f"Claim {whose}: {fault.message}",
                fix=fault.fix,
                details=(
                    ("provision", provision.heading),
                    *((("exposureUsd", exposure_usd),) if is_exposed else ()),
                ),
            ),
            fault.field,
        )
    if provision.proof and not (claim and claim.evidence):
        yield (
            Remark(
                kind=NoticeKind.PROVISION,
                code=PROOF_ASKED,
                severity=Severity.WARNING,
                message=f"Claim {whose}: {provision.heading} ({provision.title}) wants proof: {provision.proof}.",
                fix="Say in claim.evidence what proves it, and give the papers to the broker.",
                details=(("provision", provision.heading),),
            ),
            "evidence",
        )
