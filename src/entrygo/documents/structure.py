"""The structure of a tagged paper: headings, paragraphs, tables and cells, and where on the pages each is drawn.

ISO 32000-1, 14.7 and 14.8: what is on a page belongs to an element of the tree, or is marked as an artifact.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from entrygo.documents.pdf_file import PdfFile
from entrygo.documents.table import LaidCell


@dataclass(slots=True)
class Element:
    """One element of the tree; what it holds is added until it is closed."""

    kind: str
    number: int
    parent: int
    attributes: str = ""
    page: int | None = None
    kids: list[str] = field(default_factory=list)


class Structure:
    """The tree of one paper, written as its elements are closed."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self.root = file.reserve()
        self._document = Element("Document", file.reserve(), self.root)
        self._parents: list[str] = []
        self._marked: list[int] = []

    def open(self, kind: str, inside: Element | None = None, attributes: str = "") -> Element:
        """A new element in the paper, or in another element that is still open."""
        parent = inside or self._document
        element = Element(kind, self._file.reserve(), parent.number, attributes)
        parent.kids.append(f"{element.number} 0 R")
        return element

    def mark(self, element: Element, page: int) -> str:
        """The operator before what is drawn of an element on a page."""
        place = len(self._marked)
        self._marked.append(element.number)
        if element.page is None:
            element.page = page
        is_first = element.page == page
        element.kids.append(str(place) if is_first else f"<</Type/MCR/Pg {page} 0 R/MCID {place}>>")
        return f"/{element.kind}<</MCID {place}>>BDC"

    def close(self, element: Element) -> None:
        """Write an element: nothing more is added to it."""
        on = f"/Pg {element.page} 0 R" if element.page is not None else ""
        self._file.put(
            element.number,
            f"<</S/{element.kind}/P {element.parent} 0 R{on}{element.attributes}"
            f"/K[{' '.join(element.kids)}]>>",
        )

    def row(self, table: Element, page: int, cells: Sequence[LaidCell]) -> int:
        """A row of cells that stand on one page, written at once; the place of its first cell that has a text.

        Those that have none are not drawn: the others are marked on the page one after the other.
        """
        row = self._file.reserve(len(cells) + 1)
        first = place = len(self._marked)
        inside = f"<</S/TD/P {row} 0 R"
        on = f"{inside}/Pg {page} 0 R/K["
        bodies, kids = [""], []
        for number, cell in enumerate(cells, start=row + 1):
            kids.append(f"{number} 0 R")
            if cell.lines:
                bodies.append(f"{on}{place}]>>")
                self._marked.append(number)
                place += 1
            else:
                bodies.append(f"{inside}>>")
        bodies[0] = f"<</S/TR/P {table.number} 0 R/K[{' '.join(kids)}]>>"
        table.kids.append(f"{row} 0 R")
        self._file.put_row(row, bodies)
        return first

    def page_done(self) -> None:
        """The page is full: which elements were marked on it is written down."""
        self._parents.append(" ".join(f"{number} 0 R" for number in self._marked))
        self._marked = []

    def finish(self) -> None:
        """Write the tree's root; pages are numbered in its parent tree as they were done."""
        self.close(self._document)
        places = [self._file.add(f"[{listed}]") for listed in self._parents]
        numbers = " ".join(f"{index} {place} 0 R" for index, place in enumerate(places))
        parents = self._file.add(f"<</Nums[{numbers}]>>")
        self._file.put(
            self.root,
            f"<</Type/StructTreeRoot/K {self._document.number} 0 R/ParentTree {parents} 0 R"
            f"/ParentTreeNextKey {len(places)}>>",
        )
