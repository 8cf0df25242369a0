"""The handbook as it is while it is edited: pages are made when they are asked for, the rest is built behind them.

`Preview` keeps the last library that could be loaded. A saved file is read anew (the others come from the cache), pages
show it at once, what `check` finds a moment later. Files that are made of the whole library (search, tables, forms,
pages in Markdown) lie in a folder that is brought up to date in a second thread.
"""

import hashlib
from bisect import bisect, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Condition, Event, Lock, Thread
from time import monotonic

from markupsafe import Markup, escape

from rolebook.cache import keeping, opened
from rolebook.checked import checked
from rolebook.findings.finding import Finding, Position, Severity, has_errors
from rolebook.findings.problem import Problem
from rolebook.loading.load import Loaded, load
from rolebook.model.entries import Clause, Department, Role
from rolebook.model.library import Library
from rolebook.ordinary_files import read_file
from rolebook.site.build import Former, build_loaded
from rolebook.site.edition import EDITION
from rolebook.site.handbook import Handbook
from rolebook.site.links import path_of
from rolebook.site.own_pages import address
from rolebook.site.plan import View
from rolebook.site.proof import proved
from rolebook.site.theme_faults import theme_faults
from rolebook.site.watching import changed, seen
from rolebook.supplied import SITE_TEMPLATES, supplied
from rolebook.todo import NOTHING, Todo
from rolebook.unchanged import inputs
from rolebook.words.text import visible, with_line_feeds

OWN = "-"
"""The first part of the addresses that only a preview has."""
_MOST = 20
"""Findings that a page shows."""
_LARGEST = 200_000_000
_PATIENCE = 3.0
"""Seconds in which a build may come to its end when all is to end."""
_FIRST = 60.0
"""Seconds to wait for what is read and built first."""


class Edition:
    """The pages of one state of a library, each made when it is first asked for."""

    def __init__(self, root: Path, library: Library, findings: Iterable[Finding], waiting: Todo | None = None) -> None:
        """`waiting`: what waits for a person, while nobody knows yet. Raises Problem where the theme is at fault."""
        self._root = root
        self._made: dict[str, str] = {}
        self._one = Lock()
        with theme_faults(root):
            self._handbook = Handbook(root, library, findings, waiting=waiting)
            shown, site = self._handbook.library, self._handbook.site
            self._plan: dict[str, tuple[str, View]] = {path: (template, view) for path, template, view in site.plan()}
        self.waiting = site.waiting
        for name in self._handbook.own.pages:
            self._plan.pop(address(name), None)
        self._begins: dict[str, list[tuple[int, str]]] = defaultdict(list)
        """File → the line at which each entry begins, and its page."""
        things: list[Role | Department | Clause] = [*shown.roles.values(), *shown.departments.values()]
        for thing in (*things, *shown.clauses.values()):
            insort(self._begins[thing.at.file], (thing.at.line, path_of(thing)))

    def page(self, path: str) -> str | None:
        """The page there; None where it is none of the library's. Raises Problem where the theme is at fault."""
        if path not in self._plan:
            return None
        with self._one:  # the templates' environment counts what one page asks for
            if path not in self._made:
                template, view = self._plan[path]
                with theme_faults(self._root):
                    self._made[path] = self._handbook.site.page(path, template, **view()).html
            return self._made[path]

    def about(self, at: Position) -> str:
        """The page of the entry that stands at a place; empty where there is none."""
        begins = self._begins.get(at.file, [])
        number = bisect(begins, (at.line, chr(0x10FFFF)))
        return begins[max(number - 1, 0)][1] if begins else ""


