"""What one snapshot says otherwise than another, as its readers would tell it. Pure.

An entry is followed through the redirects of the new side: one that was renamed, or went into another, is told as that
and not as gone and new. What only a list says (who has a clause, in which group) is told of the role or department,
once.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Literal, TypeAlias

from rolebook.history.values import in_words
from rolebook.model import labels
from rolebook.model.grouping import by_key
from rolebook.model.kinds import KIND, LISTED
from rolebook.words.text import normal_form

Snapshot: TypeAlias = Mapping[str, Any]

Happened: TypeAlias = Literal[
    "added",
    "removed",
    "retired",
    "renamed",
    "merged",
    "reworded",
    "changed",
    "listed",
    "unlisted",
    "moved",
    "reordered",
]
"""`changed`: a field or fact. `listed`, `unlisted`: a role or department has a clause now, or no more. `moved`: it
stands in another group there. `merged`: it went into another entry."""

Effect: TypeAlias = Literal["agree", "procedure", "none"]
"""What it means for papers that were signed: see `rolebook.history.effects`."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change.

    Attributes:
        happened: what.
        kind: of the entry (`duty`, `penalty`, `rule`, `role`, `department`), or the part of the snapshot (`library`,
            `sources`, `taxonomy`, `sheet`).
        id: of the entry as it is now; as it was, where it is gone.
        title: what readers know it by: its text or title, the new one where there is one.
        was: its former id, where it was renamed or went into another entry.
        owner: the role or department in whose list it happened.
        field: the key of what changed (`sanctions`, `reports_to`, `sources`).
        before: what stood there, in words.
        after: what stands there now.
        roles: ids of the roles that it touches: of the new side, of the old one where they are gone.
        guidance: of a rule document or its items: it is reference material, or repealed, and binds nobody.

    """

    happened: Happened
    kind: str
    id: str
    title: str
    was: str = ""
    owner: str = ""
    field: str = ""
    before: str = ""
    after: str = ""
    roles: tuple[str, ...] = ()
    guidance: bool = False


_LEFT_OUT = frozenset({"version", "date", "digest"})
"""What every release changes of the library's own facts."""
_NO_FACTS = frozenset({"id", "title", "groups", "inherited", *LISTED})
_NO_FIELDS = frozenset({"id", "kind", "text", "retired", "document", "depth", "parts"})
_OF_RULES = frozenset({"id", "items", "outline", "sources"})
_KINDS = {"roles": "role", "departments": "department"}
_NAMED_BY_ID = frozenset(
    {"department", "reports_to", "level", "industry", "theme", "enforces", "encourages", "assesses", "refers_to"}
)


def changes(old: Snapshot, new: Snapshot) -> tuple[Change, ...]:
    """What `new` says otherwise than `old`, in the order: library, roles, departments, clauses, rules, the rest."""
    before, after = _Side.of(old), _Side.of(new)
    pairs = {part: _Pairs.of(before.parts[part], after.parts[part], new["redirects"]) for part in _Side.PARTS}
    ids = {old_id: new_id for each in pairs.values() for old_id, new_id in each.now.items()}
    between = _Between(before, after, ids)
    told = [*between.values(_About("library", "library", left_out=_LEFT_OUT), old["library"], new["library"])]
    for part in ("roles", "departments"):
        told += between.owners(part, pairs[part])
    told += between.clauses(pairs["clauses"])
    told += between.rules(pairs["rules"])
    told += between.sources(old["sources"], new["sources"])
    for part in ("taxonomy", "sheet"):
        told += between.values(_About(part, part), old[part], new[part])
    return tuple(told)


