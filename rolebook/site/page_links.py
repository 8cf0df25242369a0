"""The links of the pages in Markdown: each leads to a page, an anchor or a picture that the site has."""

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

import lxml.html
import markdown
import nh3

from rolebook.findings.finding import Finding, Position, error
from rolebook.site.own_pages import OwnFiles, address
from rolebook.site.page_text import PageText
from rolebook.words.spelling import nearest
from rolebook.words.text import shortened, visible
from rolebook.words.wording import Wording

EXTENSIONS = ("toc", "tables", "fenced_code", "attr_list")
"""What Markdown is read with: the first and third MkDocs adds itself, the others stand in mkdocs.yml."""
_ANCHORS = {level: {"id"} for level in ("h1", "h2", "h3", "h4")}


def only_text(html: str) -> str:
    """HTML from Markdown with what a text needs, and nothing that runs or hides."""
    return nh3.clean(html, attributes={**nh3.ALLOWED_ATTRIBUTES, **_ANCHORS}, link_rel=None)


def link_faults(own: OwnFiles, places: Collection[str]) -> Iterator[Finding]:
    """Every link of the pages that leads nowhere. `places` are the files that the site makes itself, from its root."""
    targets: dict[str, tuple[tuple[str, bool], ...]] = {}
    anchors: dict[str, frozenset[str]] = {}
    for name, page in own.pages.items():
        try:
            targets[name], anchors[name] = _targets_and_anchors(page.text)
        except RecursionError:
            yield _too_deep(page)
    there = _There(own, frozenset(places), anchors)
    for name, found_in_page in targets.items():
        page, place = own.pages[name], 0
        for target, is_picture in found_in_page:
            found = _place(page.text, target, place)
            place = found + 1 if found >= 0 else place
            if fault := there.fault(name, target, is_picture=is_picture):
                said, hint = fault
                yield error("broken-link", page.at(max(found, 0)), *said).mend(*hint)


@lru_cache(maxsize=1000)
def _targets_and_anchors(text: str) -> tuple[tuple[tuple[str, bool], ...], frozenset[str]]:
    """What a page names, and where one may link to in it; a preview asks again and again. Raises RecursionError."""
    html = markdown.Markdown(extensions=list(EXTENSIONS)).convert(text)
    return tuple(_targets(_tree(html))), frozenset(_tree(only_text(html)).xpath("//@id"))


def _place(text: str, target: str, start: int) -> int:
    """Where an address stands in a page, as that of a link or a picture first; -1 where Markdown wrote it anew."""
    named = re.compile(rf"(?:\]\(\s*<?|\]:\s*<?|[\"'=<])({re.escape(target)})").search(text, start)
    return named.start(1) if named else text.find(target, start)


def _tree(html: str) -> lxml.html.HtmlElement:
    return lxml.html.fragment_fromstring(html, create_parent=True)


def _targets(tree: lxml.html.HtmlElement) -> Iterator[tuple[str, bool]]:
    """The addresses that a page names, in order, and whether a picture is meant."""
    for element in tree.iter("a", "img"):
        target = element.get("src" if element.tag == "img" else "href")
        if target:
            yield target, element.tag == "img"


@dataclass(frozen=True, slots=True)
class _There:
    """What links may lead to: own pages and pictures, the site's own files, and the anchors of every own page."""

    own: OwnFiles
    places: frozenset[str]
    anchors: Mapping[str, frozenset[str]]

    def fault(self, name: str, target: str, *, is_picture: bool) -> tuple[Wording, Wording] | None:
        """What is wrong with a link of the page `name`, and how to mend it."""
        shown = visible(shortened(target, 60))
        try:
            parts = urlsplit(target)
        except ValueError:
            return _nowhere(shown, "")
        if parts.scheme or parts.netloc:
            return _on_the_net(shown) if is_picture else None  # other links are not kept: see only_text
        path, anchor = unquote(parts.path), unquote(parts.fragment)
        if path.startswith("/"):
            return (
                Wording(f"链接 {shown} 从根目录写起", f"the link {shown} begins at the root"),
                Wording("写成相对于这一页的路径，例如 hr/start.md。", "Write it relative to this page: hr/start.md."),
            )
        found = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
        if not self._has(found, is_picture=is_picture):
            return _nowhere(shown, nearest(found, [*self.own.pages, *self.own.pictures, *self.places]) or "")
        is_anchor = not anchor or anchor in self.anchors.get(found, (anchor,))
        return None if is_anchor else _no_anchor(shown)

    def _has(self, path: str, *, is_picture: bool) -> bool:
        if path in self.own.broken:
            return True
        if is_picture:
            return path in self.own.pictures or (path in self.places and not path.endswith(".html"))
        return path in self.places or path in {*self.own.pages, *self.own.pictures, *map(address, self.own.pages)}


def _on_the_net(shown: str) -> tuple[Wording, Wording]:
    return (
        Wording(f"图片 {shown} 在网上，手册中不会显示", f"the picture {shown} is on the net, and is not shown"),
        Wording("把图片存到 content/pages 中，再写它的文件名。", "Save it in content/pages and name that file."),
    )


def _nowhere(shown: str, near: str) -> tuple[Wording, Wording]:
    guess = Wording(f"是否应为 {near}？", f"Did you mean {near}? ") if near else Wording("", "")
    return (
        Wording(f"链接 {shown} 没有对应的页面或图片", f"the link {shown} leads to no page or picture"),
        Wording(
            f"{guess.zh}写自有页面或图片相对于这一页的路径，或手册中的网址，例如 roles/index.html。",
            f"{guess.en}Name a page or picture of content/pages, relative to this one, or a page as roles/index.html.",
        ),
    )


def _no_anchor(shown: str) -> tuple[Wording, Wording]:
    return (
        Wording(f"链接 {shown} 指向的标题不存在", f"the heading that {shown} leads to does not exist"),
        Wording(
            "核对 # 后面的名称；中文标题可以在末尾注明：## 标题 {#name}。",
            "Check the name behind #; a heading is given one as in `## Heading {#name}`.",
        ),
    )


def _too_deep(page: PageText) -> Finding:
    return error(
        "too-large", Position(page.file, page.first, 1), "这一页嵌套太深，无法排版", "nested too deep to be set"
    ).mend("少套几层列表和引用，或分成几页。", "Nest lists and quotations less, or split the page.")
