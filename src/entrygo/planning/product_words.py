"""Words of goods descriptions: those that name goods, those that name none, and those that only decorate."""

_VAGUE = """
    accessories accessory appliance appliances apparel article articles assortment asst auto batch bits
    bulk cargo chemical chemicals clothes clothing commodities commodity component components consignment
    consolidated consolidation consumer contain content contents cosmetic cosmetics daily decoration decorations
    decor device devices display electrical electronic electronics equipment essentials etc fak favors foodstuff
    foodstuffs freight furniture furnishings gadget gadgets garment garments gear general gift gifts goodies
    goods grocery groceries hardware hazardous health household import imports instrument instruments item items
    kinds leftovers line lot machine machinery machines material materials medical merch merchandise misc
    miscellaneous necessities necessity none novelties novelty object objects office order orders other others
    outfit outfits package packages pallet pallets parcel parcels part parts personal effects piece pieces
    preparation preparations product products promo promotional property provisions replacement replacements
    said sale sales sample samples sanitary scrap selection shipment details described description sku
    souvenir souvenirs spare spares
    specialty sport sporting sports stock store stuff sundries sundry supplies tba tbc tbd test testing
    textile textiles thing things trinket trinkets unknown unspecified untitled usage use used utensils various
    ware wares wearable wearables na
"""
VAGUE = frozenset(_VAGUE.split())
"""Words that name no goods however they are joined (CBP's own list and the trade's)."""

_BARE = """
    food cap caps cleaner cleaning cloth clothwork cloths component fabric fabrics flooring footwear iron leather metal
    metals paper pipe pipes plastic plastics rubber shoe shoes steel tile tiles tool tools toy toys vehicle vehicles
    wire wires polyurethane wood
"""
BARE = frozenset(_BARE.split())
"""Words that name goods only with a material, a kind or a use beside them."""

_FILLERS = """
    a an the and or of for to in on with without by from at as is it its this that these those per plus via into
    new brand-new original genuine authentic real official quality high-quality premium luxury deluxe best great
    super cool awesome amazing beautiful lovely nice pretty cute fun unique special perfect classic modern vintage
    trendy fashionable stylish popular hot top good high low big large small medium mini xl xs xxl size sizes
    assorted mixed mix random multi multiple several many some any all set sets pack packs pair pairs dozen box
    boxes kit kits bundle bundles pcs pc pce qty quantity each unit units ea ct count number no color colour colors
    colours black white red blue green yellow pink purple grey gray orange brown beige navy ivory multicolor
    multicolour free shipping edition collection series style model version type grade range limited exclusive
    personalised personalized custom customised customized handmade hand-made made imported exported usa canada
    canadian american china chinese united states your our my their his us you we only very more most just ready
    please see invoice attached purchase customer client mom dad birthday christmas holiday kind same day
"""
FILLERS = frozenset(_FILLERS.split())
"""Words that decorate, count or connect and say nothing of what the goods are."""

