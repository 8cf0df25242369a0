"""变更记录: what each release changed, for the handbook and for each role, as pages, JSON and a feed."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape, quoteattr

from rolebook.history.changes import Change
from rolebook.history.effects import is_editorial
from rolebook.history.log import Step
from rolebook.history.told import Section, articles, as_data, sections
from rolebook.model.entries import Role
from rolebook.model.library import Library
from rolebook.model.settings import Settings
from rolebook.site.links import PAGES

DATA = "data/changes.json"
FEED = "changes.xml"
_LINES = 200
"""Lines of one release on a page."""


@dataclass(frozen=True, slots=True)
class LoggedStep:
    """A release as a page shows it; `left` lines of it are not shown."""

    step: Step
    sections: tuple[Section, ...]
    left: int
    articles: tuple[str, ...]

    @property
    def number(self) -> int:
        """How many lines tell readers what it changed."""
        return sum(len(one.lines) for one in self.sections if not one.for_editors) + self.left


def logged(steps: Sequence[Step]) -> tuple[LoggedStep, ...]:
    """The steps in words."""
    return tuple(_logged(step, step.changes) for step in steps)


def logged_of(steps: Sequence[Step], role: Role) -> tuple[LoggedStep, ...]:
    """What the steps changed for the readers of one role; steps that did not touch it are left out."""
    made = []
    for step in steps:
        changes = (one for one in step.changes if role.id in (*one.roles, one.owner, one.id))
        if touching := tuple(one for one in changes if not is_editorial(one)):
            made.append(_logged(step, touching, of_one_role=True))
    return tuple(made)


def _logged(step: Step, changes: tuple[Change, ...], *, of_one_role: bool = False) -> LoggedStep:
    told = sections(changes, step.old or step.new, step.new, "zh", of_one_role=of_one_role)
    kept: list[Section] = []
    room = _LINES
    for one in told:
        if room > 0:
            kept.append(replace(one, lines=one.lines[:room]))
        room -= len(one.lines)
    return LoggedStep(step, tuple(kept), max(-room, 0), articles(changes, "zh"))


def touched_roles(library: Library, steps: Sequence[Step]) -> Iterator[Role]:
    """The roles that have a page of their own: those that a step touched in what readers look for."""
    changes = (change for step in steps for change in step.changes if not is_editorial(change))
    ids = {id_ for change in changes for id_ in (*change.roles, change.owner, change.id)}
    return (role for role in library.roles.values() if role.status != "retired" and role.id in ids)


def data_files(library: Library, steps: Sequence[Step]) -> Iterator[tuple[str, str]]:
    """(place, content) of the log as JSON, and of the feed where the handbook has an address."""
    told = [
        {"version": one.version, "date": one.date, "by": one.by, "reason": one.reason, "released": one.released,
         "changes": as_data(one.changes)}
        for one in steps
    ]  # fmt: skip
    yield DATA, json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    if library.settings.site_url:
        yield FEED, _feed(library.settings, logged(steps))


def _feed(settings: Settings, steps: Sequence[LoggedStep]) -> str:
    """An Atom feed (RFC 4287) of the releases; dates are those of the releases, at midnight."""
    base = settings.site_url.rstrip("/")
    page = f"{base}/{PAGES['changes']}"
    entries = []
    for one in (one for one in steps if one.step.released):
        lines = [f"{section.heading}：{line.plain()}" for section in one.sections for line in section.lines]
        entries.append(
            f"<entry><id>{escape(f'{page}#v{one.step.version}')}</id>"
            f"<title>{escape(f'{settings.title} {one.step.version}')}</title>"
            f"<link href={quoteattr(f'{page}#v{one.step.version}')}/>"
            f"<updated>{one.step.date}T00:00:00Z</updated>"
            f"<summary>{escape(one.step.reason)}</summary>"
            f'<content type="text">{escape(chr(10).join(lines))}</content></entry>'
        )
    updated = next((one.step.date for one in steps if one.step.released), settings.date)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">'
        f"<id>{escape(page)}</id><title>{escape(settings.title)}：变更记录</title>"
        f"<author><name>{escape(settings.organisation or settings.title)}</name></author>"
        f'<link rel="self" href={quoteattr(f"{base}/{FEED}")}/><link href={quoteattr(page)}/>'
        f"<updated>{updated}T00:00:00Z</updated>{''.join(entries)}</feed>\n"
    )


_ADDRESSES = {"changes_data": DATA, "changes_feed": FEED}


def changes_view(steps: Sequence[Step]) -> dict[str, object]:
    """The page of all releases."""
    return {"steps": logged(steps), "role": None, **_ADDRESSES}


def role_changes_view(steps: Sequence[Step], role: Role) -> dict[str, object]:
    """The page of one role."""
    return {"steps": logged_of(steps, role), "role": role, **_ADDRESSES}
