"""The page of what each agency's programme asks, as its records say; ``scripts.reference`` writes it."""

from collections.abc import Iterator
from itertools import groupby

from entrygo.planning.agencies import AGENCIES
from entrygo.planning.agency_programmes import DISCLAIMS, PROGRAMMES, disclaims_of
from entrygo.planning.agency_programmes.model import Element, Programme

HEAD = """\
# Agencies

What an answer in a product's `pga` may hold, by agency and programme. An answer is `{"agency": "FDA", "program":
"FOO", "data": {...}}`, or `{"agency": "FDA", "disclaim": "A"}`; one product has as many as its code asks. A programme
that is not named is found by the product code or the elements. Names are read however they are spelled
(`prior_notice_number`), dots step into an object (`{"fsvpImporter": {"duns": "123456789"}}`), a list holds several
values, and keys of your own are left alone. What is not of its form is
[PGA_ANSWER_MALFORMED](rules.md#pga-008-answer-to-an-agency-that-it-cannot-read), with its path in `details.element`.

Forms and elements follow the CATAIR message sets and the regulations named; an agency may ask more of some goods.
"""


def agencies_page(made: str) -> str:
    """Every agency's programmes: of what goods they ask, the elements, which together suffice. ``made`` is a note."""
    lines = [HEAD, made, "", "## Disclaim codes", "", "| code | says |", "|---|---|"]
    lines += [f"| {code} | {says} |" for code, says in DISCLAIMS.items()]
    lines.append("")
    for prefix, programmes in groupby(PROGRAMMES, key=lambda programme: programme.agency):
        agency = AGENCIES[prefix]
        names = ", ".join(
            f"`{name}`" for name in sorted(agency.names - {prefix}, key=lambda name: (len(name), name))
        )
        taken = ", ".join(disclaims_of(prefix))
        lines += [f"## {agency.label}", "", f"`agency`: {names}. Disclaims: {taken}. Flags: {prefix}.", ""]
        lines += [line for programme in programmes for line in _programme(programme)]
    return "\n".join(lines)


def _programme(programme: Programme) -> Iterator[str]:
    yield f"### {programme.code}: {programme.title}"
    yield ""
    yield f"- Asked of {programme.asked_of}"
    yield f"- Source: {programme.law}"
    if programme.flags:
        yield f"- Alone answers {', '.join(programme.flags)}"
    wanted = " or ".join(", ".join(f"`{name}`" for name in names) for names in programme.sets)
    yield f"- Needs {wanted}"
    if programme.parts:
        yield f"- Several bodies stand in a list under `{programme.parts}`; what all share stands beside it"
    yield ""
    yield "| element | is | form | example |"
    yield "|---|---|---|---|"
    yield from (_element(element) for element in programme.elements)
    yield ""


def _element(element: Element) -> str:
    several = f", {element.least} of them" if element.least > 1 else ""
    cells = (f"`{element.name}`", element.asks, element.form.words + several, f"`{element.form.example}`")
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
