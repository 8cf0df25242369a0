"""A made-up handbook with N roles, the same for the same N: what the benchmarks measure.

    python benchmarks/libraries.py DIR [ROLES] [SHARE]

DIR gets content/; schemas and templates are those of the program. Twelve roles make a department, and twelve clauses
come with a role: duties of activities, one in ten listed by a second role; qualifications; penalties; the rules of
departments. Every clause names its line in a source document of its departments. Near pairs are decided. `check` finds
no errors and no warnings, or so many roles with one as SHARE says (0.01: one in a hundred): a reference that leads
nowhere, a key that nobody knows, a source line that nothing accounts for.
"""

import hashlib
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from rolebook.words.similarity import near_pairs, sentence
from rolebook.words.text import normal_form

REPOSITORY = Path(__file__).parents[1]
TO_A_DEPARTMENT = 12
DEPARTMENTS_OF_A_SOURCE = 2
TO_A_THEME = 800
"""Duties in a file: one of more than a megabyte is refused."""
TO_A_PENALTY_FILE = 500
LEVELS = ("staff", "supervisor", "manager", "head")
PLACES = ("华东", "华南", "华北", "西南", "西北", "东北", "华中", "沿海", "境外", "省内")
GOODS = ("化工", "建材", "家具", "食品", "药品", "服装", "仪表", "五金", "玩具", "农机", "纸张", "电器")
TASKS = ("采购", "质检", "仓储", "运输", "售后", "财务", "生产", "研发", "企划", "行政", "客服", "安保")
NAMES = len(PLACES) * len(GOODS) * len(TASKS)
"""So many departments have a name without a number."""


@dataclass
class Line:
    """A clause with its place, `duties` and `t0`, say."""

    kind: str
    file: str
    id: str
    text: str
    fields: str
    """What stands below the text, as YAML."""
    source: str = ""
    decisions: list[str] = field(default_factory=list)
    """The ids of clauses that it was decided to stay apart from."""

    def yaml(self) -> str:
        """The entry of its list."""
        decided = "".join(f"    - id: {id_}\n      reason: 示例：说的不是同一件事。\n" for id_ in self.decisions)
        apart = f"  distinct_from:\n{decided}" if decided else ""
        return f"- id: {self.id}\n  text: {self.text}\n{self.fields}  sources: [{self.source}]\n{apart}"


class Words:
    """Sentences that nobody has said before."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._said: set[str] = set()

    @cached_property
    def _phrases(self) -> list[str]:
        """Phrases of the repository's sample, without figures."""
        document = REPOSITORY / "content/sources/sales-duties.txt"
        lines = [normal_form(line) for line in document.read_text("utf-8-sig").splitlines()]
        phrases = {phrase for line in lines for phrase in re.split(r"[,;:.、()!?“”]", line)}
        return sorted(phrase for phrase in phrases if re.fullmatch("[一-鿿]{4,14}", phrase) and not _ODD.search(phrase))

    def sentence(self, before: str = "", behind: str = "", more: int = 0) -> str:
        """A new one, with what stands before and behind it, of so many phrases more."""
        while True:
            parts = self._chance.sample(self._phrases, self._chance.choice((3, 4, 4, 5)) + more)
            parts.append(_name(self._chance.randrange(NAMES)))
            text = f"{before}{'，'.join(parts)}{behind}。"
            if text not in self._said:
                self._said.add(text)
                return text


