"""Rules of what people fill in: the table of hires, the collection form (`collect`), and the review of an import."""

from rolebook.findings.manual.entry import Example, a_note, a_warning, an_error
from rolebook.words.program import PROGRAM

_FILE = "hires.csv"
_BATCH = ("sheet", "--hires", _FILE)
_RIGHT = Example(_FILE, "姓名,岗位\n示例,客服代表\n", command=_BATCH)


def _table(text: str) -> Example:
    return Example(_FILE, text, command=_BATCH)


def _wrong(text: str) -> tuple[Example, Example]:
    """A table that breaks a rule, and one that keeps all."""
    return _table(text), _RIGHT


def _contract(company: str) -> Example:
    settings = (
        "title: 示例手册\norganisation: 示例集团\ncompanies:\n  - id: stores\n    name: 示例门店有限公司\n"
        'version: "2026.11"\ndate: 2026-11-24\n'
    )
    beside = (Example("content/library.yaml", settings),)
    return Example(_FILE, f"姓名,岗位,用人单位\n示例,客服代表,{company}\n", beside=beside, command=_BATCH)


HIRES = (
    an_error("ambiguous-role", "一个名称对应多个岗位。", "A name may mean several roles.").because(
        "别名可以重复，名称和标识符不重复。请写岗位的名称或标识符。",
        Example(
            _FILE,
            "姓名,岗位\n示例,经理\n",
            beside=(
                Example(
                    "content/roles/office-manager.yaml",
                    "id: office-manager\ntitle: 办公室经理\naliases:\n  - 经理\ndepartment: service\nindustry: general\n"
                    "level: manager\nduties:\n  - receive-customers\nstatus: approved\nowner: 人力资源部\n",
                ),
                Example(
                    "content/roles/store-manager.yaml",
                    "id: store-manager\ntitle: 门店经理\naliases:\n  - 经理\ndepartment: service\nindustry: general\n"
                    "level: manager\nduties:\n  - receive-customers\nstatus: approved\nowner: 人力资源部\n",
                ),
            ),
            command=_BATCH,
        ),
        _RIGHT,
    ),
    a_note("chosen-column", "有几列像是岗位。", "Several columns may hold the role.").because(
        "读取的是内容多为手册中岗位的一列。不对的话，请只保留一列，改名为“岗位”。",
        *_wrong("姓名,职务,职位\n示例,P4,客服代表\n"),
    ),
    an_error("damaged-number", "编号被表格软件改过。", "A spreadsheet changed a number.").because(
        "长数字会变成科学计数法，或末几位变成 0。请把这一列的格式设为“文本”，再照原始资料重新填写。",
        *_wrong("姓名,工号,岗位\n示例,2.02603E+17,客服代表\n"),
    ),
    a_note("day-number", "一个数字读成了日期。", "A number was read as a day.").because(
        "表格软件把日期存为天数，没有设日期格式时显示为五位数字。请核对读出的日期。",
        *_wrong("姓名,岗位,入职日期\n示例,客服代表,46082\n"),
    ),
    an_error("duplicate-column", "同一个栏目有两列。", "Two columns have one heading.").because(
        "无法确定读取哪一列。请只保留一列。", *_wrong("姓名,岗位,姓名\n示例,客服代表,示例\n")
    ),
    an_error("duplicate-number", "两行写了同一个工号。", "Two rows have one employee number.").because(
        "一人只写一行，一个工号只属于一人。请核对两行。",
        _table("姓名,岗位,工号\n示例甲,客服代表,S001\n示例乙,客服代表,S001\n"),
        _table("姓名,岗位,工号\n示例甲,客服代表,S001\n示例乙,客服代表,S002\n"),
    ),
    an_error("formula", "单元格的内容是公式，不是文字。", "A cell holds a formula.").because(
        "公式不会被计算。请复制这一格，用“粘贴为数值”写回。"
    ),
    an_error("merged-cells", "有合并的单元格。", "Cells are merged.").because(
        "合并后无法确定内容属于哪一行。请取消合并，每一行都写全。"
    ),
    an_error("missing-column", "缺少必需的栏目。", "A column is missing.").because(
        "至少要有姓名和岗位。第一行请写栏目名。", *_wrong("姓名,工号\n示例,S001\n")
    ),
    an_error("missing-value", "必填的一格没有填写。", "A required cell is empty.").because(
        "每一行都要有姓名和岗位。", *_wrong("姓名,岗位\n示例,\n")
    ),
    an_error("no-hires", "栏目名下面没有员工。", "There are no rows.").because(
        "每位员工写一行。", *_wrong("姓名,岗位\n")
    ),
    a_warning(
        "private-column", "有一列是说明书不需要的个人信息。", "A column holds personal data that a sheet does not need."
    ).because(
        "身份证号、电话、住址等，说明书不需要，因此不应收集（个人信息保护法第六条）。这些列没有读取，但请从名单中删去。",
        *_wrong("姓名,岗位,身份证号\n示例,客服代表,\n"),
    ),
    a_note("skipped-rows", "略过了几行。", "Some rows were passed over.").because(
        "栏目名以上的标题、合计和制表人，以及填有离职日期的员工，不生成说明书。请核对其中有没有漏掉的员工。",
        *_wrong("新员工名单\n姓名,岗位\n示例,客服代表\n"),
    ),
    an_error("stray-cell", "有一格不属于任何栏目。", "A cell stands under no heading.").because(
        "多因文字中的逗号把一格分成了两格。含有逗号的文字请放进引号。", *_wrong("姓名,岗位\n示例,客服代表,多出的一格\n")
    ),
    an_error("tracked-hires", "git 会把员工名单收入仓库。", "git would take the table of hires in.").because(
        "员工的资料不应存放在仓库中。请移到其他文件夹，或改名为 hires….csv（已列入 .gitignore）。"
    ),
    an_error("tracked-output", "git 会把生成的说明书收入仓库。", "git would take the sheets in.").because(
        "说明书上有员工的资料，因此没有生成。请换一个位置，例如 out 或仓库以外的文件夹。"
    ),
    a_warning("unknown-column", "没有这个栏目。", "There is no such column.").because(
        "这些列没有读取，不影响生成。若是栏目名写错了，请按提示改名。", *_wrong("姓名,岗位,班次\n示例,客服代表,早班\n")
    ),
    an_error("unknown-company", "没有这家用人单位。", "There is no such company.").because(
        "请写 content/library.yaml 的 companies 中的名称或标识符；不写，则印单位名称。",
        _contract("别的公司"),
        _contract("示例门店有限公司"),
    ),
    an_error(
        "unknown-paper", "没有这种文书，或它不印员工信息。", "There is no such paper, or it is about no hire."
    ).because(
        "“文书”这一栏写文书的名称或标识符，例如 岗位责任书；不填则为岗位说明书。招聘启事不印员工信息，不写进名单。",
        _table("姓名,岗位,文书\n示例,客服代表,责任状\n"),
        _table("姓名,岗位,文书\n示例,客服代表,岗位责任书\n"),
    ),
    an_error("unknown-role", "没有这个岗位。", "There is no such role.").because(
        "请写岗位的名称、别名或标识符。公司自己的叫法，在 content/sheet.yaml 的 titles 中写明一次；改法里有现成的几行。",
        *_wrong("姓名,岗位\n示例,航天员\n"),
    ),
    a_warning("unread-sheet", "只读取第一张工作表。", "Only the first sheet was read.").because(
        "请把要用的内容放在第一张工作表中。"
    ),
    a_warning("unreadable-release", "有一个已发布版本无法读取，本次未核对。", "A release cannot be read.").because(
        "请从版本库取回原来的文件。",
        Example("content/releases/2026.01.json", "{", command=("sheet", "--verify", "000000000000")),
        Example("content/roles/.keep", "", command=("sheet", "--verify", "000000000000")),
    ),
    an_error("unreadable-table", "无法读取员工名单。", "The table of hires cannot be read.").because(
        "文件不是电子表格，或是空的、已损坏、已加密，或内容太多（一个文件最多五万位员工）。表格太大，"
        "往往是最后一行以下、最后一栏以右有看不见的格式：请删去这些行和列。"
        f"也可以用 {PROGRAM} sheet --template 取一份空表，再填入内容。",
        *_wrong(""),
    ),
)

FORM = (
    an_error("fixed-cell", "采集表里不能改的格被改了。", "A cell of the form was changed that may not be.").because(
        "标识、出处、已经公布的数额，改了就对不上原来的条款和来源。请按提示改回；要改，请编辑提示里的文件。"
    ),
    an_error(
        "unread-cell",
        "采集表或核对表的一格读不出，或没有填。",
        "A cell of the form or the review cannot be read, or is not filled.",
    ).because("填好的表读入时不作猜测。请在 Excel 或 WPS 中打开，按提示改正那一格，保存后再导入。"),
)
