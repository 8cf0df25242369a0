"""Values of a snapshot as readers would say them. Pure."""

from collections.abc import Mapping
from typing import Any

from rolebook.model import labels
from rolebook.model.rule_state import LABEL


def in_words(key: str, value: Any, codes: Mapping[str, str]) -> str:
    """A value of a snapshot as its readers would say it; empty where nothing is filled in."""
    if isinstance(value, str):
        return (codes or _CODES.get(key, {})).get(value, value)
    if isinstance(value, bool) or value is None:
        return "是" if value else ""
    if isinstance(value, int | float):
        return labels.number(value)
    if isinstance(value, list):
        return "、".join(filter(None, (in_words(key, one, codes) for one in value)))
    said = value.get("wording") or value.get("quote") or value.get("label")
    condition = value.get("condition", "")
    if said:
        return f"{condition}：{said}" if condition and condition not in said else str(said)
    pairs = ((name, in_words(name, one, {})) for name, one in value.items())
    return "，".join(f"{_KEYS.get(name, name)} {one}" for name, one in pairs if one)


_CODES: Mapping[str, Mapping[str, str]] = {
    "status": labels.RULE_STATUS,
    "nature": {"rule": "管理制度", "guidance": LABEL["guidance"]},
}
_KEYS: Mapping[str, str] = {
    "min": "至少", "max": "至多", "by": "由", "date": "日期", "reason": "理由", "decided": "决定于", **labels.APPROVAL,
}  # fmt: skip
