"""The commercial customs invoice as a web page: one file, no outside asset, made for paper, screen and telephone."""

from decimal import Decimal
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from entrygo.contract.canonical import decimal_text
from entrygo.documents.artifact import ArtifactKind
from entrygo.documents.entry_summary import summary_blocks
from entrygo.documents.invoice import Invoice
from entrygo.documents.opening import opening_facts, opening_parties, packages_text
from entrygo.documents.print_text import (
    ESTIMATE_APART,
    charge_text,
    declared,
    duty_text,
    layer_amount,
    moved_text,
    orders_text,
    price_text,
    programme_text,
    sold_text,
    source_text,
    sources_of,
)
from entrygo.documents.text_format import NOT_STATED, address, joined, money, number


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("entrygo.documents", "assets"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "money": money,
        "number": number,
        "exact": _exact,
        "stated": _stated,
        "joined": joined,
    }
    environment.filters |= {"source": source_text, "layer_amount": layer_amount, "programme": programme_text}
    environment.filters |= {"packages": packages_text, "duty": duty_text, "orders": orders_text}
    environment.filters |= {
        "price": price_text,
        "moved": moved_text,
        "sold": sold_text,
        "charge": charge_text,
    }
    environment.globals["address"] = address
    return environment.get_template("invoice.html")


def _exact(amount: Decimal | None) -> str:
    """A figure for the proof and for scripts: plain decimal text, empty where it is not stated."""
    return "" if amount is None else decimal_text(amount)


def _stated(text: object) -> object:
    return NOT_STATED if text in (None, "", ()) else text


def render(invoice: Invoice) -> bytes:
    """The page; each figure that is proved stands in a ``data-`` attribute beside its printed form."""
    page = _template().render(
        invoice=invoice,
        facts=opening_facts(invoice),
        parties=opening_parties(invoice),
        apart=ESTIMATE_APART,
        makers={maker.ref: maker for maker in invoice.makers},
        sources=sources_of(invoice),
        declared=declared(invoice),
        summary=summary_blocks(invoice),
        numbered=any(each.number for each in invoice.consignees),
    )
    return page.encode()


KIND = ArtifactKind(
    artifact_type="cci_human_readable",
    filename="commercial_customs_invoice.html",
    media_type="text/html",
    order=10,
    render=render,
)
