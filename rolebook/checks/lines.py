"""Rules about the lines of source documents: nothing lost, nothing accounted for twice."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from rolebook.checks.examples import MINUTES, minutes
from rolebook.checks.rule import rule
from rolebook.findings.finding import Finding, Position, error, warning
from rolebook.findings.manual.entry import Example, a_warning, an_error
from rolebook.findings.manual.snippets import DUTIES, PLAN
from rolebook.findings.rule_names import RuleName
from rolebook.model.coverage import coverage, coverage_of, settled
from rolebook.model.kinds import CLAUSES
from rolebook.model.library import Library
from rolebook.model.records import spans
from rolebook.model.source import Source
from rolebook.words.program import PROGRAM
from rolebook.words.similarity import NEAR, ratio
from rolebook.words.text import in_one_line, normal_form, shortened, visible
from rolebook.words.wording import Wording

MOST_TOLD = 10_000
"""Findings of one rule about single lines."""
_CLAIMS = (*(kind.name for kind in CLAUSES), "role", "department", "sources", "superseded_by")
"""What may account for a line: clauses, rules, roles and departments by their `sources`, or that nobody asks for it."""


@rule(
    an_error("uncovered-line", "来源的一行尚未标明去向。", "A line of a source is not accounted for.").because(
        "来源的每一行都要标明去向：写入条款或岗位的 sources，"
        "或登记在来源的行登记表（ledger）中（标题、引言、不采用等），以免遗漏。",
        minutes(MINUTES.replace("  site: [2-3]\n", "  site: [3]\n")),
        minutes(MINUTES),
    ),
    relies_on=_CLAIMS,
)
def uncovered_line(library: Library) -> Iterator[Finding]:
    """Every non-blank line of a normalised document is in a clause, a fact or the ledger."""
    told = 0
    parts = {
        id_: settled(((part.first, part.last, part) for part in source.parts), len(source.lines))
        for id_, source in library.sources.items()
    }
    for (id_, number), line in coverage(library).items():
        if line.status != "uncovered":
            continue
        source, part = library.sources[id_], parts[id_].get(number)
        if not (part and part.open):
            told += 1
            if told > MOST_TOLD:
                yield _more("uncovered-line", document_line(source, number))
                return
            quote = visible(shortened(in_one_line(source.lines[number - 1].strip()), 30))
            yield error(
                "uncovered-line",
                document_line(source, number),
                f"第 {number} 行尚未标明去向：{quote}",
                f"line {number} is not accounted for: '{quote}'",
            ).mend(
                f"在条款的 sources 中写明 {id_}:{number}，或登记到 {source.at.file} 的 ledger。",
                f"Name {id_}:{number} in a clause's sources, or enter it in the ledger.",
            )


@rule(
    an_error("doubly-accounted", "来源的一行有两个去向。", "A line of a source is accounted for twice.").because(
        "行登记表（ledger）登记既不是条款、也不是岗位和部门信息的行。每一行或写入条款的 sources，"
        "或登记在行登记表中，只保留一处。",
        minutes(MINUTES.replace("[1]", "[1, 2]")),
        minutes(MINUTES),
    )
)
def doubly_accounted(library: Library) -> Iterator[Finding]:
    """A line of the ledger carries neither a clause nor a fact, stands in the ledger once, and exists."""
    told = 0
    for source in library.sources.values():
        seen: dict[int, Position] = {}
        for entry in source.ledger:
            if not 1 <= entry.first <= entry.last <= len(source.lines):
                yield error("missing-line", entry.at, "行登记表中的行号不存在", "the ledger names no such line").mend(
                    f"{source.id} 共 {len(source.lines)} 行；首行在前。", f"{source.id} has {len(source.lines)} lines."
                )
                continue
            for line in () if entry.part else range(entry.first, entry.last + 1):
                claimed = library.claims(source.id, line)
                if claimed or line in seen:
                    told += 1
                    if told > MOST_TOLD:
                        yield _more("doubly-accounted", entry.at)
                        return
                    yield _doubly(entry.at, line, claimed, seen.get(line))
                seen.setdefault(line, entry.at)


def _more(rule: RuleName, at: Position) -> Finding:
    """That no further lines are told of: nobody mends so many one by one."""
    return error(
        rule, at, f"同样的问题超过 {MOST_TOLD} 处，此后未再列出", f"more than {MOST_TOLD} of these, no more are listed"
    ).mend("请先改正已列出的各处，再检查一次。", "Mend those that are listed, then check again.")


def _doubly(at: Position, line: int, claimed: tuple[str, ...], first: Position | None) -> Finding:
    who = Wording("、".join(claimed), ", ".join(claimed))
    if first and not claimed:
        who = Wording(f"行登记表的另一处（第 {first.line} 行）", f"the ledger once more (line {first.line})")
    return error(
        "doubly-accounted",
        at,
        f"第 {line} 行已在行登记表中，又见于：{who.zh}",
        f"line {line} is in the ledger and in: {who.en}",
    ).mend("只保留一处。", "Keep one of the two.")


@rule(
    an_error(
        "part-lines",
        "来源中各篇文档的行号重叠、倒置或超出全文。",
        "The documents inside a source overlap or exceed it.",
    ).because(
        "各篇按先后排列，每篇写明首行和末行，不得重叠。", minutes(MINUTES.replace("1-3", "1-30")), minutes(MINUTES)
    )
)
def part_lines(library: Library) -> Iterator[Finding]:
    """The documents inside a source stand one after the other and share neither a line nor an id."""
    for source in library.sources.values():
        end = 0
        seen: set[str] = set()
        for part in source.parts:
            if part.id in seen:
                yield error(
                    "duplicate-id",
                    part.at,
                    f"文档编号 {part.id} 在 {source.id} 中用了两次",
                    f"{source.id} has two documents {part.id}",
                ).mend("换一个编号。", "Choose another.")
            seen.add(part.id)
            if not end < part.first <= part.last <= len(source.lines):
                yield error(
                    "part-lines",
                    part.at,
                    f"{part.id} 的行 {part.first}-{part.last} 与前一篇重叠、倒置或超出 {len(source.lines)} 行",
                    f"lines {part.first}-{part.last} of {part.id} overlap, are reversed, or exceed the "
                    f"{len(source.lines)} lines",
                ).mend("核对首行和末行；各篇按先后排列。", "Check the first and the last line; keep the order.")
            end = max(end, part.last)


@rule(
    a_warning("open-document", "一篇文档尚未整理完毕。", "A document is not normalised yet.").because(
        "标有 state: open 的文档，其中未标明去向的行只合并提醒一次。整理完毕后请删去这一行，此后遗漏的每一行都会报告。",
        minutes(
            MINUTES.replace("    lines: 1-3\n", "    lines: 1-3\n    state: open\n").replace("  site: [2-3]\n", "")
        ),
        minutes(MINUTES),
    ),
    relies_on=_CLAIMS,
)
def open_document(library: Library) -> Iterator[Finding]:
    """A document that is still `open` has lines nobody has decided about: one warning a document."""
    together: Mapping[str, Counter[str]] | None = None
    for source in library.sources.values():
        if not any(part.open for part in source.parts):
            continue
        lines = coverage_of(library, source)
        numbers = [number for number, line in lines.items() if line.status == "uncovered"]
        is_used = any(line.status == "clause" for line in lines.values())
        earlier, same = "", frozenset[int]()
        if numbers and is_used:
            together = together or _together(library)
            earlier, same = _as_before(library, source, numbers, together.get(source.id, Counter()))
        for part in source.parts:
            left = numbers[bisect_left(numbers, part.first) : bisect_right(numbers, part.last)]
            if part.open and left:
                yield warning(
                    "open-document",
                    part.at,
                    f"{part.id}“{part.title}”尚未整理完毕，余 {len(left)} 行",
                    f"{part.id} is open: {len(left)} lines left",
                ).mend(*(_to_normalise(source, left, earlier, same) if is_used else _unused(source)))


def _together(library: Library) -> Mapping[str, Counter[str]]:
    """Source → how many clauses in use cite it (under its own id), and how many of them each other source."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for clause in library.clauses.values():
        if clause.sources and not clause.retired:
            cited = {ref.source for ref in clause.sources}
            for id_ in cited:
                found[id_].update(cited)
    return found


