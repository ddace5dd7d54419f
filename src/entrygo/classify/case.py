"""What is asked and what is answered: a case, its candidates with what each rests on, and what is missing."""

from dataclasses import dataclass
from decimal import Decimal

from entrygo.classify.calibrate import Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The goods to classify, in the seller's words. Only the name is needed; each further fact can only help.

    ``materials`` are names with percentages where known. ``value`` is of one piece, in US dollars. ``origin`` is a
    country's two letters. ``existing_code`` is what the product carries now; it is ranked like any other.
    """

    name: str
    description: str = ""
    materials: tuple[tuple[str, Decimal | None], ...] = ()
    category: str = ""
    value: Decimal | None = None
    origin: str | None = None
    existing_code: str | None = None

    @property
    def text(self) -> str:
        """The seller's words in one line: the name, then the description."""
        return f"{self.name} {self.description}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedRuling:
    """A ruling on goods alike: its number and date, the code of its day, the cosine of its words with the case's.

    ``shared`` are words of the case that tell most of the likeness. ``caution`` says why it is no authority for the
    code: older than the schedule's last changes of scope.
    """

    number: str
    date: str
    code: str
    alike: Share
    caution: str | None
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnProduct:
    """A product of the account that was confirmed under the candidate's code, or that a broker corrected to it."""

    reference: str
    code: str
    alike: Share
    by_broker: bool
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A ten-digit line. ``support`` is its share among all lines ranked; the shares of all sum to one at most.

    ``path`` are the schedule's words from the heading down. ``reasons`` and ``against`` are sentences, for and against.
    ``conflicts`` name facts stated in the case that the path contradicts (``fibre``, ``sex``, ``value``).
    """

    code: str
    path: tuple[str, ...]
    support: Share
    rulings: tuple[CitedRuling, ...]
    own: tuple[OwnProduct, ...]
    names_alike: int
    reasons: tuple[str, ...]
    against: tuple[str, ...]
    conflicts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A fact that would decide: its name, the question to ask, and the two paths it tells apart, where it does."""

    fact: str
    question: str
    between: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Something a person must look at: a snake_case code, a sentence, and the rule it rests on."""

    code: str
    message: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Existing:
    """How the product's present code does: its place among all ranked lines (from 1), or ``None`` if not ranked.

    ``agrees_to`` is the number of digits it shares with the first candidate: 0, 2, 4, 6, 8 or 10. ``known`` says
    whether the schedule has it (at six digits or more).
    """

    code: str
    known: bool
    place: int | None
    support: Share
    agrees_to: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The answer. ``chance_six`` and ``chance_ten`` are calibrated chances that the first candidate is right.

    ``level`` follows ``chance_six``: ``high`` from 0.75, ``medium`` from 0.45, else ``low``. ``action`` is
    ``accept_after_review``, ``review_candidates``, ``add_details`` or ``ask_broker``. Without a word the classifier
    knows there are no candidates. ``edition`` names the classifier.
    """

    edition: str
    candidates: tuple[Candidate, ...]
    chance_six: Share
    chance_ten: Share
    level: str
    action: str
    summary: str
    missing: tuple[Missing, ...]
    flags: tuple[Flag, ...]
    existing: Existing | None
