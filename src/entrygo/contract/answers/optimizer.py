"""What the customs optimizer answers: candidates with what each rests on, and what a run was asked."""

from typing import Literal

from entrygo.contract.answers.fields import (
    Answer,
    Chance,
    Day,
    FreeJson,
    FreeObject,
    HtsCode,
    Instant,
    Number,
    Usd,
)
from entrygo.contract.described import required

LevelName = Literal["low", "medium", "high"]
ActionName = Literal["accept_after_review", "review_candidates", "add_details", "ask_broker"]


class RulingCited(Answer):
    """A ruling of US customs on goods alike."""

    number: str = required("Number of the ruling.", "N301234")
    date: str | None = required("Its date as far as it is known, or null.", "2018-11-05")
    hs_code: HtsCode = required("The code it gave, of its day.", "6110.20.2041")
    similarity: Chance = required("How much its words are like these, 0 to 1.")
    caution: str | None = required("Why it is no authority for the code, or null.")


class OwnProductCited(Answer):
    """A product of the account under the candidate's six digits."""

    product_id: str = required("Id of the product.", "prod_123")
    label: str = required("Its SKU, else the caller's own id.", "HD-001")
    hs_code: HtsCode = required("The code it carries, or that a broker gave it.", "6110.20.2041")
    similarity: Chance = required("How much its words are like these, 0 to 1.")
    by_broker: bool = required("Whether a broker corrected it to that code.", example=False)


class RestsOn(Answer):
    """What a candidate rests on."""

    heading: str = required("The heading with its words.", "6110 Sweaters, pullovers, sweatshirts")
    rulings: list[RulingCited] = required("Rulings on goods alike, nearest first.")
    own_products: list[OwnProductCited] = required("The account's own products alike, nearest first.")
    reasons: list[str] = required("The same and the schedule's words, as sentences.")
    against: list[str] = required("What speaks against it, as sentences.")


class DutyPreviewLayer(Answer):
    """What one programme takes, with its rate as the law words it."""

    program: str = required("The programme.", "BASE")
    heading: str = required("HTS code or chapter 99 heading with dots.", "6110.20.2041")
    rate: str = required("The rate as the law words it.", "16.5%")
    amount_usd: Usd | None = required(
        "The duty in US dollars, or null where there is no figure; see `note`.", 3
    )
    note: str | None = required("What else is to be said of it, or null.")


class DutyPreview(Answer):
    """Duty on one piece, from its origin, on the entry date."""

    hs_code: HtsCode = required("The code.", "6110.20.2041")
    country_of_origin: str = required("Two-letter code of the origin.", "PK")
    entry_date: Day = required("Day of entry.", "2026-11-02")
    value_usd: Usd = required("Value of the piece in US dollars.", 18)
    duty_usd: Usd | None = required(
        "All layers in US dollars; null where one has no figure or the goods are banned."
    )
    is_banned: bool = required("Whether such goods of that origin are banned.", example=False)
    layers: list[DutyPreviewLayer] = required("The layers, the base duty first.")
    notices: list[str] = required(
        "What the tariff wants said: bans, open conditions, figures that are missing."
    )


class CandidateClassification(Answer):
    """A ten-digit line the goods may be."""

    hs_code: HtsCode = required("The code.", "6110.20.2041")
    description: str = required("The schedule's words from the heading down.")
    support_score: Chance = required("Its share of the support among all lines ranked, 0 to 1.")
    rests_on: RestsOn = required("What it rests on.")
    conflicts: list[str] = required("Stated facts that the line contradicts, by name.", ["fibre"])
    duty_preview: DutyPreview | None = required("Duty under it; null where that cannot be computed at all.")


class MissingFact(Answer):
    """A fact that would decide."""

    fact: str = required("Its name.", "fiber_content")
    question: str = required("What to ask for.", "Of which fibers is it, with percentages by weight?")
    between: list[str] = required("The two descriptions it tells apart; empty where it tells none.")


class ComplianceNote(Answer):
    """Why a compliance flag stands."""

    flag: str = required("The flag.", "fiber_unstated")
    message: str = required("What a person must look at.")
    rule: str = required("The note, General Rule or law behind it.", "Section XI note 2")


