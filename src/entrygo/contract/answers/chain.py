"""Whether the events are the ones that were written."""

from entrygo.contract.answers.fields import CamelAnswer
from entrygo.contract.described import required


class ChainVerdict(CamelAnswer):
    """The verdict over the account's chain of events in this mode."""

    intact: bool = required("Whether every hash is right, none is missing and the end is the one noted.")
    events: int = required("How many events there are.")
    faults: list[str] = required(
        "Each event that was altered, is missing or was put in, in words; the first 100."
    )
