"""What every printed paper of a package begins and ends with: its running lines, its title, its warnings."""

from entrygo.contract.times import from_iso
from entrygo.documents.invoice import Invoice
from entrygo.documents.paper import Paper
from entrygo.documents.text_format import NOT_STATED

TEST = "TEST DATA. Made with a test key. Do not file an entry from this paper."


def paper_of(invoice: Invoice, name: str, *, subject: str) -> Paper:
    """A paper of the package, with its title, its number and what must be known before it is read."""
    test = "  ·  TEST DATA, do not file an entry from this paper" if invoice.test_mode else ""
    paper = Paper(
        title=f"{name} {invoice.invoice_number}",
        subject=subject,
        made_at=from_iso(invoice.generated_at),
        running_title=f"{name} {invoice.invoice_number}  ·  version {invoice.version}{test}",
        running_note=f"Made {invoice.generated_at}  ·  {invoice.plan_hash}",
    )
    paper.title(name, f"No. {invoice.invoice_number} · version {invoice.version} · {invoice.invoice_date}")
    if invoice.test_mode:
        paper.paragraph(TEST, bold=True)
    if invoice.supersedes or invoice.changes:
        paper.paragraph(
            f"Correction. This paper takes the place of that of {invoice.supersedes or NOT_STATED}.",
            bold=True,
        )
        for change in invoice.changes:
            told = f"{change.field}: {change.before or NOT_STATED} -> {change.after or NOT_STATED}"
            paper.paragraph(told, indent=12)
    return paper


def finished(paper: Paper) -> bytes:
    """The file, after a word on what could not be printed."""
    if note := paper.letters.note():
        paper.paragraph(note, bold=True)
    return paper.pdf()
