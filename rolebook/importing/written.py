"""The sentences that an item is written as: cells of a row joined, what stands above a list put behind each of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from rolebook.importing.fields import fields_of
from rolebook.importing.fields.consequences import added_at
from rolebook.importing.items import Item
from rolebook.importing.pieces import parts_of
from rolebook.importing.readers.lines import printable
from rolebook.importing.row_sentences import RowSentence, punished_by_column, row_sentence, wordings_of
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
        aside: what a note says of the row that it is.

    """

    item: Item
    is_assembled: bool = False
    punished: tuple[str, ...] = ()
    aside: str = ""

    @property
    def text(self) -> str:
        """The sentence."""
        return self.item.text


def written(item: Item) -> Sequence[Written]:
    """What the handbook would say of an item: one sentence, none, or several where a cell holds a list."""
    sentences = _sentences(item)
    others = punished_by_column(item)
    found = []
    for row in sentences:
        said, rule = row.text, row.rule
        text = mended(without_list_numbers(printable(said)), sentence=True)[0][:_LONGEST]
        if len(text) >= _SHORTEST:
            fields = item.fields if len(sentences) == 1 else fields_of(item.kind, said)
            fields = fields | _acts(item.kind, said, rule) if rule else fields
            one = replace(item, text=text, fields=fields)
            whole = _with_given(one)
            is_assembled = whole != text
            if is_assembled:
                one = replace(one, text=mended(whole, sentence=True)[0][:_LONGEST])
            found.append(Written(one, is_assembled, others, row.aside))
    return found


def _acts(kind: str, said: str, rule: str) -> dict[str, Any]:
    """What is done, as the part of a row says that says what follows too, or else what the row is about."""
    key = "violations" if kind == "penalty" else "achievements"
    return {key: fields_of(kind, rule).get(key) or [said.removesuffix(rule).rstrip("：") or rule]}


def _sentences(item: Item) -> list[RowSentence]:
    """What an item says: a row is one sentence, and a cell with a list of duties or qualifications several."""
    if not item.cells:
        return [RowSentence(item.text)]
    if len(item.cells) == 1 and item.kind in {"duty", "qualification"}:
        return [RowSentence(part) for part in parts_of(item.cells[0])]
    return [row_sentence(item)]


def _with_given(item: Item) -> str:
    """A sentence with the sanction that stands above it and holds for it too: `着装不整的，每次扣罚20元。`."""
    words = list(dict.fromkeys(wording for wording in wordings_of(item) if wording not in item.text))
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
