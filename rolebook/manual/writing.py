"""Rules about the writing of YAML: signs, indentation, quotes, brackets."""

from rolebook.findings import Severity, Wording
from rolebook.manual.entry import Entry, Example

_FILE = "content/duties/planning.yaml"
_ROLE_FILE = "content/roles/sales-manager.yaml"


def _duty(wrong: str, right: str) -> tuple[Example, Example]:
    return Example(_FILE, wrong), Example(_FILE, right)


def _role(wrong: str, right: str) -> tuple[Example, Example]:
    """A role's file in which some lines are in question."""
    rest = "department: sales\nindustry: general\nlevel: manager\nstatus: draft\nowner: 人力资源部\n"
    return Example(_ROLE_FILE, wrong + rest), Example(_ROLE_FILE, right + rest)


_PLAN = """\
- id: draw-up-sales-plan
  text: 制定每月、季度销售计划。
  sources: [sample:3]
"""
_ROLE = "id: sales-manager\ntitle: 销售经理\nduties: []\n"

WRITING = (
    Entry(
        "bad-dash",
        Severity.ERROR,
        Wording("列表的短横写得不对。", "The dash of a list is not written right."),
        "列表的每一条以半角短横加一个空格开头。中文输入法打出的“－”“—”“•”，或者短横后面没有空格，都不算。",
        *_duty(_PLAN.replace("- id", "-id"), _PLAN),
    ),
    Entry(
        "bad-entry",
        Severity.ERROR,
        Wording("方括号里有一项读不懂。", "An entry of a list in brackets cannot be read."),
        "方括号里只写标识符、行号和数字，用半角逗号加一个空格隔开；两个逗号之间不能是空的，也不能有 # 之类的符号。",
        *_duty(
            _PLAN.replace("[sample:3]", "[sample:3, , sample:5]"), _PLAN.replace("[sample:3]", "[sample:3, sample:5]")
        ),
    ),
    Entry(
        "bad-escape",
        Severity.ERROR,
        Wording("双引号里的反斜杠用错了。", "A backslash in double quotes means something else."),
        "双引号里的反斜杠有特别的意思。改用单引号，或者把反斜杠写成两个；能不用反斜杠就不用。",
        *_duty(
            _PLAN.replace("制定每月、季度销售计划。", '"把计划存到 D:\\计划。"'),
            _PLAN.replace("制定每月、季度销售计划。", "'把计划存到 D:\\计划。'"),
        ),
    ),
    Entry(
        "bad-indentation",
        Severity.ERROR,
        Wording("这一行的缩进与同级的行对不齐。", "A line is not aligned with its siblings."),
        "同级的行左边对齐，下一级比上一级多两个空格。缩进决定一行属于哪一条，差一格意思就变了。",
        *_duty(_PLAN.replace("  sources", "   sources"), _PLAN),
    ),
    Entry(
        "bad-key",
        Severity.ERROR,
        Wording("键不是一个词。", "A key is not a word."),
        "冒号前面只写一个键，例如 text、sources；不写列表、空白或别的符号。",
        *_role("id: sales-manager\ntitle: 销售经理\n[duties]: []\n", _ROLE),
    ),
    Entry(
        "bad-number",
        Severity.ERROR,
        Wording("这不是可用的数字。", "This is no usable number."),
        "数字最多十八位，不能是无穷大之类。编号、电话一类的“数字”其实是文字，放进双引号。",
        *_role(_ROLE + "headcount: .inf\n", _ROLE + "headcount: 3\n"),
    ),
    Entry(
        "conflict-marker",
        Severity.ERROR,
        Wording("文件里留着合并冲突的标记。", "A file still holds the markers of a merge conflict."),
        "两个人改了同一处，版本库把两份都留在这里等人选。在 <<<<<<< 与 >>>>>>> 之间留下要的一份，删去三行标记；"
        "拿不准就请管理仓库的同事帮忙。",
        *_role(
            "id: sales-manager\n<<<<<<< HEAD\ntitle: 销售经理\n=======\ntitle: 销售部经理\n>>>>>>> 修改\nduties: []\n",
            _ROLE,
        ),
    ),
    Entry(
        "cut-by-hash",
        Severity.ERROR,
        Wording("“#”后面的文字会被当成注释丢掉。", "What follows a # is cut off as a comment."),
        "YAML 里空格加 # 表示注释，手册里看不到。是正文就把整句放进引号；真是注释，就在 # 前空两格、后空一格。",
        *_duty(
            _PLAN.replace("制定每月、季度销售计划。", "制定 #1 项目的销售计划。"),
            _PLAN.replace("制定每月、季度销售计划。", '"制定 #1 项目的销售计划。"'),
        ),
    ),
    Entry(
        "duplicate-key",
        Severity.ERROR,
        Wording("同一处有两个相同的键。", "A key stands twice in one place."),
        "只有一个会生效，另一个悄悄丢掉，所以不允许。留下一个；要写两条，就另起一条，从“- id:”开始。",
        *_duty(_PLAN + "  text: 监督计划的执行。\n", _PLAN),
    ),
    Entry(
        "full-width-colon",
        Severity.ERROR,
        Wording("键后面用了全角冒号“：”。", "A key is followed by a full-width colon."),
        "键和值之间是半角冒号加一个空格。中文输入法打出的“：”只能用在正文里。运行 python build.py fmt 可以改好。",
        *_duty(_PLAN.replace("text: ", "text："), _PLAN),
    ),
    Entry(
        "full-width-comma",
        Severity.ERROR,
        Wording("方括号里用了全角逗号或顿号。", "A list in brackets has a full-width comma."),
        "方括号里的各项用半角逗号加一个空格隔开，否则几项会连成一项。",
        *_duty(
            _PLAN.replace("[sample:3]", "[sample:3，sample:5]"), _PLAN.replace("[sample:3]", "[sample:3, sample:5]")
        ),
    ),
    Entry(
        "list-after-key",
        Severity.ERROR,
        Wording("列表写在了键的同一行。", "A list begins on the line of its key."),
        "冒号后面换行，每条一行，以“- ”开头。",
        *_role(
            "id: sales-manager\ntitle: 销售经理\nduties: - receive-customers\n",
            "id: sales-manager\ntitle: 销售经理\nduties:\n  - receive-customers\n",
        ),
    ),
    Entry(
        "missing-colon",
        Severity.ERROR,
        Wording("这一行缺少冒号。", "A line lacks its colon."),
        "每一行写成“键: 值”，冒号用半角，后面空一格。",
        *_duty(_PLAN.replace("text: ", "text "), _PLAN),
    ),
    Entry(
        "missing-dash",
        Severity.ERROR,
        Wording("列表里有一行没有以“- ”开头。", "An entry of a list lacks its dash."),
        "列表的每一条都以半角短横加一个空格开头，与上面的几条对齐。",
        *_role(
            "id: sales-manager\ntitle: 销售经理\nduties:\n  - draw-up-sales-plan\n  receive-customers\n",
            "id: sales-manager\ntitle: 销售经理\nduties:\n  - receive-customers\n",
        ),
    ),
    Entry(
        "no-anchors",
        Severity.ERROR,
        Wording("用了锚点、别名或合并键（& * <<）。", "Anchors, aliases and merge keys are not used here."),
        "以 & 或 * 开头的值在 YAML 里是引用，手册不用它：内容要看得见、搜得到。若是正文里的强调记号（**重点**），去掉它或把整句放进引号。",
        *_duty(
            _PLAN.replace("制定每月、季度销售计划。", "*重点*制定每月、季度销售计划。"),
            _PLAN,
        ),
    ),
    Entry(
        "no-block-scalars",
        Severity.ERROR,
        Wording("用了“|”或“>”多行文字。", "Texts on several lines are not used here."),
        "一条文字写在一行里，接在冒号后面。折行会在汉字之间多出空格；编辑器会自动换行显示，不必自己换。",
        *_duty(_PLAN.replace("制定每月、季度销售计划。", "|\n    制定每月、季度\n    销售计划。"), _PLAN),
    ),
    Entry(
        "no-flow-mappings",
        Severity.ERROR,
        Wording("用了花括号写法 { }。", "Mappings in braces are not used here."),
        "一行写一个“键: 值”，别人改其中一项时，版本对比才看得清。若是正文，把整句放进引号。",
        *_duty("- {id: draw-up-sales-plan, text: 制定销售计划。, sources: [sample:3]}\n", _PLAN),
    ),
    Entry(
        "no-space-after-colon",
        Severity.ERROR,
        Wording("冒号后面少一个空格。", "A colon lacks the space behind it."),
        "半角冒号后面空一格，否则整行会被当成一段文字。",
        *_duty(_PLAN.replace("text: ", "text:"), _PLAN),
    ),
    Entry(
        "no-tags",
        Severity.ERROR,
        Wording("值以“!”开头，被当成了标签。", "A value begins with a tag (!)."),
        "标签是给程序用的，手册不用它。若是正文，把整句放进引号。",
        *_duty(_PLAN.replace("制定每月", "!重要 制定每月"), _PLAN),
    ),
    Entry(
        "reserved-character",
        Severity.ERROR,
        Wording("值的第一个字符有特别的意思。", "A value begins with a character that means something to YAML."),
        "% @ ` 等符号不能放在值的开头。把整句放进引号。",
        *_duty(
            _PLAN.replace("制定每月、季度销售计划。", "@全体销售人员，制定每月销售计划。"),
            _PLAN.replace("制定每月、季度销售计划。", '"@全体销售人员，制定每月销售计划。"'),
        ),
    ),
    Entry(
        "second-colon",
        Severity.ERROR,
        Wording("正文里又有一个“冒号加空格”。", "A text holds a second colon and space."),
        "它会被当成另一个键。正文里用全角冒号“：”；或者把整句放进半角引号。",
        *_duty(
            _PLAN.replace("制定每月", "销售计划: 制定每月"),
            _PLAN.replace("制定每月", "销售计划：制定每月"),
        ),
    ),
    Entry(
        "second-document",
        Severity.ERROR,
        Wording("文件里出现了第二个文档（---）。", "A file holds a second document (---)."),
        "一个文件只放一份内容。删去“---”这一行；若是两份，分成两个文件。",
        *_duty(_PLAN + "---\n" + _PLAN, _PLAN),
    ),
    Entry(
        "stale-comment",
        Severity.NOTE,
        Wording("标识符后面的注释与那一条的文字不同。", "The comment behind an id is not the text of its clause."),
        "列表里标识符后面的注释只是给编辑看的摘抄，不影响手册；那一条改了文字以后它就旧了。运行 python build.py fmt 更新。",
        *_role(
            "id: sales-manager\ntitle: 销售经理\nduties:\n  - receive-customers  # 接待客人\n",
            "id: sales-manager\ntitle: 销售经理\nduties:\n  - receive-customers  # 接待来访顾客。\n",
        ),
    ),
    Entry(
        "stray-dash",
        Severity.ERROR,
        Wording("“- ”出现在不是列表的地方。", "A dash stands where no list is."),
        "这里应当是“键: 值”。去掉短横；或者检查缩进，看它是否应当属于上面的列表。",
        *_role("id: sales-manager\n- title: 销售经理\nduties: []\n", _ROLE),
    ),
    Entry(
        "tab",
        Severity.ERROR,
        Wording("行里有一个制表符（Tab）。", "A line holds a tab."),
        "制表符看起来像空格，宽度却因编辑器而异。换成空格。",
        *_duty(_PLAN.replace("text: ", "text:\t"), _PLAN),
    ),
    Entry(
        "tab-indentation",
        Severity.ERROR,
        Wording("缩进里有制表符（Tab）。", "The indentation holds a tab."),
        "缩进只用空格，每级两个。VS Code 打开本仓库时按 Tab 键输入的就是空格；运行 python build.py fmt 也可以改好。",
        *_duty(_PLAN.replace("  text", "\ttext"), _PLAN),
    ),
    Entry(
        "text-after-bracket",
        Severity.ERROR,
        Wording("方括号合上之后还有文字。", "Text follows a closing bracket."),
        "以方括号开头的值是列表。若是正文，把整句放进引号，或者改用全角的“【】”。",
        *_duty(
            _PLAN.replace("制定每月", "[重要]制定每月"),
            _PLAN.replace("制定每月、季度销售计划。", '"[重要]制定每月、季度销售计划。"'),
        ),
    ),
    Entry(
        "text-after-quote",
        Severity.ERROR,
        Wording("引号合上之后还有文字。", "Text follows a closing quote."),
        "以半角引号开头的值到下一个引号就结束了。整句放进一对引号，里面的引号用“”；或者整句都不用半角引号。",
        *_duty(
            _PLAN.replace("制定每月、季度销售计划。", '"滚动"制定每月销售计划。'),
            _PLAN.replace("制定每月、季度销售计划。", "“滚动”制定每月销售计划。"),
        ),
    ),
    Entry(
        "unclosed-bracket",
        Severity.ERROR,
        Wording("方括号没有合上。", "A bracket is not closed."),
        "在列表末尾补上“]”。",
        *_duty(_PLAN.replace("sample:3]", "sample:3"), _PLAN),
    ),
    Entry(
        "unclosed-quote",
        Severity.ERROR,
        Wording("引号没有合上。", "A quote is not closed."),
        "在句末补上同样的半角引号；正文一般不需要引号，也可以把开头的引号去掉。",
        *_duty(
            _PLAN.replace("制定每月、季度销售计划。", '"制定每月、季度销售计划。'),
            _PLAN.replace("制定每月、季度销售计划。", '"制定每月、季度销售计划。"'),
        ),
    ),
    Entry(
        "wide-space-indentation",
        Severity.ERROR,
        Wording("缩进里有全角空格。", "The indentation holds a full-width space."),
        "中文输入法全角状态下打出的空格不算缩进。换成半角空格，每级两个；运行 python build.py fmt 也可以改好。",
        *_duty(_PLAN.replace("  text", "\u3000text"), _PLAN),
    ),
    Entry(
        "wrapped-text",
        Severity.ERROR,
        Wording("一条文字被折成了几行。", "A text runs over several lines."),
        "把它接成一行：折行会在汉字之间多出空格。或者是下一行缺了冒号、短横或缩进。",
        *_duty(_PLAN.replace("制定每月、季度", "制定每月、季度\n    "), _PLAN),
    ),
    Entry(
        "yaml-syntax",
        Severity.ERROR,
        Wording("这里不合 YAML 的写法。", "This is no YAML."),
        "多半是括号、引号或冒号少了一个，或者多了一个符号（方括号里的 # 会把后面都变成注释）。照着旁边的条目对一对。",
        *_duty(_PLAN.replace("[sample:3]", "[#sample:3]"), _PLAN),
    ),
)