class Preview:
    """What a browser is shown of the handbook at `root`.

    `told` gets the findings of each state, `fell` what nobody foresaw: it ends neither thread.
    """

    def __init__(
        self, root: Path, told: Callable[[Sequence[Finding]], None], fell: Callable[[Exception], None]
    ) -> None:
        self._root, self._told, self.fell = root, told, fell
        self._places = inputs(root)
        self._cache = opened(root, is_lasting=True)
        self._stop = Event()
        self._news = Condition()
        self._edition: Edition | None = None
        self._findings: tuple[Finding, ...] = ()
        self._wanted: tuple[Library, Todo] | None = None
        """What is to be built next."""
        self._number = 0
        """Of what may be shown otherwise than before."""
        self._begun, self._built = Event(), Event()
        self._folder = TemporaryDirectory(prefix="rolebook-", ignore_cleanup_errors=True)
        self._threads = (Thread(target=self._follow, daemon=True), Thread(target=self._build, daemon=True))

    def start(self) -> None:
        """Begin to follow the files."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End it, and remove what was built."""
        self._stop.set()
        self._begun.set()
        self._built.set()
        with self._news:
            self._news.notify_all()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join(_PATIENCE)
        self._folder.cleanup()

    def page(self, path: str) -> bytes | None:
        """A page with the findings that it is to show; None where there is none of this address."""
        html = self._page(path)
        if html is None:
            return None
        shown = _box(self._shown(path))
        begin = html.find("<body")
        at = html.find(">", begin) + 1 if begin >= 0 else 0
        digest = hashlib.sha256(f"{html}{shown}{self._built.is_set()}".encode()).hexdigest()[:16]
        head = f'<link rel="stylesheet" href="/{OWN}/preview.css">'
        script = Markup('<script defer src="/{}/preview.js" data-page="{}" data-digest="{}"></script>')
        return f"{html[:at]}{head}{script.format(OWN, path, digest)}{shown}{html[at:]}".encode()

    def file(self, path: str) -> bytes | None:
        """A file that is no page: of the theme at once, of the whole library once it was built."""
        if path.startswith("assets/") and (own := self._of_theme(path)) is not None:
            return own
        if path != EDITION and not has_errors(self._findings):  # all scripts of a page would wait for that one
            self._built.wait(_FIRST)
        return _read(Path(self._folder.name) / "site", path)

    def is_other(self, path: str, digest: str, seconds: float) -> bool:
        """Whether a page is otherwise than it was with this digest, or becomes so within these seconds."""
        until = monotonic() + seconds
        while not self._stop.is_set():
            number = self._number
            page = self.page(path)
            if page is not None and f'data-digest="{digest}"'.encode() not in page:
                return True
            with self._news:
                if not self._news.wait_for(self._is_past(number), until - monotonic()):
                    return False
        return False

    def _is_past(self, number: int) -> Callable[[], bool]:
        """Tells whether something else may be shown than in the state with this number, or the end has come."""
        return lambda: self._number != number or self._stop.is_set()

    def _page(self, path: str) -> str | None:
        """A page as the site has it; where there is no library yet, an empty one to show findings on."""
        self._begun.wait(_FIRST)
        with self._news:
            number, edition = self._number, self._edition
        try:
            if edition is not None and (html := edition.page(path)) is not None:
                return html
        except Problem as problem:
            self._add(problem.findings, number)
            return _EMPTY
        if edition is None:
            return _EMPTY if self._findings else None
        data = self.file(path)
        return None if data is None else data.decode("utf-8")

    def _add(self, findings: Sequence[Finding], number: int) -> None:
        """Let pages show these findings too, until the next state; they are of the state with this number."""
        with self._news:
            known = tuple(dict.fromkeys((*findings, *self._findings)))
            if known != self._findings and number == self._number:
                self._findings = known
                self._number += 1
                self._news.notify_all()

    def _shown(self, path: str) -> list[Finding]:
        """The errors, those of what a page is about first; and the warnings about that."""
        edition = self._edition
        own = {one for one in self._findings if edition is not None and edition.about(one.at) == path}
        errors = [one for one in self._findings if one.severity is Severity.ERROR]
        warnings = [one for one in self._findings if one.severity is Severity.WARNING and one in own]
        return [*sorted(errors, key=lambda one: one not in own), *warnings]

    def _of_theme(self, path: str) -> bytes | None:
        data = _read(supplied(SITE_TEMPLATES, self._root), path)
        return None if data is None else with_line_feeds(path, data)

    @contextmanager
    def _net(self) -> Iterator[None]:
        """Whatever nobody foresaw is told and ends nothing: the next save is followed, the next state built."""
        try:
            yield
        except SystemExit as problem:  # so MkDocs ends where its own warnings are to count as errors
            self.fell(RuntimeError(str(problem)))
        except Exception as problem:  # noqa: BLE001  # a fault of one state must not end the thread that shows the next
            self.fell(problem)

    def _follow(self) -> None:
        """Read what has changed, again and again."""
        now = seen(self._places)
        while not self._stop.is_set():
            with self._net():
                self._take_in()
            self._begun.set()  # also where there is no first state: whoever waits for it is told at once
            now = changed(self._places, now, self._stop)

    def _take_in(self) -> None:
        """The state that the files have now: first the pages, then what `check` has to say."""
        before = self._edition
        with keeping(self._root, self._cache):
            loaded = load(self._root)
            self._show(loaded, before.waiting if before else NOTHING)
            known = proved(self._root, checked(loaded))
            self._show(known)
        self._told(self._findings)
        edition = self._edition
        if edition is not None and known.library is not None and not has_errors(self._findings):
            with self._news:
                self._wanted = (known.library, edition.waiting)
                self._news.notify_all()

    def _show(self, loaded: Loaded, waiting: Todo | None = None) -> None:
        """Let pages show a state. Where its library is not whole, they stay, with the findings."""
        edition, findings = self._edition, loaded.findings
        if loaded.library is not None:
            try:
                edition = Edition(self._root, loaded.library, findings, waiting)
            except Problem as problem:
                findings = (*problem.findings, *findings)
        with self._news:
            self._edition, self._findings = edition, findings
            self._number += 1
            self._begun.set()
            self._news.notify_all()

    def _build(self) -> None:
        """Bring the folder up to date, whenever there is a new state without errors."""
        former: Former = (b"", None)
        while True:
            with self._news:
                self._news.wait_for(lambda: self._wanted is not None or self._stop.is_set())
                wanted, self._wanted = self._wanted, None
                number = self._number
            if wanted is None or self._stop.is_set():
                return
            is_whole = False
            with self._net():
                try:
                    former = build_loaded(self._root, Path(self._folder.name) / "site", *wanted, former)
                    is_whole = True
                except Problem as problem:
                    self._told(problem.findings)
                    self._add(problem.findings, number)
            with self._news:
                if is_whole or number == self._number:  # else the next state is built at once, and is worth waiting for
                    self._built.set()
                self._number += 1
                self._news.notify_all()


