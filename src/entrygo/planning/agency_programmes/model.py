"""The shape of an agency's programme: which elements an answer to it has, which of them together suffice."""

from dataclasses import dataclass, field

from entrygo.planning.agency_forms import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One datum of a programme.

    ``name`` is its path inside ``data`` (``fsvpImporter.duns``), ``spellings`` are further ones; letter case and signs
    are no matter. ``least`` is how many values an element that is a list has. One ``within`` another may be written
    in that other's text, as a unit behind an amount.
    """

    name: str
    asks: str
    form: Form
    spellings: tuple[str, ...] = ()
    is_list: bool = False
    least: int = 1
    within: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A programme of an agency.

    ``sets`` are the sets of elements that an answer needs: any whole one suffices. ``flags`` are those of the
    agency's flags that this programme alone answers; without them it answers any. ``names`` are what else an
    answer's ``program`` may say. ``parts`` is the element under which several bodies of the same elements may stand.
    """

    agency: str
    code: str
    title: str
    asked_of: str
    law: str
    elements: tuple[Element, ...]
    sets: tuple[tuple[str, ...], ...]
    names: frozenset[str] = field(default_factory=frozenset)
    flags: tuple[str, ...] = ()
    parts: str | None = None

    def element(self, name: str) -> Element:
        """The element of that name. Raises ``StopIteration`` where there is none."""
        return next(element for element in self.elements if element.name == name)
