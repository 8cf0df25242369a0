"""The words of the import's JSON in those of the model: fields of an item → keys of a clause. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from rolebook.model.labels import PER
from rolebook.words.list_marks import without_list_numbers

UNITS: Mapping[str, str] = {
    "CNY": "CNY",
    "元": "CNY",
    "分": "points",
    "%": "percent",
    "％": "percent",
    "倍": "multiple",
    "天工资": "days-pay",
    "月工资": "months-pay",
    "天": "days",
}
"""What an amount is counted in, in the JSON → in the model."""
_NEEDS_BASE = frozenset({"percent", "days-pay", "months-pay", "multiple"})
_NO_BASE = "原文未写明基数"
_BASES: Mapping[str, str] = {"罚款": "fine", "绩效": "performance", "赔": "compensation"}
"""A word in the wording of a sanction → what it says of its nature."""
_NEEDS = ("degree", "majors", "years", "age", "certificates")
_QUALITIES = ("necessity", *_NEEDS, "proficiency", "skill_level", "alternatives")
_MEASURES = ("name", "weight", "target", "measure", "scoring", "period", "period_text")
_LONGEST_NAME = 60
_OF_KIND = {
    "penalty": ("violations", "sanction", "sanctions", "warning"),
    "reward": ("achievements", "rewards", "rewards", "other"),
}
"""Kind of clause → where JSON and model have what was done, where the JSON and where the model have what follows,
and what kind stands there where it was not read."""
_WHEN = ("per", "per_text", "condition")
UNREAD = "导入时没有读出处理方式，请对照原文改写。"


def of_clause(kind: str, text: str, read: Mapping[str, Any]) -> dict[str, Any]:
    """The keys of a clause of `kind` besides its id, text and sources; `read`: the fields as read.

    Without any it has only what the schema asks for, as the sentence says it.
    """
    match kind:
        case "duty":
            return {key: read[key] for key in ("activities",) if read.get(key)}
        case "qualification":
            kept = {key: read[key] for key in _QUALITIES if read.get(key)}
            return {"necessity": "required", **kept}
        case "indicator":
            name = str(read.get("name") or text)[:_LONGEST_NAME]
            return {"name": name, **{key: read[key] for key in _MEASURES[1:] if read.get(key)}}
        case "penalty" | "reward":
            return _followed(kind, text, read)
        case _:
            return {}


def in_words(kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a clause of `kind` as the form gives them, in the model's terms, in the words of the JSON."""
    fields = dict(given)
    if kind in _OF_KIND:
        occasions, what, *_ = _OF_KIND[kind]
        fields[occasions] = fields.pop("occasions", [])
        fields[what] = [_consequence_in_words(one) for one in fields.pop("consequences", ())]
    return fields


def _consequence_in_words(given: Mapping[str, Any]) -> dict[str, Any]:
    fields = {key.removeprefix("sanction_"): held for key, held in given.items() if key != "unit"}
    unit = given.get("unit")
    if unit == "CNY":
        fields["currency"] = unit
    elif unit:
        fields["unit"] = next(word for word, code in UNITS.items() if code == unit)
    return fields


def aspect_of(fields: Mapping[str, Any]) -> str:
    """The aspect that a qualification is filed under."""
    return str(fields.get("aspect") or "skill")


def _followed(kind: str, text: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """What was done, what follows and when, of a penalty or a reward."""
    acts, given, follows, unread = _OF_KIND[kind]
    read = _sanction if kind == "penalty" else _reward
    made = [read(one, text) for one in _listed(fields.get(given))]
    per = [one for one in fields.get("per", ()) if one in PER]
    return {
        acts: _texts(fields.get(acts)) or [text],
        follows: made or [{"kind": unread, "wording": text}],
        **{key: value for key, value in {**fields, "per": per}.items() if value and key in _WHEN},
        **({} if made else {"inferred": [follows], "note": UNREAD}),
    }


def _sanction(given: Mapping[str, Any], text: str) -> dict[str, Any]:
    kind = str(given["kind"])
    made: dict[str, Any] = {"kind": kind, **_amount(given, kind)}
    if kind == "money":
        made.setdefault("unit", "CNY")
    made |= {key: given[key] for key in ("nth", "within", "cap") if given.get(key)}
    made |= {"condition": said} if (said := without_list_numbers(str(given.get("condition", "")))) else {}
    unit = UNITS.get(str(given.get("unit") or given.get("currency") or ""), "")
    if "cap" in made and "unit" not in made and unit:
        made["unit"] = unit
    if "within" in made and "nth" not in made:
        del made["within"]
    wording = str(given.get("wording") or text)
    made["wording"] = wording
    if kind in {"money", "points"}:
        said = next((basis for word, basis in _BASES.items() if word in wording), "unstated")
        made["basis"] = said
    if given.get("basis"):
        made["basis"] = given["basis"]
    return made


def _reward(given: Mapping[str, Any], text: str) -> dict[str, Any]:
    kind = str(given["kind"])
    made: dict[str, Any] = {"kind": kind, **_amount(given, kind)}
    made |= {key: given[key] for key in ("condition",) if given.get(key)}
    made["wording"] = str(given.get("wording") or text)
    return made


def _amount(given: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """The amount or range with its unit, and the base that some units need."""
    unit = UNITS.get(str(given.get("unit") or given.get("currency") or ""), "")
    amount = given.get("amount")
    if amount is None or not unit or (kind == "points" and unit != "points"):
        return {}
    made: dict[str, Any] = dict(amount) if isinstance(amount, Mapping) else {"amount": amount}
    made["unit"] = unit
    if unit in _NEEDS_BASE:
        made["base"] = str(given.get("base") or _NO_BASE)
    return made


def _listed(value: Any) -> Sequence[Mapping[str, Any]]:
    """One object or several as a list; those that say of what kind they are."""
    given = [value] if isinstance(value, Mapping) else list(value or ())
    return [one for one in given if one.get("kind")]


def _texts(value: Any) -> list[str]:
    """Texts, each once and none empty, on one line."""
    return list(dict.fromkeys(text for one in value or () if (text := " ".join(str(one).split()).strip("。；;，, "))))
