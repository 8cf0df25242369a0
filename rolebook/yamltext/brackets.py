"""Lists in brackets: ids, references to lines and numbers, between commas, on one line or several."""

import re
from collections.abc import Iterator

from rolebook.findings.finding import Edit, Finding, Fix, error
from rolebook.words.wording import Wording
from rolebook.yamltext.constructs import ONLY_IDS, STARTS, bad_key, construct, in_quotes
from rolebook.yamltext.lines import Line, flow_end

_QUOTED = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""")
_WIDE_COMMA = re.compile(r"[ \t]*([，、；])\s*")
_ID_OR_LINE = re.compile(r"[a-z0-9:#-]+")
_ENTRY = re.compile(r"[^,]*")
_NAMED = re.compile(r"[&*!][\w!-]+(?:\s|$)", re.ASCII)
_UNREADABLE = re.compile(r"[?-](?:\s|$)|:|.*:(?:\s|\?|$)|.*[{}\[\]]")


def list_fault(line: Line, start: int, depth: int) -> Finding | None:
    """The first fault of a list in brackets that goes on at `start`, where `depth` brackets are open."""
    end, left = flow_end(line.text, start, depth)
    inside = _QUOTED.sub(lambda found: "_" * len(found[0]), line.text[start:end])
    wide = _WIDE_COMMA.search(inside)
    if wide:
        return error(
            "full-width-comma",
            line.at(start + wide.start()),
            f"方括号里用了全角的“{wide[1]}”",
            f"a full-width '{wide[1]}' in the list",
        ).mend("改成半角逗号加一个空格。", "Use ', ' instead.", fix=_with_commas(line, start, inside))
    rest = "" if left else line.text[end:].strip(" \t")
    if rest.startswith(":") and line.key is None and not depth:
        return bad_key(line.at(start))
    if rest and not (rest.startswith("#") and line.text[end : end + 1] in {" ", "\t"}):
        at, message = (
            line.at(end + line.text[end:].index(rest[0])),
            Wording("右方括号之后还有文字", "text after the closing bracket"),
        )
        if depth:
            return error("text-after-bracket", at, *message).mend(
                "删去多余的文字。", "Delete what follows the bracket."
            )
        hint, fix = in_quotes(line.at(start), line.text[start : line.comment].rstrip(" \t"))
        return error("text-after-bracket", at, *message).mend(*hint, fix)
    if depth + inside.count("[") > 1 or "#" in inside:
        return None
    return next(_entry_faults(line, start, inside if left else inside[:-1], 1 - depth), None)


def _entry_faults(line: Line, start: int, inside: str, first: int) -> Iterator[Finding]:
    """Entries of `inside`, from `first` on, that are empty or cannot be read; `inside` begins at `start` of the line.

    Behind the last comma nothing need stand.
    """
    place = first
    while place < len(inside):
        found = _ENTRY.match(inside, place)
        assert found is not None  # it matches anything
        entry = found[0].strip(" \t")
        offset = start + place + len(found[0]) - len(found[0].lstrip(" \t"))
        if _NAMED.match(entry):
            pass  # the parser reads these, and each is refused then
        elif entry[:1] in STARTS:
            yield construct(entry[0], line.at(offset))
        elif _UNREADABLE.match(entry) or (not entry and found.end() < len(inside)):
            yield error(
                "bad-entry", line.at(offset), "无法识别方括号里的这一项", "an entry of the list that cannot be read"
            ).mend(*ONLY_IDS)
        place = found.end() + 1


def _with_commas(line: Line, start: int, inside: str) -> Fix:
    """Every full-width comma of `inside`, which begins at `start` of the line, made one that parts entries."""
    entries = _WIDE_COMMA.sub(",", inside).rstrip("]").lstrip("[").split(",")
    edits = (
        Edit(line.at(start + found.start()), line.number, start + found.end() + 1, ", ")
        for found in _WIDE_COMMA.finditer(inside)
    )
    return Fix(all(_ID_OR_LINE.fullmatch(entry.strip()) for entry in entries), tuple(edits))
