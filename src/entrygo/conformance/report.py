"""A run's results as JSON, as JUnit's XML, and as a verdict that an exit status can carry."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from entrygo.conformance.runner import Result
from entrygo.conformance.scenario import CONTRACT, Profile
from entrygo.contract.canonical import JsonObject

CONFORMS, FAILS, INCOMPLETE = "conforms", "fails", "incomplete"
STATUS = {CONFORMS: 0, FAILS: 1, INCOMPLETE: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The results of a run against a server. ``expected`` are the ids known to fail, each with its reason.

    A failure that is expected is no fault; one that is expected and passes is, so that the list stays true.
    """

    url: str
    profile: Profile
    results: Sequence[Result]
    expected: Mapping[str, str]

    @property
    def unexpected(self) -> list[Result]:
        """Failures of what must hold that nobody expected."""
        return [
            each
            for each in self.results
            if each.outcome == "failed"
            and each.requirement.level == "must"
            and each.requirement.id not in self.expected
        ]

    @property
    def mended(self) -> list[str]:
        """Ids that are expected to fail and pass at every door."""
        failed = {each.requirement.id for each in self.results if each.outcome == "failed"}
        passed = {each.requirement.id for each in self.results if each.outcome == "passed"}
        return sorted(set(self.expected) & (passed - failed))

    @property
    def verdict(self) -> str:
        """``conforms``, ``fails``, or ``incomplete`` where something that must hold could not be judged."""
        if self.unexpected or self.mended:
            return FAILS
        not_run = [each for each in self.results if each.outcome == "not run"]
        must = [each for each in not_run if each.requirement.level == "must"]
        return INCOMPLETE if must or not self.results else CONFORMS

    def counts(self) -> dict[str, int]:
        """How many results of each outcome."""
        found = [each.outcome for each in self.results]
        return {outcome: found.count(outcome) for outcome in ("passed", "failed", "not run")}

    def document(self) -> JsonObject:
        """What `--json` prints: verdict, counts, and each result with its clause, why, and the calls of a failure."""
        return {
            "server": self.url,
            "requirements": CONTRACT,
            "profile": self.profile,
            "verdict": self.verdict,
            "counts": self.counts(),
            "expectedFailures": dict(self.expected),
            "unexpectedPasses": self.mended,
            "results": [_result(each) for each in self.results],
        }

    def junit(self) -> bytes:
        """The results as a suite of JUnit's form."""
        counts = self.counts()
        suite = ElementTree.Element(
            "testsuite",
            name=f"entrygo conformance {CONTRACT} {self.profile}",
            tests=str(len(self.results)),
            failures=str(counts["failed"]),
            skipped=str(counts["not run"]),
        )
        for each in self.results:
            case = ElementTree.SubElement(
                suite, "testcase", classname=each.door, name=f"{each.requirement.id} {each.title}"
            )
            if each.outcome != "passed":
                kind = "failure" if each.outcome == "failed" else "skipped"
                ElementTree.SubElement(case, kind, message=_clean(each.requirement.text)).text = _clean(
                    "\n".join(each.why)
                )
        return bytes(ElementTree.tostring(suite, encoding="utf-8", xml_declaration=True))

    def lines(self) -> Iterator[str]:
        """What a person reads at the end."""
        counts = self.counts()
        yield ", ".join(f"{count} {outcome}" for outcome, count in counts.items())
        for name in self.mended:
            yield f"{name} passes, though it is expected to fail: take it off the list"
        yield {
            CONFORMS: f"The server conforms to requirements {CONTRACT}, profile {self.profile}.",
            FAILS: f"The server does not conform to requirements {CONTRACT}, profile {self.profile}.",
            INCOMPLETE: "Not everything could be judged; the server is not shown to conform.",
        }[self.verdict]


def expected_failures(text: str) -> dict[str, str]:
    """``ID reason`` a line; a line that begins with ``#`` is a remark. ``ValueError`` where a reason is missing."""
    found = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, reason = line.strip().partition(" ")
        if not reason.strip():
            raise ValueError(f"line {number}: {name} has no reason")
        found[name] = reason.strip()
    return found


def _result(each: Result) -> JsonObject:
    asked = each.requirement
    told: JsonObject = {
        "id": asked.id,
        "title": each.title,
        "door": each.door,
        "level": asked.level,
        "profile": asked.profile,
        "clause": asked.clause,
        "requirement": asked.text,
        "outcome": each.outcome,
    }
    return (
        told
        | ({"why": list(each.why)} if each.why else {})
        | ({"calls": list(each.trace)} if each.trace else {})
    )


def _clean(text: str) -> str:
    """Text without the signs that XML cannot say."""
    return "".join(sign if sign in "\n\t" or sign.isprintable() else "?" for sign in text)
