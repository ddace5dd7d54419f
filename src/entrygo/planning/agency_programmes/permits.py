"""What EPA, ATF, TTB and DEA ask: certifications of chemicals, permits of arms, alcohol and drugs."""

from entrygo.planning.agency_forms import EMAIL, NUMBER, PARTY, PHONE, TEXT, one_of, pattern, words_of
from entrygo.planning.agency_programmes.model import Element, Programme

EPA, HFC, ATF, TTB, DEA = "EP", "EH", "AT", "TB", "DE"

PROGRAMMES = (
    Programme(
        agency=EPA,
        code="TS1",
        title="TSCA certification",
        asked_of="chemical substances and mixtures (EP7); composite wood; articles only where a rule says so",
        law="19 CFR 12.118 to 12.127; 40 CFR 770.30",
        elements=(
            Element(
                name="certification",
                asks="what is certified",
                form=one_of(
                    "positive (complies) or negative (not subject)", "positive", "positive", "negative"
                ),
                spellings=("certificationType", "tsca", "tscaCertification", "statement"),
            ),
            Element(
                name="certifierName",
                asks="who certifies",
                form=PARTY,
                spellings=("certifier", "certifier.name", "name"),
            ),
            Element(
                name="certifierEmail",
                asks="e-mail address of who certifies",
                form=EMAIL,
                spellings=("certifier.email", "email"),
            ),
            Element(
                name="certifierPhone",
                asks="telephone number of who certifies",
                form=PHONE,
                spellings=("certifier.phone", "phone"),
            ),
        ),
        sets=(("certification", "certifierName", "certifierEmail"),),
        names=frozenset({"TSCA", "TSCA13", "TS", "TSCAVI"}),
        flags=("EP7",),
    ),
    Programme(
        agency=EPA,
        code="PST",
        title="Pesticides and devices (notice of arrival 3540-1)",
        asked_of="pesticides, disinfectants, repellents, UV and ultrasonic devices (EP5)",
        law="19 CFR 12.110 to 12.117; 7 USC 136o",
        elements=(
            Element(
                name="registrationNumber",
                asks="EPA registration",
                form=pattern("digits in two or three groups", "12345-67", r"\d{1,6}-\d{1,5}(?:-\d{1,6})?"),
                spellings=("epaRegistrationNumber", "epaRegNo", "registration"),
            ),
            Element(
                name="establishmentNumber",
                asks="EPA establishment of the maker",
                form=NUMBER,
                spellings=("epaEstablishmentNumber", "establishment"),
            ),
            Element(
                name="noticeOfArrival", asks="notice of arrival", form=NUMBER, spellings=("noa", "form3540")
            ),
            Element(name="brand", asks="brand name", form=TEXT, spellings=("brandName",)),
            Element(
                name="activeIngredients",
                asks="active ingredients and percentages",
                form=words_of("words", "permethrin 0.5 %", least=3),
                is_list=True,
            ),
        ),
        sets=(("registrationNumber", "establishmentNumber"), ("establishmentNumber", "brand")),
        names=frozenset({"PS1", "PS2", "PS3", "PESTICIDE", "PESTICIDES", "FIFRA"}),
        flags=("EP5",),
    ),
    Programme(
        agency=EPA,
        code="VNE",
        title="Vehicles and engines (forms 3520-1, 3520-21)",
        asked_of="vehicles, motorcycles, engines and goods with one: mowers, generators, saws (EP3)",
        law="40 CFR 85.1501, 1068.301",
        elements=(
            Element(
                name="importCode",
                asks="import code of the form",
                form=pattern("one or two letters or digits", "B", "[A-Z0-9]{1,2}"),
                spellings=("code", "exemption"),
            ),
            Element(
                name="engineFamily",
                asks="engine family or test group",
                form=words_of("12 signs as the label has them", "RHNXS.0501AA", least=8),
                spellings=("testGroup",),
            ),
            Element(name="manufacturer", asks="who made it", form=PARTY, spellings=("maker",)),
            Element(name="model", asks="model and model year", form=TEXT, spellings=("modelYear",)),
            Element(
                name="serialNumber", asks="serial number or VIN", form=NUMBER, spellings=("vin", "serial")
            ),
        ),
        sets=(("importCode", "manufacturer", "model"),),
        names=frozenset({"VEHICLE", "ENGINE", "35201", "352021"}),
        flags=("EP3",),
    ),
    Programme(
        agency=EPA,
        code="ODS",
        title="Ozone-depleting substances",
        asked_of="refrigerants, solvents and halons (EP1)",
        law="40 CFR 82",
        elements=(
            Element(
                name="petitionNumber",
                asks="petition, allowance or non-objection notice",
                form=NUMBER,
                spellings=("allowance", "nonObjection", "petition"),
            ),
            Element(name="substance", asks="which substance", form=TEXT, spellings=("chemical", "cas")),
        ),
        sets=(("substance", "petitionNumber"),),
        flags=("EP1", "EP2"),
    ),
    Programme(
        agency=HFC,
        code="HFC",
        title="Hydrofluorocarbons",
        asked_of="hydrofluorocarbons and goods charged with them (EH1, EH2)",
        law="40 CFR 84",
        elements=(
            Element(
                name="allowance",
                asks="allowance or non-objection notice",
                form=NUMBER,
                spellings=("allowanceNumber", "nonObjection"),
            ),
            Element(
                name="substance", asks="which hydrofluorocarbon", form=TEXT, spellings=("chemical", "cas")
            ),
        ),
        sets=(("substance", "allowance"),),
    ),
    Programme(
        agency=ATF,
        code="ATF",
        title="Arms and ammunition (form 6)",
        asked_of="firearms, ammunition and parts on the Munitions Import List; no exemption by value",
        law="27 CFR 447.41 to 447.45, 478.112",
        elements=(
            Element(
                name="permitNumber",
                asks="ATF form 6 permit",
                form=NUMBER,
                spellings=("form6", "form6Permit", "permit"),
            ),
            Element(
                name="registrationNumber",
                asks="importer's FFL or AECA registration",
                form=NUMBER,
                spellings=("ffl", "fflNumber", "aeca", "aecaNumber", "importerRegistration", "license"),
            ),
            Element(
                name="category", asks="category and calibre", form=TEXT, spellings=("caliber", "calibre")
            ),
            Element(name="manufacturer", asks="who made them", form=PARTY, spellings=("maker",)),
            Element(
                name="serialNumber",
                asks="model and serial number",
                form=NUMBER,
                spellings=("serial", "model"),
            ),
        ),
        sets=(("permitNumber", "registrationNumber", "category"),),
    ),
    Programme(
        agency=TTB,
        code="TTB",
        title="Alcohol and tobacco",
        asked_of="wine, beer, spirits and tobacco (TB1, TB3)",
        law="27 CFR 1, 4, 5, 7, 27, 41",
        elements=(
            Element(
                name="permitNumber",
                asks="importer's basic permit",
                form=NUMBER,
                spellings=("permit", "basicPermit", "importerPermit", "tobaccoPermit"),
            ),
            Element(
                name="colaNumber",
                asks="TTB ID of the label approval, for containers for sale",
                form=pattern("14 digits", "26190001000412", r"\d{14}", dropped=" -"),
                spellings=("cola", "ttbId", "labelApproval"),
            ),
            Element(
                name="certificate",
                asks="foreign certificate of age or origin",
                form=NUMBER,
                spellings=("foreignCertificate",),
            ),
        ),
        sets=(("permitNumber",),),
        names=frozenset({"WIN", "BER", "DSP", "TOB"}),
    ),
    Programme(
        agency=DEA,
        code="DEA",
        title="Controlled substances",
        asked_of="controlled substances and listed chemicals (DE1)",
        law="21 CFR 1312, 1313",
        elements=(
            Element(
                name="permitNumber",
                asks="permit or declaration (236, 357, 486)",
                form=NUMBER,
                spellings=("permit", "declaration", "declarationNumber"),
            ),
            Element(
                name="registrantNumber",
                asks="DEA registrant",
                form=NUMBER,
                spellings=("registration", "registrant", "deaNumber"),
            ),
            Element(
                name="substance",
                asks="schedule or list, and substance",
                form=TEXT,
                spellings=("substanceCode",),
            ),
        ),
        sets=(("permitNumber", "registrantNumber", "substance"),),
    ),
)
