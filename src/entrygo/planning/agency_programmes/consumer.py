"""What CPSC, FCC and NHTSA ask (16 CFR 1110; 47 CFR 2.1201 to 2.1207; 49 CFR 591)."""

from entrygo.planning.agency_forms import (
    DAY,
    MONTH,
    NUMBER,
    PARTY,
    TEXT,
    one_of,
    pattern,
    words_of,
)
from entrygo.planning.agency_programmes.model import Element, Programme

CPSC, FCC, NHTSA = "CP", "FC", "DT"
_ID = words_of("an identifier as the Product Registry has it", "C-100042", least=1)

CPSC_SETS = (
    ("registryIds",),
    ("certifierId", "productId", "versionId"),
    (
        "citations",
        "dateOfManufacture",
        "placeOfManufacture",
        "testDate",
        "testLab",
        "recordsContact",
        "productId",
    ),
)
PROGRAMMES = (
    Programme(
        agency=CPSC,
        code="CPS",
        title="Certificate of a consumer product (children's CPC or general GCC)",
        asked_of="consumer products under a rule, ban or standard, entered since 8 July 2026",
        law="16 CFR 1110; 15 USC 2063",
        elements=(
            Element(
                name="registryIds",
                asks="the three identifiers of the Product Registry: certifier, product, version",
                form=NUMBER,
                spellings=("registryId", "registry"),
                is_list=True,
                least=3,
            ),
            Element(
                name="certifierId",
                asks="certifier's identifier in the registry",
                form=_ID,
                spellings=("certifier",),
            ),
            Element(
                name="productId",
                asks="the product: UPC or GTIN, SKU or model",
                form=_ID,
                spellings=("gtin", "upc", "model", "modelNumber", "product", "finishedProduct"),
            ),
            Element(name="versionId", asks="version of the certificate", form=_ID, spellings=("version",)),
            Element(
                name="citations",
                asks="each rule it is certified to",
                form=words_of("a citation", "16 CFR 1501", least=4),
                spellings=("citation", "citationCodes", "rules"),
                is_list=True,
            ),
            Element(
                name="dateOfManufacture",
                asks="month of manufacture",
                form=MONTH,
                spellings=("manufactureDate", "manufacturedOn"),
            ),
            Element(
                name="placeOfManufacture",
                asks="maker: name, whole address, contact",
                form=PARTY,
                spellings=("manufacturePlace", "manufacturer"),
            ),
            Element(
                name="testDate", asks="day of the newest test", form=DAY, spellings=("dateOfTest", "testedOn")
            ),
            Element(
                name="testLab",
                asks="who tested: name, whole address, contact",
                form=PARTY,
                spellings=("lab", "laboratory", "testingLab", "testingParty"),
            ),
            Element(
                name="recordsContact",
                asks="who keeps the test records: name, address, contact",
                form=PARTY,
                spellings=("recordKeeper", "testRecords", "contact"),
            ),
            Element(
                name="certificateNumber",
                asks="number of the certificate",
                form=NUMBER,
                spellings=("certificate", "certificateId", "certNumber", "gcc", "cpc"),
            ),
            Element(
                name="certificateType",
                asks="which certificate it is",
                form=one_of("CPC or GCC", "GCC", "CPC", "GCC"),
                spellings=("certType",),
            ),
        ),
        sets=CPSC_SETS,
        names=frozenset({"CPSC", "REF", "FCP", "EFILING"}),
    ),
    Programme(
        agency=FCC,
        code="FCC",
        title="Radio-frequency devices (kept with the importer, not filed)",
        asked_of="devices that send by radio, and digital devices",
        law="47 CFR 2.1204",
        elements=(
            Element(
                name="fccId",
                asks="FCC identifier of a certified device",
                form=pattern(
                    "grantee code of 3 or 5 signs and product code, 4 to 19 signs",
                    "2AB3C-WH100",
                    r"(?:[A-Z][A-Z0-9]{2}|[2-9][A-Z0-9]{4})-?[A-Z0-9-]{1,14}",
                ),
                spellings=("fccIdentifier", "grantee"),
            ),
            Element(
                name="supplierDeclaration",
                asks="responsible party in the US of a supplier's declaration of conformity",
                form=PARTY,
                spellings=("sdoc", "declarationOfConformity"),
            ),
            Element(
                name="importCondition",
                asks="condition of 47 CFR 2.1204(a) that is met",
                form=pattern("a number 1 to 11", "1", r"[1-9]|1[01]"),
                spellings=("condition",),
            ),
        ),
        sets=(("fccId",), ("supplierDeclaration",), ("importCondition",)),
    ),
    Programme(
        agency=NHTSA,
        code="MVS",
        title="Motor vehicles and equipment (declaration HS-7)",
        asked_of="vehicles, tires, rims, glazing, lamps, brake hoses, belts, helmets, child seats (DT1, DT2)",
        law="49 CFR 591.5",
        elements=(
            Element(
                name="hs7Box",
                asks="box of the HS-7",
                form=one_of(
                    "1, 2A, 2B or 3 to 14", "2A", "1", "2A", "2B", *(str(box) for box in range(3, 15))
                ),
                spellings=("box", "hs7"),
            ),
            Element(
                name="manufacturer",
                asks="maker, or its DOT tire or glazing code",
                form=PARTY,
                spellings=("equipmentManufacturer", "dotCode"),
            ),
            Element(name="equipmentType", asks="kind of equipment", form=TEXT, spellings=("equipment",)),
            Element(name="model", asks="make, model and year of a vehicle", form=TEXT, spellings=("make",)),
            Element(
                name="vin",
                asks="vehicle identification number",
                form=pattern(
                    "17 letters and digits, no I, O, Q", "1HGCM82633A004352", r"[A-HJ-NPR-Z0-9]{17}"
                ),
            ),
            Element(
                name="registeredImporter",
                asks="registered importer (box 3)",
                form=NUMBER,
                spellings=("riNumber",),
            ),
        ),
        sets=(("hs7Box", "manufacturer"),),
        names=frozenset({"REI", "TPE", "OEI", "OFF", "HS7", "HS-7"}),
    ),
)
