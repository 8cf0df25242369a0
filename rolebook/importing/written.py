"""The sentences that an item is written as: cells of a row joined, what stands above a list put behind each of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rolebook.importing.fields import fields_of
from rolebook.importing.fields.consequences import added_at
from rolebook.importing.items import Item
from rolebook.importing.names import is_role_word
from rolebook.importing.pieces import parts_of
from rolebook.importing.readers.lines import printable
from rolebook.model.labels import PER
from rolebook.words.list_marks import without_list_numbers
from rolebook.words.norms import mended

_SHORTEST, _LONGEST = 2, 2000


@dataclass(frozen=True, slots=True)
class Written:
    """One clause's sentence.

    Attributes:
        item: has it as its text.
        is_assembled: whether some of it stands in other lines.
        punished: whom it names that only the head of a column does.

    """

    item: Item
    is_assembled: bool = False
    punished: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The sentence."""
        return self.item.text


def written(item: Item) -> Sequence[Written]:
    """What the handbook would say of an item: one sentence, none, or several where a cell holds a list."""
    sentences = _sentences(item)
    others = tuple(dict.fromkeys(filter(None, (_punished(cell, item) for cell in item.cells))))
    found = []
    for said in sentences:
        text = mended(without_list_numbers(printable(said)), sentence=True)[0][:_LONGEST]
        if len(text) >= _SHORTEST:
            fields = item.fields if len(sentences) == 1 else fields_of(item.kind, said)
            one = replace(item, text=text, fields=fields)
            whole = _with_given(one)
            is_assembled = whole != text
            if is_assembled:
                one = replace(one, text=mended(whole, sentence=True)[0][:_LONGEST])
            found.append(Written(one, is_assembled, others))
    return found


def _sentences(item: Item) -> list[str]:
    """What an item says: a row is one sentence, and a cell with a list of duties or qualifications several."""
    if not item.cells:
        return [item.text]
    if len(item.cells) == 1 and item.kind in {"duty", "qualification"}:
        return parts_of(item.cells[0])
    cells = [f"{_punished(cell, item)}{cell}".rstrip("。；;，") for cell in item.cells]
    return ["，".join(_priced("，".join(cells).split("，"), _wordings(item)))]


_OF_SUM = re.compile(r"[元/／每+＋\s]")


def _priced(parts: Sequence[str], wordings: Sequence[str]) -> Sequence[str]:
    """The parts of a row with a sum in one way, where its unit stands elsewhere: 100元/次 for `100 | 次，看情节`."""
    said = list(parts)
    for wording in wordings:
        bare = _OF_SUM.sub("", wording)
        spans = ((at, at + many) for many in (2, 1) for at in range(1, len(said) + 1 - many))
        if wording not in "，".join(said) and re.search(r"\d", bare):
            at, end = next((span for span in spans if _OF_SUM.sub("", "".join(said[slice(*span)])) == bare), (0, 0))
            said[at:end] = [wording] if end else []
    return said


def _wordings(item: Item) -> list[str]:
    """How what follows is printed."""
    given = item.fields.get("sanction") or item.fields.get("rewards") or ()
    each = [given] if isinstance(given, dict) else list(given)
    return [str(one["wording"]) for one in each if one.get("wording")]


def _punished(cell: str, item: Item) -> str:
    """Whom a cell punishes, where only the head of its column names them: 200元 below 值班经理."""
    found = (whom for whom, wording in punished(item) if wording == cell.rstrip("。；;，") and whom not in item.text)
    return next(found, "")


def punished(item: Item) -> Iterator[tuple[str, str]]:
    """Whom a penalty names that is punished besides the one who did it, and how that is printed."""
    given = item.fields.get("sanction") or ()
    for one in [given] if isinstance(given, dict) else given:
        if is_role_word(whom := str(one.get("condition", ""))):
            yield whom, str(one.get("wording", ""))


def _with_given(item: Item) -> str:
    """A sentence with the sanction that stands above it and holds for it too: `着装不整的，每次扣罚20元。`."""
    words = list(dict.fromkeys(wording for wording in _wordings(item) if wording not in item.text))
    if not words or not item.given:
        return item.text
    adds = added_at(item.text, rewards=item.kind == "reward")
    at = max((item.text.rfind(sign, 0, adds) for sign in "，,；;"), default=-1) if adds < len(item.text) else -1
    at = at if at > 0 else len(item.text)
    act, added = item.text[:at].rstrip("。；;，"), item.text[at + 1 :].rstrip("。；;，")
    said = "".join((item.text, *words))
    units = [PER[one] for one in item.fields.get("per", ()) if one in PER]
    counted = "".join(f"每{unit}" for unit in units if not re.search(f"[每一]{unit}", said))
    return f"{'，'.join(filter(None, (act, counted + '，'.join(words), added)))}。"
