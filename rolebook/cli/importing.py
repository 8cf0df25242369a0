"""`import`: a company's own documents become items, each with its kind, its owner and its fields."""

import argparse
from datetime import datetime
from pathlib import Path

from rolebook.checked import sound
from rolebook.cli.editing import shown_first
from rolebook.cli.terminal import DONE, Commands, complain_to, counted, outcome, say_json, say_to, stage
from rolebook.findings.finding import Finding, Position, error
from rolebook.findings.problem import Misuse, Problem
from rolebook.importing import drafts_folder
from rolebook.importing.blocks import Document, DocumentRefused
from rolebook.importing.form.editing import changed
from rolebook.importing.form.faults import NOTHING
from rolebook.importing.form.new_posts import imported as of_form
from rolebook.importing.form.reading import Form, is_form, read_form
from rolebook.importing.items import Imported, imported
from rolebook.importing.kept import known_source
from rolebook.importing.proposal import Proposal, accepted_by_check, proposed
from rolebook.importing.readers import read
from rolebook.importing.review import Shell, as_text
from rolebook.importing.review_page import page
from rolebook.importing.review_rows import reviewed
from rolebook.importing.review_workbook import workbook
from rolebook.importing.shapes import as_json
from rolebook.loading.load import load
from rolebook.loading.places import CONTENT
from rolebook.ordinary_files import NotRegular, TooLarge, read_regular, too_many_bytes, unreadable
from rolebook.publishing.files import replace_files
from rolebook.publishing.recovery import editing_alone
from rolebook.words.program import typed
from rolebook.words.text import shortened, visible
from rolebook.words.wording import Wording

_LARGEST = 50_000_000
"""Bytes of a document."""


def register(commands: Commands) -> None:
    """Add the arguments of this module's command."""
    importing = commands["import"]
    importing.path(
        "file FILE",
        "单位现有的文档：.txt、.md、.docx、.xlsx、.html、.pdf，可以写多个",
        "documents that there are: .txt, .md, .docx, .xlsx, .html, .pdf",
        nargs="*",
    )
    importing.takes(
        "--format",
        "text 供阅读的报告（默认），json 供程序使用",
        "text, a report to read (default), or json",
        choices=("text", "json"),
        default="text",
    )
    importing.path("--out DIR", "草稿写入的文件夹（默认：drafts）", "folder for the drafts (default: drafts)")
    importing.path(
        "--accept DRAFTS", "把改好的草稿一次写入 content/，可以重复运行", "take corrected drafts into content/, at once"
    )
    importing.flag("--yes", "采集表改动岗位时不再询问", "change roles by a form without asking")
    importing.set_defaults(run=import_documents)


def import_documents(options: argparse.Namespace) -> int:
    """The items of documents and their drafts, or drafts into content/. Raises Problem and Misuse."""
    if bool(options.file) == bool(options.accept):
        raise Misuse(
            "请写明要导入的文档，或用 --accept 指明要接受的草稿文件夹，只写一种。",
            "Name documents to import, or the folder of drafts to --accept, one of the two.",
        )
    return _accept(options) if options.accept else _propose(options)


def _accept(options: argparse.Namespace) -> int:
    with editing_alone(options.root):
        with stage(_CHECKED.in_language(options.lang)):
            taken = _taken(options)
        findings = replace_files(taken.changes, options.root) or drafts_folder.finished(
            options.accept, options.root, taken
        )
    number, decided = len(taken.changes), taken.decided
    done = (
        (decided.rewritten, "改写", "rewritten"),
        (decided.merged, "并入", "merged"),
        (decided.left, "不用", "left out"),
        (decided.retired, "停用旧的", "retired"),
        (decided.kept, "保留旧的", "kept"),
        (decided.moved, "改归属", "given to others"),
    )
    zh = "，".join(f"{what} {count} 条" for count, what, _ in done if count)
    en = ", ".join(f"{count} {what}" for count, _, what in done if count)
    by_review = Wording(f"（核对表：{zh}）", f" (as decided: {en})") if zh else Wording("", "")
    told = Wording(
        f"已写入 content/：{number} 个文件{by_review.zh}。", f"Written to content/: {number} files{by_review.en}."
    )
    if not taken.changes:
        told = Wording("草稿都已在 content/ 中，没有要写的。", "All of it is in content/ already.")
    if not findings:
        say_to(options, *told)
        for line in decided.told:
            say_to(options, *line)
        check, site = f"{options.handbook} check", f"{options.handbook} site"
        if taken.changes:
            say_to(options, f"接着：{check}，再 {site}", f"Next: {check}, then {site}")
    return outcome(options, findings)


def _taken(options: argparse.Namespace) -> drafts_folder.Accepted:
    """What of the drafts is to be written. What is wrong is mended in them: commands that say so name their folder."""
    try:
        return drafts_folder.accepted(options.accept, options.root)
    except Misuse:
        raise
    except Problem:
        drafts_folder.note_refusal(options.accept)
        options.handbook, options.names_root = f"{options.program} --root {typed(options.accept)}", True
        raise


