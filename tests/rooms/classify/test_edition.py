"""The classifier's file: the same bytes from the same rows, and a clear word where it is damaged."""

import pytest

from entrygo.classify.build import build
from entrygo.classify.edition import ClassifierError, open_edition
from entrygo.classify.rows import example_rows as read_rows
from entrygo.classify.rows import goods_rows, schedule_rows
from entrygo.classify.shipped import shipped_edition
from tests.rooms.classify.small import SCHEDULE, built, edition, example_rows


def test_the_same_rows_make_the_same_bytes() -> None:
    again = build(SCHEDULE, example_rows(), {"6912004400": 12}, {"rows": "none"}, lambda _s, _d, _n: None)
    assert again.file == built().file


def test_an_edition_can_be_made_again_from_itself() -> None:
    corpus = edition().index.corpus
    again = build(
        corpus.schedule(),
        corpus.read_examples(),
        corpus.ruling_counts(),
        {"rows": "none"},
        lambda _s, _d, _n: None,
    )
    assert again.file == built().file


@pytest.mark.parametrize(
    "spoil", [lambda f: f[:-40], lambda f: f[:60] + b"\0\0\0" + f[63:], lambda _: b"PK\x03\x04"]
)
def test_a_damaged_file_is_refused_in_words(spoil) -> None:
    with pytest.raises(ClassifierError, match=r"damaged|no classifier"):
        open_edition(spoil(built().file))


def test_what_ships_opens_and_is_full() -> None:
    shipped = shipped_edition()
    assert len(shipped.index.corpus.codes) > 15_000
    assert not [code for code in shipped.index.corpus.codes if code.startswith(("98", "99"))]
    assert shipped.manifest["calibration_error"]["6"] <= 0.08


def test_rulings_are_read_from_csv_and_from_json_lines() -> None:
    table = read_rows(
        "ruling,date,text,codes\nN300001,2020-01-02,steel bolt,7318.15.2000;7318.15.4000\n", "a.csv"
    )
    lines = read_rows('{"ruling_number": "N300001", "date": "2020-01-02", "description": "steel bolt",'
                      ' "hts": ["7318.15.2000", "7318.15.4000"]}\n', "a.jsonl")  # fmt: skip
    assert table == lines
    assert table[0].codes == ("7318152000", "7318154000")


def test_a_row_without_a_code_is_named_by_file_and_line() -> None:
    with pytest.raises(ClassifierError, match=r"a\.csv, line 3"):
        read_rows("text,codes\nmug,6912.00\nbowl,\n", "a.csv")


def test_a_schedule_line_without_suffixes_ends_in_two_zeros() -> None:
    text = (
        "digits,full_description\n39241010,Tableware: > Plates\n3924101005,Tableware: > Plates > Blue\n"
        "39241020,Tableware: > Trays\n"
    )
    assert [row.code for row in schedule_rows(text)] == ["3924101005", "3924102000"]


def test_names_of_goods_are_read_by_code() -> None:
    rows = goods_rows("# remark\n691200 ceramic mug; stoneware bowl\n")
    assert [(row.text, row.codes) for row in rows] == [
        ("ceramic mug", ("691200",)),
        ("stoneware bowl", ("691200",)),
    ]
