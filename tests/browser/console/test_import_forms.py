"""Imports by page: a file or pasted rows, tried first, mended in their cells, mapped by hand, taken in whole."""

import pytest

from tests.browser.console.page_forms import form_to
from tests.browser.console.stage import Stage
from tests.serving.sandbox import fresh

HEAD = "externalId,title,sku,hsCode,countryOfOrigin,unitValueUsd,netWeightKg"


def row(name: str, weight: str = "0.8") -> str:
    return f"{name},Cookery book,{name},4901.99.0070,GB,20,{weight}"


def product(stage: Stage, name: str) -> dict[str, object]:
    found = stage.goods.client.get(f"/api/products?external_id={name}")
    rows = [
        each
        for each in stage.goods.client.ok(stage.goods.client.get("/api/products?limit=100"))["data"]
        if each["externalId"] == name
    ]
    return dict(rows[0]) if rows else {"status": found.status_code}


def test_a_file_is_checked_its_faulty_cell_mended_and_then_taken_in(stage: Stage) -> None:
    address, good, bad = f"{stage.base}/products/import", fresh("row"), fresh("row")
    file = "\n".join([HEAD, row(good), row(bad, "heavy")]).encode("utf-16")
    with stage.caller("operator") as caller:
        form = form_to(caller.get(address).text, "/products/import").fields
        checked = caller.post(address, data=form | {"do": "check"}, files={"file": ("book, é.csv", file)})
        assert checked.status_code == 400
        again = form_to(checked.text, "/products/import").fields
        assert 'name="cell:3:netWeightKg" value="heavy"' in checked.text
        mended = caller.post(address, data=again | {"do": "check", "cell:3:netWeightKg": "0.9"})
        assert mended.status_code == 200, mended.text
        assert "2 products can be read" in mended.text
        assert "title" not in product(stage, bad)
        last = form_to(mended.text, "/products/import").fields
        done = caller.post(address, data=last | {"do": "import"})
        assert done.headers["location"] == f"{stage.base}/products?done=imported"
    assert product(stage, bad)["netWeightKg"] == 0.9


def test_columns_of_any_name_are_mapped_by_hand_with_their_unit(stage: Stage) -> None:
    address, name = f"{stage.base}/products/import", fresh("row")
    text = f'Artikel;Bezeichnung;"Gewicht: ""netto"""\n{name};Kochbuch;900\n'
    with stage.caller("operator") as caller:
        form = form_to(caller.get(address).text, "/products/import").fields
        unknown = caller.post(address, data=form | {"csv": text, "do": "check"})
        assert unknown.status_code == 400
        again = form_to(unknown.text, "/products/import").fields
        column = 'map:Gewicht: "netto"'
        assert again[column] == ""
        given = {
            "preset": "mapping",
            "map:Artikel": "externalId",
            "map:Bezeichnung": "title",
            column: "netWeightKg",
        }
        sent = again | given | {'unit:Gewicht: "netto"': "g", "do": "import"}
        done = caller.post(address, data=sent)
        assert done.status_code == 303, done.text
    assert product(stage, name)["netWeightKg"] == 0.9


def test_orders_are_tried_and_taken_in_from_pasted_rows(stage: Stage) -> None:
    address, name = f"{stage.base}/orders/import", fresh("order")
    book = stage.goods.book_id
    text = f"externalId,destinationCountry,items.productId,quantity,unitValueUsd\n{name},US,{book},2,20\n"
    with stage.caller("operator") as caller:
        form = form_to(caller.get(address).text, "/orders/import").fields
        checked = caller.post(address, data=form | {"csv": text, "do": "check"})
        assert "1 order can be read" in checked.text
        last = form_to(checked.text, "/orders/import").fields
        assert caller.post(address, data=last | {"do": "import"}).status_code == 303
    assert name in stage.goods.client.get("/api/orders?limit=5").text


def test_an_empty_table_with_every_column_is_offered(stage: Stage) -> None:
    with stage.caller("operator") as caller:
        for noun in ("products", "orders"):
            answered = caller.get(f"{stage.base}/{noun}/import?format=csv")
            assert answered.headers["content-type"].startswith("text/csv")
            assert answered.text.startswith("externalId,")


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        ("multipart/form-data", b"--x\r\n", 400),
        ("multipart/form-data; boundary=x", b"--y\r\nnonsense", 400),
        (
            "multipart/form-data; boundary=x",
            b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--\r\n",
            400,
        ),
        ("multipart/form-data; boundary=\xff", b"\xff\xfe\x00", 400),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\n' + b"a" * 9_000_000,
            413,
        ),
        ("multipart/mixed; boundary=x", b"--x--", 415),
    ],
    ids=["no boundary", "another boundary", "no name", "no text", "too large", "another kind"],
)
def test_a_form_that_is_none_is_refused(stage: Stage, content_type: str, body: bytes, status: int) -> None:
    headers = [(b"content-type", content_type.encode("latin-1"))]
    with stage.caller("operator") as caller:
        answered = caller.post(f"{stage.base}/products/import", content=body, headers=headers)
    assert answered.status_code == status, answered.text


@pytest.mark.parametrize(
    "file", [b"PK\x03\x04broken", b"\xff\xfe\x00", b"\x00", b"only a heading\n", "é".encode("cp1252")]
)
def test_a_file_that_is_no_table_is_a_fault_in_words(stage: Stage, file: bytes) -> None:
    address = f"{stage.base}/products/import"
    with stage.caller("operator") as caller:
        form = form_to(caller.get(address).text, "/products/import").fields
        answered = caller.post(address, data=form | {"do": "check"}, files={"file": ("a.xlsx", file)})
    assert answered.status_code == 400
    assert "fault" in answered.text
