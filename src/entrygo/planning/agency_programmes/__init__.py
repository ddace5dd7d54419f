"""Every programme of every agency, as data. An answer is read by :mod:`entrygo.planning.agency_answers`."""

from entrygo.planning.agency_programmes import consumer, fda, nature, permits
from entrygo.planning.agency_programmes.model import Programme

PROGRAMMES: tuple[Programme, ...] = (
    *fda.PROGRAMMES,
    *consumer.PROGRAMMES,
    *nature.PROGRAMMES,
    *permits.PROGRAMMES,
)

DISCLAIMS = {
    "A": "the agency does not regulate the product",
    "B": "the agency's guidance asks no data",
    "C": "data are filed with the agency by other means",
    "D": "data are filed on paper",
    "E": "the product has no fish or wildlife in it",
}
"""What each disclaim code says (CATAIR record PG01)."""

_OWN_DISCLAIMS = {fda.FDA: "AB", nature.FWS: "CDE"}


def disclaims_of(agency: str) -> str:
    """The disclaim codes an agency takes: A to D, but where its own guide says otherwise."""
    return _OWN_DISCLAIMS.get(agency, "ABCD")


def programmes_of(agency: str) -> tuple[Programme, ...]:
    """The programmes of the agency with this flag prefix."""
    return tuple(programme for programme in PROGRAMMES if programme.agency == agency)
