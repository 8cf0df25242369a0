"""Rules of the commands that make something: the site, role sheets, exports."""

from rolebook.findings.manual.entry import Example, a_warning, an_error
from rolebook.findings.manual.snippets import DUTIES, PLAN, ROLE, ROLES

_ROLE = ROLE.replace("status: draft", "status: approved")
_SHEET = ("sheet", "客服经理", "--format", "pdf")
_RESPONSIBILITY = (*_SHEET, "--paper", "岗位责任书")
_TABLE = ("export", "--format", "xlsx", "--out", "out.xlsx")
_SETTINGS = "content/sheet.yaml"
_THEME = "templates/site/missing.html"
_RELEASE = "content/releases/2026.01.json"
_VERIFY = ("sheet", "--verify", "000000000000")
_EMPTY = '""'
_DOUBT = "  doubt: “每月、季度”是否漏写“年度”，不能确定。\n"
_CUT_OFF = ".rolebook/.rolebook-0123456789abcdef"


def _hired(*options: str) -> Example:
    return Example(ROLES, _ROLE, command=(*_SHEET, *options))


def _planned(status: str, doubt: str) -> Example:
    """A duty with this `doubt`, and a role of this status that lists it."""
    role = ROLE.replace("receive-customers", "draw-up-work-plan").replace("status: draft", f"status: {status}")
    return Example(DUTIES, PLAN + doubt, beside=(Example(ROLES, role),), command=_SHEET)


def _ruled(discussed: str, announced: str, effective: str) -> Example:
    """A rule document with these dates, and a role that it applies to."""
    dates = {"discussed": discussed, "announced": announced, "effective": effective}
    adoption = "".join(f"  {key}: {date or _EMPTY}\n" for key, date in dates.items())
    rule = f"""\
id: meetings
title: 会议制度
sources: [sample:1]
adoption:
{adoption}items:
  - id: weekly
    title: 周会
    text: 每周一开周会。
    origin:
      decided: 2026-11-01
      by: 人力资源部
      reason: 总经理办公会决定
"""
    role = Example(ROLES, _ROLE + "rules:\n  - meetings\n")
    return Example("content/rules/meetings.yaml", rule, beside=(role,), command=_SHEET)


def _rewarded(inferred: str) -> Example:
    """A role that lists a reward, and what an editor supposed of it."""
    reward = """\
- id: a-suggestion-taken-up
  text: 提出的建议被采纳，奖励100元。
  origin:
    decided: 2026-11-01
    by: 人力资源部
    reason: 总经理办公会决定
  achievements: [建议被采纳]
  rewards:
    - kind: bonus
      amount: 100
      unit: CNY
      wording: 奖励100元
"""
    beside = (Example("content/rewards/suggestions.yaml", reward),)
    role = f"{_ROLE}rewards:\n  - a-suggestion-taken-up\n{inferred}"
    return Example(ROLES, role, beside=beside, command=_RESPONSIBILITY)


def _lateness(cases: int) -> str:
    """A penalty of so many cases, each of them described at great length."""
    described = "".join(f"    - 第 {number} 种情形：{'迟到、' * 600}早退。\n" for number in range(cases))
    return f"""\
- id: lateness
  text: 迟到早退，警告一次。
  origin:
    decided: 2026-11-01
    by: 人力资源部
    reason: 总经理办公会决定
  violations:
{described}  sanctions:
    - kind: warning
      wording: 警告一次
"""


