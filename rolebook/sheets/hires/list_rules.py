"""What staff lists are read by, as data: headings, patterns, limits and everything that is said of a list.

`columns.py`, `reading.py` and `roles_meant.py` read them here.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from rolebook.findings.finding import Finding, Position, note, warning
from rolebook.findings.rule_names import RuleName
from rolebook.sheets.hires.hire import HEADINGS, NOWHERE, fault
from rolebook.sheets.hires.workbook import LAST_COLUMN, LAST_ROW, MOST_CELLS, MOST_ROWS, MOST_TEXT
from rolebook.words.program import PROGRAM
from rolebook.words.wording import Wording

REQUIRED = ("name", "role")
ROLES_SHEET = "岗位名称"
"""The sheet of the empty spreadsheet that lists the roles to choose from: no data of hires."""
SEPARATORS = ",;\t"
"""What may stand between the fields of CSV, the likeliest first."""

PATTERNS: Mapping[str, re.Pattern[str]] = {
    # The first line by which Excel is told what stands between the fields.
    "separator": re.compile(r'^"?[sS][eE][pP]=([^"\r\n])"?[,;\t ]*(?:\r\n|\r|\n|$)'),
    # Columns that a role sheet has no business with.
    "private": re.compile(
        "身份证|证件|护照|电话|手机|联系方式|联系人|微信|邮箱|住址|地址|银行|卡号|出生|生日|年龄|性别|民族|籍贯|户口|户籍|婚姻|婚否|"
        "政治面貌|社保|公积金|工资|薪|idcard|identity|passport|phone|mobile|^tel|email|address|bank|birth|^age$|gender|^sex$|salary"
    ),
    # Headings that look like another one and mean something else: nothing is proposed for them.
    "never_meant": re.compile("离职|离司|序号|编号|日期$"),
    "left": re.compile("^(?:离职|离司|离岗)(?:日期|时间|日)$"),
    "months": re.compile(r"\((?:月|个月|单位:月)\)|月数"),
    "footer": re.compile("^(?:合计|总计|共计|小计|制表|填表|编制|审核|审批|批准|注[:：]|说明[:：]|备注[:：])"),
    # What stands in the column of the roles in such a row: nothing, or how many there are.
    "number_of_people": re.compile("^\\s*(?:[0-9]+\\s*[人名位]?\\s*)?$"),
    # What does not count in a heading, and in a title that is the same but for brackets.
    "in_heading": re.compile(r"[\s_*\-]"),
    # What stands in the cells of a hire and never in a heading: days, numbers of the staff and of telephones.
    "value": re.compile(
        "^(?:[A-Za-z]{0,4}-?[0-9]{5,}|[A-Za-z]{1,4}-?[0-9]{2,}|[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?)$"
    ),
    "between": re.compile("[ \u3000]+"),
    "in_title": re.compile(r"[\s()\[\]【】〔〕·/\-]"),
    "damaged": re.compile(r"^[0-9]+(?:\.[0-9]+)?[eE]\+[0-9]+$"),
    "fraction": re.compile(r"^[0-9]+\.[0-9]+$"),
    "counted": re.compile("^[2-7][0-9]{4}$"),
    "few_months": re.compile("^[0-9]{1,2}$"),
    # What YAML reads as a text without quotes, among titles.
    "bare": re.compile("^[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z0-9（）·]*$"),
}

DAY_ONE = date(1899, 12, 30)
"""What spreadsheets count days from."""

LIMITS: Mapping[str, int] = {
    "bytes": 20_000_000,  # of a file, and of what an .xlsx unpacks to
    "parts": 1000,  # files inside an .xlsx
    "text": MOST_TEXT,  # characters of all cells of an .xlsx
    "columns": LAST_COLUMN,
    "sheet": 31,  # characters of a sheet's title, by Excel's own rule
    "digits": 15,  # of a number: spreadsheets keep as many, and make the others zeros
    "rows": MOST_ROWS,  # of hires in a file
    "cells": MOST_CELLS,  # that hold something
    "lines": LAST_ROW,  # of a file, most of them blank
    "line": 100_000,  # characters of a record of CSV, all its lines together: nine fields have a few thousand
    "above": 30,  # rows in which the headings are looked for: titles and dates of a list take up a few
    "named": 12,  # headings, or titles, that one finding names; an export of a personnel system has eighty more
    "values": 200,  # rows by which the column of the roles is chosen among several
    "findings": 1000,  # from here on, a file is not looked at any further: whoever mends it mends the first ones first
    "listed": 40,  # roles that a hint lists, where none is near
    "role": 1000,  # characters of what may be the name of a role
    "mapped": 200,  # characters of a title that content/sheet.yaml may map, by its schema
}


_START_ANEW = Wording(
    f"用 {PROGRAM} sheet --template 文件.xlsx 取一份空表，再填入内容。",
    f"Get an empty spreadsheet by {PROGRAM} sheet --template FILE.xlsx and fill it in.",
)
_ONLY_WHAT_IS_USED = Wording(
    "请删除最后一位员工以下的各行、最后一栏以右的各列（其中常有看不见的格式），或只把员工的各行复制到一份空表中，再保存。",
    "Delete the rows below the last hire and the columns beyond the last heading, or copy the hires to an empty table.",
)
_AS_UTF_8 = Wording(
    "在 Excel 或 WPS 中打开，另存为“CSV UTF-8（逗号分隔）”，或存为 .xlsx。",
    "Open it in a spreadsheet program and save it as 'CSV UTF-8', or as .xlsx.",
)
_TYPED_ANEW = Wording(
    "请把这一列的格式设为“文本”，再照原始资料重新填写。", "Set the column's format to Text, then type the value anew."
)
_SEVERAL_FILES = Wording("请分成几个文件，分几次生成。", "Split it into several files, one run each.")


def _unreadable(zh: str, en: str, hint: Wording = _START_ANEW) -> Finding:
    return fault("unreadable-table", zh, en).mend(*hint)


def _no_text(zh: str, en: str, rule: RuleName = "not-text") -> Finding:
    said = fault(rule, f"{{cell}} 的内容是{zh}，不是文字", f"{{cell}} holds {en}")
    return said.mend("复制这一格，用“粘贴为数值”写回，或直接输入文字。", "Paste it as a value, or type the text.")


LOCATED = Wording("“{label}”{cell}：{message}", "'{key}'{cell}: {message}")
"""What is wrong with a cell: its column, and the cell's name where it has one, stand before it."""

