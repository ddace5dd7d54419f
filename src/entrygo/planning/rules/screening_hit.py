"""PTY-008: a party resembles one on a screening list."""

from collections.abc import Iterator, Mapping

from entrygo.contract.findings import Severity
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.planning.screening import CLEARED, CONFIRMED, THRESHOLD


def _check(case: Case) -> Iterator[Hit]:
    found = case.memory.get("screening")
    for hit in found if isinstance(found, list | tuple) else ():
        if not isinstance(hit, Mapping) or _score(hit.get("score")) < THRESHOLD:
            continue
        path = str(hit.get("party_path") or "parties")
        said = (
            f"{hit.get('party_name')!r} resembles {hit.get('entry_name')!r} on list {hit.get('list')} "
            f"(score {_score(hit.get('score'))}): {hit.get('reason')}."
        )
        shown = {
            "entryKey": str(hit.get("entry_key") or ""),
            "partyFingerprint": str(hit.get("party_fingerprint") or ""),
        }
        if hit.get("disposition") == CLEARED:
            yield Hit(
                field=path,
                message=f"{said} A person cleared it.",
                fix="Nothing to do until the party or the list entry changes.",
                severity=Severity.INFO,
                code="SCREENING_HIT_CLEARED",
                details=shown,
            )
        elif hit.get("disposition") == CONFIRMED:
            yield Hit(
                field=path,
                message=f"{said} A person confirmed it.",
                fix="Do not ship to or for this party; the compliance officer decides what follows.",
                details=shown,
            )
        else:
            yield Hit(field=path, message=said, details=shown)


def _score(value: object) -> int:
    return value if isinstance(value, int) else 0


RULE = Rule(
    id="PTY-008",
    code="SCREENING_HIT",
    severity=Severity.ERROR,
    scope=Scope.PLAN,
    title="Party resembles a listed one",
    fix="Compare the party with the list entry. Clear the hit with a reason if they differ; if they may be the "
    "same, stop and ask the compliance officer.",
    legal_source="31 CFR chapter V (OFAC); 15 CFR 744 (BIS)",
    explanation=f"Fires for each open hit of a score of {THRESHOLD} or more. A hit asks for a look and is no "
    "verdict: it names the words that agree, whether by name or alias, and the country. A cleared hit is told "
    "and stays cleared until the list entry or the party changes. Reads memory key screening: a list of "
    "{party_path, party_name, party_fingerprint, list, entry_name, entry_key, score, reason, disposition}; the "
    "finding's details give entryKey and partyFingerprint, by which a person's decision is remembered.",
    check=_check,
    deduction=25,
)
