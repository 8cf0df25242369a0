"""What the browser needs to understand a question: what people ask with, what kinds are called, whose a clause is.

The words here are those of the language and of Rolebook itself; those of any
office in office_words.txt, those of a trade in taxonomy.yaml (`everyday`).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rolebook.model.entries import Duty
from rolebook.model.library import Library
from rolebook.model.settings import Everyday
from rolebook.site.links import PAGES, path_of, term_path
from rolebook.words.text import search_form
from rolebook.words.traditional import SIMPLIFIED

_WHO = (
    "谁来、由谁、谁有权、谁负责、谁、哪些岗位、哪个岗位、什么岗位、哪几个岗位、哪类岗位、哪个职位、哪些职位、"
    "什么职位、哪个岗、哪些人、哪个人、哪几个人、什么人、有哪些人、都有谁、归哪个岗位、哪个部门、哪些部门、"
    "哪个领导、哪些领导、归谁管、归谁、谁管、是谁、找谁、哪位、谁的事、谁的活、谁的责任、谁说了算、谁做主、"
    "谁拍板、谁来背、谁背、谁出面、谁牵头、该谁、应该谁、谁去、谁可以、谁能、谁要、谁需要、谁该、谁干、谁做、谁弄、"
    "谁管理、由谁管理、由谁管、由谁负责、谁分管、谁主管、谁承担、由谁承担、谁抓、谁来抓、由谁做、由谁处理、"
    "谁决定、由谁决定、谁定、谁盯、谁来盯、谁盯着、谁去弄、谁处理、谁来处理、谁跟、谁帮"
)
_TO_WHOM = (
    "给谁、发给谁、交给谁、报给谁、送给谁、递给谁、上报给谁、汇报给谁、转给谁、告诉谁、通知谁、向谁、跟谁、和谁、与谁、"
    "对谁、听谁、给哪个部门、交给哪个部门、发给哪个部门、报给哪个部门、给哪些部门、跟哪个部门、和哪个部门、跟哪些部门、"
    "和哪些部门、向哪个部门、交到哪里、送到哪里、发到哪里"
)
"""What asks for the one to whom something goes: the answer is what says so, not who does it."""
_ASK = (
    "请问、什么情况下、什么情况、什么时候、为什么、什么、啥意思、是啥、啥、哪些事、哪些、哪个、哪里、"
    "手续、事宜、事项、步骤、细则、详情、哪几个、有几个、几个、一共、总共、怎么样、怎么办、怎么回事、怎么、怎样、如何、多少、是不是、是否、有没有、"
    "能不能、可不可以、所有、全部、比较、对比、对照、需要、应该、可以、负责、区别、不同、关于、有什么、要不要、还要、需不需要、会不会、"
    "的、了、吗、呢、吧、是、要、会、被、在、和、与、及、或、还是、跟、给、把、对、去、来、有、也、都、"
    "就、我、我们、你、他、想、到、上、不给、由、归、几、个、这个、那个、里面、之前、前、后、以后、时候、"
    "情况、平时、每个、怎么处理、怎么做、怎么写、普通、差在、意思、平常、现在、具体、一般、主要、到底、"
    "究竟、么、得、着、过、又、再、很、请、让、写、管、做、办、谈、领、查、算、定、发、填、看、用完、没、"
    "走、交、出面、牵头、制定、有权、打、搞、收、卖、用、该、哪、差、差别、划、普通的、一样、不一样、"
    "怎样向、级别、才能、才、能、不能、多久、隔多久、每隔多久、多长时间、多少天、几个月、几周、多少次、几次、几点、几天、哪天、何时、"
    "啥时候、为啥、咋、咋办、咋样、怎么弄、怎么搞、怎么办理、怎么操作、怎么规定、怎么算、如何处理、如何办理、"
    "算不算、算是、属于、是不是一回事、一回事、一个意思、相同、分别、行不行、行吗、好不好、允许、允不允许、"
    "让不让、准不准、应不应该、应当、必须、一定、用不用、是否需要、有无、有关、相关规定、哪几种、几种、哪几类、"
    "哪种、哪类、我是、我想、想问、想知道、问一下、告诉我、如果、要是、假如、万一、的话、说了算、做主、拍板、"
    "自己、人家、大家、还有、开、说、批、签、改、讲、印、弄、报、建、提、带、选、进、没有、应聘、内容、全文、在哪、在哪里、还、公司、我们公司、本公司、咱们、单位、"
    "有人、没人、别人、某人、有的人、他们、她们、您、她、它、一直、老是、总是、最好、刚刚、刚才、已经、曾经、正在、"
    "马上、这、那、这么、那么、这样、那样、这种、那种、这些、那些、这里、那里、这边、那边、这一行、那一行、这行、这块、这方面、里、"
    "里面的、外面、上面的、下面、下面的人、旁边、全是、都是、就是、还是要、只要、只有、只能、一遍、一下、一点、一些、"
    "有点、一整年、整年、整天、起来、下来、下去、上来、出来、进来、过来、回来、过去、完、完了、好了、好像、好、不行、不好、不了、"
    "不到、不对、不、帮、帮忙、帮他、干、干过、做过、当、当过、懂、懂得、会的、学、招、招个、人、听说、知道、觉得、写着、"
    "写明、说明一下、从、从哪里、从哪儿、直接、亲自、单独、随便、顺便、尽快、"
    "厂、店、行业、集团、企业里、但是、可是、因为、所以、然后、而且、或者、以及、啊、呀、嘛、呗、啦、哦、呢吗、表、"
    "看看、查一下、查一查、查一遍、问问、弄清楚、搞清楚、决定、负责的、归谁负责、留不留、要不要紧、行吗、对吗、真的吗、"
    "能行吗、可行吗、说法、说的、写的、共同、共同的、共有、共有的、两个、两种、几方面、哪几方面、哪些方面、哪几个方面、什么方面、"
    "频率、周期、次数、注意事项、注意什么、叫什么、名字、哪儿、哪边、几种、多不多、大不大、很多、许多、特别、非常、比较好、最多、最少、最高、最低"
)
_REQUIRED = (
    "学历、年龄、专业、经验、工作经验、工作年限、证书、资格证、"
    "健康、身体、能力、素质、品行、知识、技能、性别、文凭、籍贯"
)
"""What is required of people: several of these words ask for qualifications, not for a text that has them all."""

_KINDS: Mapping[str, str] = {
    "岗位": "岗位说明书、岗位说明、说明书、岗位责任书、责任书、岗位介绍、岗位、职位",
    "职责": (
        "职责、岗位职责、工作职责、职责说明、工作内容、工作任务、干什么的、干什么、干啥、干嘛、干嘛的、干些什么、"
        "做什么、做什么的、做些什么、做哪些事、干哪些活、忙什么、忙些什么、管什么、管哪些、管哪些事、负责什么、"
        "负责哪些、负责啥、每天干什么、每天做什么、每天干些什么、每天要干些什么、每天要做什么、平时做什么、任务、"
        "工作、日常工作、分工、主要工作、岗位描述"
    ),
    "任职资格": (
        "任职资格、任职要求、任职条件、招聘要求、招聘条件、招聘标准、招人要求、岗位要求、用人要求、用人标准、"
        "入职要求、入职条件、上岗要求、上岗条件、录用条件、应聘要求、应聘条件、能不能应聘、资格、要求、条件、门槛、"
        "什么证、要什么证、需要什么证、什么人能做、什么人能当、怎么才能当、适合、适合做、什么人适合、什么人适合做、谁适合做、胜任、怎样才能当"
    ),
    "考核指标": "考核指标、指标、KPI、绩效指标",
    "奖励条款": "奖励条款、奖励、奖金、嘉奖、奖惩",
    "处罚条款": (
        "处罚条款、处罚、惩罚、罚款、扣款、扣钱、罚钱、扣多少钱、扣多少、罚多少钱、罚多少、罚几块、扣几块、扣工资、"
        "怎么罚、怎么扣、怎么处罚、要罚吗、会罚吗、罚不罚、扣不扣、什么后果、有什么后果、后果、什么处罚、受什么处罚、"
        "罚、扣、违规、算不算违规、违纪、奖惩、会怎么处理、会怎么样、会怎样、会如何、罚则"
    ),
    "管理制度": "管理制度、规章制度、制度、规定、管理办法、管理规定、条例",
}
"""The kinds of entry, by what people call them."""

OFFICE = tuple(
    Everyday.of(line)
    for line in Path(__file__).with_name("office_words.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
)
"""What people in any office say, and what documents write instead."""

_PAGE_WORDS: Mapping[str, tuple[str, str]] = {
    "penalties": (
        "奖惩一览",
        (
            "处罚一览、处罚条款一览、奖励一览、罚款一览、处罚表、罚款、处罚、扣钱、扣款、奖惩、违规、处罚条款、"
            "罚款标准、罚钱、奖励条款、奖励制度"
        ),
    ),
    "roles": (
        "全部岗位",
        "岗位一览、岗位、职位、岗位列表、所有岗位、岗位目录、岗位清单、岗位名单、所有岗位清单",
    ),
    "requirements": (
        "任职条件一览",
        "任职条件、任职资格一览、任职条件对照、任职资格对照、学历要求、学历一览、年龄要求、年龄一览、证书要求、证书一览",
    ),
    "role_list": (
        "岗位一览表",
        "岗位总表、岗位表、岗位汇总、编制表、编制一览、岗位编制、岗位台账",
    ),
    "compare": (
        "岗位对照",
        "岗位比较、区别、岗位对比、对照、对比、比较、岗位区别、岗位差别、晋升、转岗、调岗、晋升路径、岗位异同",
    ),
    "matrix": (
        "岗位职责分配表",
        (
            "职责分配表、职责矩阵、分工表、岗位分工、职责分工、分工、权责表、权责清单、职责重叠、重叠、重叠的职责、"
            "两个部门都说归自己、几个部门都说归自己、部门都说归自己、没有人负责的事、没人负责的事、没人管的事、RACI"
        ),
    ),
    "statistics": ("统计", "数据统计、复用、使用情况、职责统计、岗位统计"),
    "themes": ("按主题看职责", "主题、主题一览、所有主题"),
    "rules": ("管理制度一览", "制度一览、规章制度、所有制度、制度目录"),
    "sources": ("来源文件", "来源、出处、原文、原始文件、原件"),
    "sheets": (
        "生成岗位说明书",
        (
            "岗位说明书、说明书、岗位责任书、责任书、规章制度签收单、签收单、录用条件确认书、确认书、"
            "岗位交接清单、交接清单、离职交接、招聘启事、招聘广告、打印、打印说明书、下载Word、导出PDF、"
            "空白说明书、生成"
        ),
    ),
    "batch": ("批量生成岗位说明书", "批量、批量生成、批量打印、批量导出、员工名单、花名册、导入名单、很多人、一批员工"),
    "verify": ("核验", "核验、校验码、验证、真伪、防伪、校验、查校验码、是不是最新版、旧说明书、说明书版本"),
    "todo": ("待办", "待确认、待核实、待批准、没确认、没批准、未批准、未确认、没有批准、没有确认、存疑清单、待处理"),
    "changes": (
        "变更记录",
        "变更、更新、最近更新、版本、修订、修订记录、版本记录、历史版本、改了什么、改动、新增了什么、有什么变化、更新记录",
    ),
    "guide": (
        "编辑指南",
        (
            "指南、编辑手册、修改条款、新写一条、批准岗位、批准、岗位批准、审批流程、合并条款、停用、登记来源、"
            "新增岗位、加岗位、修改内容、改内容、怎么改、改错、改错别字、内容有错、写错了、发现错误、错别字、存放、批准流程"
        ),
    ),
    "about": (
        "关于本手册",
        (
            "关于、用语说明、推定、草稿、存疑、部门通用、草案、试行、现行、参考资料、未登记、修正、术语、"
            "名词解释、用语、合法、合不合法、法律依据、搜索、搜索技巧、帮助、使用说明、归口部门、岗位批准、批准流程、审批流程"
        ),
    ),
    "trust": (
        "可以放心的事",
        (
            "隐私、个人信息、信息安全、数据安全、泄露、身份证、身份证号、上传、保存在哪里、会不会丢、会不会保密、"
            "员工资料、校验码、核对码、签过字的说明书"
        ),
    ),
}
"""The pages of the handbook itself: what readers see as their title, and what else finds them."""


def page_entries(library: Library, kind: int) -> list[list[Any]]:
    """Entries of the handbook's own pages, themes, levels and sources, as in search_index; found by whole names."""
    empty: list[list[int]] = [[kind], [], [], [], []]
    addresses = {**PAGES, "trust": "trust.html"}
    found: list[list[Any]] = [
        [kind, f"page:{name}", addresses[name], title, words.split("、"), "手册", empty, ""]
        for name, (title, words) in _PAGE_WORDS.items()
        if name != "matrix" or library.activities
    ]
    themes = {clause.theme for clause in library.clauses.values() if isinstance(clause, Duty)}
    levels = {role.level for role in library.roles.values()}
    terms = [("themes", "theme", "主题", term) for term in library.taxonomy.themes if term.id in themes]
    terms += [("levels", "level", "级别", term) for term in library.taxonomy.levels if term.id in levels]
    found += [
        [kind, f"{name}:{term.id}", term_path(folder, term.id), term.label, [], label, empty, ""]
        for folder, name, label, term in terms
    ]
    sources = library.sources.values()
    found += [[kind, f"source:{one.id}", path_of(one), one.title, [], "来源", empty, ""] for one in sources]
    return found


