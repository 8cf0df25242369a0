"""Lines that only say what follows from the item above them: `罚100元/次`, as tables leave them. Pure."""

from collections.abc import Sequence

from rolebook.importing.blocks import Block
from rolebook.importing.fields.consequences import taken_apart
from rolebook.importing.open_lists import OpenLists
from rolebook.importing.verdicts import is_penalty
from rolebook.importing.wraps import ends_sentence

_LONGEST = 30
_FEWEST_PRICED = 2
"""Items with what follows from them on the next line, from which on such lines are known to belong to those above."""


def follow_ups(blocks: Sequence[Block], texts: Sequence[int], lists: OpenLists) -> frozenset[int]:
    """The lines that only say what follows (`罚100元/次`), where the items of a list have one below them each."""
    found: list[int] = []
    behind = 0
    for before, own, after in zip(texts, texts[1:], [*texts[2:], None], strict=False):
        following = None if after is None else blocks[after]
        if not _only_follows(blocks[own].text):
            continue
        found.append(own)
        is_item = lists.mark_of(before, blocks[before], None) is not None or ends_sentence(blocks[before].text)
        behind += is_item and (following is None or lists.mark_of(after or 0, following, None) is not None)
    return frozenset(found) if behind >= _FEWEST_PRICED and behind * 2 > len(found) else frozenset()


def _only_follows(line: str) -> bool:
    if len(line) > _LONGEST or line.endswith(("：", ":")) or not is_penalty(line):
        return False
    said = taken_apart(line)
    return bool(said.consequences) and not said.behaviours
