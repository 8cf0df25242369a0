"""Orders for sheets: what is wrong with them, and the files they become."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from rolebook.findings.finding import Finding, error, in_order, warning
from rolebook.model.entries import Role
from rolebook.model.library import Library
from rolebook.model.papers import DEFAULT
from rolebook.sheets import advice, names
from rolebook.sheets.broken import read_logo
from rolebook.sheets.hires.hire import Hire, missing_character
from rolebook.sheets.lacking import lacking_tags, unable
from rolebook.sheets.printed import RoleDesk, RolePages, open_sheet, printed
from rolebook.sheets.sections import SECTION_TITLES
from rolebook.sheets.typeset import Typesetter
from rolebook.sheets.web import SheetHtml
from rolebook.sheets.word.file import word_file
from rolebook.sheets.word.spacing import is_crowded
from rolebook.words.wording import Wording

if TYPE_CHECKING:  # docxtpl takes a while to load; only Word files need it
    from rolebook.sheets.word.template import WordTemplate

CHUNK = 100
"""Sheets of one merged PDF: memory grows with them (about 450 MB for these)."""


@dataclass(frozen=True, slots=True)
class Order:
    """A sheet to be made. `number` is its place in a batch and leads its file's name: `007`; empty: not of a batch.

    `paper` is the id of the paper; empty: that of the batch. `told` are the sections of an addendum, the same for all
    hires of a role (`addendum_sections`).
    """

    role: Role
    hire: Hire
    number: str = ""
    paper: str = ""
    told: Sequence[Mapping[str, Any]] = ()


class SheetBatch:
    """Makes the sheets of one run: a library, the paper, the sections left out, a typesetter."""

    def __init__(
        self,
        library: Library,
        typesetter: Typesetter,
        without: Iterable[str] = (),
        formats: Sequence[str] = ("pdf",),
        paper: str = DEFAULT,
    ) -> None:
        """`without` names sections (of `kinds.SECTIONS`) that are not printed; `formats` are pdf, docx, html.

        `paper` is the id of the one that is made where an order does not say which.
        """
        self._library = library
        self._paper = paper
        self._formats = formats
        self._typesetter = typesetter
        self._without = frozenset(without)
        self._desks: dict[str, RoleDesk] = {}
        self._pages: dict[tuple[str, str], RolePages] = {}
        self._word: dict[str, tuple[Mapping[str, bytes], Mapping[str, str]]] = {}
        self._crowded: dict[tuple[str, str], bool] = {}

    def findings(self, orders: Iterable[Order]) -> tuple[Finding, ...]:
        """What is wrong, or to be known, with the roles and settings of the orders; the hires were checked before."""
        wanted = {(order.role.id, self._paper_of(order)): order for order in orders}
        roles = {order.role.id: order.role for order in wanted.values()}
        found = [*_retired(roles.values()), *_drafts(roles.values())]
        found += (one for role in roles.values() for one in _out_of_term(role, self._library.day))
        told: dict[Wording, Finding] = {}
        for order in wanted.values():
            pages = self._pages_of(order)
            found += self._of_paper(order.role, pages)
            for finding in advice.findings(self._library, order.role, pages):
                told.setdefault(finding.message, finding)  # what holds for several roles is said once
        return in_order((*found, *told.values(), *self._logo()))

    def names(self, orders: Sequence[Order], formats: Sequence[str] = ()) -> list[str]:
        """The names of the files that `files` gives."""
        return [f"{stem}.{form}" for stem in self._stems(orders) for form in formats or self._formats]

    def files(self, orders: Sequence[Order], formats: Sequence[str] = ()) -> Iterator[tuple[str, bytes]]:
        """(file name, bytes) for each order and format, made one by one. Raises BrokenTemplate."""
        for order, stem in zip(orders, self._stems(orders), strict=True):
            for form in formats or self._formats:
                yield f"{stem}.{form}", self._made(form, order)

    def merged(self, orders: Sequence[Order], stem: str, *, duplex: bool = False) -> Iterator[tuple[str, bytes]]:
        """(file name, PDF) with up to a hundred sheets each; one is named `stem`, several `stem-1` … Tags are kept.

        `duplex`: each begins on an odd page, behind an empty one where need be. Raises BrokenTemplate.
        """
        for name, chunk in zip(merged_names(len(orders), stem), _chunks(orders, CHUNK), strict=True):
            yield name, self._typesetter.pdf([self._printed(order) for order in chunk], duplex=duplex)

    def _made(self, form: str, order: Order) -> bytes:
        sheet = self._printed(order)
        match form:
            case "docx":
                return word_file(*self._word_parts(order), sheet)
            case "html":
                return self._html.page(sheet)
            case _:
                return self._typesetter.pdf([sheet])

    @cached_property
    def _html(self) -> SheetHtml:
        return SheetHtml(self._typesetter.folder, self._typesetter.root)

    @cached_property
    def _word_template(self) -> "WordTemplate":
        from rolebook.sheets.word.template import WordTemplate

        return WordTemplate(self._typesetter.folder)

    def _word_of(self, pages: RolePages) -> tuple[Mapping[str, bytes], Mapping[str, str]]:
        """The template's fixed parts and the role's own, which hold every section: a hire's sheet leaves some out."""
        desk = pages.desk
        key = f"{desk.role.id} {pages.paper.id}" if pages.told else desk.role.id
        if key not in self._word:
            template = self._word_template
            fixed = {**template.fixed, **template.pictures(desk.address)}
            whole = printed(pages, Hire()) if pages.told else open_sheet(desk)
            self._word[key] = fixed, template.parts(whole)
        return self._word[key]

    def _word_parts(self, order: Order) -> tuple[Mapping[str, bytes], Mapping[str, str]]:
        """The same with the tighter spacing where the paper of the order needs it."""
        key, desk = (order.role.id, self._paper_of(order)), self._desk(order.role)
        pages = self._pages_of(order)
        if key not in self._crowded:
            whole = pages if pages.told else desk.pages(key[1])
            self._crowded[key] = is_crowded(printed(whole, Hire()))
        fixed, parts = self._word_of(pages)
        return ({**fixed, **self._word_template.tight} if self._crowded[key] else fixed), parts

    def _printed(self, order: Order) -> Mapping[str, Any]:
        return printed(self._pages_of(order), order.hire)

    def _paper_of(self, order: Order) -> str:
        return order.paper or self._paper

    def _desk(self, role: Role) -> RoleDesk:
        if role.id not in self._desks:
            self._desks[role.id] = RoleDesk.of(self._library, role)
        return self._desks[role.id]

    def _pages_of(self, order: Order) -> RolePages:
        key = order.role.id, self._paper_of(order)
        if key not in self._pages:
            pages = self._desk(order.role).pages(key[1], self._without)
            self._pages[key] = replace(pages, told=order.told)
        return self._pages[key]

    def _stems(self, orders: Sequence[Order]) -> Sequence[str]:
        """The names of the orders' files, without endings; no two are the same."""
        return names.distinct(
            names.sheet_stem(
                self._pages_of(order).paper, order.number, order.role.title, order.hire.name, order.hire.employee_no
            )
            for order in orders
        )

    def _of_paper(self, role: Role, pages: RolePages) -> Iterator[Finding]:
        """What keeps a paper of a role from being made."""
        paper = pages.paper
        if not (pages.told or pages.desk.filled & set(paper.sections)):
            wanted = "、".join(SECTION_TITLES[name] for name in paper.sections)
            yield error(
                "empty-paper",
                role.at,
                f"岗位“{role.title}”没有可以印在{paper.title}上的内容（{wanted}）",
                f"the role {role.id} has nothing that the paper {paper.id} prints ({', '.join(paper.sections)})",
            ).mend("先填写其中的栏目，或换一种文书。", "Fill in one of these sections, or choose another paper.")
            return
        if "docx" in self._formats:
            yield from lacking_tags(self._word_template, self._word_of(pages)[1], pages)
        for form in ("pdf", "html"):
            if form in self._formats:
                yield from unable(form, self._typesetter.folder, pages)
        if "pdf" in self._formats:  # other formats are shown with the fonts of whoever reads them
            yield from self._missing_characters(role, pages)

    def _missing_characters(self, role: Role, pages: RolePages) -> Iterator[Finding]:
        """Characters of the content that no font has, with the place on the sheet."""
        sheet = printed(pages, Hire())
        places: dict[str, Any] = {section["title"]: section for section in sheet["sections"]}
        heads = ("organisation", "document_number", "title", "facts", "version")
        said = {"表头": [sheet[key] for key in heads], "声明": sheet["endings"], "附件": sheet["annex"]}
        for place, words in {**places, **said}.items():
            for char in self._typesetter.lacking("".join(_strings(words))):
                fault = missing_character(char)
                message = Wording(f"“{place}”：{fault.message.zh}", f"{place}: {fault.message.en}")
                yield replace(fault, at=role.at, message=message)

    def _logo(self) -> tuple[Finding, ...]:
        """What keeps the logo from being shown; what was left out of it is told by `check`."""
        logo = self._library.sheet.logo
        picture, findings = read_logo(self._typesetter.root, self._typesetter.folder, logo) if logo else (None, ())
        return () if picture else findings


