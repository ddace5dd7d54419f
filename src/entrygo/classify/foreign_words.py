"""Words of the trade in French, Spanish, German and Italian, each with the English word the schedule's words are near.

Written without accents, as texts are read here; ``_`` stands for a blank on either side.
"""

from collections.abc import Mapping

FRENCH = """
de=of du=of des=of d=of en=of a=with au=with aux=with avec=with pour=for sans=without et=and le= la= les= un= une= l=
sur=on par=by pieces=pieces
tasse=cup mug=mug verre=glass verres=glasses bol=bowl assiette=plate assiettes=plates plat=dish saladier=salad_bowl
theiere=teapot cafetiere=coffee_maker bouilloire=kettle carafe=decanter bouteille=bottle gourde=water_bottle
thermos=vacuum_flask vase=vase pot=pot bocal=jar boite=box panier=basket plateau=tray planche=board
planche_a_decouper=cutting_board couteau=knife couteaux=knives couteau_de_cuisine=kitchen_knife fourchette=fork
cuillere=spoon couverts=cutlery couvert=cutlery casserole=saucepan poele=frying_pan cocotte=casserole
marmite=cooking_pot moule=baking_mold spatule=spatula louche=ladle rape=grater passoire=strainer econome=peeler
ouvre_boite=can_opener tire_bouchon=corkscrew moulin=mill grille_pain=toaster
cafe=coffee the=tea chocolat=chocolate miel=honey confiture=jam sirop_d_erable=maple_syrup sirop=syrup huile=oil
vin=wine biere=beer biscuit=biscuit biscuits=biscuits sel=salt epices=spices
chemise=shirt chemisier=blouse robe=dress jupe=skirt pantalon=trousers jean=jeans short=shorts veste=jacket
manteau=coat blouson=jacket doudoune=padded_jacket pull=knitted_pullover pull_over=pullover gilet=cardigan
cardigan=cardigan tricot=knitted tricote=knitted tricotee=knitted maille=knitted tisse=woven tissee=woven
tee_shirt=t-shirt t_shirt=t-shirt debardeur=tank_top sweat=sweatshirt sweat_a_capuche=hooded_sweatshirt
capuche=hood chaussettes=socks chaussette=sock collant=tights culotte=briefs calecon=boxer_shorts
soutien_gorge=brassiere pyjama=pajamas peignoir=bathrobe maillot_de_bain=swimsuit echarpe=scarf foulard=scarf
bonnet=knitted_hat casquette=cap chapeau=hat gants=gloves gant=glove cravate=necktie ceinture=belt
tablier=apron chaussures=footwear chaussure=footwear baskets=sports_shoes bottes=boots bottines=ankle_boots
sandales=sandals pantoufles=slippers chaussons=slippers semelle=sole tige=upper
sac=bag sac_a_main=handbag sac_a_dos=backpack cabas=tote_bag portefeuille=wallet porte_monnaie=purse
porte_cles=key_ring valise=suitcase trousse=pouch etui=case housse=cover coque=case
bijou=jewelry bijoux=jewelry bague=ring collier=necklace bracelet=bracelet boucles_d_oreilles=earrings
montre=watch lunettes_de_soleil=sunglasses lunettes=spectacles parapluie=umbrella
bougie=candle bougies=candles parfumee=scented parfume=scented diffuseur=diffuser savon=soap parfum=perfume
creme=cream shampoing=shampoo huile_essentielle=essential_oil encens=incense
coussin=cushion couverture=blanket plaid=throw_blanket drap=bed_sheet draps=bed_sheets housse_de_couette=duvet_cover
couette=duvet taie=pillowcase oreiller=pillow serviette=towel serviettes=towels torchon=dish_towel nappe=tablecloth
rideau=curtain rideaux=curtains tapis=carpet literie=bed_linen linge_de_lit=bed_linen linge_de_maison=household_linen
chaise=chair table=table etagere=shelf armoire=cupboard meuble=furniture lampe=lamp abat_jour=lampshade miroir=mirror
cadre=picture_frame affiche=poster carte=card cartes=cards carte_de_voeux=greeting_card calendrier=calendar
carnet=notebook cahier=notebook stylo=pen crayon=pencil crayons=pencils livre=book papier=paper autocollant=sticker
jouet=toy jouets=toys poupee=doll peluche=plush_toy puzzle=jigsaw_puzzle jeu=game jeu_de_societe=board_game
jeu_de_cartes=playing_cards ballon=ball velo=bicycle
noel=christmas boule_de_noel=christmas_ball boules_de_noel=christmas_balls sapin=christmas_tree guirlande=garland
chargeur=charger cable=cable casque=headphones ecouteurs=earphones enceinte=loudspeaker clavier=keyboard
souris=computer_mouse telephone=telephone chien=dog chat=cat collier_pour_chien=dog_collar
coton=cotton laine=wool soie=silk lin=linen chanvre=hemp cuir=leather daim=suede vachette=cowhide peau=skin
bois=wood bambou=bamboo osier=wicker rotin=rattan liege=cork gres=stoneware ceramique=ceramic porcelaine=porcelain
faience=earthenware terre_cuite=terracotta cristal=crystal pierre=stone ardoise=slate marbre=marble
acier=steel acier_inoxydable=stainless_steel inox=stainless_steel inoxydable=stainless fonte=cast_iron fer=iron
aluminium=aluminum cuivre=copper laiton=brass argent=silver or=gold plastique=plastic caoutchouc=rubber
lame=blade manche=handle caoutchouc_naturel=natural_rubber cire=wax cire_de_soja=soy_wax cire_d_abeille=beeswax
plume=feather duvet=down fourrure=fur lavande=lavender
femme=women femmes=women homme=men hommes=men enfant=children enfants=children bebe=babies fille=girls garcon=boys
manches_longues=long_sleeves manches_courtes=short_sleeves rouge=red noir=black noire=black blanc=white blanche=white
bleu=blue vert=green gris=grey rose=pink grand=large petit=small imprime=printed brode=embroidered
electrique=electric rechargeable=rechargeable cuisine=kitchen jardin=garden decoration=decoration maison=home
lot=set ensemble=set coffret=set peint=painted peinte=painted main=hand fait=made
fraise=strawberry fraises=strawberries framboise=raspberry pomme=apple orange=orange citron=lemon legumes=vegetables
fromage=cheese pain=bread pates=pasta riz=rice farine=flour sucre=sugar poivre=pepper noix=nuts amandes=almonds
jus=juice eau=water vinaigre=vinegar poisson=fish viande=meat moutarde=mustard tisane=herbal_tea artisanal=
artisanale= veritable=genuine ciseaux=scissors secateur=pruning_shears arrosoir=watering_can tournevis=screwdriver
marteau=hammer perceuse=electric_drill scie=saw vis=screws clou=nails outil=tool outils=tools pinceau=paint_brush
peinture=paint brosse=brush brosse_a_dents=toothbrush brosse_a_cheveux=hairbrush peigne=comb rasoir=razor
tondeuse=clippers maquillage=make-up rouge_a_levres=lipstick vernis_a_ongles=nail_polish dentifrice=toothpaste
gel_douche=shower_gel deodorant=deodorant poussette=baby_carriage biberon=feeding_bottle tetine=pacifier
couches=diapers trottinette=scooter tente=tent sac_de_couchage=sleeping_bag tapis_de_yoga=yoga_mat halteres=dumbbells
raquette=racket canne_a_peche=fishing_rod casque_de_velo=bicycle_helmet pneu=tire ampoule=light_bulb
interrupteur=switch prise=socket horloge=clock reveil=alarm_clock balance=scales thermometre=thermometer
aspirateur=vacuum_cleaner fer_a_repasser=electric_iron seche_cheveux=hair_dryer mixeur=blender
refrigerateur=refrigerator ordinateur=computer imprimante=printer appareil_photo=camera guitare=guitar piano=piano
flute=flute tambour=drum automatique=automatic merinos=merino peluches=plush_toys
"""

