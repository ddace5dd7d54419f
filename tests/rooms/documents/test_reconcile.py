"""No package is sealed whose files disagree: every seeded mutation of a figure is caught and named."""

import random
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from entrygo.documents.artifact import file_of, kind
from entrygo.documents.build_invoice import invoice_of
from entrygo.documents.package import build_package, rendered
from entrygo.documents.reconcile import InconsistentPackage, prove
from tests.rooms.documents.package_facts import KEY, broker, full, large, plain

FIGURES = {
    "cci_human_readable": r'data-(?:value|pieces|net|gross|hs|duty)="([\d.]+)"',
    "cci_json": r'"(?:value_usd|pieces|net_weight_kg|gross_weight_kg|duty_usd)": ([\d.]+)',
    "packing_list": r'"(?:pieces|net_weight_kg|gross_weight_kg)": ([\d.]+)',
    "broker_lines": r'"(7323930045|2007991000|3406000000|4911914040)"',
    "cci_csv": r'"(7323\.93\.0045|2007\.99\.1000|3406\.00\.0000|4911\.91\.4040)"',
    "cargowise_xml": r"(?:InvoiceQuantity|HarmonisedCode|NetWeight|Weight|>EnteredValueUsd</Key>\s*<Value)>([\d.]+)<",
}


@pytest.fixture(scope="module")
def papers():
    """The rendered files of the full package_facts."""
    return rendered(invoice_of(full()))


def changed(papers, artifact_type, start, end, new):
    """The files with one span of one file's text replaced."""
    files = []
    for file in papers:
        text = file.content.decode() if file.artifact_type == artifact_type else None
        files.append(
            file if text is None else file_of(kind(artifact_type), (text[:start] + new + text[end:]).encode())
        )
    return files


def test_honest_packages_are_proved(papers):
    """All fixtures, mapped columns among them."""
    prove(papers, full().plan, invoice_of(full()).columns)
    for package_facts in (plain(), large(40)):
        build_package(package_facts, KEY)
    for columns in (["hts10", "quantity"], ["line_no", "hts10", "line_value"], ["description"], ["line_no"]):
        profile = {"columns": [{"name": name.upper(), "from": name} for name in columns]}
        build_package(full(broker=broker(profile)), KEY)


@pytest.mark.parametrize("artifact_type", FIGURES)
def test_every_seeded_mutation_of_a_figure_is_caught(papers, artifact_type):
    """One digit of a figure changed; the fault names the file. An order's own value is no figure of the plan."""
    text = next(f.content.decode() for f in papers if f.artifact_type == artifact_type)
    sales = (
        range(text.find('"orders": ['), text.find('"sections": ['))
        if artifact_type == "cci_json"
        else range(0)
    )
    spans = [
        found.span(1) for found in re.finditer(FIGURES[artifact_type], text) if found.start() not in sales
    ]
    assert len(spans) >= 4
    chance = random.Random(artifact_type)
    for start, end in chance.sample(spans, min(len(spans), 60)):
        place = chance.choice([n for n in range(start, end) if text[n].isdigit()])
        other = chance.choice([digit for digit in "123456789" if digit != text[place]])
        with pytest.raises(InconsistentPackage, match=kind(artifact_type).filename):
            prove(
                changed(papers, artifact_type, place, place + 1, other),
                full().plan,
                invoice_of(full()).columns,
            )


def test_a_mutated_printed_figure_is_caught(papers):
    """What a person reads is held against the plan too, not only what a program reads."""
    page = next(f.content.decode() for f in papers if f.artifact_type == "cci_human_readable")
    for printed in (
        "<strong>3,192.00</strong>",
        '<td class="n">103.75</td>',
        "<strong>7323.93.0045</strong>",
    ):
        start = page.index(printed)
        wrong = printed.replace("3", "8", 1)
        with pytest.raises(InconsistentPackage, match="printed_"):
            prove(changed(papers, "cci_human_readable", start, start + len(printed), wrong), full().plan, ())


@pytest.mark.parametrize("artifact_type", ["cci_csv", "broker_lines"])
def test_a_line_left_out_or_added_is_caught(papers, artifact_type):
    """A row more or less."""
    text = next(f.content.decode() for f in papers if f.artifact_type == artifact_type)
    rows = re.split(r"(?<=\r\n)", text)[:-1]
    last = len(text) - len(rows[-1])
    columns = invoice_of(full()).columns
    with pytest.raises(InconsistentPackage) as fault:
        prove(changed(papers, artifact_type, last, len(text), ""), full().plan, columns)
    assert any(each.figure.startswith("entry 2 line 1 ") for each in fault.value.disagreements)
    with pytest.raises(InconsistentPackage):
        prove(changed(papers, artifact_type, len(text), len(text), rows[-1]), full().plan, columns)


def test_a_file_that_cannot_be_read_is_a_fault(papers):
    """Half a file proves nothing."""
    for artifact_type in FIGURES:
        text = next(f.content.decode() for f in papers if f.artifact_type == artifact_type)
        files = changed(papers, artifact_type, len(text) // 3, len(text), "")
        with pytest.raises(InconsistentPackage):
            prove(files, full().plan, invoice_of(full()).columns)


def test_a_plan_whose_parts_do_not_sum_is_never_sealed():
    """The plan's own arithmetic is proved first."""
    package_facts = full()
    entry = package_facts.plan.entries[0]
    wrong = replace(entry, value_usd=entry.value_usd + Decimal("0.01"))
    plan = replace(package_facts.plan, entries=(wrong, *package_facts.plan.entries[1:]))
    with pytest.raises(InconsistentPackage, match=r"entry 1 value_usd .* sum of the plan's parts"):
        build_package(replace(package_facts, plan=plan), KEY)


def test_weights_that_contradict_the_products_are_never_sealed():
    """The packing list is made from the products, the invoice from the plan."""
    package_facts = full()
    entry = package_facts.plan.entries[0]
    line = replace(entry.lines[0], net_weight_kg=Decimal(90))
    plan = replace(
        package_facts.plan,
        entries=(replace(entry, lines=(line, *entry.lines[1:])), *package_facts.plan.entries[1:]),
    )
    with pytest.raises(InconsistentPackage) as fault:
        build_package(replace(package_facts, plan=plan), KEY)
    assert {each.file for each in fault.value.disagreements} >= {
        "packing_list.json",
        "broker_entry_lines.csv",
    }


def test_the_message_is_short_and_the_exception_complete():
    """Five are spelled out, the rest counted."""
    with pytest.raises(InconsistentPackage, match=r"and \d+ more$") as fault:
        prove(rendered(invoice_of(full())), plain().plan, invoice_of(full()).columns)
    assert len(fault.value.disagreements) > 20
