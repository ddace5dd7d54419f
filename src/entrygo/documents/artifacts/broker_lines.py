"""The broker's entry lines as CSV: one row for each product of each entry line, in the broker's own columns."""

from entrygo.documents.artifact import ArtifactKind
from entrygo.documents.csv_cells import written
from entrygo.documents.entry_lines import laid_out
from entrygo.documents.invoice import Invoice


def render(invoice: Invoice) -> bytes:
    """The rows of :mod:`entrygo.documents.entry_lines` as a CSV file."""
    return written([column.name for column in invoice.columns], laid_out(invoice))


KIND = ArtifactKind(
    artifact_type="broker_lines",
    filename="broker_entry_lines.csv",
    media_type="text/csv",
    order=60,
    render=render,
)
