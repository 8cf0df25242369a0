"""Rules about rule documents: what state they are in, since when, and whether the staff was asked and told."""

from collections.abc import Iterator

from rolebook.checks.rule import rule
from rolebook.findings.finding import Finding, error, note, warning
from rolebook.findings.manual.entry import Example, a_note, a_warning, an_error
from rolebook.model.entries import Rule
from rolebook.model.library import Library, walk
from rolebook.model.rule_state import ADOPTION_LAW, State, missing_dates
from rolebook.words.wording import Wording

_RULES = "content/rules/reception.yaml"
_DATED = """\
adoption:
  discussed: 2026-10-01
  announced: 2026-10-15
  effective: 2026-11-01
"""
_RECEPTION = f"""\
id: reception
title: 来访接待制度
sources: [sample:4]
status: in-force
{_DATED}items:
  - id: register
    text: 来访的人要登记。
    origin:
      decided: 2026-10-20
      by: 人力资源部
      reason: 举例。
"""
_TABLE = """\
    table:
      columns:
        - 时间
        - 地点
      rows:
"""
_TO_BE_ADOPTED: frozenset[State] = frozenset({"trial", "in-force", "pending", "unstated"})


@rule(
    a_warning("unstated-rule", "管理制度没有写明状态。", "A rule document has no status.").because(
        "没有写明状态的，仍照旧印出。请写明 status：draft 草案，trial 试行，in-force 现行，repealed 废止；"
        "不是制度、只供参考的，写 nature: guidance，此后不再印出，也不要求签收。",
        Example(_RULES, _RECEPTION.replace("status: in-force\n", "")),
        Example(_RULES, _RECEPTION),
    )
)
def unstated_rule(library: Library) -> Iterator[Finding]:
    """A rule document says whether it is in force."""
    for one in library.rules.values():
        if not one.status and one.nature != "guidance":
            yield warning(
                "unstated-rule",
                one.at,
                f"《{one.title}》没有写明状态，仍照旧印在岗位说明书上",
                f"{one.id} has no status; sheets list it as before",
            ).mend(
                "写明 status（draft 草案，trial 试行，in-force 现行，repealed 废止）；只供参考的写 nature: guidance。",
                "Give its status (draft, trial, in-force, repealed), or nature: guidance where it is no rule.",
            )


@rule(
    a_note(
        "unadopted-rule",
        "管理制度没有登记讨论、公示或施行日期。",
        "A rule lacks the date of its discussion, announcement or effect.",
    ).because(
        f"{ADOPTION_LAW.zh}。已经办理的，请把日期和记录登记在 adoption 中，把施行日期写在 effective 中。",
        Example(_RULES, _RECEPTION.replace("2026-10-15", '""')),
        Example(_RULES, _RECEPTION),
    ),
    relies_on=("library", "status", "adoption"),
)
def unadopted_rule(library: Library) -> Iterator[Finding]:
    """A rule that binds was discussed and announced, and has a date since when."""
    for one in library.rules.values():
        missing = missing_dates(one)
        if not missing or library.state(one) not in _TO_BE_ADOPTED:
            continue
        zh, en = "、".join(date.zh for date in missing), ", ".join(date.en for date in missing)
        yield note(
            "unadopted-rule",
            one.at,
            f"《{one.title}》没有登记{zh}日期。{ADOPTION_LAW.zh}",
            f"{one.id} lacks: {en}. {ADOPTION_LAW.en}",
        ).mend(
            "已经办理的，请把日期登记在 adoption 中，施行日期写在 effective 中；尚未办理的，写 status: draft。",
            "Enter the dates under adoption and effective; where it has not been done, write status: draft.",
        )


@rule(
    a_note(
        "rule-not-in-force",
        "在本手册的日期，管理制度不在施行期内。",
        "A rule document is not in force on the handbook's date.",
    ).because(
        "尚未施行、已过有效期或已经废止的制度，不印在已批准岗位的说明书上。"
        "日期与 content/library.yaml 的 date 比较。请核对日期；不再适用的，从岗位和部门的 rules 中删去。",
        Example(_RULES, _RECEPTION.replace("effective: 2026-11-01", "effective: 2026-11-02")),
        Example(_RULES, _RECEPTION),
    ),
    relies_on=("library", "status", "adoption"),
)
def rule_not_in_force(library: Library) -> Iterator[Finding]:
    """What is not yet, or no longer, in force is told: sheets leave it out."""
    date = library.day
    for one in library.rules.values():
        state = library.state(one)
        if state == "pending":
            said = Wording(
                f"《{one.title}》自 {one.since} 起施行，晚于本手册的日期 {date}",
                f"{one.id} is in force from {one.since}, after the handbook's date {date}",
            )
            yield _left_out(one, said)
        elif state == "expired":
            said = Wording(
                f"《{one.title}》的有效期至 {one.until}，早于本手册的日期 {date}",
                f"{one.id} was in force until {one.until}, before the handbook's date {date}",
            )
            yield _left_out(one, said)
        elif state == "repealed":
            yield from _still_listed(library, one)


