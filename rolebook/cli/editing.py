"""The commands that edit content/, `release` among them: each writes all of its files, or none."""

import argparse
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

from rolebook.cli.days import insist_on_a_day
from rolebook.cli.shared_options import no_function, refuse_private
from rolebook.cli.terminal import FAULTS, Commands, answer_to, complain, complain_to, is_asked, outcome, say, say_to
from rolebook.editing import formatting, merging, redacting, renaming, retiring
from rolebook.editing.beginning import refuse_filled
from rolebook.editing.draft import Draft, Result, open_draft
from rolebook.editing.moving import move_lines
from rolebook.editing.proposing import draft_files
from rolebook.editing.releasing import Decided, release
from rolebook.editing.replacing import replace_word
from rolebook.editing.scaffold import tidied
from rolebook.editing.unifying import Choice, Decision
from rolebook.editing.unifying import unify as unify_wordings
from rolebook.findings.finding import has_errors
from rolebook.findings.problem import Misuse
from rolebook.loading.content_files import read_all
from rolebook.loading.ids_given import TERMS
from rolebook.loading.schema import Schemas
from rolebook.publishing.files import replace_files
from rolebook.publishing.folders import fill_folder
from rolebook.publishing.outputs import refuse_inputs
from rolebook.publishing.recovery import editing_alone
from rolebook.supplied import SCHEMAS, supplied
from rolebook.words.personal_data import is_name
from rolebook.words.text import shortened, visible
from rolebook.words.wording import Wording


def register(commands: Commands) -> None:
    """Add the arguments of this module's commands."""
    words = commands["rename"].words
    renames = commands["rename"]
    renames.takes(
        "old OLD",
        "现在的标识符或名称；制度的条目写全，例如 customer-files#scope",
        "the present id or title; an item of a rule in full, such as customer-files#scope",
    )
    renames.takes("new NEW", "新的标识符", "the new id")
    merges = commands["merge"]
    merges.takes("old OLD", "要去掉的条款：标识符或全文", "the clause that goes: its id or its text")
    merges.takes("into INTO", "要保留的条款：标识符或全文", "the clause that stays: its id or its text")
    merges.takes(
        "--despite 理由/REASON",
        "措辞虽有不同，仍是一条的理由；记入保留的一条的说明",
        "why they are one though their words differ; kept in the note of INTO",
    )
    merges.flag("--yes", "已有的判断不再保留，不再询问", "drop recorded decisions without asking")
    unifying = commands["unify"]
    unifying.takes("activity ACTIVITY", "工作事项：标识符或名称", "the activity: its id or its title")
    unifying.takes(
        "--text 写法/TEXT",
        "统一的写法（默认：推荐写法）",
        "the wording (default: the one that the activity recommends)",
    )
    unifying.takes("--into DUTY", "用这一条职责的写法", "the duty whose wording is adopted")
    unifying.takes(
        "--only ID",
        "只统一这些职责，或这些岗位、部门的职责",
        "only these duties, or those of these roles or departments",
        nargs="+",
        default=[],
    )
    unifying.takes(
        "--by 部门/FUNCTION",
        "由谁决定（部门或职能，不写姓名）",
        "who decided: a department or a function, no person's name",
        required=True,
    )
    unifying.takes("--reason 理由/REASON", "为什么统一", "why it is decided", required=True)
    unifying.takes(
        "--date 日期/DATE", "决定日期（默认：library.yaml 的 date）", "when, YYYY-MM-DD (default: date in library.yaml)"
    )
    unifying.flag("--yes", "不再询问", "do it without asking")
    layer = commands["activities"]
    line = {"propose": words("把意思相近的职责归在一起，写成草稿", "a draft that puts together duties about one thing")}
    proposing = layer.commands(words("做什么", "what to do"), "ACTION", "action", line)["propose"]
    proposing.path(
        "--out 文件夹/DIR",
        "草稿写入的文件夹（默认：activities-draft）",
        "folder for the draft (default: activities-draft)",
    )
    proposing.set_defaults(run=propose)
    retires = commands["retire"]
    retires.takes("id ID", "条款或岗位：标识符、名称或全文", "a clause or a role: its id, its title or its text")
    retires.takes("--reason 理由/REASON", "停用的理由", "why it is retired", required=True)
    retires.takes(
        "--date 日期/DATE",
        "停用日期（默认：library.yaml 的 date）",
        "since when, YYYY-MM-DD (default: date in library.yaml)",
    )
    blotting = commands["redact"]
    blotting.takes("source SOURCE", "来源的标识符", "the id of a source")
    moving = commands["move-lines"]
    moving.takes("old OLD", "原来的来源", "the source as it was")
    moving.takes("new NEW", "修订后的来源", "the revised source")
    moving.flag("--yes", "不再询问", "do it without asking")
    replacing = commands["replace"]
    replacing.takes("old OLD", "原来的词", "the word as it is")
    replacing.takes("new NEW", "改成的词", "the word that it becomes")
    replacing.flag("--within", "更长的词中的也改，例如 副总经理 中的 总经理", "in longer words too")
    replacing.flag("--yes", "不再询问", "do it without asking")
    form = commands["fmt"]
    form.flag(
        "--check",
        "只列出要整理的文件，不改动；如有则视为未通过",
        "only list the files that are not in form, and fail where there are any",
    )
    releasing = commands["release"]
    releasing.takes(
        "version VERSION",
        "版本号（默认：library.yaml 的 version）",
        "the version (default: version in library.yaml)",
        nargs="?",
    )
    releasing.takes(
        "--by 部门/DEPARTMENT",
        "由谁决定：写部门或职能，不写个人姓名",
        "who decided: a department or a function, no person's name",
        required=True,
    )
    releasing.takes("--reason 理由/REASON", "为什么发布", "why it is released", required=True)
    releasing.takes(
        "--date 日期/DATE",
        "版本日期（默认：今天；已发布的版本仍用它的日期）",
        "its date, YYYY-MM-DD (default: today; a version that is out keeps its own)",
    )
    running = {
        "rename": rename, "merge": merge, "unify": unify, "retire": retire, "redact": redact, "move-lines": move,
        "replace": replace, "fmt": fmt, "release": release_version,
    }  # fmt: skip
    for name, run in running.items():
        commands[name].set_defaults(run=run)


