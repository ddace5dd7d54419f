"""What rules ask about a product: its schedule line, its place in the schedule, the words that name it."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from entrygo.contract.facts import Product
from entrygo.contract.hts import digits_of
from entrygo.contract.tariff import CodeFacts, ScheduleLine, Standing
from entrygo.planning.rule import Case


def schedule_line(case: Case, product: Product) -> ScheduleLine | None:
    """The line of the loaded edition the product's code was found under, if it was."""
    return case.tariff.lines.get(case.schedule_codes.get(product.id, ""))


def code_of(case: Case, product: Product) -> str:
    """The digits of the product's code: the schedule's where it was found, else its own, else empty."""
    return case.schedule_codes.get(product.id) or digits_of(product.hs_code or "")


def chapter_of(case: Case, product: Product) -> int | None:
    """The chapter of the product's code, or ``None`` without a code."""
    digits = code_of(case, product)[:2]
    return int(digits) if len(digits) == 2 and digits.isdecimal() else None


def lists_of(case: Case, product: Product, programme: str) -> tuple[str, ...]:
    """The names, after the colon, of one programme's lists the product's code is on and a record in force reads.

    A list that changed on a day has a key for each version, and a code keeps them all: the records tell which counts.
    """
    prefix = f"{programme}:"
    keys = [key for key in all_lists_of(case, product) if key.startswith(prefix)]
    records = case.tariff.programmes
    if keys and records:
        in_force = {key for record in records for key in record.scope.get("lists", ())}
        keys = [key for key in keys if key in in_force]
    return tuple(key.removeprefix(prefix) for key in keys)


def all_lists_of(case: Case, product: Product) -> tuple[str, ...]:
    """Every programme list the product's code is on, sorted; of an incomplete code, those of its worst line."""
    assessment = case.assessments.get(product.id)
    provision = assessment.goods.provision if assessment is not None else None
    if provision is not None and provision.takes_off_all_duty:
        return ()  # no programme reaches goods under it
    if assessment is not None and assessment.goods.lists:
        return tuple(sorted(assessment.goods.lists))
    return case.tariff.lists.get(code_of(case, product), ())


def code_facts(case: Case, product: Product) -> CodeFacts:
    """What the product's code is on the entry date; one that was not judged is valid where its line is held."""
    digits = digits_of(product.hs_code or "")
    standing = Standing.VALID if product.id in case.schedule_codes else Standing.UNKNOWN
    return case.tariff.codes.get(digits) or CodeFacts(digits=digits, standing=standing)


def material_names(product: Product) -> str:
    """The stated materials, lower case, as one text."""
    return "; ".join(str(material.name).lower() for material in product.materials)


def wording(product: Product) -> str:
    """Every word the product is named by (title, description, category, materials), lower case."""
    parts = (product.title, product.description, product.category, material_names(product))
    return "; ".join(str(part).lower() for part in parts if part)


def mentioned(words: Iterable[str], text: str) -> tuple[str, ...]:
    """Which of these words stand in the text as whole words, each once; ``cbd-free`` and ``cbd free`` name no CBD."""
    named = tuple(words)
    return tuple(dict.fromkeys(_pattern(named).findall(text))) if named else ()


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    names = "|".join(re.escape(word) for word in longest_first)
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)(?![ -]free(?![ -]range|\w))")


def plain_key(key: object) -> str:
    """A key as people vary it, in one spelling: ``prior_notice-Number`` is ``priornoticenumber``."""
    return _in_one_spelling(str(key))


@lru_cache(maxsize=4096)
def _in_one_spelling(key: str) -> str:
    return re.sub(r"[^a-z0-9]", "", key.lower())


@lru_cache(maxsize=256)
def plain_keys(keys: tuple[str, ...]) -> frozenset[str]:
    """Keys in their one spelling."""
    return frozenset(map(plain_key, keys))


def is_stated(value: object) -> bool:
    """Whether a datum says anything: not absent, not blank, not empty, not a bare ``false``."""
    if isinstance(value, str):
        return bool(value.strip())
    return bool(value) or (isinstance(value, int | float | Decimal) and not isinstance(value, bool))


def stated(data: Mapping[str, Any], *keys: str) -> object | None:  # Any: the operator's own data
    """The first datum stated under one of these keys, however they are spelled, or ``None``."""
    wanted = plain_keys(keys)
    return next((value for key, value in data.items() if plain_key(key) in wanted and is_stated(value)), None)
