"""A large model beside the ranking, over real HTTP: a server on loopback answers a recorded transcript."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from entrygo.classify.case import Case
from entrygo.classify.memory import Memory
from entrygo.operations.assist import assisted
from entrygo.operations.code_advice import Advice, Goods, advise, lines_below
from entrygo.outbound.adjudicators.chat_completions import ChatCompletions
from entrygo.ports.adjudicator import AdjudicatorError, Choice, NoAdjudicator, Question, Source
from entrygo.store.editions.book import FileTariffBook
from tests.rooms.classify.small import edition
from tests.serving.chat_model import Model, chat_model

DAY = date(2026, 11, 2)
MUG = Case(name="ceramic coffee mug", description="printed", origin="CN")
FIRST = "6912.00.4400"


@pytest.fixture
def model() -> Iterator[Model]:
    """The server, on loopback."""
    with chat_model() as served:
        yield served


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> FileTariffBook:
    """The law that ships inside."""
    return FileTariffBook(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def local(book: FileTariffBook) -> Advice:
    """The local answer about the mug."""
    opened = edition()
    advice = advise(book, opened, Memory(opened.index, ()), Goods(case=MUG, entry_date=DAY, conditions={}))
    assert advice.candidates[0].code == "6912004400"
    return advice


def heard(model: Model, book: FileTariffBook, local: Advice, *said: Any, send: str = "description") -> Any:
    """What becomes of the local answer when the model says this."""
    model.transcript[:] = said
    asked = ChatCompletions(model.url, "local-model", key="secret", timeout_seconds=5)
    opened = edition()
    return assisted(
        asked, MUG, local, lines_below=lambda heading: lines_below(book, opened, DAY, heading), send=send
    )


def verdict(code: str | None, *sources: str, expand: str | None = None) -> dict[str, Any]:
    """What a model says."""
    reasons = [{"source": source, "words": "names the goods"} for source in sources]
    return {"code": code, "expand": expand, "reasons": reasons, "missing": []}


def test_agreement_changes_nothing_and_is_recorded(model: Model, book: FileTariffBook, local: Advice) -> None:
    told = heard(model, book, local, verdict(FIRST, FIRST))
    assert told.advice == local
    assert (told.report["state"], told.report["hs_code"]) == ("agrees", FIRST)
    assert (told.report["model"], len(told.report["request_sha256"])) == ("local-model", 64)
    (asked,) = model.asked
    assert (asked["path"], asked["authorization"]) == ("/v1/chat/completions", "Bearer secret")
    assert asked["response_format"]["type"] == "json_schema"
    goods = json.loads(asked["messages"][1]["content"])["goods"]
    assert goods == {"quoted_text": "ceramic coffee mug. printed", "facts": {}}, "origin and value stay here"


def test_disagreement_lowers_the_level_to_medium_at_most_and_is_flagged(
    model: Model, book: FileTariffBook, local: Advice
) -> None:
    other = next(each for each in local.candidates if each.code != "6912004400")
    dotted = f"{other.code[:4]}.{other.code[4:6]}.{other.code[6:]}"
    told = heard(model, book, local, verdict(dotted, dotted))
    assert told.report["state"] == "disagrees"
    assert told.advice.candidates == local.candidates
    assert told.advice.ranking.level != "high"
    assert told.advice.ranking.chance_six == local.ranking.chance_six
    assert "assist_disagrees" in [flag.code for flag in told.advice.flags]


@pytest.mark.parametrize(
    "said",
    [
        verdict("9999.99.9999", FIRST),
        verdict(FIRST),
        verdict(FIRST, "a source nobody gave"),
        verdict(None),
    ],
)
def test_a_code_or_a_source_that_was_not_given_counts_as_abstaining(
    model: Model, book: FileTariffBook, local: Advice, said: dict[str, Any]
) -> None:
    told = heard(model, book, local, said)
    assert told.report["state"] == "abstains"
    assert told.advice == local


def test_one_heading_is_expanded_once(model: Model, book: FileTariffBook, local: Advice) -> None:
    told = heard(
        model,
        book,
        local,
        verdict(None, expand="9617"),
        verdict("9617.00.1000", "9617.00.1000", expand="4202"),
    )
    assert len(model.asked) == 2
    first, second = (json.loads(each["messages"][1]["content"]) for each in model.asked)
    assert (first["may_expand"], second["may_expand"]) == (True, False)
    assert "9617001000" in {each["code"] for each in second["candidates"]}
    assert told.report["state"] == "disagrees"


@pytest.mark.parametrize("said", [(500, "{}"), (200, "no JSON"), (200, "[1]")])
def test_without_an_answer_the_local_one_stands_with_a_flag(
    model: Model, book: FileTariffBook, local: Advice, said: tuple[int, str]
) -> None:
    told = heard(model, book, local, said)
    assert told.advice.ranking == local.ranking
    assert told.advice.candidates == local.candidates
    assert [flag.code for flag in told.advice.flags][-1] == "assist_unavailable"
    assert told.report["state"] == "unavailable"
    assert told.report["error"]


def test_the_name_alone_is_sent_where_the_operator_says_so(
    model: Model, book: FileTariffBook, local: Advice
) -> None:
    heard(model, book, local, verdict(None), send="candidates")
    assert (
        json.loads(model.asked[0]["messages"][1]["content"])["goods"]["quoted_text"] == "ceramic coffee mug"
    )


def test_a_server_that_is_away_is_an_error_in_words_and_nobody_is_asked_where_none_is_configured(
    local: Advice,
) -> None:
    away = ChatCompletions("http://127.0.0.1:9", "m", timeout_seconds=1)
    choice = Choice(code="6912004400", path="Mugs", sources=(Source(id=FIRST, words="Mugs"),))
    with pytest.raises(AdjudicatorError, match="cannot be reached"):
        away.decide(Question(words="mug", facts={}, choices=(choice,), may_expand=False))
    told = assisted(NoAdjudicator(), MUG, local, lines_below=lambda _: {}, send="description")
    assert (told.advice, told.report) == (local, None)
