"""The duty and fee estimate as a PDF, an annex of its own: no part of the invoice, with every rate's source in law."""

from collections.abc import Iterator

from entrygo.documents.artifact import ArtifactKind
from entrygo.documents.invoice import Estimate, Invoice, Line
from entrygo.documents.paper import LEADING
from entrygo.documents.print_pages import finished, paper_of
from entrygo.documents.print_text import duty_text, layer_amount, programme_text, source_text, sources_of
from entrygo.documents.table import Grid, Row
from entrygo.documents.text_format import money

TOTALS = Grid(
    widths=(50, 290, 95, 95, 95, 95),
    header=("Entry", "Type", "Entered USD", "Duty USD", "MPF USD", "HMF USD"),
    right=frozenset({2, 3, 4, 5}),
)
LAYERS = Grid(
    widths=(40, 140, 100, 170, 70, 50, 150),
    header=("Line", "Programme", "Heading", "Rate", "Since", "Source", "Estimate USD"),
    right=frozenset({6}),
)


def render(invoice: Invoice) -> bytes:
    """Sums by entry, then each layer of each line, then the sources."""
    paper = paper_of(
        invoice, "Duty and Fee Estimate", subject=f"Annex to invoice {invoice.invoice_number}; no part of it"
    )
    paper.paragraph(f"Annex to commercial invoice {invoice.invoice_number}. {invoice.estimate_note}")
    paper.heading("By entry")
    paper.table(TOTALS, _totals(invoice))
    sources = sources_of(invoice)
    paper.heading("By line")
    paper.table(LAYERS, (row for line in invoice.lines for row in _line(line, sources)))
    if sources:
        paper.heading("Sources", keep=2 * LEADING)
        for text, place in sources.items():
            paper.paragraph(f"[{place}] {text}")
    return finished(paper)


def _totals(invoice: Invoice) -> Iterator[Row]:
    for section in invoice.sections:
        kind = f"{section.entry_type}, {section.entry_type_name}"
        sums = _sums(section.estimate)
        yield Row(cells=(str(section.entry_number), kind, money(section.totals.value_usd), *sums))
    sums = _sums(invoice.estimate)
    yield Row(cells=("All", "", money(invoice.totals.value_usd), *sums), bold=True, keep=True)


def _sums(estimate: Estimate) -> tuple[str, str, str]:
    return duty_text(estimate.duty_usd), duty_text(estimate.mpf_usd), money(estimate.hmf_usd)


def _line(line: Line, sources: dict[str, int]) -> Iterator[Row]:
    where = f"{line.entry_number}.{line.line_no}"
    for place, layer in enumerate(line.layers):
        named = (where, programme_text(layer.program), layer.heading, layer.rate)
        dated = (layer.effective_from or "", f"[{sources[source_text(layer)]}]")
        yield Row(cells=(*named, *dated, layer_amount(layer)), keep=place > 0)
    if len(line.layers) != 1:
        sum_of = (where, "duty of the line", "", "", "", "", duty_text(line.duty_usd))
        yield Row(cells=sum_of, bold=True, tinted=True, keep=bool(line.layers))


KIND = ArtifactKind(
    artifact_type="duty_estimate_pdf",
    filename="duty_estimate.pdf",
    media_type="application/pdf",
    order=55,
    render=render,
)
