"""The page 批量 reads staff lists as the command line does: the same hires, and word for word the same findings."""

import base64
import csv
import io
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rolebook.model.library import Library
from rolebook.model.papers import PRESETS
from rolebook.sheets.batch_page import list_rules, rules_script
from rolebook.sheets.facts import chinese_date
from rolebook.sheets.form_rules import rules_script as form_rules_script
from rolebook.sheets.hires.reading import read_hires
from rolebook.words.spelling import is_slip, nearest
from tests.conftest import REPOSITORY

from .node import evaluate

LISTS = Path(__file__).parents[1] / "staff_lists"
SCRIPTS = ["normal-form.js", "sheet-hire.js", "list-nearest.js", "list-table.js", "list-hires.js"]
READ = """input.map((bytes) => {
  const { text, findings } = rolebookListTable.decoded(Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0)));
  const read = rolebookListHires.read(findings.length ? { rows: [], findings } : rolebookListTable.table(text));
  for (const { hire } of read.orders) hire.start = rolebookHire.chineseDate(hire.start ?? "");
  return read;
})"""
KEYS = ("name", "employee_no", "department", "probation", "manager", "place", "remarks", "company")


def before(library: Library) -> str:
    rules = rules_script(list_rules(library, [paper.id for paper in PRESETS], library.roles))
    return (form_rules_script() + rules).decode("ascii")


def in_browser(library: Library, lists: list[bytes]) -> Any:
    return evaluate(SCRIPTS, READ, [base64.b64encode(one).decode("ascii") for one in lists], before(library))


def on_the_command_line(library: Library, path: Path) -> Any:
    hires = read_hires(path, path.name, library, lambda _: ())
    return {
        "orders": [
            [
                one.number,
                one.role.id,
                one.paper,
                chinese_date(one.hire.start),
                *(getattr(one.hire, key) for key in KEYS),
            ]
            for one in hires.orders
        ],
        "findings": [
            {
                "severity": one.severity.value,
                "rule": one.rule,
                "line": one.at.line,
                "column": one.at.column,
                "message": one.message.zh,
                "hint": one.hint.zh,
            }
            for one in hires.findings
        ],
    }


def as_python_says(found: Any) -> Any:
    return {
        "orders": [
            [
                one["number"],
                one["role"],
                one["paper"],
                one["hire"]["start"],
                *(one["hire"].get(key, "") for key in KEYS),
            ]
            for one in found["orders"]
        ],
        "findings": found["findings"],
    }


def test_every_list_is_read_as_on_the_command_line(library: Library) -> None:
    paths = sorted(LISTS.glob("*.csv"))
    found = in_browser(library, [path.read_bytes() for path in paths])
    for path, one in zip(paths, found, strict=True):
        assert as_python_says(one) == on_the_command_line(library, path), path.name


CELLS = st.one_of(
    st.sampled_from(
        [
            *(
                "",
                "",
                "姓名",
                "岗位",
                "职位",
                "工号",
                "部门",
                "试用期(月)",
                "入职日期",
                "离职日期",
                "手机",
                "备注",
                "文书",
                "用人单位",
            ),
            *(
                "甲某示例",
                "欧阳娜娜",
                "𠮷田",
                "收银员",
                "收银元",
                "店长",
                "P4",
                "出纳",
                "出纳",
                "46082",
                "2026/3/1",
                "26年",
                "6",
            ),
            *(
                "12.5",
                "2.02603E+17",
                "S1",
                "S1",
                "合计",
                "制表人：甲",
                "13800138000",
                "一\n二",
                '引"号',
                "岗位责任书",
                "招聘启事",
            ),
            *("\u202e", "现任岗位全称", "前台结账专员", "示例门店", "名" * 205, "cashier", "typist"),
        ]
    ),
    st.text(
        st.characters(exclude_categories=["Cn", "Cs"], exclude_characters="\ufeff\x1c\x1d\x1e\x1f\x85\0"), max_size=4
    ),
)
ROWS = st.lists(st.lists(CELLS, max_size=6), max_size=6)
HEADED = st.sampled_from(
    [["姓名", "岗位", "备注"], ["姓名", "职位", "职务", "工号", "入职日期"], ["姓名", "岗位", "文书", "用人单位"]]
)


@settings(max_examples=2, deadline=None)
@given(lists=st.lists(st.tuples(HEADED, ROWS, st.sampled_from(",;\t")), min_size=30, max_size=60))
def test_any_list_is_read_as_on_the_command_line(
    library: Library, tmp_path_factory: Any, lists: list[tuple[list[str], list[list[str]], str]]
) -> None:
    texts = []
    for head, rows, separator in lists:
        out = io.StringIO()
        csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows([head, *rows])
        texts.append(out.getvalue().encode("utf-8"))
    path = tmp_path_factory.mktemp("lists") / "list.csv"
    for data, one in zip(texts, in_browser(library, texts), strict=True):
        path.write_bytes(data)
        assert as_python_says(one) == on_the_command_line(library, path), data.decode("utf-8")


BROKEN = [
    '姓名,岗位\n"甲某示例,收银员\n',
    '姓名,岗位\n"甲某"示例,收银员\n',
    "sep=;\n姓名;岗位\n\n甲某示例;收银员",
    "",
    " ,\n\n",
    '"姓\r\n名",岗位\r\n"甲\r某示例",收银员\r\n',
    "姓名\t岗位\n甲某示例\t收银员",
    "姓名,岗位\n甲某示例,收银员,多出",
    "姓名,岗位\n",
    '姓名,岗位\n"' + "名" * 100_001 + '",收银员',
]


def test_what_is_no_table_is_said_as_on_the_command_line(library: Library, tmp_path: Path) -> None:
    good = "姓名,岗位\n欧阳娜娜示例,收银员\n"
    texts = [
        *(text.encode("utf-8") for text in BROKEN),
        good.encode("utf-8-sig"),
        good.encode("gb18030"),
        good.encode("utf-16"),
        "姓名,崗位\n歐陽示例,收銀員\n".encode("big5"),
        good.encode("utf-8").replace("娜".encode(), b"\xe5\xa8", 1),
        b"PK\x03\x04 example",
    ]
    path = tmp_path / "list.csv"
    for data, one in zip(texts, in_browser(library, texts), strict=True):
        path.write_bytes(data)
        assert as_python_says(one) == on_the_command_line(library, path), data[:60]


@settings(max_examples=2, deadline=None)
@given(
    words=st.lists(st.text(st.sampled_from("销售代表经理收银员店长ab- A"), max_size=7), min_size=20, max_size=40),
    known=st.lists(
        st.text(st.sampled_from("销售代表经理收银员店长ab- "), min_size=1, max_size=7), min_size=1, max_size=12
    ),
)
def test_what_was_meant_is_the_same(words: list[str], known: list[str]) -> None:
    code = (
        "input[0].map((word) => [rolebookNearest.nearest(word, input[1]), rolebookNearest.isSlip(word, input[1][0])])"
    )
    found = evaluate(["list-nearest.js"], code, [words, known])
    assert found == [[nearest(word, known) or "", is_slip(word, known[0])] for word in words]


def test_the_scripts_of_the_page_stay_small() -> None:
    """At most 600 lines of script for the whole page, comments aside."""
    folder = REPOSITORY / "templates/site/assets"
    scripts = [folder / "batch.js", *folder.glob("list-*.js")]
    lines = [line.strip() for script in scripts for line in script.read_text("utf-8").splitlines()]
    assert len([line for line in lines if line and not line.startswith(("//", "/*", "*"))]) <= 600