def _left_out(one: Rule, said: Wording) -> Finding:
    hint = Wording(
        "已批准岗位的说明书不印它；请核对 effective、until 和 content/library.yaml 的 date。",
        "Sheets of approved roles leave it out; check effective, until, and date in content/library.yaml.",
    )
    return note("rule-not-in-force", one.at, *said).mend(*hint)


def _still_listed(library: Library, one: Rule) -> Iterator[Finding]:
    for owner in library.owners(one.id):
        yield note(
            "rule-not-in-force",
            owner.at,
            f"“{owner.title}”仍列有已经废止的《{one.title}》",
            f"{owner.id} lists {one.id}, which is repealed",
        ).mend("网站和说明书都不再显示它；请从 rules 中删去。", "It is shown nowhere: take it out of rules.")


@rule(
    an_error(
        "ragged-table", "表格的一行与栏数不符。", "A row of a table has not as many cells as there are columns."
    ).because(
        "每一行的格数要与 columns 的栏数相同；空格写作空的引号。",
        Example(_RULES, _RECEPTION.replace("    origin:", f"{_TABLE}        - [上午]\n    origin:")),
        Example(_RULES, _RECEPTION.replace("    origin:", f"{_TABLE}        - [上午, 前台]\n    origin:")),
    )
)
def ragged_table(library: Library) -> Iterator[Finding]:
    """Every row of a table has a cell for each column."""
    for document in library.rules.values():
        for item in walk(document.items):
            if item.table is None:
                continue
            wanted = len(item.table.columns)
            for row, at in zip(item.table.rows, item.table.rows_at, strict=True):
                if len(row) != wanted:
                    yield error(
                        "ragged-table",
                        at,
                        f"{item.id} 的表格有 {wanted} 栏，这一行有 {len(row)} 格",
                        f"the table of {item.id} has {wanted} columns, and this row {len(row)} cells",
                    ).mend('补齐或删去多余的格；空格写作 ""。', 'Add or delete cells; an empty one is "".')


@rule(
    a_warning("self-reference", "条目参见的是它自己。", "An item of a rule refers to itself.").because(
        "refers_to 写这一条提到的其他制度、条目或条款；写它自己的，页面上的链接只会回到原处。",
        Example(_RULES, _RECEPTION.replace("    origin:", "    refers_to:\n      - reception#register\n    origin:")),
        Example(_RULES, _RECEPTION),
    )
)
def self_reference(library: Library) -> Iterator[Finding]:
    """What an item refers to is another thing."""
    for document in library.rules.values():
        for item in walk(document.items):
            if item.id in item.refers_to:
                yield warning(
                    "self-reference", item.at, f"{item.id} 的 refers_to 写的是它自己", f"{item.id} refers to itself"
                ).mend(
                    f"从 refers_to 中删去 {item.id}，或改成所指的另一条。",
                    f"Delete {item.id} from refers_to, or name what is meant.",
                )


@rule(
    an_error(
        "contradictory-dates", "管理制度的日期互相矛盾。", "The dates of a rule document contradict each other."
    ).because(
        "施行日期只有一个：写在 effective 中，或写在 adoption 的 effective 中；两处都写的必须相同。"
        "有效期至（until）不能早于施行日期。",
        Example(_RULES, _RECEPTION.replace("status: in-force\n", "status: in-force\neffective: 2026-11-02\n")),
        Example(_RULES, _RECEPTION),
    )
)
def contradictory_dates(library: Library) -> Iterator[Finding]:
    """One date since when a rule is in force, and none at which it ends before."""
    for one in library.rules.values():
        other = one.adoption.effective
        if one.effective and other and one.effective != other:
            yield error(
                "contradictory-dates",
                one.at,
                f"《{one.title}》有两个施行日期：{one.effective} 和 {other}",
                f"{one.id} is in force from {one.effective}, and from {other}",
            ).mend("只保留 effective，删去 adoption 中的一处。", "Keep effective, delete that under adoption.")
        elif one.since and one.until and one.until < one.since:
            yield error(
                "contradictory-dates",
                one.at,
                f"《{one.title}》的有效期至 {one.until}，早于施行日期 {one.since}",
                f"{one.id} ends on {one.until}, before it begins on {one.since}",
            ).mend("核对 effective 和 until。", "Check effective and until.")
