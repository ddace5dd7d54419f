"""What is said of a claim under chapter 98: what keeps it from counting, and the proof it wants."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from entrygo.contract.facts import Claim
from entrygo.contract.findings import Severity
from entrygo.contract.tariff import Provision
from entrygo.tariff.duty_input import NoticeKind, Remark
from entrygo.tariff.provisions import ClaimFault

PROOF_ASKED = "CLAIM_PROOF_ASKED"
FREE_REPAIR = "REPAIR_PREFERENCE_NOT_CLAIMED"
USMCA = "S"


def claim_notices(
    provision: Provision,
    claim: Claim | None,
    faults: Iterable[ClaimFault],
    *,
    whose: str,
    exposure_usd: Decimal | None,
    base_usd: Decimal | None,
) -> Iterator[tuple[Remark, str]]:
    """Each notice with the field of the claim it is about; ``exposure_usd`` is what is owed without the claim.

    ``base_usd`` is the duty of chapters 1 to 97 on what the provision leaves dutiable.
    """
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
    if base_usd and USMCA in provision.free_for:
        yield (
            Remark(
                kind=NoticeKind.PREFERENCE,
                code=FREE_REPAIR,
                severity=Severity.INFO,
                message=f"Claim {whose}: if the work was done in Canada or Mexico, its value is free of the duty of "
                f"{base_usd} USD, whatever the origin of the goods (19 CFR 181.64; U.S. note 2(b) of chapter 98, "
                "subchapter II).",
                fix="State spi S on the goods, or without a warranty claim 9802.00.5010, and hold the declarations of "
                "19 CFR 181.64.",
                details=(("spi", USMCA), ("savingUsd", base_usd)),
            ),
            "provision",
        )
