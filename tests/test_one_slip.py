"""One slip in the writing of YAML is one finding on its line, and where its mend is certain the file is as it was."""

from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest

from rolebook.findings.finding import Severity
from rolebook.loading.schema import Schemas
from rolebook.yamltext.document import parse
from rolebook.yamltext.patching import patched
from rolebook.yamltext.round_faults import read_round
from tests.conftest import SOAK

ROOT = Path(__file__).parents[1]
SCHEMAS = Schemas(ROOT / "schemas")
FILES = sorted((ROOT / "tests/company/content").rglob("*.yaml"))
DUTIES = """\
- id: issue-goods
  text: 凭出库单发货，先进先出。
  sources: [operations:24]
- id: keep-stock
  text: 每月盘点一次。
  origin:
    decided: 2026-11-01
    by: 人力资源部
    reason: 示例
- id: sign-slips
  text: 当天登记入库。
  sources: [operations:25, operations:26]
"""

ROLE = "duties:\n  - title: 日常\n    duties:\n      - ask-for-offers\n      - buy-goods\n  - sell\nlevel: staff\n"
SYNONYMS = "synonyms:\n  - words: 客户、顾客\n    same: true\n  - 罚款、扣款\n"

PENALTIES = """\
- id: smoking
  text: 仓库内吸烟，罚款50元。
  violations:
    - 仓库内吸烟
  enforces:
    - issue-goods
- id: absence
  text: 擅自离岗，罚款20元。
  violations:
    - 擅自离岗
  enforces:
    - issue-goods
"""

SLIPS = [
    ("a line flush left", DUTIES, "  text: 凭", "text: 凭", "bad-indentation"),
    ("the last line of an entry flush left", DUTIES, "  sources: [operations:24]", "sources: [operations:24]", ""),
    ("one blank too little", DUTIES, "  text: 凭", " text: 凭", "bad-indentation"),
    ("one too deep", DUTIES, "  sources: [operations:24]", "    sources: [operations:24]", "bad-indentation"),
    ("a key with its group too deep", DUTIES, "  origin:\n    decided", "    origin:\n    decided", "bad-indentation"),
    ("the first of a group flush left", DUTIES, "    decided", "decided", "bad-indentation"),
    ("a key of a group in the entry", DUTIES, "    by:", "  by:", "bad-indentation"),
    ("an entry too deep", DUTIES, "- id: keep", "  - id: keep", "bad-indentation"),
    ("the first entry too deep", DUTIES, "- id: issue", " - id: issue", "bad-indentation"),
    ("wide blanks", DUTIES, "  text: 凭", "\u3000\u3000text: 凭", "wide-space-indentation"),
    ("a tab", DUTIES, "    by", "\tby", "tab-indentation"),
    ("no dash", DUTIES, "- id: keep", "id: keep", "missing-dash"),
    ("a blank for the dash", DUTIES, "- id: keep", "  id: keep", "missing-dash"),
    ("the first dash lost", DUTIES, "- id: issue", "id: issue", "missing-dash"),
    ("an id without its dash", ROLE, "      - buy-goods", "        buy-goods", "missing-dash"),
    ("the first id without its dash", ROLE, "      - ask-for", "        ask-for", "missing-dash"),
    ("a group too deep", ROLE, "  - title: 日常", "    - title: 日常", "bad-indentation"),
    ("a bracket lost", DUTIES, "operations:26]", "operations:26", "unclosed-bracket"),
    ("a line twice", ROLE, "level: staff\n", "level: staff\nlevel: staff\n", "duplicate-key"),
    ("a text of a list flush left", PENALTIES, "    - 仓库内", "- 仓库内", "bad-indentation"),
    ("the first line of a file too deep", ROLE, "duties:", "    duties:", "bad-indentation"),
    ("a text over two lines", DUTIES, "发货，先", "发货，\n    先", "wrapped-text"),
    ("words beside a list", ROLE, "duties:\n  - title", "duties: 如下：\n  - title", "list-after-key"),
    ("an entry without dash, then a text", SYNONYMS, "- words: 客", "words: 客", "missing-dash"),
    ("a text that goes on flush left", DUTIES, "发货，先", "发货，\n先", "wrapped-text"),
]


