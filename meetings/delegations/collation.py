"""The order of names in a list, in each of the six languages.

Standard library only.
"""

import unicodedata

from meetings.delegations.rules import LANGUAGES, UnknownLanguage

LONGEST_KEY = 400
"""The longest key for sorting, in characters."""

# Sorts after every letter of the basic Latin alphabet.
_AFTER_LETTERS = "\x7f"

# Latin letters that Unicode does not take apart into a letter and an accent.
_LATIN = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"})

# A hyphen or dash parts two words; other punctuation counts for nothing.
_PUNCTUATION = str.maketrans(dict.fromkeys("-‐‑–—", " ") | dict.fromkeys("'’ʼ.,()"))

# Arabic letters that dictionaries file under a common form: alef with hamza, madda or wasla, alef maqsura, hamza on
# its seats, ta marbuta. A lone hamza and the tatweel (a stretch of ink) count for nothing.
_ARABIC = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ء": None, "ـ": None}
)

_ARABIC_ARTICLE = "ال"


def collation_key(name: str, language: str) -> str:
    """Return a key that sorts names as a list in this language does; compare keys of one language only.

    The key is made of hexadecimal digits, at most `LONGEST_KEY`, so that it sorts alike in Python and in every
    database, whatever collation that has. The order is that of plain dictionaries, from the standard library alone:

    - Latin scripts: accents, capitals and apostrophes do not count, a hyphen counts as a space; in Spanish ñ is a
      letter of its own after n.
    - Russian: ё counts as е; й is a letter of its own.
    - Arabic: the forms of alef and hamza count as their plain letters, vowel signs not at all, and the article "al-"
      before a word is passed over, as in directories.
    - Chinese: by pronunciation (pinyin). The common characters of GB 2312 are ordered by it, and GB 18030 keeps
      their places; the rarer ones follow, by radical and stroke.

    Names that are equal so far are ordered by their exact spelling, so that a list never depends on its input.

    Raises:
        UnknownLanguage: the language is not one of the six.
    """
    if language not in LANGUAGES:
        raise UnknownLanguage(language=language)
    composed = unicodedata.normalize("NFC", name).casefold()
    # No folded name holds a zero byte, so "00" ends a shorter name before a longer one that begins like it.
    return f"{_folded(composed, language).hex()}00{name.encode().hex()}"[:LONGEST_KEY]


def _folded(name: str, language: str) -> bytes:
    """Return the bytes that decide the order of a name (composed, in small letters) in a language."""
    if language == "zh":
        return name.encode("gb18030")
    if language == "ru":
        return name.replace("ё", "е").encode()
    if language == "ar":
        # Only vowel signs go at first: the article's alef is plain, and an alef with hamza must not pass for it.
        words = _without_marks(name).split()
        return " ".join(word.removeprefix(_ARABIC_ARTICLE).translate(_ARABIC) for word in words).encode()
    if language == "es":
        name = name.replace("ñ", f"n{_AFTER_LETTERS}")
    letters = _without_marks(unicodedata.normalize("NFKD", name)).translate(_LATIN).translate(_PUNCTUATION)
    return " ".join(letters.split()).encode()


def _without_marks(text: str) -> str:
    return "".join(char for char in text if not unicodedata.combining(char))