def written(texts: Iterable[str]) -> str:
    """The texts in the normal form of search, cut where a sign stands."""
    return "\n".join(search_form(part) for text in texts for part in re.split(r"\W+", text))


def everyday(library: Library, written: str) -> tuple[list[Everyday], list[str]]:
    """What people say: words that the library's entries answer, and words of any office of which they say nothing.

    The first are the library's own, then those of any office whose meaning stands in its entries. What the library says
    itself of a word goes before: the word leaves the general list. A query is not cut through the second (收回扣).
    """
    own = library.taxonomy.everyday
    taken = {word for one in own for word in one.words}
    general: list[Everyday] = []
    unanswered: list[str] = []
    for one in OFFICE:
        words = tuple(word for word in one.words if word not in taken)
        meanings = tuple(meaning for meaning in one.meanings if search_form(meaning) in written)
        if words and meanings:
            general.append(Everyday(words, meanings))
        elif words:
            unanswered += [word for word in words if _is_written_in_part(search_form(word), written)]
    return [*own, *general], unanswered


def _is_written_in_part(word: str, written: str) -> bool:
    """Whether texts have two characters of a word, and not the word: what would be found of it says something else."""
    return word not in written and any(word[at : at + 2] in written for at in range(len(word) - 1))


def query_data(
    library: Library, place: Mapping[str, int], runs: Sequence[Mapping[str, Any]], kinds: Sequence[str]
) -> dict[str, Any]:
    """What templates/site/assets/query.js reads but for what it needs of each entry: see its QueryData.

    `place` is that of roles and departments among the entries; `runs` are what was found in the texts of some each
    (`written`, `words` and `sides`, of `pairs`); `kinds` are the labels of the kinds of entry.
    """
    named = (*library.roles.values(), *library.departments.values())
    titles = [[place[one.id], [one.title, one.print_title, *one.aliases]] for one in named if one.id in place]
    said, unanswered = everyday(library, "\n".join(run["written"] for run in runs))
    superiors = [(place.get(role.id), place.get(role.reports_to)) for role in library.roles.values()]
    return {
        "titles": titles,
        "superiors": [[role, above] for role, above in superiors if role is not None and above is not None],
        "who": _WHO.split("、"),
        "ask": _ASK.split("、"),
        "required": _REQUIRED.split("、"),
        "toWhom": _TO_WHOM.split("、"),
        "kinds": [
            [word, [kinds.index(kind) for kind, words in _KINDS.items() if word in words.split("、")]]
            for word in dict.fromkeys(word for words in _KINDS.values() for word in words.split("、"))
        ],
        "everyday": [[list(one.words), list(one.meanings), kinds.index(one.kind) if one.kind else -1] for one in said],
        "unanswered": unanswered,
        "words": "".join(_words(runs)),
        "sources": [f"source:{id_}" for id_ in library.sources],
        "themes": [
            [part, number]
            for number, term in enumerate(library.taxonomy.themes)
            for part in dict.fromkeys((term.label, *term.label.split("与")))
            if len(part) > 1
        ],
    }


