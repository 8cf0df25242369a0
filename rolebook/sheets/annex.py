"""The annex: the full text of the rule documents that a sheet lists, as every layout prints it.

It is a view of its own, for the pages behind a sheet and for the receipt that is about nothing else.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rolebook.model.applied import AppliedRule
from rolebook.model.entries import RuleItem
from rolebook.model.library import walk
from rolebook.model.rule_state import remark
from rolebook.sheets.facts import chinese_date

ANNEX = "annex"
"""What the annex is called among the parts of a sheet that the form may leave out."""


def known_of(one: AppliedRule) -> str:
    """What identifies a document beside its title: `示例〔2026〕3号，版本 2.0，试行`."""
    version = f"版本 {one.rule.version}" if one.rule.version else ""
    return "，".join(filter(None, (one.rule.number, version, remark(one.state))))


def annexed(one: AppliedRule) -> dict[str, Any]:
    """A document, whole or in the items that apply, as a dictionary for the templates.

    It is {"title", "remark": number, version and state, "dates": when it was discussed, announced and came into force,
    "clauses"}; an item is {"number": `2.1`, "depth": from 0, "heading", "text", "table"}. Items come in reading order
    and keep the numbers that they have in the whole document. A heading that the text says itself, or that an editor
    made up, is empty. `table` is None, or {"columns": [text], "rows": [[text]]} of equal lengths.
    """
    rule, named = one.rule, {item.id for item in walk(one.items or one.rule.items)}
    dates = (
        ("讨论", rule.adoption.discussed),
        ("公示", rule.adoption.announced),
        ("施行", rule.since),
        ("有效期至", rule.until),
    )
    return {
        "key": ANNEX,
        "title": rule.title,
        "remark": known_of(one),
        "dates": "　".join(f"{label} {chinese_date(date)}" for label, date in dates if date),
        "clauses": [
            _item(number, item)
            for number, item in _numbered(rule.items, "")
            if item.id in named and (item.text or item.heading)
        ],
    }


def _numbered(items: Iterable[RuleItem], above: str) -> Iterator[tuple[str, RuleItem]]:
    """Every item that is not retired, with its number in the document."""
    for number, item in enumerate((one for one in items if not one.retired), 1):
        here = f"{above}{number}"
        yield here, item
        yield from _numbered(item.items, f"{here}.")


def _item(number: str, item: RuleItem) -> Mapping[str, Any]:
    table = item.table
    return {
        "number": number,
        "depth": number.count("."),
        "heading": "" if item.text.startswith(item.heading) else item.heading,
        "text": item.text,
        "table": {"columns": list(table.columns), "rows": [list(row) for row in table.rows]} if table else None,
    }
