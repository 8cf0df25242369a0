"""`new KIND`: asks for an entry, shows what is there already, proposes its id, and writes it in one go.

On a terminal it asks for what no option gives. Elsewhere everything that is needed comes by options.
"""

import argparse
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from rolebook.cli import unfinished
from rolebook.cli.answers import Answers, Known, heading_of
from rolebook.cli.interview import ORIGIN, PREFILLS, QUESTIONS, WHY, WORDS, Interview, Question, option_of
from rolebook.cli.terminal import DONE, Commands, answer_to, complain, complain_to, is_asked, outcome, say_to, stopped
from rolebook.editing.scaffold import NOT_TAKEN_OVER, Addition, Scaffold, nothing_written, source_entry, tidied
from rolebook.findings.finding import Finding
from rolebook.findings.problem import Misuse, Problem
from rolebook.model.kind import Field, Kind
from rolebook.model.kinds import LIST_FILES
from rolebook.model.library import Library
from rolebook.ordinary_files import MAX_TEXT, read_file
from rolebook.publishing.files import replace_files
from rolebook.publishing.recovery import editing_alone
from rolebook.reporting import nearest, same_activity
from rolebook.words.similarity import Verdict
from rolebook.words.text import shortened, visible


def register(commands: Commands) -> None:
    """Add the arguments of this module's commands."""
    adding = commands["new"]
    words = adding.words
    lines = {kind: words(f"新写{WORDS[kind]}", f"a new {kind}") for kind in QUESTIONS}
    kinds = adding.commands(words("写什么", "what to write"), "KIND", "kind", lines)
    for kind, fields in QUESTIONS.items():
        one = kinds[kind]
        one.epilog = words("未给出的选项会在终端中询问。", "On a terminal it asks for what no option gives.")
        for field in (*fields, *((WHY,) if kind == "duty" else ()), *(ORIGIN if kind in _BY_ROW else ())):
            name = f"--{field.name.replace('_', '-')} …"
            one.takes(name, field.question, field.in_english, nargs="+" if field.many else None)
        one.takes("--id ID", "标识符（不给则按拼音取）", "its id (default: in pinyin)")
        one.set_defaults(run=new, kind=kind)


def new(options: argparse.Namespace) -> int:
    """Ask, show, prove, write."""
    with editing_alone(options.root), _telling_of_draft(options):
        addition = _add(options, Scaffold(options.root))
        if addition is None:
            unfinished.drop(options.root, options.kind)
            return DONE
        findings = replace_files(addition.files, options.root)
    if not findings:
        unfinished.drop(options.root, options.kind)
        at = addition.at
        say_to(options, f"已写入：{at.file}:{at.line}", f"Written: {at.file}:{at.line}")
    return outcome(options, (*findings, *addition.remarks))


@contextmanager
def _telling_of_draft(options: argparse.Namespace) -> Iterator[None]:
    """Say where the answers lie, where something stops the command."""
    try:
        yield
    except (KeyboardInterrupt, Problem):
        if unfinished.kept(options.root, options.kind):
            where = unfinished.place(options.kind)
            complain_to(
                options,
                f"\n已回答的内容保存在 {where}，再次运行 new {options.kind} 可以接着写。",
                f"\nYour answers are kept in {where}: run 'new {options.kind}' again to go on.",
            )
        raise


def _offer(interview: Interview) -> None:
    """Propose to go on with what was answered before a stop; where somebody begins anew, that is forgotten."""
    options = interview.options
    earlier = unfinished.kept(options.root, options.kind) if interview.asking else {}
    if not earlier:
        return
    name = str(earlier.get("text") or earlier.get("title") or earlier.get("file") or "")
    complain_to(
        options,
        f"上次没有写完：{visible(shortened(name, 40))}（{unfinished.place(options.kind)}）。",
        f"Not finished last time: {visible(shortened(name, 40))} ({unfinished.place(options.kind)}).",
    )
    answer = answer_to(
        options,
        "接着写吗（直接回车：是，逐项沿用；n：否，删去上次的内容）：",
        "Go on with it (Enter: yes, each answer is proposed; n: no, it is deleted)? ",
    )
    if answer.lower() in _NO:
        unfinished.drop(options.root, options.kind)
        return
    interview.earlier = earlier


_NO = {"n", "no", "否", "不"}


def _add(options: argparse.Namespace, scaffold: Scaffold) -> Addition | None:
    """The addition, or None where somebody on a terminal thought better of it."""
    kind = options.kind
    interview = Interview(options, Known(scaffold.library, scaffold.names, is_asked()))
    _offer(interview)
    answers = interview.answers
    answers["lang"] = options.lang
    for field in QUESTIONS[kind]:
        if _is_needless(scaffold.library, kind, field, answers):
            continue
        interview.answer(field)
        if field.name == "text" and answers["text"]:
            pasted, answers["text"] = answers["text"], tidied(answers["text"])
            if interview.asking and pasted != answers["text"]:
                complain(f"      {visible(answers['text'])}")
            if not _goes_on(interview, answers["text"]):
                return None
    if kind == "duty" and any(map(scaffold.library.duties_of, answers.get("activity") or ())):
        interview.answer(WHY)
    if kind in _BY_ROW and not answers["source"]:
        for field in ORIGIN:
            interview.answer(field)
    interview.finish()
    _name(interview, scaffold)
    return _BUILDERS[kind](scaffold, answers)


def _is_needless(library: Library, kind: str, field: Question, answers: Answers) -> bool:
    """Whether the answers so far settle that a field is not asked for."""
    if field.needs:
        name, *values = field.needs
        given = answers.get(name)
        return not given or bool(values and given not in values)
    if kind == "duty" and field.name == "activity" and not library.activities:
        return True
    return kind == "rule" and field.name in {"title", "status"} and bool(answers["document"])


