"""What pages print round the text: their heads and numbers; and numbers alone that are an item's. Pure."""

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from itertools import pairwise

from rolebook.importing import noise
from rolebook.importing.blocks import Block
from rolebook.importing.marks import Mark, mark_of
from rolebook.importing.wraps import ends_sentence


def running_heads(blocks: Sequence[Block], filled: Sequence[int]) -> frozenset[str]:
    """What stands again and again beside the numbers of pages: the head of each."""
    beside: Counter[str] = Counter()
    texts = Counter(blocks[index].text.strip() for index in filled)
    counted = _counted_pages(blocks, filled, texts)
    for before, after in pairwise(filled):
        one, other = blocks[before].text.strip(), blocks[after].text.strip()
        if noise.is_page_number(one):
            beside[other] += 1
        elif noise.is_page_number(other):
            beside[one] += 1
    found = {text for text, number in beside.items() if number > 1 and texts[text] <= number + 1}
    return counted | {text for text in found if not _OF_A_FIGURE.fullmatch(text)}


_COUNTED_PAGE = re.compile(r"[-—–]\s*(\d{1,3})")
_OF_A_FIGURE = re.compile(r".{0,3}[分款元次罚奖扣]")
"""What heads a figure rather than a page: 扣分, 罚款, 每次."""
_SHORTEST_PAGE = 100
"""Characters of a page on the average: what stands between the figures of a list is shorter."""


def _counted_pages(blocks: Sequence[Block], filled: Sequence[int], texts: Mapping[str, int]) -> frozenset[str]:
    """A line that is printed on every page and the numbers beside it that count up, `-1` to `-9`, as the pages do."""
    pages: dict[str, list[tuple[int, int, str]]] = {}
    for place, (before, after) in enumerate(pairwise(filled)):
        head, number = blocks[before].text.strip(), blocks[after].text.strip()
        is_head = texts[head] > _FEWEST_PAGES and not _OF_A_FIGURE.fullmatch(head)
        if is_head and (found := _COUNTED_PAGE.fullmatch(number)):
            pages.setdefault(head, []).append((place, int(found[1]), number))
    running: set[str] = set()
    for head, numbers in pages.items():
        values = [value for _, value, _ in numbers]
        inside = filled[numbers[0][0] + 2 : numbers[-1][0]]
        is_text = sum(len(blocks[index].text) for index in inside) >= _SHORTEST_PAGE * (len(numbers) - 1)
        if is_text and len(values) > _FEWEST_PAGES and all(0 < other - one <= 2 for one, other in pairwise(values)):
            running |= {head, *(shown for _, _, shown in numbers)}
    return frozenset(running)


_FEWEST_PAGES = 2
"""Pages of which a document has more where its lines are told from what stands on every page."""


def is_furniture(text: str, running: Container[str]) -> bool:
    """Whether a line is the head of a page or says which page it is."""
    return text.strip() in running or noise.is_page_number(text) or noise.is_stamp(text)


_NEAR = 6
"""Lines from one number of a list to the next, where each stands alone above its item."""


def numbers_alone(blocks: Sequence[Block], filled: Sequence[int], running: Container[str]) -> Mapping[int, Mark]:
    """The lines that are nothing but the number of an item, with it: 1, 2 and so on, text below each."""
    texts = [index for index in filled if not is_furniture(blocks[index].text, running)]
    found: dict[int, Mark] = {}
    run: list[tuple[int, int]] = []
    for place, index in enumerate(texts[:-1]):
        lone = noise.lone_number(blocks[index].text)
        if lone is None or noise.lone_number(blocks[texts[place + 1]].text) or blocks[index].cells:
            continue
        if run and lone[0] == len(run) + 1 and place - run[-1][0] <= _NEAR:
            run.append((place, index))
        else:
            run = [(place, index)] if lone[0] == 1 else []
        for number, (_, at) in enumerate(run[-2:], len(run) - 1) if len(run) > 1 else ():
            text = blocks[at].text
            found[at] = Mark("arabic", number, text.strip(), len(text))
    return found


_FEWEST_LONE = 3
"""Marks of a list that must stand alone on their lines before what stands below each is known as one item."""


def bodies_of_lone_marks(texts: Sequence[str]) -> frozenset[int]:
    """The lines below marks that stand alone on theirs (`一、`, then its sentence over many lines).

    Where most of those lines stop in the middle of a sentence, all as far as the next mark are of one item.
    """
    lone = [(at, mark) for at, text in enumerate(texts) if (mark := mark_of(text)) and not text[mark.end :].strip()]
    runs: list[list[int]] = []
    value = 0
    for at, mark in lone:
        if mark.style != "han" or (mark.value != 1 and mark.value != value + 1):
            continue
        if mark.value == 1:
            runs.append([])
        value = mark.value
        if runs:
            runs[-1].append(at)
    found: set[int] = set()
    for run, behind in zip(runs, [*runs[1:], [len(texts)]], strict=False):
        if len(run) < _FEWEST_LONE:
            continue
        own = frozenset(run)
        inside = [at for at in range(run[0], behind[0]) if at not in own]
        marked = any(mark_of(texts[at]) and noise.lone_number(texts[at]) is None for at in inside)
        if not marked and sum(ends_sentence(texts[at]) for at in inside) * 2 < len(inside):
            found.update(inside)
    return frozenset(found)
