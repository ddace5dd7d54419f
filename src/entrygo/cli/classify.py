"""``entrygo classify``: build a classifier with more rulings, and measure one on rows with known codes."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from entrygo.classify.calibrate import Share
from entrygo.classify.corpus import ExampleRow, Progress, ReadExample
from entrygo.classify.edition import ClassifierError, Edition
from entrygo.classify.evaluate import DIGITS, Counted, Tally
from entrygo.cli.output import AsJson, examples, fail, home_settings, person, print_json, read_settings
from entrygo.contract.canonical import JsonObject

if TYPE_CHECKING:
    from entrygo.classify.build import Built
    from entrygo.store.classifier import ClassifierBook

app = typer.Typer(no_args_is_help=True, help="The classifier behind code suggestions: build, eval.")

RowFiles = Annotated[
    list[Path], typer.Option("--rulings", help="CSV or JSON lines with text and codes; may be given again.")
]


@app.command(
    epilog=examples(
        "classify build --rulings rulings.csv",
        "classify build --rulings a.csv --rulings b.jsonl",
        "classify build --encoder ./all-MiniLM-L6-v2",
    )
)
def build(
    rulings: RowFiles = [],  # noqa: B006 -- typer copies it
    encoder: Annotated[
        Path | None,
        typer.Option(
            help="A folder of the sentence encoder all-MiniLM-L6-v2; wants the extra entrygo[encoder].",
            show_default=False,
        ),
    ] = None,
    schedule: Annotated[
        Path | None,
        typer.Option(help="A flat schedule (CSV: digits, full_description) in place of the present one."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Learn anew from the present classifier's examples and these, and put the result in force.

    With an encoder alone nothing is learned anew: the schedule's vectors are made, which takes some minutes.
    """
    if not (rulings or schedule or encoder):
        fail(
            "NOTHING_TO_BUILD",
            "Say what to build with: --rulings FILE, --encoder FOLDER or --schedule FILE.",
            as_json,
        )
    settings = home_settings(as_json)
    from entrygo.classify.build import build as built_of
    from entrygo.classify.build import digest
    from entrygo.classify.report import lines_of
    from entrygo.classify.rows import example_rows, schedule_rows
    from entrygo.store.classifier import ClassifierBook

    book = ClassifierBook(settings.home)
    with _faults(as_json), _progress(as_json) as progress:
        present = book.to_build_on()
        corpus = present.index.corpus
        files = {path.name: path.read_bytes() for path in (*rulings, *([schedule] if schedule else []))}
        added = [row for path in rulings for row in example_rows(_text(files[path.name]), path.name)]
        lines = schedule_rows(_text(files[schedule.name])) if schedule else tuple(corpus.schedule())
        inputs = {"present classifier": present.name, **{name: digest(file) for name, file in files.items()}}
        rebuilt = None
        if files:
            every: list[ExampleRow | ReadExample] = [*corpus.read_examples(), *added]
            counts, sensed = corpus.ruling_counts(), present.model.sensed
            rebuilt = built_of(lines, every, counts, inputs, progress, sensed=sensed)
        path = book.put(_file(book, present, rebuilt, encoder, progress))
        edition = book.current()
    if as_json:
        print_json({"edition": edition.name, "file": str(path), "added": len(added), **edition.manifest})
        return
    if rebuilt:
        typer.echo("\n".join(lines_of(rebuilt.tallies, rebuilt.plain)))
    typer.echo(
        f"{path} is in force: {len(edition.index.corpus.examples):,} examples, {len(added):,} of them new"
        + ("; descriptions are read by the encoder, too." if edition.senses else ".")
    )


def _file(
    book: "ClassifierBook",
    present: Edition,
    rebuilt: "Built | None",
    encoder: Path | None,
    progress: Progress,
) -> bytes:
    """The bytes of what was built, with the vectors of the encoder that is given or was there before."""
    from entrygo.classify.edition import edition_bytes
    from entrygo.classify.sensed import senses_for
    from entrygo.store.encoder import keep_encoder, open_encoder

    corpus = rebuilt.corpus if rebuilt else present.index.corpus
    model = rebuilt.model if rebuilt else present.model
    manifest = rebuilt.manifest if rebuilt else {**present.manifest, "learned": present.name}
    folder = encoder or (book.encoder_folder if present.senses else None)
    if folder is None:
        return edition_bytes(corpus, model, manifest)
    senses = senses_for(corpus, model, open_encoder(folder), progress)
    keep_encoder(folder, book.encoder_folder)
    return edition_bytes(corpus, model, manifest, senses)


