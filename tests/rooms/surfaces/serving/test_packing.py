"""What travels packed: words, to those who take zstd or gzip, and the same bytes once it is opened."""

import gzip

import pytest
import zstandard

from entrygo.operations.answer import Answer
from entrygo.surfaces.serving.packing import LEAST, packed

LONG = Answer(body=b'{"code":"X"}' * LEAST, headers={"ETag": '"a"'})


@pytest.mark.parametrize(
    "accepted",
    [
        "gzip",
        "br, GZIP;q=0.5",
        "deflate, x-gzip",
        "gzip;q=0.001",
        "zstd;q=0.5, gzip;q=0.8",
        "zstd;q=0, *",
        "zstd;q=high, gzip",
        "gzip, identity",
    ],
)
def test_who_takes_gzip_gets_it(accepted):
    """The tag is that of the answer, not of how it travels."""
    sent = packed(LONG, accepted)
    assert gzip.decompress(sent.body) == LONG.body
    assert len(sent.body) < len(LONG.body) / 10
    assert sent.headers == {"ETag": '"a"', "Vary": "Accept-Encoding", "Content-Encoding": "gzip"}


@pytest.mark.parametrize(
    "accepted",
    [
        "",
        ",;,=,",
        "identity",
        "br",
        "gzip;q=0",
        "gzip; q=0.000",
        "*;q=0",
        "identity, gzip;q=0.5",
        "gzip;q=-1",
        "gzip;q=nan",
        "zstd;q=\u0661",
    ],
)
def test_who_does_not_gets_the_bytes_as_they_are(accepted):
    """And caches between are told that others may get others."""
    sent = packed(LONG, accepted)
    assert sent.body == LONG.body
    assert sent.headers == {"ETag": '"a"', "Vary": "Accept-Encoding"}


@pytest.mark.parametrize(
    "accepted", ["zstd", "gzip, deflate, br, zstd", "*", "gzip;q=0.9, ZSTD ; q=1.0", "x-gzip;q=0, *"]
)
def test_who_takes_zstd_gets_it_before_gzip(accepted):
    """Browsers name both; what they weigh alike is ours to choose."""
    sent = packed(LONG, accepted)
    assert zstandard.ZstdDecompressor().decompress(sent.body) == LONG.body
    assert len(sent.body) < len(LONG.body) / 10
    assert sent.headers == {"ETag": '"a"', "Vary": "Accept-Encoding", "Content-Encoding": "zstd"}


def test_small_answers_and_files_that_are_packed_already_travel_as_they_are():
    """A PDF and a ZIP gain nothing; an empty 304 has nothing."""
    for media_type in ("application/pdf", "application/zip"):
        answered = Answer(body=LONG.body, media_type=media_type)
        assert packed(answered, "gzip") is answered
    assert packed(Answer(body=b"", status=304), "gzip") == Answer(body=b"", status=304)
    assert packed(Answer(body=b"x" * (LEAST - 1)), "gzip").body == b"x" * (LEAST - 1)
