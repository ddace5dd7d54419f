"""How many examples a generated test looks at: all in `make test-all`, a tenth in `make test`.

`--hypothesis-profile=short` chooses; without it a test looks at all of its examples.
"""

from collections.abc import Collection

from hypothesis import HealthCheck, settings

SHORT = "short"
SHARE = 10  # of the full number, in the short profile
LEAST = 10


def is_short() -> bool:
    """Whether this run looks at a part of the examples only."""
    return settings.get_current_profile_name() == SHORT


def few(count: int) -> int:
    """A tenth of so many, and no fewer than ten if there are so many."""
    return max(count // SHARE, min(count, LEAST))


def examples(count: int, *, unhealthy: Collection[HealthCheck] = ()) -> settings:
    """Settings of a test with so many examples, without a deadline: a busy machine fails no example."""
    return settings(
        max_examples=few(count) if is_short() else count, deadline=None, suppress_health_check=list(unhealthy)
    )


def register_short() -> None:
    """Make the short profile known; it also holds for tests that name no number."""
    settings.register_profile(SHORT, max_examples=few(100), deadline=None)