OUTPUTS = (
    a_warning("altered-release", "已发布版本在发布之后被改动过。", "A release was altered after it was made.").because(
        "已发布版本用来核对以前印出的说明书，一经发布就不再改动。请从版本库取回原来的文件；内容有变化的，另发布一个版本。",
        Example(
            _RELEASE, '{"format": 1, "library": {"version": "2026.01", "digest": "0123456789ab"}}', command=_VERIFY
        ),
        Example("content/releases/.keep", "", command=_VERIFY),
    ),
    a_warning(
        "before-the-start",
        "录用条件确认书要在入职之前签署。",
        "The conditions of the probation are to be signed before the start.",
    ).because(
        "《劳动合同法》第三十九条第（一）项：劳动者在试用期间被证明不符合录用条件的，用人单位可以解除劳动合同。"
        "录用条件须事先明确并告知，因此请在入职之前签署；具体做法请征求法律意见。",
        Example(ROLES, _ROLE, command=(*_SHEET, "--paper", "录用条件确认书")),
        Example(ROLES, _ROLE, command=_SHEET),
    ),
    an_error("broken-template", "岗位说明书的模板有误。", "The template of the role sheets is broken.").because(
        "templates/sheet 中的文件决定说明书的样式。请改正，或从版本库取回。"
        "Word 模板（sheet.docx）中的链接可以指向网址（http、https）或邮箱（mailto）；其余引用文件以外内容的，一律不用。",
        Example("templates/sheet/sheet.typ", "#let 坏了 = (\n", command=("sheet", "客服代表", "--format", "pdf")),
        Example(ROLES, _ROLE, command=_SHEET),
    ),
    an_error("broken-theme", "网站的模板或设置有误。", "The site's theme or configuration is broken.").because(
        "templates/site 中的文件决定网站的样式。请改正，或从版本库取回。原有网站未改动。",
        Example(_THEME, "{% block main %}\n", command=("site",)),
        Example(ROLES, _ROLE, command=("site",)),
    ),
    an_error(
        "cell-too-long", "文字太长，电子表格的一格无法容纳。", "A text does not fit into a cell of a spreadsheet."
    ).because(
        "一格最多 32767 个字。请导出为 CSV 或 JSON，或把这一条拆成几条。",
        Example("content/penalties/lateness.yaml", _lateness(20), command=_TABLE),
        Example("content/penalties/lateness.yaml", _lateness(2), command=_TABLE),
    ),
    a_warning("doubtful-draft", "草稿印有存疑的条款。", "The sheet of a draft prints a clause in doubt.").because(
        "草稿可以照常打印，用来核对。批准以前请向提供原文的部门核实，改正正文，再删去 doubt。",
        _planned("draft", _DOUBT),
        _planned("draft", ""),
    ),
    an_error(
        "doubtful-sheet",
        "已批准的岗位用到存疑的条款，不能生成说明书。",
        "An approved role has a clause in doubt: no sheet is made.",
    ).because(
        "已批准的说明书是要签字的，不能印有含义不明的条款。请核实后改正正文，再删去 doubt；"
        "存疑的条款所在的一栏不印时，可以用 --without 略去这一栏。",
        _planned("approved", _DOUBT),
        _planned("approved", ""),
    ),
    a_warning(
        "draft-role", "岗位仍是草稿，印出的文书带有“草稿”水印。", "A role is a draft, so its sheet is watermarked."
    ).because(
        "批准后把 status 改为 approved，再生成一次。",
        Example(ROLES, _ROLE.replace("approved", "draft"), command=_SHEET),
        Example(ROLES, _ROLE, command=_SHEET),
    ),
    a_warning(
        "unreleased-version", "文书印自没有发布的内容。", "A paper is made of content that is not released."
    ).because(
        "核验按校验码在当前内容和各个已发布版本中查找。没有发布的内容一改，印有它的文书就查不到了，看上去像伪造的，"
        "也做不了补充说明。先用 release 发布，再印要签字的文书。",
        Example(ROLES, _ROLE, command=_SHEET),
        Example(ROLES, _ROLE, command=("release", "--by", "人力资源部", "--reason", "示例")),
    ),
    a_warning(
        "role-out-of-term", "岗位在这一天不在有效期内。", "A role is not valid on the day that is judged by."
    ).because(
        "文书照样印出，表头印有生效日期和有效期。这一天是 content/library.yaml 的 date，或 --as-of 写明的日期。"
        "请核对日期；不再使用的岗位，用 retire 停用。",
        Example(ROLES, f"{_ROLE}effective: 2030-01-01\n", command=_SHEET),
        Example(ROLES, _ROLE, command=_SHEET),
    ),
    an_error("empty-paper", "岗位没有可以印在这种文书上的内容。", "A role has nothing that a paper prints.").because(
        "文书的各个栏目，这个岗位都没有填写。请先填写其中的栏目，或换一种文书。",
        Example(ROLES, _ROLE, command=(*_SHEET, "--paper", "规章制度签收单")),
        Example(ROLES, _ROLE, command=_SHEET),
    ),
    an_error("impossible-date", "入职日期不是真实的日期。", "The start is no real date.").because(
        "请写成 2026-11-24 的形式。",
        _hired("--name", "示例", "--start", "2026-02-30"),
        _hired("--name", "示例", "--start", "2026-02-28"),
    ),
    a_warning(
        "inferred-penalties",
        "所印的文书有处罚条款，它们适用于这个岗位是编者的推定。",
        "A sheet prints penalties that apply to its role by an editor's supposition.",
    ).because(
        "原文没有写明这些处罚适用于谁。签署之前请确认；确认以后，请从岗位（或部门）的 inferred 中删去 penalties。"
        "不印处罚条款的，请加上 --without penalties。",
        Example(ROLES, _ROLE + "penalties:\n  - late-report\ninferred: [penalties]\n", command=_RESPONSIBILITY),
        Example(ROLES, _ROLE + "penalties:\n  - late-report\n", command=_RESPONSIBILITY),
    ),
    a_warning(
        "inferred-rewards",
        "所印的文书有奖励条款，它们适用于这个岗位是编者的推定。",
        "A sheet prints rewards that apply to its role by an editor's supposition.",
    ).because(
        "原文没有写明这些奖励适用于谁。签署之前请确认；确认以后，请从岗位（或部门）的 inferred 中删去 rewards。"
        "不印奖励条款的，请加上 --without rewards。",
        _rewarded("inferred: [rewards]\n"),
        _rewarded(""),
    ),
    an_error(
        "internal-error", "程序内部出错，命令没有完成。", "The program failed, and the command was not completed."
    ).because(
        "这是程序的问题，内容可能没有错误。没有哪个文件只写了一半：写入的文件要么是原来的，要么是完整的。"
        "请把显示的各行和所用的命令告诉维护程序的同事；设置环境变量 ROLEBOOK_DEBUG=1 后再运行一次，可以看到细节。"
    ),
    an_error("missing-character", "有一个字，所有字体中都没有。", "No font has a character.").because(
        "印出来会是一个方框，因此不生成。请换一个写法，或用 --extra-fonts 指明含有这个字的字体所在的文件夹。",
        _hired("--name", "示例\U0001f409"),
        _hired("--name", "示例"),
    ),
    an_error("missing-logo", "找不到标志图片。", "The logo is missing.").because(
        "sheet.yaml 中的 logo 是 content 中一张图片的文件名。请放入图片，或把 logo 留空。",
        Example(_SETTINGS, "logo: logo.png\n", beside=(Example(ROLES, _ROLE),), command=_SHEET),
        Example(_SETTINGS, 'logo: ""\n', beside=(Example(ROLES, _ROLE),), command=_SHEET),
    ),
    an_error(
        "missing-tag",
        "公司自己的 Word 模板没有某一栏（或签名各方）的标记。",
        "A company's own Word template has no tags for a section, or for who signs.",
    ).because("这一栏已经填写，印出来却会缺少，因此不生成；check 只作警告。请参照自带的模板补上标记，或改用其他格式。"),
    a_warning("money-penalties", "所印的文书有经济处罚（罚款、扣款）。", "A sheet prints money penalties.").because(
        "用人单位能否对员工罚款，法律上有争议，签署之前请征求法律意见。不印处罚条款的，请加上 --without penalties。",
        Example(ROLES, _ROLE + "penalties:\n  - late-report\n", command=_RESPONSIBILITY),
        Example(ROLES, _ROLE + "penalties:\n  - late-report\n", command=_SHEET),
    ),
    a_warning(
        "newer-release", "已发布版本由更新的 Rolebook 写成。", "A release was written by a newer Rolebook."
    ).because(
        "本程序不认识它的格式，无法核对。请先更新 Rolebook。",
        Example(_RELEASE, '{"format": 1000}', command=_VERIFY),
        Example("content/releases/.keep", "", command=_VERIFY),
    ),
    an_error(
        "not-formatted",
        "fmt 的整理会改变内容，因此未改动这个文件。",
        "fmt would have changed the content and left a file alone.",
    ).because("这是 fmt 程序的问题，内容没有错误。请把这个文件发给维护程序的同事。"),
    an_error("private-data", "员工信息中有不应填写的个人信息。", "A hire's data holds what must not be there.").because(
        "说明书不需要、也不收集身份证号、电话、护照和通行证号、银行卡号、邮箱和住址。请删去。",
        _hired("--name", "示例", "--remarks", "身份证号110101199003070011"),
        _hired("--name", "示例", "--remarks", "试用期满后转正"),
    ),
    an_error("retired-role", "岗位已停用，不能生成说明书。", "A role is retired: no sheet is made.").because(
        "请换一个岗位；确需继续使用的，取消它的 retired。",
        Example(
            ROLES,
            _ROLE.replace("approved", "retired") + "retired:\n  date: 2026-11-01\n  reason: 岗位撤销\n",
            command=_SHEET,
        ),
        Example(ROLES, _ROLE, command=_SHEET),
    ),
    a_warning(
        "unfilled-sections", "文书应有的栏目没有内容，印不出来。", "Sections that belong on a paper are not filled."
    ).because(
        "例如没有考核指标和处罚条款的岗位责任书、没有试用期标准的录用条件确认书。请填写以后再印，或确认不需要这几栏。",
        Example(ROLES, _ROLE, command=_RESPONSIBILITY),
        Example(ROLES, _ROLE, command=_SHEET),
    ),
    an_error(
        "unfinished-edit",
        "上一次修改内容的命令被中断，无法自动恢复。",
        "A command that edits was cut off, and what it did cannot be taken back.",
    ).because(
        "修改几个文件的命令（改名、合并、整理等）先在 .rolebook 文件夹中记下要做的事；中途被中断的，下一个命令自动恢复到修改之前。"
        "文件在此期间又被人改动，或者记录已损坏的，程序不作改动：请核对提示中的文件，有误的从版本库取回，然后删去提示中的文件夹。",
        Example(
            f"{_CUT_OFF}/journal.json",
            "{}\n",
            beside=(Example(f"{_CUT_OFF}/owner.json", '{"format": 1, "output": "", "token": "0123456789abcdef"}\n'),),
        ),
        Example(".rolebook/.gitignore", "*\n"),
    ),
    a_warning(
        "unregistered-rule",
        "所印的文书列出的管理制度没有登记讨论、公示或生效日期。",
        "A sheet lists rules whose adoption is not entered.",
    ).because(
        "《劳动合同法》第四条：直接涉及劳动者切身利益的规章制度，应当经职工代表大会或者全体职工讨论，与工会或者职工代表平等"
        "协商确定，并公示或者告知劳动者。已经办理的，请把日期登记在制度文件的 adoption 中；不印管理制度的，请加上 --without rules。",
        _ruled("2026-10-01", "", ""),
        _ruled("2026-10-01", "2026-10-15", "2026-11-01"),
    ),
    an_error("unwritable-output", "无法写入这个位置。", "The output cannot be written.").because(
        "请检查文件夹的权限和磁盘空间，关闭正在使用它的程序（例如已打开同名文件的 Word），或用 --out 换一个位置。原有内容未改动。",
        Example("file.txt", "这是一个文件。\n", command=("export", "--format", "json", "--out", "file.txt/out.json")),
        Example("file.txt", "这是一个文件。\n", command=("export", "--format", "json", "--out", "folder/out.json")),
    ),
)
