"""Rules about ids and what refers to them."""

from rolebook.findings.manual.entry import Example, a_warning, an_error
from rolebook.findings.manual.snippets import PLAN, ROLE, duties, role
from rolebook.words.program import PROGRAM

_LEDGER = """\
- id: keep-service-ledger
  text: 填写服务台账。
  sources: [sample:5]
"""

REFERENCES = (
    an_error("duplicate-id", "标识符已被使用。", "An id is taken.").because(
        "标识符是网址，全库不能重复。确为同一条的，删去一处；是另一条的，换一个标识符。",
        *duties(PLAN + _LEDGER.replace("keep-service-ledger", "draw-up-work-plan"), PLAN + _LEDGER),
    ),
    an_error(
        "missing-line", "来源文件没有这一行，或者这一行是空的。", "A source has no such line, or it is blank."
    ).because(
        "行号从 1 数起，空行也算。手册的“来源”页上可以查到每一行的行号。",
        *duties(PLAN.replace("sample:3", "sample:300")),
    ),
    an_error("retired-reference", "列表中仍在引用已停用的条目。", "Something retired is still referred to.").because(
        "停用的条目不再显示，因此列表中也不能有。请删去这一行；需要继续使用的，取消该条的 retired。"
        f"用 {PROGRAM} retire 停用时，引用会一并删去。",
        *role(ROLE.replace("receive-customers", "send-faxes")),
    ),
    an_error("reused-id", "旧标识符被再次使用。", "An id that was given up is used again.").because(
        "改名或合并后，旧网址会转到新的一条；同一个标识符再用于其他条目，旧链接就会指错。请换一个标识符，或删去 redirects.yaml 中的那一行。",
        Example("content/redirects.yaml", "receive-customers: service-representative\n"),
        Example("content/redirects.yaml", "receive-visitors: receive-customers\n"),
    ),
    an_error("unknown-id", "没有这个标识符。", "There is no such id.").because(
        "多为拼写错误，改法中会列出您可能要写的标识符。尚无这一条的，请先加入 content/，再引用。",
        *role(ROLE.replace("receive-customers", "recieve-customers")),
    ),
    an_error(
        "vanished-file",
        "上一个版本里的岗位或部门，文件不在了。",
        "The file of a role or a department of the last release is gone.",
    ).because(
        "只删去文件，它的来源行就没有了去向，它的职责也没有人列出，已经印出的文书查不到它。请恢复文件；不再需要的，恢复后用 "
        f"{PROGRAM} retire 停用。"
    ),
    a_warning("vanished-id", "上一个版本里的标识符不见了。", "An id of the last release is gone.").because(
        f"手工改名或删去的条目，旧地址打不开，已经打印的校验码也查不到它。改名用 {PROGRAM} rename，停用用 {PROGRAM} retire；"
        "已经手工改了名的，在 content/redirects.yaml 写一行“旧标识符: 新标识符”。"
    ),
    a_warning(
        "sensitive-change",
        "处罚、奖励、制度或任职资格改了，或有新增的，没有新的公示或批准记录。",
        "What binds people changed, or is new, without a new record.",
    ).because(
        "与上一个发布的版本相比，处罚、奖励、制度条文或任职资格的内容不同，而 adoption（讨论、公示）或 approval（批准）里没有更新的"
        "日期。《劳动合同法》第四条要求这类规定经过讨论并公示。在此之前，网站和文书仍用原来的文字，标明“待公示”；新增的只在网站上标明，文书不印。"
        "发布和导出的也是这样，所以再发布一次并不等于公示。公示或批准后写明日期；意思没有变、只是写法不同的，用 waivers 记下理由，"
        "并写 check 给出的 fingerprint：以后再有改动，须重新判断。"
    ),
)
