"""The customs optimizer."""

from fastapi import APIRouter

from entrygo.contract.answers.optimizer import OptimizerAnswer, OptimizerRunAnswer
from entrygo.contract.requests.optimizer import OptimizeRequest
from entrygo.operations.answer import Answer
from entrygo.operations.optimize import optimize, optimizer_run
from entrygo.surfaces.http.endpoint import Id, ProtocolRoute, Read, Write, fails

router = APIRouter(route_class=ProtocolRoute, tags=["Customs"])


@router.post("/api/customs/optimize", operation_id="customs.optimize", response_model=OptimizerAnswer)
def customs_optimize(call: Write, request: OptimizeRequest) -> Answer:
    """Propose ten-digit codes for goods, each with what it rests on and its duty.

    Candidates come from the schedule, rulings and the account's own products; chances are calibrated. The run is
    recorded. Nothing is applied: take a code over with `PATCH /api/products/{id}`.
    """
    return optimize(call.context, call.actor, request, call.tried)


@router.get(
    "/api/customs/optimize/{id}",
    operation_id="customs.optimizer_run",
    response_model=OptimizerRunAnswer,
    responses=fails("NOT_FOUND"),
)
def customs_optimizer_run(call: Read, run_id: Id) -> Answer:
    """A run of the optimizer as it was recorded.

    With the request as it was read.
    """
    return optimizer_run(call.context, call.actor, run_id)
