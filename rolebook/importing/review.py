"""What is said at the end of `import`: how many items of what, and which of them are doubtful and why."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rolebook.findings.finding import Severity
from rolebook.importing.items import Item, counted
from rolebook.importing.kinds import KINDS
from rolebook.importing.matching import CLAUSE_KINDS, DROPPED
from rolebook.importing.proposal import Proposal
from rolebook.importing.review_rows import ACTIVITY, GONE, KEEP, MERGE, RETIRE, WHY_NOT, Reviewed, doubtful
from rolebook.importing.review_workbook import LEAVE
from rolebook.importing.versions import Revision
from rolebook.words.personal_data import BLOT, blotted
from rolebook.words.program import typed
from rolebook.words.text import shortened, visible
from rolebook.words.wording import Wording

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


def as_text(proposal: Proposal, rows: Sequence[Reviewed], found: Counter[Severity], shell: Shell) -> Wording:
    """The report over all files: what was found, what is doubtful, what is like what there is, what to do next."""
    by_file: defaultdict[int, list[Reviewed]] = defaultdict(list)
    for row in rows:
        by_file[row.file].append(row)
    parts = [_of_file(proposal, number, by_file[number], shell) for number in range(len(proposal.files))]
    parts += _to_look_at(proposal)
    parts.append(_next_steps(found, rows, shell))
    return Wording("\n\n".join(part.zh for part in parts), "\n\n".join(part.en for part in parts))


def _to_look_at(proposal: Proposal) -> Iterator[Wording]:
    """What several documents give one role, and what is too long for one file."""
    files: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for one, _ in proposal.files:
        for item in one.items:
            files[item.owner][one.document.name] = None
    shared = {title: names for title, names in files.items() if title and len(names) > 1}
    for title, names in list(shared.items())[:_MOST]:
        where = "、".join(map(_shown, names))
        yield Wording(
            f"{where} 里都有“{_shown(title)}”，草稿写在一处：不是同一个的，请在草稿里另起名称，移出它的条款。",
            f"{where} all name '{_shown(title)}', one in the drafts: part them there if they are several.",
        )
    for title, parts in proposal.drafts.parted.items():
        yield Wording(
            f"制度“{_shown(title)}”太长，一个文件放不下，草稿分成 {parts} 份，题目后面有（2）、（3）……",
            f"The rule '{_shown(title)}' is too long for one file: {parts} drafts, numbered in their titles.",
        )


def _of_file(proposal: Proposal, number: int, rows: Sequence[Reviewed], shell: Shell) -> Wording:
    one, kept = proposal.files[number]
    items = [row.item for row in rows if row.item.first]
    known = Wording("，手册里已有这份文件", ", which the library has already") if kept.is_known else Wording("", "")
    lines = [
        Wording(
            f"{_shown(one.document.name)}：{len(one.parts)} 篇文档，{len(items)} 项{known.zh}",
            f"{_shown(one.document.name)}: {len(one.parts)} documents, {len(items)} items{known.en}",
        ),
        *_two_ways(rows, kept.id),
        *_counts(items),
        *_of_posts(rows),
        *_owners(one.items),
        *_asked(rows),
        *_personal(rows, shell, kept.id),
        *_matches(rows, proposal.revisions.get(number), shell, kept.id),
        *_activities(rows),
        *_doubts(rows),
        *_left(rows),
    ]
    return Wording("\n".join(line.zh for line in lines), "\n".join(line.en for line in lines))


def _asked(rows: Sequence[Reviewed]) -> Iterator[Wording]:
    """What is asked once of the whole document."""
    for row in rows:
        if row.about:
            text, why = visible(row.item.text), row.item.reason
            yield Wording(f"  {text}{why.zh}", f"  {text} {why.en}")


def _personal(rows: Sequence[Reviewed], shell: Shell, source: str) -> Iterator[Wording]:
    """That there are numbers of people, where, and how they are made unreadable."""
    found = [row for row in rows if row.personal]
    if found:
        places = "、".join(f"{row.place}（{'、'.join(row.personal)}）" for row in found[:_MOST])
        lines = ", ".join(row.where for row in found[:_MOST])
        yield Wording(
            f"  个人资料：{places}。这里显示为 {BLOT}；"
            f"接受之前请运行 {shell.handbook} redact {source}，并改掉草稿里的号码。",
            f"  Numbers of people: {lines}, shown as {BLOT} here. Before you accept: {shell.handbook} redact {source}.",
        )


def _matches(rows: Sequence[Reviewed], revision: Revision | None, shell: Shell, source: str) -> Iterator[Wording]:
    """How much there is already, and what is only near, with the difference and the ways out."""
    kinds = Counter(row.match.decision for row in rows if row.item.kind in CLAUSE_KINDS)
    same, near, new, gone = (kinds[one] for one in ("same", "near", "new", GONE))
    if revision:
        yield Wording(
            f"  像是 {revision.source} 的修订稿：没有变的 {same} 条，改动或相近的 {near} 条，"
            f"新的 {new} 条，不再有的 {gone} 条",
            f"  It looks like a revision of {revision.source}: {same} as they were, {near} changed or near, {new} new, "
            f"{gone} gone",
        )
    else:
        yield Wording(
            f"  与手册和本文件相比：相同 {same}，相近 {near}，新的 {new}",
            f"  Compared with the library and the file itself: same {same}, near {near}, new {new}",
        )
    yield from _given_up([row for row in rows if row.match.decision == DROPPED])
    likest = sorted((row for row in rows if row.match.decision == "near"), key=lambda row: -row.match.score)
    for row in likest[:_MOST]:
        yield _near(row, "" if revision else f"{shell.program} --root {typed(shell.drafts)} merge")
    if len(likest) > _MOST:
        yield Wording(f"    另有 {len(likest) - _MOST} 条相近。", f"    And {len(likest) - _MOST} more that are near.")
    if likest:
        yield Wording(
            f"    是一回事的，在核对表的那一行选“{MERGE}”；不是的，写“{WHY_NOT}”，check 就不再提",
            f"    Where two are the same, choose {MERGE} in the row of the review; where not, write '{WHY_NOT}' there, "
            "and check says no more of it",
        )
    for row in [row for row in rows if row.match.decision == GONE][:_MOST]:
        text = visible(shortened(row.item.text, 40))
        used = f"，{visible(row.item.owner)}" if row.item.owner else ""
        yield Wording(
            f"    不再有：“{text}”（{row.other}，{row.where}{used}）", f"    Gone: '{text}' ({row.other}, {row.where})"
        )
    if revision:
        yield Wording(
            f"    旧的一条不再用的，在核对表里选“{RETIRE}”，不再有而仍要用的选“{KEEP}”；"
            f"接受之后，没有变的行改引新文件：{shell.handbook} move-lines {revision.source} {source}",
            f"    What is out of use: choose {RETIRE} in the review, {KEEP} for what stays; once accepted, lead "
            f"lines to the new document: {shell.handbook} move-lines {revision.source} {source}",
        )


def _given_up(rows: Sequence[Reviewed]) -> Iterator[Wording]:
    """Which sentences are not drafted since somebody decided so before, and how they are taken back."""
    if not rows:
        return
    yield Wording(
        f"  照以前的决定不用 {len(rows)} 条；要用的，删去那份来源的 ledger 里 dropped 的那几行，再导入一次：",
        f"  Not used, as decided before: {len(rows)}; to use one, delete its lines from 'dropped' in the ledger of its "
        "source and import again:",
    )
    for row in rows[:_MOST]:
        text, (lines, reason) = visible(shortened(row.item.text, 30)), row.match.decided
        said = _shown(shortened(reason, 40))
        yield Wording(f"    {row.place}“{text}”（{lines}：{said}）", f"    {row.where}: '{text}' ({lines}: {said})")


def _near(row: Reviewed, merge: str) -> Wording:
    """What an item is like and what differs; how both become one, unless that makes two of them."""
    text, other = visible(shortened(row.item.text, 30)), row.other
    told, alike = row.match.difference, f"{round(row.match.score * 100)}%"
    zh = en = ""
    if merge and row.made and not row.match.is_decisive:
        command = f"{merge} {row.made[-1]} {other}"
        zh, en = f"\n      意思相同：{command}", f"\n      The same: {command}"
    return Wording(
        f"    {row.place}“{text}”与 {other} 相近（{alike}）：{visible(told.zh)}{zh}",
        f"    {row.where}: '{text}' is near {other} ({alike}): {visible(told.en)}{en}",
    )


def _activities(rows: Sequence[Reviewed]) -> Iterator[Wording]:
    """Which work activities the drafts name, and which somebody is asked about."""
    named = [row for row in rows if row.activities]
    sure = sum(row.activities[0].is_sure for row in named)
    if not named:
        return
    yield Wording(
        f"  工作事项：按字面认出 {sure} 条职责的，已写进草稿；{len(named) - sure} 条拿不准，核对表里可填",
        f"  Work activities: {sure} named in the drafts by their words, {len(named) - sure} to be decided",
    )
    for row in [row for row in named if not row.activities[0].is_sure][:_MOST]:
        text, (first, *_) = visible(shortened(row.item.text, 30)), row.activities
        titles = "、".join(f"{visible(one.activity.title)}（{one.activity.id}）" for one in row.activities)
        yield Wording(
            f"    {row.place}“{text}”：可能是 {titles}。"
            f"是的，在核对表的这一行写“{ACTIVITY}”：{visible(first.activity.title)}；不是的，不写",
            f"    {row.where}: '{text}' may be {titles}. If so, write its title under '{ACTIVITY}' in the review",
        )


def _next_steps(found: Counter[Severity], rows: Sequence[Reviewed], shell: Shell) -> Wording:
    errors, warnings = found[Severity.ERROR], found[Severity.WARNING]
    name = visible(shell.drafts)
    check = f"{shell.program} --root {typed(shell.drafts)} check"
    waits = Wording("", "")
    if any(row.is_asked for row in rows):
        said = doubtful(rows)
        waits = Wording(
            f"  {said.zh}，“决定”空着：没有决定的，接受时不写入，旧条照旧\n",
            f"  {said.en}; they are not written before\n",
        )
    accept = f"{shell.handbook} import --accept {typed(shell.drafts)}"
    return Wording(
        f"草稿在 {name} 里（检查结果：{errors} 个错误，{warnings} 个警告）。\n"
        "  导入报告.html  阅读：每一项和它的原文；导入核对.xlsx  逐条决定：采用、修改、不用\n"
        f"{waits.zh}"
        "改好后：\n"
        f"  {check}  看还有什么要改\n"
        f"  {accept}  一次写入 content/",
        f"The drafts are in {name} (check: {errors} errors, {warnings} warnings).\n"
        "  导入报告.html shows every item beside its lines; 导入核对.xlsx asks for decisions\n"
        f"{waits.en}"
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


def _two_ways(rows: Sequence[Reviewed], source: str) -> Iterator[Wording]:
    """That lines are counted as the document shows them here, and as its text has them where a source is named."""
    by_place = sorted(rows, key=lambda row: row.item.text_first)
    two = next((row for row in by_place if row.item.first != row.item.text_first), None)
    if two:
        line = f"{source}:{two.item.text_first}"
        yield Wording(
            f"  行号照文件本身；来源的行号照提取出来的文字：{line} 就是这里的{two.place}",
            f"  Lines are those of the document; sources count those of its text: {line} is {two.where} here",
        )


def _of_posts(rows: Sequence[Reviewed]) -> Iterator[Wording]:
    """How many sentences the drafts have of rows that are each about a post."""
    if count := sum(len(row.made) for row in rows if row.item.kind == "fact"):
        yield Wording(
            f"  岗位信息的各行里另读出职责和任职资格 {count} 条，已写进草稿",
            f"  Rows about a post give {count} duties and qualifications, which are in the drafts",
        )


def _owners(items: Sequence[Item]) -> Iterator[Wording]:
    owners = [*dict.fromkeys(_shown(item.owner) for item in items if item.owner)]
    if owners:
        more = len(owners) - _MOST
        zh, en = (f" 等 {len(owners)} 个", f" and {more} more") if more > 0 else ("", "")
        first = owners[:_MOST]
        yield Wording(f"  岗位和部门：{'、'.join(first)}{zh}", f"  Roles and departments: {', '.join(first)}{en}")


def _doubts(rows: Sequence[Reviewed]) -> Iterator[Wording]:
    said, found = doubtful(rows), [row for row in rows if row.is_unsure and not row.follows]
    if not said.zh:
        return
    least = Wording("；把握最小的：", "; the least certain:") if found else Wording("，都列在上面", ", all named above")
    yield Wording(f"  {said.zh}{least.zh}", f"  {said.en}{least.en}")
    alike = Counter(row.doubt for row in rows if row.follows)
    for row in found[:_MOST]:
        text = visible(shortened(row.item.text, 40))
        name = KINDS[row.item.kind]
        zh, en = (f"；一样的另有 {alike[row.doubt]} 项", f"; {alike[row.doubt]} more") if alike[row.doubt] else ("", "")
        yield Wording(
            f"    {row.place} {name.zh}：{text}（{visible(row.item.reason.zh)}{zh}）",
            f"    {row.where}: {name.en}: {text} ({visible(row.item.reason.en)}{en})",
        )
    if len(found) > _MOST:
        yield Wording(f"    另有 {len(found) - _MOST} 项。", f"    And {len(found) - _MOST} more.")


def _left(rows: Sequence[Reviewed]) -> Iterator[Wording]:
    """Lines of which no clause is made and about which somebody may decide."""
    count, kind = sum(bool(row.left and row.item.kind == "other") for row in rows), KINDS["other"]
    if count:
        yield Wording(
            f"  {count} 行没有写成条款，也没有别的去向（类别是“{kind.zh}”）：不要的，在核对表里选“{LEAVE}”",
            f"  {count} items make no clause and are nothing else ('{kind.en}'): choose {LEAVE} in the review",
        )


def _shown(text: str) -> str:
    return visible(blotted(text))