SPANISH = """
de=of del=of en=of con=with para=for sin=without y=and el= la= los= las= un= una= piezas=pieces juego=set
taza=cup vaso=drinking_glass copa=wine_glass tazon=bowl cuenco=bowl plato=plate platos=plates tetera=teapot
cafetera=coffee_maker hervidor=kettle botella=bottle termo=vacuum_flask jarron=vase tarro=jar caja=box cesta=basket
bandeja=tray tabla=board tabla_de_cortar=cutting_board cuchillo=knife tenedor=fork cuchara=spoon cubiertos=cutlery
sarten=frying_pan cacerola=saucepan olla=cooking_pot molde=baking_mold espatula=spatula pelador=peeler
sacacorchos=corkscrew molinillo=mill tostadora=toaster
cafe=coffee te=tea chocolate=chocolate miel=honey mermelada=jam aceite=oil vino=wine cerveza=beer galletas=biscuits
camisa=shirt blusa=blouse vestido=dress falda=skirt pantalon=trousers pantalones=trousers vaqueros=jeans
chaqueta=jacket abrigo=coat jersey=knitted_pullover sueter=knitted_pullover camiseta=t-shirt sudadera=sweatshirt
capucha=hood calcetines=socks medias=tights bragas=briefs calzoncillos=underpants sujetador=brassiere pijama=pajamas
albornoz=bathrobe banador=swimsuit bufanda=scarf panuelo=scarf gorro=knitted_hat gorra=cap sombrero=hat guantes=gloves
corbata=necktie cinturon=belt delantal=apron punto=knitted tejido=woven manga_corta=short_sleeves
manga_larga=long_sleeves zapatos=footwear zapatillas=sports_shoes zapatillas_deportivas=sports_shoes
deportivas=sports botas=boots botines=ankle_boots sandalias=sandals suela=sole parte_superior=upper textil=textile
bolso=handbag bolsa=bag mochila=backpack cartera=wallet billetera=wallet monedero=purse llavero=key_ring
maleta=suitcase funda=case
joya=jewelry joyas=jewelry anillo=ring collar=necklace pulsera=bracelet pendientes=earrings reloj=watch
gafas_de_sol=sunglasses gafas=spectacles paraguas=umbrella
vela=candle velas=candles aromatica=scented perfumada=scented jabon=soap perfume=perfume crema=cream champu=shampoo
incienso=incense aceite_esencial=essential_oil
cojin=cushion manta=blanket sabana=bed_sheet sabanas=bed_sheets edredon=duvet almohada=pillow toalla=towel
mantel=tablecloth cortina=curtain alfombra=carpet ropa_de_cama=bed_linen pano_de_cocina=dish_towel
silla=chair mesa=table estante=shelf mueble=furniture lampara=lamp espejo=mirror marco=picture_frame cartel=poster
tarjeta=card calendario=calendar cuaderno=notebook boligrafo=pen lapiz=pencil libro=book papel=paper pegatina=sticker
juguete=toy juguetes=toys muneca=doll peluche=plush_toy rompecabezas=jigsaw_puzzle juego_de_mesa=board_game
pelota=ball bicicleta=bicycle navidad=christmas bola_de_navidad=christmas_ball guirnalda=garland
cargador=charger auriculares=headphones altavoz=loudspeaker teclado=keyboard raton=computer_mouse telefono=telephone
perro=dog gato=cat algodon=cotton lana=wool seda=silk lino=linen cuero=leather piel=leather ante=suede madera=wood
bambu=bamboo mimbre=wicker corcho=cork gres=stoneware ceramica=ceramic porcelana=porcelain barro=clay vidrio=glass
cristal=glass piedra=stone pizarra=slate marmol=marble acero=steel acero_inoxidable=stainless_steel hierro=iron
hierro_fundido=cast_iron aluminio=aluminum cobre=copper laton=brass plata=silver oro=gold plastico=plastic goma=rubber
caucho=rubber silicona=silicone cera=wax cera_de_soja=soy_wax pluma=feather poliester=polyester
mujer=women mujeres=women hombre=men hombres=men nino=boys nina=girls ninos=children bebe=babies
rojo=red negro=black negra=black blanco=white blanca=white azul=blue verde=green gris=grey rosa=pink grande=large
pequeno=small estampado=printed bordado=embroidered electrico=electric electrica=electric recargable=rechargeable
cocina=kitchen jardin=garden antiadherente=non-stick vainilla=vanilla hecho=made mano=hand hoja=blade mango=handle
fresa=strawberry fresas=strawberries frambuesa=raspberry manzana=apple naranja=orange limon=lemon verduras=vegetables
queso=cheese pan=bread arroz=rice harina=flour azucar=sugar pimienta=pepper nueces=nuts almendras=almonds zumo=juice
agua=water vinagre=vinegar pescado=fish carne=meat mostaza=mustard infusion=herbal_tea artesanal= autentico=genuine
tijeras=scissors tijeras_de_podar=pruning_shears regadera=watering_can destornillador=screwdriver martillo=hammer
taladro=electric_drill sierra=saw tornillos=screws clavos=nails herramienta=tool herramientas=tools pincel=paint_brush
pintura=paint cepillo=brush cepillo_de_dientes=toothbrush peine=comb maquinilla=razor maquillaje=make-up
pintalabios=lipstick esmalte_de_unas=nail_polish pasta_de_dientes=toothpaste desodorante=deodorant
cochecito=baby_carriage biberon=feeding_bottle chupete=pacifier panales=diapers patinete=scooter
tienda_de_campana=tent saco_de_dormir=sleeping_bag esterilla=mat mancuernas=dumbbells raqueta=racket
cana_de_pescar=fishing_rod casco=helmet neumatico=tire bombilla=light_bulb interruptor=switch enchufe=socket
despertador=alarm_clock bascula=scales termometro=thermometer aspiradora=vacuum_cleaner plancha=electric_iron
secador_de_pelo=hair_dryer batidora=blender ordenador=computer impresora=printer camara=camera guitarra=guitar
tambor=drum flauta=flute tijera=scissors
"""

