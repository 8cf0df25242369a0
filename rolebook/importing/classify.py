"""What a piece is: by the heading above it, by the grammar of its sentence, and how sure that is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rolebook.importing import noise, verdicts
from rolebook.importing.blank_forms import blank_lines
from rolebook.importing.fields.one_way import with_units
from rolebook.importing.fields_in_rows import kind_of_label, labels_in
from rolebook.importing.names import is_role_word, role_named
from rolebook.importing.outline import Node
from rolebook.importing.pieces import is_told_in_sentences
from rolebook.importing.rules import (
    DOUBTFUL,
    FAIR,
    LIKELY,
    OF_SECTION,
    SURE,
    Rules,
    Verdict,
    first_of,
    of_text,
)
from rolebook.importing.section_words import announced, label_of
from rolebook.importing.sentences import of_row, of_sentence
from rolebook.words.wording import Wording

_STRUCTURE = {
    "title": ("title", Wording("文档标题", "the document's title")),
    "heading": ("heading", Wording("小标题", "a heading")),
    "header": ("heading", Wording("表头", "the headings of a table")),
    "group": ("heading", Wording("表中的分组行", "a row that heads others")),
    "page": ("site", Wording("页码", "a page number")),
    "separator": ("site", Wording("分隔线，或没有意思的长行", "a rule, or a long line that says nothing")),
    "outside": ("site", Wording("页眉、页脚或网页文字", "what a page or site puts round the text")),
}
_OF_SITE = Verdict("site", LIKELY, Wording("网站上的文字", "a web site's words"))
_WHOLE = 20
"""Characters from which a lead is a sentence of its own."""
_IS_FIELD = re.compile(r"[\u3400-\u9fff][\u3400-\u9fff \u3000]{1,9}[：:]\s*[^。；：:]{1,30}")
_OF_RULES = frozenset({"rule", "process", "penalty", "mixed"})
_SITE_FIELDS = re.compile(r"(?:[\u3400-\u9fff]{2,6}[：:]\s?[^：:。；]{1,20}(?:[ \u3000]{2,}|$)){2,}")
"""`发布：厂办　　浏览：128次` between a title and its text, with labels that no form has."""
_DATE = Wording("只有日期", "nothing but a date")
_BEFORE = Wording("正文之前的文字", "what stands before the text itself")


def is_list(node: Node) -> bool:
    """Whether a piece stands where duties or qualifications are listed, so that its semicolons part items."""
    if node.what != "text" or node.section not in {"duty", "qualification"} or labels_in(node.piece.text):
        return False
    is_told = node.section == "duty" and is_told_in_sentences(node.piece.text)
    return bool(node.above) and ("；" in node.piece.text or ";" in node.piece.text or is_told)


_SIGNED = re.compile(r"[\u3400-\u9fff（）()]{2,24}(?<![的者])")
_SIGNERS = re.compile(r"[\u3400-\u9fff]{2,20}[部处科室会司厂店院校所站局队心园](?:[（(]盖?章[）)])?")
"""The name of a department or company."""
_DAY = re.compile(
    r"(?:[\u3400-\u9fff（）()\s]*[\u3400-\u9fff）)](?<![自至于从到]))?\s*"
    r"(?:[\d○〇零一二三四五六七八九十]{4}\s*|[ \u3000_＿]+)年[\s\d一二三四五六七八九十_＿]*月"
    r"[\s\d一二三四五六七八九十_＿]*[日号]"
)
"""A day, behind a name perhaps: `示例公司　二〇二六年一月一日`, and not `试行至2026年6月30日`."""
_MOST_SIGNERS = 3


def _signatures(nodes: Sequence[Node]) -> frozenset[int]:
    """Who signs, and the day: lines without a stop right above a day, or at the very end."""
    found: set[int] = set()
    for at, node in enumerate(nodes):
        text = node.piece.text.strip()
        is_day = noise.is_date(text) or (_DAY.fullmatch(text) is not None and len(text) <= _LONGEST_DAY)
        is_end = at == len(nodes) - 1 and _SIGNERS.fullmatch(text)
        if not (node.has_content and node.what == "text" and (is_day or is_end)):
            continue
        found.add(at)
        for before in range(at - 1, max(-1, at - 1 - _MOST_SIGNERS), -1):
            above = nodes[before]
            if above.piece.mark or not _signs(above, is_beside=before == at - 1):
                break
            found.add(before)
    return frozenset(found)


def _signs(node: Node, *, is_beside: bool) -> bool:
    """Whether a line above a day may be a name; below 岗位职责 and the like lines without a stop are mostly items."""
    text, is_listed = node.piece.text, node.section in _LISTED
    says = verdicts.is_qualification(text) or verdicts.is_penalty(text) or (is_listed and verdicts.is_duty(text))
    name = _SIGNED if is_beside or not is_listed else _SIGNERS
    return node.what in {"text", "heading"} and not says and name.fullmatch(text) is not None


_LISTED = frozenset({"duty", "qualification", "penalty", "reward", "mixed", "indicator"})


_LONGEST_DAY = 30
"""Characters of a line with who signs and the day."""


def classified(nodes: Sequence[Node], title: str) -> Iterator[Verdict]:
    """The verdicts on the nodes of one document, in order. `title`: that of the document."""
    is_behind_site = has_clause = False
    main = announced(title)
    is_advertisement = main not in _OF_RULES and any(node.section == "qualification" for node in nodes)
    links = _links_at_end(nodes)
    signed, blank = _signatures(nodes), blank_lines(nodes)
    for index, node in enumerate(nodes):
        placed = replace(node, has_content=True) if has_clause else node
        if node.section == "benefit" and not is_advertisement and not is_role_word(node.owner):
            placed = replace(placed, section="rule")  # what a company gives its people
        is_link = index > links and node.what in {"heading", "item", "text"}
        verdict = _OF_SITE if is_link else _verdict(placed, main, is_behind_site=is_behind_site)
        if index in signed and verdict.kind != "site":
            verdict = Verdict("form", LIKELY, Wording("文末的落款", "who signs, at the end"))
        if index in blank:
            verdict = Verdict("form", SURE, Wording("没有填写的表格", "blanks that nobody has filled in"))
        has_clause = has_clause or verdict.kind in {"penalty", "reward", "duty", "qualification"}
        is_behind_site = verdict.kind == "site" and node.what in {"text", "item", "heading"}
        yield verdict


def _verdict(node: Node, main: str, *, is_behind_site: bool) -> Verdict:
    text = " ".join(with_units(node.row.piece.cells, node.row.headings)) if node.row else node.piece.text.strip()
    if node.what in _STRUCTURE:
        return _structural(node, text)
    if is_behind_site and node.what == "item" and noise.is_link(text):
        return _OF_SITE
    if around := first_of(_AROUND, node, text):
        return around
    is_of_post = node.row is not None and node.row.about == "fact" and bool(node.row.headings)
    is_field = bool(node.row is None and labels_in(text) and not verdicts.is_clear_penalty(text))
    if node.what == "field" or is_of_post or is_field:
        return _field(node, labels_in(text))
    return of_row(node, text) if node.row is not None else of_sentence(node, text, main)


def _links_at_end(nodes: Sequence[Node]) -> int:
    """The index of a site's words behind which nothing but titles of other documents stands; else how many nodes."""
    at = len(nodes)
    while at and (noise.is_of_site(nodes[at - 1].piece.text) or noise.is_link(nodes[at - 1].piece.text)):
        at -= 1
    return next((one for one in range(at, len(nodes)) if noise.is_of_site(nodes[one].piece.text)), len(nodes))


