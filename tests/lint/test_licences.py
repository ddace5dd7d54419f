"""Licences of what an installation runs: allowed, refused, unknown."""

import pytest

from scripts.licences import faults, runtime_names


def component(**licence):
    return {"name": "part", "version": "1.0", "licenses": [licence] if licence else []}


@pytest.mark.parametrize(
    "licence",
    [
        {"license": {"id": "MIT"}},
        {"expression": "GPL-3.0-only OR BSD-3-Clause"},
        {"expression": "MPL-2.0 AND (Apache-2.0 OR MIT)"},
        {"license": {"name": "License :: OSI Approved :: BSD License"}},
    ],
)
def test_a_licence_that_leaves_the_operator_free_is_allowed(licence):
    assert list(faults([component(**licence)])) == []


@pytest.mark.parametrize(
    "licence",
    [
        {"license": {"id": "AGPL-3.0-only"}},
        {"expression": "MIT AND GPL-2.0-or-later"},
        {"license": {"name": "License :: Other/Proprietary License"}},
        {"expression": "No-Such-Licence"},
    ],
)
def test_a_licence_that_binds_the_operator_is_refused_by_name(licence):
    (said,) = faults([component(**licence)])
    assert said.startswith("part 1.0 is under ")


def test_a_component_without_a_licence_is_told():
    (said,) = faults([component()])
    assert said.startswith("part 1.0 states no licence")


def test_the_names_of_a_lock_are_read_in_one_spelling():
    assert runtime_names("flufl-bounce==6.0.0 \\\n    --hash=x\nPyYAML==6.0.3 ; x\n") == {
        "flufl-bounce",
        "pyyaml",
    }
