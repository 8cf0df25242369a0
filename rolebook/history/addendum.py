"""What the papers of one role say now otherwise than those of an earlier version: the content of 补充说明. Pure.

It is read from what papers print (`model/role_content.py`), not from lists of ids alone: what a role has through its
department counts, what moved to another place or was only renamed does not.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rolebook.history.changes import Effect, followed
from rolebook.history.effects import OF_CONTRACT, OF_KIND
from rolebook.history.values import in_words
from rolebook.model import labels
from rolebook.model.applied import own_first
from rolebook.model.grouping import by_key
from rolebook.model.kind import Kind
from rolebook.model.kinds import LISTED
from rolebook.model.role_content import Entries, Entry, named_items, whole_content
from rolebook.model.rule_state import NO_MORE, State, is_printed, state_in
from rolebook.words.text import normal_form

_FACTS: Mapping[str, str] = {
    "title": "岗位名称", "department": "部门", "level": "级别", "reports_to": "直接上级", "code": "岗位编号",
    "headcount": "编制", "effective": "生效日期", "until": "有效期至",
}  # fmt: skip
_PLAIN: Mapping[str, str] = {"purpose": "岗位目的", **labels.EXTRAS, "probation": "试用期录用条件"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that papers say otherwise: what it is about, its words before and now, either of them often empty.

    `effect` is what it may mean for papers that were signed (`effects.py`). `said` is a whole sentence, where what the
    handbook says is there as before and applies to the role no more, or now: it was neither deleted nor written anew.
    """

    about: str
    before: str
    after: str
    effect: Effect
    said: str = ""


def differences_of(
    old: Entries, new: Entries, role_id: str, redirects: Mapping[str, str], in_use: Container[str]
) -> tuple[Difference, ...]:
    """What `new` prints of a role otherwise than `old`, in the order of a sheet.

    `redirects` are those of the new side, `in_use` the ids of its clauses that are not retired. Raises LookupError
    where the old side has no such role.
    """
    former = former_id(old, role_id, redirects)
    sides = _Role(old, old.roles[former], redirects), _Role(new, new.roles[role_id], redirects)
    plain = [dict(_plain(side.entries, id_)) for side, id_ in zip(sides, (former, role_id), strict=True)]
    known = _Known({followed(id_, redirects): clause for id_, clause in old.clauses.items()}, in_use)
    found = [*_facts(plain[0], plain[1], _FACTS)]
    for key, kind in LISTED.items():
        if key != "rules":
            found += _clauses(kind, (sides[0].clauses(key), sides[1].clauses(key)), known)
    found += _clauses(LISTED["rules"], _items_to_compare(*sides), known)
    found += _documents(*sides)
    return (*found, *_facts(plain[0], plain[1], _PLAIN))


def former_id(old: Entries, role_id: str, redirects: Mapping[str, str]) -> str:
    """What a role was called on the old side. Raises LookupError where it was not there."""
    if role_id in old.roles:
        return role_id
    found = [id_ for id_ in old.roles if followed(id_, redirects) == role_id]
    return found[0]


@dataclass(frozen=True, slots=True)
class _Role:
    """A role on one side; what was renamed or merged goes by its present id."""

    entries: Entries
    role: Entry
    redirects: Mapping[str, str]

    def clauses(self, key: str) -> dict[str, tuple[Entry, ...]]:
        """Present id → the clauses of a list that it was; texts that stand in the same list are left out."""
        ids = own_first(self.role.get(key, ()), self.role["inherited"].get(key, ()))
        clauses = ((id_, self.entries.clauses.get(id_)) for id_ in ids)
        return by_key((followed(id_, self.redirects), one) for id_, one in clauses if one and not one["retired"])

    def listed(self) -> dict[str, Entry]:
        """Present id → the rule documents of which the role lists all or some items, printed or not."""
        listed = own_first(self.role["rules"], self.role["inherited"]["rules"])
        rules = (self.entries.rules[id_] for id_ in dict.fromkeys(id_.partition("#")[0] for id_ in listed))
        return {followed(one["id"], self.redirects): one for one in rules}

    def documents(self) -> dict[str, Entry]:
        """Present id → the rule documents that its papers list."""
        return {id_: one for id_, one in self.listed().items() if is_printed(self.state(one), self.role["status"])}

    def state(self, rule: Entry) -> State:
        """The state of a rule document on this side's date."""
        return state_in(rule, self.entries.date)

    def items(self) -> dict[str, list[Entry]]:
        """Present id → the items of these documents that have a text, where the whole document or they are listed."""
        listed = set(own_first(self.role["rules"], self.role["inherited"]["rules"]))
        found: dict[str, list[Entry]] = {}
        for rule in self.documents().values():
            for item in named_items(rule, listed):
                clause = self.entries.clauses.get(item["id"])
                if clause and not clause["retired"]:
                    of = {"of": followed(rule["id"], self.redirects), "whole": rule["id"] in listed}
                    about = {**clause, "heading": f"《{rule['title']}》", **of}
                    found.setdefault(followed(item["id"], self.redirects), []).append(about)
        return found


@dataclass(frozen=True, slots=True)
class _Known:
    """What the handbook says elsewhere than in the lists of the role."""

    before: Mapping[str, Entry]
    """Present id → the clauses of the old side."""
    in_use: Container[str]

    def applies_now(self, id_: str, entries: Sequence[Entry]) -> str:
        """What is said of a clause that the handbook had and the role had not; empty where it is new."""
        was = self.before.get(id_)
        same = was and not was["retired"] and _form(_texts([was])) == _form(_texts(entries))
        return f"“{''.join(_texts(entries))}”开始适用于本岗位（手册中原有这一条，文字没有改动）。" if same else ""

    def applies_no_more(self, id_: str, entries: Sequence[Entry]) -> str:
        """What is said of a clause that the handbook has and the role has no more; empty where it is gone."""
        return f"“{''.join(_texts(entries))}”不再适用于本岗位。" if id_ in self.in_use else ""