GERMAN = """
aus=of von=of mit=with fur=for ohne=without und=and der= die= das= ein= eine= im=in teile=pieces er=
tasse=cup becher=mug glas=glass glaser=glasses schussel=bowl schale=bowl teller=plate kanne=pot teekanne=teapot
kaffeekanne=coffee_pot kaffeemaschine=coffee_maker wasserkocher=electric_kettle flasche=bottle
trinkflasche=drinking_bottle thermosflasche=vacuum_flask isolierflasche=vacuum_flask vase=vase dose=canister
kiste=box karton=box korb=basket tablett=tray brett=board schneidebrett=cutting_board messer=knife
kuchenmesser=kitchen_knife gabel=fork loffel=spoon besteck=cutlery pfanne=frying_pan topf=cooking_pot
brater=casserole form=mold backform=baking_mold spatel=spatula schaler=peeler korkenzieher=corkscrew muhle=mill
toaster=toaster kaffee=coffee tee=tea schokolade=chocolate honig=honey marmelade=jam ol=oil wein=wine bier=beer
kekse=biscuits salz=salt
hemd=shirt bluse=blouse kleid=dress rock=skirt hose=trousers jeans=jeans jacke=jacket mantel=coat
strickjacke=knitted_cardigan pullover=knitted_pullover pulli=knitted_pullover kapuzenpullover=hooded_sweatshirt
kapuze=hood socken=socks strumpfhose=tights slip=briefs unterhose=underpants unterhosen=underpants bh=brassiere
schlafanzug=pajamas bademantel=bathrobe badeanzug=swimsuit badehose=swim_trunks schal=scarf tuch=scarf mutze=knitted_hat
kappe=cap hut=hat handschuhe=gloves krawatte=necktie gurtel=belt schurze=apron gestrickt=knitted strick=knitted
gewebt=woven langarm=long_sleeves kurzarm=short_sleeves schuhe=footwear schuh=footwear turnschuhe=sports_shoes
stiefel=boots stiefeletten=ankle_boots sandalen=sandals hausschuhe=slippers sohle=sole
tasche=bag handtasche=handbag rucksack=backpack geldborse=wallet geldbeutel=wallet portemonnaie=wallet
schlusselanhanger=key_ring koffer=suitcase hulle=case etui=case
schmuck=jewelry ring=ring kette=necklace halskette=necklace armband=bracelet ohrringe=earrings uhr=watch
armbanduhr=wrist_watch sonnenbrille=sunglasses brille=spectacles regenschirm=umbrella
kerze=candle kerzen=candles duft=scented duftkerze=scented_candle seife=soap parfum=perfume creme=cream
raucherstabchen=incense
kissen=cushion decke=blanket bett=bed bettwasche=bed_linen wasche=linen laken=bed_sheet bettdecke=duvet
handtuch=towel handtucher=towels geschirrtuch=dish_towel tischdecke=tablecloth vorhang=curtain teppich=carpet
stuhl=chair tisch=table regal=shelf schrank=cupboard mobel=furniture lampe=lamp leuchte=lamp lampenschirm=lampshade
spiegel=mirror rahmen=frame bilderrahmen=picture_frame poster=poster karte=card grusskarte=greeting_card
kalender=calendar notizbuch=notebook heft=notebook stift=pen bleistift=pencil buch=book papier=paper
aufkleber=sticker spielzeug=toy puppe=doll pluschtier=plush_toy kuscheltier=plush_toy puzzle=jigsaw_puzzle
spiel=game brettspiel=board_game spielkarten=playing_cards ball=ball fahrrad=bicycle eisenbahn=toy_train zug=train
weihnachten=christmas weihnacht=christmas weihnachts=christmas kugel=ball kugeln=balls weihnachtskugel=christmas_ball
weihnachtskugeln=christmas_balls lichterkette=lighting_string ladegerat=charger kabel=cable kopfhorer=headphones
lautsprecher=loudspeaker tastatur=keyboard maus=computer_mouse hund=dog katze=cat halsband=pet_collar
baumwolle=cotton baumwoll=cotton wolle=wool woll=wool seide=silk leinen=linen hanf=hemp leder=leather wildleder=suede
holz=wood buche=beech eiche=oak bambus=bamboo weide=wicker kork=cork steingut=earthenware steinzeug=stoneware
keramik=ceramic porzellan=porcelain ton=clay kristall=crystal stein=stone schiefer=slate marmor=marble stahl=steel
edelstahl=stainless_steel gusseisen=cast_iron eisen=iron aluminium=aluminum kupfer=copper messing=brass silber=silver
gold=gold kunststoff=plastic plastik=plastic gummi=rubber silikon=silicone wachs=wax sojawachs=soy_wax daunen=down
pelz=fur damen=women frauen=women herren=men manner=men kinder=children baby=babies madchen=girls jungen=boys
rot=red schwarz=black weiss=white blau=blue grun=green grau=grey gross=large klein=small bedruckt=printed
bestickt=embroidered elektrisch=electric wiederaufladbar=rechargeable kuche=kitchen kuchen=kitchen garten=garden
trink=drinking doppelwandig=double-walled vakuumisoliert=vacuum_insulated vakuum=vacuum isoliert=insulated set=set
haus=home deko=decoration klinge=blade griff=handle
erdbeere=strawberry erdbeer=strawberry himbeere=raspberry apfel=apple zitrone=lemon gemuse=vegetables kase=cheese
brot=bread nudeln=pasta reis=rice mehl=flour zucker=sugar pfeffer=pepper nusse=nuts mandeln=almonds saft=juice
wasser=water essig=vinegar fisch=fish fleisch=meat senf=mustard krauter=herbs krautertee=herbal_tea handgefertigte=
handgefertigt= echt=genuine schere=scissors gartenschere=pruning_shears giesskanne=watering_can
schraubendreher=screwdriver hammer=hammer bohrmaschine=electric_drill sage=saw schrauben=screws nagel=nails
werkzeug=tool pinsel=paint_brush farbe=paint burste=brush zahnburste=toothbrush haarburste=hairbrush kamm=comb
rasierer=razor lippenstift=lipstick nagellack=nail_polish zahnpasta=toothpaste duschgel=shower_gel deo=deodorant
kinderwagen=baby_carriage schnuller=pacifier windeln=diapers roller=scooter zelt=tent schlafsack=sleeping_bag
yogamatte=yoga_mat hanteln=dumbbells schlager=racket angelrute=fishing_rod helm=helmet fahrradhelm=bicycle_helmet
reifen=tire gluhbirne=light_bulb schalter=switch steckdose=socket wanduhr=wall_clock wecker=alarm_clock waage=scales
thermometer=thermometer staubsauger=vacuum_cleaner bugeleisen=electric_iron haartrockner=hair_dryer mixer=blender
kuhlschrank=refrigerator rechner=computer drucker=printer kamera=camera gitarre=guitar klavier=piano flote=flute
trommel=drum wanderschuhe=hiking_boots wasserdicht=waterproof zusammenklappbar=folding schreibtisch=desk
schreibtischlampe=desk_lamp kaffeemuhle=coffee_mill damaststahl=damascus_steel stofftier=plush_toy
handyhulle=phone_case
"""

