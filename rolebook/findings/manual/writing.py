"""Rules about the writing of YAML: signs, indentation, quotes, brackets."""

from rolebook.findings.manual.entry import Example, a_note, a_warning, an_error
from rolebook.findings.manual.snippets import PLAN, duties, role, text
from rolebook.words.program import PROGRAM


def _role(wrong: str, right: str) -> tuple[Example, Example]:
    """A role's file in which some lines are in question."""
    rest = "department: service\nindustry: general\nlevel: manager\nstatus: draft\nowner: 人力资源部\n"
    return role(wrong + rest, right + rest)


_OTHER = PLAN.replace("draw-up-work-plan", "draw-up-other-plans").replace("工作计划", "其他各项工作计划")
_ROLE = "id: service-manager\ntitle: 客服经理\nduties: []\n"

WRITING = (
    an_error("bad-dash", "列表的短横写法不对。", "The dash of a list is not written right.").because(
        "列表的每一条以半角短横加一个空格开头。中文输入法输入的“－”“—”“•”，或短横后没有空格，都不算短横。",
        *duties(PLAN.replace("- id", "-id")),
    ),
    an_error("bad-entry", "无法识别方括号里的一项。", "An entry of a list in brackets cannot be read.").because(
        "方括号里只写标识符、行号和数字，用半角逗号加一个空格隔开；两个逗号之间不能为空，也不能有 # 等符号。",
        *duties(
            PLAN.replace("[sample:3]", "[sample:3, , sample:5]"), PLAN.replace("[sample:3]", "[sample:3, sample:5]")
        ),
    ),
    an_error("bad-escape", "双引号里的反斜杠使用有误。", "A backslash in double quotes means something else.").because(
        "双引号里的反斜杠有特殊含义。请改用单引号，或把反斜杠写成两个；尽量不用反斜杠。",
        *text('"把计划存到 D:\\计划。"', "'把计划存到 D:\\计划。'"),
    ),
    an_error("bad-indentation", "这一行的缩进与同级的行没有对齐。", "A line is not aligned with its siblings.").because(
        "同级的行左边对齐，下一级比上一级多两个空格。缩进决定一行属于哪一条，相差一格，含义就会改变。",
        *duties(PLAN.replace("  sources", "   sources")),
    ),
    an_error("bad-key", "键不是一个词。", "A key is not a word.").because(
        "冒号前只写一个键，例如 text、sources；不写列表、空白或其他符号。",
        *_role("id: service-manager\ntitle: 客服经理\n[duties]: []\n", _ROLE),
    ),
    an_error("bad-number", "这不是可用的数字。", "This is no usable number.").because(
        "数字最多十八位，不能是无穷大等。编号、电话等“数字”其实是文字，请放进双引号。",
        *_role(_ROLE + "headcount: .inf\n", _ROLE + "headcount: 3\n"),
    ),
    an_error(
        "conflict-marker", "文件中留有合并冲突的标记。", "A file still holds the markers of a merge conflict."
    ).because(
        "两人修改了同一处，版本库保留两份，等待选定。请在 <<<<<<< 与 >>>>>>> 之间保留需要的一份，删去三行标记；"
        "无法确定时，请管理仓库的同事协助。",
        *_role(
            "id: service-manager\n<<<<<<< HEAD\ntitle: 客服经理\n=======\ntitle: 客服部经理\n>>>>>>> 修改\nduties: []\n",
            _ROLE,
        ),
    ),
    an_error("cut-by-hash", "“#”后面的文字会被当成注释而丢失。", "What follows a # is cut off as a comment.").because(
        "在 YAML 中，空格加 # 表示注释，不会出现在手册中。如为正文，请把整句放进引号；如为注释，请在 # 前空两格、后空一格。",
        *text("制定 #1 项目的工作计划。", '"制定 #1 项目的工作计划。"'),
    ),
    an_error("duplicate-key", "同一处有两个相同的键。", "A key stands twice in one place.").because(
        "只有一个会生效，另一个会丢失，因此不允许。请只保留一个；要写两条的，请另起一条，从“- id:”开始。",
        *duties(PLAN + "  text: 监督计划的执行。\n"),
    ),
    an_error("full-width-colon", "键后面用了全角冒号“：”。", "A key is followed by a full-width colon.").because(
        f"键和值之间是半角冒号加一个空格。中文输入法输入的“：”只能用在正文中。可以运行 {PROGRAM} fmt 改正。",
        *duties(PLAN.replace("text: ", "text：")),
    ),
    an_error("full-width-comma", "方括号里用了全角逗号或顿号。", "A list in brackets has a full-width comma.").because(
        "方括号里的各项用半角逗号加一个空格隔开，否则几项会连成一项。",
        *duties(PLAN.replace("[sample:3]", "[sample:3，sample:5]"), PLAN.replace("[sample:3]", "[sample:3, sample:5]")),
    ),
    an_error("list-after-key", "列表与键写在同一行。", "A list begins on the line of its key.").because(
        "请在冒号后换行，每条一行，以“- ”开头。列表已在下面的，冒号后不再写文字。",
        *_role(
            "id: service-manager\ntitle: 客服经理\nduties: - receive-customers\n",
            "id: service-manager\ntitle: 客服经理\nduties:\n  - receive-customers\n",
        ),
    ),
    an_error("list-number", "正文带有列表编号。", "A text carries its list number.").because(
        "从原文粘贴时容易带入“1、”“（一）”“1）”“➢”等编号和记号。序号由手册自动编排，请从正文中删去；"
        "一句里带着几个编号的，分成几条。",
        *duties(PLAN.replace("制定", "1、制定")),
    ),
    an_error("missing-colon", "这一行缺少冒号。", "A line lacks its colon.").because(
        "每一行写成“键: 值”，冒号用半角，后面空一格。", *duties(PLAN.replace("text: ", "text "))
    ),
    an_error("missing-dash", "列表中有一行没有以“- ”开头。", "An entry of a list lacks its dash.").because(
        "列表的每一条都以半角短横加一个空格开头，与上面的几条对齐。",
        *_role(
            "id: service-manager\ntitle: 客服经理\nduties:\n  - draw-up-work-plan\n  receive-customers\n",
            "id: service-manager\ntitle: 客服经理\nduties:\n  - receive-customers\n",
        ),
    ),
    a_note("mixed-spelling", "同一个词有两种写法。", "One word is written in two ways.").because(
        "“其它”与“其他”、“台帐”与“台账”混用，查找和比对都不方便。请统一写法；原文如此的，用 note 说明改过字。",
        *duties(
            PLAN.replace("工作计划", "工作计划和其它计划") + _OTHER,
            PLAN.replace("工作计划", "工作计划和其他计划") + _OTHER,
        ),
    ),
    an_error(
        "no-anchors", "用了锚点、别名或合并键（& * <<）。", "Anchors, aliases and merge keys are not used here."
    ).because(
        "以 & 或 * 开头的值在 YAML 里是引用，手册不使用：内容须直接可见、可以搜索。如为正文中的强调记号（**重点**），请删去，或把整句放进引号。",
        *text("*重点*制定每月、季度工作计划。"),
    ),
    an_error("no-block-scalars", "用了“|”或“>”多行文字。", "Texts on several lines are not used here.").because(
        "一条文字写成一行，接在冒号后面。折行会在汉字之间多出空格；编辑器会自动换行显示，无需手动换行。",
        *text("|\n    制定每月、季度\n    工作计划。"),
    ),
    an_error("no-flow-mappings", "用了花括号写法 { }。", "Mappings in braces are not used here.").because(
        "请一行写一个“键: 值”，以便在版本对比中看清每一项改动。如为正文，请把整句放进引号。",
        *duties("- {id: draw-up-work-plan, text: 制定工作计划。, sources: [sample:3]}\n"),
    ),
    an_error("no-space-after-colon", "冒号后面少一个空格。", "A colon lacks the space behind it.").because(
        "半角冒号后面空一格，否则整行会被当成一段文字。", *duties(PLAN.replace("text: ", "text:"))
    ),
    an_error("no-tags", "值以“!”开头，被当成了标签。", "A value begins with a tag (!).").because(
        "标签供程序使用，手册不使用。如为正文，请把整句放进引号。", *duties(PLAN.replace("制定每月", "!重要 制定每月"))
    ),
    an_error("personal-data", "内容里有个人资料。", "The content holds personal data.").because(
        "手册人人可读，网站、导出和岗位说明书都会带上：身份证号、手机号、银行卡号和账号、邮箱、微信号都请删去，注释里的也是，"
        f"“由谁决定”一栏只写部门或职能。来源文件里的，用 {PROGRAM} redact 改写为 ■。确须保留的，用 waivers 记下理由。",
        *duties(PLAN + "  note: 有问题找13800138000。\n", PLAN + "  note: 有问题找人力资源部。\n"),
    ),
    an_error(
        "reserved-character",
        "值的第一个字符有特殊含义。",
        "A value begins with a character that means something to YAML.",
    ).because(
        "% @ ` 等符号不能放在值的开头。请把整句放进引号。",
        *text("@全体客服人员，制定每月工作计划。", '"@全体客服人员，制定每月工作计划。"'),
    ),
    an_error("second-colon", "正文里又有一个“冒号加空格”。", "A text holds a second colon and space.").because(
        "它会被当成另一个键。正文中请用全角冒号“：”，或把整句放进半角引号。",
        *duties(PLAN.replace("制定每月", "工作计划: 制定每月"), PLAN.replace("制定每月", "工作计划：制定每月")),
    ),
    an_error("second-document", "文件里出现了第二个文档（---）。", "A file holds a second document (---).").because(
        "一个文件只放一份内容。请删去“---”这一行；确为两份的，分成两个文件。", *duties(PLAN + "---\n" + PLAN)
    ),
    a_note(
        "stale-comment",
        "标识符后面的注释与那一条的文字不同。",
        "The comment behind an id is not the text of its clause.",
    ).because(
        f"列表中标识符后面的注释是供编者参考的摘录，不影响手册；该条的文字修改后，注释随之过时。请运行 {PROGRAM} fmt 更新。",
        *_role(
            "id: service-manager\ntitle: 客服经理\nduties:\n  - receive-customers  # 接待客人\n",
            "id: service-manager\ntitle: 客服经理\nduties:\n  - receive-customers  # 接待来访顾客。\n",
        ),
    ),
    an_error("stray-dash", "“- ”出现在不是列表的位置。", "A dash stands where no list is.").because(
        "此处应当是“键: 值”。请删去短横，或检查缩进，看它是否应当属于上面的列表。",
        *_role("id: service-manager\n- title: 客服经理\nduties: []\n", _ROLE),
    ),
    an_error("tab", "行中有一个制表符（Tab）。", "A line holds a tab.").because(
        "制表符看似空格，宽度却因编辑器而异。请换成空格。", *duties(PLAN.replace("text: ", "text:\t"))
    ),
    an_error("tab-indentation", "缩进里有制表符（Tab）。", "The indentation holds a tab.").because(
        f"缩进只用空格，每级两个。用 VS Code 打开本仓库时，按 Tab 键输入的就是空格；也可以运行 {PROGRAM} fmt 改正。",
        *duties(PLAN.replace("  text", "\ttext")),
    ),
    a_warning("text-norm", "文字不合手册的写法。", "A text is not written as texts of the handbook are.").because(
        "中文用全角标点，句末用“。”（后面还有下文的用“：”），汉字之间不留空格；加粗记号、网页标签、全角数字、"
        "重复的标点和整句的引号都不要。改法中列有改好的文字。确需保留的，用 waivers 记下。",
        *text("制定每月,季度工作计划"),
    ),
    an_error("text-after-bracket", "右方括号之后还有文字。", "Text follows a closing bracket.").because(
        "以方括号开头的值是列表。如为正文，请把整句放进引号，或改用全角的“【】”。",
        *text("[重要]制定每月、季度工作计划。", '"[重要]制定每月、季度工作计划。"'),
    ),
    an_error("text-after-quote", "右引号之后还有文字。", "Text follows a closing quote.").because(
        "以半角引号开头的值到下一个引号即结束。请把整句放进一对引号，句中的引号用“”；或整句都不用半角引号。",
        *text('"滚动"制定每月工作计划。', "“滚动”制定每月工作计划。"),
    ),
    an_error("unclosed-bracket", "方括号未闭合。", "A bracket is not closed.").because(
        "请在列表末尾补上“]”。", *duties(PLAN.replace("sample:3]", "sample:3"))
    ),
    an_error("unclosed-quote", "引号未闭合。", "A quote is not closed.").because(
        "请在句末补上同样的半角引号；正文一般不需要引号，也可以删去开头的引号。",
        *text('"制定每月、季度工作计划。', '"制定每月、季度工作计划。"'),
    ),
    an_error("wide-space-indentation", "缩进里有全角空格。", "The indentation holds a full-width space.").because(
        f"中文输入法在全角状态下输入的空格不算缩进。请换成半角空格，每级两个；也可以运行 {PROGRAM} fmt 改正。",
        *duties(PLAN.replace("  text", "\u3000text")),
    ),
    an_error("wrapped-text", "一条文字被折成几行。", "A text runs over several lines.").because(
        "请接成一行：折行会在汉字之间多出空格。也可能是下一行缺少冒号、短横或缩进。",
        *duties(PLAN.replace("制定每月、季度", "制定每月、季度\n    ")),
    ),
    an_error("yaml-syntax", "此处不符合 YAML 的写法。", "This is no YAML.").because(
        "多因括号、引号或冒号少了一个，或多了一个符号（方括号里的 # 会使其后的文字都变成注释）。请对照相邻的条目检查。",
        *duties(PLAN.replace("[sample:3]", "[#sample:3]")),
    ),
)
