"""Rules about whole files: where they lie, how they are saved."""

from rolebook.findings import Severity, Wording
from rolebook.manual.entry import Entry, Example

_ROLE = """\
id: sales-manager
title: 销售经理
department: sales
industry: general
level: manager
duties: []
status: draft
owner: 人力资源部
"""
_FILE = "content/roles/sales-manager.yaml"
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

FILES = (
    Entry(
        "byte-order-mark",
        Severity.WARNING,
        Wording("文件开头有一个看不见的标记（BOM）。", "A file begins with a byte order mark."),
        "旧版记事本存成“UTF-8 带 BOM”时会加上它。内容照样能读，但别的程序可能把它当成第一个字。"
        "另存为“UTF-8”，或者运行 python build.py fmt。",
        Example(_FILE, "\ufeff" + _ROLE),
        Example(_FILE, _ROLE),
    ),
    Entry(
        "changed-source",
        Severity.ERROR,
        Wording("来源文件与收到时不同。", "A source document is not what was received."),
        "来源是凭据，收到时是什么样就保存成什么样，一个字也不改；YAML 里的 sha256 就是用来核对的。"
        "从版本库取回原来的文件。收到了修订版，就把它作为新的来源，在旧来源里用 superseded_by 指明。",
        Example("content/sources/notes.txt", "会议纪要\n", beside=(_SOUND_SOURCE,)),
        _SOUND_SOURCE,
    ),
    Entry(
        "control-character",
        Severity.ERROR,
        Wording("文字里有看不见的控制字符。", "A text holds a control character."),
        "它们多半是从网页、聊天软件或 PDF 里一起复制来的，会让文字错乱、颠倒，或者在打印时出错。"
        "删去它；找不到就把那几个字重新打一遍。",
        Example(_FILE, _ROLE.replace("销售经理", "销售\u202e经理")),
        Example(_FILE, _ROLE),
    ),
    Entry(
        "damaged-installation",
        Severity.ERROR,
        Wording("程序自带的文件（schemas/）坏了。", "The program's own files (schemas/) are damaged."),
        "schemas/ 说明每种文件怎样写，不是内容，平时不用改。从版本库取回这个文件夹。",
        Example("schemas/role.schema.json", "{"),
        Example(_FILE, _ROLE),
    ),
    Entry(
        "empty-file",
        Severity.ERROR,
        Wording("文件是空的，或者只有注释。", "A file is empty or holds nothing but comments."),
        "空文件多半是保存时出了错，或者忘了写。写上内容；用不着就删去这个文件。",
        Example(_FILE, "# 以后再写\n"),
        Example(_FILE, _ROLE),
    ),
    Entry(
        "file-name",
        Severity.ERROR,
        Wording("文件名不对。", "A file has the wrong name."),
        "岗位、部门、制度和来源一份一个文件，文件名就是它的 id；职责按主题、任职资格按方面放，文件名就是主题或方面。"
        "这样从网址、引用和文件夹都能直接找到它。",
        Example("content/roles/manager.yaml", _ROLE),
        Example(_FILE, _ROLE),
    ),
    Entry(
        "ignored-file",
        Severity.NOTE,
        Wording("这个文件不会被读取。", "Nobody reads this file."),
        "content/ 里只读 YAML 文件、来源原件和 pages/ 里的页面。放在别处的文件不会出现在手册里，也不会有人发现它旧了。",
        Example("content/roles/说明.docx", "（Word 文件）"),
        _SOUND_SOURCE,
    ),
    Entry(
        "missing-document",
        Severity.ERROR,
        Wording("来源的原件或文本不在文件夹里。", "The document of a source is missing."),
        "每个来源由两个文件组成：说明它的 YAML，和收到的原件。两个都放在 content/sources/，提交时不要漏掉原件。",
        Example("content/sources/notes.yaml", _SOURCE),
        _SOUND_SOURCE,
    ),
    Entry(
        "missing-file",
        Severity.ERROR,
        Wording("缺少一个必须有的文件。", "A file that must be there is missing."),
        "手册至少要有 content/library.yaml（名称、版本）和 content/taxonomy.yaml（行业、级别、主题）。从版本库取回，或者补上。",
        Example("content/library.yaml", "", "absent"),
        Example("content/library.yaml", _SETTINGS),
    ),
    Entry(
        "mixed-line-ends",
        Severity.WARNING,
        Wording("同一个文件里混着两种换行符。", "A file mixes two kinds of line ends."),
        "多半是在两种系统上轮流编辑留下的，会让没有改过的行也显示为改过。在编辑器里统一为 LF，或者运行 python build.py fmt。",
        Example(_FILE, _ROLE.replace("industry: general\n", "industry: general\r\n")),
        Example(_FILE, _ROLE),
    ),
    Entry(
        "no-final-newline",
        Severity.WARNING,
        Wording("最后一行没有换行。", "The last line has no line end."),
        "下一个人在末尾添一条时，两行会连成一行，版本对比里也会多出一处改动。在文件末尾按一次回车，或者运行 python build.py fmt。",
        Example(_FILE, _ROLE.rstrip("\n")),
        Example(_FILE, _ROLE),
    ),
    Entry(
        "no-links",
        Severity.ERROR,
        Wording("这里是一个链接，不是文件本身。", "A link stands in the place of a file."),
        "链接会指到手册之外，在别人的电脑上也打不开。把文件本身复制进来。",
        Example(_FILE, "sales-representative.yaml", "link"),
        Example(_FILE, _ROLE),
    ),
    Entry(
        "not-a-file",
        Severity.ERROR,
        Wording("应当是文件的地方是别的东西。", "Something else stands where a file should."),
        "例如一个文件夹取名为 x.yaml。改名，或者删去。",
        Example(_FILE, "", "folder"),
        Example(_FILE, _ROLE),
    ),
    Entry(
        "not-a-folder",
        Severity.ERROR,
        Wording("应当是文件夹的地方是一个文件。", "A file stands where a folder should."),
        "content/ 下的 roles、duties、pages 等都是文件夹。删去这个文件，从版本库取回文件夹。",
        Example("content/rules", "制度\n"),
        Example(_FILE, _ROLE),
    ),
    Entry(
        "not-text",
        Severity.ERROR,
        Wording("这不是文本文件。", "This is no text."),
        "多半是把 Word、图片或压缩包改名成了 .yaml。换成正确的文件，或者从版本库取回。",
        Example(_FILE, "\x00\x01\x02" * 60),
        Example(_FILE, _ROLE),
    ),
    Entry(
        "not-utf-8",
        Severity.ERROR,
        Wording("文件不是用 UTF-8 编码保存的。", "A file is not saved as UTF-8."),
        "旧版记事本默认存成 GBK（“ANSI”），别的程序读出来是乱码。用记事本打开，选“另存为”，编码选 UTF-8。",
        Example(_FILE, _ROLE, "gb18030"),
        Example(_FILE, _ROLE),
    ),
    Entry(
        "stray-file",
        Severity.ERROR,
        Wording(
            "YAML 文件放错了地方，或者扩展名不对。", "A YAML file lies in the wrong place or has the wrong extension."
        ),
        "写了内容却没有人读，比没有写更糟，所以这是错误。扩展名一律用 .yaml，岗位放在 roles/，职责放在 duties/，等等。",
        Example("content/roles/sales-manager.yml", _ROLE),
        Example(_FILE, _ROLE),
    ),
    Entry(
        "too-large",
        Severity.ERROR,
        Wording("文件太大，或者层次太深。", "A file is too large or nested too deep."),
        "一个文件最多 1 MB、10 万行，层次最多 32 级；手写的内容远远用不到这么多，多半是粘贴出了错。拆成几个文件。",
        Example(_FILE, _ROLE.replace("[]", "[" * 40 + "]" * 40)),
        Example(_FILE, _ROLE),
    ),
    Entry(
        "unreadable",
        Severity.ERROR,
        Wording("文件读不出来。", "A file cannot be read."),
        "可能是没有权限，或者正被别的程序占用。检查权限，关掉占用它的程序，再试一次。",
        Example(_FILE, _ROLE, "locked"),
        Example(_FILE, _ROLE),
    ),
    Entry(
        "zero-width",
        Severity.WARNING,
        Wording("文字里有看不见的零宽字符。", "A text holds an invisible character."),
        "它占不到位置，却会让搜索和比对失灵。把光标移到它后面按一次退格，或者运行 python build.py fmt。",
        Example(_FILE, _ROLE.replace("销售经理", "销售\u200b经理")),
        Example(_FILE, _ROLE),
    ),
)
