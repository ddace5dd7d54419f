"""What notes and the General Rules say against a subheading, from facts a description states: a share it loses.

Sources: General Rule 1 (the terms of the headings); section XI note 2 and subheading note 2 (textiles go by their chief
fiber); section XV note 1(f), chapter 39 note 2(s), chapter 40 note 2(d), chapter 69 note 2 and chapter 70 note 1 (what
works by electricity is no article of base metal, plastics, rubber, ceramic or glass).
"""

import numpy as np

from entrygo.classify.attributes import GROUPS, Attributes
from entrygo.classify.features import Query
from entrygo.classify.index import Index
from entrygo.classify.ragged import Bits, Floats, Ints, Mask

_FIBRE, _MATERIAL = list(GROUPS).index("fibre"), list(GROUPS).index("material")
_LEFT = np.float32(0.2)
"""What a contradicted subheading keeps of its share: a description may be wrong, or name a part's material alone."""

_EXCLUDED = np.float32(0.01)
"""What one keeps that a note excludes."""

_ALIKE = (
    ("wood", "bamboo", "wicker"),
    ("ceramic", "porcelain", "stone"),
    ("iron", "stainless"),
    ("plastic", "imitation", "rubber"),
    ("leather", "imitation", "fur"),
    ("textile", "imitation"),
)
"""Materials that one heading may mean by the other's word, or that are taken for each other."""

_EXCLUDES_ELECTRIC = frozenset(["39", "40", "69", "70", *(f"{n}" for n in range(72, 84) if n != 77)])
_TEXTILES = frozenset(f"{n}" for n in range(50, 64))


def kept_shares(index: Index, query: Query, subheadings: Ints) -> Floats:
    """For each subheading 1, or less for each stated fact that its words or a note contradict."""
    chapters = [index.subheadings[int(each)][:2] for each in subheadings]
    kept = np.ones(len(subheadings), np.float32)
    fibre = query.attributes.bits[_FIBRE]
    if fibre:
        near = index.bits_near[subheadings, _FIBRE]
        against = (near != 0) & ((near & fibres(fibre)) == 0)
        kept[against & np.array([each in _TEXTILES for each in chapters])] *= _LEFT
    if said := _materials(query.attributes):
        heading = index.bits_heading[index.heading_of_subheading[subheadings]]
        kept[_contradicts(said, heading)] *= _LEFT
    if query.is_electric:
        kept[np.array([each in _EXCLUDES_ELECTRIC for each in chapters])] *= _EXCLUDED
    return kept


def contradict(one: Attributes, other: Attributes) -> bool:
    """Whether two descriptions state fibers, or materials, that have none in common."""
    spun = one.bits[_FIBRE], other.bits[_FIBRE]
    materials = _materials(one), _materials(other)
    return (all(spun) and not fibres(spun[0]) & spun[1]) or (
        all(materials) and not materials[0] & materials[1]
    )


def _bit(group: str, value: str) -> int:
    return 1 << list(GROUPS[group]).index(value)


_MAN_MADE = _bit("fibre", "manmade")
_EITHER = _bit("fibre", "synthetic") | _bit("fibre", "artificial")
_TEXTILE = _bit("material", "textile")
_MASKS = tuple(sum(_bit("material", each) for each in together) for together in _ALIKE)


def fibres(said: int) -> int:
    """The fibers stated, with "man-made" for each kind of these and the other way round."""
    return said | (_MAN_MADE if said & _EITHER else 0) | (_EITHER if said & _MAN_MADE else 0)


def _materials(said: Attributes) -> int:
    """The materials stated, with those a heading may mean by another word; a fiber is a textile."""
    stated = said.bits[_MATERIAL] | (_TEXTILE if said.bits[_FIBRE] else 0)
    found = stated
    for mask in _MASKS:
        found |= mask if stated & mask else 0
    return found


def _contradicts(said: int, heading: Bits) -> Mask:
    theirs = heading[:, _MATERIAL] | np.where(heading[:, _FIBRE] != 0, _TEXTILE, 0)
    return np.asarray((theirs != 0) & ((theirs & said) == 0))
