"""The run of mutants: what it changes, and that what lives has a reason."""

import json

import pytest

from scripts.mutants import LIVING, MODULES, ROOT, SEED, SHARE, chosen, mutants_of

SOURCE = '''
"""A module."""

FACTOR = Decimal("0.5")


def owed(amount, limit):
    """What is owed."""
    if amount is None or not limit:
        return None
    return min(amount, limit) * FACTOR if amount >= limit else f"{amount}" + "x"
'''


def test_each_kind_of_change_is_made_once_and_text_is_left_alone():
    names = {mutant.name for mutant in mutants_of("m", SOURCE)}
    assert names == {
        "m.module: Decimal('0.5') -> Decimal('0.5') + 1",
        "m.owed: amount is None or not limit -> amount is None and (not limit)",
        "m.owed: amount is None -> amount is not None",
        "m.owed: not limit -> limit",
        "m.owed: min(amount, limit) * FACTOR -> min(amount, limit) / FACTOR",
        "m.owed: min(amount, limit) -> max(amount, limit)",
        "m.owed: amount >= limit -> amount > limit",
    }


def test_a_mutant_differs_from_its_source_in_one_place():
    for mutant in mutants_of("m", SOURCE):
        source = mutant.make_source()
        assert mutant.after in source
        compile(source, "m", "exec")


def test_the_choice_depends_on_the_seed_alone():
    assert [each.name for each in chosen(SEED, SHARE)] == [each.name for each in chosen(SEED, SHARE)]
    assert {each.module for each in chosen(SEED, SHARE)} <= MODULES.keys()


@pytest.mark.parametrize("name", json.loads(LIVING.read_text(encoding="utf-8")))
def test_what_lives_is_listed_with_a_reason(name):
    assert len(json.loads(LIVING.read_text(encoding="utf-8"))[name].split()) > 4


def test_every_module_that_is_changed_and_every_test_of_it_exists():
    for module, tests in MODULES.items():
        assert (ROOT / "src" / f"{module.replace('.', '/')}.py").exists()
        assert all((ROOT / path).exists() for path in tests)
