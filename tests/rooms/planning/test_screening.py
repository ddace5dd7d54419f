"""Party screening: reading the list, finding parties, ordering hits, remembering decisions."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrygo.contract.facts import Consignee, Party
from entrygo.planning.screening import (
    CLEARED,
    OPEN,
    THRESHOLD,
    ScreenedParty,
    hits,
    index,
    parties_of,
    words,
)
from entrygo.planning.screening_list import ListEntry, parse
from tests.rooms.planning.cases import BOOK, ready, with_order, with_product, with_shipment

CSV = """_id,source,entity_number,type,programs,name,addresses,alt_names,nationalities
e1,Entity List (EL),,Entity,,Zhenhua Micro Instruments Co.,"12 Hill Road, CN; 5 Bay, HK","ZMI; Chenhua Micro",
e2,Specially Designated Nationals (SDN),77,Individual,SDGT; IRAN,"KARIMOV, Rustam",,,IR
e3,Denied Persons List (DPL),,,,,"nowhere, US",,
"""
JSON_LIST = json.dumps(
    {
        "results": [
            {
                "id": "e1",
                "source": "Entity List (EL)",
                "name": "Zhenhua Micro Instruments Co.",
                "alt_names": ["ZMI", "Chenhua Micro"],
                "addresses": [
                    {"address": "12 Hill Road", "city": "Beijing", "country": "CN"},
                    {"address": "5 Bay", "country": "HK"},
                ],
                "programs": None,
            },
            {
                "id": "e2",
                "source": "Specially Designated Nationals (SDN)",
                "name": "KARIMOV, Rustam",
                "nationalities": ["IR"],
                "programs": ["SDGT", "IRAN"],
                "addresses": [],
            },
        ]
    }
)

FILLING = tuple(
    ListEntry(id=f"f{number}", source="EL", name=f"{name} Trading Group {number}")
    for number, name in enumerate(("Alpha", "Beta", "Gamma", "Delta", "Sigma", "Omega", "Zeta", "Kappa") * 4)
)
ENTRIES = (
    *FILLING,
    ListEntry(id="a", source="EL", name="Zhenhua Micro Instruments Co.", aliases=("ZMI",), countries=("CN",)),
    ListEntry(id="b", source="SDN", name="KARIMOV, Rustam", countries=("IR",)),
    ListEntry(id="c", source="SDN", name="LI, Na"),
    ListEntry(id="d", source="SDN", name="Vostokneft Shipping and Logistics Holding Company"),
)
INDEX = index(ENTRIES)


def party(name: str, country: str | None = None) -> ScreenedParty:
    """A party of that name."""
    return ScreenedParty(path="account.name", name=name, country=country)


def score(name: str, entry_id: str, country: str | None = None) -> int:
    """The score of a name against one entry, 0 where it is not shown."""
    found = hits([party(name, country)], INDEX)
    return next((int(hit["score"]) for hit in found if str(hit["entry_key"]).startswith(f"{entry_id}:")), 0)


def test_csv_and_json_forms_give_the_same_entries() -> None:
    """The government publishes both; a nameless row is left out."""
    assert parse(CSV) == parse(JSON_LIST)
    first, second = parse("\ufeff" + CSV)
    assert first.countries == ("CN", "HK")
    assert first.aliases == ("ZMI", "Chenhua Micro")
    assert second.programs == ("SDGT", "IRAN")
    assert parse(json.dumps([{"name": "X", "source": "EL"}]))[0].id == "EL:X"


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", '{"results": 3}', "[not json"])
def test_a_text_of_another_form_is_refused(text: str) -> None:
    """Nothing is screened against half a list."""
    with pytest.raises(ValueError, match=r"screening list|Expecting"):
        parse(text)


def test_the_same_rare_name_is_a_hit_with_its_reason() -> None:
    """The words that agree, name or alias, list and country."""
    (hit,) = hits([party("Zhenhua Micro Instruments", "CN")], INDEX)
    assert int(hit["score"]) >= THRESHOLD
    assert hit["list"] == "EL"
    assert hit["entry_name"] == "Zhenhua Micro Instruments Co."
    assert hit["reason"] == "zhenhua, micro, instruments of the name; same country CN"
    assert hit["disposition"] == OPEN


def test_an_alias_is_named_as_such() -> None:
    """A reviewer sees which of the entry's names it was."""
    (hit,) = hits([party("Chenhua Micro")], index(parse(CSV)))
    assert "of the alias 'Chenhua Micro'" in str(hit["reason"])


def test_order_of_words_accents_and_legal_forms_do_not_matter_much() -> None:
    """Rustam Karimov is KARIMOV, Rustam; GmbH adds next to nothing."""
    assert score("Rustam Karímov", "b") >= THRESHOLD
    assert score("Zhenhua Micro Instruments GmbH", "a") >= THRESHOLD


