"""Orders for sheets: what is wrong with them, and the files they become."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from rolebook.findings.finding import Finding, error, in_order, warning
from rolebook.model.entries import Role
from rolebook.model.library import Library
from rolebook.sheets import advice, names
from rolebook.sheets.hires.hire import Hire, missing_character
from rolebook.sheets.logo import read_logo
from rolebook.sheets.open_sheet import open_sheet
from rolebook.sheets.printed import RolePages, printed
from rolebook.sheets.typeset import Typesetter
from rolebook.sheets.web import SheetHtml
from rolebook.sheets.word.file import word_file
from rolebook.sheets.word.template import WordTemplate
from rolebook.words.wording import Wording

CHUNK = 100
"""Sheets of one merged PDF: memory grows with them (about 450 MB for these)."""


@dataclass(frozen=True, slots=True)
class Order:
    """A sheet to be made. `number` is its place in a batch and leads its file's name: `007`; empty: not of a batch."""

    role: Role
    hire: Hire
    number: str = ""


class SheetBatch:
    """Makes the sheets of one run: a library, the sections left out, a typesetter."""

    def __init__(
        self,
        library: Library,
        typesetter: Typesetter,
        without: Iterable[str] = (),
        formats: Sequence[str] = ("pdf",),
        *,
        annexed: bool = False,
    ) -> None:
        """`without` names sections (of `kinds.SECTIONS`) that are not printed; `formats` are pdf, docx, html.

        `annexed`: the texts of the rules are printed behind the sheets, whatever the settings of the library say.
        """
        self._library = library
        self._formats = formats
        self._typesetter = typesetter
        self._without = frozenset(without)
        self._annexed = annexed or library.sheet.annex
        self._roles: dict[str, RolePages] = {}
        self._word: dict[str, tuple[Mapping[str, bytes], Mapping[str, str]]] = {}

    def findings(self, orders: Iterable[Order]) -> tuple[Finding, ...]:
        """What is wrong, or to be known, with the roles and settings of the orders; the hires were checked before."""
        roles = {order.role.id: order.role for order in orders}
        found = [finding for role in roles.values() for finding in self._role(role)]
        told: dict[Wording, Finding] = {}
        for role in roles.values():
            for finding in advice.findings(self._library, role, self._pages(role).content):
                told.setdefault(finding.message, finding)  # what holds for several roles is said once
        return in_order((*found, *told.values(), *self._logo()))

    def names(self, orders: Sequence[Order]) -> list[str]:
        """The names of the files that `files` gives."""
        return [f"{stem}.{form}" for stem in _stems(orders) for form in self._formats]

    def files(self, orders: Sequence[Order]) -> Iterator[tuple[str, bytes]]:
        """(file name, bytes) for each order and format, made one by one. Raises BrokenTemplate."""
        for order, stem in zip(orders, _stems(orders), strict=True):
            for form in self._formats:
                yield f"{stem}.{form}", self._made(form, order)

    def merged(self, orders: Sequence[Order], stem: str) -> Iterator[tuple[str, bytes]]:
        """(file name, PDF) with up to a hundred sheets each; one is named `stem`, several `stem-1` … Tags are kept."""
        for name, chunk in zip(merged_names(len(orders), stem), _chunks(orders, CHUNK), strict=True):
            yield name, self._typesetter.pdf([self._printed(order) for order in chunk])

    def _made(self, form: str, order: Order) -> bytes:
        sheet = self._printed(order)
        match form:
            case "docx":
                return word_file(*self._word_parts(order.role), sheet)
            case "html":
                return self._paper.page(sheet)
            case _:
                return self._typesetter.pdf([sheet])

    @cached_property
    def _paper(self) -> SheetHtml:
        return SheetHtml(self._typesetter.folder, self._typesetter.root)

    @cached_property
    def _word_template(self) -> WordTemplate:
        return WordTemplate(self._typesetter.folder)

    def _word_parts(self, role: Role) -> tuple[Mapping[str, bytes], Mapping[str, str]]:
        """The template's fixed parts and the role's own, which hold every section: a hire's sheet leaves some out."""
        if role.id not in self._word:
            whole = RolePages.of(self._library, role, annexed=self._annexed)
            fixed = {**self._word_template.fixed, **self._word_template.pictures(whole.address)}
            self._word[role.id] = fixed, self._word_template.parts(open_sheet(whole))
        return self._word[role.id]

    def _printed(self, order: Order) -> Mapping[str, Any]:
        return printed(self._pages(order.role), order.hire)

    def _pages(self, role: Role) -> RolePages:
        if role.id not in self._roles:
            self._roles[role.id] = RolePages.of(self._library, role, self._without, annexed=self._annexed)
        return self._roles[role.id]

    def _role(self, role: Role) -> Iterator[Finding]:
        if role.status == "retired":
            yield error(
                "retired-role",
                role.at,
                Wording(f"岗位“{role.title}”已停用，不能生成岗位说明书", f"the role {role.id} is retired"),
                Wording("换一个岗位。", "Choose another role."),
            )
            return
        if role.status == "draft":
            yield warning(
                "draft-role",
                role.at,
                Wording(
                    f"岗位“{role.title}”仍是草稿，说明书印有“草稿”水印", f"the role {role.id} is a draft: watermarked"
                ),
                Wording("批准以后把 status 改为 approved。", "Set its status to approved once it is."),
            )
        if "pdf" in self._formats:  # other formats are shown with the fonts of whoever reads them
            yield from self._missing_characters(role)

    def _missing_characters(self, role: Role) -> Iterator[Finding]:
        """Characters of the content that no font has, with the place on the sheet."""
        sheet = printed(self._pages(role), Hire())
        places: dict[str, Any] = {section["title"]: section for section in sheet["sections"]}
        heads = ("organisation", "document_number", "title", "facts", "version")
        for place, words in {
            **places,
            "表头": [sheet[key] for key in heads],
            "声明": sheet["statement"],
            "附件": sheet["annex"],
        }.items():
            for char in self._typesetter.lacking("".join(_strings(words))):
                fault = missing_character(char)
                zh, en = fault.message
                yield error(fault.rule, role.at, Wording(f"“{place}”：{zh}", f"{place}: {en}"), fault.hint)

    def _logo(self) -> tuple[Finding, ...]:
        """What keeps the logo from being shown; what was left out of it is told by `check`."""
        logo = self._library.sheet.logo
        picture, findings = read_logo(self._typesetter.root, self._typesetter.folder, logo) if logo else (None, ())
        return () if picture else findings


def _stems(orders: Sequence[Order]) -> Sequence[str]:
    """The names of the orders' files, without endings; no two are the same."""
    stems = [names.stem(order.number, order.role.title, order.hire.name, order.hire.employee_no) for order in orders]
    return names.distinct(stems)


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
