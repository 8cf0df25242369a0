"""What a penalty or a reward says, taken apart: who did what, what follows, how much of it, and when. Pure.

The grammar is that of company rules: `[whose] behaviour [when] [how often] verb amount unit [by what]`, several of
them in one sentence (罚款50元，并书面检查), steps (第一次…第二次…), bounds (迟到10分钟以内…), and an amount without
any verb (10元/单).
"""

import re
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile

from rolebook.importing.fields.acts import Consequences
from rolebook.importing.fields.amounts import first_amount
from rolebook.importing.fields.circumstances import DONE_TO, behaviours_in, counted, is_condition, is_threshold
from rolebook.importing.fields.named import REWARDS, SANCTIONS
from rolebook.importing.fields.one_way import in_one_way
from rolebook.importing.fields.sentence_reader import Reader, segments
from rolebook.importing.remembered import REMEMBERED
from rolebook.words.list_marks import without_list_number

_HEADED = re.compile(
    r"(?P<act>(?![^：:]*(?:积分|说明|标准|处罚|处理|奖励))(?:[^，。；：:]|(?<=\d)[：:](?=\d\d)){2,24})[：:](?!(?<=\d.)\d\d)(?P<rest>.*)$",
    re.DOTALL,
)
_ADDED = re.compile(
    r"[加增][罚扣]"
    r"|(?<=[，；;、])[但对如若]?(?:情节|后果)(?:较为?|特别)?(?:严重|恶劣)|(?<=[，；;、])(?:屡教不改|屡犯|再犯)|(?<=[，；;、])(?:后者|严重者?的?)?加倍"
)
_DOUBLED = re.compile("加倍|翻倍")
"""Above a list it says when the sum of each item is more."""
_OF_ACT = re.compile("[的者][；;。]?$")
_PRIZE = re.compile(r"(?:[\u3400-\u9fff]{2,6}奖|(?:加分|奖励)项?目?)[：:]\s*(?=\S{6})")
"""`全勤奖：当月无迟到、早退的，奖100元` names the prize and then what it is for."""
_PRICED = re.compile(
    r"(?P<act>[^\t]+?)[，。；]\s*(?P<worse>(?:情节|后果|影响|造成)?[^，。；\t]{0,6}严重[^\t]*?)\s+"
    r"(?P<price>\d[\d.~～—－-]*元(?:[/／][\u3400-\u9fff]{1,3})?)"
)
"""A row as one line, its sum behind what follows where it is worse: `挪用备用金，严重者开除。 20-200元/次`."""
_ELSEWHERE = re.compile(r"[（(][^（）()]*(?:另行处理|另议|除外|不在此列)[)）]")
_REMARK = re.compile(r"[（(][^（）()]*[)）]")
_SENTENCE = re.compile(r"(?<=[。！!])\s*(?=\S)")
_SUPPOSED = re.compile(
    r"(?:一旦|凡|若|如(?![实期数下上何意])果?)(?:发现|因|有)?(?=[^，。；]{3})|(?:一旦|凡|经?检查)?发现(?=[^，。；]{0,2}[\u3400-\u9fff]{4})"
)
_LEAD = re.compile("[^：:]{0,40}(?:以下|下列|下述)[^：:]{0,20}[：:](?=.{60})", re.DOTALL)
"""What leads to a list: acts that were taken for a part of it are none of what follows."""
_OFFENCE = re.compile("(?:违[反规纪章]|[再初]?犯|有?(?:以上|上述))[^，。；]{0,8}")
"""What whoever is punished did, where the sentence before says what it was."""
_AND, _NEAR = re.compile("[并另再还且]|同时"), 10
"""What leads to something further, and in how many characters that must begin."""


