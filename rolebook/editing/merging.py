"""`merge OLD INTO`: one clause for what two said."""

from bisect import bisect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rolebook.editing.draft import Draft, Result
from rolebook.editing.files import listed, written
from rolebook.editing.objections import objections
from rolebook.findings.problem import Refusal
from rolebook.loading.assembly import source_ref
from rolebook.model import fingerprint
from rolebook.model.entries import Clause, Duty
from rolebook.model.kinds import KIND
from rolebook.model.records import Decision
from rolebook.words.contrast import difference
from rolebook.words.similarity import Verdict, compare, sentence
from rolebook.words.wording import Wording
from rolebook.yamltext.document import Path
from rolebook.yamltext.edit import YamlText

_DECISIONS = ("distinct_from", "covers")
_WAY_ON = Wording(
    "意思不同的，在其中一条下写 distinct_from 或 covers；意思确实相同的，先把两条改成一致的措辞，再合并，"
    "或用 --despite 写明理由。",
    " If they are two things, write distinct_from or covers under one of them; "
    "if they are one, give them the same words first, or say why with --despite.",
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """Decisions of people that a merging touches, each with its reason."""

    between: tuple[Wording, ...]
    """That the two stay apart, or that one says more."""
    others: tuple[Wording, ...]
    """About the one that goes and a third, and what it was excused from."""


def merge(
    draft: Draft,
    old: str,
    into: str,
    *,
    despite: str = "",
    agreed: Callable[[Recorded], bool] = lambda recorded: not recorded.between,
) -> Result:
    """Merge the clause OLD into INTO.

    INTO keeps its text and gets the sources of both and the notes of both; every list and reference that named OLD
    names INTO, once; OLD's entry goes, and content/redirects.yaml gets `old: into`. What was decided about OLD and a
    third clause passes to INTO where the two are alike, to be looked at again. Refused where the two are different
    clauses: of another kind, with other numbers, negations, frequencies, bounds or degrees, about other people or other
    things, with other sanctions or other fields.

    `despite`: why they are one all the same, where it is their words alone that differ; INTO's note keeps it, with the
    text and the decisions that it overruled. `agreed` is asked where something recorded is lost; without `despite`, a
    decision that keeps the two apart is not given up unless it says so. Raises Misuse, Problem.
    """
    for id_ in (old, into):
        draft.place(id_)
    if old in draft.library.activities and into in draft.library.activities:
        return _merge_activities(draft, old, into)
    for id_ in (old, into):
        if id_ not in draft.library.clauses:
            raise Refusal(
                f"{id_} 不是条款，只有条款之间、工作事项之间可以合并。",
                f"{id_} is no clause; clauses merge, and activities do.",
            )
    gone, kept = draft.library.clauses[old], draft.library.clauses[into]
    differs = difference(gone.text, kept.text, draft.library.taxonomy.one_word(kept.kind))
    against = tuple(objections(gone, kept, differs))
    overruled = [one for one in against if despite and one in differs.decisive]
    if against := tuple(one for one in against if one not in overruled):
        zh, en = "；".join(one.zh for one in against), "; ".join(one.en for one in against)
        way = _WAY_ON if gone.kind == kept.kind and differs.decisive else Wording("", "")
        why = Wording(f"{old} 不能合并到 {into}：{zh}。{way.zh}", f"{old} cannot be merged into {into}: {en}.{way.en}")
        raise Refusal(*why)
    if differs.left or differs.right or differs.named:
        told = differs.wording(Wording(old, old), Wording(into, into))
        draft.say(f"保留 {into} 的文字。{told.zh}", f"the text of {into} is kept; {told.en}")
    recorded = _recorded(draft, gone, kept)
    for line in (*recorded.between, *recorded.others):
        draft.say(*line)
    if not agreed(recorded if not despite else Recorded((), recorded.others)):
        raise Refusal(*_kept_apart(old, into, recorded))
    reason = _reason(gone, [*overruled, *recorded.between], despite)
    absorb(draft, gone, kept, reason)
    draft.drop(draft.places[old].file, draft.path_now(old), f"删去 {old}", f"{old} removed")
    draft.redirect(old, into)
    return draft.result()


def absorb(draft: Draft, gone: Clause, kept: Clause, reason: str = "") -> None:
    """All that `gone` has goes into `kept`, and whatever named it names `kept`; its entry is left as it is."""
    merging = _Merging(draft, gone, kept, reason)
    merging.gather()
    merging.pass_decisions()
    merging.follow()
    merging.forget_reviews()


def _recorded(draft: Draft, gone: Clause, kept: Clause) -> Recorded:
    """What people recorded about `gone` that its entry takes along, or that may no longer stand."""
    two = {gone.id, kept.id}
    decisions = [
        (holder, one) for holder in draft.library.clauses.values() for one in (*holder.distinct_from, *holder.covers)
    ]
    between = [(holder, one) for holder, one in decisions if holder.id != one.id and {holder.id, one.id} == two]
    others = [pair for pair in decisions if gone.id in (pair[0].id, pair[1].id) and pair not in between]
    waivers = (
        Wording(
            f"{gone.id} 的豁免 {one.rule} 随之删去：{one.reason}", f"{gone.id} loses waiver {one.rule}: {one.reason}"
        )
        for one in getattr(gone, "waivers", ())
    )
    return Recorded(tuple(_told(*one) for one in between), (*(_told(*one) for one in others), *waivers))


def _told(holder: Clause, decision: Decision) -> Wording:
    return Wording(
        f"已有判断：{holder.id} 与 {decision.id} 不是一条，理由是：{decision.reason}",
        f"decided: {holder.id} and {decision.id} are two, because: {decision.reason}",
    )


def _kept_apart(old: str, into: str, recorded: Recorded) -> Wording:
    zh, en = "；".join(one.zh.rstrip("。") for one in recorded.between), "; ".join(one.en for one in recorded.between)
    return Wording(
        f"{old} 没有合并到 {into}，未作任何改动。{zh}{'。' if zh else ''}"
        "确要合并，请加上 --yes，或用 --despite 写明理由。",
        f"{old} was not merged into {into}; nothing was changed. {en} Add --yes, or say why with --despite.",
    )


def _reason(gone: Clause, overruled: list[Wording], despite: str) -> str:
    """What the note keeps of a merging that something spoke against; empty where nothing did."""
    if not despite or not overruled:
        return ""
    against = "；".join(one.zh.rstrip("。") for one in overruled)
    return f"已并入 {gone.id}（“{gone.text}”），{against}。仍视为一条：{despite.rstrip('。')}。"


@dataclass(frozen=True, slots=True)
class _Merging:
    """One merge under way: `gone` goes into `kept`, both as they were before."""

    draft: Draft
    gone: Clause
    kept: Clause
    reason: str
    """Why they are one in spite of what speaks against it."""

    def gather(self) -> None:
        """The sources, the notes, the doubts and the origin of both, and what both refer to."""
        for ref in self.gone.sources:
            self._add_source(str(ref))
        kept, gone, note = self.kept, self.gone, _joined(self.kept.note, self.gone.note)
        note = _joined(note, self.reason) if note else self.reason
        if note and not kept.note:
            self._put(self._text.with_key((*self._path, "note"), note), f"{kept.id} 加上说明", f"{kept.id}: note")
        elif note != kept.note:
            text = self._text.replaced((*self._path, "note"), note)
            self._put(text, f"{kept.id} 的说明合在一起", f"{kept.id}: notes joined")
        if gone.origin and not kept.origin:
            origin = {"decided": gone.origin.decided, "by": gone.origin.by, "reason": gone.origin.reason}
            text = self._text.with_key((*self._path, "origin"), origin)
            self._put(text, f"{kept.id} 加上自定依据", f"{kept.id}: origin")
        self._keep_doubt()
        for field in KIND[kept.kind].fields:
            if field.type == "ids":
                self._keep_ids(field.name)
        if isinstance(self.kept, Duty) and isinstance(self.gone, Duty):
            self._keep_activities(self.gone)

    def _keep_doubt(self) -> None:
        """A text that was in doubt still is: no sheet of an approved role may print it meanwhile."""
        kept, doubt = self.kept, _joined(self.kept.doubt, self.gone.doubt)
        path = (*self._path, "doubt")
        if doubt != kept.doubt:
            self._put(written(self._text, path, doubt), f"{kept.id} 存疑：{doubt}", f"{kept.id} is in doubt: {doubt}")

    def _keep_ids(self, key: str) -> None:
        """What `gone` names under a key such as `enforces`, `kept` names too; a guess never becomes a certainty."""
        here: tuple[str, ...] = getattr(self.kept, key)
        more = [id_ for id_ in getattr(self.gone, key) if id_ not in (*here, self.gone.id, self.kept.id)]
        for id_ in more:
            if key in self.gone.inferred and key not in self.kept.inferred:
                said = (f"{self.kept.id} 的 {key} 未加上 {id_}：是推定的", f"{self.kept.id}: {key} {id_} was a guess")
                self.draft.say(*said)
                continue
            text = listed(self._text, (*self._path, key), id_)
            self._put(text, f"{self.kept.id} 的 {key} 加上 {id_}", f"{self.kept.id}: {key} {id_}")

    def _keep_activities(self, gone: Duty) -> None:
        """What `gone` is about, `kept` is about too, with the part that an editor wrote."""
        for link in gone.activities:
            there = self._text.at(self._path).get("activities", [])
            if link.id in (one["id"] if isinstance(one, dict) else one for one in there):
                continue
            entry = {"id": link.id, "part": link.part} if link.part else link.id
            text = listed(self._text, (*self._path, "activities"), entry)
            self._put(text, f"{self.kept.id} 的 activities 加上 {link.id}", f"{self.kept.id}: activity {link.id}")

    @property
    def _file(self) -> str:
        return self.draft.places[self.kept.id].file

    @property
    def _text(self) -> YamlText:
        return self.draft.text(self._file)

    @property
    def _path(self) -> Path:
        return self.draft.path_now(self.kept.id)

    def _put(self, text: YamlText, zh: str, en: str) -> None:
        self.draft.put(self._file, text, zh, en)

    def _add_source(self, ref: str) -> None:
        sources: list[str] = self._text.at(self._path).get("sources", [])
        if ref in sources:
            return
        new, *keys = ((one.source, one.first, one.last) for one in map(source_ref, (ref, *sources)))
        index = bisect(keys, new) if keys == sorted(keys) else len(keys)
        path = (*self._path, "sources")
        text = self._text.inserted((*path, index), ref) if sources else self._text.with_key(path, [ref])
        self._put(text, f"{self.kept.id} 加上来源 {ref}", f"{self.kept.id}: source {ref}")

    def pass_decisions(self) -> None:
        """What was decided about `gone` and a third clause stands for `kept`, or goes where it decides nothing."""
        clauses = self.draft.library.clauses
        settled = {self.gone.id, self.kept.id, *_named_by(self.kept)}
        settled |= {other.id for other in clauses.values() if self.kept.id in _named_by(other)}
        holders = {(place.file, place.path): id_ for id_, place in self.draft.places.items() if id_ in clauses}
        about = ("clause", self.gone.id)
        for name, reference in self.draft.references(self.gone.id, lambda one: (one.target, one.value) == about):
            path = reference.path[:-1]
            holder = clauses[holders[name, path[:-2]]]
            if self._near(holder) and holder.id not in settled:
                settled.add(holder.id)
                self._repoint(name, path, holder)
            else:
                said = (f"{holder.id} 无需再与 {self.gone.id} 比对", f"{holder.id}: decision on {self.gone.id} removed")
                self.draft.drop(name, path, *said)
        for key in _DECISIONS:
            for decision in getattr(self.gone, key):
                if decision.id in clauses and decision.id not in settled and self._near(clauses[decision.id]):
                    settled.add(decision.id)
                    self._adopt(key, decision, clauses[decision.id])

    def _near(self, third: Clause) -> bool:
        same = self.draft.library.taxonomy.one_word(self.kept.kind)
        alike = compare(sentence(self.kept.text, same), sentence(third.text, same))
        return third.kind == self.kept.kind and not third.retired and alike.verdict is Verdict.NEAR

    def _repoint(self, name: str, path: Path, holder: Clause) -> None:
        """A third clause's decision about `gone` becomes one about `kept`, with what it was decided on."""
        text = self.draft.text(name)
        if "fingerprint" not in text.at(path):
            text = text.with_key((*path, "fingerprint"), fingerprint.of_clauses(self.gone, holder))
        text = text.replaced((*path, "id"), self.kept.id, self.draft.reglossed(self.kept.id))
        by, on = holder.id, self.kept.id
        self.draft.put(name, text, f"{by} 的判断改为针对 {on}，请复核", f"{by}: decision now on {on}, look again")

    def _adopt(self, key: str, decision: Decision, third: Clause) -> None:
        """A decision of `gone` becomes one of `kept`, with what it was decided on."""
        mark = decision.fingerprint or fingerprint.of_clauses(self.gone, third)
        entry = {"id": third.id, "reason": decision.reason, "fingerprint": mark}
        text = listed(self._text, (*self._path, key), entry)
        by, on = self.kept.id, third.id
        self._put(text, f"{by} 承接对 {on} 的判断，请复核", f"{by}: decision on {on} passed on, look again")

    def follow(self) -> None:
        """Every list names `kept` instead of `gone`, once; a former id leads straight to `kept`."""
        old, into = self.gone.id, self.kept.id
        for name, reference in self.draft.references(old, lambda one: one.value == old):
            text, path = self.draft.text(name), reference.path
            where = self.draft.where(name, path)
            own = (name, path[: len(self._path)]) == (self._file, self._path)  # it would refer to itself
            if own or _holds(text.value, path, into):
                said = (f"{where.zh}：删去 {old}，已有 {into}", f"{where.en}: {old} removed, {into} is there")
                self.draft.drop(name, path, *said)
            else:
                text = text.replaced(path, into, self.draft.reglossed(into))
                self.draft.put(name, text, f"{where.zh}：{old} 改为 {into}", f"{where.en}: {old} is {into}")

    def forget_reviews(self) -> None:
        """A review that looked at `gone` has not looked at `kept`."""
        for name, file in self.draft.files.items():
            reviewed = self.draft.text(name).value.get("reviewed", {}) if file.kind.name == "role" else {}
            looked_at = [entry["id"] for entry in reviewed.get("fingerprints", ())]
            if self.gone.id in looked_at:
                path = ("reviewed", "fingerprints", looked_at.index(self.gone.id))
                self.draft.drop(name, path, f"复核记录删去 {self.gone.id}", f"review: {self.gone.id} removed")


def _joined(note: str, other: str) -> str:
    """Both notes; one that the other holds is said once."""
    if other in note:
        return note
    if note in other:
        return other
    return f"{note}{'' if note[-1] in '。！？；' else '。'}{other}"


def _named_by(clause: Clause) -> set[str]:
    """The clauses that it has been compared with."""
    return {decision.id for key in _DECISIONS for decision in getattr(clause, key)}


def _flat(entries: Iterable[Any]) -> Iterator[str]:
    """The duties of a list, those of groups too."""
    for entry in entries:
        if isinstance(entry, dict):
            yield from _flat(entry["duties"])
        else:
            yield entry


def _holds(value: Any, path: Path, id_: str) -> bool:
    """Whether the list at the path names the id too; a role's duties are one list, groups or not."""
    if not isinstance(path[-1], int):
        return False
    if path[0] == "duties":
        return id_ in _flat(value["duties"])
    for step in path[:-1]:
        value = value[step]
    return id_ in value


def _merge_activities(draft: Draft, old: str, into: str) -> Result:
    """One activity for two: the duties of OLD are about INTO, which keeps its title and its recommended wording.

    A part that an editor wrote goes along. Raises Problem.
    """
    if old == into:
        raise Refusal("这是同一件事。", "They are one activity.")
    gone, kept = draft.library.activities[old], draft.library.activities[into]
    for name, reference in draft.references(old, lambda one: one.value == old):
        text, path = draft.text(name), reference.path
        if reference.target != "activity":  # a former id leads straight to the one that stays
            draft.put(name, text.replaced(path, into), f"{path[-1]} 改为 {into}", f"{path[-1]}: {into}")
            continue
        entry = path[:-1] if path[-1] == "id" else path
        where = draft.where(name, path)
        if into in (one["id"] if isinstance(one, dict) else one for one in text.at(entry[:-1])):
            draft.drop(
                name, entry, f"{where.zh}：删去 {old}，已有 {into}", f"{where.en}: {old} removed, {into} is there"
            )
        else:
            text = text.replaced(path, into, draft.reglossed(into))
            draft.put(name, text, f"{where.zh}：{old} 改为 {into}", f"{where.en}: {old} is {into}")
    file = draft.places[into].file
    for key in ("text", "note"):
        if (value := getattr(gone, key)) and not getattr(kept, key):
            text = draft.text(file).with_key((*draft.path_now(into), key), value)
            draft.put(file, text, f"{into} 加上 {key}", f"{into}: {key}")
    if gone.theme != kept.theme:
        draft.say(
            f"{old} 的职责原在主题 {gone.theme}，请移到 content/duties/{kept.theme}.yaml",
            f"the duties of {old} stand in {gone.theme}: move them to content/duties/{kept.theme}.yaml",
        )
    draft.drop(draft.places[old].file, draft.path_now(old), f"删去 {old}", f"{old} removed")
    draft.redirect(old, into)
    return draft.result()
