"""Names of people: what is the same person's name however a source dresses it, and the id an address gives it."""

import re
import unicodedata

_STYLES = re.compile(r"\b(Dr|Sir|Dame|Professor|Prof|Lord|Baroness|Ms|Mrs|Mr|OBE|CBE|MBE)\b\.?")
_BRACKETS = re.compile(r"\s*\(.*?\)\s*")


def plain(name: str) -> str:
    """A name without brackets, titles and honours: two sources that give it so are taken to mean one person.

    >>> plain("Sir Andrew Cash OBE"), plain("(replaced) David Sloman")
    ('Andrew Cash', 'David Sloman')
    """
    return " ".join(_STYLES.sub("", _BRACKETS.sub(" ", name)).split())


def person_id(name: str) -> str:
    """The id of a person: the plain name in small Latin letters and hyphens; other scripts keep their letters.

    >>> person_id("Elizabeth O'Mahony"), person_id("Professor Sir Chris Ham")
    ('elizabeth-omahony', 'chris-ham')
    """
    letters = unicodedata.normalize("NFKD", plain(name)).replace("'", "").replace("’", "").casefold()
    kept = "".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c))
    return "-".join(kept.split())[:80]
