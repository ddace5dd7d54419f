"""Papers: every script is printed, read back as it was written, tagged, and laid out so that nothing is cut off."""

import io
import re
from datetime import UTC, datetime

import pypdf
import pytest

from entrygo.documents.paper import Paper
from entrygo.documents.table import Grid, Row
from entrygo.documents.text_lines import wrapped
from entrygo.documents.typefaces import han_form, runs_of, width_of

MADE_AT = datetime(2026, 11, 23, 15, 4, 5, tzinfo=UTC)
NAMES = {
    "simplified": "深圳市宝安区华丰科技有限公司",
    "traditional": "臺北市信義區松山路 100 號",
    "japanese": "東京都渋谷区神宮前 さくら商店",
    "korean": "서울특별시 강남구 테헤란로 152",
    "greek": "Οδός Ερμού 12, Αθήνα",
    "cyrillic": "ул. Тверская, д. 7, Москва",
    "hindi": "क्षत्रिय ट्रेडर्स, मुंबई",
    "thai": "บริษัท ที่อยู่ ถนนสุขุมวิท",
    "vietnamese": "Nguyễn Thị Hạnh",
    "emoji": "Gifts 😀",
}
BACKWARDS = {
    "arabic": "شارع الملك فهد",
    "hebrew": "רחוב הרצל",
}


def paper():
    """A blank paper."""
    return Paper(title="A title", running_title="t", running_note="n", made_at=MADE_AT)


def read(made):
    """A paper, finished and read."""
    return pypdf.PdfReader(io.BytesIO(made.pdf()))


def text_of(made):
    """Every word of a paper."""
    return "\n".join(sheet.extract_text() for sheet in read(made).pages)


@pytest.mark.parametrize("script", NAMES)
@pytest.mark.parametrize("bold", [False, True])
def test_a_name_in_any_script_is_printed_as_it_was_written(script, bold):
    """Read back from the page, letter by letter, and no glyph is the empty box."""
    made = paper()
    made.paragraph(NAMES[script], bold=bold)
    assert NAMES[script] in text_of(made)
    assert made.letters.note() is None
    for run in runs_of(NAMES[script], bold=bold):
        drawn = [glyph[0] for cluster in run.clusters or () for glyph, _ in cluster.glyphs]
        assert 0 not in (drawn or [run.typeface.glyph(ord(sign))[0] for sign in run.text])


@pytest.mark.parametrize("script", BACKWARDS)
def test_text_from_right_to_left_is_drawn_from_the_right(script):
    """The last letter stands leftmost; a number in it still reads forwards."""
    runs = runs_of(f"{BACKWARDS[script]} 125", bold=False)
    assert "125" in runs[0].text
    assert all(run.is_backwards for run in runs[1:] if run.text.strip())
    made = paper()
    made.paragraph(f"{BACKWARDS[script]} 125")
    assert sorted(
        text_of(made).split()[-4:-1]
    )  # read by letters, as readers differ in the order of the words
    assert set(BACKWARDS[script].split()) <= set(text_of(made).split())


def test_arabic_letters_are_joined():
    """A letter has another form at the start of a word than alone."""
    joined, alone = (runs_of(text, bold=False)[0].clusters for text in ("ههه", "ه"))
    forms = {glyph[0] for cluster in joined for glyph, _ in cluster.glyphs}
    assert len(forms) == 3
    assert alone[0].glyphs[0][0][0] not in forms


def test_a_devanagari_vowel_sign_is_drawn_before_its_letter():
    """Shaped by the font's rules: i is written after k and stands before it."""
    drawn = [glyph[0] for cluster in runs_of("कि", bold=False)[0].clusters for glyph, _ in cluster.glyphs]
    letter = runs_of("क", bold=False)[0].clusters[0].glyphs[0][0][0]
    assert drawn[-1] == letter
    assert len(drawn) == 2


def test_han_characters_take_the_forms_of_their_country():
    """As far as the text itself tells."""
    assert [han_form(text) for text in ("华丰", "臺灣號", "さくら商店", "서울特別市", "中山")] == [
        "zh-Hans", "zh-Hant", "ja", "ko", "zh-Hans",
    ]  # fmt: skip


def test_what_no_font_has_is_said_on_every_page_and_named_at_the_end():
    """Egyptian hieroglyphs; the number stands in the place of each."""
    made = paper()
    made.paragraph("Pyramid 𓀀𓀁 Ltd")
    assert "U+13000, U+13001" in made.letters.note()
    text = text_of(made)
    assert "Pyramid [U+13000 U+13001] Ltd" in text
    assert "NOT ALL CHARACTERS COULD BE PRINTED" in text


