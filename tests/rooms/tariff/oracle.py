"""Duty worked out by hand from the law, before any code: goods on a date, and the layers they draw to the cent.

Each case names the sentence it follows. P, V, M: read in law, in a secondary source, remembered.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from entrygo.contract.facts import Metals
from entrygo.contract.tariff import ScheduleLine

FREE_SPECIAL = "Free (A*,AU,BH,CL,CO,D,E,IL,JO,KR,MA,OM,P,PA,PE,S,SG)"
NOW, EVE = date(2026, 11, 23), date(2026, 10, 20)


def _line(
    code: str, general: str, other: str, units: tuple[str, ...], *, special: str = FREE_SPECIAL
) -> ScheduleLine:
    return ScheduleLine(
        code=code, description=code, units=units, general=general, special=special, other=other
    )


LINES = {
    line.code: line
    for line in (
        _line("4901990070", "Free", "Free", ("No.",), special=""),
        _line("6109100012", "16.5%", "90%", ("doz.", "kg")),
        _line("3406000000", "Free", "27.5%", ("kg",), special=""),
        _line("8215993500", "6.8%", "40%", ("pcs",)),
        _line("7323930045", "2%", "40%", ("No.", "kg")),
        _line("7616995190", "2.5%", "45%", ("kg",)),
        _line("7318158069", "8.5%", "45%", ("kg",)),
        _line("7407101500", "3%", "48%", ("kg",)),
        _line("8483608000", "2.8%", "45%", ("No.",)),
        _line("8516290030", "3.7%", "35%", ("No.",)),
        _line("8427104000", "Free", "35%", ("No.",)),
        _line("9403200075", "Free", "45%", ("No.",), special=""),
        _line("8544429090", "2.6%", "35%", ("No.",)),
        _line("8708305090", "2.5%", "25%", ("No.",)),
        _line("8507600020", "3.4%", "40%", ("No.", "kg")),
        _line("8471300100", "Free", "35%", ("No.",), special=""),
        _line("8517130000", "Free", "35%", ("No.",), special=""),
        _line("6402993165", "6%", "35%", ("prs.",)),
        _line("4202124000", "6.3%", "40%", ("No.", "kg")),
        _line("6307909870", "7%", "40%", ("No.", "kg")),
        _line("9401616011", "Free", "40%", ("No.",), special=""),
        _line("8211929045", "0.4¢ each + 6.1%", "8¢ each + 45%", ("No.",)),
        _line("0409000035", "1.9¢/kg", "6.6¢/kg", ("kg",)),
        _line("3501902000", "6%", "30%", ("kg",)),
        _line("2204215005", "6.3¢/liter", "33¢/liter", ("liters",)),
        _line("8711500030", "2.4%", "10%", ("No.",)),
        _line("9503000073", "Free", "70%", ("No.",), special=""),
        _line("8523801000", "Free", "30%", ("No.",), special=""),
        _line("9506910030", "4.6%", "40%", ("No.",)),
    )
}  # fmt: skip


def _kg(**weights: str) -> Metals:
    return Metals(**{f"{metal}_weight_kg": Decimal(kg) for metal, kg in weights.items()})


STEEL_KNIFE = _kg(steel="0.9", aluminum="0", copper="0")
STEEL_US85 = Metals(steel_weight_kg=Decimal("0.9"), us_origin_share=Decimal("0.85"))
STEEL_UK95 = Metals(
    steel_weight_kg=Decimal("0.9"), uk_origin_share=Decimal("0.95"), steel_melt_pour_country="GB"
)
ALUMINUM = _kg(aluminum="0.8")
ALUMINUM_RU_SMELT = Metals(aluminum_weight_kg=Decimal("0.8"), aluminum_primary_smelt_country="RU")
ALUMINUM_UNKNOWN = Metals(aluminum_weight_kg=Decimal("0.8"), aluminum_primary_smelt_country="UN")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Goods of 1,000 dollars unless told, and what they owe. A layer is (program, heading, dollars or ``None``)."""

    name: str
    code: str
    origin: str
    layers: tuple[tuple[str, str, str | None], ...]
    why: str
    on: date = NOW
    usmca: bool = False
    conditions: Mapping[str, bool] = field(default_factory=dict)
    metals: Metals | None = None
    article_kg: Decimal | None = Decimal(1)
    value: Decimal = Decimal(1000)
    quantities: tuple[tuple[Decimal, str], ...] = ()
    net_kg: Decimal | None = None
    banned: bool = False