@app.command("eval", epilog=examples("classify eval rows.csv", "classify eval rows.csv --json"))
def evaluate(
    file: Annotated[Path, typer.Argument(help="CSV or JSON lines with text and codes.")],
    as_json: AsJson = False,
) -> None:
    """Say how often the classifier in force is right on rows with known codes, beside plain BM25."""
    settings = read_settings(as_json)
    from entrygo.classify.rows import example_rows
    from entrygo.store.classifier import ClassifierBook

    with _faults(as_json):
        rows = example_rows(_text(file.read_bytes()), file.name, "own")
        if not rows:
            raise ClassifierError(f"{file} has no row with a text and codes.")
        edition = ClassifierBook(settings.home).current()
        with _progress(as_json) as progress:
            found = _measured(edition, rows, progress)
    if as_json:
        print_json(_document(edition, found))
        return
    for line in _lines(found):
        typer.echo(line)


@dataclass(frozen=True, slots=True)
class Measured:
    """What the classifier did, what plain BM25 did, what it did without its encoder, and the time a row took."""

    tally: Tally
    plain: Tally
    without: Tally | None
    seconds: Sequence[Share]


def _measured(edition: Edition, rows: Sequence[ExampleRow], progress: Progress) -> Measured:
    from entrygo.classify.build import comparable
    from entrygo.classify.case import Case
    from entrygo.classify.classify import classify
    from entrygo.classify.evaluate import plain_bm25
    from entrygo.classify.features import query_of

    tally, plain, without, seconds = Tally(), Tally(), Tally(), []
    bare = replace(edition, embed=None) if edition.embed else None
    for number, row in enumerate(rows):
        progress("classifying", number, len(rows))
        started = time.process_time()
        answer = classify(edition, Case(name=row.text))
        seconds.append(time.process_time() - started)
        codes = comparable(edition.index, row.codes)
        chances = {6: answer.chance_six, 10: answer.chance_ten}
        tally.add(codes, [each.code for each in answer.candidates], chances)
        plain.add(codes, plain_bm25(edition.index, query_of(edition.index, row.text)))
        if bare:
            without.add(codes, [each.code for each in classify(bare, Case(name=row.text)).candidates])
    return Measured(tally, plain, without if bare else None, sorted(seconds))


def _lines(found: Measured) -> Iterator[str]:
    tally, seconds = found.tally, found.seconds
    last = f"{'no encoder':>22}" if found.without else ""
    yield f"{'':12}{'first':>22}{'in the first five':>22}{'BM25 first':>22}{last}"
    for digits in DIGITS:
        cells = [tally.top(digits), tally.top_five(digits), found.plain.top(digits)]
        cells += [found.without.top(digits)] if found.without else []
        yield f"{f'{digits} digits':12}" + "".join(f"{_cell(each):>22}" for each in cells)
    errors = {digits: tally.error(digits) for digits in (6, 10)}
    yield "Calibration error: " + ", ".join(
        f"{e:.3f} at {d} digits" for d, e in errors.items() if e is not None
    )
    yield f"Processor time a row: median {_at(seconds, 0.5):.1f} ms, 95 % under {_at(seconds, 0.95):.1f} ms"


def _document(edition: Edition, found: Measured) -> JsonObject:
    tally, seconds = found.tally, found.seconds

    def counted(each: Counted) -> JsonObject:
        return {"right": each.right, "of": each.of, "share": each.share, "interval": list(each.interval)}

    return {
        "edition": edition.name,
        "digits": {
            str(digits): {
                "first": counted(tally.top(digits)),
                "firstFive": counted(tally.top_five(digits)),
                "bm25": counted(found.plain.top(digits)),
                **({"withoutEncoder": counted(found.without.top(digits))} if found.without else {}),
            }
            for digits in DIGITS
        },
        "calibrationError": {str(digits): tally.error(digits) for digits in (6, 10)},
        "millisecondsMedian": _at(seconds, 0.5),
        "milliseconds95": _at(seconds, 0.95),
    }


def _cell(counted: Counted) -> str:
    if not counted.of:
        return "none"
    low, high = counted.interval
    return f"{counted.share:.3f} ({low:.2f}-{high:.2f})"


def _at(seconds: Sequence[Share], share: Share) -> Share:
    return 1000 * seconds[min(int(share * len(seconds)), len(seconds) - 1)] if seconds else 0.0


def _text(file: bytes) -> str:
    return file.decode("utf-8-sig")


@contextmanager
def _faults(as_json: bool) -> Iterator[None]:
    """A file that is missing or cannot be read ends the command with status 1, in words."""
    try:
        yield
    except (ClassifierError, OSError, UnicodeDecodeError) as error:
        fail("CLASSIFIER_UNUSABLE", str(error), as_json)


@contextmanager
def _progress(as_json: bool) -> Iterator[Progress]:
    """Progress on standard error for a person, none for a program."""
    if as_json:
        yield lambda stage, done, total: None
        return
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
    with Progress(*columns, console=person(stderr=True), transient=True) as bar:
        task = bar.add_task("classifier", total=None)
        yield lambda stage, done, total: bar.update(task, description=stage, completed=done, total=total)
