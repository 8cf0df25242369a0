"""Faults in the writing of YAML, found on the line where they were made and named as an editor would name them."""

import re
from collections.abc import Iterator

import yaml

from rolebook.findings import Finding, Position, Wording, error

_CONFLICT = re.compile(r"(<{7}|={7}|>{7})(\s|$)")
_TAB = re.compile(r" *\t")
_WIDE_SPACE = re.compile(r"[ ]*[\u3000\u00a0]")
_WIDE_COLON = re.compile(r"(\s*(?:- +)?)([a-z_]+)：")


def line_faults(text: str, file: str) -> Iterator[Finding]:
    """Faults that a parser would report somewhere else, found on the line where they were made."""
    in_conflict = False
    for number, line in enumerate(text.split("\n"), 1):
        if _CONFLICT.match(line):
            if not in_conflict and line.startswith("<"):
                yield error(
                    "conflict-marker",
                    Position(file, number, 1),
                    Wording("这里留着合并冲突的标记", "a merge conflict marker"),
                    Wording(
                        "在 <<<<<<< 与 >>>>>>> 之间选定要留的一份，并删去三行标记。",
                        "Keep one side and delete the three marker lines.",
                    ),
                )
            in_conflict = not line.startswith(">")
        elif tab := _TAB.match(line):
            yield error(
                "tab-indentation",
                Position(file, number, tab.end()),
                Wording("缩进里有制表符（Tab）", "a tab in the indentation"),
                Wording("改用空格，每级两个。", "Use spaces, two a level."),
            )
        elif wide := _WIDE_SPACE.match(line):
            yield error(
                "wide-space-indentation",
                Position(file, number, wide.end()),
                Wording("缩进里有全角空格", "a full-width space in the indentation"),
                Wording("改用半角空格，每级两个。", "Use ordinary spaces, two a level."),
            )
        elif colon := _WIDE_COLON.match(line):
            fixed = f"{colon[1]}{colon[2]}: {line[colon.end() :].strip()}".rstrip()
            yield error(
                "full-width-colon",
                Position(file, number, colon.end()),
                Wording("键后面用了全角冒号“：”", "a full-width colon after the key"),
                Wording(f"改成半角冒号加一个空格：{fixed}", f"Use ': ' instead: {fixed}"),
            )


_SYNTAX_WORDS = (
    (
        "mapping values are not allowed",
        "一行里有第二个“冒号加空格”，或者这一行的缩进不对",
        "把冒号后面的整句放进双引号；或者让缩进与同级的行对齐。",
    ),
    ("could not find expected ':'", "这一行缺少“键: 值”里的冒号，或引号没有合上", "补上半角冒号和空格，或补上引号。"),
    (
        "did not find expected key",
        "这一行的缩进与同级的行对不齐，或引号后面多了字",
        "让它与同级的行对齐；整句放进一对引号。",
    ),
    ("did not find expected '-' indicator", "列表里有一行没有以“- ”开头，或缩进对不齐", "补上“- ”，并与其他条目对齐。"),
    ("block sequence entries are not allowed", "“- ”不能出现在这里", "把列表写到下一行，每条一行。"),
    ("found character that cannot start any token", "值不能以这个字符开头（例如 % @ `）", "把整句放进双引号。"),
    ("found unexpected end of stream", "引号没有合上", "在句末补上同样的引号。"),
    ("found unknown escape character", "双引号里有不认识的反斜杠转义", "改用单引号，或把反斜杠写成两个。"),
    ("did not find expected alphabetic or numeric", "值以“*”或“&”开头，被当成了引用", "把整句放进双引号。"),
    ("did not find expected ',' or ']'", "方括号没有合上，或缺少逗号", "补上逗号或“]”。"),
    ("did not find expected ',' or '}'", "花括号没有合上，或缺少逗号", "改成每行一个“键: 值”；正文请放进双引号。"),
)


def syntax_fault(at: Position, problem: str) -> Finding:
    """What libyaml's words mean to an editor."""
    for words, zh, hint in _SYNTAX_WORDS:
        if words in problem:
            return error("yaml-syntax", at, Wording(zh, problem), Wording(hint, "Correct the line; quote text."))
    return error(
        "yaml-syntax",
        at,
        Wording(f"这里读不下去（{problem}）", problem),
        Wording("检查这一行和上一行的缩进、冒号和引号。", "Check indentation, colons and quotes here."),
    )


def syntax_finding(problem: yaml.MarkedYAMLError, file: str, text: str) -> Finding:
    """At the fault itself: an unclosed quote is reported where it opens."""
    words = problem.problem or ""
    quoted = "quoted scalar" in (problem.context or "")
    mark = problem.context_mark if quoted and problem.context_mark else problem.problem_mark
    if mark is None:
        return syntax_fault(Position(file, 1, 1), words)
    line = min(mark.line + 1, max(1, len(text.splitlines())))
    if quoted and "escape" not in words:
        words = "found unexpected end of stream"
    return syntax_fault(Position(file, line, mark.column + 1), words)
