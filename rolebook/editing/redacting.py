"""`redact SOURCE`: numbers of people in the text of a source document are made unreadable, and that is recorded."""

import hashlib
from pathlib import Path

from rolebook.editing.draft import Result
from rolebook.editing.files import EditedFiles
from rolebook.findings.problem import Misuse, Problem
from rolebook.loading.broken_schemas import BrokenSchemas
from rolebook.loading.sources import MAX_TEXT
from rolebook.ordinary_files import read_file
from rolebook.words.personal_data import KINDS, Found, personal_numbers
from rolebook.words.text import visible
from rolebook.words.wording import Wording

_BLOT = "■"


def redact(root: Path, id_: str) -> Result:
    """What to write: the source's text with ■ for each character of such a number, and its record.

    The lines stay what they are, so every reference holds. An original that is another file is left alone, which the
    report says. Raises Misuse, Problem.
    """
    try:
        edited = EditedFiles(root)
    except BrokenSchemas as problem:
        raise Problem(*problem.findings) from problem
    library = edited.before.readable
    source = library.sources.get(id_) if library else None
    name = f"content/sources/{id_}.yaml"
    if source is None or name not in edited.by_name:
        raise Misuse(f"没有叫 {id_} 的来源，或者它不能读取。", f"There is no source {id_}, or it cannot be read.")
    place = root / "content/sources" / source.text
    data = read_file(place, f"content/sources/{source.text}", MAX_TEXT)
    assert isinstance(data, bytes)  # the source was made of it
    found = {number: numbers for number, line in enumerate(source.lines, 1) if (numbers := personal_numbers(line))}
    if not found:
        return Result({}, (Wording(f"{id_} 里没有发现个人资料。", f"Nothing of that kind was found in {id_}."),))
    blotted = _blotted(data.decode("utf-8"), found).encode("utf-8")
    text = edited.text(name)
    key = "sha256" if source.text == source.original else "text_sha256"
    records = [{"line": number, "kind": one.kind} for number, numbers in found.items() for one in numbers]
    text = text.replaced((key,), hashlib.sha256(blotted).hexdigest())
    earlier = text.value.get("redacted", [])
    if earlier:
        for record in records:
            text = text.inserted(("redacted", len(text.value["redacted"])), record)
    else:
        text = text.with_key(("redacted",), records)
    report = [
        Wording(
            f"{source.text} 第 {number} 行：{'、'.join(KINDS[one.kind] for one in numbers)}改写为 {_BLOT}",
            f"{source.text}, line {number}: '{', '.join(KINDS[one.kind] for one in numbers)}' made unreadable",
        )
        for number, numbers in found.items()
    ]
    if source.text != source.original:
        report.append(
            Wording(
                f"原件 {visible(source.original)} 没有改动，里面可能还有：请另行保管，或换成遮盖过的文件。",
                f"The original {visible(source.original)} was left alone and may still hold them.",
            )
        )
    report.append(
        Wording(
            "版本库的历史里还有原来的文字；已经推送的，请管理员清除历史。",
            "The history of the repository still has the old text; have it removed there if it was pushed.",
        )
    )
    return Result({place: blotted, root / name: text.data}, tuple(report))


def _blotted(text: str, found: dict[int, tuple[Found, ...]]) -> str:
    """The text with every character of what was found blotted; line ends stay as they are."""
    lines = text.split("\n")
    for number, numbers in found.items():
        line = lines[number - 1]
        for one in numbers:
            line = line[: one.start] + _BLOT * (one.end - one.start) + line[one.end :]
        lines[number - 1] = line
    return "\n".join(lines)
