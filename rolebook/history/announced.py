"""What binds people and was changed since the last release without a new record that it was discussed or approved.

Until such a record is there, handbook and papers go on saying what the release said, marked as 待公示 (Labour Contract
Law, art. 4); what is new since stands on pages with that mark, and on no paper. Guarded are penalties, rewards,
qualifications and the items of rules that bind; reference material is not. Releases and exports say what papers say,
so that a release makes nothing announced.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from rapidfuzz.fuzz import ratio

from rolebook.findings.finding import Finding, warning
from rolebook.history.releases import Release, sound_releases
from rolebook.history.values import in_words
from rolebook.model.entries import Clause, Role, RuleItem
from rolebook.model.excerpt import without
from rolebook.model.field_data import from_data, said
from rolebook.model.kind import Field
from rolebook.model.kinds import KIND
from rolebook.model.labels import APPROVED
from rolebook.model.library import Library
from rolebook.model.records import Approval
from rolebook.model.snapshot import filled, short_digest
from rolebook.words.text import normal_form, shortened, visible
from rolebook.words.wording import Wording

GUARDED = ("penalty", "reward", "qualification", "rule")
_NOT_COMPARED = frozenset({"enforces", "encourages", "assesses", "refers_to", "document", "depth", "title", "aspect"})
_NOT_BINDING = frozenset({"guidance", "repealed", "draft", "expired"})
_STILL_THE_SAME = 75
"""Percent of the characters, in order, from which a clause under a new id is one that vanished, written anew."""


def last_release(root: Path) -> Release | None:
    """The newest release under `root` that can be relied on, by its date."""
    return max(sound_releases(root), key=lambda one: str(one.data["library"]["date"]), default=None)


def sensitive_changes(root: Path, library: Library) -> Iterator[Finding]:
    """A warning for each guarded clause that differs from the last release, or is new, without a newer record."""
    release = last_release(root)
    for clause, was in _changed(library, release) if release else ():
        assert release is not None
        yield _finding(library, clause, was, release)


def as_announced(library: Library, root: Path) -> Library:
    """The library as pages show it: guarded clauses that were changed say what the last release said.

    They are marked, and so are new ones.
    """
    release = last_release(root)
    if release is None:
        return library
    held = {clause.id: _held_back(clause, was, release.version) for clause, was in _changed(library, release)}
    if not held:
        return library
    rules = {id_: replace(rule, items=_with(rule.items, held)) for id_, rule in library.rules.items()}
    return replace(library, clauses={**library.clauses, **held}, rules=rules, stamps={})


def on_paper(announced: Library) -> Library:
    """Of what `as_announced` gives, what papers, exports and releases hold: no clause that waits as a whole."""
    held = [clause for clause in announced.clauses.values() if clause.unannounced]
    waiting: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for clause in held:
        for role in () if isinstance(clause, RuleItem) else announced.holders(clause.id):
            waiting[role.id][KIND[clause.kind].listed] += 1
    return (
        replace(
            without(announced, [clause.id for clause in held]), waiting={id_: dict(one) for id_, one in waiting.items()}
        )
        if held
        else announced
    )


def _changed(library: Library, release: Release) -> Iterator[tuple[Clause, Mapping[str, Any]]]:
    """The clauses that wait, each with the entry of the release whose place it took; an empty one if it is new."""
    entries = [one for one in release.data["clauses"] if one["kind"] in GUARDED and not one["retired"]]
    before = {library.now(one["id"]): one for one in entries}
    gone = [one for one in entries if library.now(one["id"]) not in library.clauses]
    since = str(release.data["library"]["date"])
    then = {one["id"]: one for one in (*release.data["rules"], *release.data["roles"])}
    for clause in library.clauses.values():
        if clause.kind not in GUARDED or not library.in_use(clause):
            continue
        was = before.get(clause.id) or _written_anew(clause, gone) or {}
        same = was and normal_form(clause.text) == normal_form(was["text"]) and not any(_fields_changed(clause, was))
        if not (same or _is_excused(clause, was) or _is_recorded(library, clause, since, then)):
            yield clause, was


def _is_excused(clause: Clause, was: Mapping[str, Any]) -> bool:
    """Whether an editor recorded of this very change that it means nothing new."""
    mark = change_mark(clause, was)
    return any(waiver.rule == "sensitive-change" and waiver.fingerprint == mark for waiver in clause.waivers)


def change_mark(clause: Clause, was: Mapping[str, Any]) -> str:
    """What stands for one change: twelve hex digits of what the clause said and what it says."""
    now = said(clause)
    fields = [field.name for field in KIND[clause.kind].fields if field.name not in _NOT_COMPARED]
    sides = [{name: side.get(name) for name in fields} | {"text": side.get("text", "")} for side in (was, now)]
    return short_digest(filled([{**side, "text": normal_form(str(side["text"]))} for side in sides]))


def _written_anew(clause: Clause, gone: list[Any]) -> Mapping[str, Any] | None:
    form = normal_form(clause.text)
    near = [(ratio(form, normal_form(one["text"])), one) for one in gone if one["kind"] == clause.kind]
    score, one = max(near, key=lambda pair: pair[0], default=(0.0, None))
    return one if score >= _STILL_THE_SAME else None


def _fields_changed(clause: Clause, was: Mapping[str, Any]) -> Iterator[tuple[Field, Any, Any]]:
    """The fields of a clause that the release fills otherwise, as plain data: before and now."""
    now = said(clause)
    for field in KIND[clause.kind].fields:
        old, new = was.get(field.name) or None, now.get(field.name) or None
        if field.name not in _NOT_COMPARED and old != new:
            yield field, old, new


def _is_recorded(library: Library, clause: Clause, since: str, before: Mapping[str, Any]) -> bool:
    """Whether a rule document or the roles that a clause stands in were adopted or approved since a release.

    On its very day, where the release (`before`: id → rule or role) does not have it yet.
    """

    def is_newer(id_: str, now: str) -> bool:
        return now > since or (now == since and max(_recorded_then(before.get(id_, {}))) < since)

    documents = [clause.document] if isinstance(clause, RuleItem) else _documents(library, clause)
    if any(library.state(library.rules[one]) in _NOT_BINDING for one in documents if isinstance(clause, RuleItem)):
        return True
    for one in documents:
        rule = library.rules[one]
        now = max(rule.adoption.announced, rule.adoption.discussed, _approved(rule.approval))
        if is_newer(one, now):
            return True
    roles = _approving(library, clause)
    return bool(roles) and all(is_newer(role.id, _approved(role.approval)) for role in roles)


def _approving(library: Library, clause: Clause) -> list[Role]:
    """The roles whose approval covers a clause that is in no rule: of those in use, all that have it."""
    holders = () if isinstance(clause, RuleItem) else library.holders(clause.id)
    return [role for role in holders if not role.retired]


def _documents(library: Library, clause: Clause) -> list[str]:
    """The rule documents that a clause stands behind."""
    ids = [*getattr(clause, "enforces", ()), *getattr(clause, "encourages", ())]
    return [id_.partition("#")[0] for id_ in ids if id_.partition("#")[0] in library.rules]


def _recorded_then(entry: Mapping[str, Any]) -> tuple[str, ...]:
    adoption, approval = entry.get("adoption", {}), entry.get("approval", {})
    return adoption.get("announced", ""), adoption.get("discussed", ""), approval.get("approved", {}).get("date", "")


def _approved(approval: Approval | None) -> str:
    return next((signed.date for step, signed in approval.steps() if step == "approved"), "") if approval else ""


def _held_back(clause: Clause, was: Mapping[str, Any], version: str) -> Clause:
    """The clause as the release has it; one that is new as it is, marked."""
    if not was:
        return replace(clause, pending=version, unannounced=True)
    compared = (field for field in KIND[clause.kind].fields if field.name not in _NOT_COMPARED)
    fields = {field.name: from_data(field, was.get(field.name)) for field in compared}
    return replace(clause, text=was["text"], pending=version, **fields)


def _with(items: tuple[RuleItem, ...], former: Mapping[str, Clause]) -> tuple[RuleItem, ...]:
    made = []
    for item in items:
        known = former.get(item.id)
        one = known if isinstance(known, RuleItem) else item
        made.append(replace(one, items=_with(item.items, former)))
    return tuple(made)


def _finding(library: Library, clause: Clause, was: Mapping[str, Any], release: Release) -> Finding:
    version, day = release.version, str(release.data["library"]["date"])
    label = KIND[clause.kind].label
    quote = visible(shortened(clause.text, 30))
    told = "；".join(_told(clause, was)) if was else ""
    where = "制度的 adoption 或 approval " if isinstance(clause, RuleItem) else "岗位的 approval 或对应制度的 adoption "
    message = Wording(
        f"{label}“{quote}”与版本 {version} 不同（{told}），此后没有新的公示或批准记录；"
        "在此之前，手册和文书仍用原来的文字，标明“待公示”",
        f"{clause.id} differs from release {version} ({told}), with no newer record of adoption or approval; "
        "until then handbook and papers keep the former text, marked as 待公示",
    )
    if not was:
        message = Wording(
            f"{label}“{quote}”是版本 {version} 以后新增的，没有公示或批准记录；在此之前，手册标明“待公示”，文书不印",
            f"{clause.id} is new since release {version}, with no record of adoption or approval; until then the "
            "handbook marks it as 待公示, and no paper has it",
        )
    rest = _waiver(clause, change_mark(clause, was))
    roles = _approving(library, clause)
    named = "、".join(f"{role.title}（{role.at.file}）" for role in roles[:_SHOWN])
    more = f" 等 {len(roles)} 个，每个都要写" if len(roles) > _SHOWN else ""
    files = ", ".join(role.at.file for role in roles[:_SHOWN]) + (f" and others, {len(roles)} in all" if more else "")
    whose = Wording(f"，岗位是 {visible(named)}{more}", f", in {visible(files)}") if roles else Wording("", "")
    once = Wording("，已有的 approval 只改日期，不再写一次", "; where 'approval' is there, change its date")
    where_to = Wording("的 waivers 里", "its waivers") if clause.waivers else Wording("下", "the entry")
    zh, en = (f"{once.zh}：\n{APPROVED}", f"{once.en}:\n{APPROVED}") if roles else ("。", ".")
    return warning("sensitive-change", clause.at, *message).mend(
        f"讨论并公示（《劳动合同法》第四条）后，在{where}里写明日期（{day} 或以后，版本 {version} 里还没有的"
        f"{whose.zh}）{zh}\n"
        f"    意思没有变、只是写法不同的，在这一条{where_to.zh}加上（只适用于这一处改动；把 …… 换成您的内容）：\n"
        f"{rest}",
        f"Once it is discussed and announced (Labour Contract Law, art. 4), record the date, {day} or later and not "
        f"yet in release {version}{whose.en}{en}\n    Where only the wording changed, add to {where_to.en}, with "
        f"your words for the dots (it covers this change alone):\n{rest}",
    )


_SHOWN = 3


def _waiver(clause: Clause, mark: str) -> str:
    """The lines that excuse a change, indented as the keys of the clause are; `check` refuses the dots in them."""
    lines = ["  - rule: sensitive-change", "    reason: ……", "    by: ……", "    date: ……", f'    fingerprint: "{mark}"']
    indent = " " * max(0, clause.at.column - 1 - len("id: "))
    return "\n".join(f"{indent}{line}" for line in ([] if clause.waivers else ["waivers:"]) + lines)


def _told(clause: Clause, was: Mapping[str, Any]) -> Iterator[str]:
    """What differs, in a few words: the field that does, else the text."""
    fields = tuple(_fields_changed(clause, was))
    for field, before, now in fields:
        old, new = (visible(shortened(in_words(field.name, one, field.codes or {}), 30)) for one in (before, now))
        yield f"由“{old}”改为“{new}”" if old and new else f"补上“{new}”" if new else f"删去“{old}”"
    if not fields:
        yield f"原文字：{visible(shortened(was['text'], 40))}"
