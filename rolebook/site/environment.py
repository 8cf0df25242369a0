"""The templates' environment: all is escaped, nothing is undefined in silence, content is never a template."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from rolebook.model import labels
from rolebook.model.applied import AppliedClause, line
from rolebook.model.entries import Clause, Department, Role, RuleItem
from rolebook.model.field_words import is_filled, sums, words
from rolebook.model.kind import Field, Kind
from rolebook.model.kinds import FACTS, KIND, LISTED
from rolebook.model.library import Thing
from rolebook.model.rule_state import LABEL
from rolebook.site.links import PAGES, named
from rolebook.site.marks import alike
from rolebook.site.template_language import SiteTemplates, SuppliedTemplates, Theme
from rolebook.todo import GROUPS
from rolebook.words.text import first_words, shortened, with_line_feeds

_SUPPOSED = Markup('<span class="guess">（推定）</span>')
_NAME = 40
"""Characters of a sentence that stand for it: its first part is whole, but for a very long one."""


_SPACE: dict[str, Any] = {"trim_blocks": True, "lstrip_blocks": True, "keep_trailing_newline": True}


def theme(templates: Path) -> Theme:
    """The templates of a theme's folder, with the few functions that they need."""
    bounded, as_supplied = SiteTemplates(templates, **_SPACE), SuppliedTemplates(templates, **_SPACE)
    versions = {path.name: _fingerprint(path) for path in sorted((templates / "assets").glob("*")) if path.is_file()}
    for made in (bounded, as_supplied):
        _furnish(made, versions)
    return Theme(bounded, as_supplied)


def _furnish(made: Environment, versions: dict[str, str]) -> None:
    """Give an environment what templates ask for; `versions` of the theme's assets."""
    made.filters.update(shortened=shortened, breakable=breakable, named=named, alike=alike, briefly=briefly, line=line)
    made.filters.update(supposed=supposed, starred=starred)
    made.filters.update(words=lambda entry, field: words(field, entry), sums=sums, columns_of=columns_of)
    made.globals.update(
        labels=labels,
        FACTS=FACTS,
        KIND=KIND,
        LISTED=LISTED,
        TASKS=GROUPS,
        RULE_STATE=LABEL,
        addresses=PAGES,
        asset_version=versions,
    )


def columns_of(listed: Sequence[AppliedClause], kind: Kind) -> list[Field]:
    """The columns of a table of clauses: each labelled field that stands by itself, a sparse one where any fills it."""
    clauses = [one.clause for one in listed]
    fields = (field for field in kind.fields if field.label and not field.under and field.type != "ids")
    return [field for field in fields if not field.sparse or is_filled(field, clauses)]


def briefly(thing: Thing) -> str:
    """A few words that name a thing: the beginning of a clause (`开发新客户`), the title of a rule's item or a role."""
    match thing:
        case RuleItem():
            return thing.heading or first_words(thing.text or thing.title, _NAME)
        case _:
            return first_words(named(thing), _NAME)


def supposed(entry: Clause | Role | Department, field: str) -> Markup:
    """What stands behind the value of a field that an editor judged: （推定）; nothing behind any other."""
    return _SUPPOSED if field in entry.inferred else Markup()


def starred(roles: Iterable[Role]) -> bool:
    """Whether a table of these roles has a star: at what an editor judged of what it shows."""
    return any(field in role.inferred for role in roles for field in ("title", "level", "industry", "duties"))


def breakable(identifier: str) -> Markup:
    """An id that may be broken after its dashes, so that a long one never widens a page."""
    return Markup(str(escape(identifier)).replace("-", "-<wbr>"))  # noqa: S704  # escaped before the tag is added


def _fingerprint(path: Path) -> str:
    """Eight hex digits of a file's SHA-256: a changed script has another address, an unchanged one stays cached."""
    return hashlib.sha256(with_line_feeds(path.name, path.read_bytes())).hexdigest()[:8]
