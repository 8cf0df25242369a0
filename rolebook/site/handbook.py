"""Everything that the library itself gives to the handbook, file by file. MkDocs is not needed for any of it."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from rolebook.exports.tables import downloads
from rolebook.findings.finding import Finding
from rolebook.history.announced import as_announced, on_paper
from rolebook.history.log import change_log
from rolebook.history.verifiable import Kept
from rolebook.model.excerpt import excerpt
from rolebook.model.library import Library
from rolebook.model.snapshot import digest
from rolebook.publishing.staging import MARKER
from rolebook.sheets.blank import FOLDER, MISSING, handbook_name, handbook_pdf, role_pdfs, why_unmade
from rolebook.sheets.form import LIST_RULES, RoleForms
from rolebook.sheets.old_templates import unable_to
from rolebook.sheets.web import fingerprint
from rolebook.site.change_log import data_files
from rolebook.site.comparing import compare_scripts
from rolebook.site.edition import EDITION, edition_script
from rolebook.site.links import PAGES, yaml_path
from rolebook.site.own_pages import address, own_files
from rolebook.site.pages import Site
from rolebook.site.search_index import search_data, search_scripts
from rolebook.site.verifying import INDEX, Verification
from rolebook.supplied import SHEET_TEMPLATES, SITE_TEMPLATES, supplied
from rolebook.todo import Todo
from rolebook.words.wording import Wording

Content: TypeAlias = str | bytes | Path
"""What a file holds; a Path is copied as it is."""


class Handbook:
    """The files of one library's handbook, each made when it is asked for."""

    def __init__(
        self,
        root: Path,
        library: Library,
        findings: Iterable[Finding] = (),
        *,
        approved_only: bool = False,
        waiting: Todo | None = None,
    ) -> None:
        """`findings` are those of `check`: what a person has to decide about stands on a page of its own.

        `waiting` stands there where it is given, as while `check` has not ended.

        What was changed and is not announced stands in the handbook as the last release has it; what is new and not
        announced stands on pages with a mark, and in nothing that is saved or printed.
        Where not everything may be shown (`model/excerpt.py`), they are not, nor what releases
        changed: both speak of all of the library.
        """
        self.root = root
        self._approved_only = approved_only
        library = as_announced(library, root)
        self.whole = on_paper(library)
        """What sheets are made of: their codes cover what the site does not show."""
        self.library, left_out = excerpt(library, approved_only=approved_only)
        """What the site shows."""
        self.remarks = [*left_out.told()]
        """What whoever builds the handbook is told of it: what it does not hold."""
        shown = not self.library.is_excerpt
        self.log = change_log(root, self.library) if shown else ()
        self.site = Site(self.library, supplied(SITE_TEMPLATES, root), findings if shown else (), self.log, waiting)
        self.own = own_files(root)
        """Pages in Markdown and their pictures."""

    def files(self) -> Iterator[tuple[str, Content]]:
        """(place below the site's root, content) of every file but PDFs. Raises BrokenTemplate.

        None of them is kept here: whoever asks writes one before the next is made.
        """
        yield from self.pages()
        yield from self.sheet_forms()
        yield from self.verification()
        yield from self.data()

    def pdfs(self) -> Iterator[tuple[str, bytes]]:
        """The blank sheet of each role as a PDF, before the pages that link to them. Raises BrokenTemplate."""
        roles = [role.id for role in self.library.roles.values() if role.status != "retired"]
        self.site.pdfs, files = role_pdfs(self.whole, self.root, roles)
        yield from files.items()
        missing = [id_ for id_ in roles if id_ not in self.site.pdfs]
        unmade = why_unmade(self.whole, self.root, missing) if missing else {}
        self.site.unmade = {id_: why.message.zh for id_, why in unmade.items()}
        for id_, why in unmade.items():
            title, lost = self.library.roles[id_].title, why.rule == MISSING
            zh = f"岗位“{title}”没有 PDF{'，也不在整本手册的 PDF 中' if lost else ''}：{why.message.zh}。"
            en = f"No PDF of the role {id_}{', nor is it in that of the handbook' if lost else ''}: {why.message.en}."
            self.remarks.append(Wording(zh, en))
        if unable := next(iter(unable_to("handbook", supplied(SHEET_TEMPLATES, self.root))), None):
            said = unable.message
            self.remarks.append(Wording(f"没有生成整本手册的 PDF：{said.zh}。", f"No PDF of the handbook: {said.en}."))
        elif whole := handbook_pdf(self.whole, self.root, roles):
            self.site.pdfs = {**self.site.pdfs, "": f"{FOLDER}/{handbook_name(self.library)}"}
            yield self.site.pdfs[""], whole

    def pages(self) -> Iterator[tuple[str, str]]:
        """A page for everything that has an address, but where a page in Markdown has it."""
        own = {address(name) for name in self.own.pages}
        yield from self.site.pages(own)

    def sheet_forms(self) -> Iterator[tuple[str, Content]]:
        """The page of every role's sheet, and what its scripts load. Raises BrokenTemplate."""
        kept = Kept.of(self.whole, self.root)
        folder = supplied(SHEET_TEMPLATES, self.root)
        forms = RoleForms(self.whole, folder, self.root, self.library.roles, kept.sentence)
        yield from forms.files()
        for form in forms.pages():
            yield self.site.page(form.path, "form.html", **form.variables)
            yield form.script_path, form.script
            yield form.paper_path, form.paper
        variables, rules = forms.batch()
        yield LIST_RULES, rules
        yield self.site.page(PAGES["batch"], "batch.html", **variables)

    def verification(self) -> Iterator[tuple[str, Content]]:
        """The page 核验, and what it loads."""
        version = ""
        for place, script in Verification(
            self.root, self.whole, self.library, approved_only=self._approved_only
        ).files():
            yield place, script
            if place == INDEX:
                version = fingerprint(script)
        yield self.site.page(PAGES["verify"], "verify.html", index=f"{INDEX}?v={version}")

    def data(self) -> Iterator[tuple[str, Content]]:
        """What the search looks through, what readers can save, and the marker that says whose folder this is."""
        search = search_scripts(search_data(self.library))
        yield from search.items()
        yield EDITION, edition_script(self.library, search)
        yield from compare_scripts(self.library, self.site.involvement)
        yield from downloads(on_paper(self.library))
        if self.log:
            yield from data_files(self.library, self.log)
        for role in self.library.roles.values():
            if place := yaml_path(self.library, role):
                yield place, self.root / role.at.file
        yield MARKER, f"{self.library.settings.version} {digest(on_paper(self.library))}\n"
