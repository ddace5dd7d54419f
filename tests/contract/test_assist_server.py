"""A server whose operator named a large model: what the model is asked, and what becomes of its answer, over HTTP."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.serving.chat_model import Model, chat_model
from tests.serving.server import Client, Server

MUG = {
    "product_name": "Ceramic coffee mug",
    "description": "Stoneware mug, 350 ml",
    "country_of_origin": "CN",
    "value": 9,
}
FIRST = "6912.00.4400"


@pytest.fixture(scope="module")
def model() -> Iterator[Model]:
    """The model's server."""
    with chat_model() as served:
        yield served


@pytest.fixture(scope="module")
def shop(model: Model, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """An account of a server that asks the model."""
    folder: Path = tmp_path_factory.mktemp("assisted")
    (folder / "model.key").write_text("secret-of-the-model\n")
    named = {
        "ENTRYGO_CLASSIFY_LLM_URL": model.url,
        "ENTRYGO_CLASSIFY_LLM_MODEL": "local-model",
        "ENTRYGO_CLASSIFY_LLM_KEY_FILE": str(folder / "model.key"),
        "ENTRYGO_CLASSIFY_LLM_TIMEOUT_S": "20",
    }
    server = Server(folder / "home", environment=named).start()
    yield server.account()
    server.stop()


def told(shop: Client, model: Model, *said: Any) -> dict[str, Any]:
    """What the optimizer answers about the mug when the model says this."""
    model.transcript[:], model.asked[:] = said, []
    answer: dict[str, Any] = shop.ok(shop.post("/api/customs/optimize", MUG))
    return answer


def verdict(code: str | None, source: str = "", expand: str | None = None) -> dict[str, Any]:
    """What a model says."""
    reasons = [{"source": source, "words": "names mugs"}] if source else []
    return {"code": code, "expand": expand, "reasons": reasons, "missing": []}


@pytest.mark.slow
def test_the_model_an_operator_names_is_asked_with_its_key_and_its_answer_is_recorded(
    shop: Client, model: Model
) -> None:
    answer = told(shop, model, verdict(FIRST, FIRST))
    assert answer["hs_code"] == FIRST
    assert (answer["assist"]["state"], answer["assist"]["model"]) == ("agrees", "local-model")
    assert len(answer["assist"]["request_sha256"]) == 64
    (asked,) = model.asked
    assert (asked["authorization"], asked["temperature"]) == ("Bearer secret-of-the-model", 0)
    assert "350 ml" in asked["messages"][1]["content"]
    assert '"CN"' not in asked["messages"][1]["content"]
    kept = shop.ok(shop.get(f"/api/customs/optimize/{answer['optimizer_run_id']}"))
    assert kept["assist"] == answer["assist"]


@pytest.mark.slow
def test_a_model_that_disagrees_or_is_away_or_talks_nonsense_never_raises_a_confidence(
    shop: Client, model: Model
) -> None:
    local = told(shop, model, verdict(None))
    assert local["assist"]["state"] == "abstains"
    other = local["candidate_classifications"][1]["hs_code"]
    disagreed = told(shop, model, verdict(other, other))
    assert (disagreed["hs_code"], disagreed["assist"]["state"]) == (FIRST, "disagrees")
    assert disagreed["confidence_level"] != "high"
    assert "assist_disagrees" in disagreed["compliance_flags"]
    for broken in ((500, "{}"), (200, "I would say 6912.")):
        answer = told(shop, model, broken)
        assert (answer["assist"]["state"], answer["confidence_score"]) == (
            "unavailable",
            local["confidence_score"],
        )
        assert "assist_unavailable" in answer["compliance_flags"]
    invented = told(shop, model, verdict("8517.13.0000", "8517.13.0000"))
    assert (invented["hs_code"], invented["assist"]["state"]) == (FIRST, "abstains")