def base(code: str, amount: str | None) -> tuple[str, str, str | None]:
    """The base layer: its heading is the code."""
    return ("BASE", f"{code[:4]}.{code[4:6]}.{code[6:]}", amount)


FL, CHINA, METALS, AUTOS = "S301_FORCED_LABOR", "S301_CHINA", "S232_METALS", "S232_AUTOS"
CANADA, S122, WOOD, BRAZIL = "S338_CANADA", "S122", "S232_WOOD", "S301_BRAZIL"

NO_PART = {"vehiclePart": False, "civilAircraft": False}

CASES = (
    # the broad layer of 24 July 2026 and its exceptions
    Case(name="book CN", code="4901990070", origin="CN",
         layers=(base("4901990070", "0.00"), (CHINA, "9903.88.15", "75.00"), (FL, "9903.05.92", "0.00")),
         why="note 20(s)(ii)(1): 4901.99.00 at 7.5% [P]; 9903.05.92 informational materials [V]"),
    Case(name="book CA", code="4901990070", origin="CA",
         layers=(base("4901990070", "0.00"), (FL, "9903.05.92", "0.00")),
         why="9903.05.92 [V]"),
    Case(name="book CA claimed", code="4901990070", origin="CA", usmca=True,
         layers=(base("4901990070", "0.00"), (FL, "9903.05.93", "0.00")),
         why="9903.05.93 Canada when USMCA is claimed [V]; the exemption follows the claim on a free line"),
    Case(name="record GB", code="8523801000", origin="GB",
         layers=(base("8523801000", "0.00"), (FL, "9903.05.92", "0.00")), why="9903.05.92 names records [V]"),
    Case(name="toy VN", code="9503000073", origin="VN",
         layers=(base("9503000073", "0.00"), (FL, "9903.05.84", "125.00")), why="VN +12.5% [V]"),
    Case(name="shoe GB", code="6402993165", origin="GB",
         layers=(base("6402993165", "60.00"), (FL, "9903.05.81", "100.00")), why="6% base; GB +10% [V]"),
    Case(name="shoe DE", code="6402993165", origin="DE",
         layers=(base("6402993165", "60.00"), (FL, "9903.05.39", "40.00")), why="EU to 10% in total [V]"),
    Case(name="shirt IT", code="6109100012", origin="IT",
         layers=(base("6109100012", "165.00"), (FL, "9903.05.38", "0.00")), why="EU, column 1 >= 10%: nothing [V]"),
    Case(name="shoe JP", code="6402993165", origin="JP",
         layers=(base("6402993165", "60.00"), (FL, "9903.05.49", "65.00")), why="JP to 12.5% in total [V]"),
    Case(name="shirt KR", code="6109100012", origin="KR",
         layers=(base("6109100012", "165.00"), (FL, "9903.05.70", "0.00")), why="KR, column 1 >= 12.5% [V]"),
    Case(name="toy TW", code="9503000073", origin="TW",
         layers=(base("9503000073", "0.00"), (FL, "9903.05.76", "100.00")), why="TW to 10% in total [V]"),
    Case(name="toy US", code="9503000073", origin="US", layers=(base("9503000073", "0.00"),),
         why="US is none of the 60 economies [V]"),
    Case(name="toy UA", code="9503000073", origin="UA", layers=(base("9503000073", "0.00"),),
         why="UA is none of the 60 economies [V]"),
    Case(name="shoe MX claimed", code="6402993165", origin="MX", usmca=True,
         layers=(base("6402993165", "0.00"), (FL, "9903.05.94", "0.00")),
         why="special column S free; 9903.05.94 [V]"),
    Case(name="shoe MX", code="6402993165", origin="MX",
         layers=(base("6402993165", "60.00"), (FL, "9903.05.55", "100.00")), why="MX +10% [V]"),
    Case(name="shoe CN claimed", code="6402993165", origin="CN", usmca=True,
         layers=(base("6402993165", "60.00"), (FL, "9903.05.31", "125.00")),
         why="GN 11: only CA, MX, US goods; the claim counts for nothing [P]"),
    Case(name="toy RU", code="9503000073", origin="RU",
         layers=(base("9503000073", "700.00"), (FL, "9903.05.66", "125.00")),
         why="GN 3(b) column 2; 9903.05.66 applies to column 2 [V]"),
    Case(name="toy BY", code="9503000073", origin="BY", layers=(base("9503000073", "700.00"),),
         why="column 2; no forced-labour heading [V]"),
    Case(name="toy BR", code="9503000073", origin="BR",
         layers=(base("9503000073", "0.00"), (FL, "9903.05.27", "125.00"), (BRAZIL, "9903.05.01", "250.00")),
         why="Brazil 301 stacks with forced labour [V]"),
    # China 301
    Case(name="bag CN", code="4202124000", origin="CN",
         layers=(base("4202124000", "63.00"), (CHINA, "9903.88.03", "250.00"), (FL, "9903.05.31", "125.00")),
         why="list 3 +25% [P]; stacks with forced labour [V]"),
    Case(name="battery CN", code="8507600020", origin="CN", conditions=NO_PART,
         layers=(base("8507600020", "34.00"), (AUTOS, "9903.94.06", "0.00"), (CHINA, "9903.91.06", "250.00"),
                 (FL, "9903.05.31", "125.00")),
         why="note 31(g): 8507.60.00 from 1 January 2026 +25% [P]; note 33(h)(ii): not a vehicle part [P]"),
    Case(name="mask CN", code="6307909870", origin="CN",
         layers=(base("6307909870", "70.00"), (CHINA, "9903.91.07", "500.00"), (FL, "9903.05.31", "125.00")),
         why="note 31(h): 6307.90.9870 +50% since 1 January 2026 [P]"),
    Case(name="mask CN in 2025", code="6307909870", origin="CN", on=date(2025, 1, 20),
         layers=(base("6307909870", "70.00"), (CHINA, "9903.91.04", "250.00")),
         why="note 31(e): 9903.91.04 in 2025 +25% [P]; before every IEEPA date"),
    Case(name="shoe CN", code="6402993165", origin="CN",
         layers=(base("6402993165", "60.00"), (FL, "9903.05.31", "125.00")), why="list 4B is suspended [P]"),
    # 232 metals since 6 April 2026
    Case(name="spoon CN", code="8215993500", origin="CN", metals=STEEL_KNIFE,
         layers=(base("8215993500", "68.00"), (METALS, "9903.82.09", "250.00"), (CHINA, "9903.88.15", "75.00"),
                 (FL, "9903.05.90", "0.00")),
         why="note 16(c)(vii) +25% full value [P]; 301 China stacks; .90 for goods paying 232 [V]"),
    Case(name="spoon CN, 15% exactly", code="8215993500", origin="CN", metals=_kg(steel="0.15"),
         layers=(base("8215993500", "68.00"), (METALS, "9903.82.09", "250.00"), (CHINA, "9903.88.15", "75.00"),
                 (FL, "9903.05.90", "0.00")),
         why="16(c): 'at least 15 percent of the weight' [P]"),
    Case(name="spoon CN, under 15%", code="8215993500", origin="CN", metals=_kg(steel="0.149"),
         layers=(base("8215993500", "68.00"), (METALS, "9903.82.03", "0.00"), (CHINA, "9903.88.15", "75.00"),
                 (FL, "9903.05.31", "125.00")),
         why="9903.82.03 [P]; then forced labour applies [V]"),
    Case(name="spoon CN, no metal", code="8215993500", origin="CN", metals=_kg(steel="0", aluminum="0", copper="0"),
         layers=(base("8215993500", "68.00"), (METALS, "9903.82.01", "0.00"), (CHINA, "9903.88.15", "75.00"),
                 (FL, "9903.05.31", "125.00")),
         why="9903.82.01 no listed metal in it [V]"),
    Case(name="spoon CN, composition unknown", code="8215993500", origin="CN",
         layers=(base("8215993500", "68.00"), (METALS, "9903.82.09", None), (CHINA, "9903.88.15", "75.00"),
                 (FL, "9903.05.90", None)),
         why="the 15 percent test cannot be made; an unknown rate is said, never guessed (and so is what hangs on it)"),
    Case(name="pan VN, chapter 73", code="7323930045", origin="VN",
         layers=(base("7323930045", "20.00"), (METALS, "9903.82.09", "250.00"), (FL, "9903.05.90", "0.00")),
         why="16(c): no weight test in chapter 73 [P]"),
    Case(name="pan VN, chapter 73, little steel", code="7323930045", origin="VN", metals=_kg(steel="0.1"),
         layers=(base("7323930045", "20.00"), (METALS, "9903.82.09", "250.00"), (FL, "9903.05.90", "0.00")),
         why="9903.82.03 excepts chapters 72, 73, 74, 76 [P]"),
    Case(name="screw TW", code="7318158069", origin="TW",
         layers=(base("7318158069", "85.00"), (METALS, "9903.82.02", "500.00"), (FL, "9903.05.90", "0.00")),
         why="16(c)(iv) +50% [P]"),
    Case(name="screw CA claimed", code="7318158069", origin="CA", usmca=True,
         layers=(base("7318158069", "0.00"), (METALS, "9903.82.02", "500.00"), (FL, "9903.05.90", "0.00")),
         why="16(b): a preference does not exempt [P]"),
    Case(name="copper profile CL", code="7407101500", origin="CL",
         layers=(base("7407101500", "30.00"), (METALS, "9903.82.02", "500.00"), (FL, "9903.05.90", "0.00")),
         why="16(c)(v) +50% [P]"),
    Case(name="spoon CA, 85% US steel now", code="8215993500", origin="CA", metals=STEEL_US85,
         layers=(base("8215993500", "68.00"), (METALS, "9903.82.06", "100.00"), (FL, "9903.05.90", "0.00")),
         why="16(e): 85% since 8 June 2026 [V]"),
    Case(name="spoon CA, US steel, 7 June", code="8215993500", origin="CA", metals=STEEL_US85, on=date(2026, 6, 7),
         layers=(base("8215993500", "68.00"), (METALS, "9903.82.09", "250.00"), (S122, "9903.03.06", "0.00")),
         why="16(e): at least 95% until then [P]; 2(aa)(v)(1) [P]"),
    Case(name="spoon CA, US steel, 8 June", code="8215993500", origin="CA", metals=STEEL_US85, on=date(2026, 6, 8),
         layers=(base("8215993500", "68.00"), (METALS, "9903.82.06", "100.00"), (S122, "9903.03.06", "0.00")),
         why="PP 11032 effective 8 June 2026 [V]"),
    Case(name="spoon GB, UK steel", code="8215993500", origin="GB", metals=STEEL_UK95,
         layers=(base("8215993500", "68.00"), (METALS, "9903.82.05", "150.00"), (FL, "9903.05.90", "0.00")),
         why="16(d): 95% melted and poured in the UK, (c)(vii) +15% [P]"),
    Case(name="screw GB, UK steel", code="7318158069", origin="GB", metals=STEEL_UK95,
         layers=(base("7318158069", "85.00"), (METALS, "9903.82.04", "250.00"), (FL, "9903.05.90", "0.00")),
         why="16(d): (c)(i)-(iv) +25% [P]"),
    Case(name="screw RU", code="7318158069", origin="RU",
         layers=(base("7318158069", "450.00"), (METALS, "9903.82.14", "500.00"), (FL, "9903.05.90", "0.00")),
         why="9903.82.14 Russia (c)(iii)-(v) +50% [P]; column 2 base"),
    Case(name="shaft CN", code="8483608000", origin="CN", metals=STEEL_KNIFE,
         layers=(base("8483608000", "28.00"), (METALS, "9903.82.10", "122.00"), (CHINA, "9903.88.03", "250.00"),
                 (FL, "9903.05.90", "0.00")),
         why="16(f): column 1 and .10 total 15 percent [P]"),
    Case(name="heater VN on 7 June", code="8516290030", origin="VN", metals=STEEL_KNIFE, on=date(2026, 6, 7),
         layers=(base("8516290030", "37.00"), (METALS, "9903.82.09", "250.00"), (S122, "9903.03.06", "0.00")),
         why="8516.29.00 is on list (vii) [P]"),
    Case(name="heater VN", code="8516290030", origin="VN", metals=STEEL_KNIFE,
         layers=(base("8516290030", "37.00"), (METALS, "9903.82.10", "113.00"), (FL, "9903.05.90", "0.00")),
         why="8516.29.00 moved to list (x) on 8 June 2026: 15% in total [V]"),
    Case(name="metal shelf CN", code="9403200075", origin="CN", metals=STEEL_KNIFE,
         layers=(base("9403200075", "0.00"), (METALS, "9903.82.09", "250.00"),
                 (CHINA, "9903.88.03", "250.00"), (FL, "9903.05.90", "0.00")),
         why="9403.20.0075 joined list (vii) on 8 June 2026 [V]"),
    Case(name="metal shelf CN on 7 June", code="9403200075", origin="CN", metals=STEEL_KNIFE, on=date(2026, 6, 7),
         layers=(base("9403200075", "0.00"), (CHINA, "9903.88.03", "250.00"), (S122, "9903.03.01", "100.00")),
         why="Annex II: not listed then [P]"),
    Case(name="forklift JP", code="8427104000", origin="JP", metals=STEEL_KNIFE,
         layers=(base("8427104000", "0.00"), (METALS, "9903.82.22", "150.00"), (FL, "9903.05.90", "0.00")),
         why="list (xi) of a partner country: 15% in total [V]"),
    Case(name="forklift CA claimed", code="8427104000", origin="CA", usmca=True, metals=STEEL_KNIFE,
         layers=(base("8427104000", "0.00"), (METALS, "9903.82.20", "250.00"), (FL, "9903.05.90", "0.00")),
         why="16(j): 25% on all but US content, of which none is stated [V]"),
    Case(name="forklift CN", code="8427104000", origin="CN", metals=STEEL_KNIFE,
         layers=(base("8427104000", "0.00"), (METALS, "9903.82.09", "250.00"),
                 (CHINA, "9903.88.01", "250.00"), (FL, "9903.05.90", "0.00")),
         why="9903.82.09 covers (xi), too [V]"),
    Case(name="shaft BY", code="8483608000", origin="BY", metals=STEEL_KNIFE,
         layers=(base("8483608000", "450.00"), (METALS, "9903.82.12", "250.00")),
         why="9903.82.12 countries of GN 3(b) +25% [P]"),
    Case(name="shaft MX, US steel", code="8483608000", origin="MX", usmca=True, metals=STEEL_US85,
         layers=(base("8483608000", "0.00"), (METALS, "9903.82.07", "100.00"), (FL, "9903.05.90", "0.00")),
         why="16(e): column 1 and .07 total 10 percent [P]; base free under USMCA"),
    Case(name="aluminum US", code="7616995190", origin="KR", metals=ALUMINUM,
         layers=(base("7616995190", "25.00"), (METALS, "9903.82.02", "500.00"), (FL, "9903.05.90", "0.00")),
         why="16(c)(ii) +50% [P]"),
    Case(name="aluminum smelted in Russia", code="7616995190", origin="KR", metals=ALUMINUM_RU_SMELT,
         layers=(base("7616995190", "25.00"), (METALS, "9903.85.68", "2000.00"), (FL, "9903.05.90", "0.00")),
         why="9903.85.68: any primary aluminum smelted in Russia +200% [P]"),
    Case(name="aluminum of unknown smelt", code="7616995190", origin="KR", metals=ALUMINUM_UNKNOWN,
         layers=(base("7616995190", "25.00"), (METALS, "9903.85.68", "2000.00"), (FL, "9903.05.90", "0.00")),
         why="declared UN: 200% [V]"),
    Case(name="cable RU, of copper alone", code="8544429090", origin="RU", metals=_kg(aluminum="0", copper="0.5"),
         layers=(base("8544429090", "350.00"), (METALS, "9903.82.16", "250.00"), (FL, "9903.05.90", "0.00")),
         why="no aluminum in it: 9903.82.16, Russia (c)(vii)-(viii) +25% [P]"),
    Case(name="cable CN, aggregate weight", code="8544429090", origin="CN", metals=_kg(aluminum="0.08", copper="0.08"),
         layers=(base("8544429090", "26.00"), (METALS, "9903.82.09", "250.00"),
                 (CHINA, "9903.88.03", "250.00"),
                 (FL, "9903.05.90", "0.00")),
         why="16(c): on several lists 'use the aggregate weight of the listed metals' [P]"),
    Case(name="knife CN, compound base", code="8211929045", origin="CN", metals=STEEL_KNIFE,
         quantities=((Decimal(100), "No."),),
         layers=(base("8211929045", "61.40"), (METALS, "9903.82.09", "250.00"), (CHINA, "9903.88.15", "75.00"),
                 (FL, "9903.05.90", "0.00")),
         why="0.4 cents each + 6.1%: 0.40 + 61.00, one layer [P]"),
    Case(name="knife CN, quantity unknown", code="8211929045", origin="CN", metals=STEEL_KNIFE,
         layers=(base("8211929045", None), (METALS, "9903.82.09", "250.00"), (CHINA, "9903.88.15", "75.00"),
                 (FL, "9903.05.90", "0.00")),
         why="a specific rate without its quantity has no figure"),
    # other 232 families
    Case(name="brake CN", code="8708305090", origin="CN",
         layers=(base("8708305090", "25.00"), (AUTOS, "9903.94.05", "250.00"),
                 (CHINA, "9903.88.03", "250.00"),
                 (FL, "9903.05.90", "0.00")),
         why="note 33(g) 8708.30 +25% [P]"),
    Case(name="brake MX claimed", code="8708305090", origin="MX", usmca=True,
         layers=(base("8708305090", "0.00"), (AUTOS, "9903.94.06", "0.00"), (FL, "9903.05.94", "0.00")),
         why="note 33(h)(i): USMCA parts [P]"),
    Case(name="brake DE", code="8708305090", origin="DE",
         layers=(base("8708305090", "25.00"), (AUTOS, "9903.94.53", "125.00"), (FL, "9903.05.90", "0.00")),
         why="note 33(o): EU parts, base below 15%: total 15% [P]"),
    Case(name="laptop CN", code="8471300100", origin="CN",
         layers=(base("8471300100", "0.00"), (AUTOS, "9903.94.06", "0.00"), (FL, "9903.05.86", "0.00")),
         why="note 33(g) lists 8471; (h)(ii): not a vehicle part; note 52(b) lists 8471.30.01 [A]"),
    Case(name="sofa VN", code="9401616011", origin="VN",
         layers=(base("9401616011", "0.00"), (WOOD, "9903.76.02", "250.00"), (FL, "9903.05.90", "0.00")),
         why="note 37(d) +25% [P]"),
    Case(name="sofa VN in 2027", code="9401616011", origin="VN", on=date(2027, 1, 1),
         layers=(base("9401616011", "0.00"), (WOOD, "9903.76.02", "300.00"), (FL, "9903.05.90", "0.00")),
         why="step to 30% on 1 January 2027 [V]"),
    Case(name="sofa IT", code="9401616011", origin="IT",
         layers=(base("9401616011", "0.00"), (WOOD, "9903.76.22", "150.00"), (FL, "9903.05.90", "0.00")),
         why="9903.76.22 EU 15% in total [P]"),
    Case(name="sofa GB", code="9401616011", origin="GB",
         layers=(base("9401616011", "0.00"), (WOOD, "9903.76.20", "100.00"), (FL, "9903.05.90", "0.00")),
         why="9903.76.20 UK +10% [P]"),
    # Section 338, Canada
    Case(name="shirt CA claimed", code="6109100012", origin="CA", usmca=True,
         layers=(base("6109100012", "0.00"), (FL, "9903.05.93", "0.00"), (CANADA, "9903.03.14", "500.00")),
         why="338 +50% since 22 August 2026, a USMCA claim does not help [V]"),
    Case(name="shirt CA", code="6109100012", origin="CA",
         layers=(base("6109100012", "165.00"), (FL, "9903.05.29", "100.00"), (CANADA, "9903.03.14", "500.00")),
         why="all ad valorem on customs value, never compounded [V]"),
    Case(name="shirt CA the day before", code="6109100012", origin="CA", usmca=True, on=date(2026, 8, 21),
         layers=(base("6109100012", "0.00"), (FL, "9903.05.93", "0.00")), why="from 22 August 2026 [V]"),
    Case(name="candle CA claimed", code="3406000000", origin="CA", usmca=True,
         layers=(base("3406000000", "0.00"), (FL, "9903.05.93", "0.00"), (CANADA, "9903.03.14", "500.00")),
         why="candles 3406 are on the list [V]"),
    Case(name="honey CA claimed", code="0409000035", origin="CA", usmca=True,
         layers=(base("0409000035", "0.00"), (FL, "9903.05.93", "0.00"), (CANADA, "9903.03.14", "500.00")),
         why="honey 0409 is on list b3, 9903.03.14 [V]"),
    Case(name="caseinate CA claimed", code="3501902000", origin="CA", usmca=True,
         layers=(base("3501902000", "0.00"), (FL, "9903.05.93", "0.00"), (CANADA, "9903.03.13", "500.00")),
         why="list b2, dairy, 9903.03.13 [V]"),
    Case(name="honey AR", code="0409000035", origin="AR", quantities=((Decimal(200), "kg"),),
         layers=(base("0409000035", "3.80"), (FL, "9903.05.22", "100.00")), why="1.9 cents a kg x 200 kg [P]"),
    Case(name="honey AR by net weight", code="0409000035", origin="AR", net_kg=Decimal(200),
         layers=(base("0409000035", "3.80"), (FL, "9903.05.22", "100.00")), why="the unit is kg: net weight serves"),
    Case(name="wine CA before the ban", code="2204215005", origin="CA", usmca=True, on=date(2026, 9, 28),
         layers=(base("2204215005", "0.00"), (FL, "9903.05.93", "0.00"), (CANADA, "9903.03.12", "500.00")),
         why="alcohol list +50% until the ban [V]"),
    Case(name="wine CA", code="2204215005", origin="CA", usmca=True, banned=True,
         layers=(base("2204215005", None), (FL, "9903.05.93", None), (CANADA, "9903.03.12", None)),
         why="PP 11061: import ban since 29 September 2026, no duty figure [V]"),
    Case(name="motorcycle CA", code="8711500030", origin="CA", banned=True,
         layers=(base("8711500030", None), (FL, "9903.05.29", None), (CANADA, "9903.03.14", None)),
         why="PP 11063: motorcycles above 800 cc [V]"),
    # Section 122 in its window
    Case(name="toy VN in May", code="9503000073", origin="VN", on=date(2026, 5, 1),
         layers=(base("9503000073", "0.00"), (S122, "9903.03.01", "100.00")), why="9903.03.01 +10% [P]"),
    Case(name="toy VN on 23 July", code="9503000073", origin="VN", on=date(2026, 7, 23),
         layers=(base("9503000073", "0.00"), (S122, "9903.03.01", "100.00")), why="until the end of 23 July 2026 [V]"),
    Case(name="toy VN on 24 July", code="9503000073", origin="VN", on=date(2026, 7, 24),
         layers=(base("9503000073", "0.00"), (FL, "9903.05.84", "125.00")), why="forced labour from 24 July 2026 [V]"),
    Case(name="phone CN in May", code="8517130000", origin="CN", on=date(2026, 5, 1),
         layers=(base("8517130000", "0.00"), (S122, "9903.03.03", "0.00")), why="2(aa)(ii) lists 8517.13 [P]"),
    Case(name="shoe CA claimed in May", code="6402993165", origin="CA", usmca=True, on=date(2026, 5, 1),
         layers=(base("6402993165", "0.00"), (S122, "9903.03.07", "0.00")), why="2(aa)(vi) [P]"),
    Case(name="book CN in May", code="4901990070", origin="CN", on=date(2026, 5, 1),
         layers=(base("4901990070", "0.00"), (CHINA, "9903.88.15", "75.00"), (S122, "9903.03.11", "0.00")),
         why="9903.03.11 informational materials [P]"),
    # before 24 February 2026
    Case(name="shoe CA claimed in January", code="6402993165", origin="CA", usmca=True, on=date(2026, 1, 15),
         layers=(base("6402993165", "0.00"), ("IEEPA_FENTANYL", "9903.01.14", "0.00")),
         why="9903.01.14 free under USMCA [P]; CA is outside the reciprocal duty (9903.01.26)"),
    Case(name="shoe CA in January", code="6402993165", origin="CA", on=date(2026, 1, 15),
         layers=(base("6402993165", "60.00"), ("IEEPA_FENTANYL", "9903.01.10", "350.00")), why="9903.01.10 +35% [P]"),
    Case(name="shoe VN in January", code="6402993165", origin="VN", on=date(2026, 1, 15),
         layers=(base("6402993165", "60.00"), ("IEEPA_RECIPROCAL", "9903.01.25", None)),
         why="country rates of the reciprocal duty are not held: said, not guessed"),
    Case(name="screw TW in March", code="7318158069", origin="TW", on=date(2026, 3, 10),
         layers=(base("7318158069", "85.00"), (METALS, "9903.81.90", "500.00"), (S122, "9903.03.06", "0.00")),
         why="50% on chapter 73 derivatives other than those of 2020 (7317) since 4 June 2025 [M]"),
    Case(name="spoon CN, gym gear removed", code="9506910030", origin="CN",
         layers=(base("9506910030", "46.00"), (CHINA, "9903.88.15", "75.00"), (FL, "9903.05.31", "125.00")),
         why="Annex II took 9506.91 out of the metals scope [P]"),
    # rounding
    Case(name="odd value", code="6402993165", origin="CN", value=Decimal("10.25"),
         layers=(base("6402993165", "0.62"), (FL, "9903.05.31", "1.28")),
         why="0.615 and 1.28125, half-up to the cent, layer by layer"),
)  # fmt: skip
