"""`sheet`: printable role sheets: blank ones, one for a hire given by options, or one for each row of a file."""

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from rolebook.cli.days import insist_on_a_day
from rolebook.cli.git import would_be_tracked
from rolebook.cli.libraries import sound_library
from rolebook.cli.shared_options import role_named
from rolebook.cli.sheet_options import FIELDS, FORMATS, add_arguments, listed, refuse_odd_files
from rolebook.cli.terminal import Commands, counted, outcome, say, say_to
from rolebook.findings.finding import Finding, Position, error, has_errors, in_order
from rolebook.findings.problem import Misuse, Problem
from rolebook.history.addendum import differences_of
from rolebook.history.announced import as_announced, on_paper
from rolebook.history.releases import Release, read_release, release_place
from rolebook.history.verifiable import Kept
from rolebook.history.verify import search
from rolebook.loading.load import load
from rolebook.loading.places import is_version
from rolebook.model.entries import Role
from rolebook.model.kinds import SECTIONS
from rolebook.model.library import Library
from rolebook.model.papers import ADDENDUM, DEFAULT, Paper, find_paper
from rolebook.model.role_content import Entries
from rolebook.model.sheet_code import SheetCode
from rolebook.model.snapshot import entries_for, papers_for
from rolebook.publishing.files import prove_places, refuse_place, write_file, write_files
from rolebook.sheets.facts import prints
from rolebook.sheets.hires.hire import HEADINGS, Hire, cleaned, faults, iso_date, unknown_company
from rolebook.sheets.lacking import unable_to
from rolebook.sheets.sections import SECTION_TITLES, addendum_sections
from rolebook.supplied import SHEET_TEMPLATES, supplied
from rolebook.words.program import PROGRAM
from rolebook.words.text import visible
from rolebook.words.wording import Wording

if TYPE_CHECKING:  # Typst and the fonts take a while to load; they are imported where a sheet is made
    from rolebook.sheets.making import Order, SheetBatch

_Lacking: TypeAlias = Callable[[str], tuple[str, ...]]
"""Gives the characters of a text that no font has."""


def register(commands: Commands) -> None:
    """Add the arguments of this module's commands."""
    making = commands["sheet"]
    add_arguments(making)
    making.set_defaults(run=sheet)


def sheet(options: argparse.Namespace) -> int:
    """Do the one thing that the options ask for."""
    hire_given = any(getattr(options, name) for name in (*FIELDS, "company"))
    asked = [bool(options.roles or hire_given), bool(options.hires), bool(options.template), options.verify is not None]
    if sum(asked) != 1 or not (options.roles or any(asked[1:])):
        raise Misuse(
            f"请写明岗位（{PROGRAM} sheet {_example(options.root)} --name 示例），"
            "或用 --hires、--template、--verify 之一；只能选一种。",
            "Name a ROLE, or give one of --hires, --template and --verify: one thing at a time.",
        )
    sections = {name: SECTION_TITLES[name] for name in SECTIONS}
    options.without = listed(options.without, sections, "栏目", "section")
    options.format = listed(options.format, {name: name for name in FORMATS}, "格式", "format")
    if not options.format:
        raise Misuse("请写明 --format。", "Give a --format.")
    refuse_odd_files(options)
    insist_on_a_day(options.as_of)
    for place in (options.out, options.merge, options.template):
        if place:
            refuse_place(place, options.root)
    library = on_paper(as_announced(sound_library(options.root, options.as_of or ""), options.root))
    if options.annex:
        library = replace(library, sheet=replace(library.sheet, annex=True))
    if options.template:
        return _template(options, library)
    if options.verify is not None:
        from rolebook.cli.verifying import verify

        return verify(options, library)
    return _sheets(options, library)


def _example(root: Path) -> str:
    """The title of a role of the library, as one types it; what stands for any where there is none yet."""
    library = load(root).library
    titles = (role.title for role in library.roles.values() if role.status != "retired") if library else iter(())
    return next((title for title in titles if title.isalnum()), "岗位")


def _template(options: argparse.Namespace, library: Library) -> int:
    from rolebook.sheets.hires.empty_table import empty_csv, empty_xlsx

    path = options.template.absolute()
    data = empty_xlsx(library) if path.suffix.lower() == ".xlsx" else empty_csv(library)
    findings = write_file(path, data, options.root, path.suffix.lower()[1:])
    if not findings:
        say(str(path))
    return outcome(options, findings)


