"""What waits for a person: one list over the Library and its findings, for the page 待办 and for `check --todo`.

Each task says what it is about, where that stands, why it waits, and what settles it. Tasks come from what the Library
says itself (drafts, what an editor judged) and from findings that a person has to decide about; what `fmt` repairs, and
errors, are none. The cost grows with the number of entries and findings, not with their product.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias, get_args

from rolebook.cache import current
from rolebook.findings.finding import Finding, Position, Severity
from rolebook.findings.rule_names import ClauseRule, RuleName
from rolebook.model.entries import Clause, Department, Duty, Role, Rule, RuleItem
from rolebook.model.grouping import by_key
from rolebook.model.kinds import FACTS, KIND
from rolebook.model.labels import APPROVAL
from rolebook.model.library import Library
from rolebook.model.source import Source
from rolebook.model.unifiable import unifiable
from rolebook.model.wordings import aspects
from rolebook.words.ids import by_number
from rolebook.words.program import PROGRAM
from rolebook.words.similarity import compare, sentence
from rolebook.words.text import shortened
from rolebook.words.wording import Wording

GROUPS: Mapping[str, Wording] = {
    "doubt": Wording("存疑，请核实", "In doubt: find out"),
    "inferred": Wording("推定，请确认", "Judged by an editor: confirm"),
    "pairs": Wording("相近的条款，请判断", "Clauses that are alike: decide"),
    "wordings": Wording("同一件事的不同说法，可以统一口径", "One thing in several wordings: unify"),
    "approval": Wording("岗位和制度的批准", "Approval of roles and rules"),
    "rules": Wording("制度的状态、讨论和公示", "State, discussion and announcement of rules"),
    "documents": Wording("整理中的原文", "Documents left open"),
    "other": Wording("其他需要判断的", "Whatever else needs a decision"),
}
"""The kinds of work, in the order in which they are shown."""

_GROUP_OF: Mapping[RuleName, str] = {
    "near-duplicate": "pairs",
    "lapsed-decision": "pairs",
    "contradictory-decision": "pairs",
    "approval-order": "approval",
    "approved-draft": "approval",
    "unrecorded-approval": "approval",
    "open-document": "documents",
}
"""Rules whose findings belong to a group by name. The others: those about a rule document to `rules`, else `other`."""

_ALIKE = 0.25
"""From this ratio on, two duties about one activity have words in common beside its name."""

_About: TypeAlias = tuple[str, str]
"""The id of an entry, and the anchor on its page; both empty where nothing is known of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing that waits. `entry` is the id of what it is about, `anchor` a place on its page; both may be empty."""

    group: str
    entry: str
    anchor: str = ""
    name: str
    """What readers know the entry by: a title, or the beginning of a sentence."""
    at: Position
    why: Wording
    settle: Wording
    """The command or the edit that settles it; several lines where there is something to paste."""
    rule: str = ""
    """The rule of `check` that found it; empty where the Library itself says it."""


@dataclass(frozen=True)
class Todo:
    """All tasks, by group, file and line."""

    tasks: tuple[Task, ...]

    @cached_property
    def groups(self) -> Mapping[str, tuple[Task, ...]]:
        """Group → its tasks; groups without any are left out."""
        found = by_key((task.group, task) for task in self.tasks)
        return {group: found[group] for group in GROUPS if group in found}

    def about(self, ids: Iterable[str]) -> Counter[str]:
        """Group → number of tasks about any of these entries, in the order of the groups."""
        found = Counter(task.group for id_ in dict.fromkeys(ids) for task in self._by_entry.get(id_, ()))
        return Counter({group: found[group] for group in GROUPS if found[group]})

    @cached_property
    def _by_entry(self) -> Mapping[str, tuple[Task, ...]]:
        return by_key((task.entry, task) for task in self.tasks)


NOTHING = Todo(())


def todo(library: Library, findings: Iterable[Finding]) -> Todo:
    """What waits for a person in a whole library; `findings` are those of `check`."""
    tasks = [*_doubts(library), *_wordings(library), *_drafts(library), *_judged(library), *_found(library, findings)]
    order = {group: number for number, group in enumerate(GROUPS)}
    return Todo(tuple(sorted(tasks, key=lambda task: (order[task.group], by_number(task.at.file), task.at, task.why))))


def _doubts(library: Library) -> Iterator[Task]:
    for clause in library.clauses.values():
        if clause.doubt and library.in_use(clause):
            yield Task(
                group="doubt",
                entry=clause.id,
                name=clause.text,
                at=clause.at,
                why=Wording(clause.doubt, clause.doubt),
                settle=Wording(
                    "向提供原文的部门核实，改正正文，并删去 doubt 一行；正文无误的，只删去这一行。",
                    "Find out what was meant, mend the text, and delete its doubt.",
                ),
            )


def _wordings(library: Library) -> Iterator[Task]:
    """Activities of which one wording could say several duties, of several roles or departments.

    Only duties that are alike and differ in no period, amount, object, person, scope or approval: those may have to.
    """
    for activity in library.activities.values():
        found = unifiable(library, activity)
        alike = _alike(found.kept, found.going) if found else []
        if found is None or not alike:
            continue
        duties = (found.kept, *alike)
        owners = {owner.id for duty in duties for owner in library.owners(duty.id)}
        if len(owners) < len(duties):
            continue
        said = "；".join(f"“{shortened(duty.text, 30)}”" for duty in duties)
        command = f"{PROGRAM} unify {activity.id} --into {found.kept.id} --only {' '.join(one.id for one in duties)}"
        yield Task(
            group="wordings",
            entry=activity.id,
            name=activity.title,
            at=activity.at,
            why=Wording(
                f"{len(duties)} 条职责说的是同一件事，周期、数额、对象、范围没有不同，用在 {len(owners)} 处：{said}",
                f"{len(duties)} duties say the same thing in {len(owners)} places: {said}",
            ),
            settle=Wording(
                f"由主管部门定一种说法后运行：{command} --by 部门 --reason 理由（先列出哪些岗位的说明书会改变）。"
                "确有不同的，不必统一。",
                f"Once it is decided: {command} --by FUNCTION --reason REASON",
            ),
        )


def _alike(kept: Duty, going: Sequence[Duty]) -> list[Duty]:
    """Those that are one with the duty that is kept; read once of the same sentences, since that takes long."""
    results = current()
    key = results.key("one wording", (duty.text.encode("utf-8", "surrogatepass") for duty in (kept, *going)))
    found = results.recall(key)
    if found is None:
        found = [_is_one(duty.text, kept.text) for duty in going]
        results.keep(key, found)
    return [duty for duty, is_one in zip(going, found, strict=True) if is_one]


def _is_one(text: str, other: str) -> bool:
    return compare(sentence(text), sentence(other)).ratio >= _ALIKE and not any(aspects(text, other))


def _drafts(library: Library) -> Iterator[Task]:
    for role in library.roles.values():
        if role.status != "draft":
            continue
        done = [APPROVAL[step] for step, _ in role.approval.steps()] if role.approval else []
        so_far = f"，已登记{'、'.join(done)}" if done else ""
        yield Task(
            group="approval",
            entry=role.id,
            name=role.title,
            at=role.at,
            why=Wording(f"岗位说明是草稿，尚未批准{so_far}。", "The role is a draft, not approved yet."),
            settle=Wording(
                f"由{role.owner}核对并经批准后，在 approval 中登记，把 status 改为 approved。",
                "Once it is approved, enter that under approval, and set status to approved.",
            ),
        )


def _judged(library: Library) -> Iterator[Task]:
    """What an editor judged and nobody has confirmed."""
    entries: tuple[Department | Role | Clause, ...] = (
        *library.departments.values(),
        *library.roles.values(),
        *library.clauses.values(),
    )
    for entry in entries:
        retired = entry.status == "retired" if isinstance(entry, Role) else getattr(entry, "retired", None)
        if entry.inferred and not retired:
            words = "、".join(_called(entry, key) for key in entry.inferred)
            yield Task(
                group="inferred",
                entry=entry.id,
                name=_name(entry),
                at=entry.at,
                why=Wording(f"{words}由编者推定，原文没有写明。", f"Judged by an editor: {', '.join(entry.inferred)}."),
                settle=Wording(
                    "核实后从 inferred 中删去核实过的项目；不对的，同时改正。",
                    "Confirm or correct it, and take it out of 'inferred'.",
                ),
            )


def _called(entry: Clause | Role | Department, key: str) -> str:
    """What readers call a key that `inferred` names."""
    if isinstance(entry, RuleItem):
        return {"title": "标题"}.get(key, key)
    if isinstance(entry, Clause):
        kind = KIND[entry.kind]
        fields = (*kind.fields, *([kind.filed] if kind.filed else []))
        named = {field.name: f"{field.label}关系" if field.type == "ids" else field.label for field in fields}
        return {**named, "necessity": "必备或优先"}.get(key) or key
    return FACTS.get(key, key)


def _found(library: Library, findings: Iterable[Finding]) -> Iterator[Task]:
    """The findings that a person has to decide about."""
    about, files = _things(library), _files(library)
    decided_by_people = frozenset(get_args(ClauseRule))
    for one in findings:
        entry, anchor = about.get(one.at, (files.get(one.at.file, ""), ""))
        group = _GROUP_OF.get(one.rule) or ("rules" if entry in library.rules else "")
        if not group and one.severity is Severity.WARNING:
            group = "other"
        if one.severity is Severity.ERROR or not group or one.rule not in decided_by_people:
            continue
        thing = library.thing(entry) if entry else None
        name = _name(thing) if isinstance(thing, Clause | Role | Department | Rule) else getattr(thing, "title", "")
        yield Task(
            group=group,
            entry=entry,
            anchor=anchor,
            name=name or one.at.file,
            at=one.at,
            why=one.message,
            settle=one.hint,
            rule=one.rule,
        )


def _things(library: Library) -> Mapping[Position, _About]:
    """Where findings about one entry among several of a file stand → what they are about."""
    found: dict[Position, _About] = {}
    for source in library.sources.values():
        found.update((part.at, (source.id, part.id)) for part in source.parts)
    for clause in library.clauses.values():
        found.update((one.at, (clause.id, "")) for one in (*clause.distinct_from, *clause.covers))
        found[clause.at] = (clause.id, "")
    return found


def _files(library: Library) -> Mapping[str, str]:
    """File of one entry → its id: for findings that stand anywhere in it."""
    entries: tuple[Source | Department | Rule | Role, ...] = (
        *library.sources.values(),
        *library.departments.values(),
        *library.rules.values(),
        *library.roles.values(),
    )
    return {entry.at.file: entry.id for entry in entries}


def _name(entry: Clause | Role | Department | Rule) -> str:
    if isinstance(entry, Clause):
        return shortened(entry.text or getattr(entry, "title", ""), 40)
    return entry.title
