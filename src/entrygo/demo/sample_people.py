"""Where the demo's orders go and who placed them: invented people at invented streets of real places."""

import hashlib
from collections.abc import Sequence
from typing import Any, NamedTuple

Json = dict[str, Any]  # Any: JSON as the API takes it


class Place(NamedTuple):
    """A city with a ZIP code of its own, and the telephone area around it."""

    city: str
    state: str
    zip_code: str
    area: str


EAST = tuple(
    Place(*row.split("|"))
    for row in (
        "New York|NY|10011|212", "Brooklyn|NY|11215|718", "Buffalo|NY|14222|716", "Rochester|NY|14607|585",
        "Syracuse|NY|13203|315", "Albany|NY|12208|518", "Jersey City|NJ|07302|201", "Princeton|NJ|08540|609",
        "Philadelphia|PA|19103|215", "Pittsburgh|PA|15213|412", "Boston|MA|02116|617", "Cambridge|MA|02139|617",
        "Northampton|MA|01060|413", "Providence|RI|02906|401", "New Haven|CT|06511|203", "Portland|ME|04101|207",
        "Burlington|VT|05401|802", "Concord|NH|03301|603", "Baltimore|MD|21218|410", "Washington|DC|20009|202",
        "Richmond|VA|23220|804", "Charlottesville|VA|22903|434", "Raleigh|NC|27605|919", "Asheville|NC|28801|828",
        "Charleston|SC|29403|843", "Savannah|GA|31401|912", "Atlanta|GA|30307|404", "Miami|FL|33137|305",
        "Tampa|FL|33606|813", "Cleveland|OH|44113|216", "Columbus|OH|43201|614", "Cincinnati|OH|45202|513",
        "Detroit|MI|48226|313", "Ann Arbor|MI|48104|734", "Indianapolis|IN|46204|317", "Chicago|IL|60614|773",
        "Milwaukee|WI|53202|414", "Madison|WI|53703|608", "Nashville|TN|37206|615", "Louisville|KY|40204|502",
    )
)  # fmt: skip
WEST = tuple(
    Place(*row.split("|"))
    for row in (
        "Seattle|WA|98103|206", "Bellingham|WA|98225|360", "Tacoma|WA|98402|253", "Spokane|WA|99201|509",
        "Portland|OR|97214|503", "Eugene|OR|97401|541", "Boise|ID|83702|208", "Missoula|MT|59801|406",
        "San Francisco|CA|94110|415", "Oakland|CA|94612|510", "Sacramento|CA|95814|916", "Los Angeles|CA|90026|213",
        "Santa Barbara|CA|93101|805", "San Diego|CA|92103|619", "Reno|NV|89501|775", "Salt Lake City|UT|84103|801",
        "Denver|CO|80205|303", "Boulder|CO|80302|303", "Santa Fe|NM|87501|505", "Phoenix|AZ|85004|602",
    )
)  # fmt: skip
_FIRST = (
    "Amelia Aaron Bianca Benjamin Carmen Caleb Denise Daniel Elena Ethan Fatima Felix Grace Gabriel Hannah Henry "
    "Imani Isaac Jasmine Jonah Katherine Kevin Lucia Liam Maya Marcus Naomi Nathan Olivia Omar Priya Patrick Quinn "
    "Rosa Rafael Sofia Samuel Tessa Theo Uma Victor Wendy Xavier Yolanda Zachary"
)
FIRST = tuple(_FIRST.split())
_LAST = (
    "Abbott Alvarez Bennett Brooks Castillo Chen Delgado Donnelly Edwards Farrell Figueroa Greene Guerrero Hughes "
    "Ibarra Jensen Kaplan Kowalski Lambert Lindqvist Mercer Moreno Nakamura Novak Okafor Ortega Patel Pruitt Quigley "
    "Ramirez Rosen Sandoval Schmidt Tran Underwood Vargas Walsh Whitaker Yates Zimmerman"
)
LAST = tuple(_LAST.split())
_STREETS = (
    "Alder Street|Birch Lane|Canal Street|Chestnut Street|Church Street|Elmwood Avenue|Franklin Avenue|Garden Street|"
    "Highland Avenue|Jefferson Street|Lakeview Drive|Lincoln Avenue|Maple Avenue|Mill Road|Orchard Street|Park Place|"
    "Pleasant Street|Prospect Street|River Road|Spring Street|Sycamore Street|Walnut Street|Washington Street"
)
STREETS = tuple(_STREETS.split("|"))
RING = 100  # telephone numbers 555-0100 to 555-0199 are kept free for invented people


class Dice:
    """Throws that come out the same on every machine and in every year: digests of a name and a counter."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._throws = 0

    def below(self, bound: int) -> int:
        """A whole number from 0 to ``bound`` - 1."""
        self._throws += 1
        digest = hashlib.sha256(f"{self._name}/{self._throws}".encode()).digest()
        return int.from_bytes(digest[:8]) % bound

    def one_of(self, choices: Sequence[Any]) -> Any:  # Any: one of whatever was given
        return choices[self.below(len(choices))]


def resident(dice: Dice, place: Place) -> Json:
    """Somebody at that place, as ``shipTo`` takes it."""
    first, last = dice.one_of(FIRST), dice.one_of(LAST)
    party = {
        "name": f"{first} {last}",
        "address1": f"{11 + dice.below(1880)} {dice.one_of(STREETS)}",
        "city": place.city,
        "region": place.state,
        "postalCode": place.zip_code,
        "country": "US",
        "email": f"{first}.{last}@mail.example".lower(),
        "phone": f"+1 {place.area} 555 {RING + dice.below(RING):04}",
    }
    if dice.below(4) == 0:
        party["address2"] = f"Apt {1 + dice.below(24)}{dice.one_of('ABCD')}"
    return party