def _read(folder: Path, path: str) -> bytes | None:
    """A file below a folder by its address; None where there is none, or it would lie elsewhere."""
    place = folder.joinpath(*path.split("/"))
    if {"", ".", ".."} & {*path.split("/")} or any(sign in path for sign in "\\:\0"):
        return None
    data = read_file(place, path, _LARGEST, within=folder)
    return None if isinstance(data, Finding) else data


_EMPTY = '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>岗位手册</title><body></body></html>'


def _box(findings: Sequence[Finding]) -> str:
    """Findings as a box at the foot of the window; nothing where there are none."""
    if not findings:
        return ""
    errors = sum(one.severity is Severity.ERROR for one in findings)
    rows = Markup("").join(
        Markup('<li class="preview-{}"><code>{}:{}:{}</code> {}<br><span>{}</span></li>').format(
            one.severity,
            visible(one.at.file),
            one.at.line,
            one.at.column,
            visible(one.message.zh),
            visible(one.hint.zh),
        )
        for one in findings[:_MOST]
    )
    more = f"<p>另有 {len(findings) - _MOST} 处，请运行 check 查看。</p>" if len(findings) > _MOST else ""
    said = f"{errors} 处错误，改正后才能生成手册；读不了的内容，页面上仍是原来的" if errors else "这个文件有几处提示"
    return (
        f'<section class="preview" role="status"><p><strong>{escape(said)}</strong></p><ul>{rows}</ul>{more}</section>'
    )
