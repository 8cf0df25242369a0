"""Rules about how roles and rule documents are approved: what is recorded agrees with itself and with the status."""

from collections.abc import Iterator
from itertools import pairwise

from rolebook.checks.rule import rule
from rolebook.findings.finding import Finding, error, note, warning
from rolebook.findings.manual.entry import Example, a_note, a_warning, an_error
from rolebook.findings.manual.snippets import ROLE, ROLES
from rolebook.model.entries import Role, Rule
from rolebook.model.labels import APPROVAL, APPROVED
from rolebook.model.library import Library
from rolebook.model.records import Approval
from rolebook.words.private_numbers import private_numbers
from rolebook.words.wording import Wording


def _role(status: str, **steps: tuple[str, str]) -> Example:
    """A role of this status with these steps: (by, date)."""
    written = "".join(f"  {step}:\n    by: {by}\n    date: {date}\n" for step, (by, date) in steps.items())
    text = ROLE.replace("status: draft", f"status: {status}")
    return Example(ROLES, f"{text}approval:\n{written}" if written else text)


_PREPARED, _APPROVED = ("人力资源部", "2026-11-03"), ("总经理办公会", "2026-11-20")


def _approvals(library: Library) -> Iterator[tuple[Role | Rule, Approval]]:
    """Every role and rule document of which a step is recorded; retired roles too."""
    for entries in (library.roles, library.rules):
        for entry in entries.values():
            if entry.approval:
                yield entry, entry.approval


@rule(
    a_warning(
        "approval-order", "编制、审核、批准的日期先后颠倒。", "The dates of an approval are not in order."
    ).because(
        "先编制，再审核，最后批准，同一天也可以。请核对日期。",
        _role("approved", prepared=_PREPARED, approved=("总经理办公会", "2026-11-02")),
        _role("approved", prepared=_PREPARED, approved=_APPROVED),
    )
)
def approval_order(library: Library) -> Iterator[Finding]:
    """A step of an approval is not older than the one before it."""
    for entry, approval in _approvals(library):
        for (before, first), (step, second) in pairwise(approval.steps()):
            if second.date < first.date:
                yield warning(
                    "approval-order",
                    approval.at,
                    f"{entry.id} 的{APPROVAL[step]}日期 {second.date} 早于{APPROVAL[before]}日期 {first.date}",
                    f"{entry.id} was {step} on {second.date}, before it was {before} on {first.date}",
                ).mend("核对这两个日期。", "Check the two dates.")


@rule(
    an_error("private-approval", "审批中写有个人资料。", "An approval holds private data.").because(
        "这里只写部门或职能和日期；身份证号、电话等不应存放在手册中。",
        _role("approved", approved=("总经理 13800138000", "2026-11-20")),
        _role("approved", approved=_APPROVED),
    )
)
def private_approval(library: Library) -> Iterator[Finding]:
    """What names a function holds no person's number, as on a sheet."""
    for entry, approval in _approvals(library):
        for step, signed in approval.steps():
            for what in private_numbers("by", signed.by):
                yield error(
                    "private-approval",
                    approval.at,
                    f"{entry.id} 的{APPROVAL[step]}部门像是{what.zh}",
                    f"{step} of {entry.id} looks like {what.en}",
                ).mend("写部门或职能，例如 人力资源部。", "Name a department or a function.")


@rule(
    a_warning("approved-draft", "草稿登记了批准。", "A draft has an approval.").because(
        "已经批准的，把 status 改为 approved；批准以后又作了较大改动的，删去 approval 中的 approved，重新批准时再写。",
        _role("draft", approved=_APPROVED),
        _role("approved", approved=_APPROVED),
    )
)
def approved_draft(library: Library) -> Iterator[Finding]:
    """A draft is not approved."""
    for role in library.roles.values():
        if role.status == "draft" and role.approval and role.approval.approved:
            yield warning(
                "approved-draft",
                role.approval.at,
                f"{role.id} 是草稿，却登记了批准",
                f"{role.id} is a draft, but its approval is recorded",
            ).mend(
                "已经批准的，把 status 改为 approved；尚未批准的，删去 approval 中的 approved。",
                "Set its status to approved, or take 'approved' out of its approval.",
            )


@rule(
    a_note(
        "unrecorded-approval",
        "岗位已批准，但没有登记由谁、在哪一天批准。",
        "Nobody recorded who approved a role, and when.",
    ).because(
        "说明书的“批准”一格因此留空，供手签。请在 approval 的 approved 下写明部门或职能（by）和日期（date）。",
        _role("approved"),
        _role("approved", approved=_APPROVED),
    ),
    relies_on=("approval",),
)
def unrecorded_approval(library: Library) -> Iterator[Finding]:
    """An approved role says who approved it, and when."""
    for role in library.roles.values():
        if role.status == "approved" and not (role.approval and role.approval.approved):
            more = (
                Wording("，已有的 approval 只写一次", ", under the one 'approval' there is")
                if role.approval
                else Wording("", "")
            )
            yield note(
                "unrecorded-approval",
                role.at,
                f"岗位“{role.title}”已批准，没有登记由谁、在哪一天批准",
                f"{role.id} is approved, but not who approved it, and when",
            ).mend(
                f"写明 by（部门或职能）和 date（日期）{more.zh}：\n{APPROVED}",
                f"Enter 'by' (a function) and 'date'{more.en}:\n{APPROVED}",
            )
