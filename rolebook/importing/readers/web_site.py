"""Which lines of a web page are its text, and which are of the site around it: menus, advertisements, related links."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rolebook.importing.blocks import Block
from rolebook.importing.readers.office import Element

_TEXT_TAGS = frozenset(("main", "article"))
_SITE_TAGS = frozenset(("nav", "footer", "aside", "dialog", "menu"))
_SITE_ROLES = frozenset(("navigation", "banner", "contentinfo", "complementary", "search", "dialog"))
_NAMES = re.compile(
    r"(?:site|page|top|bottom|main|global|web|left|right|art|article|[a-z])?[-_]?"
    r"(?:nav|navbar|navigation|menu|breadcrumbs?|crumbs?|sidebar|side|aside|footer|foot|copyright|header|topbar|banner"
    r"|toolbar|share|sharing|related|relevant|recommend(?:ed|ation|s)?|comments?|ads?|advs?|advert(?:isement)?|gg|guanggao"
    r"|login|register|search(?:bar|box)?|pagination|pager|hot|rank(?:ing)?|friend-?links?|links|qrcode|ewm|tags|prevnext"
    r"|prev-?next|disclaimer|mianze|meta|info-?bar|hidden|popup|modal|cookie)"
    r"(?:[-_]?(?:box|bar|list|wrap|wrapper|container|area|con|nav|menu|left|right|inner|links?|items?|\d+))?"
)
"""Classes and ids by which pages name what is not their text."""
_SAYINGS = re.compile(
    r"(?:©|版权所有|copyright\b).*|.*版权所有|.*ICP[备证]\s*\d.*|.*公网安备\s*\d.*"
    r"|(?:您?的?(?:当前|现在)?的?位置|您(?:现在)?的位置|当前位置)(?:是)?\s*[：:>].*|[上下]一[篇页条](?:\s*[：:].*)?|[上下]一篇.{0,40}"
    r"|返回(?:顶部|首页|列表|上页|上一页)|分享(?:到|至)?\s*[：:].*|(?:一键)?分享(?:到|至)?|(?:微信)?扫一扫\s*[，,]?\s*(?:关注|分享|下载|添加).{0,20}"
    r"|(?:相关|热门|推荐|最新|精彩|猜你)(?:推荐|阅读|文章|资讯|文档|内容|范文|喜欢)\s*[：:]?|大家都在看|猜你(?:还)?喜欢"
    r"|责任编辑\s*[：:].*|本文(?:来源|链接|地址|由).{0,60}(?:[：:/]|整理|发布|提供).*|免责声明(?:\s*[：:].*)?"
    r"|(?:来源|作者|发布(?:时间|日期|人)|更新(?:时间|日期)|浏览(?:次数|量)?|阅读(?:次数|量)?|点击(?:次数|数|量)?)\s*[：:].{0,60}"
    r"|[【\[（(]?\s*(?:加入收藏|收藏(?:本[页站文])?|打印(?:本[页文])?|关闭(?:窗口|本页)?|举报|复制链接)\s*[】\]）)]?"
    r"(?:[\s|/、]*[【\[（(]?\s*(?:加入收藏|收藏(?:本[页站文])?|打印(?:本[页文])?|关闭(?:窗口|本页)?|举报|分享到?)\s*[】\]）)]?)*"
    r"|首页|登录|注册|网站地图|联系我们|关于我们|设为首页",
    re.IGNORECASE,
)
"""Whole lines that only the site around a text says."""
_LONGEST_SAYING = 80
_MOSTLY = 0.8
"""From this share of linked text on a line is a link and nothing else."""
_A_PAGE_S_TEXT = 0.3
"""The share of a page's text that must stand in what calls itself its text."""
_SENTENCE_END = re.compile(r"[。；;！!？?]$")


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a piece of text.

    Attributes:
        text: an element that calls itself the text of the page (`<main>`, `<article>`).
        site: one that calls itself a menu, a footer and so on.
        hidden: one that is not shown, or is of a form.
        as_written: `<pre>`.
        linked: the share of a line's text that is linked.

    """

    heading: int = 0
    bold: bool = False
    link: bool = False
    table: int = 0
    as_written: bool = False
    hidden: bool = False
    text: bool = False
    site: bool = False
    linked: float = 0.0


class Shape:
    """How much text each element of a page holds, and what it calls itself; `texts` call themselves the page's text."""

    def __init__(self, root: Element, unshown: frozenset[str]) -> None:
        self._elements = list(root.iter())  # kept, so that lxml gives the same objects again
        self._lengths: dict[Element, int] = {}
        for element in reversed(self._elements):  # children come before their parents
            inside = 0
            if isinstance(element.tag, str) and element.tag not in unshown:
                inside = len((element.text or "").strip())
                inside += sum(self._lengths[child] + len((child.tail or "").strip()) for child in element)
            self._lengths[element] = inside
        self._all = max(self._lengths.get(root, 0), 1)
        texts = {one for one in self._elements if one.tag in _TEXT_TAGS or _role(one) in {"main", "article"}}
        outer = {one for one in texts if texts.isdisjoint(one.iterancestors())}
        held = sum(self._lengths[one] for one in outer)
        self.texts = outer if held >= _A_PAGE_S_TEXT * self._all else set()

    def is_site(self, element: Element) -> bool:
        """Whether an element says that it is something else, and does not hold most of the page all the same."""
        if self._lengths.get(element, 0) > self._all / 2:
            return False
        names = f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()
        return (
            element.tag in _SITE_TAGS
            or _role(element) in _SITE_ROLES
            or (element.tag == "header" and self.texts.isdisjoint(element.iterancestors()))
            or any(_NAMES.fullmatch(name) for name in names)
        )


def marked(lines: Sequence[tuple[Block, Around]]) -> Iterator[Block]:
    """The lines with their part: `site` for what is not the text of the page.

    Where the page says itself which element is its text, all else is of the site.
    """
    told = any(around.text for _, around in lines)
    links = [around.linked >= _MOSTLY and not block.heading and not _is_sentence(block) for block, around in lines]
    for index, (block, around) in enumerate(lines):
        length = len(block.text)
        leads_to_links = length <= _LONGEST_SAYING / 4 and not _is_sentence(block) and all(links[index + 1 : index + 4])
        says_so = length <= _LONGEST_SAYING and not block.cells and _SAYINGS.fullmatch(block.text) is not None
        is_around = around.site or around.hidden or (told and not around.text)
        is_site = is_around or says_so or links[index] or (leads_to_links and len(links) > index + 3)
        yield replace(block, part="site") if is_site else block


def _is_sentence(block: Block) -> bool:
    return bool(_SENTENCE_END.search(block.text))


def _role(element: Element) -> str:
    return (element.get("role") or "").strip().lower() if isinstance(element.tag, str) else ""