WORDS: Mapping[str, Wording] = {
    "above": Wording("栏目名以上的各行", "above the headings"),
    "left": Wording("填有离职日期的各行", "with a leaving date"),
    "below": Wording("合计、制表人等不是员工的各行", "with totals or signatures"),
    "and_more": Wording("等 {count} 列", "等 {count} 列"),
    "misspelt": Wording("“{heading}”是否应为“{label}”？", ""),
    "one_misspelt": Wording("", "A heading may be misspelt. "),
    "near": Wording("是否应为“{near}”？", "Did you mean '{near}'?"),
    "roles": Wording("岗位有：{roles}{more}。", "Roles: {roles}{more}."),
    "more_roles": Wording(" 等 {count} 个", " and others, {count} in all"),
    "roles_told": Wording("手册中的岗位见第 {row} 行的提示。", "The roles are listed at row {row}."),
    "to_map": Wording(
        "\n名单中有 {count} 种叫法不是手册中的岗位。是公司自己的叫法的，请在 content/sheet.yaml{under}加上：\n{lines}\n"
        "请先核对{gap}；以后的名单就认得这些叫法。",
        "\n{count} titles of the list name no role. Map those of your own in content/sheet.yaml{under}:\n{lines}\n"
        "Look them over first{gap}; then they are known for good.",
    ),
    "apart": Wording("各栏之间用制表符（Tab）或逗号隔开，不用空格。", "Tabs or commas, not spaces, part the columns. "),
    "in_file": Wording(" 中", ""),
    "under_titles": Wording(" 的 titles 下面", ", under titles"),
    "gap": Wording("，留着 …… 的换成岗位的标识符", ", and put the id of a role for ……"),
}
"""Parts of what is said."""

