"""What the sentences and rows below each heading are, by its section and by their grammar: tables of rules. Pure."""

import re

from rolebook.importing import verdicts
from rolebook.importing.columns import column
from rolebook.importing.outline import Node
from rolebook.importing.rules import (
    DOUBTFUL,
    FAIR,
    GUESS,
    LIKELY,
    OF_SECTION,
    PURPOSE,
    Rules,
    Verdict,
    first_of,
    of_text,
    under,
)
from rolebook.importing.section_words import said_by_line
from rolebook.words.wording import Wording

_RULE = Wording("句式是规则", "worded as a rule")


def of_row(node: Node, text: str) -> Verdict:
    """A row of a table: by the headings of its columns, else as a sentence."""
    if node.section in {"penalty", "mixed", "reward"}:
        return _judged(node, text)
    if node.section == "indicator" and not (node.row and len(node.row.headings) > 2):
        return Verdict("indicator", LIKELY, under(node))
    if node.section in OF_SECTION and node.section not in {"rule", "process"}:
        return Verdict(OF_SECTION[node.section], LIKELY, under(node))
    return of_sentence(node, text, node.section)


def of_sentence(node: Node, text: str, main: str) -> Verdict:
    """A sentence by its section and its grammar."""
    section = node.section
    if section in {"penalty", "mixed", "reward"}:
        return _judged(node, text)
    if node.what == "text" and (said := said_by_line(text)):
        return Verdict(OF_SECTION[said], FAIR, Wording("这一行开头的词", "the word that the line begins with"))
    if node.what == "text" and section in _OF_A_ROLE and (found := first_of(_ASIDE, node, text)):
        return found
    rules = {"duty": _IN_DUTIES, "rule": _IN_RULES, "process": _IN_RULES, "assessment": _ASSESSED, "": _IN_RULES}
    found = first_of(rules.get(section, ()), node, text)
    if found is None and section == "":
        return _without_section(node, text, main)
    return found or Verdict(OF_SECTION.get(section, "other"), FAIR, under(node))


_OF_A_ROLE = frozenset({"duty", "authority", "process", ""})
_ASKS_FOR = Wording(
    "没有编号，写的是学历、年限、年龄、证书", "no number, and it asks for degree, years, age or certificates"
)
_ASIDE: Rules = (
    (of_text(verdicts.names_requirements), "qualification", FAIR, _ASKS_FOR),
    (of_text(re.compile("有权").match), "other", FAIR, Wording("写明有权做什么", "it says what one may decide")),
)
"""What stands without a number below the numbered duties of a role and is none of them."""


_ASKED = Wording("句式是任职资格", "worded as a qualification")
_DEGREE, _FIRST_WORDS = re.compile("学历|本科|大专|中专|高中|初中"), 16
_IN_DUTIES: Rules = (
    (
        lambda node, text: (
            (node.what == "text" or _DEGREE.search(text[:_FIRST_WORDS]))
            and not node.is_announced
            and verdicts.is_qualification(text)
            and not verdicts.is_duty(text)
        ),
        "qualification",
        DOUBTFUL,
        _ASKED,
    ),
    (lambda _node, _text: True, "duty", LIKELY, None),
)
_IN_RULES: Rules = (
    (of_text(verdicts.is_sure_penalty), "penalty", LIKELY, Wording("写明怎样处罚", "it says what is the punishment")),
)
_ASSESSED: Rules = ((of_text(verdicts.is_measure), "indicator", LIKELY, None), *_IN_RULES)


def _without_section(node: Node, text: str, main: str) -> Verdict:
    """A sentence below no heading that says what it is: by its grammar, and by the document's title."""
    if found := first_of(_BY_GRAMMAR, node, text):
        return found
    if verdicts.is_duty(text) or node.what == "item":
        kind = OF_SECTION[main] if main in {"rule", "process"} else "duty"
        sure = FAIR if verdicts.is_duty(text) else DOUBTFUL
        return Verdict(kind, sure, Wording("句式和文档标题", "its wording and the document's title"))
    if main in OF_SECTION and node.owner:
        return Verdict(OF_SECTION[main], GUESS, Wording("文档标题", "the document's title"))
    return Verdict("other", GUESS, Wording("没有可以判断的依据", "nothing says what it is"))


_BY_GRAMMAR: Rules = (
    (
        of_text(lambda text: verdicts.is_qualification(text) and not verdicts.is_duty(text)),
        "qualification",
        DOUBTFUL,
        _ASKED,
    ),
    (
        lambda node, text: node.what == "text" and verdicts.is_purpose(text) and not verdicts.is_duty(text),
        "summary",
        DOUBTFUL,
        PURPOSE,
    ),
)


def _is_gift(text: str) -> bool:
    """Whether a text below penalties or rewards gives something and takes nothing."""
    return verdicts.is_reward(text) and not verdicts.takes(text)


def _is_unpunished(node: Node, text: str) -> bool:
    """Whether a line without a number says neither what must not be done nor how it is punished."""
    return node.what == "text" and not verdicts.is_offence(text) and not node.given


def _is_plain_work(text: str) -> bool:
    """Whether it says what is to be done, and neither what was done wrong nor what follows."""
    is_wrong = verdicts.is_penalty(text) or re.search("[未不没无]|[的者][；。]?$", text)
    return verdicts.is_duty(text) and not (is_wrong or text.startswith(("对", "按")))


def _is_given(node: Node, _: str) -> bool:
    """Whether a cell among those of penalties is a figure with a plus (`+100`), or one below 奖惩 speaks of a prize."""
    cells = zip(node.row.piece.cells, node.row.headings, strict=False) if node.row else ()
    return any(
        _GIVEN.fullmatch(cell.strip()) or (column(head) == "mixed" and _PRIZE.search(cell)) for cell, head in cells
    )


_PRIZE = re.compile("^[^扣罚]*奖励?(?!惩|罚)[^扣罚]*$")
_GIVEN = re.compile(r"[+＋]\s*\d+(?:\.\d+)?\s*[元分]?")


def _judged(node: Node, text: str) -> Verdict:
    """A penalty or a reward, or a rule about them."""
    return first_of(_PENALTIES, node, text) or Verdict("rule", DOUBTFUL, under(node))


_PENALTIES: Rules = (
    (_is_given, "reward", LIKELY, None),
    (lambda node, text: node.row is None and verdicts.is_rule(text), "rule", FAIR, _RULE),
    (of_text(_is_gift), "reward", LIKELY, None),
    (lambda node, _: node.section == "reward", "reward", LIKELY, None),
    (of_text(verdicts.is_penalty), "penalty", LIKELY, None),
    (of_text(verdicts.is_priced), "penalty", FAIR, None),
    (lambda node, text: node.row is None and _is_plain_work(text), "rule", DOUBTFUL, _RULE),
    (lambda node, _: node.row is not None, "penalty", FAIR, None),
    (_is_unpunished, "rule", DOUBTFUL, Wording("没有编号，没有说明怎样处罚", "no number, and no punishment in it")),
    (lambda node, _: node.section == "penalty", "penalty", FAIR, None),
)