def taken_apart(text: str, *, rewards: bool = False, given: str = "") -> Consequences:
    """A penalty (or a reward) taken apart. `given` stands above it and holds for it: `以下每次罚10元`.

    Example: `迟到10分钟以内罚10元，30分钟以内罚20元。` → 迟到, two sums with the conditions 10分钟以内 and 30分钟以内.
    """
    return _taken_apart(in_one_way(without_list_number(text)), given, rewards=rewards)


@lru_cache(maxsize=REMEMBERED)
def _taken_apart(body: str, given: str, *, rewards: bool) -> Consequences:
    """The same of a text in one way of writing: a line is asked for with and without its list number."""
    if rewards and (prize := _PRIZE.match(body)):
        body = body[prize.end() :]
    body = _with_label_apart(body, rewards=rewards)
    if (priced := _PRICED.fullmatch(body)) and not names_consequence(priced["act"], rewards=rewards):
        body = f"{priced['act']}，{priced['price']}，{priced['worse']}"
    body = _in_own_sentence(_ELSEWHERE.sub("", body), rewards=rewards)
    remark = _REMARK.search(body)
    if remark and first_amount(remark[0]) and first_amount(_REMARK.sub("", body)):
        body = _REMARK.sub("", body)  # it says how the sum grows, or what it was
    reader = _read(body, rewards=rewards)
    lead = _LEAD.match(given)
    given = lead[0] if lead and names_consequence(lead[0], rewards=rewards) else given
    if not given:
        return reader.result(body, given)
    if _OF_ACT.search(body) or (reader.bare and all(one.unit == "%" for one in reader.found)):
        reader = Reader(rewards=rewards, before=segments(body))  # 评为优秀员工的 is what is rewarded
    is_added = reader.found and remark and not names_consequence(_REMARK.sub("", body), rewards=rewards)
    if is_added:  # `迟到十分钟以内（超过的扣半天工资）`
        reader.before, reader.further = [_REMARK.sub("", body).rstrip("；;。")], []
    is_paid_back = all(one.kind == "damages" and not one.unit for one in reader.found)
    if reader.found and not (is_added or is_paid_back or added_at(body, rewards=rewards) < len(body)):
        return reader.result(body, given)
    return _with_given(reader, body, taken_apart(given, rewards=rewards))


def _with_label_apart(body: str, *, rewards: bool) -> str:
    """A text whose label names the act in a cell of its own; without one that only says of what sort the act is.

    Example: `会议迟到：5分钟以内20元`, and `二级报警：超速未达20%的，处以50元罚款`. So it is with the last cell of a
    row: `固有危险 | 未按规定登记危险源的，扣10分`.
    """
    if "\t" in body:
        first, _, rest = body.rpartition("\t")
        names = any(names_consequence(_WORTH.sub("", cell), rewards=rewards) for cell in first.split("\t"))
        return rest if not (names or rewards) and _says_what(first, rest, least=_WHOLE) else body
    headed = _HEADED.match(body)
    if headed is None or names_consequence(headed["act"], rewards=rewards):
        return body
    is_sort = not rewards and _says_what(headed["act"], headed["rest"])
    return headed["rest"] if is_sort else f"{headed['act']}\t{headed['rest']}"


_WORTH = re.compile(r"[（(]\d+分[)）]$")
"""How many points an aspect is worth: `周边环境（10分）`."""
_WHOLE = 8
"""Characters from which on what a cell says was done needs no other cell to be understood."""


def _says_what(label: str, rest: str, least: int = 0) -> bool:
    """Whether a text says what was done before it says what follows, and what stands before it does not."""
    before = takewhile(lambda one: not names_consequence(one, rewards=False), segments(rest))
    told = [one for one in before if DONE_TO.search(one) or (least and one.endswith("的"))]
    acts = [one for one in told if not (is_condition(one) or is_threshold(one))]
    return any(len(one) >= least for one in acts) and DONE_TO.search(label) is None


