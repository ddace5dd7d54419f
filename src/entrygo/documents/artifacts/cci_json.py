"""The commercial customs invoice as JSON: the whole invoice, field by field."""

from dataclasses import fields

from entrygo.documents.artifact import ArtifactKind
from entrygo.documents.invoice import Invoice
from entrygo.documents.jsonfile import json_bytes


def render(invoice: Invoice) -> bytes:
    """Every field of the invoice but the broker's own column layout."""
    names = (field.name for field in fields(invoice) if field.name != "columns")
    return json_bytes({name: getattr(invoice, name) for name in names})


KIND = ArtifactKind(
    artifact_type="cci_json",
    filename="commercial_customs_invoice.json",
    media_type="application/json",
    order=30,
    render=render,
)
