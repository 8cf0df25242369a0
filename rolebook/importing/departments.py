"""To which departments the roles of a document belong, as its fields and headings say. Pure."""

import re
from collections.abc import Iterable, Mapping

from rolebook.importing.items import Item
from rolebook.importing.names import department_beside, department_named, is_organisation, is_role_word

_NAME = re.compile(r"[\u3400-\u9fffA-Za-z\d]{2,20}")
_NO_NAME = re.compile(r"暂无|没有|待定|不限|同上|无|各部门?")
_GLOSS = re.compile(r"[（(].*$")


def stated_departments(items: Iterable[Item]) -> Mapping[str, str]:
    """Role → the department that a field of its form names (`所属部门：质量管理部`); the first one counts."""
    items = list(items)
    roles = {item.owner for item in items if is_role_word(item.owner)}
    found: dict[str, str] = {}
    for item in items:
        said = item.fields.get("department") if item.kind == "fact" and item.owner else None
        name = _GLOSS.sub("", re.sub(r"\s", "", said)) if isinstance(said, str) else ""
        if _NAME.fullmatch(name) and not _NO_NAME.fullmatch(name) and name not in roles:
            found.setdefault(item.owner, name)
    return found


def department_above(item: Item) -> str:
    """The department whose heading stands above the role of an item (`一、销售部` above 业务员); "" where none does."""
    own = next((at for at, level in enumerate(item.levels) if level.owner == item.owner), len(item.levels))
    if own < len(item.levels) and (beside := department_beside(item.levels[own].text)):
        return beside
    names = (level.owner for level in reversed(item.levels[:own]) if not is_role_word(level.owner))
    return next((name for name in names if department_named(name)), "")


def department_titled(name: str) -> str:
    """The department, or the whole institution, that a title is about; "" where it names a role or nobody."""
    return department_named(name) or (name if is_organisation(name) else "")
