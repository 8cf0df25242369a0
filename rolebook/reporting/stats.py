"""`stats`: how many clauses the library holds, and how many roles and departments share each of them. Pure."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from rolebook.model.coverage import STATUSES, coverage
from rolebook.model.entries import Clause, Duty
from rolebook.model.grouping import by_key
from rolebook.model.involvement import Involvement
from rolebook.model.kinds import CLAUSES
from rolebook.model.labels import EXTRAS, PARTS
from rolebook.model.library import Library
from rolebook.words.text import cells, shortened, visible
from rolebook.words.wording import Wording

_MOST = 10


def report(library: Library) -> dict[str, Any]:
    """`stats --format json`.

    Clauses in use, retired ones apart; items of repealed rules are not counted.
    `owners` of a clause are the roles and departments whose lists name it (for an
    item of a rule: the item, one above it, or the rule); `lines` are its references to source lines.

    {"clauses": {"duty", "qualification", "rule", "penalty", "total", "retired", "own": decided without a source},
     "roles", "role_lists": {KEY: roles in use that fill this list of plain texts ...: those that any does},
     "departments", "rules", "decisions": {"distinct_from", "covers"},
     "sources": {"references": of all clauses, "clauses": with sources, "merged": references beyond the first of each},
     "reuse": {KIND: {"clauses", "owners": {"0": N, "1": N ...: clauses with so many owners}, "references": total,
               "used_once": share of the clauses in use by anyone, 0 to 1, "mean": owners a clause in use}},
     "activities" (where there are any): {"total", "duties": in use with a main activity, "without": one, "mean_duties":
         duties a main activity, "owners": {"1": N ...: main activities with so many owners}, "mean_owners",
         "parts": {PART: roles and departments with it in an activity}, "overlaps", "gaps",
         "alike_roles": [{"role", "other", "activities": of the role, "shared": with the other}]: may be one post},
     "coverage": {"lines", STATUS: N ..., "accounted": share, 0 to 1},
     "each": [{"id", "kind", "owners", "lines"}]}
    """
    clauses = [clause for clause in library.clauses.values() if library.in_use(clause)]
    references = sum(len(clause.sources) for clause in clauses)
    sourced = sum(bool(clause.sources) for clause in clauses)
    kinds = Counter(clause.kind for clause in clauses)
    roles = [role for role in library.roles.values() if role.status != "retired"]
    extras = Counter(key for role in roles for key in role.extras)
    return {
        "clauses": {
            **{kind.name: kinds[kind.name] for kind in CLAUSES},
            "total": len(clauses),
            "retired": sum(clause.retired is not None for clause in library.clauses.values()),
            "own": len(clauses) - sourced,
        },
        "roles": len(roles),
        "role_lists": {key: extras[key] for key in EXTRAS if extras[key]},
        "departments": len(library.departments),
        "rules": len(library.rules),
        "decisions": {
            "distinct_from": sum(len(clause.distinct_from) for clause in clauses),
            "covers": sum(len(clause.covers) for clause in clauses),
        },
        "sources": {"references": references, "clauses": sourced, "merged": references - sourced},
        "reuse": {kind.name: _reuse(library, [one for one in clauses if one.kind == kind.name]) for kind in CLAUSES},
        **({"activities": _activities(library, clauses)} if library.activities else {}),
        "coverage": _coverage(library),
        "each": [
            {
                "id": clause.id,
                "kind": clause.kind,
                "owners": len(library.owners(clause.id)),
                "lines": len(clause.sources),
            }
            for clause in clauses
        ],
    }


def _reuse(library: Library, clauses: list[Clause]) -> dict[str, Any]:
    owners = Counter(len(library.owners(clause.id)) for clause in clauses)
    used = len(clauses) - owners[0]
    references = sum(number * times for number, times in owners.items())
    return {
        "clauses": len(clauses),
        "owners": {str(number): owners[number] for number in sorted(owners)},
        "references": references,
        "used_once": _share(owners[1], used),
        "mean": _share(references, used),
    }


def _activities(library: Library, clauses: list[Clause]) -> dict[str, Any]:
    """How often a thing is done and said: by main activity, which a duty has one of; parts by every activity."""
    duties = [one for one in clauses if isinstance(one, Duty)]
    said = by_key((duty.activities[0].id, duty) for duty in duties if duty.activities)
    places = {id_: {owner.id for one in of for owner in library.owners(one.id)} for id_, of in said.items()}
    owners = Counter(map(len, places.values()))
    involvement = Involvement(library)
    parts = Counter(
        part for owner in involvement.owners for deed in involvement.of(owner).values() for part in deed.parts
    )
    return {
        "total": len(library.activities),
        "duties": sum(map(len, said.values())),
        "without": len(duties) - sum(map(len, said.values())),
        "mean_duties": _share(sum(map(len, said.values())), len(said)),
        "owners": {str(number): owners[number] for number in sorted(owners)},
        "mean_owners": _share(sum(number * times for number, times in owners.items()), len(said)),
        "parts": {part: parts[part] for part in PARTS},
        "overlaps": len(involvement.overlaps),
        "gaps": len(involvement.gaps),
        "alike_roles": [
            {
                "role": one.role.id,
                "other": one.near.role.id,
                "activities": len(involvement.of(one.role)),
                "shared": len(one.near.shared),
            }
            for one in involvement.alike
        ],
    }


def _coverage(library: Library) -> dict[str, Any]:
    counts = Counter(line.status for line in coverage(library).values())
    total = sum(counts.values())
    statuses = {status: counts[status] for status in STATUSES}
    return {"lines": total, **statuses, "accounted": _share(total - counts["uncovered"], total)}


def _share(part: float, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def as_text(figures: Mapping[str, Any], library: Library, lang: str) -> str:
    """The figures for people."""
    counts, sources, covered = figures["clauses"], figures["sources"], figures["coverage"]
    rows = [
        (Wording("条款", "clauses"), counts["total"]),
        *((Wording(f"  {kind.label}", f"  {kind.name}"), counts[kind.name]) for kind in CLAUSES),
        (Wording("  其中：本单位自定", "  decided without a source"), counts["own"]),
        (Wording("已停用的条款", "retired clauses"), counts["retired"]),
        (Wording("岗位", "roles"), figures["roles"]),
        *((Wording(f"  写有{EXTRAS[key]}", f"  with {key}"), count) for key, count in figures["role_lists"].items()),
        (Wording("部门", "departments"), figures["departments"]),
        (Wording("管理制度", "rules"), figures["rules"]),
        (Wording("条款引用的来源行", "source references"), sources["references"]),
        (Wording("  其中：已合并的重复", "  merged repetitions"), sources["merged"]),
        (Wording("来源的行（空行不计）", "lines of the sources"), covered["lines"]),
        (Wording("  已标明去向", "  accounted for"), f"{covered['accounted']:.1%}"),
        (Wording("  尚未标明去向", "  uncovered"), covered["uncovered"]),
    ]
    table = _table([(label.in_language(lang), value) for label, value in rows])
    layer = activity_lines(figures["activities"]) if "activities" in figures else []
    sentences = [*reuse_lines(figures["reuse"]), *layer, Wording("", ""), *_most_used(figures, library)]
    return "\n".join([*table, "", *(one.in_language(lang) for one in sentences)])


def _table(rows: list[tuple[str, Any]]) -> list[str]:
    """Labels and figures in two columns."""
    width = max(cells(label) for label, _ in rows)
    return [f"{label}{' ' * (width - cells(label))}  {value:>6}" for label, value in rows]


def reuse_lines(reuse: Mapping[str, Any]) -> list[Wording]:
    """How many clauses of a kind have how many owners, a line a kind."""
    lines = [Wording("列入岗位和部门的情况：", "Listed by how many roles and departments:")]
    for kind in CLAUSES:
        spread = [_spread(int(owners), clauses) for owners, clauses in reuse[kind.name]["owners"].items()]
        zh, en = "，".join(one.zh for one in spread) or "无", ", ".join(one.en for one in spread) or "none"
        lines.append(Wording(f"  {kind.label}：{zh}", f"  {kind.name}: {en}"))
    return lines


def activity_lines(figures: Mapping[str, Any]) -> list[Wording]:
    """What activities make of the same duties: reuse, parts, what several claim and what nobody answers for."""
    parts = [(PARTS[code], code, number) for code, number in figures["parts"].items() if number]
    return [
        Wording("", ""),
        Wording(
            f"工作事项：{figures['total']} 件，归入职责 {figures['duties']} 条（未归入 {figures['without']} 条），"
            f"平均每件 {figures['mean_duties']:.2f} 条、用于 {figures['mean_owners']:.2f} 处",
            f"Work activities: {figures['total']} with {figures['duties']} duties ({figures['without']} without), "
            f"{figures['mean_duties']:.2f} duties and {figures['mean_owners']:.2f} places each",
        ),
        Wording(
            f"  参与方式：{'，'.join(f'{label} {number} 处' for label, _, number in parts)}",
            f"  parts: {', '.join(f'{code} {number}' for _, code, number in parts)}",
        ),
        Wording(
            f"  同一部门几个岗位都主责（重叠）：{figures['overlaps']} 件；"
            f"有人参与、无人主责（空白）：{figures['gaps']} 件",
            f"  led by several roles of a department: {figures['overlaps']}; led by nobody: {figures['gaps']}",
        ),
        Wording(
            f"  可能是同一个岗位的（见岗位一览表）：{len(figures['alike_roles'])} 对",
            f"  pairs of roles that may be one post: {len(figures['alike_roles'])}",
        ),
    ]


_NUMERALS = ("", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十")


def _spread(owners: int, clauses: int) -> Wording:
    """So many clauses in so many places: `249 条只用于一处`."""
    if not owners:
        return Wording(f"{clauses} 条未列入", f"{clauses} nowhere")
    places = f"{_NUMERALS[owners]}处" if owners < len(_NUMERALS) else f" {owners} 处"
    return Wording(
        f"{clauses} 条{'只' if owners == 1 else ''}用于{places}",
        f"{clauses} in {owners} place{'' if owners == 1 else 's'}",
    )


def _most_used(figures: Mapping[str, Any], library: Library) -> list[Wording]:
    """The clauses with the most owners, each with the beginning of its text."""
    most = sorted(figures["each"], key=lambda one: (-one["owners"], -one["lines"], one["id"]))[:_MOST]
    lines = [Wording("使用最多的条款：", "Used most:")]
    for one in most:
        text = visible(shortened(library.clauses[one["id"]].text))
        lines.append(
            Wording(
                f"  用于 {one['owners']} 处，来源 {one['lines']} 处  {one['id']}  {text}",
                f"  {one['owners']} owners, {one['lines']} sources  {one['id']}  {text}",
            )
        )
    return lines