MOST_OF_A_REASON = 1000
"""Characters of what is kept with a release."""
_RENAMED = ("any", *TERMS)
"""What may be renamed, as references call it."""


def rename(options: argparse.Namespace) -> int:
    """Another id, everywhere."""
    return _edit(options, lambda draft: renaming.rename(draft, draft.id_of(options.old, *_RENAMED), options.new))


def merge(options: argparse.Namespace) -> int:
    """One clause for two."""
    if options.despite is not None:
        _insist_on_one_line(options.despite)
    despite = (options.despite or "").strip()

    def agreed(recorded: merging.Recorded) -> bool:
        asking = is_asked() and (recorded.between or recorded.others)
        if options.yes or not asking:
            return options.yes or not recorded.between
        for line in (*recorded.between, *recorded.others):
            complain(visible(line.in_language(options.lang)))
        return _agrees(
            options, "合并后这些不再保留原样，仍要合并吗（y：是；直接回车：否）：", "Merge all the same (y)? "
        )

    def edit(draft: Draft) -> Result:
        old, into = (draft.id_of(name, "clause", "activity") for name in (options.old, options.into))
        return merging.merge(draft, old, into, despite=despite, agreed=agreed)

    return _edit(options, edit)


def unify(options: argparse.Namespace) -> int:
    """One wording for several duties, once somebody has seen whose papers change."""
    _insist_on_one_line(options.reason)
    insist_on_a_day(options.date)
    refuse_private(options.by)
    if is_name(options.by) or not options.by.strip():
        raise no_function(options.by)
    if options.text and options.into:
        raise Misuse("--text 和 --into 只能写一个。", "Give --text or --into, not both.")

    def edit(draft: Draft) -> Result:
        decision = Decision(options.by.strip(), options.date or draft.library.settings.date, options.reason.strip())
        activity = draft.id_of(options.activity, "activity")
        into = draft.id_of(options.into, "duty") if options.into else ""
        if into and draft.place(into).kind != "duty":
            raise Misuse(f"{into} 不是职责。", f"{into} is no duty.")
        wanted = [draft.id_of(one, "duty", "role", "department") for one in options.only]
        for one in wanted:
            draft.place(one)
        text = tidied(options.text) if options.text else ""
        return unify_wordings(draft, activity, decision, Choice(text, into, tuple(wanted)))

    return shown_first(options, edit)


def propose(options: argparse.Namespace) -> int:
    """A draft of work activities beside content/, which stays as it is."""
    out = options.out or options.root / "activities-draft"
    refuse_inputs(out, options.root)
    refuse_filled(
        out,
        Wording(
            "其中是以前的草稿的，请先复制出要用的内容，再删去这个文件夹，或用 --out 换一个新文件夹。",
            "If it holds a draft of before, take what you need from it and delete it, or name a new folder with --out.",
        ),
    )
    files, proposed = draft_files(options.root)
    if not proposed:
        say_to(options, "职责都已写明工作事项。", "Every duty names an activity.")
        return outcome(options, ())
    findings = fill_folder(out, files)
    if not findings:
        for one in proposed:
            say(visible(f"{one.title}（{one.id}）"))
            for duty in one.duties:
                say(visible(f"    {shortened(duty.text, 60)}"))
        duties = sum(len(one.duties) for one in proposed)
        complain_to(
            options,
            f"{duties} 条职责归为 {len(proposed)} 件工作事项，写在 {out}。"
            "这只是草稿：改好名称，把说的不是一件事的分开，"
            "再把其中的 activities 和 duties 复制到 content 中，运行 check。",
            f"{duties} duties make {len(proposed)} activities, in {out}. They are a draft: correct them, "
            "then copy 'activities' and 'duties' over those in content/, and run check.",
        )
    return outcome(options, findings)