def test_one_letter_astray_in_a_long_word_is_still_found_and_weighs_less() -> None:
    """A spelling apart says less than the same word."""
    assert 0 < score("Zhenhua Micro Instrumenst", "a") < score("Zhenhua Micro Instruments", "a")
    assert "instrumenst (as instruments)" in str(
        hits([party("Zhenhua Micro Instrumenst")], INDEX)[0]["reason"]
    )
    assert score("Rostam Karimov", "b") > 0
    assert score("Rustam Karimof", "b") > 0
    assert score("Rustam Karimovv", "b") > 0


def test_common_words_alone_are_no_hit() -> None:
    """Trading and group are on many entries."""
    assert hits([party("Maple Trading Group")], INDEX) == []


def test_a_short_name_scores_below_a_long_one_and_neither_saturates() -> None:
    """Two short words agree less tellingly than four rare ones."""
    short = score("Na Li", "c")
    middle = score("Rustam Karimov", "b")
    long = score("Vostokneft Shipping and Logistics Holding Company", "d")
    assert short < middle < long < 100


def test_a_country_moves_the_score() -> None:
    """Up where it agrees, down where it does not."""
    assert (
        score("Rustam Karimov", "b", "CA")
        < score("Rustam Karimov", "b")
        < score("Rustam Karimov", "b", "IR")
        < 100
    )


def test_a_decision_is_remembered_until_entry_or_party_changes() -> None:
    """Keyed by what the entry says and who the party is."""
    asked = party("Rustam Karimov", "CA")
    (hit,) = hits([asked], INDEX)
    decided = {(str(hit["entry_key"]), str(hit["party_fingerprint"])): CLEARED}
    assert hits([asked], INDEX, decided)[0]["disposition"] == CLEARED
    assert hits([replace(asked, name="RUSTAM  KARIMOV")], INDEX, decided)[0]["disposition"] == CLEARED
    assert hits([replace(asked, country="KZ")], INDEX, decided)[0]["disposition"] == OPEN
    changed = index([replace(entry, aliases=("Roustam",)) if entry.id == "b" else entry for entry in ENTRIES])
    assert hits([asked], changed, decided)[0]["disposition"] == OPEN
    untouched = index([*ENTRIES, ListEntry(id="new", source="EL", name="Quite Another Firm")])
    assert hits([asked], untouched, decided)[0]["disposition"] == CLEARED


def test_hits_stand_highest_first_whatever_the_order_of_parties() -> None:
    """A queue to be worked from the top."""
    asked = [party("Na Li", "CN"), party("Rustam Karimov"), party("Vostokneft Shipping Logistics Holding")]
    found = hits(asked, INDEX)
    assert [hit["score"] for hit in found] == sorted((hit["score"] for hit in found), reverse=True)
    assert found == hits(asked[::-1], INDEX)


def test_every_named_party_of_a_case_is_screened() -> None:
    """Account, importer, consignee, buyer, ship-to and maker; a buyer equal to the ship-to party once."""
    case = with_order(ready(), buyer=Party(name="Other Buyer", country="US"))
    paths = [each.path for each in parties_of(case)]
    assert paths == [
        "account.name",
        "account.importerOfRecord.name",
        "account.ultimateConsignee.name",
        "orders[ord_1].shipTo.name",
        "orders[ord_1].buyer.name",
        "products[prod_book].manufacturer.name",
        "products[prod_pullover].manufacturer.name",
    ]
    stated = with_shipment(case, ultimate_consignee=Consignee(party=Party(name="Vostok LLC", country="US")))
    assert "shipment.ultimateConsignee.name" in [each.path for each in parties_of(stated)]
    fewer = with_product(with_order(ready(), ship_to=None, buyer=None), BOOK, manufacturer=None)
    assert len(parties_of(fewer)) == 4


@given(st.text(max_size=40), st.text(max_size=2))
def test_any_name_can_be_screened(name: str, country: str) -> None:
    """Nothing raises, and no score reaches 100."""
    assert all(0 <= int(hit["score"]) < 100 for hit in hits([party(name, country)], INDEX))


def test_words_are_plain() -> None:
    """Case, accents, apostrophes and dotted initials are evened out."""
    assert words("O'Neill  S.A. Ltd Łódź") == ("oneill", "sa", "ltd", "lodz")


def test_a_name_with_one_letter_astray_anywhere_in_a_long_word_is_not_lost() -> None:
    """Dropped, doubled, changed or swapped, at any place: no shortcut of the search may lose it."""
    text = "Vostokneft Shipping and Logistics Holding Company"
    for at in range(len("Vostokneft")):
        for slip in (
            text[:at] + text[at + 1 :],
            text[:at] + "x" + text[at:],
            text[:at] + "x" + text[at + 1 :],
        ):
            assert score(slip, "d") >= THRESHOLD, slip
        if at < len("Vostokneft") - 1:
            swapped = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
            assert score(swapped, "d") >= THRESHOLD, swapped
