"""What a stated code is on an entry date: valid, incomplete, retired, or unknown, asked of the newest lists held."""

from datetime import date

from entrygo.contract.hts import LENGTHS, is_digits
from entrygo.contract.tariff import CodeFacts, ScheduleLine, Standing
from entrygo.ports.tariff_book import TariffBook

FULL = 10


def judge(book: TariffBook, code: str, on: date) -> CodeFacts:
    """What a code (digits, or whatever was stated in their place) is on the date.

    Four, six or eight digits that begin lines are incomplete, with the lines below them; digits that begin none, or
    of any other length, are unknown. What only retired lines begin with is retired, with what took their place.
    """
    if not is_digits(code) or len(code) not in LENGTHS:
        return _unknown(book, code, on)
    if len(code) == FULL:
        return _statistical(book, code, on)
    below = book.below(code)
    valid = tuple(line for line in below if is_valid(book, line, on))
    if valid:
        return CodeFacts(digits=code, standing=Standing.INCOMPLETE, candidates=valid)
    ended = [life for line in below if (life := book.life(line)) is not None and life.until is not None]
    if ended:
        successors = {new for life in ended for new in life.successors if is_valid(book, new, on)}
        last = max(life.until for life in ended if life.until is not None)
        return CodeFacts(
            digits=code, standing=Standing.RETIRED, candidates=tuple(sorted(successors)), day=last
        )
    return _unknown(book, code, on)


def is_valid(book: TariffBook, code: str, on: date) -> bool:
    """Whether a ten-digit code may stand on an entry of that day."""
    life = book.life(code)
    if life is None:
        return False
    return (life.since is None or life.since <= on) and (life.until is None or on < life.until)


def merged(code: str, lines: tuple[ScheduleLine, ...]) -> ScheduleLine:
    """The line an incomplete code stands for: what any line below asks is asked of it.

    Rates and units are those that all the lines share, else empty.
    """
    first = lines[0]

    def shared(name: str) -> str:
        texts = {str(getattr(line, name)) for line in lines}
        return texts.pop() if len(texts) == 1 else ""

    return ScheduleLine(
        code=code,
        description="",
        units=first.units if all(line.units == first.units for line in lines) else (),
        general=shared("general"),
        special=shared("special"),
        other=shared("other"),
        agency_flags=tuple(sorted({flag for line in lines for flag in line.agency_flags})),
        antidumping=any(line.antidumping for line in lines),
        countervailing=any(line.countervailing for line in lines),
        quota=any(line.quota for line in lines),
    )


def _statistical(book: TariffBook, code: str, on: date) -> CodeFacts:
    life = book.life(code)
    if life is None:
        return _unknown(book, code, on)
    if life.until is not None and life.until <= on:
        valid = tuple(new for new in life.successors if is_valid(book, new, on))
        return CodeFacts(digits=code, standing=Standing.RETIRED, candidates=valid, day=life.until)
    if life.since is not None and on < life.since:
        return CodeFacts(digits=code, standing=Standing.UNKNOWN, day=life.since)
    return CodeFacts(digits=code, standing=Standing.VALID)


def _unknown(book: TariffBook, code: str, on: date) -> CodeFacts:
    """With the zero in front that a spreadsheet drops, where that begins a line in force."""
    guess = f"0{code}"
    begins = is_digits(code) and len(guess) in LENGTHS
    is_line = begins and any(is_valid(book, line, on) for line in book.below(guess))
    return CodeFacts(digits=code, standing=Standing.UNKNOWN, suggestion=guess if is_line else None)
