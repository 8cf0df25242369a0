"""The content files with edits that are not written yet, and the proof that may let them be written."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any

from rolebook.editing.files import EditedFiles, library_to_edit
from rolebook.findings.finding import Severity
from rolebook.findings.problem import Misuse, Refusal
from rolebook.loading.content_files import ContentFile
from rolebook.loading.glosses import gloss, is_gloss, texts
from rolebook.loading.ids_given import TERMS, Index, given, index
from rolebook.loading.ids_meant import LABELS
from rolebook.loading.load import Loaded
from rolebook.loading.places import CONTENT
from rolebook.loading.schema import Reference
from rolebook.model.coverage import coverage
from rolebook.model.kind import Kind
from rolebook.model.kinds import KIND
from rolebook.model.library import Library
from rolebook.words.spelling import nearest
from rolebook.words.text import shortened, visible
from rolebook.words.wording import Wording
from rolebook.yamltext.comments import comments
from rolebook.yamltext.document import Path
from rolebook.yamltext.edit import YamlText

REDIRECTS = f"{CONTENT}/redirects.yaml"
_TWINS = "twins"
"""The only error tolerated while editing, because `merge` is how it gets mended."""
_REQUIRED: tuple[Path, ...] = (("duties",), ("reviewed", "fingerprints"))
"""Lists that must be there, with nothing in them too."""
_ERRORS_FIRST = Wording("请先改正这些错误，再作编辑。未作任何改动。", "Mend these errors first. Nothing was changed.")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands: `path` leads to its mapping."""

    kind: str
    file: str
    path: Path


@dataclass(frozen=True, slots=True)
class Result:
    """What is to be written (None: deleted), by path, and what was done, a line each."""

    files: Mapping[FilePath, bytes | None]
    report: tuple[Wording, ...]