def _sheets(options: argparse.Namespace, library: Library) -> int:
    """Everything is checked before anything is written."""
    from rolebook.sheets.making import SheetBatch
    from rolebook.sheets.typeset import Typesetter

    roles = list(dict.fromkeys(role_named(options, library, name).id for name in options.roles))
    if len(roles) > 1 and any(getattr(options, name) for name in FIELDS):
        raise Misuse(
            "多个岗位一起生成时不能填写员工信息；请一次写一个岗位，或不填。",
            "A hire's data fits one role only: give one ROLE, or no data.",
        )
    paper = _paper(options, library)
    company = _company(library, options.company)
    if options.annex and options.since:
        raise Misuse("补充说明不附制度全文：请去掉 --annex。", "An addendum has no annex: leave --annex out.")
    extra = (options.extra_fonts,) if options.extra_fonts else ()
    typesetter = Typesetter(supplied(SHEET_TEMPLATES, options.root), extra, options.root)
    # Word and a browser show a text in the fonts of whoever reads it: only a PDF can lack a character.
    lacking: _Lacking = typesetter.lacking if "pdf" in options.format else lambda _: ()
    if options.hires:
        orders, wrong = _from_file(options, library, lacking)
    else:
        orders, wrong = _from_options(options, [library.roles[role] for role in roles], company, lacking)
    if options.since and orders:
        told = _addenda(options, library, [order.role for order in orders])
        kept = (order for order in orders if order.role.id in told)
        orders = [replace(order, paper=paper.id, told=told[order.role.id]) for order in kept]
        if not orders:
            return outcome(options, wrong, quoting=False)
    elif any(order.paper == ADDENDUM for order in orders):
        raise _NEEDS_SINCE
    if options.duplex:
        wrong = (*wrong, *unable_to("duplex", typesetter.folder))
    if not orders or (has_errors(wrong) and not options.keep_going):
        return outcome(options, wrong, quoting=False)
    printed = {order.role.id: order.role for order in orders}
    wrong = (*wrong, *Kept.of(library, options.root).findings(printed.values()))
    batch = SheetBatch(library, typesetter, options.without, options.format, paper.id)
    return _make(options, batch, orders, wrong)


_NEEDS_SINCE = Misuse(
    "补充说明要用 --since 写明从哪个版本算起（已发布的版本，或文书上的校验码）。",
    "An addendum needs --since: the release, or the code on the paper, that the changes are since.",
)


def _paper(options: argparse.Namespace, library: Library) -> Paper:
    """The paper that is asked for. Raises Misuse where there is none, or where it does not print what is given."""
    papers = papers_for(library)
    found = find_paper(papers, options.paper) if options.paper else papers[ADDENDUM if options.since else DEFAULT]
    if found is None:
        shown = visible(options.paper)
        zh = "、".join(f"{paper.title}（{paper.id}）" for paper in papers.values())
        raise Misuse(
            f"没有叫“{shown}”的文书。可以写：{zh}。", f"There is no paper '{shown}'. Known: {', '.join(papers)}."
        )
    if found.id == ADDENDUM and not options.since:
        raise _NEEDS_SINCE
    if options.since and (found.id != ADDENDUM or options.without):
        raise Misuse(
            "--since 生成补充说明，只印改动：不能与 --without 或别的 --paper 一起用。",
            "--since makes an addendum, which prints changes: it takes neither --without nor another --paper.",
        )
    if options.hires and not found.is_signed:
        raise Misuse(
            f"{found.title}不印员工信息，不能与 --hires 一起用。",
            f"The paper {found.id} is about no hire: not with --hires.",
        )
    foreign = [name for name in FIELDS if getattr(options, name) and not prints(found, name)]
    if foreign:
        raise Misuse(
            f"{found.title}不印{'、'.join(HEADINGS[name] for name in foreign)}；请不要填写。",
            f"The paper {found.id} does not print {', '.join(foreign)}: leave it out.",
        )
    return found


def _company(library: Library, name: str) -> str:
    """The name of the company that is meant; empty where none is given. Raises Misuse with those that there are."""
    if not name.strip():
        return ""
    if company := library.find_company(name.strip()):
        return company.name
    fault = unknown_company(library, name)
    raise Misuse(f"{fault.message.zh}。{fault.hint.zh}", f"{fault.message.en}. {fault.hint.en}")


def _from_options(
    options: argparse.Namespace, roles: Sequence[Role], company: str, lacking: _Lacking
) -> "tuple[Sequence[Order], Sequence[Finding]]":
    """One hire, or blank sheets; an option is the place of what is wrong with it."""
    from rolebook.sheets.making import Order

    values = {name: cleaned(getattr(options, name), name) for name in FIELDS}
    wrong = [
        replace(fault, at=Position(f"--{name.replace('_', '-')}", 1, 1))
        for name, value in values.items()
        for fault in faults(name, value, lacking)
    ]
    hire = Hire(**{**values, "start": iso_date(values["start"]) or ""}, company=company)
    return [] if wrong else [Order(role, hire) for role in roles], in_order(wrong)


def _from_file(
    options: argparse.Namespace, library: Library, lacking: _Lacking
) -> "tuple[Sequence[Order], Sequence[Finding]]":
    from rolebook.sheets.hires.reading import read_hires

    name = options.hires.as_posix()
    if would_be_tracked(options.hires):
        tracked = error(
            "tracked-hires",
            Position(name, 1, 1),
            "git 会把这个文件收入仓库，员工的资料不应存放在仓库中",
            "git would take this file into the repository",
        ).mend(
            "请移到仓库以外的文件夹，或改名为 …名单….xlsx、hires….xlsx（已列入 .gitignore）。",
            "Move it out of the repository, or call it hires….csv or hires….xlsx, which .gitignore names.",
        )
        return [], [tracked]
    read = read_hires(options.hires, name, library, lacking)
    return read.orders, read.findings


