"""What the Food and Drug Administration asks, by kind of goods (CATAIR message set; 21 CFR 1.281, 1.509)."""

from dataclasses import replace

from entrygo.planning.agency_forms import (
    COUNTRY,
    DUNS,
    EMAIL,
    NUMBER,
    PARTY,
    TEXT,
    Form,
    pattern,
    words_of,
)
from entrygo.planning.agency_programmes.model import Element, Programme

FDA = "FD"
FOOD, FOODWARE, COSMETIC = "FOO", "CCW", "COS"

_INDUSTRIES = {
    FOOD: (
        *range(2, 6),
        7,
        9,
        *range(12, 19),
        *range(20, 38),
        *range(39, 43),
        45,
        46,
        50,
        54,
        *range(70, 73),
    ),
    FOODWARE: (52,),
    COSMETIC: (50, 53),
    "DRU": (50, *range(55, 57), *range(58, 67)),
    "BIO": (57,),
    "VME": (56, *range(58, 70)),
    "DEV": (*range(73, 92),),
    "RAD": (*range(94, 98),),
    "TOB": (98,),
}
"""The industry codes (first two digits of a product code) of each programme; some belong to two."""

INDUSTRIES = {
    f"{code:02d}": tuple(name for name, codes in _INDUSTRIES.items() if code in codes)
    for code in sorted({code for codes in _INDUSTRIES.values() for code in codes})
}
"""The programmes of each industry code, the likelier first."""

_CODE = pattern(
    "7 signs",
    "36EGT02",
    r"\d{2}(?:[A-Z0-9][A-Z-][A-Z0-9-][A-Z0-9]{2}|--[A-Z]{3})",
)


def _is_product_code(value: object) -> bool:
    return _CODE.holds(value) and str(value).replace(" ", "")[:2] in INDUSTRIES


PRODUCT_CODE = Form(
    words="7 signs: industry (2 digits, one that FDA has), class, subclass, process, product (2)",
    example="36EGT02",
    holds=_is_product_code,
)
PRIOR_NOTICE = pattern(
    "9 to 14 digits, PN before them or not",
    "202611880345",
    r"(?:PNC?)?\d{9,14}",
    dropped=" -",
)
PRIOR_NOTICE_NAMES = (
    "priorNoticeNumber",
    "priorNoticeConfirmationNumber",
    "priorNoticeConfirmation",
    "priorNotice",
    "fdaPnNumber",
    "pnNumber",
    "pnConfirmationNumber",
)
_REGISTRATION = pattern("11 digits", "12345678901", r"\d{11}", dropped=" -")
_FEI = pattern("7 to 10 digits (FEI)", "3012345678", r"\d{7,10}", dropped=" -")


def _product(example: str) -> tuple[Element, ...]:
    """What every programme has, its product code with an example of its industry."""
    return (
        Element(
            name="productCode",
            asks="FDA product code",
            form=replace(PRODUCT_CODE, example=example),
            spellings=("fdaProductCode",),
        ),
        Element(
            name="intendedUse",
            asks="what the goods are for",
            form=words_of("a use in words, or its code", "consumer"),
            spellings=("intendedUseCode",),
        ),
        Element(
            name="manufacturer",
            asks="who made them",
            form=PARTY,
            spellings=("maker", "manufacturerName"),
        ),
        Element(
            name="countryOfProduction",
            asks="where they were made",
            form=COUNTRY,
            spellings=("productionCountry",),
        ),
    )


FSVP_IMPORTER = (
    Element(
        name="fsvpImporter.name",
        asks="name of the FSVP importer",
        form=TEXT,
        spellings=("fsvpImporterName", "fsvp.name", "fsvpName"),
    ),
    Element(
        name="fsvpImporter.email",
        asks="e-mail address of the FSVP importer",
        form=EMAIL,
        spellings=("fsvpImporterEmail", "fsvp.email", "fsvpEmail"),
    ),
    Element(
        name="fsvpImporter.duns",
        asks="DUNS number of the FSVP importer",
        form=DUNS,
        spellings=("fsvpImporterDuns", "fsvp.duns", "fsvpDuns", "fsvpImporter.ufi", "importerDuns", "duns"),
    ),
)
FSVP_EXEMPTION = Element(
    name="fsvpExemption",
    asks="why no FSVP importer is owed (21 CFR 1.501)",
    form=words_of("the reason in words", "alcoholic beverage, 21 CFR 1.501(e)", least=4),
    spellings=("fsvpExempt",),
)
MOCRA = (
    Element(
        name="facilityRegistration",
        asks="MoCRA registration of the facility that made or packed them",
        form=_FEI,
        spellings=("facilityRegistrationNumber", "mocraFacility", "mocraRegistration", "fei", "facility"),
    ),
    Element(
        name="productListing",
        asks="MoCRA listing number of the product",
        form=NUMBER,
        spellings=("productListingNumber", "mocraListing", "cosmeticListing", "listingNumber", "listing"),
    ),
)
MOCRA_EXEMPTION = Element(
    name="mocraExemption",
    asks="why neither is owed (21 USC 364h: small businesses)",
    form=words_of("the reason in words", "small business, 21 USC 364h", least=4),
    spellings=("mocraExempt",),
)