@dataclass(frozen=True, slots=True)
class _Side:
    """One snapshot with its entries by id, and who has what."""

    PARTS: ClassVar = ("clauses", "rules", "roles", "departments")

    parts: Mapping[str, Mapping[str, Mapping[str, Any]]]
    terms: Mapping[str, str] = field(default_factory=dict)
    """Ids of levels, industries, themes and activities → what they are called."""
    having: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """A clause's or a rule document's id → the roles that have it, by themselves or through their department."""

    @classmethod
    def of(cls, data: Snapshot) -> "_Side":
        parts = {part: {one["id"]: one for one in data[part]} for part in cls.PARTS}
        roles = [role for role in data["roles"] if role["status"] != "retired"]
        listed = ((id_, role["id"]) for role in roles for id_ in _listed(role))
        having = by_key((one, role) for id_, role in listed for one in (id_, id_.partition("#")[0]))
        terms = {one["id"]: one["label"] for key in ("industries", "levels", "themes") for one in data["taxonomy"][key]}
        terms.update((one["id"], one["title"]) for one in data.get("activities", ()))
        return cls(parts, terms, {id_: tuple(dict.fromkeys(roles)) for id_, roles in having.items()})

    def is_listed(self, clause: Mapping[str, Any]) -> bool:
        """Whether a role or department has a clause."""
        owners = self.parts["departments"].values()
        return bool(self.roles_with(clause)) or any(
            clause["id"] in one.get(key, ()) for one in owners for key in LISTED
        )

    def roles_with(self, clause: Mapping[str, Any]) -> tuple[str, ...]:
        """The roles that have a clause; an item of a rule through its document too."""
        found = [*self.having.get(clause["id"], ()), *self.having.get(clause.get("document", ""), ())]
        return tuple(dict.fromkeys(found))


