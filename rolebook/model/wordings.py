"""In which words the duties of one work activity say it, who has them, and what each says otherwise than the others.

The wording that all are held against is the one the organisation recommends (`text` of the activity), else the sentence
that most roles and departments have. What differs in period, amount, bound, object or people is named by
`words/contrast.py`; for whom something is done (范围) and who approves it (审批) are read here, since no guard compares
them. What is done is not named again: the part says it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from rolebook.model.entries import Activity, Department, Duty, Role
from rolebook.model.library import Library
from rolebook.model.parts import part_of
from rolebook.words.contrast import named_differences

_NAMES = {
    "number": "数额",
    "frequency": "周期",
    "bound": "期限",
    "object": "对象",
    "actor": "人员",
    "negation": "否定",
    "necessity": "要求程度",
}
"""Guard → what a reader calls what it compares."""
_READ = (
    (
        "审批",
        re.compile(
            r"(?:(?<!汇)报请?|(?<![总副部])经(?!理)|呈|提请|提交)[^，；。]{0,14}?(?:审批|批准|审核|审阅|审查|审定|备案)"
        ),
    ),
    ("范围", re.compile(r"(?:本|各)?部门|整个公司|项目|区域|酒店|楼盘|本土|集团|一般|重大|常规")),
)
"""What no guard of `words/contrast.py` compares."""


@dataclass(frozen=True, slots=True)
class Aspect:
    """One way in which a sentence differs: what only it has (`here`) and what only the other has (`there`)."""

    name: str
    here: tuple[str, ...]
    there: tuple[str, ...]


@dataclass(frozen=True)
class Saying:
    """One duty of an activity, held against `standard`, which is empty where it is the standard itself."""

    duty: Duty
    owners: tuple[Role | Department, ...]
    part: str
    inferred: bool
    """Whether the part was read from the sentence and not written by an editor."""
    main: bool
    standard: str

    @cached_property
    def aspects(self) -> tuple[Aspect, ...]:
        """What it says otherwise; worked out where it is shown."""
        return tuple(aspects(self.duty.text, self.standard)) if self.standard else ()

    @property
    def pieces(self) -> tuple[tuple[str, bool], ...]:
        """The sentence in pieces, each with whether the standard has not got it."""
        return tuple(_marked(self.duty.text, (word for one in self.aspects for word in one.here)))


@dataclass(frozen=True, slots=True)
class Wordings:
    """The sentences of an activity, those of most owners first; those that are about something else first of all last.

    `standard` is what they are held against; `of` the duty whose sentence that is, or none where it is recommended.
    """

    activity: Activity
    standard: str
    of: Duty | None
    sayings: tuple[Saying, ...]

    @property
    def main(self) -> tuple[Saying, ...]:
        """Those whose main activity it is."""
        return tuple(one for one in self.sayings if one.main)

    @property
    def owners(self) -> tuple[Role | Department, ...]:
        """Whoever has any of the duties, once."""
        return tuple({owner.id: owner for one in self.sayings for owner in one.owners}.values())

    @property
    def counted(self) -> str:
        """`18 种说法 · 用在 12 处`."""
        return f"{len(self.sayings)} 种说法 · 用在 {len(self.owners)} 处"


def wordings(library: Library, activity: Activity) -> Wordings:
    """All wordings of an activity, of the duties in use."""
    duties = sorted(library.duties_of(activity.id), key=lambda one: _rank(library, activity, one))
    of = None if activity.text else next(iter(duties), None)
    standard = activity.text or (of.text if of else "")
    sayings = (_saying(library, activity, duty, "" if duty is of else standard) for duty in duties)
    return Wordings(activity, standard, of, tuple(sayings))


def aspects(text: str, other: str) -> Iterator[Aspect]:
    """What of it `text` says otherwise than `other`: periods, amounts, objects, who approves."""
    found = [(_NAMES[one.name], one.left, one.right) for one in named_differences(text, other) if one.name in _NAMES]
    found += [(name, tuple(words.findall(text)), tuple(words.findall(other))) for name, words in _READ]
    for name, left, right in found:
        here, there = (
            tuple(dict.fromkeys(word for word in words if word not in elsewhere))
            for words, elsewhere in ((left, other), (right, text))
        )
        if here or there:
            yield Aspect(name, here, there)


def _rank(library: Library, activity: Activity, duty: Duty) -> tuple[bool, int, int, int]:
    """Those of most owners stand first; of as many, those that say nothing else, and say it shortest."""
    return not _is_main(duty, activity), -len(library.owners(duty.id)), len(duty.activities), len(duty.text)


def _is_main(duty: Duty, activity: Activity) -> bool:
    return duty.activities[0].id == activity.id


def _saying(library: Library, activity: Activity, duty: Duty, standard: str) -> Saying:
    link = next(link for link in duty.activities if link.id == activity.id)
    part, owners = part_of(duty, link, activity), library.owners(duty.id)
    return Saying(duty, owners, part, not link.part, _is_main(duty, activity), standard)


def _marked(text: str, words: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each of the words apart."""
    longest = sorted(set(words), key=len, reverse=True)
    if not longest:
        yield text, False
        return
    for piece in re.split(f"({'|'.join(map(re.escape, longest))})", text):
        if piece:
            yield piece, piece in longest
