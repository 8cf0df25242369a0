"""Changes in words: by role and by clause, as text and as Markdown. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import Any

from rolebook.history.changes import Change, Snapshot, followed
from rolebook.history.effects import ARTICLES, EFFECTS, OF_KIND, effect, is_editorial
from rolebook.model import labels
from rolebook.model.grouping import by_key
from rolebook.model.kinds import KIND
from rolebook.model.rule_state import LABEL, NO_MORE
from rolebook.words.differences import Stretch, differences
from rolebook.words.text import shortened, visible
from rolebook.words.wording import Wording

MOST_OF_A_COMMENT = 60_000
"""Characters of a comment: GitHub takes 65,536, GitLab and Gitee more."""
_ROOM_FOR_WHAT_IS_LEFT = 100
_QUOTED = 40
_MARKS = {"delete": Wording("〔删：{}〕", "[-{}-]"), "insert": Wording("〔增：{}〕", "{{+{}+}}")}
_HAPPENED: Mapping[str, Wording] = {
    "added": Wording("新增", "new"),
    "removed": Wording("删去", "gone"),
    "retired": Wording("停用", "retired"),
    "renamed": Wording("标识符改名", "renamed"),
    "merged": Wording("并入", "merged into"),
    "reworded": Wording("文字改动", "reworded"),
    "changed": Wording("改动", "changed"),
    "listed": Wording("新增", "new"),
    "unlisted": Wording("不再有", "no more"),
    "moved": Wording("换了分组", "in another group"),
    "reordered": Wording("次序改动", "in another order"),
}
_PARTS: Mapping[str, Wording] = {
    "library": Wording("手册", "handbook"),
    "taxonomy": Wording("分类", "taxonomy"),
    "sheet": Wording("说明书的设置", "settings of sheets"),
    "source": Wording("来源文件", "source"),
}
_FIELDS: Mapping[str, str] = {
    **labels.FACTS, **labels.EXTRAS, "text": "文字", "title": "名称", "note": "备注", "sources": "出处",
    "theme": "主题", "aspect": "方面", "inferred": "推定", "doubt": "存疑", "distinct_from": "并存决定",
    "covers": "涵盖决定", "status": "状态",
    "nature": "性质", "number": "编号", "version": "版本", "adoption": "民主程序与公示",
    "approval": "编制、审核、批准", "effective": "生效日期", "until": "截止日期", "reports_to_text": "直接上级",
    "print_title": "印在文书上的名称", "aliases": "别名", "code": "岗位编号", "headcount": "编制", "owner": "归口部门",
    "origin": "来历",
    "activities": "工作事项", "parts": "参与方式",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it says, and the changed words as (kind, text), kinds as in `words.differences`."""

    text: str
    stretches: tuple[tuple[str, str], ...] = ()
    then: str = ""

    def plain(self, lang: str = "zh") -> str:
        """The line as text, changed words in brackets: 〔删：…〕〔增：…〕, in English [-…-]{+…+}."""
        marks = {kind: mark.in_language(lang) for kind, mark in _MARKS.items()}
        return self.text + "".join(marks.get(kind, "{}").format(text) for kind, text in self.stretches) + self.then


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (a role, 条款, 制度 …) and its lines; `owner` is the page of the role or department, from the root.

    `for_editors`: it counts what readers do not look for.
    """

    heading: str
    lines: tuple[Line, ...]
    owner: str = ""
    for_editors: bool = False


@dataclass(frozen=True, slots=True)
class _Telling:
    """What roles, departments and rules are called, the language, whether it is for the readers of one role.

    `held` are the ids of the clauses and rules that both sides have.
    """

    titles: Mapping[str, str]
    lang: str
    of_one_role: bool
    held: frozenset[str]


def sections(
    told: Iterable[Change], old: Snapshot, new: Snapshot, lang: str, *, of_one_role: bool = False
) -> tuple[Section, ...]:
    """The changes as readers look for them: role by role, then clause by clause, then what only editors see.

    `of_one_role`: they are told to readers of one role, who are not told which others they touch.
    """
    told = tuple(told)
    unified = _unified(told)
    gone = {id(one) for changes in unified.values() for one in changes}
    changes = [one for one in told if not is_editorial(one) and id(one) not in gone]
    held = frozenset(followed(one["id"], new["redirects"]) for part in ("clauses", "rules") for one in old[part])
    titled = (one for side in (old, new) for part in ("roles", "departments", "rules") for one in side[part])
    telling = _Telling({one["id"]: one["title"] for one in titled}, lang, of_one_role, held)
    made = [*_of_owners(changes, telling, new)]
    unowned = [one for one in changes if not one.owner and one.kind in KIND and one.kind not in ("role", "department")]
    rules = [one for one in unowned if one.kind == "rule" and "#" not in one.id]
    clauses = [one for one in unowned if one.kind != "rule" or "#" in one.id]
    for heading, lines in ((Wording("条款", "Clauses"), clauses), (Wording("制度", "Rules"), rules)):
        if lines:
            each = tuple(_line(one, telling, unified.get(one.id, ())) for one in lines)
            made.append(Section(heading.in_language(lang), each))
    editorial = tuple(_counted(told, lang))
    if editorial:
        apart = Wording("只与编者有关", "For editors only").in_language(lang)
        made.append(Section(apart, tuple(map(Line, editorial)), for_editors=True))
    return tuple(made)


def _unified(told: Sequence[Change]) -> dict[str, tuple[Change, ...]]:
    """Id → what went into a clause that was worded anew at once: one wording was adopted for all of them."""
    reworded = {one.id for one in told if one.happened == "reworded"}
    return by_key((one.id, one) for one in told if one.happened == "merged" and one.id in reworded)


def _of_owners(changes: Sequence[Change], telling: _Telling, new: Snapshot) -> Iterator[Section]:
    owners = [one.owner or one.id for one in changes if one.owner or one.kind in ("role", "department")]
    for owner in dict.fromkeys(owners):
        own = [one for one in changes if one.owner == owner or (one.kind in ("role", "department") and one.id == owner)]
        lines = [_line(change, telling) for change in own if change.happened != "moved"]
        lines += _moves([change for change in own if change.happened == "moved"], telling.lang)
        count = _count(own, telling.lang)
        heading = f"{telling.titles[owner]}：{count}" if count else telling.titles[owner]
        kind = "role" if any(one["id"] == owner for one in new["roles"]) else "department"
        there = any(one["id"] == owner for part in ("roles", "departments") for one in new[part])
        yield Section(heading, tuple(lines), KIND[kind].page(owner) if there else "")


def _moves(moved: Sequence[Change], lang: str) -> Iterator[Line]:
    """What stands in another group of an owner now, a line for each group that it came from and went to."""
    runs = by_key(((change.before, change.after), change) for change in moved)
    for (before, after), several in runs.items():
        quotes = [_quoted(one.title) for one in several]
        zh = quotes[0] if len(quotes) == 1 else f"{quotes[0]}等 {len(quotes)} 条"
        en = quotes[0] if len(quotes) == 1 else f"{quotes[0]} and {len(quotes) - 1} more"
        old, now = _quoted(before), _quoted(after)
        if before and after:
            said = Wording(f"职责{zh}由分组{old}移到{now}", f"duty {en}: from group {old} to {now}")
        elif after:
            said = Wording(f"职责{zh}归入分组{now}", f"duty {en}: in group {now}")
        else:
            said = Wording(f"职责{zh}不再归入分组{old}", f"duty {en}: no more in group {old}")
        yield Line(said.in_language(lang))


def _count(own: Sequence[Change], lang: str) -> str:
    """`新增职责 1 条，不再有处罚条款 2 条`."""
    counts = Counter((one.happened, one.kind) for one in own if one.happened in ("listed", "unlisted"))
    said = [
        Wording(f"{_HAPPENED[happened].zh}{KIND[kind].label} {count} 条", f"{count} {kind} {_HAPPENED[happened].en}")
        for (happened, kind), count in counts.items()
    ]
    return ("，" if lang == "zh" else ", ").join(one.in_language(lang) for one in said)


def _line(change: Change, telling: _Telling, unified: Sequence[Change] = ()) -> Line:
    """One line; `unified` are the clauses that went into one that was worded anew at once."""
    lang = telling.lang
    after = _touched(change, telling)
    what = _what(change, telling)
    if change.happened == "reworded" and not unified:
        stretches = tuple(_by_number(differences([change.before], change.after)))
        if after and stretches[-1][0] in ("equal", "form"):
            stretches = (*stretches[:-1], (stretches[-1][0], stretches[-1][1].rstrip("。")))
        return Line(Wording(f"{what}的文字：", f"{what}, text: ").in_language(lang), stretches, after)
    said = _said(change, what, unified).in_language(lang)
    return Line(said.strip(), then=after)


def _what(change: Change, telling: _Telling) -> str:
    """What it happened to: `职责`, `《客户档案管理制度》条款`."""
    document, _, item = change.id.partition("#")
    if item and change.kind == "rule" and telling.lang == "zh":
        return f"《{visible(telling.titles.get(document, document))}》条款"
    return _label(change, telling.lang)


def _said(change: Change, what: str, unified: Sequence[Change]) -> Wording:
    """What happened, in words."""
    quote = _quoted(change.title)
    match change.happened:
        case "reworded":
            several = [_quoted(one) for one in (change.before, *(one.before for one in unified))]
            return Wording(
                f"{what}统一口径：{'、'.join(several)}统一为{quote}",
                f"{what}, one wording: {', '.join(several)} are now {quote}",
            )
        case "changed":
            return _changed(change, what)
        case "merged":
            was = _quoted(change.before)
            return Wording(f"{what}{was}并入{quote}", f"{what} {was} merged into {quote}")
        case "retired":
            reason = f"（{visible(change.after)}）" if change.after else ""
            return Wording(f"{what}{quote}停用{reason}", f"{what} {quote} retired {reason}")
        case _:
            said = _HAPPENED[change.happened]
            return Wording(f"{said.zh}{what}{quote}", f"{said.en}: {what} {quote}")


def _changed(change: Change, what: str) -> Wording:
    """A field that is filled otherwise; of a role or department its own name stands above."""
    if change.kind == "rule" and change.field == "nature" and LABEL["guidance"] in (change.before, change.after):
        back = Wording("列为管理制度，不再只供参考", "is a rule now, and no mere reference")
        state = NO_MORE["guidance"] if change.after == LABEL["guidance"] else back
        return Wording(f"《{visible(change.title)}》{state.zh}", f"the rules '{visible(change.title)}': {state.en}")
    field = _FIELDS.get(change.field) or _field_label(change)
    before, now = _quoted(change.before), _quoted(change.after)
    name = "" if change.kind in ("role", "department") else f"{what}{_quoted(change.title)}"
    of = f"{name}的" if name else ""
    if not change.before:
        return Wording(f"{of}{field}：补上{now}", f"{name} {field}: {now} (was empty)")
    if not change.after:
        return Wording(f"{of}{field}：删去{before}", f"{name} {field}: no more {before}")
    return Wording(f"{of}{field}由{before}改为{now}", f"{name} {field}: {before} is now {now}")


def _by_number(stretches: Iterable[Stretch]) -> Iterator[tuple[str, str]]:
    """The stretches with numbers left whole: 20 became 40, and not 2 became 4 before a 0."""
    held: list[list[str]] = []
    for equal, group in groupby(stretches, lambda one: one.kind not in ("delete", "insert")):
        each = list(group)
        if equal:
            held.append(["equal", "".join(visible(one.text) for one in each)])
            continue
        sides = {kind: "".join(visible(one.text) for one in each if one.kind == kind) for kind in ("delete", "insert")}
        held.append(["changed", sides["delete"], sides["insert"]])
    for place, one in enumerate(held):
        if one[0] != "changed":
            continue
        before, after = held[place - 1] if place else None, held[place + 1] if place + 1 < len(held) else None
        if before and any(side[:1].isdigit() for side in one[1:]):
            digits = _digits_at_end(before[1])
            before[1], one[1], one[2] = before[1][: len(before[1]) - len(digits)], digits + one[1], digits + one[2]
        if after and any(side[-1:].isdigit() for side in one[1:]):
            digits = _digits_at_end(after[1][::-1])[::-1]
            after[1], one[1], one[2] = after[1][len(digits) :], one[1] + digits, one[2] + digits
    for kind, *texts in held:
        kinds = (kind,) if kind == "equal" else ("delete", "insert")
        yield from ((name, text) for name, text in zip(kinds, texts, strict=True) if text)


def _digits_at_end(text: str) -> str:
    return text[len(text.rstrip("0123456789.")) :]


def _label(change: Change, lang: str) -> str:
    if lang == "en":
        return change.kind
    return KIND[change.kind].label if change.kind in KIND else _PARTS[change.kind].zh


def _field_label(change: Change) -> str:
    fields = KIND[change.kind].fields if change.kind in KIND else ()
    return (
        next((one.label or one.printed or one.exported for one in fields if one.name == change.field), "")
        or change.field
    )


def _quoted(text: str) -> str:
    return f"“{visible(shortened(text, _QUOTED))}”"


def _touched(change: Change, telling: _Telling) -> str:
    """`；影响 3 个岗位：…；须协商变更并书面确认`."""
    titles, lang, parts = telling.titles, telling.lang, []
    if change.roles and not (telling.of_one_role or change.owner or change.kind == "role"):
        names = "、".join(titles.get(id_, id_) for id_ in change.roles[:5]) + ("……" if len(change.roles) > 5 else "")
        count = len(change.roles)
        parts.append(Wording(f"影响 {count} 个岗位：{names}", f"touches {count} roles: {names}").in_language(lang))
    if change.happened == "listed" and change.id in telling.held and OF_KIND.get(change.kind) == "procedure":
        parts.append(Wording("手册中原有，现在开始适用", "not new: it applies here now").in_language(lang))
    meant = effect(change)
    if meant != "none":
        parts.append(EFFECTS[meant].in_language(lang))
    joint = "；" if lang == "zh" else "; "
    return "".join(joint + one for one in parts)


def _counted(told: Iterable[Change], lang: str) -> Iterator[str]:
    """What only editors look for, counted: `职责的主题：47 处`."""
    counts: Counter[tuple[str, str]] = Counter()
    for change in told:
        if is_editorial(change):
            what = _FIELDS.get(change.field, "") or _HAPPENED[change.happened].in_language(lang)
            if change.happened == "reworded":
                what = Wording("标点、写法", "punctuation").in_language(lang)
            counts[_label(change, lang), what] += 1
    for (what, field), count in counts.items():
        yield Wording(f"{what}，{field}：{count} 处", f"{what}, {field}: {count}").in_language(lang)


def articles(told: Iterable[Change], lang: str) -> tuple[str, ...]:
    """The articles behind what is said of signed papers, each once."""
    met = dict.fromkeys(effect(one) for one in told)
    return tuple(f"{EFFECTS[one].in_language(lang)}：{ARTICLES[one].in_language(lang)}" for one in met if one != "none")


def as_text(made: Sequence[Section], lang: str) -> str:
    """Plain text: the lines under their headings."""
    return "\n".join(
        line for section in made for line in (section.heading, *(f"  {one.plain(lang)}" for one in section.lines))
    )


def as_markdown(made: Sequence[Section], lang: str, head: Sequence[str] = (), foot: Sequence[str] = ()) -> str:
    """Markdown for a comment, at most MOST_OF_A_COMMENT characters; it says how many lines it left out.

    Nothing of the texts is read as Markdown or HTML.
    """
    blocks = [_escaped(line) for line in head]
    left = 0
    room = MOST_OF_A_COMMENT - sum(len(_escaped(line)) + 2 for line in (*head, *foot)) - _ROOM_FOR_WHAT_IS_LEFT
    for section in made:
        block = [f"**{_escaped(section.heading)}**\n"]
        for line in section.lines:
            words = "".join(_marked(kind, text) for kind, text in line.stretches)
            block.append(f"- {_escaped(line.text)}{words}{_escaped(line.then)}")
        ends = accumulate(len(line) + 1 for line in block)
        kept = [line for line, end in zip(block, ends, strict=True) if end <= room]
        left += len(block) - max(len(kept), 1)
        if len(kept) > 1:
            blocks.append("\n".join(kept))
            room -= len(blocks[-1]) + 2
    if left:
        said = Wording(f"还有 {left} 处改动没有列出。", f"{left} more changes are not listed here.")
        blocks.append(said.in_language(lang))
    return "\n\n".join([*blocks, *(_escaped(line) for line in foot)])


def _marked(kind: str, text: str) -> str:
    escaped = _escaped(text)
    return f"~~{escaped}~~" if kind == "delete" else f"**{escaped}**" if kind == "insert" else escaped


def _escaped(text: str) -> str:
    """Text that Markdown leaves alone; `<`, `@` and `//` too: HTML, mentions, links."""
    plain = re.sub(r"([\\`*_{}\[\]()#+\-.!|~>])", r"\\\1", text)
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace("@", "&#64;").replace("//", "/\\/")


def as_data(told: Iterable[Change]) -> list[dict[str, Any]]:
    """The changes as data: what is filled in of each, and `effect`."""
    made = []
    for one in told:
        pairs = ((name, getattr(one, name)) for name in one.__slots__)
        made.append({name: list(value) if isinstance(value, tuple) else value for name, value in pairs if value})
        made[-1]["effect"] = effect(one)
    return made
