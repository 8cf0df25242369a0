"""The text of a page in Markdown: whether it can be read, what its front matter says, and that Markdown can cope."""

import json
import re
from dataclasses import dataclass

from rolebook.findings.finding import Finding, Position, error
from rolebook.yamltext.document import parse
from rolebook.yamltext.encoding import read_text

MAX_BYTES = 200_000
"""Bytes of a page."""
MAX_DEPTH = 16
"""Lists and quotations inside each other."""
MAX_SEARCH = 2_000_000
"""Characters that are looked through for the ends of links and tags; a bracket that is never closed costs the rest."""

_FRONT = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_KEYS = frozenset({"title"})
_MARKERS = re.compile(r"(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])))*[ \t]*")
_MARKER = re.compile(r">|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])")
_BLOCK = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)(?=[\s/>])")
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_MAX_TAGS = 500
"""Tags of HTML that are open at the same time."""
_CLOSED = {"[": "]", "(": ")", "<": ">"}


@dataclass(frozen=True, slots=True)
class PageText:
    """A page that was proved: the title that its front matter gives, and the text behind it.

    `first` is the number of the line on which the text begins; `file` what findings call the page.
    """

    file: str
    title: str
    text: str
    first: int

    def at(self, offset: int) -> Position:
        """Where the character at `offset` of the text stands in the file."""
        return Position(
            self.file, self.first + self.text.count("\n", 0, offset), offset - self.text.rfind("\n", 0, offset)
        )

    @property
    def for_mkdocs(self) -> str:
        """The page with front matter that says the title and nothing else, so that no line of it is taken for more."""
        return f"---\n{json.dumps({'title': self.title} if self.title else {}, ensure_ascii=False)}\n---\n{self.text}"


def read_page(data: bytes, file: str) -> tuple[PageText | None, tuple[Finding, ...]]:
    """The page in `data`, or None and why it cannot be shown."""
    text, findings = read_text(data, file)
    if text is None:
        return None, findings
    front = _FRONT.match(text)
    title, faults = _front_matter(front[1], file) if front else ("", ())
    first = front[0].count("\n") + 1 if front else 1
    page = PageText(file, title, text[front.end() :] if front else text, first)
    faults = (*faults, *(_nesting(page) or _tags(page) or _unclosed(page)))
    return (None if faults else page), (*findings, *faults)


def _front_matter(text: str, file: str) -> tuple[str, tuple[Finding, ...]]:
    """The title that front matter gives, and what else it says: that would act on MkDocs."""
    document, findings = parse(f"\n{text}".encode(), file, frozenset({_KEYS})) if text.strip() else (None, ())
    if document is None:
        return "", findings
    value = document.value
    if not isinstance(value, dict):
        return "", (_front_fault(Position(file, 2, 1)),)
    faults = [_front_fault(document.key_at((key,))) for key in value if key not in _KEYS]
    title = value.get("title", "")
    if not isinstance(title, str):
        faults.append(_front_fault(document.at(("title",))))
        return "", tuple(faults)
    return title, tuple(faults)


def _front_fault(at: Position) -> Finding:
    return error("bad-page", at, "页首的设置只能有 title（标题）", "the front matter may hold a title only").mend(
        "只留 title: 标题，其余删去。", "Keep `title: …` and delete the rest."
    )


def _nesting(page: PageText) -> tuple[Finding, ...]:
    """The first line that stands too deep in lists and quotations: Markdown calls itself for each level."""
    for number, line in enumerate(page.text.split("\n"), page.first):
        start = _MARKERS.match(line)
        head = start[0].expandtabs(4) if start else ""
        markers = len(_MARKER.findall(start[0])) if start else 0
        if markers > MAX_DEPTH or markers + head.count("    ") > 2 * MAX_DEPTH:
            return (
                error(
                    "too-large",
                    Position(page.file, number, 1),
                    f"列表或引用嵌套超过 {MAX_DEPTH} 层",
                    f"lists or quotations more than {MAX_DEPTH} deep",
                ).mend("少套几层，或分成几页。", "Nest less, or split the page."),
            )
    return ()


def _tags(page: PageText) -> tuple[Finding, ...]:
    """The place where too many tags of HTML are open."""
    depth = 0
    for found in _TAG.finditer(page.text):
        if found[2].lower() not in _VOID:
            depth = max(depth - 1, 0) if found[1] else depth + 1
        if depth > _MAX_TAGS:
            return (
                error(
                    "too-large",
                    page.at(found.start()),
                    f"HTML 标签嵌套超过 {_MAX_TAGS} 层",
                    f"tags of HTML more than {_MAX_TAGS} deep",
                ).mend("补上缺少的结束标签，例如 </b>。", "Close them, as in </b>."),
            )
    return ()


def _unclosed(page: PageText) -> tuple[Finding, ...]:
    """A page that Markdown would search again and again for the ends of brackets that are never closed."""
    blocks = [(found.start(), found.end()) for found in _BLOCK.finditer(page.text)]
    cost, place = 0, 0
    for opening in "[(":
        for start, end in blocks:
            spent, worst = _searched(page.text, start, end, opening)
            cost, place = cost + spent, worst if spent else place
    spent, worst = _searched(page.text, 0, len(page.text), "<")
    # What looks like a declaration is searched for several ends, one after the other.
    cost, place = cost + spent * (10 if "<![" in page.text else 1), worst if spent else place
    if cost <= MAX_SEARCH:
        return ()
    return (
        error(
            "too-large",
            page.at(place),
            "括号太多而没有配对，这一页无法排版",
            "too many brackets that are not closed: the page cannot be set",
        ).mend(
            "补上缺少的 ]、) 或 >；原样显示的括号，前面加反斜杠（\\[）。",
            "Close them; a bracket that is meant as such has a backslash in front (\\[).",
        ),
    )


def _searched(text: str, start: int, end: int, opening: str) -> tuple[int, int]:
    """Characters that are looked through for the partners of all `opening`s between two places; the last of them."""
    closing = _CLOSED[opening]
    open_: list[int] = []
    cost, place = 0, start
    for found in re.compile(f"[{re.escape(opening + closing)}]").finditer(text, start, end):
        if found[0] == opening:
            open_.append(found.start())
            place = found.start()
        elif open_:
            cost += found.start() - open_.pop()
    return cost + sum(end - begun for begun in open_), place
