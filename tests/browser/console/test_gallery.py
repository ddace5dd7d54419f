"""The gallery in docs/console/: a picture of every page, light to carry."""

import pytest

from scripts.gallery import MOST_BYTES, PICTURES, picture_names, shown_pages


@pytest.mark.slow
def test_every_page_has_its_pictures() -> None:
    missing = [
        name for page in shown_pages() for name in picture_names(page) if not (PICTURES / name).is_file()
    ]
    assert missing == [], "run `make gallery`, look at what it made, and add it"


def test_the_pictures_are_light_and_all_of_them_are_told_of() -> None:
    told = (PICTURES / "README.md").read_text()
    for picture in PICTURES.glob("*.png"):
        assert picture.stat().st_size <= MOST_BYTES, picture.name
        assert picture.name in told
