"""Rules about work activities: every duty has one, every one has a duty, and no role has two duties of one."""

from collections import defaultdict
from collections.abc import Iterator

from rolebook.checks.rule import rule
from rolebook.findings.finding import Finding, note, warning
from rolebook.findings.manual.entry import Example, a_note, a_warning
from rolebook.findings.manual.snippets import DUTIES, PLAN, ROLE, ROLES
from rolebook.model.entries import Activity, Department, Duty, Role
from rolebook.model.involvement import Involvement
from rolebook.model.library import Library
from rolebook.words.program import PROGRAM
from rolebook.words.text import normal_form, shortened, visible

ACTIVITIES = "content/activities/planning.yaml"
PLANNING = "- id: planning-of-work\n  title: 制定工作计划\n"
_OF_PLANNING = "  activities:\n    - planning-of-work\n"
_PLANNED = Example(DUTIES, PLAN + _OF_PLANNING)
_LISTED = Example(ROLES, ROLE.replace("receive-customers", "draw-up-work-plan"))
_RECEPTION = """\
- id: receive-customers
  text: 接待来访顾客。
  sources: [sample:4]
  activities:
    - reception
"""
_RECEIVE = "- id: reception\n  title: 接待顾客\n"
_NEARLY_ALL = 0.8
"""From this share of duties with an activity on, one without is a warning: it was forgotten."""


def _duties(library: Library) -> list[Duty]:
    return [one for one in library.clauses.values() if isinstance(one, Duty) and library.in_use(one)]


def _all_duties(library: Library) -> Iterator[Duty]:
    return (one for one in library.clauses.values() if isinstance(one, Duty))


@rule(
    a_note("duty-without-activity", "职责没有写明工作事项。", "A duty names no work activity.").because(
        "工作事项把说法不同的同一件事归在一起，岗位之间才能比较。请在职责的 activities 中写明它做的是哪件事；"
        "八成以上的职责都写明之后，漏写的一条是警告。没有 content/activities 的手册不检查。",
        Example(ACTIVITIES, PLANNING, beside=(Example(DUTIES, PLAN), _LISTED)),
        Example(
            ACTIVITIES,
            PLANNING,
            beside=(
                _PLANNED,
                _LISTED,
                Example("content/activities/service.yaml", _RECEIVE),
                Example("content/duties/service.yaml", _RECEPTION),
            ),
        ),
    ),
    relies_on=("activity", "activities"),
)
def duty_without_activity(library: Library) -> Iterator[Finding]:
    """A duty in use belongs to a work activity, where the library has any."""
    duties = _duties(library)
    without = [duty for duty in duties if not duty.activities] if library.activities else []
    told = warning if len(duties) - len(without) >= _NEARLY_ALL * len(duties) else note
    for duty in without:
        text = visible(shortened(duty.text, 40))
        yield told(
            "duty-without-activity",
            duty.at,
            f"职责 {duty.id} 没有写明工作事项：“{text}”",
            f"the duty {duty.id} names no activity: '{text}'",
        ).mend(
            "在 activities 中写明它做的是哪件事；没有合适的，在 content/activities 中添加。",
            "Name what it is about under 'activities'; add one to content/activities where none fits.",
        )


@rule(
    a_warning("activity-without-duty", "没有职责属于这件工作事项。", "No duty is about an activity.").because(
        "工作事项是为了把职责归在一起。没有职责写明它的，读者看到的是一张空页："
        "请在职责的 activities 中写明，或删去这一项。",
        Example(ACTIVITIES, PLANNING),
        Example(ACTIVITIES, PLANNING, beside=(_PLANNED, _LISTED)),
    ),
    relies_on=("duty", "activities"),
)
def activity_without_duty(library: Library) -> Iterator[Finding]:
    """An activity that no duty in use is about shows an empty page."""
    for activity in library.activities.values():
        if not activity.retired and not library.duties_of(activity.id):
            yield warning(
                "activity-without-duty",
                activity.at,
                f"没有职责属于工作事项 {activity.id}（{visible(activity.title)}）",
                f"no duty is about the activity {activity.id}",
            ).mend(
                "在职责的 activities 中写明它，或删去这一项。",
                "Name it under the 'activities' of a duty, or delete it.",
            )


