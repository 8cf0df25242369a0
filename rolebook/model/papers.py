"""The papers that are printed of a role: what each is called, what it holds, and who signs it.

`PRESETS` come with Rolebook. What they say is signed: a text that is changed here changes what the codes on signed
papers stand for, so another text is another paper. A section that is new in `SECTIONS` may be added: no old content has
it.

A company changes one by its id, or adds its own, under `papers` in content/sheet.yaml. These functions read the
settings as a snapshot has them, so that a release of years ago says which papers it had.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rolebook.model.kinds import SECTIONS
from rolebook.words.text import search_form

DEFAULT = "job-description"
RECEIPT = "rules-receipt"
PROBATION = "probation-conditions"
HANDOVER = "handover"
ADDENDUM = "addendum"
"""Made with `--since` alone: it holds what changed since a version, and none of the sections."""
EMPLOYEE, SUPERIOR, COMPANY = "员工（签名）", "直接上级（签名）", "公司（盖章）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """文书: `title` stands behind the role's (销售代表岗位责任书), `letter` behind the digest in its code.

    `sections` are names of `SECTIONS` in their order. Nothing is signed where `statement` and `signatures` are empty:
    such a paper is about a role and about no hire.
    """

    id: str
    title: str
    letter: str
    sections: tuple[str, ...]
    statement: str = ""
    signatures: tuple[str, ...] = ()
    heading: str = "声明"
    """Of the statement."""
    copies: str = ""
    """A sentence behind the statement, where that is ours."""

    @property
    def is_signed(self) -> bool:
        """Whether a hire signs it, or anybody."""
        return bool(self.statement or self.signatures)


def _all_but(*names: str) -> tuple[str, ...]:
    return tuple(name for name in SECTIONS if name not in names)


def _some(*names: str) -> tuple[str, ...]:
    return tuple(name for name in names if name in SECTIONS)


PRESETS: tuple[Paper, ...] = (
    Paper(
        id=DEFAULT,
        title="岗位说明书",
        letter="S",
        sections=_all_but("rewards", "penalties"),
        heading="签收声明",
        statement="本人已阅读并知悉以上全部内容，并已领取本岗位说明书一份。",
        copies="本说明书一式两份，公司与员工各执一份。",
        signatures=(EMPLOYEE, SUPERIOR, COMPANY),
    ),
    Paper(
        id="responsibility",
        title="岗位责任书",
        letter="R",
        sections=_all_but("remuneration", "probation"),
        heading="签收声明",
        statement="本人已阅读并知悉以上全部内容，并已领取本岗位责任书一份。",
        copies="本责任书一式两份，公司与员工各执一份。",
        signatures=(EMPLOYEE, SUPERIOR, COMPANY),
    ),
    Paper(
        id=RECEIPT,
        title="规章制度签收单",
        letter="A",
        sections=_some("rules"),
        heading="签收声明",
        statement="本人已阅读并知悉以上所列管理制度的全部内容。",
        signatures=(EMPLOYEE, "人力资源部（签名）"),
    ),
    Paper(
        id=PROBATION,
        title="录用条件确认书",
        letter="P",
        sections=_some("qualifications", "duties", "indicators", "probation"),
        heading="确认声明",
        statement="本人已阅读、理解并确认以上内容为本岗位试用期的录用条件，知悉公司将据此进行试用期考核。",
        copies="本确认书一式两份，公司与员工各执一份。",
        signatures=(EMPLOYEE, COMPANY),
    ),
    Paper(
        id=HANDOVER,
        title="岗位交接清单",
        letter="H",
        sections=_some("duties", "tools"),
        heading="交接确认",
        statement="以上各项已当面交接清楚，三方核对无误。",
        copies="本清单一式三份，三方各执一份。",
        signatures=("移交人（签名）", "接收人（签名）", "监交人（签名）"),
    ),
    Paper(
        id="job-advert",
        title="招聘启事",
        letter="J",
        sections=_some("purpose", "duties", "qualifications", "hours", "conditions"),
    ),
    Paper(
        id=ADDENDUM,
        title="补充说明",
        letter="B",
        sections=(),
        heading="确认声明",
        statement="本人已阅读并知悉以上全部变更，并已领取本补充说明一份；其中需要双方协商的，经双方签字、盖章后变更，"
        "其余内容仍按原文书执行。",
        copies="本补充说明一式两份，公司与员工各执一份。",
        signatures=(EMPLOYEE, SUPERIOR, COMPANY),
    ),
)

ANNEXED: Mapping[str, str] = {
    DEFAULT: "本岗位说明书是公司与本人劳动合同的附件，与劳动合同具有同等效力；工作地点和试用期以上表所载为准。"
    "本人已阅读并知悉以上全部内容，并已领取本说明书一份。",
    "responsibility": "本岗位责任书是公司与本人劳动合同的附件，与劳动合同具有同等效力；工作地点和试用期以上表所载为准。"
    "本人已阅读并知悉以上全部内容，并已领取本责任书一份。",
}
"""Paper → its statement where the settings say `statement: annex`: it is annexed to the contract."""


def papers_of(sheet: Mapping[str, Any]) -> dict[str, Paper]:
    """Id → paper, the default first, by the settings of sheets as in a snapshot."""
    given = {entry["id"]: entry for entry in sheet.get("papers", ())}
    presets = {preset.id: _changed(_settled(preset, sheet), given.get(preset.id, {})) for preset in PRESETS}
    own = (entry for id_, entry in given.items() if id_ not in presets)
    empty = Paper(id="", title="", letter="", sections=())
    return {**presets, **{entry["id"]: replace(_changed(empty, entry), id=entry["id"]) for entry in own}}


def find_paper(papers: Mapping[str, Paper], name: str) -> Paper | None:
    """The paper with this id or title; None where there is none."""
    wanted = search_form(name)
    return papers.get(name) or next((one for one in papers.values() if search_form(one.title) == wanted), None)


def pinned(sheet: Mapping[str, Any]) -> dict[str, Any]:
    """Id → what the settings say of a paper otherwise than its preset, for the digest; sections in no order.

    Each value stands in a list of its own: an empty one (no statement, nobody who signs) says something too.
    """
    said: dict[str, dict[str, Any]] = {}
    if sheet.get("sections"):
        said[DEFAULT] = {"sections": sheet["sections"]}
    for entry in sheet.get("papers", ()):
        said[entry["id"]] = {**said.get(entry["id"], {}), **entry}
    return {
        id_: {key: [sorted(value) if key == "sections" else value] for key, value in entry.items() if key != "id"}
        for id_, entry in said.items()
    }


def _settled(preset: Paper, sheet: Mapping[str, Any]) -> Paper:
    """A preset by the settings that there were before papers: `sections`, `statement` and `statement_text`."""
    order = tuple(sheet.get("sections") or ())
    sections = order if order and preset.id == DEFAULT else _ordered(preset.sections, order)
    if sheet.get("statement") == "annex" and preset.id in ANNEXED:
        preset = replace(preset, statement=ANNEXED[preset.id], heading="附件声明")
    if preset.id == DEFAULT and sheet.get("statement_text"):
        preset = replace(preset, statement=sheet["statement_text"])
    return replace(preset, sections=sections)


def _ordered(names: Iterable[str], order: tuple[str, ...]) -> tuple[str, ...]:
    """The names in an order that need not have all of them: those that it lacks stay behind, in their own."""
    return tuple(sorted(names, key=lambda name: order.index(name) if name in order else len(order)))


def _changed(paper: Paper, given: Mapping[str, Any]) -> Paper:
    """A paper with what a company says of it; behind a statement of its own stands no sentence of ours."""
    values: dict[str, Any] = {key: value for key, value in given.items() if key != "id"}
    values.update((key, tuple(values[key])) for key in ("sections", "signatures") if key in values)
    if "statement" in given:
        values["copies"] = ""
    return replace(paper, **values)
