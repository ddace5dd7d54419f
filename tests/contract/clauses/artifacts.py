"""The papers of a package."""

from tests.contract.requirements import Requirement

CLAUSES = (
    Requirement(
        "artifacts:set:always",
        "Every execution makes cci_human_readable, cci_csv, cci_json, packing_list and manifest.",
        "P 5",
    ),
    Requirement(
        "artifacts:set:more",
        "Every execution makes cci_pdf, broker_lines and PDFs of packing list and estimate.",
        "D 5",
    ),
    Requirement(
        "artifacts:set:filenames",
        "Artifacts have their fixed file names, such as commercial_customs_invoice.html.",
        "P 5",
    ),
    Requirement(
        "artifacts:meta:fields",
        "An artifact has sha256, size_bytes, media_type and download_url beside type, filename and time.",
        "D 5",
    ),
    Requirement(
        "artifacts:bytes:download",
        "An artifact's bytes are read under its package and file name and have the stated digest and size.",
        "D 5",
    ),
    Requirement(
        "artifacts:bytes:absent",
        "An absent file name, or a foreign package, answers 404 NOT_FOUND.",
        "D 5",
    ),
    Requirement("artifacts:bytes:deterministic", "The same plan gives the same bytes.", "D 5"),
    Requirement("artifacts:manifest:digests", "The manifest lists the SHA-256 of every other file.", "D 5"),
    Requirement("artifacts:invoice:number", "The invoice carries the package number as its number.", "D 10"),
)