_NOUNS = """
    adapter agenda airbed album alarm amplifier anklet apron ashtray atlas avocado awning axe backpack bag ball
    balm bandage bandana bangle banjo banner barbell barrette basin basket bath bathrobe battery beads bead beanie
    bearing bed bedspread belt bench beverage bib bicycle bikini binder binoculars biscuit blanket blazer blender
    blind blouse board boat bodysuit bolster bolt book bookend bookmark boot bottle bowl bowtie bra bracelet
    bracket bread brick briefcase briefs brochure brooch broom brush bucket buckle bulb bumper button cabinet cable
    cake calculator calendar camera camisole candle candlestick candy canopy canvas card cardigan carpet carrier
    case cassette catalogue cereal chain chair chandelier charger chart cheese chess chew chocolate chopsticks
    clamp clasp cleanser clip clock coaster coat coffee collar comb comforter compass computer concealer condiment
    conditioner cookbook cookie cooler cord corkscrew corset costume cot couch coupon cover cracker cradle crayon
    cream crib crystal cufflinks cup curtain cushion cutlery cymbal dashcam decal desk detergent diaper dice diffuser
    diary dish dispenser doll doormat drawer dress drill drone drum dryer dumbbell duvet earbuds earphones
    earring easel envelope eraser espresso extension eyeliner eyeshadow fan faucet fedora fence figurine file filter
    flag flashlight flask flatware flooring flour flute foil folder fork foundation fountain frame freezer fridge
    fruit funnel futon game garland gasket glasses glove gloves glue goggles gown grater grill grinder guitar gum
    gym hairbrush hairpin hammer hammock handbag handkerchief handle hanger harmonica harness hat hatchet headband
    headphones headset heater helmet hinge hoe holder holster honey hood hoodie hook hose ink inkjet insole iphone
    iron jacket jam jar jeans jewelry jewellery journal juicer jumper jumpsuit kayak kettle key keyboard keychain
    keyring kimono kite knife knives knob label lace ladder ladle lamp lampshade lantern lanyard laptop latch
    leaflet leash leggings lens leotard level lid light lighter lingerie lipstick lock locket lotion lubricant
    luggage magazine magnet mandolin manual map marker mascara mask mat matches mattress meal medal microphone
    microscope microwave milk mirror mitten mitt moisturizer monitor mop mount mouse mousepad mouthwash mug muffler
    nail napkin napkins necklace necktie needle net nightgown notebook notepad novel nut nuts oil ointment organizer
    ornament ottoman oven overalls pacifier padlock pad paddle paint painting pajamas pan pants parka pasta paste
    patch pen pencil pendant pendants perfume phone photograph piano pillow pillowcase pin pincushion pipe pitcher
    placemat planner planter plate playmat playing plier pliers plug plush pocketknife pole polish polo poncho
    postcard poster pot pouch powder print prints printer projector pullover pump puppet purse puzzle pyjamas quilt
    quiver racket rack radio rake ramp raincoat razor recorder refrigerator remote rice ring robe rod roller rope
    rosary router rubber rucksack rug ruler sack saddle salt salve sandal sandals sarong saucer saucepan sauce saw
    scale scanner scarf scissors scooter scraper screen screw screwdriver scrub sculpture seat seed seeds serum
    serving shampoo shaver shawl sheet shelf shelves shirt shoelace shorts shovel shower sink skate skates skateboard
    skewer ski skillet skirt sled sleeve slipper slippers smartwatch snack sneaker sneakers soap socket sock socks
    sofa spatula speaker spectacles spice spoon sponge spray stamp stand stapler statue stencil stick sticker stickers
    stockings stool stove strap straw string stroller stud suit suitcase sunglasses sunscreen sunshade suspenders
    sweater sweatpants sweatshirt swimsuit swimwear switch syrup t-shirt tshirt tee tablecloth table tablet tambourine
    tank tape tapestry tarp tea teapot telephone telescope television tent thermometer thermos thimble thread throw
    tie tiara tights timer tire toaster toner tongs toothbrush toothpaste torch tote towel towels track tracksuit
    train trampoline transformer tray treadmill tripod trivet trolley trouser trousers truck trumpet trunks tub tube
    tumbler tunic turntable tv tweezers twine ukulele umbrella underwear uniform urn vacuum valve vase veil vest
    violin visor vitamin vitamins waistcoat walker wallet wallpaper washer watch watchband watering webcam wheel
    whisk whistle wig wine wrench wristband wristwatch yarn yoga zipper
    books booklet booklets hardcover paperback hardbound dvd dvds cd vinyl records artwork lithograph puzzles cards
    brush brushes dishes knives watches glasses scissors dresses benches boxes mattresses lenses necklaces
    aftershave almanac antenna aquarium birdfeeder blueprint bobblehead bodywash boombox
    breadmaker brownie burner carafe cartridge cashew chainsaw chisel chocolates cologne compost coverall crate
    croissant cruiser decanter deodorant directory drawing drink earbud earmuff emblem embroidery engine
    exfoliant eyeglasses fertilizer fingerboard fireplace fishhook flower flowers football footstool fragrance
    funko gaiter gauntlet generator gloss granola graphic gravy guard guidebook hairdryer hairspray halter
    hardback headlamp headphone highlighter hydrometer incense jelly jigsaw joystick ketchup keypad kickboard
    kombucha lancet ledger lettering licorice makeup maracas mesh moccasin modem motor
    motorcycle multitool mustard noodle noodles nutcracker oar oatmeal paddleboard paperweight parasol peg
    perfumery petticoat phonecase pickle pinata pitchfork plaque playhouse popcorn powerbank primer propeller
    protein puck pyjama raft rattle rectifier reel rig ringbinder rower rum runner saddlebag samovar sander
    sandpaper sanitizer sash sausage saxophone scent sealant sequin shaker sharpener shears shield shoehorn
    shrug sieve skein sketchbook sketchpad slime smartphone smock snowboard snowshoe softener solder spring
    sprinkler squeegee stabilizer stationery steamer stethoscope stylus sugar surfboard swaddle sword syringe
    tealight teether textbook thermostat tissue tonic toolbox trimmer trombone tweezer vegetable veneer vodka
    volume wallchart wand wash webbing whey whiskey wick windbreaker windchime wineglass wok workbook worktop
    wrap wrapper wreath xylophone yoghurt
    tuna salmon sardine anchovy fish shrimp prawn crab lobster oyster mussel squid caviar beef pork chicken lamb veal
    ham bacon jerky meat egg butter yogurt ghee pepper peppercorn cinnamon turmeric ginger cumin paprika saffron vanilla
    oregano basil garlic onion tomato potato carrot cucumber pumpkin spinach lettuce celery mushroom truffle bean lentil
    chickpea corn wheat barley quinoa oats almond walnut pecan pistachio hazelnut peanut raisin prune fig mango avocado
    banana pineapple strawberry blueberry raspberry cranberry cherry peach apricot plum grape lemon grapefruit coconut
    olive vinegar soup broth bouillon stew curry tofu seaweed kelp nougat marzipan toffee caramel marshmallow lollipop
    pretzel waffle pancake tortilla dough pastry pie pudding supplement capsule probiotic collagen creatine beer cider
    gin whisky brandy tequila liqueur champagne sake vermouth juice soda lemonade mayonnaise pesto salsa hummus relish
    mower lawnmower sprayer compressor welder lathe wheelbarrow spade trowel hacksaw tweezer caliper shotgun rifle
    pistol revolver crossbow arrow ammunition romper onesie bloomers dungarees cummerbund poster
"""
NOUNS = frozenset(_NOUNS.split())
"""Nouns of common goods, singular or as sold."""

