"""What a text has that nobody wrote: signs strewn in by web sites, pinyin behind characters, `旳` for `的`. Pure.

Each is proposed, with what stands there and what would stand there instead; nothing is changed. Amounts are never among
them: `l0元` may have been 10 or 100, and only a person who asks can know.
"""

import re

_HAN = "[\u3400-\u9fff]"
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        (rf"(?<={_HAN})[`'´^~](?={_HAN})", ""),
        (rf"(?<={_HAN})[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{{1,6}}[)）]", ""),
        (r"旳", "的"),
        (r"&(?:nbsp|amp|quot|lt|gt);", ""),
        (rf"(?<={_HAN})[ \u3000]+(?={_HAN}[。；，、])", ""),
        (r"([，。；：、！？])\1+", r"\1"),
        (r"[。；][；。]+", "。"),
    )
)
_AROUND = 2
"""Characters before and behind that are shown with what is corrected."""


def corrections(text: str) -> list[dict[str, str]]:
    """What is proposed: `from` as it stands in the text, with its neighbours, and `to`."""
    proposed = []
    for found, put in ((found, put) for pattern, put in _RULES for found in pattern.finditer(text)):
        start, end = max(0, found.start() - _AROUND), found.end() + _AROUND
        to = text[start : found.start()] + found.expand(put) + text[found.end() : end]
        proposed.append({"from": text[start:end], "to": to})
    return proposed
