"""What a change may mean for papers that people have signed. It is advice with its article named, never a verdict.

中华人民共和国劳动合同法 (as amended 2012): art. 35, what the contract says is changed by agreement and in writing;
art. 4, rules that touch employees directly are discussed with them and announced.
"""

from collections.abc import Mapping

from rolebook.history.changes import Change, Effect, means_the_same
from rolebook.words.wording import Wording

EFFECTS: Mapping[Effect, Wording] = {
    "agree": Wording("须协商变更并书面确认", "to be agreed and confirmed in writing"),
    "procedure": Wording("须重新履行民主程序并公示", "to be discussed and announced again"),
    "none": Wording("无须处理", "nothing to be done"),
}
ARTICLES: Mapping[Effect, Wording] = {
    "agree": Wording("《劳动合同法》第三十五条", "Labour Contract Law, art. 35"),
    "procedure": Wording("《劳动合同法》第四条", "Labour Contract Law, art. 4"),
    "none": Wording("", ""),
}
EDITORIAL = frozenset(
    {"sources", "origin", "note", "distinct_from", "covers", "inferred", "doubt", "theme", "aspect", "aliases",
     "print_title", "owner", "enforces", "encourages", "assesses", "refers_to", "activities", "source", "adoption",
     "approval"}
)  # fmt: skip
"""Fields that say nothing to whoever holds the paper, or only that a change was adopted."""
OF_CONTRACT = frozenset(
    {"title", "department", "level", "reports_to", "reports_to_text", "hours", "remuneration", "conditions",
     "indicators", "authorities", "subordinates", "effective", "until"}
)  # fmt: skip
"""Facts of a role that a contract is about."""
_OF_FORM = ("renamed", "moved", "reordered")
OF_KIND: Mapping[str, Effect] = {
    "duty": "agree",
    "indicator": "agree",
    "penalty": "procedure",
    "reward": "procedure",
    "rule": "procedure",
}
"""Kind of a clause → what a change of one means; of others it means nothing for papers."""


def effect(change: Change) -> Effect:
    """What a change means for the papers of the roles that it touches."""
    same = change.happened == "merged" and change.before == change.after
    of_form = change.happened in _OF_FORM or change.field == "parts" or change.field in EDITORIAL
    if not change.roles or change.guidance or of_form or same or means_the_same(change):
        return "none"
    if change.kind == "role":
        left = change.happened in ("removed", "retired")
        return "agree" if left or (change.happened == "changed" and change.field in OF_CONTRACT) else "none"
    return OF_KIND.get(change.kind, "none")


def is_editorial(change: Change) -> bool:
    """Whether a change is nothing that readers of the handbook or a paper would look for."""
    apart = change.happened in ("renamed", "reordered") or means_the_same(change)
    return change.field in EDITORIAL or change.kind in ("taxonomy", "sheet", "library", "source") or apart