_USES = """
    for women's womens women woman ladies lady's men's mens men man gentlemen boys boy's boy girls girl's girl
    kids kid's children children's child child's infant infants baby babies toddler toddlers unisex adult adults
    dogs dog's cats cat's pet pets indoor outdoor kitchen bathroom bedroom garden camping hiking fishing cycling
    running swimming travel school office home car automotive bicycle wedding decorative cooking baking drinking
    writing reading casual wear sportswear fitness yoga hockey soccer baseball basketball golf tennis ski
"""
USES = frozenset(_USES.split()) - {"for"}
"""Words that say whom or what goods are for."""


def singulars(word: str) -> tuple[str, ...]:
    """The word and what it may be the plural or possessive of."""
    bare = word.removesuffix("'s").removesuffix("'")
    forms = [word, bare]
    if bare.endswith("ies"):
        forms.append(f"{bare[:-3]}y")
    if bare.endswith("ves"):
        forms.append(f"{bare[:-3]}f")
    if bare.endswith("es"):
        forms.append(bare[:-2])
    if bare.endswith("s") and not bare.endswith("ss"):
        forms.append(bare[:-1])
    return tuple(dict.fromkeys(forms))


def names_goods(word: str) -> bool:
    """Whether a lower-case word is a noun of common goods, in singular or plural."""
    return any(form in NOUNS for form in singulars(word))