def _structural(node: Node, text: str) -> Verdict:
    is_lead = node.what == "heading" and node.piece.mark is None and text.endswith(("：", ":")) and len(text) > 10
    if is_lead and verdicts.is_purpose(text):
        return Verdict("summary", DOUBTFUL, Wording("说明设置目的的引导句", "a lead that says what the post is for"))
    is_sentence = is_lead and len(text) > _WHOLE and node.section in {"rule", "process"}
    if is_sentence and not verdicts.is_penalty(text):
        return Verdict("rule", DOUBTFUL, Wording("制度中引出下文的整句", "a sentence of a rule that leads on"))
    kind, why = _STRUCTURE[node.what]
    return Verdict(kind, LIKELY if node.what == "heading" else SURE, why)


_REMARK = re.compile(r"[(（][^()（）]+[)）]")
_PAY = re.compile(r"\d.*[元%％]|底薪|提成|工资")


def _is_before(node: Node) -> bool:
    """Whether a line stands between the title and the first heading or item."""
    return node.what == "text" and not node.has_content and not labels_in(node.piece.text)


def _is_plain_field(text: str) -> bool:
    return (
        _IS_FIELD.fullmatch(text) is not None
        and not labels_in(text)
        and not verdicts.is_duty(text)
        and not verdicts.is_penalty(text)
    )


