"""Whether a short text is in English: by script and by everyday words, erring on the side of English."""

import re
import unicodedata

_EVERYDAY = {
    "English": (
        "a an and the of for in on with without from to by made women men womens mens kids girls boys cotton wool "
        "wood wooden glass paper leather steel metal plastic knit woven printed set size new black white red blue "
        "green shirt dress shoes bag box cup book toy food use hand"
    ),
    "French": (
        "le la les des du un une et pour avec sans en coton laine soie cuir bois verre papier homme hommes femme "
        "femmes enfant enfants fille garcon garçon noir blanc rouge bleu vert chemise robe chaussures sac boite "
        "boîte tasse livre jouet fait imprimé tricoté acier chandail bougie couverture"
    ),
    "Spanish": (
        "el la los las del un una y para con sin en de algodón algodon lana seda cuero madera vidrio papel hombre "
        "hombres mujer mujeres niño niña niños negro blanco rojo azul verde camisa vestido zapatos bolsa caja taza "
        "libro juguete hecho acero vela manta"
    ),
    "German": (
        "der die das den dem ein eine und für fuer mit ohne aus von zum zur baumwolle wolle seide leder holz glas "
        "papier herren damen kinder schwarz weiß weiss rot blau grün hemd kleid schuhe tasche schachtel tasse buch "
        "spielzeug stahl kerze decke"
    ),
    "Italian": (
        "il lo la gli un una e per con senza di del della cotone lana seta pelle legno vetro carta uomo uomini "
        "donna donne bambini nero bianco rosso blu verde camicia vestito scarpe borsa scatola tazza libro "
        "giocattolo fatto acciaio candela coperta"
    ),
    "Portuguese": (
        "o os as do da dos das um uma e para com sem em algodão lã seda couro madeira vidro papel homem homens "
        "mulher mulheres criança crianças preto branco vermelho azul verde camisa vestido sapatos bolsa caixa "
        "xícara livro brinquedo feito aço vela cobertor"
    ),
}
_WORDS = {language: frozenset(words.split()) for language, words in _EVERYDAY.items()}
_WORD = re.compile(r"[^\W\d_]+")
_LATIN_SHARE = 2  # Latin letters are to be at least one in two
_AFTER_LATIN = "\u0250"  # Basic Latin to Latin Extended-B end here
MIN_FOREIGN_WORDS = 2


def foreign_language(text: str) -> str | None:
    """The language a text seems to be in where it is not English: a name, or ``another script``."""
    letters = [sign for sign in text if sign.isalpha()]
    latin = sum(sign < _AFTER_LATIN or "\u1e00" <= sign <= "\u1eff" for sign in letters)
    if letters and latin * _LATIN_SHARE < len(letters):
        return "another script"
    words = set(_WORD.findall(unicodedata.normalize("NFC", text).lower()))
    english = len(words & _WORDS["English"])
    counts = {language: len(words & known) for language, known in _WORDS.items() if language != "English"}
    language = max(counts, key=lambda name: counts[name])
    return language if counts[language] >= MIN_FOREIGN_WORDS and counts[language] > english else None
