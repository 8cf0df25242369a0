"""A rule about the words of search in content/taxonomy.yaml: who moves a word to another line means that line."""

from collections.abc import Iterable, Iterator

from rolebook.checks.rule import rule
from rolebook.findings.finding import Finding, Position, warning
from rolebook.findings.manual.entry import Example, a_warning
from rolebook.model.library import Library
from rolebook.words.text import search_form

_FILE = "content/taxonomy.yaml"
_WORDS = """\
industries:
  - id: general
    label: 通用
levels:
  - id: staff
    label: 员工
themes:
  - id: planning
    label: 计划
  - id: service
    label: 服务
everyday:
  - 要账、催债：催收
  - 追款、催账：欠款
"""


@rule(
    a_warning(
        "word-in-two-groups",
        "同一个词写在两组同义词或两行日常说法里。",
        "A word stands in two groups of synonyms or of everyday words.",
    ).because(
        "搜索这个词时，两组的结果混在一起，改了其中一行也看不出效果。请只留在意思最接近的一组；意思只在某一类条款里不同的，"
        "写明类别，例如“扣钱（处罚条款）：考核”。",
        Example(_FILE, _WORDS.replace("催账", "要账")),
        Example(_FILE, _WORDS),
    )
)
def word_in_two_groups(library: Library) -> Iterator[Finding]:
    """What a search takes a word for stands in one place; for another kind of clause it may stand once more."""
    terms = library.taxonomy
    yield from _twice(("", words, at) for words, at in zip(terms.synonyms, terms.synonyms_at, strict=True))
    yield from _twice((one.kind, one.words, one.at) for one in terms.everyday if one.at)


def _twice(groups: Iterable[tuple[str, tuple[str, ...], Position]]) -> Iterator[Finding]:
    """The words that a group of the same kind above has too."""
    taken: dict[tuple[str, str], int] = {}
    for kind, words, at in groups:
        for word in words:
            line = taken.setdefault((kind, search_form(word)), at.line)
            if line != at.line:
                yield warning(
                    "word-in-two-groups",
                    at,
                    f"“{word}”在第 {line} 行已经有了",
                    f"'{word}' stands on line {line} already",
                ).mend("从其中一行删去这个词。", "Delete the word from one of the two lines.")
