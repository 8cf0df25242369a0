"""Numbers and names of people in content/ and in the source documents: a handbook is read by everybody. Pure."""

from collections.abc import Iterable, Iterator, Sequence

from rolebook.findings.finding import Finding, Position, error
from rolebook.findings.rule_names import RuleName
from rolebook.loading.content_files import ContentFile
from rolebook.loading.texts import Text
from rolebook.model.source import Source
from rolebook.words.personal_data import KINDS, is_name, personal_numbers
from rolebook.words.program import PROGRAM
from rolebook.words.text import shortened, visible
from rolebook.words.wording import Wording
from rolebook.yamltext.comments import comments

_RULE: RuleName = "personal-data"
_SETTINGS = frozenset({"library", "sheet", "taxonomy", "redirects"})
"""Files that hold what a company says of itself, its own address of mail among it."""
_NO_PROSE = frozenset({"sha256", "text_sha256", "fingerprint", "id", "sources"})
_MOST_TOLD = 1000
"""Findings of one document."""


def private_texts(file: ContentFile, texts: Iterable[Text]) -> Iterator[Finding]:
    """Numbers of people in any text of a file or comment, and a name where the function that decided belongs."""
    if file.kind.name in _SETTINGS:
        return
    excused: list[str] = []
    for text in texts:
        if _RULE in text.excused:
            excused.append(text.value)
        if _RULE in text.excused or text.key in _NO_PROSE:
            continue
        if "approval" not in text.path:  # whose numbers have a rule of their own
            yield from _of_text(text)
        if text.key == "by" and is_name(text.value):
            yield error(
                _RULE,
                text.document.at(text.path),
                f"by 写的“{visible(shortened(text.value))}”像是人名",
                f"by: '{visible(text.value)}' looks like a name",
            ).mend(
                "写部门或职能，例如 人力资源部、总经理办公会；确实不是人名的，用 waivers 记下。",
                "Name a department or a function; if it is no name, record that under 'waivers'.",
            )

    yield from _of_comments(file, excused)


def _of_comments(file: ContentFile, excused: Sequence[str]) -> Iterator[Finding]:
    """Numbers of people in comments, but for those that stand in the texts of an entry that may have them."""
    document = file.document
    if document is None or not any("#" in line and personal_numbers(line) for line in document.lines):
        return
    for line, comment in comments(document).items():
        found = personal_numbers(comment.text)
        own = [one for one in found if not any(comment.text[one.start : one.end] in text for text in excused)]
        if own:
            kinds = "、".join(dict.fromkeys(KINDS[one.kind] for one in own))
            yield error(
                _RULE,
                Position(document.file, line, comment.column + own[0].start),
                f"注释里有{kinds}",
                f"a comment holds '{kinds}'",
            ).mend("请从注释里删去。", "Delete it from the comment.")


def _of_text(text: Text) -> Iterator[Finding]:
    found = list(dict.fromkeys(KINDS[one.kind] for one in personal_numbers(text.value)))
    if found:
        who = Wording(f"{text.entry} 的 " if text.entry else "", f" of {text.entry}" if text.entry else "")
        yield error(
            _RULE,
            text.document.at(text.path),
            f"{who.zh}{text.key} 里有{'、'.join(found)}",
            f"{text.key}{who.en} holds '{', '.join(found)}'",
        ).mend(
            "手册人人可读：请删去，只写部门或职能；确须保留的（例如公司的总机），用 waivers 记下理由。",
            "Everybody reads the handbook: delete it; if it must stay, say why under 'waivers'.",
        )


def private_lines(sources: Iterable[Source]) -> Iterator[Finding]:
    """Numbers of people in the lines of the source documents, each line once."""
    for source in sources:
        if any(waiver.rule == _RULE for waiver in source.waivers):
            continue
        lines = ((number, found) for number, line in enumerate(source.lines, 1) if (found := personal_numbers(line)))
        for told, (number, found) in enumerate(lines):
            if told == _MOST_TOLD:
                break
            kinds = "、".join(dict.fromkeys(KINDS[one.kind] for one in found))
            record = source.at.file
            yield error(
                _RULE,
                Position(f"{record.rpartition('/')[0]}/{source.text}", number, found[0].start + 1),
                f"来源 {source.id} 第 {number} 行有{kinds}",
                f"line {number} of {source.id} holds '{kinds}'",
            ).mend(
                f"运行 {PROGRAM} redact {source.id}，改写为 ■；确须保留的，在 {record} 用 waivers 记下理由。",
                f"Run '{PROGRAM} redact {source.id}'; if it must stay, say why under 'waivers' in {record}.",
            )
