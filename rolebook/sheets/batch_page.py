"""The page 批量, where a staff list becomes sheets in the browser: the rules by which its scripts read lists.

They are those of `hires/list_rules.py`, and tests/scripts has both sides read the same lists. What the page loads of a
role is made with the role's form (`form.py`).
"""

import json
from collections.abc import Collection, Mapping
from typing import Any

from rolebook.model.entries import Role
from rolebook.model.kinds import LISTED
from rolebook.model.library import Library
from rolebook.model.papers import DEFAULT
from rolebook.model.snapshot import papers_for
from rolebook.sheets.advice import doubted
from rolebook.sheets.form_rules import in_browser
from rolebook.sheets.hires.columns import known_headings
from rolebook.sheets.hires.hire import COMPANY, COMPANY_HEADING, HEADINGS, NO_DATE, headings, unknown_company
from rolebook.sheets.hires.list_rules import (
    DAY_ONE,
    LIMITS,
    LOCATED,
    PATTERNS,
    REQUIRED,
    ROLES_SHEET,
    SAYINGS,
    SEPARATORS,
    WORDS,
)
from rolebook.sheets.hires.workbook_parts import known_formats
from rolebook.words.text import VARIANTS

_RANKS = {"error": 0, "warning": 1, "note": 2}


def list_rules(library: Library, papers: Collection[str], shown: Collection[str]) -> dict[str, Any]:
    """Everything that reads a staff list in the browser, as JSON can hold it.

    `papers` are the ids of those that are offered, `shown` those of the roles that the site shows: of others it says
    nothing.
    """
    roles = {role.id: role for role in library.roles.values() if role.id in shown}
    known, mapped, first = known_headings(library)
    named = headings(library)
    sayings = {**SAYINGS, "unknown_company": unknown_company(library, "{value}")}
    return {
        "patterns": {name: in_browser(pattern) for name, pattern in PATTERNS.items()},
        "limits": dict(LIMITS),
        "sayings": {name: [one.severity.value, one.rule, one.message.zh, one.hint.zh] for name, one in sayings.items()},
        "words": {name: words.zh for name, words in WORDS.items()},
        "located": LOCATED.zh,
        "noDate": [NO_DATE.message.zh, NO_DATE.hint.zh, NO_DATE.rule],
        "ranks": _RANKS,
        "dayOne": DAY_ONE.isoformat(),
        "formats": known_formats(),
        "rolesSheet": ROLES_SHEET,
        "separators": SEPARATORS,
        "required": list(REQUIRED),
        "labels": {**HEADINGS, COMPANY: COMPANY_HEADING},
        "headings": list(named.items()),
        "known": known,
        "mapped": sorted(mapped),
        "first": sorted(first),
        "titles": [[one.title, one.role] for one in library.sheet.titles if one.role in roles],
        "roles": [_role(library, role) for role in roles.values()],
        "now": {old: library.now(old) for old in library.redirects if library.now(old) in roles},
        "papers": [
            [paper.id, paper.title, paper.is_signed, paper.id in papers] for paper in papers_for(library).values()
        ],
        "default": DEFAULT,
        "companies": [[company.id, company.name] for company in library.settings.companies],
        "variants": dict(VARIANTS),
    }


def _role(library: Library, role: Role) -> list[Any]:
    """Id, title, aliases, whether it is retired, and whether a clause in doubt stops its sheet."""
    stopped = role.status == "approved" and bool(doubted(library, role, LISTED))
    return [role.id, role.title, list(role.aliases), role.status == "retired", stopped]


def rules_script(rules: Mapping[str, Any]) -> bytes:
    """One assignment, in ASCII: nothing but a script element loads from a folder."""
    return f"window.rolebookListRules = {json.dumps(rules, separators=(',', ':'))};\n".encode("ascii")
