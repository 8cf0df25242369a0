"""What is said at the end of `import`: how many items of what, and which of them are doubtful and why."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rolebook.findings.finding import Severity
from rolebook.importing.items import Item, counted, doubtful
from rolebook.importing.matching import Match
from rolebook.importing.proposal import Proposal
from rolebook.loading.load import Loaded
from rolebook.words.program import typed
from rolebook.words.text import shortened, visible
from rolebook.words.wording import Wording

KINDS = {
    "duty": Wording("职责", "duties"),
    "qualification": Wording("任职资格", "qualifications"),
    "indicator": Wording("考核指标", "indicators"),
    "rule": Wording("制度条目", "rules"),
    "penalty": Wording("处罚", "penalties"),
    "reward": Wording("奖励", "rewards"),
    "fact": Wording("岗位信息", "facts of roles"),
    "summary": Wording("目的和结束语", "purposes and closing words"),
    "heading": Wording("小标题", "headings"),
    "title": Wording("标题", "titles"),
    "intro": Wording("引言", "introductions"),
    "site": Wording("网页文字和页码", "words of web sites and page numbers"),
    "form": Wording("待填写的空白", "blanks to fill in"),
    "other": Wording("其他", "other"),
}
"""Kind of an item → what it is called, in the order of the report."""
_MOST = 20
"""Doubtful items that are shown of a file."""


@dataclass(frozen=True, slots=True)
class Shell:
    """What the commands of the next steps are made of.

    Attributes:
        program: as it was called; `handbook`: with the option that names the handbook, where one did.
        drafts: their folder.

    """

    program: str
    handbook: str
    drafts: str


def as_text(proposal: Proposal, loaded: Loaded, shell: Shell) -> Wording:
    """The report over all files: what was found, what is doubtful, what is like what there is, what to do next."""
    parts = [_of_file(proposal, number, shell) for number in range(len(proposal.files))]
    parts.append(_next_steps(loaded, shell))
    return Wording("\n\n".join(part.zh for part in parts), "\n\n".join(part.en for part in parts))


def _of_file(proposal: Proposal, number: int, shell: Shell) -> Wording:
    one, kept = proposal.files[number]
    known = Wording("，手册里已有这份文件", ", which the library has already") if kept.is_known else Wording("", "")
    lines = [
        Wording(
            f"{visible(one.document.name)}：{len(one.parts)} 篇文档，{len(one.items)} 项{known.zh}",
            f"{visible(one.document.name)}: {len(one.parts)} documents, {len(one.items)} items{known.en}",
        ),
        *_counts(one.items),
        *_owners(one.items),
        *_matches(proposal, number, shell),
        *_doubts(one.items),
    ]
    return Wording("\n".join(line.zh for line in lines), "\n".join(line.en for line in lines))


def _matches(proposal: Proposal, number: int, shell: Shell) -> Iterator[Wording]:
    """How much there is already, and what is only near, with the difference and both ways out."""
    own = {place: match for place, match in proposal.matches.items() if place[0] == number}
    kinds = [match.decision for match in own.values()]
    yield Wording(
        f"  与手册和本文件相比：相同 {kinds.count('same')}，相近 {kinds.count('near')}，新的 {kinds.count('new')}",
        f"  Compared with the library and itself: same {kinds.count('same')}, near {kinds.count('near')}, "
        f"new {kinds.count('new')}",
    )
    near = [(place, match) for place, match in own.items() if match.decision == "near"]
    near.sort(key=lambda one: -one[1].score)
    for place, match in near[:_MOST]:
        yield from _near(proposal, place, match, shell)
    if len(near) > _MOST:
        yield Wording(f"    另有 {len(near) - _MOST} 条相近。", f"    And {len(near) - _MOST} more that are near.")


def _near(proposal: Proposal, place: tuple[int, int], match: Match, shell: Shell) -> Iterator[Wording]:
    item = proposal.files[place[0]][0].items[place[1]]
    text = visible(shortened(item.text, 30))
    other = match.id or (proposal.drafts.ids.get(match.earlier, "") if match.earlier else "")
    own = proposal.drafts.ids.get(place, "")
    yield Wording(
        f"    第 {item.first} 行“{text}”与 {other} 相近（{round(match.score * 100)}%）：{visible(match.difference.zh)}",
        f"    {item.first}: '{text}' is near {other} ({round(match.score * 100)}%): {visible(match.difference.en)}",
    )
    yield Wording(
        f"      意思相同：接受草稿后运行 {shell.handbook} merge {own} {other}；不同：在 {own} 下写 "
        f"distinct_from: [{{id: {other}, reason: 理由}}]",
        f"      The same: {shell.handbook} merge {own} {other} once accepted; not: under {own} write "
        f"distinct_from: [{{id: {other}, reason: why}}]",
    )


def _next_steps(loaded: Loaded, shell: Shell) -> Wording:
    counts = Counter(one.severity for one in loaded.findings)
    errors, warnings = counts[Severity.ERROR], counts[Severity.WARNING]
    name = visible(shell.drafts)
    check = f"{shell.program} --root {typed(shell.drafts)} check"
    accept = f"{shell.handbook} import --accept {typed(shell.drafts)}"
    return Wording(
        f"草稿在 {name} 里（检查结果：{errors} 个错误，{warnings} 个警告）。\n"
        "  导入报告.html  阅读：每一项和它的原文；导入核对.xlsx  逐条决定：采用、修改、不用\n"
        "改好后：\n"
        f"  {check}  看还有什么要改\n"
        f"  {accept}  一次写入 content/",
        f"The drafts are in {name} (check: {errors} errors, {warnings} warnings).\n"
        "  导入报告.html shows every item beside its lines; 导入核对.xlsx asks for decisions\n"
        "Once they are corrected:\n"
        f"  {check}\n"
        f"  {accept}",
    )


def _counts(items: Sequence[Item]) -> Iterator[Wording]:
    numbers = counted(items)
    kinds = [kind for kind in KINDS if numbers[kind]]
    yield Wording(
        f"  {'，'.join(f'{KINDS[kind].zh} {numbers[kind]}' for kind in kinds)}",
        f"  {', '.join(f'{KINDS[kind].en} {numbers[kind]}' for kind in kinds)}",
    )


def _owners(items: Sequence[Item]) -> Iterator[Wording]:
    owners = [*dict.fromkeys(visible(item.owner) for item in items if item.owner)]
    if owners:
        more = len(owners) - _MOST
        zh, en = (f" 等 {len(owners)} 个", f" and {more} more") if more > 0 else ("", "")
        first = owners[:_MOST]
        yield Wording(f"  岗位和部门：{'、'.join(first)}{zh}", f"  Roles and departments: {', '.join(first)}{en}")


def _doubts(items: Sequence[Item]) -> Iterator[Wording]:
    found = list(doubtful(items))
    if not found:
        return
    yield Wording(f"  拿不准的 {len(found)} 项，请先看：", f"  Doubtful, look at these first ({len(found)}):")
    for item in found[:_MOST]:
        text = visible(shortened(item.text, 40))
        name = KINDS[item.kind]
        yield Wording(
            f"    第 {item.first} 行 {name.zh}：{text}（{visible(item.reason.zh)}）",
            f"    {item.first}: {name.en}: {text} ({visible(item.reason.en)})",
        )
    if len(found) > _MOST:
        yield Wording(f"    另有 {len(found) - _MOST} 项。", f"    And {len(found) - _MOST} more.")
