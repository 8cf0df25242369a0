"""`diff`: what one state of the library says otherwise than another, in readers' words."""

import argparse
import io
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from rolebook.cli.git import git
from rolebook.cli.libraries import readable_library
from rolebook.cli.terminal import DONE, Commands, say, say_json, say_to
from rolebook.findings.finding import Finding
from rolebook.findings.problem import Misuse, Problem
from rolebook.history import told
from rolebook.history.changes import Snapshot, changes
from rolebook.history.patch import patch_of
from rolebook.history.releases import read_release, release_place
from rolebook.loading.load import load
from rolebook.loading.places import CONTENT, is_version
from rolebook.model.snapshot import snapshot
from rolebook.words.text import visible
from rolebook.words.wording import Wording


def register(commands: Commands) -> None:
    """Add the arguments of `diff`."""
    comparing = commands["diff"]
    comparing.takes("old OLD", "旧的：已发布的版本，或 git 的版本", "a release, or a revision of git")
    comparing.takes("new NEW", "新的（默认：现在的内容）", "likewise (default: the content as it is)", nargs="?")
    comparing.formats("text", "markdown", "json")
    comparing.set_defaults(run=diff)


def diff(options: argparse.Namespace) -> int:
    """Print the changes; nothing where there are none, but for JSON."""
    old = _state(options.root, options.old)
    new = _state(options.root, options.new) if options.new else snapshot(readable_library(options.root))
    found = changes(old, new)
    head = f"{_named(old)} → {_named(new)}"
    if options.format == "json":
        data = {"old": _about(old), "new": _about(new), "changes": told.as_data(found), "patch": patch_of(old, new)}
        say_json(data)
        return DONE
    made = told.sections(found, old, new, options.lang)
    if not made:
        say_to(options, f"{head}：内容相同。", f"{head}: no difference.")
        return DONE
    foot = told.articles(found, options.lang)
    if options.format == "markdown":
        say(told.as_markdown(made, options.lang, [head], foot))
    else:
        say("\n".join(filter(None, [head, told.as_text(made, options.lang), *foot])))
    return DONE


def _about(side: Snapshot) -> dict[str, Any]:
    return {key: side["library"][key] for key in ("version", "date", "digest")}


def _named(side: Snapshot) -> str:
    about = side["library"]
    return visible(f"{about['title']} {about['version']}（{about['date']}，{about['digest']}）")


def _state(root: Path, name: str) -> Snapshot:
    """The snapshot of a release, else of a revision of git. Raises Misuse where there is none, Problem for faults."""
    if is_version(name) and (root / release_place(name)).exists():
        release = read_release(root, name)
        if isinstance(release, Finding):
            raise Problem(release)
        return release.snapshot
    return _of_revision(root, name)


def _of_revision(root: Path, name: str) -> Snapshot:
    """The snapshot of content/ as it stands in a revision, read with the schemas of today."""
    known = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if known is None or known.returncode:
        shown = visible(name)
        raise Misuse(
            f"没有叫“{shown}”的已发布版本，git 里也没有这个版本。已发布的版本在 content/releases/。",
            f"There is neither a release nor a revision of git called '{shown}'; releases are in content/releases/.",
        )
    held = git(root, "archive", "--format=tar", known.stdout.decode().strip(), "--", CONTENT)
    if held is None or held.returncode:
        raise Misuse(f"版本“{visible(name)}”里没有 content/。", f"Revision '{visible(name)}' has no content/.")
    with tempfile.TemporaryDirectory(prefix="rolebook-") as folder:
        with tarfile.open(fileobj=io.BytesIO(held.stdout)) as archive:
            archive.extractall(folder, filter="data")
        loaded = load(Path(folder))
    if loaded.library is None:
        raise Problem(*loaded.findings, said=_NOT_READABLE, quoted=False)
    return snapshot(loaded.library)


_NOT_READABLE = Wording(
    "那个版本的内容有错误，无法比较。", "The content of that revision has errors: nothing to compare."
)
