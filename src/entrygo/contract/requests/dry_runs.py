"""A dry run that is asked where there is none: refused, since whoever asks for one wants nothing done."""

from pydantic import BaseModel

from entrygo.contract.canonical import JsonMapping, JsonValue
from entrygo.contract.requests.issues import issue, validation_problem
from entrygo.contract.requests.unknown_fields import letters, names_of

DRY_RUN = "dryRun"
NOT_ASKED = frozenset({"", "0", "false", "no", "none", "null", "off"})


def require_no_dry_run(
    model: type[BaseModel], body: JsonValue, query: JsonMapping, *, instead: str = ""
) -> None:
    """VALIDATION_ERROR where a write is asked to be a dry run in a word that it does not read.

    Other fields that nobody reads are told in the answer's warnings; this one would be told after the deed.
    ``instead`` is where to look beforehand.
    """
    known = names_of(model)
    asked = [name for name, value in query.items() if _asks(name, value)]
    if isinstance(body, dict):
        asked += [name for name, value in body.items() if name not in known and _asks(name, value)]
    if not asked:
        return
    if DRY_RUN in known:
        words = f"Nothing was done: a dry run is asked with {DRY_RUN}: true in the body"
    else:
        words = "Nothing was done: this call has no dry run" + (
            f"; {instead} shows what it would do" if instead else ""
        )
    raise validation_problem([issue(name, words, "unrecognized_keys") for name in dict.fromkeys(asked)])


def _asks(name: str, value: JsonValue) -> bool:
    return letters(name) == letters(DRY_RUN) and str(value).strip().casefold() not in NOT_ASKED