def _goes_on(interview: Interview, text: str) -> bool:
    """Show what is like the text; whether to go on. The same text again is refused by the proof, in its words."""
    found = nearest.nearest(interview.library, text)
    matches = [one for one in found if one.likeness.verdict is not Verdict.APART]
    if interview.options.kind == "duty":
        for line in same_activity.advice(same_activity.activities_of(interview.library, text, found)):
            complain_to(interview.options, *line)
    if not matches:
        return True
    complain(nearest.as_text(interview.library, matches, interview.options.lang))
    if not interview.asking or matches[0].likeness.verdict is Verdict.SAME:
        return True
    question = "仍要新写一条吗（直接回车：是；n：否）：", "Write a new one all the same (Enter: yes; n: no)? "
    return answer_to(interview.options, *question).lower() not in _NO


def _name(interview: Interview, scaffold: Scaffold) -> None:
    """Settle the id: the one given, or one proposed from the title, else from the text."""
    answers = interview.answers
    proposal = scaffold.proposed_id(answers.get("title") or answers["text"], answers.get("document", ""))
    answers["id"] = interview.options.id
    question = f"标识符（直接回车：{proposal}）：", f"Its id (Enter: {proposal}): "
    while answers["id"] is None and interview.asking:
        given = answer_to(interview.options, *question)
        try:
            answers["id"] = scaffold.fit_id(given, answers.get("document", "")) if given else ""
        except Misuse as wrong:
            stopped(interview.options, wrong)
    answers["id"] = answers["id"] or proposal
    if not answers["id"]:
        raise Misuse("无法由文字得出标识符，请写明 --id。", "Give --id: none can be made of the text.")


def _clause(answers: Answers) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": answers["id"], "text": answers["text"]}
    if answers["source"]:
        entry["sources"] = list(answers["source"])
    else:
        entry["origin"] = {key: answers[key] for key in ("decided", "by", "reason")}
    return entry


def _by_row(kind: Kind, scaffold: Scaffold, answers: Answers) -> Addition:
    """A clause of a kind whose files are lists, its fields filled as its row says."""
    entry = _clause(answers)
    for field in kind.fields:
        if value := _value(field, answers):
            entry[field.name] = value
    if answers.get("why"):
        entry["note"] = f"另写一种说法的理由：{answers['why']}"
    assert kind.filed is not None  # the file of a list is named after something
    return scaffold.add_to_list(kind.name, answers[option_of(kind.filed)], entry, answers["used_by"])


def _value(field: Field, answers: Answers) -> Any:
    """What the answers make of a field; nothing where it was not asked for and the text does not give it."""
    said = answers.get(option_of(field)) if field.asked else PREFILLS[field.prefill](answers["text"])
    match field.type:
        case "consequences":
            return [{inner.name: value for inner in field.fields if (value := _value(inner, answers))}]
        case "texts" | "codes":
            return said if isinstance(said, list) else [said] if said else []
        case "number":
            return _number(said) if said else None
        case _:
            return said


def _rule(scaffold: Scaffold, answers: Answers) -> Addition:
    if answers["document"]:
        return scaffold.add_item(answers["document"], _clause(answers))
    item = {
        "id": scaffold.proposed_id(answers["text"], answers["id"]),
        "text": answers["text"],
        "sources": answers["source"],
    }
    adoption = {"discussed": "", "announced": "", "effective": ""}
    entry = {"id": answers["id"], "title": answers["title"], "sources": answers["source"][:1]}
    return scaffold.add_file("rule", {**entry, "status": answers["status"], "adoption": adoption, "items": [item]})


def _activity(scaffold: Scaffold, answers: Answers) -> Addition:
    entry = {"id": answers["id"], "title": answers["title"]}
    if answers["recommended"]:
        entry["text"] = tidied(answers["recommended"])
    return scaffold.add_to_list("activity", answers["theme"], entry)


def _role(scaffold: Scaffold, answers: Answers) -> Addition:
    known = Known(scaffold.library, scaffold.names)
    keys = ("id", "title", "department", "industry", "level", "purpose")
    fields = {key: answers[key] for key in keys if answers[key]}
    if sources := heading_of(known, answers["source"]):
        fields["sources"] = sources
    lists = scaffold.lists_of(answers["like"])
    if answers["like"]:
        complain(NOT_TAKEN_OVER.in_language(answers["lang"]))
    return scaffold.add_role({**fields, "status": "draft", "owner": answers["owner"]}, lists, answers["duties"])


def _source(scaffold: Scaffold, answers: Answers) -> Addition:
    place = Path(answers["file"])
    data = read_file(place, place.name, MAX_TEXT)
    if isinstance(data, Finding):
        raise nothing_written(data)
    ending = place.suffix.lower() or ".txt"
    entry, documents = source_entry(answers["id"], answers["title"], answers["received"], ending, data)
    return scaffold.add_file("source", entry, documents)


_BY_ROW = frozenset(kind.name for kind in LIST_FILES)
"""Kinds of clause that may have been decided, so that no source holds them."""
_OF_DEPARTMENT = ("id", "title", "industry")
_BUILDERS: Mapping[str, Callable[[Scaffold, Answers], Addition]] = {
    **{kind.name: partial(_by_row, kind) for kind in LIST_FILES},
    "activity": _activity,
    "rule": _rule,
    "role": _role,
    "department": lambda scaffold, said: scaffold.add_file("department", {key: said[key] for key in _OF_DEPARTMENT}),
    "source": _source,
}


def _number(text: str) -> int | float:
    value = float(text)
    return int(value) if value.is_integer() else value
