"""What a piece is: by the heading above it, by the grammar of its sentence, and how sure that is."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from rolebook.importing import noise, verdicts
from rolebook.importing.fields_in_rows import kind_of_label, labels_in
from rolebook.importing.names import role_named
from rolebook.importing.outline import Node
from rolebook.importing.section_words import announced, label_of
from rolebook.words.text import shortened
from rolebook.words.wording import Wording


@dataclass(frozen=True, slots=True)
class Verdict:
    """A kind, how sure it is (0 to 1), and why."""

    kind: str
    confidence: float
    reason: Wording


_OF_SECTION = {
    "duty": "duty",
    "qualification": "qualification",
    "indicator": "indicator",
    "penalty": "penalty",
    "reward": "reward",
    "authority": "other",
    "relation": "other",
    "fact": "other",
    "purpose": "summary",
    "rule": "rule",
    "process": "rule",
    "assessment": "rule",
    "form": "form",
    "summary": "summary",
}
"""What a heading announces → the kind of the items below it."""
_STRUCTURE = {
    "title": ("title", Wording("文档标题", "the document's title")),
    "heading": ("heading", Wording("小标题", "a heading")),
    "header": ("heading", Wording("表头", "the headings of a table")),
    "group": ("heading", Wording("表中的分组行", "a row that heads others")),
    "page": ("site", Wording("页码", "a page number")),
    "separator": ("site", Wording("分隔线", "a rule")),
    "outside": ("site", Wording("页眉、页脚或网页文字", "what a page or site puts round the text")),
}
_WHOLE = 20
"""Characters from which a lead is a sentence of its own."""
_IS_FIELD = re.compile(r"[\u3400-\u9fff][\u3400-\u9fff \u3000]{1,9}[：:]\s*[^。；：:]{1,30}")
_SURE, _LIKELY, _FAIR, _DOUBTFUL, _GUESS = 0.97, 0.9, 0.75, 0.55, 0.4


def is_list(node: Node) -> bool:
    """Whether a piece stands where duties or qualifications are listed, so that its semicolons part items."""
    if node.what != "text" or node.section not in {"duty", "qualification"} or labels_in(node.piece.text):
        return False
    return bool(node.above) and ("；" in node.piece.text or ";" in node.piece.text)


_SIGNED = re.compile(r"[\u3400-\u9fff（）()]{2,20}[部处科室会司厂店院校所站局队心]")
"""The name of a department or company."""


def classified(nodes: Sequence[Node], title: str) -> Iterator[Verdict]:
    """The verdicts on the nodes of one document, in order. `title`: that of the document."""
    is_behind_site = has_clause = False
    main = announced(title)
    for node, following in zip(nodes, [*nodes[1:], None], strict=True):
        placed = replace(node, has_content=True) if has_clause else node
        verdict = _verdict(placed, main, is_behind_site=is_behind_site)
        if has_clause and following and noise.is_date(following.piece.text) and _SIGNED.fullmatch(node.piece.text):
            verdict = Verdict("form", _LIKELY, Wording("日期之上的落款", "who signs, above the date"))
        has_clause = has_clause or verdict.kind in {"penalty", "reward", "duty", "qualification"}
        is_behind_site = verdict.kind == "site" and node.what in {"text", "item"}
        yield verdict


Test = Callable[[Node, str], object]
Rules = Sequence[tuple[Test, str, float, Wording | None]]
"""Tests with the kind, how sure it is and why (None: because of the heading above). The first that holds decides."""


def _text(test: Callable[[str], object]) -> Test:
    """A test that looks at the sentence alone."""
    return lambda _, text: test(text)


def _first(rules: Rules, node: Node, text: str) -> Verdict | None:
    """The verdict of the first rule that holds."""
    for test, kind, confidence, why in rules:
        if test(node, text):
            return Verdict(kind, confidence, why or _under(node))
    return None


_FINE = Wording("写明罚多少", "it says how much is fined")
_GIFT = Wording("写明奖多少", "it says what is given")
_RULE = Wording("句式是规则", "worded as a rule")
_CLOSING = Wording("结束语", "closing words")
_PURPOSE = Wording("说明设置目的的句子", "a sentence that says what the post is for")
_BEFORE = Wording("正文之前的文字", "what stands before the text itself")


def _verdict(node: Node, main: str, *, is_behind_site: bool) -> Verdict:
    text = node.piece.text.strip()
    if node.what in _STRUCTURE:
        return _structural(node, text)
    if is_behind_site and noise.is_of_site_list(text):
        return Verdict("site", _LIKELY, Wording("网站上的文字", "a web site's words"))
    if around := _first(_AROUND, node, text):
        return around
    if node.what == "field" or (node.row is None and labels_in(text)):
        return _field(node, text)
    return _row(node, text) if node.row is not None else _sentence(node, text, main)


def _structural(node: Node, text: str) -> Verdict:
    is_lead = node.what == "heading" and node.piece.mark is None and text.endswith(("：", ":")) and len(text) > 10
    if is_lead and verdicts.is_purpose(text):
        return Verdict("summary", _DOUBTFUL, Wording("说明设置目的的引导句", "a lead that says what the post is for"))
    is_sentence = is_lead and len(text) > _WHOLE and node.section in {"rule", "process"}
    if is_sentence and not verdicts.is_penalty(text):
        return Verdict("rule", _DOUBTFUL, Wording("制度中引出下文的整句", "a sentence of a rule that leads on"))
    kind, why = _STRUCTURE[node.what]
    return Verdict(kind, _LIKELY if node.what == "heading" else _SURE, why)


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


def _is_plain_beginning(node: Node, text: str) -> bool:
    says_something = verdicts.is_duty(text) or verdicts.is_penalty(text) or verdicts.is_reward(text)
    return _is_before(node) and text[-1:] in "。：:" and not says_something


_AROUND: Rules = (
    (_text(noise.is_of_site), "site", _LIKELY, Wording("网站上的文字", "a web site's words")),
    (_text(noise.is_contents), "site", _LIKELY, Wording("目录", "a table of contents")),
    (
        lambda node, text: node.what == "text" and noise.is_editors_talk(text),
        "intro",
        _LIKELY,
        Wording("文集编者的开场白", "an introduction by whoever collected the documents"),
    ),
    (
        lambda node, text: node.what in {"text", "field"} and noise.is_form(text),
        "form",
        _LIKELY,
        Wording("供签字填写的空白", "blanks to sign or fill in"),
    ),
    (
        lambda node, text: node.what == "text" and noise.is_date(text),
        "form",
        _LIKELY,
        Wording("只有日期", "nothing but a date"),
    ),
    (
        lambda node, text: node.what == "text" and not node.has_content and _REMARK.fullmatch(text),
        "intro",
        _FAIR,
        Wording("标题之下括号里的说明", "a remark in brackets below the title"),
    ),
    (lambda node, text: _is_before(node) and _IS_FIELD.fullmatch(text), "fact", _FAIR, _BEFORE),
    (
        lambda node, text: node.what == "text" and bool(role_named(node.above)) and _is_plain_field(text),
        "fact",
        _FAIR,
        Wording("岗位名称之下的项目", "a field below the name of a role"),
    ),
    (lambda node, text: _is_before(node) and verdicts.is_introduction(text), "intro", _LIKELY, _BEFORE),
    (lambda node, text: _is_before(node) and verdicts.is_purpose(text), "summary", _FAIR, _PURPOSE),
    (_is_plain_beginning, "intro", _DOUBTFUL, _BEFORE),
    (
        lambda node, text: node.what == "text" and (noise.is_closing(text) or verdicts.is_closing(text)),
        "summary",
        _LIKELY,
        _CLOSING,
    ),
    (
        lambda node, text: node.section == "benefit" and node.row is None and _PAY.search(text),
        "rule",
        _DOUBTFUL,
        None,
    ),
    (
        lambda node, text: (
            node.row is None
            and (node.section == "benefit" or (not labels_in(text) and announced(label_of(text)) == "benefit"))
        ),
        "site",
        _DOUBTFUL,
        None,
    ),
)
"""What is no text of the document, or only introduces or closes it."""


def _field(node: Node, text: str) -> Verdict:
    labels = [node.row.piece.cells[0]] if node.row else labels_in(text)
    kinds = [kind_of_label(label) for label in labels]
    kind = max(kinds, key=kinds.count, default="") or "fact"
    if node.row and node.row.about:
        kind = "fact" if node.row.about == "fact" else _OF_SECTION.get(node.row.about, node.row.about)
    elif node.section == "qualification" and len(labels) == 1 and kind_of_label(labels[0]) != "fact":
        kind = "qualification"
    elif len(labels) > 1 and kind == "qualification":
        kind = "fact"
    if kind == "fact" and node.section in {"rule", "process"} and text.endswith("。"):
        kind = "rule"
    named = "、".join(labels[:3])
    return Verdict(kind, _LIKELY, Wording(f"项目“{named}”", f"fields: {named}"))


def _row(node: Node, text: str) -> Verdict:
    """A row of a table: by the headings of its columns, else as a sentence."""
    if node.section in {"penalty", "mixed", "reward"}:
        return _judged(node, text)
    if node.section == "indicator":
        return _first(_INDICATOR_ROW, node, text) or Verdict("indicator", _LIKELY, _under(node))
    if node.section in _OF_SECTION and node.section not in {"rule", "process"}:
        return Verdict(_OF_SECTION[node.section], _LIKELY, _under(node))
    return _sentence(node, text, node.section)


_SHARE = re.compile(r"(?:^|\s)\d+[%％](?:\s|$)")
"""A cell with nothing but a share: the weight of an indicator."""
_INDICATOR_ROW: Rules = (
    (
        _text(
            lambda text: verdicts.is_clear_penalty(text) and not verdicts.is_indicator(text) and not _SHARE.search(text)
        ),
        "penalty",
        _FAIR,
        _FINE,
    ),
)


def _sentence(node: Node, text: str, main: str) -> Verdict:
    """A sentence by its section and its grammar."""
    section = node.section
    if section in {"penalty", "mixed", "reward"}:
        return _judged(node, text)
    rules = {
        "duty": _IN_DUTIES,
        "qualification": _IN_QUALIFICATIONS,
        "indicator": _IN_INDICATORS,
        "rule": _IN_RULES,
        "process": _IN_RULES,
        "assessment": _ASSESSED,
        "": _IN_RULES[1:] if verdicts.is_duty(text) else _IN_RULES,
    }
    found = _first(rules.get(section, ()), node, text)
    if found is None and section == "":
        return _without_section(node, text, main)
    return found or Verdict(_OF_SECTION.get(section, "other"), _FAIR, _under(node))


def _is_reward_among(text: str) -> bool:
    return verdicts.is_sure_penalty(text) and verdicts.is_reward(text) and not verdicts.is_clear_penalty(text)


def _is_penalty_among_duties(text: str) -> bool:
    return verdicts.is_sure_penalty(text) and not verdicts.is_rule(text)


def _is_of_chapter(node: Node, _: str) -> bool:
    return node.piece.mark is not None and node.piece.mark.style in {"chapter", "passage", "part"}


_NOTE = re.compile(r"(?:备注|附?注|说明)\d?[：:]")
_IN_DUTIES: Rules = (
    (_text(_NOTE.match), "rule", _FAIR, _RULE),
    (_is_of_chapter, "rule", _DOUBTFUL, Wording("章节编号之后的整句", "a sentence behind the number of a chapter")),
    (_text(lambda text: _is_reward_among(text) and not verdicts.is_rule(text)), "reward", _DOUBTFUL, _GIFT),
    (
        _text(_is_penalty_among_duties),
        "penalty",
        _FAIR,
        Wording("职责之间写明罚多少的一句", "among duties, a sentence that says the fine"),
    ),
    (
        lambda node, text: node.what == "text" and verdicts.is_purpose(text) and not verdicts.is_duty(text),
        "summary",
        _FAIR,
        _PURPOSE,
    ),
    (_text(verdicts.is_duty), "duty", _SURE, None),
    (lambda _node, _text: True, "duty", _LIKELY, None),
)
_IN_QUALIFICATIONS: Rules = (
    (_text(verdicts.is_clear_penalty), "penalty", _DOUBTFUL, _FINE),
    (_text(verdicts.is_qualification), "qualification", _SURE, None),
)
_CELLS = re.compile(r"权重|\S\s{2,}\S.*\S\s{2,}\S|[≥≤]")
"""What a table of indicators leaves on a line: cells, a weight, a target."""
_IN_INDICATORS: Rules = (
    (
        _text(lambda text: verdicts.is_clear_penalty(text) and "元" in text and not _CELLS.search(text)),
        "penalty",
        _FAIR,
        _FINE,
    ),
    (
        _text(
            lambda text: verdicts.is_clear_penalty(text) and not verdicts.is_indicator(text) and not _CELLS.search(text)
        ),
        "penalty",
        _DOUBTFUL,
        _FINE,
    ),
    (_text(lambda text: verdicts.is_reward(text) and not verdicts.is_indicator(text)), "reward", _DOUBTFUL, _GIFT),
    (_text(verdicts.is_rule), "rule", _DOUBTFUL, _RULE),
    (_text(verdicts.is_indicator), "indicator", _LIKELY, None),
)
_IN_RULES: Rules = (
    (_text(verdicts.is_rule), "rule", _LIKELY, _RULE),
    (_text(_is_reward_among), "reward", _FAIR, _GIFT),
    (_text(verdicts.is_sure_penalty), "penalty", _LIKELY, Wording("写明怎样处罚", "it says what is the punishment")),
    (
        _text(lambda text: verdicts.is_clear_reward(text) or (verdicts.is_reward(text) and not verdicts.is_duty(text))),
        "reward",
        _FAIR,
        _GIFT,
    ),
    (
        _text(lambda text: verdicts.is_priced_offence(text) and not verdicts.is_duty(text)),
        "penalty",
        _DOUBTFUL,
        Wording("有行为和金额", "it names an offence and an amount"),
    ),
    (lambda node, _: node.section, "rule", _LIKELY, None),
)


_ASSESSED: Rules = ((_text(verdicts.is_measure), "indicator", _LIKELY, None), *_IN_RULES)


def _without_section(node: Node, text: str, main: str) -> Verdict:
    """A sentence below no heading that says what it is: by its grammar, and by the document's title."""
    if found := _first(_BY_GRAMMAR, node, text):
        return found
    if verdicts.is_duty(text) or node.what == "item":
        kind = _OF_SECTION[main] if main in {"rule", "process"} else "duty"
        sure = _FAIR if verdicts.is_duty(text) else _DOUBTFUL
        return Verdict(kind, sure, Wording("句式和文档标题", "its wording and the document's title"))
    if main in _OF_SECTION and node.owner:
        return Verdict(_OF_SECTION[main], _GUESS, Wording("文档标题", "the document's title"))
    return Verdict("other", _GUESS, Wording("没有可以判断的依据", "nothing says what it is"))


