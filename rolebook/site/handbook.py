"""Everything that the library itself gives to the handbook, file by file. MkDocs is not needed for any of it."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import fields
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from types import FunctionType
from typing import Any

from rolebook.exports.tables import downloads, role_downloads
from rolebook.findings.finding import Finding
from rolebook.history.announced import as_announced, on_paper
from rolebook.history.log import change_log
from rolebook.history.releases import release_place
from rolebook.history.verifiable import Kept
from rolebook.loading.places import RELEASES
from rolebook.model.answers import Answers
from rolebook.model.entries import Role
from rolebook.model.excerpt import excerpt
from rolebook.model.involvement import Involvement
from rolebook.model.library import Library
from rolebook.model.overheard import Asked, Notes, Once, overheard
from rolebook.model.snapshot_text import Written, written
from rolebook.publishing.staging import MARKER
from rolebook.sheets.blank import FOLDER, MISSING, BlankSheets, handbook_name, handbook_pdf, why_unmade
from rolebook.sheets.form import LIST_RULES, RoleForms
from rolebook.sheets.lacking import unable_to
from rolebook.sheets.names import form_path
from rolebook.sheets.web import fingerprint
from rolebook.site.change_log import data_files
from rolebook.site.comparing import compare_plan
from rolebook.site.edition import EDITION, edition_script
from rolebook.site.links import PAGES, yaml_path
from rolebook.site.openings import Openings
from rolebook.site.own_pages import address, mentioned, own_files
from rolebook.site.pages import Pdfs, Site
from rolebook.site.plan import View, places
from rolebook.site.search_index import search_data, search_scripts
from rolebook.site.traces import Made, Part, Tracing
from rolebook.site.verifying import INDEX, Sheets, Verification
from rolebook.supplied import SHEET_TEMPLATES, SITE_TEMPLATES, digest_of, is_as_supplied, supplied
from rolebook.todo import Todo, todo
from rolebook.words.program import PROGRAM
from rolebook.words.text import with_line_feeds
from rolebook.words.wording import Wording

MARKDOWN = "pages in Markdown"
"""The part that MkDocs makes."""
_MOST_IN_ONE = 300
"""Roles of which a site has one PDF: of a thousand it takes 1.7 GB of memory, and half a minute after any change."""


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
        announced = as_announced(library, root)
        whole = on_paper(announced)
        shown, left_out = excerpt(announced, approved_only=approved_only)
        self.remarks = [*left_out.told()]
        """What whoever builds the handbook is told of it: what it does not hold."""
        self.log = () if shown.is_excerpt else change_log(root, shown)
        if waiting is None:
            waiting = todo(shown, () if shown.is_excerpt else findings)
        self._shown, self._papers = shown, whole if shown is announced else on_paper(shown)
        self._involvement, openings = Involvement(shown), Openings(shown)
        self._originals: dict[str, object] = {
            "shown": shown,
            "whole": whole,
            "papers": self._papers,
            "waiting": waiting,
            "involvement": self._involvement,
            "openings": openings,
        }
        self._notes: Notes = set()
        self.library = overheard(shown, "shown", self._notes)
        """What the site shows."""
        self.whole = self._overheard(whole)
        """What sheets are made of: their codes cover what the site does not show."""
        self.site = Site(
            self.library,
            supplied(SITE_TEMPLATES, root),
            overheard(waiting, "waiting", self._notes),
            self.log,
        )
        self.site.involvement = overheard(self._involvement, "involvement", self._notes, _library=self.library)
        self.site.openings = overheard(openings, "openings", self._notes)
        self.own = own_files(root)
        """Pages in Markdown and their pictures."""
        self.tracing = Tracing(self._notes, self._asked)

    def _overheard(self, library: Library) -> Library:
        """A library as parts of the site see it; one that is the same as another is the same here."""
        if library is self._shown:
            return self.library
        name = next(name for name, one in self._originals.items() if one is library)
        return overheard(library, name, self._notes)

    @cached_property
    def _asked(self) -> Asked:
        """Only pages of templates that were changed may say at which line of a file something stands."""
        answers = Answers(places=not is_as_supplied(SITE_TEMPLATES, self.root))
        follow = dict.fromkeys(("involvement._near_to", "involvement.alike"), lambda: self._doing)
        return Asked(self._originals, answers, follow)

    @cached_property
    def _doing(self) -> str:
        """What stands for who takes which part in what: from this follows who is near whom."""
        return self._asked.answers.digest(
            [
                [role, [[deed.activity, deed.parts] for deed in self._involvement.of(role).values()]]
                for role in self._shown.roles.values()
            ]
            + [[*self._involvement.ordered(self._shown.activities)]]
        )

    @property
    def base(self) -> bytes:
        """What stands for all that every file is made of, but for this program; empty where nothing does."""
        folders = [digest_of(supplied(name, self.root)) for name in (SITE_TEMPLATES, SHEET_TEMPLATES)]
        shared = [*self.site.shared.values(), self.site.cuts, self._approved_only, PROGRAM, *folders]
        return self._asked.answers.digest(shared).encode() if all(folders) else b""

    def go_on_from(self, former: Any) -> None:
        """Make only what has changed since the build with the same base of which `tracing` kept this."""
        self.tracing = Tracing(self._notes, self._asked, former)
        self.tracing.know(self._shown)

    def files(self) -> Iterator[tuple[str, str | bytes]]:
        """(place below the site's root, content) of every file but PDFs that must be made. Raises BrokenTemplate.

        None of them is kept here: whoever asks writes one before the next is made.
        """
        for parts in self.parts():
            yield from self.tracing.made(parts)

    def parts(self) -> Iterator[Iterable[Part]]:
        """What `files` gives, but not made yet: each after those that it looks at. Raises BrokenTemplate."""
        self._settle_pdfs()
        if self.tracing.is_first:
            self.site.prepare()
        yield self.pages()
        yield self.sheet_forms()
        batch = Part(PAGES["batch"], self._batch, (self._everything,))
        yield chain((batch,), self.verification(), self.data())

    @cached_property
    def _blank_sheets(self) -> tuple[BlankSheets, str]:
        """And what stands for the logo."""
        sheets = BlankSheets(self.whole, self.root, [one.id for one in self._shown.roles.values()])
        return sheets, hashlib.sha256(sheets.logo).hexdigest()

    def blank_sheets(self) -> Iterator[Part]:
        """The blank sheet of each role as a PDF. Raises BrokenTemplate."""
        sheets, logo = self._blank_sheets
        for id_, place in sheets.places.items():
            yield Part(f"PDF of {id_}", partial(sheets.made, id_), (place, logo))

    def pdfs(self) -> Iterator[tuple[str, str | bytes]]:
        """The blank sheets as PDFs that must be made, before the pages that link to them. Raises BrokenTemplate."""
        sheets, logo = self._blank_sheets
        yield from self.tracing.made(self.blank_sheets())
        places = {id_: place for id_, place in sheets.places.items() if place in self.tracing.digests}
        missing = [id_ for id_ in sheets.places if id_ not in places]
        unmade = why_unmade(self.whole, self.root, missing) if missing else {}
        for id_, why in unmade.items():
            title, lost = self.library.roles[id_].title, why.rule == MISSING
            zh = f"岗位“{title}”没有 PDF{'，也不在整本手册的 PDF 中' if lost else ''}：{why.message.zh}。"
            en = f"No PDF of the role {id_}{', nor is it in that of the handbook' if lost else ''}: {why.message.en}."
            self.remarks.append(Wording(zh, en))
        if unable := next(iter(unable_to("handbook", supplied(SHEET_TEMPLATES, self.root))), None):
            said = unable.message
            self.remarks.append(Wording(f"没有生成整本手册的 PDF：{said.zh}。", f"No PDF of the handbook: {said.en}."))
        elif (number := len(places)) > _MOST_IN_ONE:
            zh = f"岗位有 {number} 个，没有生成整本手册的 PDF；需要时请运行：{PROGRAM} handbook"
            en = f"With {number} roles, no PDF of the handbook was made; where it is needed, run: {PROGRAM} handbook"
            self.remarks.append(Wording(zh, en))
        else:
            place = f"{FOLDER}/{handbook_name(self._shown)}"
            yield from self.tracing.made([Part("PDF of all", partial(self._of_all, place, [*sheets.places]), (logo,))])
            if place in self.tracing.digests:
                places[""] = place
        self._link_to(Pdfs(places, {id_: why.message.zh for id_, why in unmade.items()}))

    def _link_to(self, pdfs: Pdfs) -> None:
        """From here on it is known which there are: what pages ask of them is overheard, where there are none too."""
        self._originals["pdfs"] = pdfs
        self.site.pdfs = overheard(pdfs, "pdfs", self._notes)

    def _settle_pdfs(self) -> None:
        """Whoever makes pages has made the PDFs before, or makes none."""
        if "pdfs" not in self._originals:
            self._link_to(Pdfs())

    def _of_all(self, place: str, roles: Collection[str]) -> Iterator[tuple[str, bytes]]:
        if whole := handbook_pdf(self.whole, self.root, roles):
            yield place, whole

    def markdown(self, make: Callable[[], Made], settings: bytes) -> Iterator[Part]:
        """The pages in Markdown and the theme's own files, which `make` makes as mkdocs.yml says: `settings`."""
        self._settle_pdfs()
        pages = [(name, page.for_mkdocs) for name, page in self.own.pages.items()]
        pictures = [(name, hashlib.sha256(data).hexdigest()) for name, data in self.own.pictures.items()]
        yield Part(MARKDOWN, make, (hashlib.sha256(settings).hexdigest(), pages, pictures, self.linked))

    @cached_property
    def linked(self) -> list[str]:
        """The places of the library's files that pages in Markdown seem to link to."""
        named = {one for name, page in self.own.pages.items() for one in mentioned(name, page.text)}
        return [place for place in places(self._shown) if place in named]

    def pages(self) -> Iterator[Part]:
        """A page for everything that has an address, but where a page in Markdown has it."""
        own = {address(name) for name in self.own.pages}
        for path, template, view in self.site.plan():
            if path not in own:
                yield Part(path, partial(self._page, path, template, view), (template, *self._inputs(view)))

    def _page(self, path: str, template: str, view: View) -> Iterator[tuple[str, str]]:
        yield self.site.page(path, template, **view())

    def _inputs(self, view: object) -> Iterator[object]:
        """What stands for a function and all that it is given beside what is overheard."""
        site = self.site
        overheard_already = (self.library, site.waiting, site.involvement, site.openings)
        if isinstance(view, partial):
            yield from self._inputs(view.func)
            for one in (*view.args, *view.keywords.values()):
                yield from self._inputs(one)
        elif isinstance(view, FunctionType | type):
            if getattr(view, "__closure__", None):
                raise TypeError("nobody sees what a function inside another is given")
            yield view.__qualname__
        elif view is self.log:
            yield self._logged
        elif not isinstance(view, Once) and all(view is not each for each in overheard_already):
            yield view

    @cached_property
    def _logged(self) -> list[object]:
        """What stands for the log."""
        return [(one.version, one.date, one.by, one.reason, one.new["library"]["digest"]) for one in self.log]

    @cached_property
    def _forms(self) -> RoleForms:
        return RoleForms(self.whole, supplied(SHEET_TEMPLATES, self.root), self.root, self._shown.roles)

    def sheet_forms(self) -> Iterator[Part]:
        """The page of every role's sheet, and what its scripts load. Raises BrokenTemplate."""
        forms = self._forms
        yield Part("forms", forms.files, (forms.fingerprints,))
        kept, release = Kept.of(self.whole, self.root), self._release
        for role in forms.roles:
            make = partial(self._form, role, kept)
            yield Part(form_path(role), make, (role, forms.fingerprints, release))

    @property
    def _release(self) -> str:
        """What stands for the release of this version; empty where there is none."""
        place = self.root / release_place(self._shown.settings.version)
        return hashlib.sha256(place.read_bytes()).hexdigest() if place.is_file() else ""

    def _form(self, role: Role, kept: Kept) -> Iterator[tuple[str, str | bytes]]:
        form = self._forms.page(role, kept.sentence(role))
        yield self.site.page(form.path, "form.html", **form.variables)
        yield form.script_path, form.script
        yield form.paper_path, form.paper

    def _batch(self) -> Iterator[tuple[str, str | bytes]]:
        variables, rules = self._forms.batch(self.tracing.digests)
        yield LIST_RULES, rules
        yield self.site.page(PAGES["batch"], "batch.html", **variables)

    @cached_property
    def _everything(self) -> str:
        """What stands for all that the site may show, and for the releases."""
        libraries = {id(one): name for name, one in self._originals.items() if isinstance(one, Library)}
        whole = [
            self._asked.answer(f"{name}.{one.name}")
            for name in libraries.values()
            for one in fields(Library)
            if one.compare
        ]
        releases = [path.read_bytes() for path in sorted((self.root / RELEASES).glob("*")) if path.is_file()]
        return self._asked.answers.digest([*whole, *(hashlib.sha256(one).hexdigest() for one in releases)])

    def verification(self) -> Iterator[Part]:
        """The page 核验, and what it loads."""
        yield Part(PAGES["verify"], self._verification, (self._everything,))

    def _verification(self) -> Iterator[tuple[str, str | bytes]]:
        version = ""
        whole: Any = self._originals["whole"]
        sheets = Sheets(whole, self.whole, self.tracing.piece)
        digest = self._data.digest
        made = Verification(self.root, sheets, self._shown, digest, approved_only=self._approved_only)
        for place, script in made.files():
            yield place, script
            if place == INDEX:
                version = fingerprint(script)
        yield self.site.page(PAGES["verify"], "verify.html", index=f"{INDEX}?v={version}")

    def data(self) -> Iterator[Part]:
        """What the search looks through, what readers can save, and the marker that says whose folder this is."""
        yield Part("search", self._search, (self._everything,))
        for place, script in compare_plan(self.library, self.site.involvement):
            yield Part(place, partial(_written, place, script), tuple(self._inputs(script)))
        papers = self._overheard(self._papers)
        yield Part("downloads", partial(self._downloads, papers), (self._everything,))
        for role in self._papers.roles.values():
            yield Part(f"data of {role.id}", partial(role_downloads, papers, role), (role,))
        if self.log:
            yield Part("changes", partial(data_files, self._shown, self.log), (self._everything,))
        for role in self._shown.roles.values():
            if place := yaml_path(self._shown, role):
                data = with_line_feeds(role.at.file, (self.root / role.at.file).read_bytes())
                yield Part(place, partial(_copy, place, data), (hashlib.sha256(data).hexdigest(),))
        yield Part(MARKER, self._marker, (self._everything,))

    def _search(self) -> Iterator[tuple[str, str]]:
        search = search_scripts(search_data(self._shown, self.library, self.tracing.piece))
        yield from search.items()
        yield EDITION, edition_script(self._data.digest, search)

    def _downloads(self, papers: Library) -> Iterator[tuple[str, bytes]]:
        involvement = self._involvement if self._papers is self._shown else Involvement(self._papers)
        data = self._data.readable.encode()
        yield from downloads(self._papers, involvement, data, papers, self.tracing.piece)

    def _marker(self) -> Iterator[tuple[str, str]]:
        yield MARKER, f"{self._shown.settings.version} {self._data.digest}\n"

    @cached_property
    def _data(self) -> Written:
        """What is printed and saved, with the library's code, that stands in the foot of every page."""
        return written(self._papers, self._overheard(self._papers), self.tracing.piece)


def _copy(place: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    yield place, data


def _written(place: str, make: Callable[[], str]) -> Iterator[tuple[str, str]]:
    yield place, make()
