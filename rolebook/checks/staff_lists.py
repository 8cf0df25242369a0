"""A rule about the words of staff lists in content/sheet.yaml: each means one thing."""

from collections.abc import Iterator

from rolebook.checks.rule import rule
from rolebook.findings.finding import Finding, error
from rolebook.findings.manual.entry import Example, an_error
from rolebook.model.library import Library
from rolebook.words.text import search_form, shortened, visible

_SETTINGS = "content/sheet.yaml"
_WORDS = """\
headings:
  - heading: 现岗位
    column: role
  - heading: 现部门
    column: department
"""


@rule(
    an_error("duplicate-list-word", "名单中的一种叫法写了两次。", "A word of staff lists is mapped twice.").because(
        "titles 和 headings 写明员工名单中的叫法是哪个岗位、哪一栏。写两次，就无法确定用哪一个。请删去其中一项。",
        Example(_SETTINGS, _WORDS.replace("现部门", "现 岗位")),
        Example(_SETTINGS, _WORDS),
    )
)
def duplicate_list_word(library: Library) -> Iterator[Finding]:
    """A word of a staff list leads to one role, or to one column; width, case and spaces do not count."""
    sheet = library.sheet
    for words in ([(one.title, one.at) for one in sheet.titles], [(one.heading, one.at) for one in sheet.headings]):
        first: dict[str, int] = {}
        for word, at in words:
            line = first.setdefault(search_form(word) or word, at.line)
            if line != at.line:
                shown = visible(shortened(word))
                yield error(
                    "duplicate-list-word",
                    at,
                    f"“{shown}”已写在第 {line} 行",
                    f"'{shown}' stands in line {line} already",
                ).mend("删去其中一项。", "Delete one of the two.")
