"""Everything a page may have to say has words."""

import inspect
import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from entrygo.contract.problems import CATALOGUE
from entrygo.contract.requests import catalogue, exports, parties
from entrygo.lifecycle import states
from entrygo.lifecycle.events import EventType
from entrygo.planning.rules import RULES
from entrygo.surfaces.console import vocabulary
from entrygo.surfaces.console.assets import icon
from entrygo.surfaces.console.rendering import templates
from entrygo.surfaces.console.vocabulary import Words, spoken, table

TONES = {"ready", "review", "blocked", "info", "soft", "test"}


def requested_fields() -> set[str]:
    """Every field of the requests on products, orders, parties and exports, nested ones too."""
    found: set[str] = set()
    seen: set[type] = set()

    def walk(model: type[BaseModel]) -> None:
        seen.add(model)
        for name, each in model.model_fields.items():
            found.add(name)
            for inner in leaves(each.annotation):
                if inspect.isclass(inner) and issubclass(inner, BaseModel) and inner not in seen:
                    walk(inner)

    for module in (catalogue, exports, parties):
        for each in vars(module).values():
            if inspect.isclass(each) and issubclass(each, BaseModel) and each.__module__ == module.__name__:
                walk(each)
    return found


def leaves(annotation: Any) -> Iterator[Any]:
    inner = get_args(annotation)
    if not inner:
        yield annotation
    for each in inner:
        yield from leaves(each)


def test_every_field_of_a_request_has_a_label() -> None:
    assert sorted(requested_fields() - table("fields").keys()) == []


def test_no_label_is_a_name_of_the_api() -> None:
    for name, words in table("fields").items():
        assert words["label"][0].isupper(), name
        assert "_" not in words["label"], name


def test_every_event_has_words() -> None:
    assert sorted({each.value for each in EventType} - table("events").keys()) == []


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("export", states.ExportState),
        ("package", states.PackageState),
        ("mail", states.MailState),
        ("webhook", states.WebhookState),
        ("delivery", states.WebhookDeliveryState),
        ("awaited", states.Awaited),
    ],
)
def test_every_state_has_a_word_a_sign_and_a_tone(kind: str, values: Any) -> None:
    words = table("states")[kind]
    assert {each.value for each in values} == words.keys()
    for each in words.values():
        assert each["tone"] in TONES
        assert str(icon(each["sign"])).startswith("<svg")


def test_states_of_one_kind_differ_by_sign_or_word_and_not_by_colour_alone() -> None:
    for kind, words in table("states").items():
        signs = [each["word"] for each in words.values()]
        assert len(set(signs)) == len(signs), kind


def test_every_refusal_is_called_something_and_says_the_way_on() -> None:
    assert table("problems").keys() == CATALOGUE.keys()
    assert all(each["title"] and each["help"] for each in table("problems").values())


def test_every_rule_has_a_name_and_its_fix_speaks_no_json_and_no_command() -> None:
    words = Words()
    for rule in RULES:
        assert words.finding(rule.code, rule.id) == rule.title
        fix = words.fix({"code": rule.code, "fix": rule.fix})
        assert not re.search(r"[{}]|\bentrygo [a-z]+|\battributes\.|\bpga\b", fix), rule.code


def test_names_of_fields_in_a_sentence_become_labels() -> None:
    assert spoken("Set product.countryOfOrigin to CA.") == "Set “Country of origin” to CA."
    assert spoken("Fill gross_weight_kg.") == "Fill “Weight with packing, kg”."
    assert spoken("Ask the broker.") == "Ask the broker."


def test_a_field_is_known_by_its_path_and_in_either_spelling() -> None:
    for path in (
        "orders[0].items[0].product.country_of_origin",
        "countryOfOrigin",
        "product.countryOfOrigin",
    ):
        assert vocabulary.field_named(path)["label"] == "Country of origin"


def test_every_template_compiles() -> None:
    names = templates().list_templates(extensions=["html"])
    assert "pages/export.html" in names
    for name in names:
        templates().get_template(name)