def _insist_on_one_line(reason: str) -> None:
    if not reason.strip() or "\n" in reason:
        raise Misuse("请用一行写明理由。", "Give the reason in one line.")


def retire(options: argparse.Namespace) -> int:
    """Out of use, but kept."""
    _insist_on_one_line(options.reason)
    insist_on_a_day(options.date)

    def edit(draft: Draft) -> Result:
        date = options.date or draft.library.settings.date
        id_ = draft.id_of(options.id, "role", "clause", "activity")
        return retiring.retire(draft, id_, reason=options.reason.strip(), date=date)

    return _edit(options, edit)


def redact(options: argparse.Namespace) -> int:
    """No number of a person in the text of a source."""
    return _carried_out(options, lambda: redacting.redact(options.root, options.source))


def move(options: argparse.Namespace) -> int:
    """References to unchanged lines lead to the revised document, once somebody has seen which."""
    return shown_first(options, lambda draft: move_lines(draft, options.old, options.new))


def replace(options: argparse.Namespace) -> int:
    """Another word for one, once somebody has seen where."""
    return shown_first(options, lambda draft: replace_word(draft, options.old, options.new, within=options.within))


def shown_first(options: argparse.Namespace, edit: Callable[[Draft], Result]) -> int:
    """Say what is to be done, and write it once that is agreed to."""
    with editing_alone(options.root):
        result = edit(open_draft(options.root))
        for line in result.report:
            say_to(options, *line)
        asking = bool(result.files) and not options.yes and is_asked()
        question = "就这样改动吗（y：是；直接回车：否）：", "Make these changes (y; Enter: no)? "
        agreed = options.yes or (asking and _agrees(options, *question))
        findings = replace_files(result.files, options.root) if agreed else ()
    if result.files and not agreed:
        complain_to(options, "未作任何改动。要这样改动，请加上 --yes。", "Nothing was changed. To do it, add --yes.")
    elif result.files and not findings:
        number = len(result.files)
        say_to(options, f"已写入 content/：{number} 个文件。", f"Written to content/: {number} files.")
    return outcome(options, findings)


def _agrees(options: argparse.Namespace, zh: str, en: str) -> bool:
    return answer_to(options, zh, en).lower() in {"y", "yes", "是"}


def _edit(options: argparse.Namespace, edit: Callable[[Draft], Result]) -> int:
    """Decide on the sound library, write all files or none, and say what was done in which."""
    return _carried_out(options, lambda: edit(open_draft(options.root)))


def _carried_out(options: argparse.Namespace, decide: Callable[[], Result]) -> int:
    """Decide while nobody else edits, write all files or none, and say what was done."""
    with editing_alone(options.root):
        result = decide()
        findings = replace_files(result.files, options.root)
    for line in result.report if not findings else ():
        say_to(options, *line)
    return outcome(options, findings)


def fmt(options: argparse.Namespace) -> int:
    """Every content file in its form, or which ones are not."""
    with nullcontext() if options.check else editing_alone(options.root):
        schemas = Schemas(supplied(SCHEMAS, options.root))
        files, folder = read_all(options.root, schemas)
        changed, findings = formatting.formatted(files, schemas)
        places: dict[Path, bytes | None] = {options.root / name: data for name, data in changed.items()}
        unwritten = () if options.check else replace_files(places, options.root)
    state = Wording("待整理：", "to be formatted: ") if options.check else Wording("已整理：", "formatted: ")
    for name in changed if not unwritten else ():
        say(f"{state.in_language(options.lang)}{visible(name)}")
    if not changed and not has_errors((*folder, *findings)):
        say_to(options, "均已整理。", "All in form.")
    code = outcome(options, (*folder, *findings, *unwritten))
    return FAULTS if options.check and changed else code


def release_version(options: argparse.Namespace) -> int:
    """Write the release, and version and date into library.yaml: all of it or nothing."""
    decided = Decided(_line(options.by), _line(options.reason))
    refuse_private(decided.by)
    insist_on_a_day(options.date)
    today = datetime.now(tz=UTC).astimezone().date().isoformat()
    return _carried_out(options, lambda: release(options.root, decided, options.version, options.date, today))


def _line(text: str) -> str:
    """A text of one line. Raises Misuse."""
    if not text.strip() or "\n" in text or "\r" in text:
        raise Misuse("请用一行写明部门和理由。", "Give function and reason, each in one line.")
    if len(text.strip()) > MOST_OF_A_REASON:
        raise Misuse(f"部门和理由各最多 {MOST_OF_A_REASON} 个字。", f"At most {MOST_OF_A_REASON} characters each.")
    return text.strip()
