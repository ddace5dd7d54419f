"""The type checker reads an endpoint from its signature to its operation."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
ENDPOINT = '''
from fastapi import APIRouter

from entrygo.contract.answers.exports import ExecuteAnswer
from entrygo.contract.requests.exports import ExecuteRequest, PlanRequest
from entrygo.operations.execute import execute
from entrygo.operations.answer import Answer
from entrygo.surfaces.http.endpoint import Execute, ProtocolRoute

router = APIRouter(route_class=ProtocolRoute, tags=["Exports"])


@router.post("/api/exports/execute", operation_id="exports.execute", response_model=ExecuteAnswer)
def exports_execute(call: Execute, request: {model}) -> Answer:
    """Execute."""
    return execute(call.context, call.actor, request, call.tried)
'''


@pytest.mark.parametrize(("model", "is_right"), [("ExecuteRequest", True), ("PlanRequest", False)])
def test_an_endpoint_with_the_wrong_request_model_fails_the_type_checker(
    tmp_path: Path, model: str, *, is_right: bool
) -> None:
    seeded = tmp_path / "seeded.py"
    seeded.write_text(ENDPOINT.replace("{model}", model))
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", str(seeded)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=110)
    if is_right:
        assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr
    else:
        assert done.returncode == 1
        assert 'incompatible type "PlanRequest"; expected "ExecuteRequest"' in done.stdout
        assert "[arg-type]" in done.stdout
