"""The forms of values that agencies are told: what they take, and what stands for nothing."""

import pytest

from entrygo.planning import agency_forms
from entrygo.planning.agency_programmes import PROGRAMMES


def test_every_example_of_a_programme_is_of_its_form():
    """And every set names elements the programme has."""
    for programme in PROGRAMMES:
        for element in programme.elements:
            assert element.form.holds(element.form.example), (programme.code, element.name)
        assert all(programme.element(name) for names in programme.sets for name in names)


def test_no_form_takes_what_stands_for_nothing():
    """Whatever a programme asks, x and soon are no answer, nor are digits of other scripts or without end."""
    other_digits = ("\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669", "\u00b2" * 9, "9" * 300)
    for programme in PROGRAMMES:
        for element in programme.elements:
            is_coded = "digit" in element.form.words
            for word in ("soon", "n/a", "?", "", "tbd", True, None, *(other_digits if is_coded else ())):
                assert not element.form.holds(word), (programme.code, element.name, word)


@pytest.mark.parametrize(
    ("form", "value", "is_one"),
    [
        *((agency_forms.PHONE, "555 0100", True), (agency_forms.PHONE, "555 010", False)),
        *(
            (agency_forms.AMOUNT, "0 kg", False),
            (agency_forms.AMOUNT, "0.1 kg", True),
            (agency_forms.AMOUNT, 0, False),
        ),
        *(
            (agency_forms.PARTY, {"name": "Rhine Test House"}, True),
            (agency_forms.PARTY, {"city": "Bonn"}, False),
        ),
        *(
            (agency_forms.PARTY, {"name": "?"}, False),
            (agency_forms.PARTY, {"Name": "Rhine", "city": ""}, True),
        ),
    ],
)
def test_a_form_takes_its_least_and_nothing_less(form, value, is_one):
    assert form.holds(value) is is_one