PROGRAMMES = (
    Programme(
        agency=FDA,
        code=FOOD,
        title="Food, prior notice and FSVP",
        asked_of="food of any value (FD3 may, FD4 must have prior notice)",
        law="21 CFR 1.277 to 1.285, 1.509",
        elements=(
            *_product("36EGT02"),
            Element(
                name="priorNoticeNumber",
                asks="confirmation number of the prior notice",
                form=PRIOR_NOTICE,
                spellings=PRIOR_NOTICE_NAMES[1:],
            ),
            Element(
                name="facilityRegistration",
                asks="registration of the facility that made it",
                form=_REGISTRATION,
                spellings=(
                    "facilityRegistrationNumber",
                    "foodFacilityRegistration",
                    "foodFacilityRegistrationNumber",
                    "registrationNumber",
                    "facility",
                    "pfr",
                ),
            ),
            Element(
                name="registrationExemption",
                asks="why the facility has no registration (code FME)",
                form=pattern("a letter A to O", "H", "[A-O]"),
                spellings=("fme",),
            ),
            *FSVP_IMPORTER,
            FSVP_EXEMPTION,
            Element(name="refusedBy", asks="country that refused the food, if any", form=COUNTRY),
        ),
        sets=(("productCode", "facilityRegistration"), ("productCode", "registrationExemption")),
        names=frozenset({"FOOD", "NSF", "PRO", "FEE", "ADD", "DSU", "PN", "PRIORNOTICE"}),
    ),
    Programme(
        agency=FDA,
        code=FOODWARE,
        title="Articles in contact with food (FOO, processing CCW)",
        asked_of="ceramic, glass, enamel and metal ware for food (industry 52)",
        law="21 USC 342(a), 381",
        elements=_product("52YYH01"),
        sets=(("productCode",),),
        names=frozenset({"FOODWARE", "FOODCONTACT"}),
    ),
    Programme(
        agency=FDA,
        code="FSV",
        title="FSVP importer on its own",
        asked_of="food, where the importer is stated apart from the food's own answer",
        law="21 CFR 1.509(a)",
        elements=(
            Element(
                name="fsvpImporter.name",
                asks="name of the FSVP importer",
                form=TEXT,
                spellings=("name", "importerName", "fsvpImporterName"),
            ),
            Element(
                name="fsvpImporter.email",
                asks="its e-mail address",
                form=EMAIL,
                spellings=("email", "importerEmail", "fsvpImporterEmail"),
            ),
            Element(
                name="fsvpImporter.duns",
                asks="its DUNS number",
                form=DUNS,
                spellings=("duns", "ufi", "importerDuns", "fsvpImporterDuns"),
            ),
            FSVP_EXEMPTION,
        ),
        sets=(
            ("fsvpImporter.name", "fsvpImporter.email", "fsvpImporter.duns"),
            ("fsvpExemption",),
        ),
        names=frozenset({"FSVP"}),
    ),
    Programme(
        agency=FDA,
        code=COSMETIC,
        title="Cosmetics, MoCRA",
        asked_of="cosmetics (industry 53)",
        law="21 USC 364c",
        elements=(*_product("53JC-01"), *MOCRA, MOCRA_EXEMPTION),
        sets=(("productCode",),),
        names=frozenset({"COSMETIC", "COSMETICS"}),
    ),
    Programme(
        agency=FDA,
        code="DEV",
        title="Medical devices",
        asked_of="devices (industries 73 to 91): spectacles, thermometers, massagers and the like",
        law="21 CFR 807",
        elements=(
            *_product("86--HQF"),
            Element(
                name="deviceRegistration",
                asks="registration of the foreign maker (DEV)",
                form=_FEI,
                spellings=("registrationNumber", "establishmentRegistration", "facilityRegistration", "fei"),
            ),
            Element(
                name="deviceListing",
                asks="listing number (LST)",
                form=pattern("a letter and six digits", "D123456", r"[A-Z]\d{6}"),
                spellings=("listingNumber", "lst"),
            ),
            Element(
                name="premarketNumber",
                asks="premarket number (PM#), where the device is not exempt",
                form=pattern("K, P, DEN or BK and six digits", "K123456", r"(?:K|P|DEN|BK)\d{6}"),
                spellings=("premarket", "pma", "510k"),
            ),
        ),
        sets=(("productCode", "deviceRegistration", "deviceListing"),),
        names=frozenset({"DEVICE", "NED", "RED"}),
    ),
    Programme(
        agency=FDA,
        code="DRU",
        title="Drugs",
        asked_of="drugs (industries 55, 56 and 58 to 66), sunscreen and fluoride toothpaste among them",
        law="21 USC 360, 381",
        elements=(
            *_product("62GBY99"),
            Element(
                name="drugRegistration",
                asks="DUNS number under which the maker is registered (REG)",
                form=DUNS,
                spellings=("registrationNumber", "facilityRegistration", "registration", "duns"),
            ),
            Element(
                name="drugListing",
                asks="national drug code (NDC, DLS)",
                form=pattern(
                    "an NDC, 10 digits in two or three groups",
                    "12345-678-90",
                    r"\d{4,5}-\d{3,4}(?:-\d{1,2})?|\d{10}",
                ),
                spellings=("ndc", "dls", "drugListingNumber"),
            ),
        ),
        sets=(("productCode", "drugRegistration", "drugListing"),),
        names=frozenset({"DRUG", "OTC", "PRE", "INV", "PHN", "RND"}),
    ),
    Programme(
        agency=FDA,
        code="BIO",
        title="Biologics",
        asked_of="biologics (industry 57)",
        law="42 USC 262",
        elements=(
            *_product("57DYY01"),
            Element(
                name="licenseNumber",
                asks="biologics licence (BLN)",
                form=NUMBER,
                spellings=("bln", "biologicsLicense"),
            ),
        ),
        sets=(("productCode", "licenseNumber"),),
        names=frozenset({"BIOLOGICS"}),
    ),
    Programme(
        agency=FDA,
        code="RAD",
        title="Radiation-emitting electronics (form 2877)",
        asked_of="lasers, microwave ovens, ultrasound (industries 94 to 97)",
        law="21 CFR 1005",
        elements=(
            *_product("95RYY02"),
            Element(
                name="declaration",
                asks="declaration of form 2877",
                form=pattern("RA, RB, RC or RD and a digit", "RB1", r"R[ABCD]\d"),
                spellings=("form2877", "declarationCode"),
            ),
            Element(
                name="accessionNumber",
                asks="accession number (ACC)",
                form=pattern("seven digits", "0112345", r"\d{7}", dropped=" -"),
                spellings=("acc", "accession"),
            ),
        ),
        sets=(("productCode", "declaration"), ("productCode", "accessionNumber")),
        names=frozenset({"RADIATION", "REP"}),
    ),
    Programme(
        agency=FDA,
        code="TOB",
        title="Tobacco and nicotine",
        asked_of="tobacco, nicotine and vapes (industry 98)",
        law="21 USC 387",
        elements=(
            *_product("98FCY01"),
            Element(name="brand", asks="brand name", form=TEXT, spellings=("brandName",)),
            Element(
                name="marketingOrder",
                asks="number of the marketing authorisation or FDA tobacco product id",
                form=NUMBER,
                spellings=("tobaccoProductId", "pmta", "marketingAuthorization"),
            ),
        ),
        sets=(("productCode", "brand", "marketingOrder"),),
        names=frozenset({"TOBACCO", "CSU"}),
    ),
    Programme(
        agency=FDA,
        code="VME",
        title="Animal drugs and devices",
        asked_of="animal drugs, devices and medicated feed (industries 56 and 58 to 69)",
        law="21 USC 360b",
        elements=(
            *_product("69QYY01"),
            Element(
                name="applicationNumber",
                asks="number of the animal drug application",
                form=NUMBER,
                spellings=("nada", "anada"),
            ),
        ),
        sets=(("productCode",),),
        names=frozenset({"VETERINARY", "ADR", "ADE"}),
    ),
)