@rule(
    a_warning(
        "activity-in-another-theme",
        "职责与它主要的工作事项不在同一主题。",
        "A duty stands in another theme than its main activity.",
    ).because(
        "一条职责的主题就是它主要的工作事项的主题，写在 activities 最前的是主要的。"
        "请把职责移到那个主题的文件中，或调整 activities 的顺序。",
        Example(
            ACTIVITIES,
            PLANNING,
            beside=(Example("content/duties/service.yaml", PLAN + _OF_PLANNING),),
        ),
        Example(ACTIVITIES, PLANNING, beside=(_PLANNED, _LISTED)),
    )
)
def activity_in_another_theme(library: Library) -> Iterator[Finding]:
    """A duty stands in the theme of its main activity."""
    files = {(duty.theme, duty.at.file) for duty in _all_duties(library)}
    for duty in _duties(library):
        main = library.activities[duty.activities[0].id] if duty.activities else None
        if main and main.theme != duty.theme:
            place = f"content/duties/{main.theme}.yaml"
            if (main.theme, place) not in files and any(theme == main.theme for theme, _ in files):
                place = f"content/duties/{main.theme}/"
            yield warning(
                "activity-in-another-theme",
                duty.at,
                f"职责 {duty.id} 在主题 {duty.theme} 中，它主要的工作事项 {main.id} 在 {main.theme} 中",
                f"the duty {duty.id} stands in {duty.theme}, its main activity {main.id} in {main.theme}",
            ).mend(
                f"移到 {place}，或把 {duty.theme} 中的工作事项写在 activities 最前。",
                f"Move it to {place}, or put an activity of {duty.theme} first.",
            )


@rule(
    a_note(
        "same-activity", "同一岗位有几条职责是同一件工作事项。", "Several duties of a role are about one activity."
    ).because(
        "同一件事在一个岗位上说了不止一次。请看看是否重复：可以合并的合并，说的是不同方面的不用改。",
        Example(
            ACTIVITIES,
            PLANNING,
            beside=(
                Example(
                    DUTIES,
                    PLAN
                    + _OF_PLANNING
                    + PLAN.replace("draw-up-work-plan", "break-down-plan").replace(
                        "制定每月、季度工作计划", "把工作计划分到人"
                    )
                    + _OF_PLANNING,
                ),
                Example(ROLES, _LISTED.text.replace("status:", "  - break-down-plan\nstatus:")),
            ),
        ),
        Example(ACTIVITIES, PLANNING, beside=(_PLANNED, _LISTED)),
    )
)
def same_activity(library: Library) -> Iterator[Finding]:
    """Two duties of a role or department with one main activity may say the same thing twice."""
    for owner in (*library.departments.values(), *library.roles.values()):
        duties: dict[str, list[str]] = defaultdict(list)
        for id_ in owner.duties:
            clause = library.clauses[id_]
            if isinstance(clause, Duty) and clause.activities:
                duties[clause.activities[0].id].append(id_)
        for activity, ids in duties.items():
            if len(ids) > 1:
                title = visible(library.activities[activity].title)
                yield note(
                    "same-activity",
                    owner.at,
                    f"{visible(owner.title)} 有 {len(ids)} 条职责都是“{title}”：{'、'.join(ids)}",
                    f"{len(ids)} duties of {owner.id} are about {activity}: {', '.join(ids)}",
                ).mend(
                    "看看是否重复：可以合并的合并，说的是不同方面的不用改。",
                    "See whether they say the same; merge those that do.",
                )


@rule(
    a_warning("duplicate-activity", "两件工作事项同名。", "Two activities have one title.").because(
        "一件事只有一个名称，职责才能归在一起。意思相同的，用 merge 合并；不同的，换一个名称。",
        Example(ACTIVITIES, PLANNING + PLANNING.replace("planning-of-work", "work-plans"), beside=(_PLANNED, _LISTED)),
        Example(ACTIVITIES, PLANNING, beside=(_PLANNED, _LISTED)),
    )
)
def duplicate_activity(library: Library) -> Iterator[Finding]:
    """No two activities in use have the same title."""
    first: dict[str, str] = {}
    for activity in library.activities.values():
        form = normal_form(activity.title)
        if not activity.retired and form in first:
            title, other = visible(activity.title), first[form]
            yield warning(
                "duplicate-activity",
                activity.at,
                f"{activity.id} 与 {other} 同名：“{title}”",
                f"{activity.id} is called like {other}: '{title}'",
            ).mend(
                f"意思相同的，运行 {PROGRAM} merge {activity.id} {other}；不同的，换一个名称。",
                f"Run '{PROGRAM} merge {activity.id} {other}', or choose another title.",
            )
        elif not activity.retired:
            first[form] = activity.id