ITALIAN = """
di=of del=of della=of in=of con=with per=for senza=without e=and il= lo= la= i= gli= le= un= una= pezzi=pieces
tazza=cup bicchiere=drinking_glass calice=wine_glass ciotola=bowl piatto=plate piatti=plates teiera=teapot
caffettiera=coffee_maker bollitore=kettle bottiglia=bottle borraccia=water_bottle vaso=vase barattolo=jar scatola=box
cesto=basket vassoio=tray tagliere=cutting_board coltello=knife forchetta=fork cucchiaio=spoon posate=cutlery
padella=frying_pan pentola=cooking_pot casseruola=saucepan stampo=baking_mold cavatappi=corkscrew macinino=mill
caffe=coffee te=tea cioccolato=chocolate miele=honey marmellata=jam olio=oil olio_d_oliva=olive_oil vino=wine
birra=beer biscotti=biscuits pasta=pasta camicia=shirt camicetta=blouse vestito=dress gonna=skirt pantaloni=trousers
giacca=jacket cappotto=coat maglione=knitted_pullover maglia=knitted_pullover maglietta=t-shirt felpa=sweatshirt
cappuccio=hood calze=socks calzini=socks mutande=underpants reggiseno=brassiere pigiama=pajamas accappatoio=bathrobe
sciarpa=scarf berretto=cap cappello=hat guanti=gloves cravatta=necktie cintura=belt grembiule=apron
scarpe=footwear stivali=boots sandali=sandals pantofole=slippers suola=sole tomaia=upper
borsa=bag borsetta=handbag zaino=backpack portafoglio=wallet portachiavi=key_ring valigia=suitcase custodia=case
gioielli=jewelry anello=ring collana=necklace bracciale=bracelet orecchini=earrings orologio=watch
occhiali_da_sole=sunglasses ombrello=umbrella candela=candle profumata=scented sapone=soap profumo=perfume
cuscino=cushion coperta=blanket lenzuola=bed_sheets asciugamano=towel tovaglia=tablecloth tenda=curtain
tappeto=carpet sedia=chair tavolo=table lampada=lamp specchio=mirror cornice=picture_frame quaderno=notebook
penna=pen matita=pencil libro=book carta=paper giocattolo=toy bambola=doll peluche=plush_toy gioco=game palla=ball
natale=christmas caricabatterie=charger cuffie=headphones cane=dog gatto=cat cotone=cotton lana=wool seta=silk
lino=linen pelle=leather cuoio=leather camoscio=suede legno=wood bambu=bamboo vimini=wicker gres=stoneware
ceramica=ceramic porcellana=porcelain terracotta=terracotta vetro=glass cristallo=crystal pietra=stone
ardesia=slate marmo=marble acciaio=steel acciaio_inox=stainless_steel ghisa=cast_iron ferro=iron alluminio=aluminum
rame=copper ottone=brass argento=silver oro=gold plastica=plastic gomma=rubber silicone=silicone cera=wax
donna=women uomo=men bambino=children bambina=girls neonato=babies rosso=red nero=black bianco=white blu=blue
verde=green grigio=grey maniche_lunghe=long_sleeves maniche_corte=short_sleeves tessuto=woven stampato=printed
ricamato=embroidered elettrico=electric cucina=kitchen giardino=garden antiaderente=non-stick lama=blade manico=handle
fragola=strawberry fragole=strawberries lampone=raspberry mela=apple arancia=orange limone=lemon verdure=vegetables
formaggio=cheese pane=bread riso=rice farina=flour zucchero=sugar pepe=pepper noci=nuts mandorle=almonds succo=juice
acqua=water aceto=vinegar pesce=fish carne=meat senape=mustard tisana=herbal_tea artigianale= vera=genuine
forbici=scissors cesoie=pruning_shears annaffiatoio=watering_can cacciavite=screwdriver martello=hammer
trapano=electric_drill sega=saw viti=screws chiodi=nails attrezzo=tool attrezzi=tools pennello=paint_brush
vernice=paint spazzola=brush spazzolino_da_denti=toothbrush pettine=comb rasoio=razor trucco=make-up rossetto=lipstick
smalto=nail_polish dentifricio=toothpaste deodorante=deodorant passeggino=baby_carriage ciuccio=pacifier
pannolini=diapers monopattino=scooter tenda_da_campeggio=tent sacco_a_pelo=sleeping_bag manubri=dumbbells
racchetta=racket canna_da_pesca=fishing_rod casco=helmet pneumatico=tire lampadina=light_bulb interruttore=switch
presa=socket sveglia=alarm_clock bilancia=scales termometro=thermometer aspirapolvere=vacuum_cleaner
ferro_da_stiro=electric_iron asciugacapelli=hair_dryer frullatore=blender frigorifero=refrigerator stampante=printer
fotocamera=camera chitarra=guitar tamburo=drum flauto=flute da=for
"""


def _read(words: str) -> Mapping[str, str]:
    pairs = (each.partition("=") for each in words.split())
    return {foreign.replace("_", " "): english.replace("_", " ") for foreign, _, english in pairs}


TABLES: Mapping[str, Mapping[str, str]] = {
    "French": _read(FRENCH),
    "Spanish": _read(SPANISH),
    "German": _read(GERMAN),
    "Italian": _read(ITALIAN),
}
"""A language: its words, also of several words, in English; an empty text where English has none for it."""