def test_every_font_is_embedded_and_cut_down():
    """A broker's machine needs none of its own; fonts of 30 MB do not travel whole."""
    made = paper()
    for text in (*NAMES.values(), *BACKWARDS.values()):
        made.paragraph(text)
    data = made.pdf()
    assert len(data) < 60_000
    fonts = pypdf.PdfReader(io.BytesIO(data)).pages[0]["/Resources"]["/Font"].values()
    assert len(fonts) >= 9
    for font in fonts:
        font = font.get_object()
        outlines = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        described = outlines["/FontDescriptor"]
        assert "/FontFile2" in described or "/FontFile3" in described
        assert re.fullmatch(r"/[A-Z]{6}\+.+", described["/FontName"])


def test_a_paper_is_tagged_titled_and_dated():
    """Language, title, headings, cells: what a screen reader needs; the date is the paper's."""
    made = paper()
    made.title("Invoice", "No. 1")
    made.heading("Lines")
    made.columns([("Port", ["0901"])], across=2)
    made.table(Grid(widths=(60, 60), header=("Head", "Other")), [Row(cells=("a", "b"))])
    document = read(made)
    root = document.trailer["/Root"]
    assert root["/Lang"] == "en-US"
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value
    assert document.metadata.title == "A title"
    assert document.metadata.creation_date == MADE_AT
    kinds = []

    def walk(element):
        kinds.append(element["/S"])
        for kid in element.get("/K", []):
            kid = kid.get_object() if hasattr(kid, "get_object") else kid
            if isinstance(kid, dict) and "/S" in kid:
                walk(kid)

    walk(root["/StructTreeRoot"]["/K"].get_object())
    assert kinds == ["/Document", "/H1", "/P", "/H2", "/L", "/LI", "/Lbl", "/LBody",
                     "/Table", "/TR", "/TH", "/TH", "/TR", "/TD", "/TD"]  # fmt: skip


def test_every_mark_on_a_page_belongs_to_an_element():
    """Each number is in the parent tree, in its order, and what is in no element is an artifact."""
    made = paper()
    made.table(Grid(widths=(60,), header=("Head",)), [Row(cells=(f"row {n}",)) for n in range(90)])
    document = read(made)
    numbers = document.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    assert len(document.pages) > 1
    for index, sheet in enumerate(document.pages):
        content = sheet.get_contents().get_data().decode("latin-1")
        marks = [int(mark) for mark in re.findall(r"/MCID (\d+)", content)]
        assert marks == list(range(len(numbers[2 * index + 1].get_object())))
        assert content.count("BDC") + content.count("BMC") == content.count("EMC")


def test_a_row_taller_than_a_page_goes_on_under_the_header():
    """Nothing is cut off."""
    made = paper()
    words = [f"word{n}" for n in range(400)]
    made.table(Grid(widths=(60, 60), header=("Head", "Other")), [Row(cells=(words, "x"))])
    texts = [sheet.extract_text() for sheet in read(made).pages]
    assert len(texts) > 5
    assert all("Head" in text for text in texts)
    assert re.findall(r"word\d+", "\n".join(texts)) == words


@pytest.mark.parametrize("rows", range(33, 40))
def test_a_total_never_stands_alone_at_the_top_of_a_page(rows):
    """Wherever the page breaks, the row before it comes with it."""
    made = paper()
    listed = [Row(cells=(f"row {n}",)) for n in range(rows)]
    made.table(Grid(widths=(90,), header=("Head",)), [*listed, Row(cells=("total",), bold=True, keep=True)])
    for sheet in read(made).pages:
        text = sheet.extract_text()
        assert "total" not in text or f"row {rows - 1}" in text


@pytest.mark.parametrize(
    "text", ["short", "a b c " * 30, "x" * 300, "", "mixed " + "y" * 90 + " tail", "深圳市" * 40]
)
def test_no_line_is_wider_than_its_column(text):
    """Words too long are broken, none is lost."""
    lines = wrapped(text, width=80, bold=False, size=7)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width_of(line, bold=False) * 7 <= 80 * 1000 for line in lines)


@pytest.mark.parametrize("lines", range(30, 40))
def test_a_header_never_stands_alone_at_the_foot_of_a_page(lines):
    """Its first row comes with it, however tall."""
    made = paper()
    for _ in range(lines):
        made.paragraph("before")
    made.table(Grid(widths=(90,), header=("Head",)), [Row(cells=([f"line {n}" for n in range(6)],))])
    for sheet in read(made).pages:
        text = sheet.extract_text()
        assert ("Head" in text) == ("line 0" in text)