class Draft:
    """The files of a sound library under edit. `library` is as it was before the first edit."""

    def __init__(self, edited: EditedFiles, library: Library) -> None:
        self.library = library
        self.files: Mapping[str, ContentFile] = edited.by_name
        self.report: list[Wording] = []
        self._edited = edited
        self._redirected: dict[str, str] = {}

    def text(self, name: str) -> YamlText:
        """A file with the edits made so far."""
        return self._edited.text(name)

    def data_now(self, name: str) -> bytes:
        """The bytes of a file with the edits made so far."""
        return self._edited.data(name)

    def put(self, name: str, text: YamlText, zh: str, en: str) -> None:
        """Keep an edit, and what it did for the report."""
        self.keep(name, text)
        self.say(f"{name}：{zh}", f"{name}: {en}")

    def keep(self, name: str, text: YamlText) -> None:
        """Keep an edit that follows from another and need not be told."""
        self._edited.put(name, text)

    def say(self, zh: str, en: str) -> None:
        """A line of the report."""
        self.report.append(Wording(zh, en))

    def move(self, name: str, stem: str) -> None:
        """Give a file another name. Raises Problem where that is taken."""
        folder, _, own = name.rpartition("/")
        new = f"{folder.rpartition('/')[0]}/{stem}/{own}" if self.files[name].in_folder else f"{folder}/{stem}.yaml"
        if (self._edited.root / new).exists():
            raise Refusal(f"已有文件 {new}。", f"There is a file {new} already.")
        self._edited.move(name, new)
        self.say(f"{name}：改名为 {new}", f"{name}: renamed to {new}")

    def delete(self, name: str) -> None:
        """Delete a file whose last entry has gone. Raises Problem where an editor has left comments in it."""
        if not all(self.is_gloss(comment.text) for comment in comments(self.text(name).document).values()):
            raise Refusal(
                f"{name} 中只有这一条，删去后只剩注释。请先移走注释。",
                f"{name} holds nothing else but comments. Move them first.",
            )
        self._edited.delete(name)
        self.say(f"{name}：没有其他条目，一并删去", f"{name}: deleted, it held nothing else")

    def forget(self, name: str) -> None:
        """Delete a file of drafts whose last entry has gone; the comments in it are not theirs."""
        self._edited.delete(name)

    def place(self, id_: str) -> Place:
        """Where an id of the one space of ids is given. Raises Misuse."""
        place = self.places.get(id_)
        if place is None:
            raise self._unknown(id_)
        return place

    def id_of(self, name: str, *targets: str) -> str:
        """The id that a name means: an id itself, a title, label or alias, else the text of a clause.

        `targets` are kinds as references have them (`role`, `clause`), tried before all others. Where a name is no id,
        the report says what it was taken for; where nothing has it, it is given back, for `place` to refuse. Raises
        Misuse where several have it.
        """
        if name in self.places or name in self.terms:
            return name
        ids = self._named(name, targets) or self._named(name, ("any", *TERMS))
        if len(ids) > 1:
            zh = "、".join(f"{id_}（{self._kind(id_).zh}）" for id_ in ids)
            en = ", ".join(f"{id_} ({self._kind(id_).en})" for id_ in ids)
            shown = visible(shortened(name))
            raise Misuse(f"“{shown}”可能是：{zh}。请写其中一个标识符。", f"'{shown}' may be {en}: give one id.")
        if not ids:
            return name
        shown = visible(shortened(name))
        self.say(f"“{shown}”是 {ids[0]}", f"'{shown}' is {ids[0]}")
        return ids[0]

    def _named(self, name: str, targets: Iterable[str]) -> list[str]:
        """The ids of all that has this name, those in use before the others."""
        ids = list(dict.fromkeys(id_ for target in targets for id_ in self.names.named(target, name)))
        return [id_ for id_ in ids if id_ not in self.names.retired] or ids

    def _kind(self, id_: str) -> Wording:
        place = self.places.get(id_) or self.terms[id_]
        return LABELS.get(place.kind) or Wording("制度条目", "item of a rule")

    @cached_property
    def names(self) -> Index:
        """What everything is called, as the files were read."""
        return index(tuple(self.files.values()))[0]

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """The entries with ids in the one space, as the files were read."""
        return {id_: place for id_, place in self._given() if place.kind not in TERMS}

    @cached_property
    def terms(self) -> Mapping[str, Place]:
        """The entries of the taxonomy; of an id that stands in two lists, the first."""
        return {id_: place for id_, place in reversed(list(self._given())) if place.kind in TERMS}

    def _given(self) -> Iterator[tuple[str, Place]]:
        for file in self.files.values():
            for kind, id_, path in given(file):
                yield id_, Place(kind, file.name, path[:-1])

    def path_now(self, id_: str) -> Path:
        """The path of an entry after the edits made so far."""
        return self.paths_now(self.places[id_].file)[id_]

    def paths_now(self, name: str) -> Mapping[str, Path]:
        """The paths of all entries of a file after the edits made so far."""
        return {found: path[:-1] for _, found, path in given(self._now(name))}

    def files_now(self) -> list[ContentFile]:
        """The files with the edits made so far."""
        return list(map(self._now, self.files))

    def _now(self, name: str) -> ContentFile:
        file = self.files[name]
        return ContentFile(file.kind, file.path, name, b"", self.text(name).document, ())

    def references(self, id_: str, wanted: Callable[[Reference], bool]) -> Iterator[tuple[str, Reference]]:
        """The references that are wanted, of those to `id_` or to what is in it, in files as edited so far.

        Each must be edited when it is given: the next one is looked for in the file as it then is.
        """
        for name, file in self.files.items():
            if id_.encode("ascii") not in file.data:
                continue
            while True:
                found = self._edited.schemas.references(file.kind.schema, self.text(name).value)
                reference = next((one for one in found if wanted(one)), None)
                if reference is None:
                    break
                yield name, reference

    def where(self, name: str, path: Path) -> Wording:
        """In what a reference stands, for the report."""
        for depth in reversed(range(len(path) - 1)):
            entry = self.text(name).at(path[:depth])
            if isinstance(entry, dict) and "id" in entry:
                return Wording(f"{entry['id']} 的 {path[depth]}", f"{path[depth]} of {entry['id']}")
        return Wording(str(path[0]), str(path[0]))

    def is_gloss(self, comment: str) -> bool:
        """Whether a comment only repeats the text of a clause."""
        return is_gloss(comment, "", self._glosses)

    def reglossed(self, id_: str) -> Callable[[str], str]:
        """What becomes of the comment behind a reference that now leads to `id_`."""
        return self.reglossed_as(texts(self.files.values()).get(id_, ""))

    def reglossed_as(self, text: str) -> Callable[[str], str]:
        """What becomes of the comment behind a reference to an entry with this text."""
        return lambda comment: gloss(text) if text and self.is_gloss(comment) else comment

    @cached_property
    def _glosses(self) -> frozenset[str]:
        return frozenset(map(gloss, texts(self.files.values()).values()))

    def drop(self, name: str, path: Path, zh: str, en: str) -> None:
        """Remove an entry of a list. What would be left empty goes too: list, group, file; those _REQUIRED stay."""
        text = self.text(name)
        if len(text.at(path[:-1])) > 1:
            self.put(name, text.removed(path, self.is_gloss), zh, en)
        elif not path[:-1]:
            self.delete(name)
        elif path[:-1] in _REQUIRED:
            self.put(name, text.emptied(path[:-1], self.is_gloss), zh, en)
        elif path[0] == "duties":
            along = Wording("（这一组没有其他条目，一并删去）", ", and its group with it")  # said once of nested ones
            self.drop(name, path[:-2], zh.removesuffix(along.zh) + along.zh, en.removesuffix(along.en) + along.en)
        else:
            self.put(name, text.removed(path[:-1], self.is_gloss), zh, en)

    def drop_all(self, name: str, paths: Collection[Path]) -> None:
        """The same for many entries at once, and untold; of a rule, an item without text goes with the last below."""
        text, gone, emptied = self.text(name), set(paths), set[Path]()
        while full := [(one, own) for one, own in _lists_of(gone) if len(own) == len(text.at(one))]:
            for above, own in full:
                gone -= own
                if not above:
                    self.forget(name)
                    return
                inside = above[-1] in {"duties", "items"} and len(above) > 1 and "text" not in text.at(above[:-1])
                (emptied if above in _REQUIRED else gone).add(above[:-1] if inside else above)
        outer = {one for one in gone if not any(one[:depth] in gone for depth in range(1, len(one)))}
        text = text.without(outer, self.is_gloss)
        for path in emptied:
            text = text.emptied(path, self.is_gloss)
        self.keep(name, text)

    def file_for(self, kind: Kind, stem: str, entry: Mapping[str, Any]) -> str:
        """Where one more entry goes that is filed under `stem`."""
        return self._edited.file_for(kind, stem, dict(entry))

    def add(self, kind: Kind, name: str, entry: Mapping[str, Any], zh: str, en: str) -> None:
        """An entry at the end of a file of entries, or in a new one."""
        self._edited.append(kind, name, dict(entry))
        self.say(f"{name}：{zh}", f"{name}: {en}")

    def redirect(self, old: str, new: str) -> None:
        """Leave the line `old: new` in content/redirects.yaml."""
        self._redirected[old] = new
        if REDIRECTS in self.files:
            self.keep(REDIRECTS, self.text(REDIRECTS).with_key((old,), new))
        else:
            self._edited.create(KIND["redirects"], REDIRECTS, {old: new})
        self.say(f"{REDIRECTS}：加上 {old}: {new}", f"{REDIRECTS}: added {old}: {new}")

    def references_in(self, name: str) -> tuple[Reference, ...]:
        """Every reference in a file as edited so far."""
        return tuple(self._edited.schemas.references(self.files[name].kind.schema, self.text(name).value))

    def result(self, *, same_lines: bool = True) -> Result:
        """What to write, once it is proved to be sound. Raises Problem.

        With `same_lines`, no line of a source may have another status than before.
        """
        after = self._edited.after()
        self._prove(self._edited.checked(after), same_lines=same_lines)
        return Result(self._edited.changes(after), tuple(self.report))

    def _prove(self, loaded: Loaded, *, same_lines: bool) -> None:
        """What comes of the edits has no errors, and no line of a source has another status than before."""
        wrong = [one for one in loaded.findings if one.severity is Severity.ERROR and one.rule != _TWINS]
        if wrong or loaded.library is None:
            said = [one.message for one in wrong]
            raise Refusal(
                f"修改后会出现错误，因此未作任何改动：{'；'.join(one.zh for one in said)}。",
                f"This would lead to errors, so nothing was changed: {'; '.join(one.en for one in said)}.",
            )
        if not same_lines:
            return
        before = {
            (self._redirected.get(source, source), line): status.status
            for (source, line), status in coverage(self.library).items()
        }
        if before != {place: status.status for place, status in coverage(loaded.library).items()}:
            raise Refusal(
                "修改后会有来源行的去向改变，因此未作任何改动。",
                "This would change what became of a source line, so nothing was changed.",
            )

    def _unknown(self, id_: str) -> Misuse:
        if now := self.library.redirects.get(id_):
            return Misuse(f"{id_} 已改名为 {now}。", f"{id_} is {now} now.")
        roles, clauses = self.library.roles.values(), self.library.clauses.values()
        retired = {role.id for role in roles if role.status == "retired"} | {one.id for one in clauses if one.retired}
        called = [names[kind] for names in (self.names.aliases, self.names.names) for kind in ("role", "department")]
        titles = {title: ids[0] for names in called for title, ids in names.items()}
        known = (*self.places, *self.terms) if id_.isascii() else titles
        near = nearest(id_, [one for one in known if titles.get(one, one) not in retired])
        meant = f"{near}（{titles[near]}）" if near in titles else near
        guess = Wording(f"是否应为 {meant}？", f" Did you mean {meant}?") if near else Wording("", "")
        shown = visible(shortened(id_, 60))
        return Misuse(f"没有叫 {shown} 的条目。{guess.zh}", f"There is no {shown}.{guess.en}")


def open_draft(root: FilePath, said: Wording = _ERRORS_FIRST) -> Draft:
    """The library under `root`, ready to be edited. Raises Problem, with what is `said`, on errors, but for twins."""
    return draft_of(EditedFiles(root, said), said)


def draft_of(edited: EditedFiles, said: Wording = _ERRORS_FIRST, loaded: Loaded | None = None) -> Draft:
    """The same of files that are read already; `loaded`: what they make with files that were created since."""
    return Draft(edited, library_to_edit(loaded or edited.before, said, tolerated=_TWINS))


def _lists_of(paths: Iterable[Path]) -> Iterable[tuple[Path, set[Path]]]:
    """The lists that entries stand in, each with those of them."""
    lists: defaultdict[Path, set[Path]] = defaultdict(set)
    for path in paths:
        if isinstance(path[-1], int):
            lists[path[:-1]].add(path)
    return lists.items()