class ExistingCode(Answer):
    """How the code that the product carries now does."""

    hs_code: HtsCode = required("The code as stated.", "6110.20.2041")
    is_valid: bool = required("Whether it is a valid ten-digit line on the entry date.", example=True)
    rank: int | None = required("Its place among all lines ranked, from 1; null where it was not ranked.", 1)
    support_score: Chance = required("Its share of the support.")
    agrees_to_digits: int = required(
        "How many digits it shares with the first candidate: 0, 2, 4, 6, 8 or 10.", 10
    )
    duty_preview: DutyPreview | None = required("Duty under it; null where that cannot be computed at all.")
    duty_difference_usd: Usd | None = required(
        "What the first candidate costs more (or, negative, less) a piece; null where a figure is missing."
    )


class MergedField(Answer):
    """A field of the product: what was supplied, what is proposed, what stays."""

    supplied: FreeJson = required("As supplied; null where it was not.")
    proposed: FreeJson = required("What the optimizer proposes; null where it proposes nothing.")
    kept: FreeJson = required("What stands after this call: always what was supplied. Nothing is applied.")


class MergeReport(Answer):
    """Field by field."""

    product_name: MergedField = required("The name.")
    description: MergedField = required("The description.")
    country_of_origin: MergedField = required("The origin.")
    value: MergedField = required("The value of a piece in US dollars.")
    materials: MergedField = required("The materials; proposed are those that the words name.")
    category: MergedField = required("The category.")
    hs_code: MergedField = required("The code; supplied is `existing_hs_code`.")


class AssistReport(Answer):
    """What a large model was asked and said, where the operator configured one."""

    state: Literal["agrees", "disagrees", "abstains", "unavailable"] = required("How it ended.", "agrees")
    model: str = required("Name of the model asked.", "local-model")
    prompt_version: str | None = required("Version of the question's form, or null without an answer.", "1")
    request_sha256: str | None = required("SHA-256 of the last question, or null without an answer.")
    seconds: Number | None = required("How long the last call took, or null without an answer.", 1)
    hs_code: HtsCode | None = required("The candidate it chose, or null.")
    reasons: list[str] = required("Its reasons that cite a source it was given; others are dropped.")
    error: str | None = required("Why there is no answer, or null.")


class OptimizerAnswer(Answer):
    """Which codes the goods may be. A proposal: nothing was changed."""

    optimizer_run_id: str = required(
        "Id of the run; `GET /api/customs/optimize/{id}` shows it again.", "optrun_123"
    )
    optimizer_attempt_id: str = required("Id of the attempt that answered.", "optatt_123")
    hs_code: HtsCode | None = required(
        "The first candidate, or null where nothing can be proposed.", "6110.20.2041"
    )
    candidate_classifications: list[CandidateClassification] = required("Candidates, best first.")
    confidence_score: Chance = required("Chance that the first six digits are right, calibrated.")
    confidence_score_ten_digits: Chance = required("Chance that all ten are right.")
    confidence_level: LevelName = required("`high` from 0.75 on, `medium` from 0.45 on.", "high")
    confidence_reasoning_summary: str = required("The confidence in a sentence or two.")
    recommended_action: ActionName = required("What to do next.", "accept_after_review")
    compliance_flags: list[str] = required("What a person must look at, by name.", ["residual_line"])
    compliance_notes: list[ComplianceNote] = required("Why each of them stands.")
    missing_facts: list[MissingFact] = required("Facts that would decide, the most telling first.")
    existing_classification: ExistingCode | None = required(
        "How `existing_hs_code` does, or null without one."
    )
    duty_preview: DutyPreview | None = required("Duty under the first candidate.")
    merge_report: MergeReport = required("Field by field: supplied, proposed, kept.")
    tariff_edition: str = required("The schedule in which codes are valid and duty is computed.")
    classifier_edition: str = required("The classifier, by its hash.")
    entry_date: Day = required("Day of entry for which this holds.", "2026-11-02")
    assist: AssistReport | None = required("What a large model added; null where none is configured.")


class OptimizerRunAnswer(OptimizerAnswer):
    """A run as it was recorded."""

    request: FreeObject = required("What was asked, as it was read.")
    product_id: str | None = required("The product it was made for, or null.")
    created_at: Instant = required("When it ran.")