def _listed(owner: Mapping[str, Any]) -> Iterator[str]:
    """All ids that a role's lists hold, with those that it has through its department."""
    for key in LISTED:
        yield from owner.get(key, ())
        yield from owner.get("inherited", {}).get(key, ())


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Which entry of the new side each of the old side is."""

    both: tuple[tuple[Mapping[str, Any], Mapping[str, Any]], ...]
    """Entries of both sides: what was, and what it is now, in the order of the new side."""
    merged: tuple[tuple[Mapping[str, Any], Mapping[str, Any]], ...]
    removed: tuple[Mapping[str, Any], ...]
    added: tuple[Mapping[str, Any], ...]
    now: Mapping[str, str]
    """Old ids that are others now → the new ones."""

    def come_and_gone(self) -> Iterator[tuple[Happened, Mapping[str, Any]]]:
        """The entries that were added, then those that were removed."""
        yield from (("added", entry) for entry in self.added)
        yield from (("removed", entry) for entry in self.removed)

    @classmethod
    def of(
        cls, old: Mapping[str, Mapping[str, Any]], new: Mapping[str, Mapping[str, Any]], redirects: Mapping[str, str]
    ) -> "_Pairs":
        same = {id_: id_ for id_ in old if id_ in new}
        renamed: dict[str, str] = {}
        merged, removed = [], []
        for id_ in (id_ for id_ in old if id_ not in new):
            now = followed(id_, redirects)
            if now not in new:
                removed.append(old[id_])
            elif now in old or now in renamed.values():
                merged.append((old[id_], new[now]))
            else:
                renamed[id_] = now
        was = {**same, **{now: id_ for id_, now in renamed.items()}}
        both = tuple((old[was[id_]], entry) for id_, entry in new.items() if id_ in was)
        added = tuple(entry for id_, entry in new.items() if id_ not in was)
        return cls(both, tuple(merged), tuple(removed), added, {**renamed, **{a["id"]: b["id"] for a, b in merged}})


def followed(id_: str, redirects: Mapping[str, str]) -> str:
    """What an id is called where `redirects` hold; itself where they do not name it."""
    seen = {id_}
    while (now := redirects.get(id_)) and now not in seen:
        seen.add(now)
        id_ = now
    return id_


@dataclass(frozen=True, slots=True)
class _About:
    """Of what the fields are compared, which of them are not, and the words for their codes."""

    kind: str
    id: str
    roles: tuple[str, ...] = ()
    left_out: frozenset[str] = frozenset()
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Between:
    """Both sides, and which ids are others now."""

    before: _Side
    after: _Side
    ids: Mapping[str, str]

    def clauses(self, pairs: _Pairs) -> Iterator[Change]:
        """What happened to clauses; where an owner has one now, or no more, that is told of the owner."""
        sides: tuple[tuple[Happened, tuple[Mapping[str, Any], ...], _Side], ...] = (
            ("added", pairs.added, self.after),
            ("removed", pairs.removed, self.before),
        )
        for happened, entries, side in sides:
            for entry in entries:
                if self._is_in_both(entry):
                    told = Change(happened, entry["kind"], entry["id"], _name(entry), roles=side.roles_with(entry))
                    yield replace(told, guidance=self._is_guidance(entry))
                elif not side.is_listed(entry):
                    yield Change(happened, entry["kind"], entry["id"], _name(entry))
        for was, now in pairs.merged:
            touched = tuple(dict.fromkeys(self.ids.get(role, role) for role in self.before.roles_with(was)))
            about = (now["kind"], now["id"], _name(now), was["id"])
            yield Change("merged", *about, before=was["text"], after=now["text"], roles=touched)
        for was, now in pairs.both:
            roles = self.after.roles_with(now)
            if was["id"] != now["id"]:
                yield Change("renamed", now["kind"], now["id"], _name(now), was["id"], roles=roles)
            if now["retired"] and not was["retired"]:
                yield Change("retired", now["kind"], now["id"], _name(now), after=now["retired"]["reason"])
            if was["text"] != now["text"]:
                worded = Change("reworded", now["kind"], now["id"], _name(now), field="text", roles=roles)
                yield replace(worded, before=was["text"], after=now["text"], guidance=self._is_guidance(now))
            codes = {one.name: one.codes for one in KIND[now["kind"]].fields if one.codes}
            yield from self._parts(was, now, roles)
            yield from self.values(_About(now["kind"], now["id"], roles, _NO_FIELDS, codes), was, now)

    def _is_in_both(self, item: Mapping[str, Any]) -> bool:
        """Whether a clause is an item of a rule document that both sides have."""
        document = item.get("document", "")
        return self.ids.get(document, document) in self.after.parts["rules"] and any(
            self.ids.get(id_, id_) == self.ids.get(document, document) for id_ in self.before.parts["rules"]
        )

    def _is_guidance(self, entry: Mapping[str, Any]) -> bool:
        """Whether an entry is a rule document, or an item of one, that binds nobody."""
        document = entry.get("document") or entry["id"]
        rule = self.after.parts["rules"].get(self.ids.get(document, document), {})
        return rule.get("nature") == "guidance" or rule.get("status") == "repealed"

    def _parts(self, was: Mapping[str, Any], now: Mapping[str, Any], roles: tuple[str, ...]) -> Iterator[Change]:
        """That a duty has another part in an activity, where an editor said so."""
        old = {one["activity"]: one["part"] for one in was.get("parts", ())}
        for one in now.get("parts", ()):
            before, after = old.get(one["activity"]), one["part"]
            if before and before != after and not one["inferred"]:
                words = [f"{self._title(one['activity'])}：{labels.PARTS[part]}" for part in (before, after)]
                about = (now["kind"], now["id"], _name(now))
                yield Change("changed", *about, field="parts", before=words[0], after=words[1], roles=roles)

    def owners(self, part: str, pairs: _Pairs) -> Iterator[Change]:
        """What happened to roles or departments, their facts and their lists."""
        kind = _KINDS[part]
        for happened, entry in pairs.come_and_gone():
            yield Change(happened, kind, entry["id"], entry["title"], roles=_itself(entry))
        for was, now in pairs.merged:
            told = (kind, now["id"], now["title"], was["id"])
            yield Change("merged", *told, before=was["title"], after=now["title"])
        for was, now in pairs.both:
            about = (kind, now["id"], now["title"])
            if was["id"] != now["id"]:
                yield Change("renamed", *about, was["id"], roles=_itself(now))
            if now.get("status") == "retired" != was.get("status"):
                yield Change("retired", *about, roles=_itself(now))
            if was["title"] != now["title"]:
                titles = was["title"], now["title"]
                yield Change("changed", *about, field="title", before=titles[0], after=titles[1], roles=_itself(now))
            codes = {"status": labels.STATUS}
            yield from self.values(_About(kind, now["id"], _itself(now), _NO_FACTS, codes), was, now)
            yield from self._lists(was, now)

    def _lists(self, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
        """What stands in an owner's lists now and did not, and the other way round."""
        for key, kind in LISTED.items():
            old = list(dict.fromkeys(self.ids.get(id_, id_) for id_ in was.get(key, ())))
            new = list(now.get(key, ()))
            for id_ in (id_ for id_ in new if id_ not in old):
                yield self._about("listed", kind.name, id_, now)
            for id_ in (id_ for id_ in old if id_ not in new):
                yield self._about("unlisted", kind.name, id_, now)
            if [id_ for id_ in old if id_ in new] != [id_ for id_ in new if id_ in old]:
                yield Change("reordered", kind.name, now["id"], now["title"], owner=now["id"])
        groups = {self.ids.get(id_, id_): title for id_, title in _groups(was)}, dict(_groups(now))
        had = {self.ids.get(id_, id_) for id_ in was.get("duties", ())}
        for id_ in now.get("duties", ()):
            group, other = groups[0].get(id_, ""), groups[1].get(id_, "")
            if id_ in had and group != other:
                yield Change("moved", "duty", id_, self._title(id_), owner=now["id"], before=group, after=other)

    def _about(self, happened: Happened, kind: str, id_: str, owner: Mapping[str, Any]) -> Change:
        """That a clause came into the list of an owner, or left it, and for whom: a department's is for its roles."""
        roles = _itself(owner)
        if not roles:
            side = self.after if happened == "listed" else self.before
            roles = tuple(
                role["id"]
                for role in side.parts["roles"].values()
                if role["department"] == owner["id"] and any(id_ in ids for ids in role.get("inherited", {}).values())
            )
        return Change(happened, kind, id_, self._title(id_), owner=owner["id"], roles=roles)

    def rules(self, pairs: _Pairs) -> Iterator[Change]:
        """What happened to rule documents; their items are clauses."""
        for happened, entry in pairs.come_and_gone():
            roles = self.after.having.get(entry["id"], ())
            yield Change(happened, "rule", entry["id"], entry["title"], roles=roles, guidance=self._is_guidance(entry))
        for was, now in pairs.merged:
            told = ("rule", now["id"], now["title"], was["id"])
            yield Change("merged", *told, before=was["title"], after=now["title"])
        for was, now in pairs.both:
            roles = self.after.having.get(now["id"], ())
            if was["id"] != now["id"]:
                yield Change("renamed", "rule", now["id"], now["title"], was["id"], roles=roles)
            yield from self.values(_About("rule", now["id"], roles, _OF_RULES), was, now)

    @staticmethod
    def sources(old: Iterable[Mapping[str, Any]], new: Iterable[Mapping[str, Any]]) -> Iterator[Change]:
        """Source documents that came, went, or are others."""
        before, after = ({one["id"]: one for one in side} for side in (old, new))
        for id_, one in after.items():
            if before.get(id_) != one:
                happened: Happened = "changed" if id_ in before else "added"
                yield Change(happened, "source", id_, one["title"], field="source")
        for id_ in before.keys() - after.keys():
            yield Change("removed", "source", id_, before[id_]["title"], field="source")

    def values(self, about: _About, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
        """The facts of an entry, or of a part of the snapshot, that are others now; not ids that follow a rename."""
        for key in dict.fromkeys((*now, *was)):
            old, new = was.get(key), now.get(key)
            retired = key == "status" and new == "retired"
            if key in about.left_out or retired or self._is_same(old, new):
                continue
            codes = about.codes.get(key, {})
            before, after = (in_words(key, self._named(key, value), codes) for value in (old, new))
            told = Change("changed", about.kind, about.id, _name(now), field=key, roles=about.roles)
            guidance = about.kind == "rule" and self._is_guidance(now)
            yield replace(told, before=before, after=after, guidance=guidance)

    def _is_same(self, old: Any, new: Any) -> bool:
        if old == new or (not old and not new):
            return True
        if isinstance(old, str):
            return bool(self.ids.get(old) == new)
        if isinstance(old, list) and all(isinstance(one, str) for one in old):
            return bool(list(dict.fromkeys(self.ids.get(one, one) for one in old)) == new)
        return False

    def _named(self, key: str, value: Any) -> Any:
        """Ids in what readers call them."""
        if key not in _NAMED_BY_ID or not value:
            return value
        return [self._title(one) for one in value] if isinstance(value, list) else self._title(value)

    def _title(self, id_: str) -> str:
        for side in (self.after, self.before):
            for part in side.parts.values():
                if id_ in part:
                    return _name(part[id_])
            if id_ in side.terms:
                return side.terms[id_]
        return id_


def _itself(owner: Mapping[str, Any]) -> tuple[str, ...]:
    """The role itself; none for a department."""
    return (owner["id"],) if "status" in owner else ()


def _groups(owner: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Each duty in a group → the titles of its groups: `客户／开发`."""
    for group in owner.get("groups", ()):
        title = f"{above}／{group['title']}" if above else group["title"]
        yield from ((id_, title) for id_ in group["duties"])
        yield from _groups(group, title)


def _name(entry: Mapping[str, Any]) -> str:
    """What readers know an entry by: its text, else its title."""
    return str(entry.get("text") or entry.get("title") or entry.get("id", ""))


def means_the_same(change: Change) -> bool:
    """Whether a change of words changes nothing but marks, width or list numbers."""
    return change.field == "text" and normal_form(change.before) == normal_form(change.after)
