"""The register of rewards and penalties, and the list of rule documents with both."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from rolebook.model.applied import AppliedClause
from rolebook.model.entries import Clause, Penalty, Reward, Rule
from rolebook.model.field_words import words
from rolebook.model.kinds import KIND
from rolebook.model.library import Library, walk
from rolebook.model.overheard import Once
from rolebook.site.links import PAGES
from rolebook.site.paging import WIDE, Paging, Planned, paged, room
from rolebook.words.text import first_words


def _rewards(library: Library) -> list[Reward]:
    """Every reward that is in use."""
    return [clause for clause in library.clauses.values() if isinstance(clause, Reward) and library.in_use(clause)]


def _penalties(library: Library) -> list[Penalty]:
    """Every penalty that is in use."""
    return [clause for clause in library.clauses.values() if isinstance(clause, Penalty) and library.in_use(clause)]


def register_plan(library: Library) -> Iterator[Planned]:
    """The register of every reward, then of every penalty."""
    every: list[Reward | Penalty] = [*_rewards(library), *_penalties(library)]
    guessed = Once(library, partial(_guessed, library, every))
    for place, rows, paging in paged(PAGES["penalties"], every, room(WIDE), _cases):
        yield place, "penalties.html", partial(_register_view, library, rows, paging, guessed)


def _cases(clause: Reward | Penalty) -> str:
    """What a reward or a penalty is for, shortly."""
    return first_words(words(KIND[clause.kind].first("texts"), clause) or clause.text, 16)


def _guessed(library: Library, every: Iterable[Clause]) -> bool:
    """Whether an editor supposed anything of these clauses, or to whom they apply."""
    return any(
        clause.inferred or any({"rewards", "penalties"} & {*owner.inferred} for owner in library.owners(clause.id))
        for clause in every
    )


def _register_view(
    library: Library, rows: Sequence[Reward | Penalty], paging: Paging | None, guessed: Callable[[], bool]
) -> dict[str, Any]:
    """The rewards and penalties of this page, each with those it applies to and what it stands behind."""
    rewards = [one for one in rows if isinstance(one, Reward)]
    penalties = [one for one in rows if isinstance(one, Penalty)]
    return {
        "rewards": rewards,
        "penalties": penalties,
        "kinds": {clause.kind for clause in (*_rewards(library), *_penalties(library))},
        "owners": {clause.id: library.owners(clause.id) for clause in rows},
        "enforced": {penalty.id: [library.thing(id_) for id_ in penalty.enforces] for penalty in penalties},
        "encouraged": {reward.id: [library.thing(id_) for id_ in reward.encourages] for reward in rewards},
        "guessed": guessed(),
        "paging": paging,
    }


def rules_plan(library: Library) -> Iterator[Planned]:
    """Rule documents, then guidance, with the rewards and penalties behind them."""
    states = [(rule, library.state(rule)) for rule in library.rules.values()]
    shown = sorted((one for one in states if one[1] != "repealed"), key=lambda one: one[1] == "guidance")
    for place, rows, paging in paged(PAGES["rules"], shown, room(WIDE), lambda one: one[0].title):
        yield place, "rules.html", partial(_rules_view, library, rows, paging)


def _rules_view(library: Library, rows: Sequence[tuple[Rule, str]], paging: Paging | None) -> dict[str, Any]:
    """The documents of this page, each with its state and the number of its clauses; on the last, the consequences.

    Where there are more of these than stand on a page of the register, only how many.
    """
    shown = [(rule, state, sum(bool(item.text) for item in walk(rule.items))) for rule, state in rows]
    is_last = paging is None or not paging.after
    rewards, penalties = (_rewards(library), _penalties(library)) if is_last else ([], [])
    few = len(rewards) + len(penalties) <= room(WIDE)
    return {
        "rules": [one for one in shown if one[1] != "guidance"],
        "guidance": [one for one in shown if one[1] == "guidance"],
        "rewards": _in_use(rewards if few else ()),
        "reward": KIND["reward"],
        "penalties": _in_use(penalties if few else ()),
        "penalty": KIND["penalty"],
        "counted": [] if few else [(KIND["reward"], len(rewards)), (KIND["penalty"], len(penalties))],
        "paging": paging,
    }


def _in_use(clauses: Iterable[Clause]) -> list[AppliedClause]:
    """Clauses as rows of a table of all of them."""
    return [AppliedClause(one, number, inherited=False) for number, one in enumerate(clauses, 1)]
