"""Whether a paper that is made now can be verified after the content has changed: a release must hold what it says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from rolebook.findings.finding import Finding, Position, warning
from rolebook.history.releases import Release, read_release, release_place, unreadable
from rolebook.model.entries import Role
from rolebook.model.library import Library
from rolebook.model.role_content import Entries, whole_content
from rolebook.model.sheet_code import sheet_data, sheet_digest
from rolebook.model.snapshot import entries_for
from rolebook.words.program import PROGRAM
from rolebook.words.wording import Wording


def _hint(new: Wording) -> Wording:
    """How to release; `new` is what stands for another version, where the present one is released."""
    return Wording(
        f"运行 {PROGRAM} release {new.zh}--by 部门 --reason 理由，再生成文书；试印的不必。",
        f"Run {PROGRAM} release {new.en}--by FUNCTION --reason WHY, then make the paper; no need for a trial.",
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """What the release of the present version holds; `entries` is None where there is none."""

    library: Library
    entries: Entries | None
    fault: Finding | None = None
    """Why the release cannot be relied on."""

    @classmethod
    def of(cls, library: Library, root: Path) -> "Kept":
        """`library` is what papers are made of (`announced.on_paper`)."""
        version = library.settings.version
        if not (root / release_place(version)).exists():
            return cls(library, None)
        release = read_release(root, version)
        if isinstance(release, Release):
            try:
                return cls(library, Entries.of(release.data, release.unpublished))
            except (LookupError, TypeError, AttributeError, ValueError):
                return cls(library, None, unreadable(version))
        return cls(library, None, release)

    def findings(self, roles: Iterable[Role]) -> Iterator[Finding]:
        """One warning for all roles, or none."""
        if self.fault:
            yield self.fault
        elif said := self.said(tuple(roles)):
            new = Wording("", "") if self.entries is None else Wording("新版本号 ", "NEW-VERSION ")
            yield warning("unreleased-version", Position("content/library.yaml", 1, 1), *said).mend(*_hint(new))

    def sentence(self, role: Role) -> str:
        """What the form of a role says of it, in Chinese; empty where its papers can be verified later."""
        said = self.said([role])
        return f"{said.zh}。要签字的，请维护手册的同事先发布，再打印。" if said else ""

    def said(self, roles: Iterable[Role]) -> Wording | None:
        """That papers of these roles cannot be verified later; None where they can."""
        version = self.library.settings.version
        if self.fault:
            return None
        if self.entries is None:
            return Wording(
                f"版本 {version} 尚未发布：内容改动以后，这份文书将无法核验",
                f"version {version} is not released: once the content changes, this paper cannot be verified",
            )
        others = [role for role in roles if not _holds(self.entries, entries_for(self.library, role), role.id)]
        if not others:
            return None
        zh, en = "、".join(f"“{role.title}”" for role in others), ", ".join(role.id for role in others)
        return Wording(
            f"岗位{zh}的内容在版本 {version} 发布以后改过：再改动以后，这份文书将无法核验",
            f"{en} changed since version {version} was released: once the content changes again, "
            "this paper cannot be verified",
        )


def _holds(kept: Entries, now: Entries, role_id: str) -> bool:
    """Whether a release gives papers of a role the code that they bear now."""
    try:
        return _digest(replace(kept, date=now.date), role_id) == _digest(now, role_id)
    except (LookupError, TypeError, AttributeError, ValueError):
        return False


def _digest(entries: Entries, role_id: str) -> str:
    return sheet_digest(sheet_data(whole_content(entries, role_id), entries.roles[role_id]["status"]))
