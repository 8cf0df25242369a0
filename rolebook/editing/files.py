"""The content files of a handbook with changes that are not written yet: what every command that edits works on."""

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from itertools import count
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import Any

from rolebook.checked import checked, with_rules
from rolebook.findings.finding import Finding, Severity
from rolebook.findings.problem import Problem, Refusal
from rolebook.loading.broken_schemas import BrokenSchemas
from rolebook.loading.content_files import ContentFile, as_file, as_written, read_all, without_document
from rolebook.loading.facts_found import with_what_follows
from rolebook.loading.load import Loaded, resolve
from rolebook.loading.places import CONTENT
from rolebook.loading.references import References
from rolebook.loading.schema import Schemas
from rolebook.model.kind import Kind
from rolebook.model.kinds import KINDS
from rolebook.model.library import Library
from rolebook.ordinary_files import read_file
from rolebook.supplied import SCHEMAS, supplied
from rolebook.words.ids import by_number
from rolebook.words.wording import Wording
from rolebook.yamltext.canonical import block
from rolebook.yamltext.comments import is_commented_out
from rolebook.yamltext.document import Path as YamlPath
from rolebook.yamltext.edit import YamlText
from rolebook.yamltext.encoding import MAX_BYTES


def in_reading_order(files: Iterable[ContentFile]) -> dict[str, ContentFile]:
    """Files by their names, in the order in which loading reads them."""
    rank = {kind: number for number, kind in enumerate(KINDS)}
    ordered = sorted(files, key=lambda file: (rank[file.kind], [by_number(part) for part in file.path.parts]))
    return {file.name: file for file in ordered}


def written(text: YamlText, path: YamlPath, value: str) -> YamlText:
    """The text with a value under a key, whether or not something stood there."""
    return text.replaced(path, value) if path[-1] in text.at(path[:-1]) else text.with_key(path, value)


def listed(text: YamlText, path: YamlPath, value: Any) -> YamlText:
    """The text with one more value at the end of a list, which need not be there yet."""
    before = text.at(path[:-1]).get(path[-1])
    if before:
        return text.inserted((*path, len(before)), value)
    return (text if before is None else text.removed(path)).with_key(path, [value])


def library_to_edit(loaded: Loaded, said: Wording, *, quoted: bool = True, tolerated: str = "") -> Library:
    """The library of what was loaded. Raises Problem with the sentence `said` where it has errors, but for one rule."""
    errors = [one for one in loaded.findings if one.severity is Severity.ERROR]
    if loaded.library is None or any(one.rule != tolerated for one in errors):
        raise Problem(*errors, said=said, quoted=quoted)
    return loaded.library