def _retired(roles: Iterable[Role]) -> Iterator[Finding]:
    for role in roles:
        if role.status == "retired":
            yield error(
                "retired-role",
                role.at,
                f"岗位“{role.title}”已停用，不能生成岗位说明书",
                f"the role {role.id} is retired",
            ).mend("换一个岗位。", "Choose another role.")


def _drafts(roles: Iterable[Role]) -> Iterator[Finding]:
    """One warning for all of them, at the first."""
    drafts = [role for role in roles if role.status == "draft"]
    if drafts:
        zh = "、".join(f"“{role.title}”" for role in drafts)
        ids = ", ".join(role.id for role in drafts)
        yield warning(
            "draft-role",
            drafts[0].at,
            f"岗位{zh}仍是草稿，印出的文书带有“草稿”水印",
            f"the role {ids} is a draft: watermarked" if len(drafts) == 1 else f"drafts, watermarked: {ids}",
        ).mend("批准以后把 status 改为 approved。", "Set its status to approved once it is.")


def _out_of_term(role: Role, day: str) -> Iterator[Finding]:
    """A warning where a role is not valid yet, or no longer, on the day that is judged by."""
    early = role.effective > day
    if early or (role.until and role.until < day):
        zh, en = ("生效日期", "effective") if early else ("有效期至", "until")
        date = role.effective if early else role.until
        yield warning(
            "role-out-of-term",
            role.at,
            f"岗位“{role.title}”{zh} {date}，{day} 不在有效期内，文书照样印出",
            f"the role {role.id} ({en} {date}) is not valid on {day}; its paper is made all the same",
        ).mend(
            "请核对 effective、until，以及 library.yaml 的 date 或 --as-of。",
            "Check effective, until, and date in library.yaml or --as-of.",
        )


def merged_names(number: int, stem: str) -> list[str]:
    """The names of the merged files of so many orders."""
    chunks = -(-number // CHUNK)
    return [f"{stem}-{chunk}.pdf" for chunk in range(1, chunks + 1)] if chunks > 1 else [f"{stem}.pdf"][:chunks]


def _strings(value: Any) -> Iterator[str]:
    """Every text inside a nested value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)


def _chunks(orders: Sequence[Order], size: int) -> Iterator[list[Order]]:
    """Runs of at most `size`."""
    rest = iter(orders)
    while chunk := list(islice(rest, size)):
        yield chunk
