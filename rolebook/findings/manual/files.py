"""Rules about whole files: where they lie, how they are saved."""

from rolebook.findings.manual.entry import Example, a_note, a_warning, an_error
from rolebook.findings.manual.snippets import ROLE, ROLES, pair
from rolebook.words.program import PROGRAM

_ROLE = ROLE.replace("duties:\n  - receive-customers", "duties: []")
_SETTINGS = """\
title: 示例岗位手册
organisation: 示例公司
version: "1.0"
date: 2026-11-01
"""
_RECEIVED = "543d218c3ebe0f3bffc876ab5a638caf54aa3a7803839405e9907c4fef456152"
"""The SHA-256 of the little document beside it."""
_SOURCE = f"""\
id: notes
title: 会议记录
received: 2026-11-01
original: notes.txt
sha256: "{_RECEIVED}"
text: notes.txt
documents:
  - id: d01
    title: 会议记录
    lines: 1-1
ledger:
  title: [1]
"""
_NOTES = Example("content/sources/notes.txt", "会议记录\n")
_SOUND_SOURCE = Example("content/sources/notes.yaml", _SOURCE, beside=(_NOTES,))

_DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20">
  <circle cx="10" cy="10" r="9" fill="#1f5f99"/>
</svg>
"""
_PLAN = "content/pages/plan.svg"
_LOGOS = ("templates/sheet/logo.svg", "content/logo.svg")

_PAGE = "content/pages/newcomers.md"


def _role(wrong: str, how: str = "") -> tuple[Example, Example]:
    """The file of a role that cannot be read as it is, kept in some way, and one that can."""
    return Example(ROLES, wrong, how), Example(ROLES, _ROLE)


FILES = (
    an_error("bad-page", "自有页面的位置或设置不能使用。", "A page's place or settings cannot be used.").because(
        "content/pages 中的页面不能占用手册自己的网址（例如 roles、assets 文件夹），也不能与另一页同名。"
        "页首的设置只能有 title（标题）：其他设置会改变页面的模板，使手册无法生成。",
        *pair(
            _PAGE,
            "---\ntitle: 新同事须知\ntemplate: role.html\n---\n\n请先阅读本手册。\n",
            "---\ntitle: 新同事须知\n---\n\n请先阅读本手册。\n",
        ),
    ),
    an_error("bad-picture", "图片不能使用。", "A picture cannot be used.").because(
        "标志和自有页面中的图片可以是 SVG、PNG、JPEG 或 WebP。文件不完整、内容与扩展名不符、像素超过 2500 万的，浏览器和打印程序"
        "可能无法显示，或占用太多内存，因此不发布。请用看图程序打开，另存后再放入。",
        *pair(_PLAN, _DRAWING.replace("</svg>", ""), _DRAWING),
    ),
    an_error("broken-link", "页面上的链接无效。", "A link on a page leads nowhere.").because(
        "自有页面可以链接到其他自有页面、图片和手册中的页面。文件改名或删除以后，读者点击时会找不到，因此属于错误。"
        "路径相对于这一页的位置，区分大小写。图片要放在 content/pages 中，手册不从网上读取图片。",
        *pair(
            _PAGE,
            "# 新同事须知\n\n请先阅读[员工守则](rules.md)。\n",
            "# 新同事须知\n\n请先阅读[编辑指南](guide.md)。\n",
        ),
    ),
    a_warning(
        "byte-order-mark", "文件开头有一个不可见的标记（BOM）。", "A file begins with a byte order mark."
    ).because(
        "旧版记事本存为“UTF-8 带 BOM”时会加上它。内容仍可读取，但其他程序可能把它当成第一个字。"
        f"请另存为“UTF-8”，或运行 {PROGRAM} fmt。",
        *_role("\ufeff" + _ROLE),
    ),
    an_error("changed-source", "来源文件与收到时不同。", "A source document is not what was received.").because(
        "来源是凭据，应按收到时的原样保存，一字不改；YAML 中的 sha256 用于核对。"
        "请从版本库取回原来的文件。收到修订版的，请作为新的来源加入，并在旧来源中用 superseded_by 指明。",
        Example("content/sources/notes.txt", "会议纪要\n", beside=(_SOUND_SOURCE,)),
        _SOUND_SOURCE,
    ),
    a_note(
        "cleaned-picture",
        "SVG 图片中有可能运行程序的部分，发布时去掉了。",
        "What could run in an SVG is left out of it.",
    ).because(
        "SVG 图片里可以写程序，也可以引用网上的内容。手册不运行、不联网，因此只发布图形本身。图片照常显示；"
        "用绘图程序另存为“纯 SVG”，就没有这条提示。",
        *pair(_PLAN, _DRAWING.replace("<circle", '<script>alert("示例")</script><circle'), _DRAWING),
    ),
    an_error("control-character", "文字中有不可见的控制字符。", "A text holds a control character.").because(
        "这类字符多从网页、聊天软件或 PDF 中随文字一并复制而来，会使文字错乱、颠倒，或在打印时出错。"
        "请删去；找不到时，请重新输入附近的文字。",
        *_role(_ROLE.replace("客服经理", "客服\u202e经理")),
    ),
    an_error(
        "damaged-installation", "程序自带的文件（schemas/）已损坏。", "The program's own files (schemas/) are damaged."
    ).because(
        "schemas/ 规定各种文件的写法，不是内容，平时无需修改。请从版本库取回这个文件夹。",
        Example("schemas/role.schema.json", "{"),
        Example(ROLES, _ROLE),
    ),
    an_error("empty-file", "文件是空的。", "A file is empty.").because(
        "空文件多因保存时出错，其中的内容可能已经丢失：请从版本库取回，或删去这个文件。尚未填写的文件可以只有注释，"
        "检查时略过；library.yaml 和 taxonomy.yaml 必须填写。",
        *_role("\n"),
    ),
    an_error("file-name", "文件名不对。", "A file has the wrong name.").because(
        "岗位、部门、制度和来源每份一个文件，文件名即 id；职责按主题、任职资格按方面存放，文件名即主题或方面。"
        "一个文件放不下的，放在以主题或方面命名的文件夹里，其中的文件名不限，例如 duties/planning/reports.yaml。"
        "这样从网址、引用和文件夹都能直接找到。",
        Example("content/roles/manager.yaml", _ROLE),
        Example(ROLES, _ROLE),
    ),
    a_note("ignored-file", "这个文件不会被读取。", "Nobody reads this file.").because(
        "content/ 中只读取 YAML 文件、来源原件和 pages/ 中的页面。其他文件不会出现在手册中，内容过时也无从发现。",
        Example("content/roles/说明.docx", "（Word 文件）"),
        _SOUND_SOURCE,
    ),
    a_note("misplaced-logo", "标志图片还在原来的位置。", "The logo still lies where it used to.").because(
        "标志属于公司，与 sheet.yaml 一起放在 content 中，更新 Rolebook 时不会丢失。放在 templates/sheet 的图片仍然可用，请移过去。",
        *(Example("content/sheet.yaml", "logo: logo.svg\n", beside=(Example(place, _DRAWING),)) for place in _LOGOS),
    ),
    an_error("missing-document", "来源的原件或文本不在文件夹中。", "The document of a source is missing.").because(
        "每个来源由两个文件组成：说明来源的 YAML 和收到的原件。两者都放在 content/sources/，提交时请勿遗漏原件。",
        Example("content/sources/notes.yaml", _SOURCE),
        _SOUND_SOURCE,
    ),
    an_error("missing-file", "缺少一个必需的文件。", "A file that must be there is missing.").because(
        "手册至少要有 content/library.yaml（名称、版本）和 content/taxonomy.yaml（行业、级别、主题）。请从版本库取回，或补上。",
        Example("content/library.yaml", "", "absent"),
        Example("content/library.yaml", _SETTINGS),
    ),
    a_warning("mixed-line-ends", "同一个文件中混有两种换行符。", "A file mixes two kinds of line ends.").because(
        f"多因在两种系统上轮流编辑所致，会使未修改的行也显示为已修改。请在编辑器中统一为 LF，或运行 {PROGRAM} fmt。",
        *_role(_ROLE.replace("industry: general\n", "industry: general\r\n")),
    ),
    a_warning("no-final-newline", "最后一行没有换行。", "The last line has no line end.").because(
        f"以后在末尾添加条目时，两行会连成一行，版本对比中也会多出一处改动。请在文件末尾按一次回车，或运行 {PROGRAM} fmt。",
        *_role(_ROLE.rstrip("\n")),
    ),
    an_error("no-links", "这里是一个链接，不是文件本身。", "A link stands in the place of a file.").because(
        "链接会指向手册之外，在他人的电脑上也无法打开。请复制文件本身。", *_role("service-representative.yaml", "link")
    ),
    an_error("not-a-file", "应当是文件的位置不是文件。", "Something else stands where a file should.").because(
        "例如一个文件夹取名为 x.yaml。请改名或删去。", *_role("", "folder")
    ),
    an_error("not-a-folder", "应当是文件夹的位置是一个文件。", "A file stands where a folder should.").because(
        "content/ 下的 roles、duties、pages 等都是文件夹。请删去这个文件，从版本库取回文件夹。",
        Example("content/rules", "制度\n"),
        Example(ROLES, _ROLE),
    ),
    an_error("not-text", "这不是文本文件。", "This is no text.").because(
        "多因把 Word、图片或压缩包改名为 .yaml。请换成正确的文件，或从版本库取回。", *_role("\x00\x01\x02" * 60)
    ),
    an_error("not-utf-8", "文件不是用 UTF-8 编码保存的。", "A file is not saved as UTF-8.").because(
        "旧版记事本默认存为 GBK（“ANSI”），其他程序读取后是乱码。请用记事本打开，选择“另存为”，编码选 UTF-8。",
        *_role(_ROLE, "gb18030"),
    ),
    a_note(
        "replaced-page",
        "公司自己的一页取代了手册自带的页面。",
        "A company's own page replaces one that comes with Rolebook.",
    ).because(
        "“关于”和“编辑指南”两页随 Rolebook 一起更新。content/pages 中有同名的文件时，发布的是公司自己的一页，更新不会带到这里。"
        "只是补充内容的，请另取文件名，在公司自己的页面中写。",
        Example("content/pages/guide.md", "# 本公司的编辑指南\n"),
        Example("content/pages/newcomers.md", "# 新同事须知\n"),
    ),
    an_error(
        "stray-file", "YAML 文件的位置或扩展名不对。", "A YAML file lies in the wrong place or has the wrong extension."
    ).because(
        "这样的内容不会进入手册，容易误以为已经生效，因此属于错误。扩展名一律用 .yaml，岗位放在 roles/，职责放在 duties/，其余类推。"
        "主题的文件夹（例如 duties/planning/）里面不能再分文件夹。只是扩展名不对的，check --fix 会改名，不会覆盖已有的文件。",
        Example("content/roles/service-manager.yml", _ROLE),
        Example(ROLES, _ROLE),
    ),
    an_error("too-large", "文件太大，或层次太深。", "A file is too large or nested too deep.").because(
        "一个文件最多 1 MB、10 万行，层次最多 32 级；手写的内容远不及此，多因粘贴出错。确有需要的，请拆成几个文件："
        "职责等可以放在以主题命名的文件夹里。",
        *_role(_ROLE.replace("[]", "[" * 40 + "]" * 40)),
    ),
    an_error("unreadable", "无法读取文件。", "A file cannot be read.").because(
        "可能是没有权限，或正被其他程序占用。请检查权限，关闭占用它的程序，再试一次。", *_role(_ROLE, "locked")
    ),
    a_warning("zero-width", "文字中有不可见的零宽字符。", "A text holds an invisible character.").because(
        f"它不占位置，却会使搜索和比对失效。请把光标移到它之后按一次退格键，或运行 {PROGRAM} fmt。",
        *_role(_ROLE.replace("客服经理", "客服\u200b经理")),
    ),
)