_NEIGHBOURS = 3
"""Different characters that stand on each side of two that make a word; what stands in one place only is a chance."""


def pairs(texts: Iterable[str]) -> tuple[str, dict[str, list[str]]]:
    """What texts say of pairs of characters: those that are words (see `_words`), and of the others the neighbours.

    The neighbours on each side, as many different ones as count, are a text. The edge of a part is a neighbour of its
    own each time, written as a line feed: a word may stand alone.
    """
    sides: dict[str, list[str]] = {}
    words: set[str] = set()
    parted: set[str] = set()
    """Pairs that a sign parts."""
    for text in texts:
        plain = f"\n{text}\n"
        for at in range(1, len(plain) - 2):
            pair = plain[at : at + 2]
            if pair in words or pair in parted:
                continue
            if pair not in sides:
                if search_form(pair) != pair:
                    parted.add(pair)
                    continue
                sides[pair] = ["", ""]
            known = sides[pair]
            known[0] = _joined(known[0], plain[at - 1] if search_form(plain[at - 1]) else "\n")
            known[1] = _joined(known[1], plain[at + 2] if search_form(plain[at + 2]) else "\n")
            if _are_enough(known):
                words.add(pair)
                del sides[pair]
    return "".join(sorted(words)), sides


def _joined(known: str, more: str) -> str:
    """Neighbours with others, as many as count."""
    for char in more:
        if len(known) < _NEIGHBOURS and (char == "\n" or char not in known):
            known += char
    return known