def _clauses(
    kind: Kind, sides: tuple[Mapping[str, Sequence[Entry]], Mapping[str, Sequence[Entry]]], known: _Known
) -> Iterator[Difference]:
    """What is otherwise in a list: changed and new ones in the order of now, then those that are gone.

    One that is gone and stands there with the same words under another id is no change. What binds many roles at once
    is told from what was deleted, or written anew.
    """
    before, now = sides
    effect = OF_KIND.get(kind.name, "none")
    shared = effect == "procedure"
    gone = {id_: entries for id_, entries in before.items() if id_ not in now}
    for id_, entries in now.items():
        heading = entries[0].get("heading", kind.heading)
        former = before.get(id_, ())
        same = (
            next((one for one in gone if _form(_texts(gone[one])) == _form(_texts(entries))), "") if not former else ""
        )
        olds, news = _words(kind, gone.pop(same) if same else former, entries)
        if _form(olds) != _form(news):
            said = known.applies_now(id_, entries) if shared and not olds else ""
            yield Difference(heading, "".join(olds), "".join(news), effect, said)
    for id_, entries in gone.items():
        said = known.applies_no_more(id_, entries) if shared else ""
        yield Difference(entries[0].get("heading", kind.heading), "".join(_texts(entries)), "", effect, said)


def _items_to_compare(before: _Role, now: _Role) -> tuple[dict[str, list[Entry]], dict[str, list[Entry]]]:
    """The items of both sides, without those of documents that come or go as a whole: of these one line is enough."""
    documents = before.documents(), now.documents()
    both = documents[0].keys() & documents[1].keys()
    old = {id_: entries for id_, entries in before.items().items() if entries[0]["of"] in both}
    new = {id_: one for id_, one in now.items().items() if one[0]["of"] in both or not one[0]["whole"]}
    return old, new


def _form(lines: Sequence[str]) -> list[str]:
    """What lines are compared by; merged clauses that said the same say it once."""
    return list(dict.fromkeys(map(normal_form, lines)))


def _texts(entries: Sequence[Entry]) -> list[str]:
    return [str(one["text"]) for one in entries]


def _words(kind: Kind, before: Sequence[Entry], now: Sequence[Entry]) -> tuple[list[str], list[str]]:
    """The texts of a clause before and now, with those printed fields that are others and that the texts do not say."""
    sides = _texts(before), _texts(now)
    for field in kind.fields if before else ():
        if field.type == "ids" or not (field.printed or field.mark or field.type == "table"):
            continue
        values = ([one.get(field.name) or "" for one in side] for side in (before, now))
        said = [in_words(field.name, each, field.codes or {}) for each in values]
        if said[0] != said[1] and not all(one and one in "".join(side) for one, side in zip(said, sides, strict=True)):
            label = field.label or field.printed or "要求"
            for one, side in zip(said, sides, strict=True):
                side.append(f"（{label}：{one or '无'}）")
    return sides


def _documents(before: _Role, now: _Role) -> Iterator[Difference]:
    """Rule documents that papers list now and did not, or the other way round, or under another title."""
    heading = LISTED["rules"].heading
    olds, news = before.documents(), now.documents()
    for id_ in dict.fromkeys((*news, *olds)):
        titles = [f"《{side[id_]['title']}》" if id_ in side else "" for side in (olds, news)]
        if id_ not in news:
            yield _document_that_left(titles[0], now.listed().get(id_), now)
        elif id_ not in olds:
            known = any(followed(one, before.redirects) == id_ for one in before.entries.rules)
            verb = "开始适用于本岗位" if known else "是新的管理制度，适用于本岗位"
            said = f"{titles[1]}{verb}；全文见规章制度签收单。"
            yield Difference(heading, "", titles[1], "procedure", said)
        elif titles[0] != titles[1]:
            yield Difference(heading, titles[0], titles[1], "procedure")


def _document_that_left(title: str, still_listed: Entry | None, now: _Role) -> Difference:
    """A document that papers list no more: by its state where the role still lists it, else because the role does not.

    What binds nobody any more is nothing that rules are adopted for.
    """
    state = now.state(still_listed) if still_listed else ""
    effect: Effect = "none" if state in ("guidance", "repealed", "expired") else "procedure"
    said = f"{title}{NO_MORE[state].zh if state else '不再适用于本岗位'}。"
    return Difference(LISTED["rules"].heading, title, "", effect, said)


def _plain(entries: Entries, role_id: str) -> Iterator[tuple[str, list[str]]]:
    """The facts at the head of a sheet and its lists of plain texts, by their keys."""
    content = whole_content(entries, role_id)
    for key in _FACTS:
        value = content.get(key)
        yield key, [] if value in (None, "") else [str(value)]
    for section in content["sections"]:
        if section["section"] in _PLAIN:
            yield section["section"], [one for one in section["content"] if isinstance(one, str)]


def _facts(
    before: Mapping[str, Sequence[str]], now: Mapping[str, Sequence[str]], names: Mapping[str, str]
) -> Iterator[Difference]:
    """What is otherwise among facts and plain texts, of lists only the texts that differ."""
    for key, name in names.items():
        old, new = before.get(key, ()), now.get(key, ())
        gone, come = [one for one in old if one not in new], [one for one in new if one not in old]
        if gone or come:
            yield Difference(name, "".join(gone), "".join(come), "agree" if key in OF_CONTRACT else "none")