def _propose(options: argparse.Namespace) -> int:
    read_files = [_read(path, options.lang) for path in options.file]
    refused = [one for one in read_files if isinstance(one, Finding)]
    given = [one for one in read_files if not isinstance(one, Finding)]
    forms = {data: read_form(one) for one, data in given if isinstance(one, Document)}
    if refused and not forms:
        raise Problem(*refused, said=NOTHING, quoted=False)
    if filled := [form for form in forms.values() if form.is_filled]:
        return _edit(options, filled[0], alone=len(read_files) == 1)
    out = options.out or options.root / "drafts"
    with editing_alone(options.root):
        with stage(_LOADED.in_language(options.lang)):
            library = sound(load(options.root))
        documents = [
            (of_form(one, forms[data], library, again=bool(known_source(library, data))), data)
            if isinstance(one, Document)
            else (one, data)
            for one, data in given
        ]
        refused += [found for form in forms.values() for found in form.faults.found]
        if refused:
            raise Problem(*refused, said=NOTHING, quoted=False)
        drafts_folder.make_room(out)
        with stage(_COMPARED.in_language(options.lang)):
            proposal = proposed(options.root, library, documents, f"{datetime.now().astimezone():%Y-%m-%d}")
        findings = replace_files(_kept(options.root, proposal), options.root)
        with stage(_CHECKED.in_language(options.lang)):
            proposal, found = accepted_by_check(options.root, proposal)
        with stage(_WRITTEN.in_language(options.lang)):
            rows = reviewed(proposal, library)
            report = as_text(proposal, rows, found, Shell(options.program, options.handbook, str(out)))
            review = {
                drafts_folder.REPORT: report.in_language(options.lang).encode("utf-8"),
                drafts_folder.PAGE: page(rows),
                drafts_folder.WORKBOOK: workbook(rows, proposal.drafts.owners(library), library.settings.date),
            }
            asked = sum(row.is_asked for row in rows)
            findings += drafts_folder.write(out, options.root, proposal.drafts.files, review, asked)
    if options.format == "json":
        if count := sum(bool(row.personal) for row in rows):
            complain_to(
                options,
                f"{count} 项里有个人号码（personal），JSON 中照原文印出，请勿外传。",
                f"{count} items hold numbers of people ('personal'), printed as they are: keep the JSON to yourself.",
            )
        say_json(as_json(proposal, options.lang))
    else:
        say_to(options, *report)
    return outcome(options, findings) if findings else DONE


def _edit(options: argparse.Namespace, form: Form, *, alone: bool) -> int:
    """What a form changes of the roles that it was written from, once somebody has seen it."""
    if not alone:
        raise Misuse(
            f"{visible(form.faults.file)} 是修改岗位的采集表，请单独导入。",
            f"{visible(form.faults.file)} changes roles of the library: import it alone.",
        )
    if options.format == "json":
        raise Misuse(
            "修改岗位的采集表没有条目可列：请不要加 --format json。",
            "It changes roles and has no items: leave out --format json.",
        )
    return shown_first(options, lambda draft: changed(draft, form))


def _kept(root: Path, proposal: Proposal) -> dict[Path, bytes | None]:
    """The documents and what their lines are: kept at once, so that nothing is lost whatever comes of the drafts."""
    names = [f"{CONTENT}/sources/{kept.id}.yaml" for _, kept in proposal.files if not kept.is_known]
    entries = {name: proposal.drafts.files[name] for name in names}
    return {root / name: data for name, data in {**proposal.sources, **entries}.items()}


_A_FOLDER = (
    Wording("这是文件夹，不是文件", "a folder, not a file"),
    Wording("请写明其中要导入的文件，可以写多个。", "Name the files in it, as many as you like."),
)
_NO_FILE = (
    Wording("这不是普通文件", "not an ordinary file"),
    Wording("请把内容存成文件，再导入。", "Save what it gives as a file and import that."),
)
_LOADED = Wording("读取手册", "reading the library")
_COMPARED = Wording("与手册比对，拟草稿", "comparing with the library, drafting")
_CHECKED = Wording("检查草稿", "checking the drafts")
_WRITTEN = Wording("写草稿、报告和核对表", "writing drafts, report and review")


def _read(path: Path, lang: str) -> tuple[Imported | Document, bytes] | Finding:
    """A document with its items and its bytes, or why it cannot be read; a form as it is."""
    at = Position(path.name, 1, 1)
    try:
        data = read_regular(path, _LARGEST)
        name = visible(shortened(path.name, 30))
        with stage(Wording(f"读取 {name}", f"reading {name}").in_language(lang)):
            document = read(path.name, data)
            if is_form(document):
                return document, data
            return imported(document, lambda pieces: counted(pieces, len(pieces), name)), data
    except DocumentRefused as refused:
        said, hint = refused.parted()
        return error("unreadable", at, *said).mend(*hint)
    except (IsADirectoryError, NotRegular) as problem:
        said, hint = _NO_FILE if isinstance(problem, NotRegular) else _A_FOLDER
        return error("not-a-file", at, *said).mend(*hint)
    except TooLarge as problem:
        return too_many_bytes(at, problem.size, _LARGEST)
    except (OSError, ValueError) as problem:
        return unreadable(at, problem)
