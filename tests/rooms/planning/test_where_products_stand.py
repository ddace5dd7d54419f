"""A case finds a product where it stands as a look through all entries does; records are written as before."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from entrygo.contract.canonical import canonical_bytes, plain
from entrygo.planning.fingerprint import _whole_tariff
from entrygo.planning.plan import plan
from entrygo.tariff.law import programmes_on, shipped_law
from tests.examples import examples
from tests.rooms.planning import cases, snapshots

PLANNED = plan(snapshots.three_lines(30, 9))
LINES = [line for entry in PLANNED.entries for line in entry.lines]
PRODUCTS = sorted({item.product_id for line in LINES for item in line.items})


@examples(100)
@given(
    st.lists(st.lists(st.sampled_from(LINES), max_size=6), max_size=5),
    st.sampled_from([*PRODUCTS, "prod_nobody_ordered"]),
)
def test_a_product_is_found_wherever_it_stands(parts, product_id):
    """On any lines, in any entries, in their order: the same line twice is two lines."""
    first = PLANNED.entries[0]
    entries = tuple(replace(first, number=number, lines=tuple(lines)) for number, lines in enumerate(parts))
    case = replace(cases.ready(), entries=entries)
    held = [(entry, line) for entry in entries for line in entry.lines
            if any(item.product_id == product_id for item in line.items)]  # fmt: skip
    assert list(case.lines_with(product_id)) == [line for _, line in held]
    assert list(case.entries_with(product_id)) == [
        entry for entry in entries if entry in [e for e, _ in held]
    ]
    assert list(case.items_with(product_id)) == [
        item for _, line in held for item in line.items if item.product_id == product_id
    ]


def test_the_law_is_written_as_any_value_is():
    """So that no stored fingerprint becomes another one."""
    tariff = replace(snapshots.ready().tariff, programmes=programmes_on(shipped_law(), cases.ENTRY_DATE))
    assert canonical_bytes(_whole_tariff(tariff)) == canonical_bytes(plain(tariff))
    assert canonical_bytes(_whole_tariff(tariff)) == canonical_bytes(plain(tariff))