@rule(
    a_note(
        "activity-overlap",
        "同一部门的几个岗位都主责同一件工作事项。",
        "Several roles of a department are to lead one activity.",
    ).because(
        "几个岗位都写明主责，出了问题就不清楚由谁负责。请明确一个主责的岗位，其余的改为配合或参与；"
        "各管一块的，写成两件工作事项。只看写明的 part，由句子读出的不算。",
        Example(
            "content/duties/service.yaml",
            _RECEPTION.replace("- reception\n", "- id: reception\n      part: lead\n"),
            beside=(Example("content/activities/service.yaml", _RECEIVE), Example(ROLES, ROLE)),
        ),
        Example(
            "content/duties/service.yaml",
            _RECEPTION,
            beside=(Example("content/activities/service.yaml", _RECEIVE), Example(ROLES, ROLE)),
        ),
    )
)
def activity_overlap(library: Library) -> Iterator[Finding]:
    """No two roles of one department are written to lead the same activity."""
    led = {link.id for duty in _all_duties(library) for link in duty.activities if link.part == "lead"}
    overlaps = Involvement(library).overlaps if led else ()
    for overlap in overlaps:
        for department, roles in overlap.claims:
            leading = [one for one in roles if _is_written_to_lead(library, one, overlap.activity)]
            if len(leading) > 1:
                titles = "、".join(visible(one.title) for one in leading)
                yield note(
                    "activity-overlap",
                    overlap.activity.at,
                    f"{visible(department.title)} 的 {titles} 都主责“{visible(overlap.activity.title)}”",
                    f"{', '.join(one.id for one in leading)} of {department.id} all lead {overlap.activity.id}",
                ).mend(
                    "明确一个主责的岗位，其余职责的 part 改为 support 或 take-part。",
                    "Let one of them lead, and give the others another part.",
                )


def _is_written_to_lead(library: Library, owner: Role | Department, activity: Activity) -> bool:
    duties = (one for id_ in owner.duties if isinstance(one := library.clauses[id_], Duty))
    return any(link.id == activity.id and link.part == "lead" for duty in duties for link in duty.activities)


@rule(
    a_note(
        "activity-gap", "一件工作事项有人参与，没有人主责。", "An activity has helpers and nobody who leads it."
    ).because(
        "大家都配合、没有人主责的事，最后没有人做。请写明由哪个岗位主责。"
        "只看写有 part 的工作事项，全由句子读出的不算。",
        Example(
            "content/duties/service.yaml",
            _RECEPTION.replace("- reception\n", "- id: reception\n      part: support\n"),
            beside=(Example("content/activities/service.yaml", _RECEIVE),),
        ),
        Example(
            "content/duties/service.yaml",
            _RECEPTION.replace("- reception\n", "- id: reception\n      part: lead\n"),
            beside=(Example("content/activities/service.yaml", _RECEIVE),),
        ),
    ),
    relies_on=("duty", "activities", "duties"),
)
def activity_gap(library: Library) -> Iterator[Finding]:
    """Somebody leads every activity of which a part is written."""
    parted = {link.id for duty in _duties(library) for link in duty.activities if link.part}
    gaps = Involvement(library).gaps if parted else ()
    for activity in gaps:
        if activity.id in parted:
            yield note(
                "activity-gap",
                activity.at,
                f"“{visible(activity.title)}”有人参与，没有岗位或部门主责",
                f"{activity.id} has helpers and nobody who leads it",
            ).mend(
                "写明由谁主责：在一条职责的 activities 中写 part: lead，或补上主责的职责。",
                "Say who leads it: 'part: lead' under the 'activities' of a duty.",
            )
