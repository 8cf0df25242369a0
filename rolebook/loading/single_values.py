"""One value where a list or a group of keys belongs: what to write instead, as a hint and, where it is known, a fix."""

import re
import unicodedata

from rolebook.findings.finding import Fix
from rolebook.loading.everyday_words import codes_of
from rolebook.loading.fault import Fault, shown_value
from rolebook.loading.spans_meant import as_group as keys_meant
from rolebook.words.wording import Wording
from rolebook.yamltext import mending
from rolebook.yamltext.canonical import scalar
from rolebook.yamltext.document import YamlDocument

_BETWEEN = re.compile(r"[\s,，、;；]+")
_BRACKETS = re.compile(r"^[\s【〔「\[]+|[\s】〕」\]]+$")
"""Brackets that are not those of a list, around all of it."""
_ID_OR_LINE = re.compile(r"[a-z0-9#:-]+")


def as_group(fault: Fault, document: YamlDocument) -> tuple[Wording, Fix | None]:
    """One value where a group of keys belongs: the keys that it stands for, and those that are needed besides."""
    properties, required = fault.schema.get("properties", {}), fault.schema.get("required", ())
    group = keys_meant(fault.value, fault.schema, str(fault.path[-1]))
    values = dict(group.values) if group else {}
    left = {key: "…" for key in (required or list(properties)[:1]) if key not in values}
    node = document.nodes[fault.path]
    fix = None
    if group and not left:
        fix = mending.grouping(document, fault.path, values, certain=group.certain)
    head = f"{fault.path[-1]}:" if node.key else "-"
    shown = "".join(f"\n  {key}: {value}" for key, value in {**values, **left}.items())
    if not node.key:
        shown = shown.removeprefix("\n  ")
        head = "- "
    return Wording(f"写成：\n{head}{shown}", f"Write:\n{head}{shown}"), fix


def as_list(fault: Fault, document: YamlDocument) -> tuple[Wording, Fix | None]:
    """One text where a list belongs: an entry, or several where they are ids that something parts."""
    bare = _BRACKETS.sub("", unicodedata.normalize("NFKC", fault.value))
    parts = [part for part in _BETWEEN.split(bare) if part]
    of_ids = all(_ID_OR_LINE.fullmatch(part) for part in parts)
    items = fault.schema.get("items", {})
    codes = [codes_of(part, items.get("enum", ()), items.get("description", "")) for part in parts]
    if codes and all(len(found) == 1 for found in codes):
        parts, of_ids = [found[0] for found in codes], True
    certain = of_ids or not _BETWEEN.search(fault.value.strip())
    tokens = [scalar(part) for part in (dict.fromkeys(parts) if of_ids else [fault.value])]
    if fault.schema.get("x-flow"):
        fix = mending.rewriting_pair(document, fault.path, f"[{', '.join(tokens)}]", certain=certain)
        wording = Wording("写成：", "Write: ")
    else:
        fix = mending.listing(document, fault.path, tokens, certain=certain)
        wording = Wording("另起一行，写成：", "On a new line: ")
    shown = fix.shown() if fix else f"- {shown_value(fault.value)}"
    return Wording(wording.zh + shown, wording.en + shown), fix