def _are_enough(sides: Sequence[str]) -> bool:
    return len(sides[0]) >= _NEIGHBOURS and len(sides[1]) >= _NEIGHBOURS


def _words(runs: Iterable[Mapping[str, Any]]) -> list[str]:
    """The words of two characters: those with different neighbours on both sides (branching, as new words are found).

    汇报 and 销售 are such; 报销 in 汇报销售 has always the same neighbours. `runs` have what `pairs` finds.
    """
    words: set[str] = set()
    sides: dict[str, Sequence[str]] = {}
    for run in runs:
        words.update(run["words"][at : at + 2] for at in range(0, len(run["words"]), 2))
        for pair, found in run["sides"].items():
            known = sides.get(pair)
            sides[pair] = [*map(_joined, known, found)] if known else found
    return sorted(words.union(pair for pair, found in sides.items() if _are_enough(found)))


def simplified(texts: Iterable[str], variants: Mapping[str, str]) -> dict[str, str]:
    """Traditional characters → the simplified one, for those whose simplified form stands in the texts."""
    used = {char for text in texts for char in text}
    used |= {variants.get(char, char) for char in used}
    found = {old: variants.get(new, new) for old, new in SIMPLIFIED.items()}
    return {old: new for old, new in found.items() if new in used and old not in used}