SAYINGS: Mapping[str, Finding] = {
    # Of a file, before it is a table.
    "not_regular": _unreadable("这不是普通文件，而是管道或设备", "this is no regular file"),
    "large": _unreadable("文件太大", "the file is too large", _ONLY_WHAT_IS_USED),
    "unreadable": _unreadable("{zh}", "{en}"),
    "too_much": _unreadable("{zh}", "{en}", _ONLY_WHAT_IS_USED),
    "empty": _unreadable("文件里没有内容", "the file is empty"),
    "no_csv": _unreadable("这不是 CSV 文件", "this is no CSV file", _AS_UTF_8),
    "utf_16": _unreadable("这个文件是 UTF-16 编码", "this file is in UTF-16", _AS_UTF_8),
    "big5": _unreadable("这个文件是 Big5 编码", "this file is in Big5", _AS_UTF_8),
    "no_text": _unreadable("此处既不是 UTF-8 也不是 GB18030（GBK）编码的文字", "neither UTF-8 nor GB18030 text"),
    "no_record": _unreadable("这一行不是 CSV（{problem}）", "this is no CSV ({problem})"),
    "long_line": _unreadable(
        f"这一行超过 {LIMITS['line']} 个字，可能有引号没有成对", f"more than {LIMITS['line']} characters"
    ),
    "many_lines": _unreadable(
        f"超过 {LAST_ROW} 行，其中多半是空行", f"more than {LAST_ROW} lines, most of them blank", _ONLY_WHAT_IS_USED
    ),
    "too_many": _unreadable(
        f"内容太多，从这一行起没有读取：一个文件最多 {MOST_ROWS} 位员工",
        f"too much: from here on nothing is read. A file holds at most {MOST_ROWS} hires",
        _SEVERAL_FILES,
    ),
    # Of an .xlsx file.
    "no_xlsx": _unreadable("这不是 .xlsx 文件，或已加密", "this is no unencrypted .xlsx file"),
    "damaged_xlsx": _unreadable("这个 .xlsx 文件已损坏{where}", "this .xlsx file is damaged{where}"),
    "large_xlsx": _unreadable("这个 .xlsx 文件解压后太大", "this .xlsx file unpacks to too much", _ONLY_WHAT_IS_USED),
    "other_sheet": warning(
        "unread-sheet", NOWHERE, "只读取第一张工作表“{read}”，未读取“{other}”", "only '{read}' is read, not '{other}'"
    ).mend("请把要用的内容放在第一张工作表中。", "Put what is to be read in the first sheet."),
    "merged": fault("merged-cells", "{cell} 是合并的单元格", "{cell} is merged").mend(
        "取消合并，每一行都写全；第一行是栏目名。", "Unmerge it and fill in each row; headings come first."
    ),
    "inexact": fault(
        "damaged-number",
        f"{{cell}} 的数字超过 {LIMITS['digits']} 位，末几位已被表格软件改掉",
        f"{{cell}} holds a number of more than {LIMITS['digits']} digits",
    ).mend(*_TYPED_ANEW),
    "formula": _no_text("公式", "a formula", "formula"),
    "error": _no_text("错误值", "an error value"),
    "truth": _no_text("真假值", "a truth value"),
    "duration": _no_text("时长", "a duration"),
    # Of a table.
    "passed": note("skipped-rows", NOWHERE, "略过了{what}，共 {number} 行", "passed over {number} rows {what}").mend(
        "其中若有要生成的员工，请改正后再试一遍。", "If a hire is among them, mend the row and try again."
    ),
    "twice": fault("duplicate-column", "“{label}”这一栏有两列", "two columns are called '{key}'").mend(
        "只保留一列。", "Keep one."
    ),
    "chosen": note(
        "chosen-column",
        NOWHERE,
        "有几列像是岗位，读取的是“{heading}”",
        "several columns may hold the role; '{heading}' is read",
    ).mend("不对的话，请把岗位所在的一列改名为“岗位”，删去其余几列。", "If that is wrong, keep only the right one."),
    "missing_column": fault("missing-column", "缺少“{label}”这一栏", "the column '{key}' is missing").mend(
        f"第一行写栏目名：{'、'.join(HEADINGS.values())}。名单另有叫法的，在 content/sheet.yaml 中写明：\n"
        "headings:\n  - heading: ……\n    column: {key}\n…… 换成名单里的栏目名，以后的名单就认得。",
        f"Headings: {', '.join(HEADINGS)}. Another word for one is mapped in content/sheet.yaml:\n"
        "headings:\n  - heading: ……\n    column: {key}\nPut the list's own word for ……; then it is known for good.",
    ),
    "no_headings": fault(
        "missing-column", "第一行像是员工，不是栏目名", "the first row looks like a hire, not like headings"
    ).mend(
        "请在上面加一行栏目名，按名单各列的顺序，例如：姓名、岗位、入职日期……{apart}可用的栏目：{labels}。",
        "Add a row of headings above it, in the order of the columns, such as: name, role, start. {apart}"
        "The columns are: {labels}.",
    ),
    "private": warning(
        "private-column",
        NOWHERE,
        "{headings}不应出现在岗位说明书的数据中，没有读取",
        "a role sheet has no business with {headings}; not read",
    ).mend("请从名单中删去这些列：说明书不需要，也就不应收集。", "Delete them: what is not needed is not collected."),
    "unknown_column": warning(
        "unknown-column",
        NOWHERE,
        "{headings}不是说明书的栏目，没有读取",
        "{headings}: no column of a role sheet, not read",
    ).mend("{meant}可用的栏目：{labels}。", "{meant}The columns are: {labels}."),
    "no_rows": fault("no-hires", "栏目名下面没有员工", "there are no hires below the headings").mend(
        "每位员工写一行。", "Write a row for each."
    ),
    "unchecked": fault(
        "unreadable-table",
        f"前面已有 {LIMITS['findings']} 处以上的错误，从这一行起没有检查",
        "too many errors: from here on unchecked",
    ).mend("先改正前面的错误，再检查一遍。", "Mend those above, and check again."),
    "missing": fault("missing-value", "没有填", "is missing").mend("填上。", "Fill it in."),
    "damaged": fault(
        "damaged-number",
        "“{value}”是表格软件改过的数字，不是原来的编号",
        "'{value}' is a number that a spreadsheet changed",
    ).mend(*_TYPED_ANEW),
    "counted": note(
        "day-number", NOWHERE, "{value} 是日期的序号，读作 {day}", "{value} counts days; read as {day}"
    ).mend("不对的话，请写成年-月-日。", "If that is wrong, write year-month-day."),
    "stray": fault("stray-cell", "这一格不属于任何栏目", "this cell stands under no heading").mend(
        "移到所属的栏目，或删去；文字里的逗号要放在引号内。", "Move or delete it; quote commas in texts."
    ),
    "taken": fault("duplicate-number", "“{value}”已见于第 {row} 行", "stands in row {row} already").mend(
        "核对两行的工号；同一个人只写一行。", "Compare the two rows; one row a person."
    ),
    "retired": fault("retired-role", "“{value}”已停用", "'{value}' is retired").mend(
        "换一个岗位。", "Choose another role."
    ),
    "ambiguous": fault("ambiguous-role", "“{value}”对应多个岗位", "'{value}' may mean several roles").mend(
        "写其中一个：{roles}。", "Write one of: {roles}."
    ),
    "unknown_role": fault("unknown-role", "没有叫“{value}”的岗位", "there is no role '{value}'").mend(
        "{near}{to_map}", "{near}{to_map}"
    ),
    "unknown_paper": fault("unknown-paper", "没有叫“{value}”的文书", "there is no paper '{value}'").mend(
        "文书有：{titles}；不填则为{default}。", "Papers: {titles}; an empty cell is {default}."
    ),
    "unsigned_paper": fault("unknown-paper", "{title}不印员工信息", "the paper {title} is about no hire").mend(
        "从名单中去掉，另用 --paper {title} 生成。", "Leave it out here, and make it by --paper {title}."
    ),
    # Of the page alone.
    "no_unpacking": _unreadable(
        "这个浏览器不能打开 .xlsx 文件",
        "this browser opens no .xlsx files",
        Wording(
            "请在 Excel 或 WPS 中打开，选中名单（连同栏目名），复制后粘贴到上面。",
            "Open it in a spreadsheet program, and copy the rows with their headings into the field above.",
        ),
    ),
    "no_paper": fault(
        "empty-paper",
        "岗位“{role}”没有可以印在{paper}上的内容",
        "the role {role} has nothing that the paper {paper} prints",
    ).mend("换一种文书，或在名单的“文书”一栏另写一种。", "Choose another paper, here or in the list."),
    "stopped": fault(
        "doubtful-sheet",
        "岗位“{role}”已批准，但其中有存疑的条款，不能生成岗位说明书",
        "the approved role {role} has a clause in doubt: no sheet is made",
    ).mend("请先在手册中核实、改正。", "Find out what is meant, and mend it first."),
    "too_many_at_once": fault(
        "unreadable-table",
        "一次最多 {most} 份，从这一行起没有生成",
        "at most {most} at once: nothing is made from here on",
    ).mend("请分几次生成。", "Make them in several runs."),
}
"""Everything that is said of a list, by a name that scripts know it by too."""


def saying(name: str, place: Position, **values: object) -> Finding:
    """What is said of a list, at its place and with what stands in the braces; see `Wording.filled`."""
    return replace(SAYINGS[name].filled(**values), at=place)
