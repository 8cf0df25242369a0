"""`sheet --since`: addenda (补充说明), which print only what changed for a role since a release."""

import argparse
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rolebook.cli.terminal import say_to
from rolebook.findings.finding import Finding
from rolebook.findings.problem import Misuse, Problem
from rolebook.history.addendum import differences_of
from rolebook.history.releases import Release, read_release, release_place
from rolebook.history.verify import search
from rolebook.loading.places import is_version
from rolebook.model.entries import Role
from rolebook.model.library import Library
from rolebook.model.role_content import Entries
from rolebook.model.sheet_code import SheetCode
from rolebook.model.snapshot import entries_for
from rolebook.sheets.addendum import addendum_sections
from rolebook.words.text import visible


def addenda(
    options: argparse.Namespace, library: Library, roles: Iterable[Role]
) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Role → the sections of its addendum; of those for which nothing changed, it is said in a sentence.

    Raises Misuse where `--since` names neither a release nor a code of one, or where a role was not there then;
    Problem where the release cannot be relied on.
    """
    release = _release(options, library)
    facts = release.data["library"]
    old = Entries.of(release.data, release.unpublished)
    in_use = {clause.id for clause in library.clauses.values() if library.in_use(clause)}
    made = {}
    for role in dict.fromkeys(role.id for role in roles):
        try:
            new = entries_for(library, library.roles[role])
            found = differences_of(old, new, role, library.redirects, in_use)
        except (LookupError, StopIteration) as problem:
            title = visible(library.roles[role].title)
            raise Misuse(
                f"版本 {release.version} 中没有岗位“{title}”，没有可以补充的文书；请生成它的岗位说明书。",
                f"Release {release.version} has no role {role}: make its sheet instead.",
            ) from problem
        if found:
            made[role] = addendum_sections(found, release.version, str(facts["date"]), library.settings.version)
        else:
            title = visible(library.roles[role].title)
            say_to(
                options,
                f"{title}：与版本 {release.version} 相比没有改动，不需要补充说明。",
                f"{role}: nothing has changed since release {release.version}; no addendum is needed.",
            )
    return made


def _release(options: argparse.Namespace, library: Library) -> Release:
    """The release that `--since` names, by its version or by the code of a paper that was made of it."""
    name: str = options.since
    if not (is_version(name) and (options.root / release_place(name)).exists()):
        code = SheetCode.read(name)
        known = search(library, options.root, code)[0] if code else ()
        found = [one for one in known if (options.root / release_place(one.version)).exists()]
        if not found:
            shown = visible(name)
            raise Misuse(
                f"没有叫“{shown}”的已发布版本，也没有哪个已发布版本的文书印有这个校验码。"
                "已发布的版本在 content/releases/。",
                f"'{shown}' is neither a release nor the code of a paper of one; releases are in content/releases/.",
            )
        name = found[0].version
    release = read_release(options.root, name)
    if isinstance(release, Finding):
        raise Problem(release)
    return release