def _as_before(
    library: Library, source: Source, left: Sequence[int], cited: Mapping[str, int]
) -> tuple[str, frozenset[int]]:
    """The source that this one is a later version of, and which of these lines something is said of there; else ""."""
    others = {id_: count for id_, count in cited.items() if id_ != source.id and not library.sources[id_].superseded_by}
    earlier = max(others, key=lambda id_: (others[id_], id_), default="")
    if not earlier or 2 * others[earlier] < cited[source.id]:
        return "", frozenset()
    lines = library.sources[earlier].lines
    there = coverage_of(library, library.sources[earlier]).items()
    forms = {normal_form(lines[number - 1]) for number, line in there if line.status != "uncovered"}
    return earlier, frozenset(number for number in left if normal_form(source.lines[number - 1]) in forms)


_NORMALISED = Wording("整理完毕后删去它的 state: open。", "Normalise it, then delete its 'state: open'.")
_NAMED = 8


def _to_normalise(source: Source, left: Sequence[int], earlier: str, same: AbstractSet[int]) -> Wording:
    """Which lines are left, and how it is recorded that they are not used; first, what settles those as they were.

    `same`: the lines that `earlier`, which the source is a later version of, accounts for.
    """
    if settled_there := len(same & {*left}):
        command, rest = f"{PROGRAM} move-lines {earlier} {source.id}", [one for one in left if one not in same]
        then = _to_normalise(source, rest, "", frozenset()) if rest else _NORMALISED
        return Wording(
            f"{'其中' if rest else '这'} {settled_there} 行与 {earlier} 里有着落的行相同，一起改到这份来源：{command}\n"
            f"    {then.zh}",
            f"{settled_there} lines stand in {earlier}, where something is said of them; lead that here: {command}\n"
            f"    {then.en}",
        )
    first, *_ = ranges = list(spans(left))
    quote = visible(shortened(in_one_line(source.lines[left[0] - 1]), 30))
    more = len(ranges) - _NAMED
    named = "、".join(map(str, ranges[:_NAMED])) + (f" 等 {len(ranges)} 处" if more > 0 else "")
    there = any(entry.status == "dropped" for entry in source.ledger)
    block = f"    - lines: {first}\n      reason: ……"
    block = block if there else f"  dropped:\n{block}"
    return Wording(
        f"未标明去向的是第 {named} 行（第 {left[0]} 行：“{quote}”）。要用的写成条款；不用的登记在 {source.at.file} "
        f"的 ledger{' 的 dropped' if there else ''} 里（把 …… 换成理由）：\n{block}\n    {_NORMALISED.zh}",
        f"Lines {', '.join(map(str, ranges[:_NAMED]))}{', …' * (more > 0)} are left (line {left[0]}: '{quote}'). "
        f"Make clauses of them, or enter them in the ledger of {source.at.file}"
        f"{', under dropped' if there else ''}:\n{block}\n    {_NORMALISED.en}",
    )