def _is_scrap(node: Node, text: str) -> bool:
    """Whether a few words without a verb stand between the title and the text: `内部文件 · 注意保管`."""
    says_something = any(test(text) for test in (verdicts.is_duty, verdicts.is_penalty, verdicts.is_qualification))
    return _is_before(node) and len(text) < _WHOLE and not re.search("[。；;：:]", text) and not says_something


def _begins_rules(text: str) -> bool:
    return verdicts.is_introduction(text) and _LEADS_ON.search(text) is not None


_SUM_OF_ROWS = re.compile(r"(?:合\s*计|总\s*计|小\s*计)(?:\s|$)")
_LEADS_ON = re.compile(r"特?制[定订](?:以下|如下|本)")
_AROUND: Rules = (
    (of_text(noise.is_of_site), _OF_SITE.kind, _OF_SITE.confidence, _OF_SITE.reason),
    (
        lambda node, text: node.row is not None and _SUM_OF_ROWS.match(text),
        "form",
        LIKELY,
        Wording("合计的一行", "a row with the sum of the others"),
    ),
    (of_text(noise.is_contents), "site", LIKELY, Wording("目录", "a table of contents")),
    (
        lambda node, text: node.what in {"text", "field"} and noise.is_form(text),
        "form",
        LIKELY,
        Wording("供签字填写的空白", "blanks to sign or fill in"),
    ),
    (lambda node, text: node.what == "text" and noise.is_date(text), "form", LIKELY, _DATE),
    (lambda node, text: _is_before(node) and _SITE_FIELDS.fullmatch(text), "site", FAIR, _OF_SITE.reason),
    (lambda node, text: _is_before(node) and verdicts.is_introduction(text), "intro", LIKELY, _BEFORE),
    (lambda node, text: node.what == "text" and _begins_rules(text), "intro", LIKELY, None),
    (
        lambda node, text: node.what == "text" and not node.has_content and _REMARK.fullmatch(text),
        "intro",
        FAIR,
        Wording("标题之下括号里的说明", "a remark in brackets below the title"),
    ),
    (
        lambda node, text: node.what == "text" and bool(role_named(node.above)) and _is_plain_field(text),
        "fact",
        FAIR,
        Wording("岗位名称之下的项目", "a field below the name of a role"),
    ),
    (_is_scrap, "site", DOUBTFUL, _BEFORE),
    (
        lambda node, text: node.section == "benefit" and node.row is None and _PAY.search(text),
        "rule",
        DOUBTFUL,
        None,
    ),
    (
        lambda node, text: (
            node.row is None
            and (node.section == "benefit" or (not labels_in(text) and announced(label_of(text)) == "benefit"))
        ),
        "site",
        DOUBTFUL,
        None,
    ),
)
"""What is no text of the document, or only introduces or closes it."""


def _field(node: Node, labels: Sequence[str]) -> Verdict:
    labels = [node.row.piece.cells[0]] if node.row else labels
    kinds = [kind_of_label(label) for label in labels]
    kind = max(kinds, key=kinds.count, default="") or "fact"
    if node.row and node.row.about:
        kind = "fact" if node.row.about == "fact" else OF_SECTION.get(node.row.about, node.row.about)
    elif node.section == "qualification" and "fact" not in kinds:
        kind = "qualification"
    named = "、".join(labels[:3])
    return Verdict(kind, LIKELY, Wording(f"项目“{named}”", f"fields: {named}"))