_FORBIDS = re.compile(r"(?:严禁|禁止|不[准得许])")
_BY_GRAMMAR: Rules = (
    (_text(_FORBIDS.match), "rule", _FAIR, Wording("写明不许做什么", "it says what is forbidden")),
    (
        _text(lambda text: verdicts.is_qualification(text) and not verdicts.is_duty(text)),
        "qualification",
        _DOUBTFUL,
        Wording("句式是任职资格", "worded as a qualification"),
    ),
    (
        _text(lambda text: "权重" in text and verdicts.is_indicator(text)),
        "indicator",
        _DOUBTFUL,
        Wording("句式是考核指标", "worded as an indicator"),
    ),
    (
        lambda node, text: node.what == "text" and verdicts.is_purpose(text) and not verdicts.is_duty(text),
        "summary",
        _DOUBTFUL,
        _PURPOSE,
    ),
)


def _is_gift(text: str) -> bool:
    """Whether a text below penalties or rewards gives something and takes nothing."""
    return verdicts.is_reward(text) and not verdicts.takes(text)


def _is_unpunished(node: Node, text: str) -> bool:
    """Whether a line without a number says neither what must not be done nor how it is punished."""
    return node.what == "text" and not verdicts.is_offence(text) and not node.given


def _judged(node: Node, text: str) -> Verdict:
    """A penalty or a reward, or a rule about them."""
    return _first(_PENALTIES, node, text) or Verdict("rule", _DOUBTFUL, _under(node))


_PENALTIES: Rules = (
    (lambda node, text: node.row is None and verdicts.is_rule(text), "rule", _FAIR, _RULE),
    (_text(_is_gift), "reward", _LIKELY, None),
    (lambda node, text: node.section == "reward" and verdicts.is_clear_penalty(text), "penalty", _FAIR, _FINE),
    (lambda node, _: node.section == "reward", "reward", _LIKELY, None),
    (_text(verdicts.is_penalty), "penalty", _LIKELY, None),
    (_text(verdicts.is_priced_offence), "penalty", _FAIR, None),
    (lambda node, _: node.row is not None, "penalty", _FAIR, None),
    (_text(verdicts.is_closing), "summary", _FAIR, _CLOSING),
    (
        lambda node, text: node.section == "penalty" and _is_unpunished(node, text),
        "rule",
        _DOUBTFUL,
        Wording("没有编号，没有说明怎样处罚", "no number, and no punishment in it"),
    ),
    (lambda node, _: node.section == "penalty", "penalty", _FAIR, None),
)


def _under(node: Node) -> Wording:
    above = shortened(node.above, 20)
    return Wording(f"在“{above}”之下", f"below '{above}'") if above else Wording("句式", "its wording")