def _unused(source: Source) -> Wording:
    """What to do about a document of which nothing is taken over yet, as after an import."""
    folder = source.at.file.rpartition("/")[0]
    files = dict.fromkeys([source.at.file, f"{folder}/{source.original}", f"{folder}/{source.text}"])
    return Wording(
        f"{_NORMALISED.zh}草稿还没有写入的：{PROGRAM} import --accept 草稿的文件夹。"
        f"不要这份来源的，删去 {'、'.join(map(visible, files))}。",
        f"{_NORMALISED.en} If its drafts are not accepted yet: {PROGRAM} import --accept FOLDER. "
        f"If it is not wanted, delete {', '.join(map(visible, files))}.",
    )


_OPEN_NOTES = MINUTES.replace("[2-3]", "[3]")
_OF_NOTES = PLAN.replace("制定每月、季度工作计划", "客户投诉当天答复").replace("sample:3", "notes:2")


@rule(
    a_warning(
        "superseded-lines", "条款只出自已被取代的文件。", "A clause comes from a superseded document only."
    ).because(
        "新文件中仍有这一句的，把 sources 改为新文件的行；已经没有的，停用这一条；仍然保留的，用 origin 写明由谁决定。",
        Example(DUTIES, _OF_NOTES, beside=(minutes(f"{_OPEN_NOTES}superseded_by: sample\n"),)),
        Example(DUTIES, _OF_NOTES, beside=(minutes(_OPEN_NOTES),)),
    ),
    relies_on=("source", "sources"),
)
def superseded_lines(library: Library) -> Iterator[Finding]:
    """A clause that stands on a superseded document alone is looked for in the document that came after it."""
    forms: dict[str, list[str]] = {}
    for clause in library.clauses.values():
        sources = [library.sources[ref.source] for ref in clause.sources]
        is_old = bool(sources) and all(one.superseded_by in library.sources for one in sources)
        if not is_old or clause.retired or clause.origin:
            continue
        newer = sources[0].superseded_by
        lines = forms.setdefault(newer, [normal_form(line) for line in library.sources[newer].lines])
        text = normal_form(clause.text)
        best = max(range(len(lines)), key=lambda number: ratio(text, lines[number]), default=None)
        alike = best is not None and ratio(text, lines[best]) * 100 >= NEAR
        hint = Wording(
            f"新文件中没有相近的行。停用这一条：{PROGRAM} retire {clause.id} --reason ……（换成理由）；"
            "仍然保留的，用 origin 写明由谁决定。",
            f"Nothing in {newer} is like it: '{PROGRAM} retire {clause.id} --reason …', or say in origin who decided "
            "to keep it.",
        )
        if alike and best is not None:
            quote = visible(shortened(library.sources[newer].lines[best].strip(), 30))
            hint = Wording(
                f"新文件中相近的是 {newer}:{best + 1}“{quote}”：核对后改写 sources。",
                f"Compare {newer}:{best + 1}, and name it in sources.",
            )
        yield warning(
            "superseded-lines",
            clause.at,
            f"{clause.id} 只出自已被 {newer} 取代的 {'、'.join(source.id for source in sources)}",
            f"{clause.id} comes only from {', '.join(source.id for source in sources)}, superseded by {newer}",
        ).mend(*hint)


def document_line(source: Source, line: int) -> Position:
    """The line in the document itself."""
    return Position(f"{source.at.file.rpartition('/')[0]}/{source.text}", line, 1)
