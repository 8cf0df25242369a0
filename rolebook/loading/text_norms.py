"""How texts are written: list numbers left in them, marks, blanks and ends; and what only a person can mend. Pure."""

from collections.abc import Iterable, Iterator, Mapping

from rolebook.findings.finding import Finding, error, note, warning
from rolebook.loading.content_files import ContentFile
from rolebook.loading.facts import Seen
from rolebook.loading.texts import Text, texts_of
from rolebook.model.kinds import CLAUSES
from rolebook.model.labels import EXTRAS
from rolebook.words.list_marks import holds_several, without_list_number, without_list_numbers
from rolebook.words.norms import mended, odd
from rolebook.words.text import shortened, visible
from rolebook.words.wording import Wording

_SENTENCES = frozenset({"text", "purpose"})
_PHRASES = frozenset({"wording", "condition", "per_text", "violations", "achievements", "target", "measure", "scoring"})
_NAMES = frozenset({"title", "print_title", "aliases", "name"})
_KINDS = frozenset({*(kind.name for kind in CLAUSES), "role", "department"})
_RIVALS = (("其它", "其他"), ("帐目", "账目"), ("台帐", "台账"))
"""Two ways to write one word; a library should keep to one."""


def text_norms(file: ContentFile, texts: Iterable[Text]) -> Iterator[Finding]:
    """What is wrong with the writing of the texts of a file, at most one finding a text but for what is odd."""
    for text in texts if file.kind.name in _KINDS else ():
        if text.key in _SENTENCES | _PHRASES | set(EXTRAS):
            bare = without_list_number(text.value)
            yield from _numbered(text) if bare != text.value else _unlike_the_norms(text)
        elif text.key in _NAMES:
            yield from _unlike_the_norms(text)


def _is_sentence(text: Text) -> bool:
    return text.key in _SENTENCES and "alternatives" not in text.path


def _where(text: Text) -> Wording:
    if text.key == "text":
        return Wording(f"{text.entry} 的正文", f"the text of {text.entry}")
    return Wording(f"{text.entry} 的 {text.key} ", f"{text.key} of {text.entry}")


def _numbered(text: Text) -> Iterator[Finding]:
    bare, _ = mended(without_list_numbers(text.value), sentence=_is_sentence(text))
    fix = None if holds_several(text.value) else text.rewritten(bare)
    where = _where(text)
    message = Wording(
        f"{where.zh}带有列表编号：{visible(shortened(text.value))}", f"{where.en} starts with a list number"
    )
    hint = Wording("删去编号，写明内容。", "Delete the number, and say what is meant.")
    if holds_several(text.value):
        hint = Wording(
            "一条一句：删去编号，后面的各句另立一条。",
            "One sentence a clause: delete the number, and give each of the others an id of its own.",
        )
    elif fix:
        hint = Wording(f"改成：{fix.shown(len(text.value))}", f"Write: {fix.shown(len(text.value))}")
    yield error("list-number", text.document.at(text.path), *message).mend(*hint, fix=fix)


def _unlike_the_norms(text: Text) -> Iterator[Finding]:
    if "text-norm" in text.excused:
        return
    where, at = _where(text), text.document.at(text.path)
    better, wrong = mended(text.value, sentence=_is_sentence(text))
    odds = odd(text.value)
    if wrong and better and not odds:  # what a person takes out may take the other faults with it
        fix = text.rewritten(better)
        shown = fix.shown(len(better) + 2) if fix else visible(better)
        yield warning(
            "text-norm",
            at,
            f"{where.zh}不合写法：{'、'.join(one.zh for one in wrong)}",
            f"{where.en} is not written as texts are: {', '.join(one.en for one in wrong)}",
        ).mend(f"改成：{shown}", f"Write: {shown}", fix=fix)
    for found, what in odds:
        yield warning(
            "text-norm",
            at,
            f"{where.zh}里有{what.zh}：{visible(found)}",
            f"{where.en} holds {what.en}: '{visible(found)}'",
        ).mend("核对原文，改正或删去。", "Compare with the document; correct or delete it.")


def _may_have_rivals(file: ContentFile) -> bool:
    """Whether one of the words may be in a text of a file: it is there as it is, or an escape stands for something."""
    text = "\n".join(file.document.lines) if file.document else ""
    return "\\" in text or any(word in text for pair in _RIVALS for word in pair)


def rivals_in(file: ContentFile, texts: Iterable[Text]) -> Mapping[str, Seen]:
    """The words of a file with these texts that are written in two ways, each in how many of them it stands."""
    found: dict[str, Seen] = {}
    for text in texts if file.kind.name in _KINDS and _may_have_rivals(file) else ():
        for word in (word for pair in _RIVALS for word in pair if word in text.value):
            if text.key in _SENTENCES | _PHRASES:
                before = found.get(word) or Seen(0, text.document.at(text.path))
                found[word] = before._replace(number=before.number + 1)
    return found


def mixed_spellings(files: Iterable[ContentFile]) -> Iterator[Finding]:
    """A note where one library writes a word in two ways: at the first place of the rarer one, with how often."""
    places: dict[str, list[Seen]] = {}
    for file in files:
        rivals = file.facts.rivals if file.facts else rivals_in(file, texts_of(file))
        for word, seen in rivals.items():
            places.setdefault(word, []).append(seen)
    numbers = {word: sum(seen.number for seen in every) for word, every in places.items()}
    for pair in _RIVALS:
        rarer, usual = sorted(pair, key=lambda word: numbers.get(word, 0))
        if rarer in places:
            number, others = numbers[rarer], numbers[usual]
            yield note(
                "mixed-spelling",
                places[rarer][0].at,
                f"“{rarer}”用了 {number} 处，“{usual}”用了 {others} 处：同一个词两种写法",
                f"'{rarer}' stands {number} times, '{usual}' {others} times: one word, written in two ways",
            ).mend(f"统一写作“{usual}”。", f"Write '{usual}' everywhere.")