@pytest.mark.parametrize(("right", "find", "put", "rule"), [one[1:] for one in SLIPS], ids=[one[0] for one in SLIPS])
def test_one_slip_is_one_finding_that_mends_itself(right: str, find: str, put: str, rule: str) -> None:
    wrong = right.replace(find, put, 1)
    _, (found,) = parse(wrong.encode(), "x.yaml", SCHEMAS.families)
    assert found.rule == (rule or "bad-indentation")
    assert found.fix is not None
    assert found.fix.certain
    assert patched(wrong.encode(), found.fix.edits).decode() == right


@pytest.mark.parametrize(
    ("put", "message"),
    [("发货。\n先进先出。\n当天登记。", "另写一条"), ("发货。\n\n先进先出。", "另写一条")],
    ids=["paragraphs", "with an empty line"],
)
def test_paragraphs_in_a_text_are_entries_of_their_own(put: str, message: str) -> None:
    """Nobody but an editor knows their ids: nothing is mended."""
    wrong = DUTIES.replace("发货，先进先出。", put)
    _, (found,) = parse(wrong.encode(), "x.yaml", SCHEMAS.families)
    assert found.rule == "wrapped-text"
    assert message in found.hint.zh
    assert found.fix is None


def test_an_entry_that_slid_into_the_list_above_is_one_fault() -> None:
    _, (found,) = parse(PENALTIES.replace("- id: absence", "    - id: absence").encode(), "x.yaml", SCHEMAS.families)
    assert (found.rule, found.at.line, found.fix) == ("duplicate-key", 8, None)
    assert "从这一行到第 11 行，有 3 个键在同一处写了两次（第一次从第 2 行起）" in found.message.zh
    assert "请看上一行" in found.hint.zh


def test_two_values_of_one_key_are_left_to_an_editor() -> None:
    _, (found,) = parse(b"level: staff\nlevel: manager\n", "x.yaml", SCHEMAS.families)
    assert (found.rule, found.fix) == ("duplicate-key", None)


def _deeper(by: int) -> Callable[[str], str]:
    return lambda line: " " * max(0, len(line) - len(line.lstrip(" ")) + by) + line.lstrip(" ")


SOMEWHERE = [_deeper(by) for by in (-9, -2, -1, 1, 2, 4)] + [
    lambda line: line.replace("- ", "", 1),
    lambda line: line.replace("- ", "  ", 1),
    lambda line: line.replace(": ", "：", 1),
    lambda line: line.replace("]", "", 1),
]


def test_a_slip_anywhere_leaves_the_other_lines_in_peace() -> None:
    """At most two findings in all of the file, but for one place in 2,500: a table in a rule."""
    tried = loud = 0
    places = ((file, number, slip) for file in FILES for number in range(_lines(file)) for slip in SOMEWHERE)
    for file, number, slip in islice(places, 0, None, 1 if SOAK else 11):
        lines = file.read_text("utf-8").split("\n")
        wrong = [*lines[:number], slip(lines[number]), *lines[number + 1 :]]
        _, found = parse("\n".join(wrong).encode(), file.name, SCHEMAS.families)
        tried += 1
        loud += len(found) > 2
    assert loud * 2500 <= tried


def _lines(file: Path) -> int:
    return len(file.read_text("utf-8").split("\n"))


@pytest.mark.parametrize("end", ["\n", ""])
def test_the_marks_of_a_block_of_code_go_together(end: str) -> None:
    wrong = f"```yaml\n{DUTIES}```{end}"
    document, findings = read_round(wrong.encode(), "x.yaml", SCHEMAS.families, is_list=True)
    (found,) = (one for one in findings if one.severity is Severity.ERROR)
    assert document is not None
    assert len(document.value) == DUTIES.count("- id:")
    assert found.fix is not None
    assert patched(wrong.encode(), found.fix.edits).decode() == DUTIES
