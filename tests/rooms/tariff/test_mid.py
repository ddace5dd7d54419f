"""Manufacturer identification codes against the worked examples of the regulation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrygo.tariff.mid import PROVINCES, build_mid, check_mid


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Amalgamated Plastics Corp.", "AMAPLA"),
        ("Bergstrom", "BER"),
        ("A.B.C. Company", "ABCCOM"),
        ("A B C Company", "ABCCOM"),
        ("O.A.S.I.S. Corp", "OASCOR"),
        ("Dr. S.A. Smith", "DRSA"),
        ("Shavings B L Inc.", "SHABL"),
        ("The Embassy of Fashion", "EMBFAS"),
        ("Érable & Fils", "ERAFIL"),
        ("Kinder's Toys", "KINTOY"),
    ],
)
def test_a_name_gives_three_letters_of_each_of_its_first_two_words(name: str, letters: str) -> None:
    """Adjacent initials are one word; articles and 'and', 'of' do not count."""
    assert build_mid(name, None, "Hong Kong", None, "HK") == f"HK{letters}HON"


@pytest.mark.parametrize(
    ("address", "digits"),
    [
        ("1 Main, suite 1234", "1234"),
        ("88 Nanjing Road", "88"),
        ("Fifth Avenue", ""),
        ("12345 Rue Sainte-Catherine", "1234"),
        ("1,200 King St", "1200"),
        (None, ""),
    ],
)
def test_the_largest_number_of_the_address_gives_up_to_four_digits(address: str | None, digits: str) -> None:
    """Numbers in words are ignored."""
    assert build_mid("Bergstrom", address, "St. Michel", None, "FR") == f"FRBER{digits}STM"


@pytest.mark.parametrize(
    ("region", "prefix"), [*PROVINCES.items(), ("Québec", "XQ"), ("Ontario", "XO"), ("on", "XO")]
)
def test_canada_is_its_province(region: str, prefix: str) -> None:
    """Codes and names of provinces alike."""
    built = build_mid("Maple Goods", "10 King", "Toronto", region, "CA")
    assert built == f"{prefix}MAPGOO10TOR"
    assert check_mid(built, "CA") == []


@pytest.mark.parametrize(
    "parts",
    [
        (None, "1 Main", "Paris", None, "FR"),
        ("Maison", "1 Main", None, None, "FR"),
        ("Maison", "1 Main", "Paris", None, None),
        ("Maple", "1 Main", "Toronto", None, "CA"),
        ("The", "1 Main", "Paris", None, "FR"),
        ("上海玩具", "1 Main", "Shanghai", None, "CN"),
    ],
)
def test_nothing_is_built_from_too_little(parts: tuple[str | None, ...]) -> None:
    """Name, city and country are needed, for Canada the province too."""
    assert build_mid(*parts) is None


@pytest.mark.parametrize(
    ("mid", "origin", "count"),
    [
        ("CNSHATOY88SHA", "CN", 0),
        ("XOMAPGOO10TOR", "CA", 0),
        ("CAMAPGOO10TOR", "CA", 1),
        ("CNSHATOY88SHA", "VN", 1),
        ("cnshatoy88sha", "CN", 3),
        ("CN SHATOY", "CN", 1),
        ("CNSHATOY88", "CN", 1),
        ("CN", "CN", 2),
    ],
)
def test_a_given_code_is_checked(mid: str, origin: str, count: int) -> None:
    """Shape, prefix and city letters each are a fault of their own."""
    assert len(check_mid(mid, origin)) == count


@given(
    st.text(max_size=40),
    st.text(max_size=40),
    st.text(max_size=40),
    st.sampled_from([*PROVINCES, None]),
    st.sampled_from(["CA", "CN", "GB"]),
)
def test_what_is_built_is_never_longer_than_fifteen(
    name: str, address: str, city: str, region: str | None, country: str
) -> None:
    """Whatever the texts, a code is capital letters and digits and fits the form."""
    built = build_mid(name, address, city, region, country)
    assert built is None or (len(built) <= 15 and built.isascii() and built == built.upper())
