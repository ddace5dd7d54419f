"""Figures of an evaluation as lines of a table, and the reliability of its chances as a picture (SVG)."""

from collections.abc import Iterator, Mapping

from entrygo.classify.calibrate import Share, reliability
from entrygo.classify.evaluate import DIGITS, FEW_WORDS, SHORT, Counted, Tally, summed

TITLES = {
    "ruling": "rulings since 2012",
    "older_ruling": "older rulings",
    "listing": "shop listings",
    "synonym": "trade names (six digits)",
    "own": "given rows",
    SHORT: f"short ones of these (at most {FEW_WORDS} words, ten digits known)",
}
"""How each kind of held-out example is named in tables."""

_SIDE, _EDGE = 360, 56


def lines_of(tallies: Mapping[str, Tally], plain: Mapping[str, Tally]) -> Iterator[str]:
    """A Markdown table: share right with its 95 % interval at 4, 6, 8 and 10 digits, top five, error, and BM25."""
    yield "| source | n | 4 digits | 6 digits | 8 digits | 10 digits | top 5 at 6 | error at 6 | BM25 at 6 |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|--:|"
    for source, tally in sorted(tallies.items()):
        error = tally.error(6)
        cells = [_cell(tally.top(digits)) for digits in DIGITS]
        cells += [f"{tally.top_five(6).share:.2f}", "" if error is None else f"{error:.3f}"]
        yield f"| {TITLES.get(source, source)} | {tally.top(4).of} | {' | '.join(cells)} | {_plain(plain, source)} |"


def reliability_svg(tallies: Mapping[str, Tally]) -> str:
    """Stated chance against the share that was right, at six and ten digits; points grow with their count."""
    total = summed(tallies)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIDE + 2 * _EDGE} {_SIDE + 2 * _EDGE}" role="img"'
        ' aria-label="Stated chance against the share that was right" font-family="sans-serif" font-size="13">',
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        *_grid(),
        *_points(total, 6, "#1f5fa8", 0),
        *_points(total, 10, "#b4531f", 1),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _cell(counted: Counted) -> str:
    if not counted.of:
        return "–"
    low, high = counted.interval
    return f"{counted.share:.3f} ({low:.2f}–{high:.2f})"


def _plain(plain: Mapping[str, Tally], source: str) -> str:
    return f"{plain[source].top(6).share:.3f}" if source in plain else ""


def _grid() -> Iterator[str]:
    for step in range(6):
        share = step / 5
        across, up = _at(share, share)
        yield f'<line x1="{across}" y1="{_EDGE}" x2="{across}" y2="{_EDGE + _SIDE}" stroke="#e3e3e3"/>'
        yield f'<line x1="{_EDGE}" y1="{up}" x2="{_EDGE + _SIDE}" y2="{up}" stroke="#e3e3e3"/>'
        yield f'<text x="{across}" y="{_EDGE + _SIDE + 20}" text-anchor="middle" fill="#333">{share:.1f}</text>'
        yield f'<text x="{_EDGE - 8}" y="{up + 4}" text-anchor="end" fill="#333">{share:.1f}</text>'
    start, end = _at(0, 0), _at(1, 1)
    yield f'<line x1="{start[0]}" y1="{start[1]}" x2="{end[0]}" y2="{end[1]}" stroke="#999" stroke-dasharray="4 4"/>'
    middle = _EDGE + _SIDE / 2
    yield f'<text x="{middle}" y="{_EDGE + _SIDE + 42}" text-anchor="middle" fill="#333">stated chance</text>'
    yield (
        f'<text x="16" y="{middle}" text-anchor="middle" fill="#333" transform="rotate(-90 16 {middle})">'
        "share that was right</text>"
    )


def _points(tally: Tally, digits: int, colour: str, row: int) -> Iterator[str]:
    bands = reliability(tally.stated[digits], tally.first[digits])
    places = [(*_at(stated, held), count) for stated, held, count in bands]
    line = " ".join(f"{across},{up}" for across, up, _ in places)
    yield f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>'
    for across, up, count in places:
        yield f'<circle cx="{across}" cy="{up}" r="{min(3 + count**0.5 / 5, 9):.1f}" fill="{colour}"/>'
    top = 20 + 18 * row
    error = tally.error(digits) or 0.0
    yield f'<circle cx="{_EDGE + 6}" cy="{top - 4}" r="5" fill="{colour}"/>'
    yield f'<text x="{_EDGE + 18}" y="{top}" fill="#333">{digits} digits: calibration error {error:.3f}</text>'


def _at(stated: Share, held: Share) -> tuple[Share, Share]:
    return round(_EDGE + stated * _SIDE, 1), round(_EDGE + (1 - held) * _SIDE, 1)
