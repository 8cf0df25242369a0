"""Lists in brackets: ids, references to lines and numbers, between commas, on one line or several."""

import re
from collections.abc import Iterator

from rolebook.findings.finding import Finding, error
from rolebook.words.wording import Wording
from rolebook.yamltext.constructs import STARTS, bad_key, construct, quote_it
from rolebook.yamltext.lines import Line, flow_end

_QUOTED = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""")
_ENTRY = re.compile(r"[^,]*")
_NAMED = re.compile(r"[&*!][\w!-]+(?:\s|$)", re.ASCII)
_UNREADABLE = re.compile(r"[?-](?:\s|$)|:|.*:(?:\s|\?|$)|.*[{}\[\]]")


def list_fault(line: Line, start: int, depth: int) -> Finding | None:
    """The first fault of a list in brackets that goes on at `start`, where `depth` brackets are open."""
    end, left = flow_end(line.text, start, depth)
    inside = _QUOTED.sub(lambda found: "_" * len(found[0]), line.text[start:end])
    wide = re.search("[，、；]", inside)
    if wide:
        return error(
            "full-width-comma",
            line.at(start + wide.start()),
            Wording(f"方括号里用了全角的“{wide[0]}”", f"a full-width '{wide[0]}' in the list"),
            Wording("改成半角逗号加一个空格。", "Use ', ' instead."),
        )
    rest = "" if left else line.text[end:].strip(" \t")
    if rest.startswith(":") and line.key is None and not depth:
        return bad_key(line.at(start))
    if rest and not (rest.startswith("#") and line.text[end : end + 1] in {" ", "\t"}):
        return error(
            "text-after-bracket",
            line.at(end + line.text[end:].index(rest[0])),
            Wording("右方括号之后还有文字", "text after the closing bracket"),
            Wording("删去多余的文字。", "Delete what follows the bracket.")
            if depth
            else quote_it(line.text[start:].strip(" \t")),
        )
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
            yield construct(entry[0], line.at(offset), entry)
        elif _UNREADABLE.match(entry) or (not entry and found.end() < len(inside)):
            yield error(
                "bad-entry",
                line.at(offset),
                Wording("无法识别方括号里的这一项", "an entry of the list that cannot be read"),
                Wording(
                    "方括号里只写标识符、行号和数字，用逗号隔开。",
                    "Only ids, lines and numbers, with ', ' between.",
                ),
            )
        place = found.end() + 1
