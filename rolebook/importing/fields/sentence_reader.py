"""Reads the pieces of a sentence on penalties or rewards in order: what follows, how much, and when. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from rolebook.importing.fields import acts, amounts
from rolebook.importing.fields import circumstances as cases
from rolebook.importing.fields.acts import Consequence, Consequences
from rolebook.importing.fields.amounts import Amounts
from rolebook.importing.fields.named import REWARDS, SANCTIONS
from rolebook.importing.fields.obligations import done_beside, offences, unfulfilled
from rolebook.words.figures import figures
from rolebook.words.taken_apart import per as counted_by

_COUNTED = " /每一1次人项天的处以给予并单票例件处经济"
"""What may stand between an amount and the verb behind it: `100元/次罚款`."""
_SEGMENT = re.compile(
    r"(?:[^，,；;。！!：:?？\n\t（）()|→]|(?<=\d)[：:](?=\d\d)"
    r"|(?<=[\u3400-\u9fff])[（(][^，,；;。：:（）()\d扣罚奖记加减次人]{2,24}[）)])+"
)
"""What stands between marks. The colon of a time (8:30) parts nothing, nor does a remark in brackets that says nothing
of what follows: `班组（车间）组织的例会`."""
_OFFENDERS = re.compile("(?:如有?|若|凡)?(?:违反?者?|违反(?:本|以上|上述|此|该)[^，]{0,4})(?:将|会|应|须)?(?:受到|被)?")
"""Whoever does what stands before: `违者将受到`."""
_STEP = re.compile(r"(?:加扣|增扣|加罚|增罚|再扣|另扣)$")
"""What only says how an amount grows: `每增加10分钟增扣5元`."""
_EACH = re.compile(r"(?:每[^，。；]{0,5}[次处件个项单人天例张份条]|每分钟|一[次处件个项单例张份])$")
_PAY = re.compile(
    r"(?:全部|其|全[班组员体]*)?([^，。；]{0,6}(?:工资|绩效|奖金|提成|[\u3400-\u9fff]{2}奖|费|押金|补贴|津贴))"
)
_EARNED = re.compile(r"(?:受|[受收]到|获|获得|得到)[^，。；]{0,6}$")
"""Before a praise that is what somebody is rewarded for: `受业主书面表扬一次奖50元`."""
_DENIED = re.compile("(?:拒不|拒绝|没有?|不肯|不愿|未)(?:将|把|按时|及时|主动)?$")
"""Before what was not done: `丢失工具拒不赔偿`."""
_OF_PAY = re.compile(
    r"(?:当[日月天]|本月|全部|当季|年终|季度|全额)?(?:[^，。；]{0,6})(?:工资|奖金|绩效|提成|押金|[\u3400-\u9fff]{2}奖|[工课]\S费|津贴|补贴|薪)"
)
_LED_ON = re.compile(r"(?:、|和|及|并处?|且|或者?|同时|以及)+$")
_EXCHANGE = re.compile(
    "[^，。；]{0,3}(?:[每一1]分(?:=|折合?|换|按|为|合|计)?(?:人民币)?[\\d一二三四五六七八九十百]+(?:元|块))"
)
"""What points are worth: `一分二十元`, `每分折合30元`."""
_OF_LIST = re.compile(
    "[^，。；]{0,8}(?:下列|以下|下面|下述)[^，。；]{0,4}(?:情形|情况|行为|[的]?事)(?:之一)?(?:的|者)?"
)
"""What leads to a list: no act, and no condition."""
_FREE = re.compile(r"[^，。；]*(?:不[扣罚]分?|(?<![另再增追])加\s*[\d一二三四五六七八九十.]+分)")
"""What is not punished, or is even rewarded: `3处以内不扣分`, `每少一处加1分`."""
_RECKONED = re.compile(r"(?<=[元分])(?:来?计?算|计费?)$")
"""Behind a sum of which no verb says that it is taken: `超过五个的按200元算`."""
_BESIDES = re.compile("除[^，。；]{2,40}[以之]?外")
"""What follows anyway: `除按法律处罚外`."""
_COUNTED_AMOUNT = re.compile(r"[元分][/／][^，。；]{1,3}$")
_COUNTED_BY = re.compile(r"(?<=[元分])[/／][\u3400-\u9fff]{1,2}(?![\u3400-\u9fff])")
"""A measure that the model has no code for: 100元/车."""


def segments(text: str) -> list[str]:
    """The pieces between marks."""
    return [found[0].strip() for found in _SEGMENT.finditer(text) if found[0].strip()]


@dataclass(slots=True)
class Reader:
    """Reads the pieces of one text in order and collects what they say."""

    rewards: bool
    found: list[Consequence] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    """What stands before the first consequence: behaviours and conditions."""
    waiting: list[str] = field(default_factory=list)
    """What stands behind a consequence and before the next: when the next one follows."""
    further: list[str] = field(default_factory=list)
    """Acts behind a consequence that have one of their own: `与客户对骂，一次扣20分`."""
    per_text: str = ""
    cells: frozenset[str] = frozenset()
    """What stands in the cells behind the first: there an amount needs no verb."""
    apart: frozenset[str] = frozenset()
    """Those of cells that say what follows: what else stands there says when, and not for what."""
    bare: bool = False
    """Whether an amount without a verb follows too: only where no verb stands in the text, or behind one."""

    def read(self, segment: str) -> None:
        """Takes one piece."""
        segment = _RECKONED.sub("", segment) if self.found else segment
        is_free = not self.rewards and _FREE.fullmatch(segment)
        named = [] if is_free else list(self._named(segment))
        if is_free or (self.found and self._goes_on(segment, named)):
            return
        if not named:
            self._unnamed(segment)
            return
        head = segment[: named[0][0]]
        first = amounts.last_amount(head) if named[0][2] not in ("take", "damages", "double") else None
        if first and not head[: first.at].strip():
            self._took_bare(head[: first.at + len(first.shown)])  # `5000元并辞退`
            head = ""
        for index, (start, end, kind) in enumerate(named):
            stop = named[index + 1][0] if index + 1 < len(named) else len(segment)
            self._take(segment, (start, end, stop), kind, "" if index else head)

    def _goes_on(self, segment: str, named: list[tuple[int, int, str]]) -> bool:
        """Whether a piece only says more of the consequence before it: its most, how it grows, what it is worth."""
        last = self.found[-1]
        if (most := amounts.cap(segment, last.unit)) is not None:
            self.found[-1] = replace(last, cap=most)
        elif named and _is_step(segment, named):
            self.found[-1] = replace(last, wording=f"{last.wording}，{segment}")
        elif not named and acts.PURSUED.fullmatch(segment):
            self.found[-1] = replace(last, wording="，".join((last.wording, *self.waiting, segment)))
        else:
            is_least = not named and re.search(r"最[低少]|不低于|不少于", segment)
            return bool(is_least or _EXCHANGE.match(segment) or _OF_LIST.fullmatch(segment))
        return True

    def _unnamed(self, segment: str) -> None:
        """Takes a piece that names no consequence: a bare sum, by what it is counted, an act or a condition."""
        if self._may_be_bare(segment) and self._took_bare(segment):
            return
        if _BESIDES.fullmatch(segment):
            return
        if self.found and cases.EACH.fullmatch(segment):
            self.per_text = "" if counted_by(segment) else segment  # the last cell of a row: 每缸
        else:
            (self.waiting if self.found or segment in self.apart else self.before).append(segment)

    def _may_be_bare(self, segment: str) -> bool:
        """Whether an amount without a verb is what follows: alone in its piece, counted by something, or behind one."""
        amount = amounts.last_amount(segment)
        if amount is None:
            return False
        head = segment[: amount.at].strip("-－—+＋ ")
        is_signed = segment[: amount.at].rstrip()[-1:] in {*"-－—+＋"}
        is_said = not head or is_signed or segment in self.cells or cases.is_threshold(head) or _EACH.search(head)
        alone = bool(is_said) and amounts.ends_with(segment, amount) and not amounts.CAP.search(head)
        return self.bare or bool(self.found) or alone or _COUNTED_AMOUNT.search(segment) is not None

    def _take(self, segment: str, place: tuple[int, int, int], kind: str, head: str) -> None:
        start, end, stop = place
        daily = head[-2:] if acts.DAILY.search(head) else ""
        head = head.removesuffix(daily)
        is_inside = kind == "double" or (kind == "damages" and amounts.first_amount(segment[start:end]) is not None)
        verb, tail = ("", segment[start:stop]) if is_inside else (segment[start:end], segment[end:stop])
        sums, base = amounts.amounts_of(tail, segment[:start] if head else "", kind, verb)
        begins = start if sums is None or not sums.before else sums.before - 1
        wording = daily + _LED_ON.sub("", segment[begins:stop].strip())
        if sums is not None and sums.before:
            head = head[: sums.before - 1]
        kind = _kind(kind, sums, rewards=self.rewards)
        if kind == "money" and sums is None and (pay := _PAY.match(tail)):
            kind, base = "pay-withheld", pay[1]
        said = "，".join(filter(None, [*self.waiting, head]))
        nth, span = self._time(said)
        condition = ""
        if not self.found and self.before and not self.rewards and acts.PAYS.fullmatch(head):
            condition = head
        elif not self.found and segment not in self.apart:
            self._behind(head)
        else:
            condition = cases.LED.sub("", cases.condition_of("，".join([*self.waiting, head])))
            condition = "" if any(condition and condition in one for one in self.before) else condition
        if self.found and self.waiting and (act := acts.act_apart(self.waiting[-1], head, rewards=self.rewards)):
            self.further.append(act)
        self.waiting = []
        if sums is not None and not base and sums.unit in ("%", "倍") and (of := amounts.share_of(head, sums)):
            base = "上一次的处罚" if kind == "double" else of
            condition = re.sub(rf"的?，?按?照?{re.escape(of)}.*$", "", condition) if of else condition
        most = kind == "damages" and amounts.CAP.search(segment[start:end])
        if most and sums is not None and sums.amount is not None:
            self.found.append(Consequence(kind, wording, unit=sums.unit, condition=condition, cap=sums.amount))
            return
        one = Consequence(kind, wording, base=base, nth=nth, within=span if nth else "", condition=condition)
        one = self._with_time(one, said)
        self.found.append(_with_amounts(one, sums, base))
        for further, whose in amounts.further_amounts(tail) if sums is not None and not sums.before else ():
            of = whose.removesuffix("的") if further.unit in ("%", "倍") else ""
            more = replace(one, nth=None, within="", condition="" if of else whose)
            self.found.append(_with_amounts(more, further, of or base))

    def _time(self, said: str) -> tuple[int | None, str]:
        """At which time and within what the first consequence follows, by what stands before it: `警告三次的，辞退`."""
        nth = cases.nth_time(said)
        if nth is None and self.before and not self.found and re.search(r"次(?:以上)?[的者]?$", self.before[-1]):
            said = self.before[-1]
        return cases.nth_time(said), cases.within(said)

    def _with_time(self, one: Consequence, said: str) -> Consequence:
        """A consequence with the time of the one before it: 第三次罚款100元并停岗, 当月第一次…第二次…."""
        last = self.found[-1] if self.found else None
        if last and one.nth and not one.within:
            return replace(one, within=last.within)
        if last and not one.nth and not one.condition and not cases.BETWEEN.sub("", said):
            return replace(one, nth=last.nth, within=last.within, condition=last.condition)
        return one

    def _behind(self, head: str) -> None:
        """Takes what stands before the first consequence in its own piece."""
        act = head if cases.without_time(head) else ""
        each = cases.EACH.search(act.rstrip())
        act = act if each and not counted_by(each[0]) else cases.LED.sub("", act)
        each = cases.EACH.search(act)
        if each:
            head, act = act[: each.start()], cases.LED.sub("", act[: each.start()])
            self.per_text = "" if counted_by(each[0]) else each[0]
        if act and not re.match(r"按|由|超出部分|根据|违$", act):
            self.before.append(f"{act}的" if re.search("[的者]", head[len(act) :]) else act)

    def _named(self, segment: str) -> Iterator[tuple[int, int, str]]:
        """Where consequences are named: start, end of the word, kind (`take` for words that need an amount)."""
        pattern = REWARDS if self.rewards else SANCTIONS
        spans: list[tuple[int, int, str]] = []
        place = 0
        while match := pattern.search(segment, place):
            name = str(match.lastgroup)
            place = match.end()
            earned = (
                self._is_had(segment, match, name)
                or _DENIED.search(segment[: match.start()])
                or (name == "commendation" and _EARNED.search(segment[: match.start()]))
                or (name == "damages" and match[0][:1] in "没退" and not (self.found or self.before))
            )
            if earned or (name == "take" and not self._takes(segment, match)):
                place = match.start() + (len(match[0]) if "过" in match[0] else 1)  # no 大过 in a 记大过 that was had
                continue
            spans.append((match.start(), match.end(), name.replace("_", "-")))
        yield from _merged(spans, segment)

    def _is_had(self, segment: str, match: re.Match[str], name: str) -> bool:
        """Whether a sanction or an honour is what something else follows from: `累计三次警告的`, `评为标兵的`."""
        if name in {"take", "double", "damages"} or self.found:
            return False
        if name == "commendation" and match[0].startswith("书面") and segment[: match.start()].strip():
            return True  # whoever praises in writing is a customer
        before = segment[: match.start()]
        if before.endswith("“") and segment[match.end() :].startswith("”"):
            return True
        if re.match(r"的?\s*[扣罚加]\s*[\d一二三四五六七八九十]", segment[match.end() :]):
            return True  # `行业通报扣2分`
        is_counted = re.search(r"次(?:以上)?的?$", before) is not None or before.endswith(("被", "受"))
        return segment[match.end() :].startswith(("的", "者")) and (is_counted or self.rewards)

    def _takes(self, segment: str, match: re.Match[str]) -> bool:
        """Whether a verb such as 扣 or 考核 stands for something taken, and not for an act (参加考核, 扣押)."""
        tail, head = segment[match.end() :], segment[: match.start()]
        if amounts.first_amount(tail) is not None:
            return True
        if _OF_PAY.match(tail):
            return True
        last = amounts.last_amount(head)
        rest = head[last.at + len(last.shown) :] if last else ""
        if last is not None and (rest.strip(_COUNTED) == "" or amounts.AT_PRICE.fullmatch(rest)):
            return self.rewards or not re.search("奖励?[^，。；]{0,4}$", head[: last.at])
        is_noun = match[0] in ("罚款", "罚金", "扣款", "处以罚款", "奖金", "奖励") or match[0].endswith(
            ("约金", "约罚金")
        )
        return is_noun and not re.match(r"[单条例规标制金另由的]", tail)

    def _took_bare(self, piece: str) -> bool:
        """Takes an amount without a verb at the end of a piece: `10元/单`, `-2分`, `当班员工10元`."""
        amount = amounts.last_amount(piece)
        if amount is None or not amounts.ends_with(piece, amount):
            return False
        head = piece[: amount.at].rstrip("-－—+＋/ ")
        if amounts.CAP.search(head):
            return False
        sums = Amounts.of([one for one in amounts.money(piece) if one.at == amount.at], 0)
        last = self.found[-1] if self.found else None
        if last and last.kind == "money" and not last.unit and not head and not self.waiting:
            self.found[-1] = _with_amounts(last, sums, "")  # `罚款：50元`
            return True
        is_again = last and not (head or self.waiting) and piece not in self.cells
        if is_again or (not self.rewards and re.search("奖[^罚惩]*$", head)):
            return False
        one = Consequence(_kind("take", sums, rewards=self.rewards), piece[amount.at :].strip())
        if self.found and self.found[-1].kind == "damages" and self.found[-1].unit == sums.unit == "%":
            one = replace(one, kind="damages")  # `责任人赔偿货款的20%，班长10%`
        base = head.removesuffix("的") if sums.unit in ("%", "倍") and piece in self.cells else ""
        if self.found and not base and self.found[-1].unit == sums.unit in ("%", "倍"):
            base = self.found[-1].base
        if self.found or piece in self.apart:
            each = cases.EACH.search(head)
            self.per_text = each[0] if each and not counted_by(each[0]) else self.per_text
            said = "，".join([*self.waiting, "" if base else head])
            one = replace(one, nth=cases.nth_time(said), condition=cases.LED.sub("", cases.condition_of(said)))
            one = replace(one, within=self.found[-1].within) if self.found and one.nth else one
            self.waiting = []
        else:
            nth = cases.nth_time(head)
            one = replace(one, nth=nth, within=cases.within(head) if nth else "")
            self._behind(head)
        self.found.append(_with_amounts(one, sums, base))
        return True

    def result(self, text: str, given: str) -> Consequences:
        """What was read, as a whole."""
        self.before = acts.of_offenders(self.before)
        if self.rewards:
            self.before = [bare for one in self.before if (bare := acts.without_whose(one.removesuffix("的")))]
        self.before = [one for one in self.before if not _OFFENDERS.fullmatch(one)] or self.before
        self.before = offences(self.before) if self.before and not self.rewards else self.before
        conditions = [one for one in self.before if cases.is_condition(one)]
        deeds = [one for one in self.before if one not in conditions]
        if not deeds:
            deeds, conditions = conditions, []
        found = acts.once(self.found)
        if deeds and found and not self.rewards and (done := done_beside(deeds, found[0].condition)):
            deeds, found[0] = done, replace(found[0], condition="")
        is_graded = any(one.nth or figures(one.condition) for one in found[1:]) or acts.GROWS.search(text) is not None
        said = [one for act in deeds for one in cases.behaviours_in(cases.without_time(act) if is_graded else act)]
        said = [unfulfilled(cases.without_ban(one)) for one in said] if not self.rewards else said
        behaviours, bounds = cases.without_bounds(said) if is_graded else (said, [])
        if bounds and len(found) > 1:
            found[0] = replace(found[0], condition="，".join(bounds))
        elif bounds:
            conditions = [*bounds, *conditions]
        behaviours, found = acts.of_one_act(*acts.without_measures(behaviours, found))
        for further in (self.further, list(filter(None, map(acts.act_in, found[1:])))):
            behaviours += [act for act in further if not any(known in act for known in behaviours)]
        condition = "，".join(one.removesuffix("者") if len(found) == 1 else one for one in conditions)
        priced = [one for one in segments(text) if amounts.first_amount(one) and not amounts.CAP.search(one)]
        taking = "，".join(filter(counted_by, priced))
        per = tuple(cases.counted(taking) or cases.counted(text) or cases.counted(given))
        by = self.per_text or ("" if per else "".join(_COUNTED_BY.findall(text)[:1]))
        return Consequences(tuple(behaviours), tuple(found), per, by, condition)


def _is_step(segment: str, named: list[tuple[int, int, str]]) -> bool:
    """Whether a piece only says how the amount before it grows: `每增加10分钟增扣5元`."""
    _, end, kind = named[0]
    grows = re.match(r"每(?:增加|延误|延迟|超过?|多|逾期|拖延|低|少|高)", segment)
    return kind == "take" and len(named) == 1 and bool(grows and _STEP.search(segment[:end]))


def _with_amounts(one: Consequence, sums: Amounts | None, base: str) -> Consequence:
    if sums is None:
        return one
    return replace(one, amount=sums.amount, low=sums.low, high=sums.high, unit=sums.unit, base=base)


def _kind(kind: str, sums: Amounts | None, *, rewards: bool) -> str:
    if kind not in ("take", "double"):
        return kind
    if sums is not None and sums.unit == "分":
        return "points"
    return "bonus" if rewards else "money"


def _merged(spans: list[tuple[int, int, str]], segment: str) -> Iterator[tuple[int, int, str]]:
    """Verbs that take the same amount as one: `处以50元罚款`, `扣罚绩效…扣`."""
    kept: list[tuple[int, int, str]] = []
    for span in spans:
        last = kept[-1] if kept else None
        if last and last[2] == span[2] == "take":
            between = segment[last[1] : span[0]]
            rest = segment[span[1] :]
            if not re.search(r"[、和及并或且]", between) and amounts.first_amount(rest) is None:
                continue
            if amounts.first_amount(between) is None:
                kept[-1] = (last[0], span[1], "take")
                continue
        kept.append(span)
    yield from kept
