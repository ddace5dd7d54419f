"""Fixtures every room shares: where the reference data is, if it is here."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference folder beside the project; tests that read it are skipped, in one line, where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the reference folder ../shared is not beside this clone")
    return SHARED
