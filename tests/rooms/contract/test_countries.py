"""Countries are read by what people write, and answered as their codes."""

import pytest

from entrygo.contract.countries import ISO_CODES, read_country


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("us", "US"), ("USA", "US"), ("United States", "US"), ("united states of america", "US"), ("U.S.A.", "US"),
        ("China", "CN"), ("PRC", "CN"), ("UK", "GB"), ("Great Britain", "GB"), ("Viet Nam", "VN"), ("Vietnam", "VN"),
        ("Türkiye", "TR"), ("Côte d\u2019Ivoire", "CI"), ("South Korea", "KR"), ("Taiwan", "TW"), (" ca ", "CA"),
        ("P.R. China", "CN"), ("U.K.", "GB"), ("Republic of Korea", "KR"), ("U.S. Virgin Islands", "VI"),
        ("U.A.E.", "AE"), ("Deutschland", "DE"), ("España", "ES"), ("Österreich", "AT"), ("South Sudan", "SS"),
        ("North Korea", "KP"), ("Kosovo", "XK"), ("Made in China", "CN"), ("Product of the Philippines", "PH"),
        ("Estados Unidos", "US"), ("The United States", "US"), ("Taiwan, China", "TW"), ("St. Lucia", "LC"),
        ("Trinidad & Tobago", "TT"), ("P.R.", "PR"), ("Republic of Ireland", "IE"), ("Brasil", "BR"),
        ("Assembled in China", None), ("Virgin Islands", None), ("Crimea", None),
        ("ß", None), ("", None), (None, None), ("Atlantis", None), ("ZZ", None), ("中国", None),
    ],
)  # fmt: skip
def test_a_name_is_read_as_its_code(text: str | None, code: str | None) -> None:
    """What is no country is none: the sharp s is not South Sudan."""
    assert read_country(text) == code


def test_every_code_reads_as_itself() -> None:
    """And there are as many as ISO assigns, with Kosovo."""
    assert len(ISO_CODES) == 250
    assert all(read_country(code.lower()) == code for code in ISO_CODES)