def _in_own_sentence(body: str, *, rewards: bool) -> str:
    """A text without the sentences before the one that says what was done and what follows, and its 如发现.

    Example: `领料须登记。如发现账物不符，罚50元。` → `账物不符，罚50元。`
    """
    sentences = _SENTENCE.split(body) if "\t" not in body else [body]
    kept: list[str] = []
    rules: list[str] = []
    for sentence in sentences:
        if not names_consequence(sentence, rewards=rewards):
            rules.append(sentence)
            continue
        one, supposed = sentence, _SUPPOSED.match(sentence)
        if supposed and not (rewards and "发现" in supposed[0]):  # whoever finds a danger is rewarded for that
            one = one[supposed.end() :]
        elif rules and not _says_what_was_done(one, rewards=rewards):
            kept += rules  # `不得在库内吸烟。违者罚款50元。`
        kept.append(one)
        rules = []
    return "".join([*kept, *rules])


def _says_what_was_done(sentence: str, *, rewards: bool) -> bool:
    behaviours = _read(sentence, rewards=rewards).result(sentence, "").behaviours
    return any(not _OFFENCE.fullmatch(act) for act in behaviours)


def _read(body: str, *, rewards: bool) -> Reader:
    """What the pieces of a text say, read in order; amounts without any verb where nothing else follows."""
    said = [cell for cell in body.split("\t")[1:] if names_consequence(cell, rewards=rewards)]
    apart = frozenset(segment for cell in said for segment in segments(cell))
    reader = Reader(rewards=rewards, cells=frozenset(segments(body.partition("\t")[2])), apart=apart)
    acts, arrow, _ = body.partition("→")
    if arrow:
        reader.before = segments(acts)
        reader.waiting = reader.before[-1:]
    first, tab, _ = body.partition("\t")
    if tab and apart and first_amount(first) is None and not apart.intersection(segments(first)):
        acts, arrow = first, tab  # what follows stands in a cell of its own: 记过三次者 is what it follows from
        reader.before = segments(acts)
    for segment in segments(body[len(acts) :] if arrow else body):
        reader.read(segment)
    if not reader.found:
        reader = Reader(rewards=rewards, bare=True)
        for segment in segments(body):
            reader.read(segment)
    return reader


def _with_given(reader: Reader, body: str, above: Consequences) -> Consequences:
    """What stands above a list, and what an item of it adds to that."""
    own = reader.result(body, "")
    behaviours, added = own.behaviours, list(own.consequences)
    if added and own.condition and not added[0].condition:
        added[0] = replace(added[0], condition=own.condition.rstrip("的者"))
    if not added:
        behaviours = tuple(behaviours_in(body.rstrip("；;。")))
    elif len(behaviours) > 1 and "，" in body and not added[0].condition:
        added[0], behaviours = replace(added[0], condition=behaviours[-1]), behaviours[:-1]
    per = above.per or tuple(counted(body))
    doubled = [one for one in above.consequences if _DOUBLED.match(one.wording)]
    said = [one for one in above.consequences if one not in doubled]
    condition = "，".join(filter(None, (above.condition, *(f"{one.condition}的{one.wording}" for one in doubled))))
    return Consequences(behaviours, (*said, *added), per, above.per_text, condition)


def added_at(body: str, *, rewards: bool) -> int:
    """Where a text begins to say what follows besides what is said above it; its length where it does not.

    Example: `并追缴票款`, `，情节严重的辞退`.
    """
    places = [found.start() for found in _ADDED.finditer(body)]
    ands = [(one.start(), body[one.end() :].partition("\t")[0][:_NEAR]) for one in _AND.finditer(body)]
    places += [at for at, behind in ands if names_consequence(behind, rewards=rewards)]
    place = min(places, default=len(body))
    return place if not names_consequence(body[:place], rewards=rewards) else len(body)


def names_consequence(text: str, *, rewards: bool) -> bool:
    """Whether a text names what follows, or how much of it."""
    return (REWARDS if rewards else SANCTIONS).search(text) is not None or first_amount(text) is not None
