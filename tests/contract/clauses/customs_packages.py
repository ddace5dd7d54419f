"""The customs package."""

from tests.contract.requirements import Requirement

CLAUSES = (
    Requirement(
        "customs_packages:get:shape",
        "A package answers id, exportBatchId, packageNumber, state, createdAt and artifacts.",
        "P 10",
    ),
    Requirement(
        "customs_packages:get:foreign",
        "An absent or foreign package answers 404 NOT_FOUND, `Customs package not found.`.",
        "P 2",
    ),
    Requirement(
        "customs_packages:number:form",
        "A packageNumber is cp_, two letters and six digits, unique in the installation.",
        "D 5",
    ),
    Requirement(
        "customs_packages:reuse:resuming",
        "Resuming an execution reuses the package instead of making another.",
        "R execute",
    ),
    Requirement("customs_packages:zip:whole", "package.zip holds every artifact byte for byte.", "D 3"),
    Requirement(
        "customs_packages:seal:verifies",
        "The seal of an intact package verifies, and that of a changed one does not.",
        "D 5",
    ),
)