def _make(options: argparse.Namespace, batch: "SheetBatch", orders: "Sequence[Order]", known: Sequence[Finding]) -> int:
    from rolebook.sheets.broken import BrokenTemplate

    found = batch.findings(orders)
    findings = [*known, *found]
    if has_errors(found):
        orders = [order for order in orders if not has_errors(batch.findings([order]))] if options.keep_going else []
    if not orders:
        return outcome(options, in_order(findings), quoting=False)
    outputs = list(_outputs(options, batch, orders))
    places = [folder / name for folder, names, _ in outputs for name in names]
    if refused := (*prove_places(places, options.root), *_tracked_output(places, orders)):
        return outcome(options, in_order((*findings, *refused)), quoting=False)
    written: list[Path] = []
    try:
        for folder, _, files in outputs:
            paths, faulty = write_files(folder, files, options.root)
            written += paths
            findings += faulty
    except BrokenTemplate as problem:
        findings.append(problem.finding)
    for path in written:
        say(str(path))
    return outcome(options, in_order(findings), quoting=False)


def _outputs(
    options: argparse.Namespace, batch: "SheetBatch", orders: "Sequence[Order]"
) -> Iterator[tuple[Path, list[str], Iterable[tuple[str, bytes]]]]:
    """(folder, names, files): the merged PDF, and one file a sheet; of PDF both only where --out is given too."""
    from rolebook.sheets.making import merged_names

    label = Wording("生成岗位说明书", "making sheets").in_language(options.lang)
    singly = options.format
    if options.merge:
        merged = options.merge.absolute()
        files = batch.merged(orders, merged.stem, duplex=options.duplex)
        yield merged.parent, merged_names(len(orders), merged.stem), files
        singly = singly if options.out else tuple(form for form in singly if form != "pdf")
    if singly:
        folder = (options.out or options.root / "out").absolute()
        yield folder, batch.names(orders, singly), counted(batch.files(orders, singly), len(orders), label)


def _tracked_output(places: Sequence[Path], orders: "Sequence[Order]") -> list[Finding]:
    """An error for each folder in which git would take in a sheet of a hire."""
    if all(order.hire.blank for order in orders):
        return []
    sorts = {(place.parent, place.suffix): place for place in places}  # git is asked once for each
    folders = dict.fromkeys(place.parent for place in sorts.values() if would_be_tracked(place))
    return [
        error(
            "tracked-output",
            Position(place.as_posix(), 1, 1),
            "git 会把这个文件夹中的说明书收入仓库，员工的资料不应存放在仓库中",
            "git would take these sheets into the repository",
        ).mend("请换一个位置，例如 out 或仓库以外的文件夹。", "Choose another place, such as out or one outside of it.")
        for place in folders
    ]


# ---- sheet --since


def _addenda(
    options: argparse.Namespace, library: Library, roles: Iterable[Role]
) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Role → the sections of its addendum; of those for which nothing changed, it is said in a sentence.

    Raises Misuse where `--since` names neither a release nor a code of one, or where a role was not there then;
    Problem where the release cannot be relied on.
    """
    release = _release(options, library)
    facts = release.data["library"]
    old = Entries.of(release.data, release.unpublished)
    in_use = {clause.id for clause in library.clauses.values() if library.in_use(clause)}
    made = {}
    for role in dict.fromkeys(role.id for role in roles):
        try:
            new = entries_for(library, library.roles[role])
            found = differences_of(old, new, role, library.redirects, in_use)
        except (LookupError, StopIteration) as problem:
            title = visible(library.roles[role].title)
            raise Misuse(
                f"版本 {release.version} 中没有岗位“{title}”，没有可以补充的文书；请生成它的岗位说明书。",
                f"Release {release.version} has no role {role}: make its sheet instead.",
            ) from problem
        if found:
            made[role] = addendum_sections(found, release.version, str(facts["date"]), library.settings.version)
        else:
            title = visible(library.roles[role].title)
            say_to(
                options,
                f"{title}：与版本 {release.version} 相比没有改动，不需要补充说明。",
                f"{role}: nothing has changed since release {release.version}; no addendum is needed.",
            )
    return made


def _release(options: argparse.Namespace, library: Library) -> Release:
    """The release that `--since` names, by its version or by the code of a paper that was made of it."""
    name: str = options.since
    if not (is_version(name) and (options.root / release_place(name)).exists()):
        code = SheetCode.read(name)
        known = search(library, options.root, code)[0] if code else ()
        found = [one for one in known if (options.root / release_place(one.version)).exists()]
        if not found:
            shown = visible(name)
            raise Misuse(
                f"没有叫“{shown}”的已发布版本，也没有哪个已发布版本的文书印有这个校验码。"
                "已发布的版本在 content/releases/。",
                f"'{shown}' is neither a release nor the code of a paper of one; releases are in content/releases/.",
            )
        name = found[0].version
    release = read_release(options.root, name)
    if isinstance(release, Finding):
        raise Problem(release)
    return release
