"""A whole package: every artifact from one package, proved to agree, sealed, and packed into a reproducible ZIP."""

import io
import zipfile
from collections.abc import Iterable

from entrygo.documents.artifact import File, file_of, kind, kinds
from entrygo.documents.artifacts.manifest import KIND as MANIFEST
from entrygo.documents.artifacts.manifest import seal
from entrygo.documents.build_invoice import invoice_of
from entrygo.documents.invoice import Invoice
from entrygo.documents.package_facts import PackageFacts
from entrygo.documents.reconcile import prove

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a ZIP can hold: files in a package have no time of their own, the manifest says when."""
READABLE = 0o100644 << 16


def build_package(package_facts: PackageFacts, signing_key: bytes) -> tuple[File, ...]:
    """Every file of the package in its order, the sealed manifest last.

    ``signing_key`` is a raw Ed25519 private key of 32 bytes. Raises
    :class:`entrygo.documents.reconcile.InconsistentPackage` when a file disagrees with the plan.
    """
    invoice = invoice_of(package_facts)
    columns, files = invoice.columns, rendered(invoice)
    del invoice  # of thousands of lines it is some megabytes, and the proof needs as many
    prove(files, package_facts.plan, columns)
    return (*files, file_of(MANIFEST, seal(files, package_facts, signing_key)))


def rendered(invoice: Invoice) -> tuple[File, ...]:
    """Every file that is made from the invoice, in the package's order."""
    return tuple(file_of(each, each.render(invoice)) for each in kinds() if each.render)


def rendered_one(invoice: Invoice, artifact_type: str) -> File:
    """One file made from the invoice. Raises ``ValueError`` for the manifest, which is made over the others."""
    wanted = kind(artifact_type)
    if wanted.render is None:
        raise ValueError(f"{artifact_type} is made over the finished files, not from the invoice")
    return file_of(wanted, wanted.render(invoice))


def zip_bytes(files: Iterable[File]) -> bytes:
    """The files as one ZIP, the same bytes on every machine: stored, not deflated, without times, in their order.

    Deflate gives other bytes under another build of zlib; stored bytes do not.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for file in files:
            member = zipfile.ZipInfo(file.filename, EPOCH)
            member.external_attr = READABLE
            member.create_system = 3  # Unix: else the permissions above mean nothing
            archive.writestr(member, file.content)
    return target.getvalue()
