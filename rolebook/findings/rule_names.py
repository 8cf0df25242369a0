"""The names of all rules that findings may bear. A new rule is named here first, then explained in the manual."""

from typing import Literal, TypeAlias, get_args

FileRule: TypeAlias = Literal[
    "bad-page", "bad-picture", "broken-link", "byte-order-mark", "changed-source", "cleaned-picture",
    "control-character", "damaged-installation", "empty-file", "file-name", "ignored-file", "misplaced-logo",
    "missing-document", "missing-file", "mixed-line-ends", "no-final-newline", "no-links", "not-a-file",
    "not-a-folder", "not-text", "not-utf-8", "replaced-page", "stray-file", "too-large", "unreadable", "zero-width",
]  # fmt: skip
"""About whole files: where they lie, how they are saved."""

WritingRule: TypeAlias = Literal[
    "bad-dash", "bad-entry", "bad-escape", "bad-indentation", "bad-key", "bad-number", "conflict-marker",
    "cut-by-hash", "duplicate-key", "full-width-colon", "full-width-comma", "list-after-key", "list-number",
    "missing-colon", "missing-dash", "mixed-spelling", "no-anchors", "no-block-scalars", "no-flow-mappings",
    "no-space-after-colon", "no-tags", "reserved-character", "personal-data", "second-colon", "second-document",
    "stale-comment", "stray-dash", "tab", "text-norm", "tab-indentation", "text-after-bracket", "text-after-quote",
    "unclosed-bracket", "unclosed-quote", "wide-space-indentation", "wrapped-text", "yaml-syntax",
]  # fmt: skip
"""About the writing of YAML."""

ShapeRule: TypeAlias = Literal[
    "bad-date", "bad-form", "empty", "missing-key", "not-together", "reserved-name", "too-great", "too-long",
    "too-short", "too-small", "twice", "unknown-key", "unknown-value", "wrong-type",
]  # fmt: skip
"""What the schemas ask for."""

ReferenceRule: TypeAlias = Literal[
    "duplicate-id", "missing-line", "retired-reference", "reused-id", "sensitive-change", "unknown-id",
    "vanished-file", "vanished-id",
]  # fmt: skip
"""Ids, what refers to them, and what the last release said under them."""

ClauseRule: TypeAlias = Literal[
    "activity-gap", "activity-in-another-theme", "activity-overlap", "activity-without-duty", "ambiguous-alias",
    "approval-order", "approved-draft", "circular-superior", "contradictory-dates", "contradictory-decision",
    "duplicate-company", "duplicate-list-word", "differs-from-line", "doubly-accounted", "doubtful-clause",
    "duplicate-activity", "duplicate-paper", "duplicate-title", "duty-without-activity", "far-from-line",
    "figure-in-no-field", "figures-disagree", "idle-line", "indicator-in-words", "lapsed-decision",
    "misplaced-penalties", "near-duplicate", "open-document", "part-lines", "private-approval", "ragged-table",
    "reversed-dates", "reversed-range", "rule-not-in-force", "same-activity", "self-reference",
    "superfluous-decision", "superseded-lines", "superior-in-words", "twins", "unadopted-rule", "uncovered-line",
    "unlisted-clause", "unlisted-duty", "unrecorded-approval", "unstated-rule", "weights-do-not-add-up",
    "word-in-two-groups",
]  # fmt: skip
"""What clauses, sources and roles say."""

OutputRule: TypeAlias = Literal[
    "altered-release", "before-the-start", "broken-template", "broken-theme", "cell-too-long", "doubtful-draft",
    "doubtful-sheet", "draft-role", "role-out-of-term", "empty-paper", "impossible-date", "inferred-penalties",
    "inferred-rewards", "internal-error", "missing-character", "missing-logo", "missing-tag", "money-penalties",
    "newer-release", "not-formatted", "private-data", "retired-role", "unfilled-sections", "unfinished-edit",
    "unregistered-rule", "unwritable-output",
]  # fmt: skip
"""Of the commands that make something: site, sheets, exports."""

HiresRule: TypeAlias = Literal[
    "ambiguous-role", "chosen-column", "damaged-number", "day-number", "duplicate-column", "duplicate-number",
    "formula", "merged-cells", "missing-column", "missing-value", "no-hires", "private-column", "skipped-rows",
    "stray-cell", "tracked-hires", "tracked-output", "unknown-column", "unknown-company", "unknown-paper",
    "unknown-role", "unread-sheet", "unreadable-release", "unreleased-version", "unreadable-table",
]  # fmt: skip
"""Of the table of hires, and of where their data would end up."""

FormRule: TypeAlias = Literal["fixed-cell", "unread-cell"]
"""Of the collection form, filled in."""

CheckRule: TypeAlias = FileRule | WritingRule | ShapeRule | ReferenceRule | ClauseRule
RuleName: TypeAlias = CheckRule | OutputRule | HiresRule | FormRule

CHECK_NAMES: tuple[CheckRule, ...] = tuple(name for family in get_args(CheckRule) for name in get_args(family))
"""Those of `check`: what a waiver may name."""
