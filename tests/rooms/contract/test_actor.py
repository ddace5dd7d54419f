"""Whom a name means: one person stays one, however the name is written."""

import pytest

from entrygo.contract.actor import person_named


@pytest.mark.requirement("policy:person:owner")
@pytest.mark.parametrize(
    "written",
    [
        " ann  BELL ", "Ann\u00a0Bell", "\u200bAnn Bell", "Ann\u200d Bell\u202e", "Ann\u00ad Bell", "Ann Bell\ufe0f",
        "\uff21nn Bell", "Ann\u2028Bell", "Ann Bell\u3164", "Ann\u2800 Bell", "\ufeffAnn Bell",
    ],
)  # fmt: skip
def test_a_name_is_the_same_persons_with_signs_nobody_sees(written: str) -> None:
    assert person_named(written) == person_named("Ann Bell") == "ann bell"


@pytest.mark.parametrize("written", [None, "", "  ", "\u200b", "\u3164\u2800"])
def test_a_name_that_shows_nothing_is_nobodys(written: str | None) -> None:
    assert person_named(written) == ""


def test_names_that_differ_are_people_that_differ() -> None:
    assert (
        len({person_named(name) for name in ("Ann Bell", "Anne Bell", "王芳", "李娜", "José", "Jose")}) == 6
    )
