"""The templates' environment: all is escaped, nothing is undefined in silence, content is never a template."""

import hashlib
from pathlib import Path

from markupsafe import Markup, escape

from rolebook.model import labels
from rolebook.model.applied import line
from rolebook.model.entries import Department, Role, Rule, RuleItem, Source
from rolebook.model.field_words import words
from rolebook.model.kinds import FACTS, KIND, LISTED
from rolebook.model.library import Thing
from rolebook.model.rule_state import LABEL
from rolebook.site.links import PAGES
from rolebook.site.marks import alike
from rolebook.site.template_language import Loader, SiteTemplates
from rolebook.words.text import first_words, shortened, with_line_feeds

_NAME = 40
"""Characters of a sentence that stand for it: its first part is whole, but for a very long one."""


def environment(templates: Path) -> SiteTemplates:
    """The environment over a theme's folder, with the few functions that templates need."""
    made = SiteTemplates(
        loader=Loader(templates),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(shortened=shortened, breakable=breakable, named=named, alike=alike, briefly=briefly, line=line)
    made.filters.update(words=lambda entry, field: words(field, entry))
    made.globals.update(
        labels=labels,
        FACTS=FACTS,
        KIND=KIND,
        LISTED=LISTED,
        RULE_STATE=LABEL,
        addresses=PAGES,
        asset_version={
            path.name: _fingerprint(path) for path in sorted((templates / "assets").glob("*")) if path.is_file()
        },
    )
    return made


def named(thing: Thing) -> str:
    """What readers know a thing by: a clause's text, else a title."""
    match thing:
        case Role() | Department() | Rule() | Source():
            return thing.title
        case RuleItem():
            return thing.text or thing.title
        case _:
            return thing.text


def briefly(thing: Thing) -> str:
    """A few words that name a thing: the beginning of a clause (`开发新客户`), the title of a rule's item or a role."""
    match thing:
        case RuleItem():
            return thing.heading or first_words(thing.text or thing.title, _NAME)
        case _:
            return first_words(named(thing), _NAME)


def breakable(identifier: str) -> Markup:
    """An id that may be broken after its dashes, so that a long one never widens a page."""
    return Markup(str(escape(identifier)).replace("-", "-<wbr>"))  # noqa: S704  # escaped before the tag is added


def _fingerprint(path: Path) -> str:
    """Eight hex digits of a file's SHA-256: a changed script has another address, an unchanged one stays cached."""
    return hashlib.sha256(with_line_feeds(path.name, path.read_bytes())).hexdigest()[:8]
