"""The page of the conditions that the law asks, as the vocabulary and the shipped law make it."""

from collections.abc import Iterator

from entrygo.contract.tariff import Law
from entrygo.tariff.conditions import CONDITIONS, Condition, answers_asked, records_asking, unanswered
from entrygo.tariff.law import shipped_law

HEAD = """\
# Conditions

Facts the law asks of goods beyond code, origin, dates, value and metals. Answer one with `true` or `false` in
`attributes` of a product or of an estimate line, or for all goods in `conditions` of the account: a product's own
answer wins, and the papers say whose answer it is. A fact that nobody answered leaves the figure unknown where the duty
hangs on it, with both figures in the finding's details; a claim that nobody made is judged as not made. A running
server answers the vocabulary at `GET /api/tariff/conditions` and shows a page each at `/docs/conditions/{name}`."""


def conditions_page(made: str) -> str:
    """Every condition with the records that ask it. ``made`` is the note on the page's origin."""
    law = shipped_law()
    stamp = f"Law {law.stamp.version}, as of {law.stamp.as_of.isoformat()}."
    lines = [HEAD, "", made, "", stamp, ""]
    for name in sorted(CONDITIONS):
        lines += _condition(law, CONDITIONS[name])
    return "\n".join(lines)


def _condition(law: Law, condition: Condition) -> Iterator[str]:
    yield f"## `{condition.name}`"
    yield ""
    yield f"Asks {condition.question}."
    yield f"A {'claim' if condition.is_claim else 'fact'}; unanswered it is {unanswered(condition)}."
    yield f"Source in law: {condition.law}."
    yield ""
    records = records_asking(law, condition.name)
    if not records:
        yield "No record of the shipped law asks it."
        yield ""
        return
    yield "| heading | programme | rate | applies if | entry dates |"
    yield "|---|---|---|---|---|"
    for record in records:
        applies = str(answers_asked(record)[condition.name]).lower()
        until = record.effective_to.isoformat() if record.effective_to else "further notice"
        yield (
            f"| {record.heading} | `{record.program}` | {record.rate.replace('|', '/')} | {applies} "
            f"| {record.effective_from.isoformat()} to {until} |"
        )
    yield ""