class EditedFiles:
    """All content files by name (relative to the root, with `/`), and the changes made to them so far."""

    def __init__(
        self,
        root: FilePath,
        said: Wording | None = None,
        created: Mapping[str, tuple[bytes, ContentFile]] = MappingProxyType({}),
    ) -> None:
        """Read everything under `root`. Raises Problem, with the sentence `said`, where the schemas cannot be used.

        `created`: those of a former one, which need not be written again from the same values, with the same remarks.
        """
        self.root = root
        try:
            self.schemas = Schemas(supplied(SCHEMAS, root))
            files, self._folder = read_all(root, self.schemas)
        except BrokenSchemas as problem:
            raise Problem(*problem.findings, said=said) from problem
        self._read = files
        self.by_name = {file.name: file for file in files}
        """The files as read; those that were created, as created."""
        self._texts: dict[str, YamlText] = {}
        self.created: dict[str, tuple[bytes, ContentFile]] = {}
        """Files that were created, by name, each with what stands for the value that it was written from."""
        self._formerly = created
        self._moved: dict[str, str] = {}
        self._deleted: set[str] = set()

    @cached_property
    def before(self) -> Loaded:
        """The library before the first change, with everything that is wrong with it."""
        return checked(resolve(self._read, self.schemas, self._folder))

    def text(self, name: str) -> YamlText:
        """A file with the changes made so far."""
        if name not in self._texts:
            file = self.by_name[name]
            assert file.document is not None  # only a library that loads is edited
            self._texts[name] = YamlText(
                file.data, file.document, lambda value: self.schemas.traits(file.kind.schema, value)
            )
        return self._texts[name]

    def data(self, name: str) -> bytes:
        """The bytes of a file with the changes made so far."""
        return self._texts[name].data if name in self._texts else self.by_name[name].data

    def put(self, name: str, text: YamlText) -> None:
        """Keep a changed text."""
        self._texts[name] = text

    def create(self, kind: Kind, name: str, value: Any, glossed: Callable[[str], str] = str) -> ContentFile:
        """A new file that holds `value`, as `fmt` would write it, below the comments of one that holds nothing else.

        `glossed` puts remarks behind its lines.
        """
        digest = hashlib.sha256(repr(value).encode("utf-8", "surrogatepass")).digest()
        before, made = self._formerly.get(name, (b"", None))
        if made is None or before != digest:
            lines = block(value, (), self.schemas.traits(kind.schema, value), "")
            data = self._comments(name) + "".join(f"{glossed(line)}\n" for line in lines).encode("utf-8")
            made = as_written(ContentFile(kind, self.root / name, name, data, None, ()), value, self.schemas)
            made = without_document(with_what_follows(made, References((made,), self.schemas), self.schemas))
        self.by_name[name] = made
        self.created[name] = digest, made
        return made

    def append(self, kind: Kind, name: str, entry: Any) -> int:
        """Put one more entry at the end of a file of entries, or into a new one; its place there."""
        if name not in self.by_name:
            self.create(kind, name, [entry])
            return 0
        text = self.text(name)
        self.put(name, text.inserted((len(text.value),), entry))
        return len(text.value)

    def file_for(self, kind: Kind, stem: str, entry: Any) -> str:
        """Where one more entry of a list goes: the last file of this name, or of the folder of this name, with room.

        A new one in the folder where there is none.
        """
        there = in_reading_order(file for file in self.by_name.values() if file.kind is kind and file.stem == stem)
        more = sum(len(line.encode()) + 1 for line in block([entry], (), self.schemas.traits(kind.schema, [entry]), ""))
        for name in reversed(there):
            held = self._texts[name].data if name in self._texts else self.by_name[name].data
            if len(held) + more <= MAX_BYTES:
                return name
        first = f"{CONTENT}/{kind.place.replace('*', stem)}"
        names = (f"{first.removesuffix('.yaml')}/{stem}-{number}.yaml" for number in count(2))
        return next(name for name in names if name not in self.by_name) if there else first

    def is_free(self, name: str) -> bool:
        """Whether a file of this name can be created: there is none, or one of comments alone."""
        return not os.path.lexists(self.root / name) or bool(self._comments(name))

    def _comments(self, name: str) -> bytes:
        """What stands in a file of comments alone, every line ended; nothing where there is none."""
        held = read_file(self.root / name, name, MAX_BYTES) if os.path.lexists(self.root / name) else b""
        if isinstance(held, Finding) or not is_commented_out(held):
            return b""
        return held if held.endswith((b"\n", b"\r")) else held + b"\n"

    def move(self, name: str, new: str) -> None:
        """Give a file another name."""
        self._moved[name] = new

    def delete(self, name: str) -> None:
        """Delete a file."""
        self._deleted.add(name)

    def after(self) -> dict[str, ContentFile]:
        """The files as they will be, by their new names, in the order in which loading reads them."""
        return in_reading_order(self._edited(file) for file in self.by_name.values() if file.name not in self._deleted)

    def _edited(self, file: ContentFile) -> ContentFile:
        name = self._moved.get(file.name, file.name)
        data = self._texts[file.name].data if file.name in self._texts else file.data
        if name == file.name and data == file.data:
            return file
        return as_file(file.kind, self.root / name, name, data, self.schemas)

    def resolved(self, after: Mapping[str, ContentFile]) -> Loaded:
        """The library that the files will make, with what loading it finds."""
        return resolve(tuple(after.values()), self.schemas, self._folder)

    def checked(self, after: Mapping[str, ContentFile]) -> Loaded:
        """The library that the files will make, with everything that will be wrong with it."""
        return checked(self.resolved(after))

    def examined(self, after: Mapping[str, ContentFile]) -> Loaded:
        """The same, with the rules applied to what is sound of a library that has errors."""
        return with_rules(self.resolved(after))

    def changes(self, after: Mapping[str, ContentFile]) -> dict[FilePath, bytes | None]:
        """What is to be written, by path; None where a file goes.

        Raises Problem where somebody has changed a file since all were read: it took a while to answer questions.
        """
        self._refuse_changed()
        changed: dict[FilePath, bytes | None] = {
            file.path: file.data
            for name, file in after.items()
            if name not in self.by_name or name in self.created or file.data != self.by_name[name].data
        }
        return changed | {file.path: None for name, file in self.by_name.items() if name not in after}

    def _refuse_changed(self) -> None:
        for name, file in self.by_name.items():
            if name not in self.created and read_file(file.path, name, MAX_BYTES) != file.data:
                raise Refusal(
                    f"{name} 刚刚被改动过，请再试一次。未作任何改动。",
                    f"{name} has just been changed: try again. Nothing was changed.",
                )
