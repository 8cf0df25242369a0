"""`stats`: how much the library holds, and how often it says a thing once instead of many times. Pure."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from rolebook.model.coverage import STATUSES, coverage
from rolebook.model.entries import Clause
from rolebook.model.kinds import CLAUSES
from rolebook.model.library import Library
from rolebook.words.text import cells, shortened, visible

_MOST = 10


def report(library: Library) -> dict[str, Any]:
    """`stats --format json`.

    Clauses in use, retired ones apart. `owners` of a clause are the roles and departments whose lists name it (for an
    item of a rule: the item, one above it, or the rule); `lines` are its references to source lines.

    {"clauses": {"duty", "qualification", "rule", "penalty", "total", "retired", "own": decided without a source},
     "roles", "departments", "rules", "decisions": {"distinct_from", "covers"},
     "sources": {"references": of all clauses, "clauses": with sources, "merged": references beyond the first of each},
     "reuse": {KIND: {"clauses", "owners": {"0": N, "1": N ...: clauses with so many owners}, "references": total,
               "used_once": share of the clauses in use by anyone, 0 to 1, "mean": owners a clause in use}},
     "coverage": {"lines", STATUS: N ..., "accounted": share, 0 to 1},
     "each": [{"id", "kind", "owners", "lines"}]}
    """
    clauses = [clause for clause in library.clauses.values() if not clause.retired]
    references = sum(len(clause.sources) for clause in clauses)
    sourced = sum(bool(clause.sources) for clause in clauses)
    kinds = Counter(clause.kind for clause in clauses)
    return {
        "clauses": {
            **{kind.name: kinds[kind.name] for kind in CLAUSES},
            "total": len(clauses),
            "retired": len(library.clauses) - len(clauses),
            "own": len(clauses) - sourced,
        },
        "roles": sum(role.status != "retired" for role in library.roles.values()),
        "departments": len(library.departments),
        "rules": len(library.rules),
        "decisions": {
            "distinct_from": sum(len(clause.distinct_from) for clause in clauses),
            "covers": sum(len(clause.covers) for clause in clauses),
        },
        "sources": {"references": references, "clauses": sourced, "merged": references - sourced},
        "reuse": {kind.name: _reuse(library, [one for one in clauses if one.kind == kind.name]) for kind in CLAUSES},
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


def _coverage(library: Library) -> dict[str, Any]:
    counts = Counter(line.status for line in coverage(library).values())
    total = sum(counts.values())
    statuses = {status: counts[status] for status in STATUSES}
    return {"lines": total, **statuses, "accounted": _share(total - counts["uncovered"], total)}


def _share(part: float, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def as_text(figures: Mapping[str, Any], library: Library, lang: str) -> str:
    """The figures for people."""
    zh = lang == "zh"
    counts, sources, covered = figures["clauses"], figures["sources"], figures["coverage"]
    rows = [
        ("条款" if zh else "clauses", counts["total"]),
        *((f"  {kind.label if zh else kind.name}", counts[kind.name]) for kind in CLAUSES),
        ("  其中：本单位自定" if zh else "  decided without a source", counts["own"]),
        ("已停用的条款" if zh else "retired clauses", counts["retired"]),
        ("岗位" if zh else "roles", figures["roles"]),
        ("部门" if zh else "departments", figures["departments"]),
        ("管理制度" if zh else "rules", figures["rules"]),
        ("条款引用的来源行" if zh else "source references", sources["references"]),
        ("  其中：已合并的重复" if zh else "  merged repetitions", sources["merged"]),
        ("来源的行（空行不计）" if zh else "lines of the sources", covered["lines"]),
        ("  已标明去向" if zh else "  accounted for", f"{covered['accounted']:.1%}"),
        ("  尚未标明去向" if zh else "  uncovered", covered["uncovered"]),
    ]
    return "\n".join([*_table(rows), "", *reuse_lines(figures["reuse"], lang), "", *_most_used(figures, library, lang)])


def _table(rows: list[tuple[str, Any]]) -> list[str]:
    width = max(cells(label) for label, _ in rows)
    return [f"{label}{' ' * (width - cells(label))}  {value:>6}" for label, value in rows]


def reuse_lines(reuse: Mapping[str, Any], lang: str) -> list[str]:
    """How many clauses of a kind have how many owners."""
    lines = ["列入岗位和部门的情况：" if lang == "zh" else "Listed by how many roles and departments:"]
    for kind in CLAUSES:
        spread = [_spread(int(owners), clauses, lang) for owners, clauses in reuse[kind.name]["owners"].items()]
        if lang == "zh":
            lines.append(f"  {kind.label}：{'，'.join(spread) or '无'}")
        else:
            lines.append(f"  {kind.name}: {', '.join(spread) or 'none'}")
    return lines


_NUMERALS = ("", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十")


def _spread(owners: int, clauses: int, lang: str) -> str:
    """So many clauses in so many places: `249 条只用于一处`."""
    if lang != "zh":
        return f"{clauses} in {owners} place{'' if owners == 1 else 's'}" if owners else f"{clauses} nowhere"
    if not owners:
        return f"{clauses} 条未列入"
    places = f"{_NUMERALS[owners]}处" if owners < len(_NUMERALS) else f" {owners} 处"
    return f"{clauses} 条{'只' if owners == 1 else ''}用于{places}"


def _most_used(figures: Mapping[str, Any], library: Library, lang: str) -> list[str]:
    most = sorted(figures["each"], key=lambda one: (-one["owners"], -one["lines"], one["id"]))[:_MOST]
    lines = ["使用最多的条款：" if lang == "zh" else "Used most:"]
    for one in most:
        text = visible(shortened(library.clauses[one["id"]].text))
        if lang == "zh":
            lines.append(f"  用于 {one['owners']} 处，来源 {one['lines']} 处  {one['id']}  {text}")
        else:
            lines.append(f"  {one['owners']} owners, {one['lines']} sources  {one['id']}  {text}")
    return lines