class Handbook:
    """The made-up content for so many roles."""

    def __init__(self, roles: int, defects: float) -> None:
        self._chance = random.Random(23)  # noqa: S311  # the same library every time; nothing is kept secret by it
        self._words = Words(self._chance)
        self._defects = defects
        self._clauses: list[Line] = []
        self._files: dict[str, str] = {}
        self._duties = 0
        self._activities: list[list[str]] = []
        self._lines: list[str] = []
        self._heads: list[int] = []
        departments = -(-roles // TO_A_DEPARTMENT)
        for number in range(departments):
            if number % DEPARTMENTS_OF_A_SOURCE == 0:
                self._begin_source(number // DEPARTMENTS_OF_A_SOURCE)
            self._department(number, range(number * TO_A_DEPARTMENT, min(roles, (number + 1) * TO_A_DEPARTMENT)))
            if (number + 1) % DEPARTMENTS_OF_A_SOURCE == 0 or number + 1 == departments:
                self._end_source(number // DEPARTMENTS_OF_A_SOURCE)
        self._decide()
        self._settle()

    def files(self) -> Iterator[tuple[str, str]]:
        """Path below content/ → text."""
        return iter(sorted(self._files.items()))

    def _begin_source(self, number: int) -> None:
        self._source = f"s{number}"
        self._lines = [f"示例：第{number + 1}册岗位职责（内容是编造的）"]
        self._heads = []

    def _line(self, text: str) -> str:
        self._lines.append(text)
        return f"{self._source}:{len(self._lines)}"

    def _end_source(self, number: int) -> None:
        text = "\n".join(self._lines) + "\n"
        self._files[f"sources/{self._source}.txt"] = text
        self._files[f"sources/{self._source}.yaml"] = (
            f"id: {self._source}\ntitle: 示例岗位职责第{number + 1}册\nreceived: 2026-11-01\n"
            f'original: {self._source}.txt\nsha256: "{hashlib.sha256(text.encode()).hexdigest()}"\n'
            f"text: {self._source}.txt\ndocuments:\n  - id: d01\n    title: 岗位职责\n    lines: 1-{len(self._lines)}\n"
            f"ledger:\n  title: [1]\n  heading: [{', '.join(map(str, self._heads))}]\n  intro: []\n  site: []\n"
            f'  summary: []\n  dropped: []\nsuperseded_by: ""\n'
        )

    def _department(self, number: int, roles: range) -> None:
        id_, name = f"p{number}", _name(number)
        at = self._line(f"{name}部")
        rules = self._rules(number, name)
        self._files[f"departments/{id_}.yaml"] = (
            f"id: {id_}\ntitle: {name}部\nindustry: general\nduties: []\nrules:\n  - {rules}\nsources: [{at}]\n"
            "inferred: [industry]\n"
        )
        duties: list[Line] = []
        for place, role in enumerate(roles):
            self._role(role, f"{name}{_TITLES[place]}", id_, "" if place == 0 else f"r{roles[0]}", duties)

    def _rules(self, number: int, name: str) -> str:
        id_ = f"m{number}"
        head = self._line(f"{name}管理办法")
        items = []
        for item in range(4):
            text = self._words.sentence(more=5)  # long ones are never near to each other
            items.append(f"  - id: i{item}\n    text: {text}\n    sources: [{self._line(text)}]\n")
            self._clauses.append(Line("rules", "", f"{id_}#i{item}", text, ""))
        self._files[f"rules/{id_}.yaml"] = (
            f"id: {id_}\ntitle: {name}管理办法\nsources: [{head}]\nstatus: in-force\nadoption:\n"
            "  discussed: 2026-09-10\n  announced: 2026-09-20\n  effective: 2026-10-01\n"
            f"items:\n{''.join(items)}"
        )
        return id_

    def _role(self, number: int, title: str, department: str, head: str, others: list[Line]) -> None:
        id_ = f"r{number}"
        at = self._line(f"{title}岗位职责")
        listed: list[str] = []
        had: set[str] = set()
        for place in range(10):
            if others and self._chance.random() < 0.1:
                shared = self._chance.choice(others)
                if shared.id not in listed:
                    listed.append(shared.id)
                    continue
            duty = self._duty(f"d{number}-{place}", had)
            others.append(duty)
            listed.append(duty.id)
        wanted = [self._qualification(f"q{number}-0")] if number % 4 else []
        punished = [self._penalty(number)] if number % 4 == 0 else []
        defect = self._chance.random() < self._defects
        if defect and number % 3 == 0:
            listed.append(f"no-such-duty-{number}")
        if defect and number % 3 == 1:
            self._line(self._words.sentence())
        self._files[f"roles/{id_}.yaml"] = (
            f"id: {id_}\ntitle: {title}\ndepartment: {department}\nindustry: general\n"
            f"level: {LEVELS[-1] if not head else LEVELS[number % 3]}\n"
            + (f"reports_to: {head}\n" if head else "")
            + _list("duties", listed)
            + _list("qualifications", wanted)
            + _list("penalties", punished)
            + f"sources: [{at}]\ninferred: [industry, level{', reports_to' if head else ''}]\nstatus: draft\n"
            + "owner: 人力资源部\n"
            + ("unknown_key: 1\n" if defect and number % 3 == 2 else "")
        )

    def _duty(self, id_: str, had: set[str]) -> Line:
        """A duty of an activity that its role, which has those in `had`, has no other duty of."""
        if self._duties % TO_A_THEME == 0:
            self._activities.append([])
        self._duties += 1
        theme, known = len(self._activities) - 1, self._activities[-1]
        free = [activity for activity in known if activity not in had]
        if not free or self._chance.random() < 0.12:
            free = [f"a{theme}-{len(known)}"]
            known += free
        activity = self._chance.choice(free)
        had.add(activity)
        fields = f"  activities:\n    - {activity}\n"
        return self._kept(Line("duties", f"t{theme}", id_, self._words.sentence(), fields))

    def _kept(self, clause: Line) -> Line:
        clause.source = self._line(clause.text)
        self._clauses.append(clause)
        return clause

    def _qualification(self, id_: str) -> str:
        text = self._words.sentence(self._chance.choice(("熟悉", "了解", "能够独立", "善于")))
        return self._kept(
            Line(
                "qualifications",
                self._chance.choice(("skill", "trait", "conduct")),
                id_,
                text,
                "  necessity: required\n",
            )
        ).id

    def _penalty(self, number: int) -> str:
        amount = self._chance.choice((50, 100, 200))
        deed = self._words.sentence("未能", "的")[:-1]
        text = f"{deed}，一次考核{amount}元。"
        money = (
            f"  violations:\n    - {deed[:-1]}\n  sanctions:\n    - kind: money\n      amount: {amount}\n"
            f"      unit: CNY\n      wording: 考核{amount}元\n      basis: unstated\n  per: [occurrence]\n"
        )
        file = f"f{number // 4 // TO_A_PENALTY_FILE}"
        return self._kept(Line("penalties", file, f"x{number}", text, money)).id

    def _decide(self) -> None:
        """Every near pair stays apart."""
        for kind in ("duties", "qualifications", "penalties"):
            clauses = [clause for clause in self._clauses if clause.kind == kind]
            for first, second in near_pairs([sentence(clause.text) for clause in clauses]):
                clauses[second].decisions.append(clauses[first].id)

    def _settle(self) -> None:
        """Write the clauses into their files, and what names the files."""
        parts: dict[str, list[str]] = {}
        for clause in self._clauses:
            if clause.file:
                parts.setdefault(f"{clause.kind}/{clause.file}.yaml", []).append(clause.yaml())
        self._files |= {path: "".join(entries) for path, entries in parts.items()}
        titles = [f"{verb}{_name(number)}工作" for verb in _VERBS for number in range(NAMES)]
        self._chance.shuffle(titles)
        for theme, activities in enumerate(self._activities):
            self._files[f"activities/t{theme}.yaml"] = "".join(
                f"- id: {id_}\n  title: {titles.pop()}\n" for id_ in activities
            )
        themes = "".join(f"  - id: t{number}\n    label: 主题{number + 1}\n" for number in range(len(self._activities)))
        levels = "".join(f"  - id: {level}\n    label: {label}\n" for level, label in zip(LEVELS, _LABELS, strict=True))
        self._files["taxonomy.yaml"] = (
            f"industries:\n  - id: general\n    label: 通用\nlevels:\n{levels}themes:\n{themes}"
        )
        self._files["library.yaml"] = (
            'title: 示例岗位手册\norganisation: 示例公司\nversion: "2026.11"\ndate: 2026-11-01\nsite_url: ""\n'
            'feedback_url: ""\nedit_url: ""\n'
        )


_VERBS = ("安排", "检查", "汇报", "组织", "协调", "登记", "核对", "改进", "统计", "筹备")
_ODD = re.compile("大专|学历|其它|台帐|次|年|月|日|不")
"""What a rule has to say something about, wherever it stands."""
_LABELS = ("员工", "主管", "经理", "部门负责人")
_TITLES = ("经理", "主管", "专员", "助理", "班长", "干事", "文员", "技师", "领班", "督导", "顾问", "学徒")


def _name(number: int) -> str:
    place, rest = number % len(PLACES), number // len(PLACES)
    return f"{PLACES[place]}{GOODS[rest % len(GOODS)]}{TASKS[rest // len(GOODS) % len(TASKS)]}"


def _list(key: str, ids: list[str]) -> str:
    lines = "".join(f"  - {id_}\n" for id_ in ids)
    return f"{key}:\n{lines}" if ids else ""


def write(root: Path, roles: int, defects: float = 0.0) -> None:
    """Write the handbook into an empty or missing folder. Raises FileExistsError where it holds content/."""
    for path, text in Handbook(roles, defects).files():
        file = root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())


if __name__ == "__main__":
    write(
        Path(sys.argv[1]),
        int(sys.argv[2]) if len(sys.argv) > 2 else 100,
        float(sys.argv[3]) if len(sys.argv) > 3 else 0,
    )
