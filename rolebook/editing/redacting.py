"""`redact SOURCE`: numbers of people in the text of a source document are made unreadable, and that is recorded."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from rolebook.editing.draft import Result
from rolebook.editing.files import EditedFiles
from rolebook.editing.glosses import renew_glosses
from rolebook.findings.problem import Misuse
from rolebook.model.source import Source
from rolebook.ordinary_files import MAX_TEXT, read_file
from rolebook.words.personal_data import BLOT, KINDS, Found, blotted, personal_numbers
from rolebook.words.text import visible
from rolebook.words.wording import Wording
from rolebook.yamltext.edit import YamlText


def redact(root: Path, id_: str) -> Result:
    """What to write: the source's text with ■ for each character of such a number, and its record.

    The lines stay what they are, so every reference holds. An original that is another file is left alone, which the
    report says. Comments behind ids that still say what their texts no longer do are renewed. Raises Misuse, Problem.
    """
    edited = EditedFiles(root)
    library = edited.before.readable
    source = library.sources.get(id_) if library else None
    name = f"content/sources/{id_}.yaml"
    if source is None or name not in edited.by_name:
        raise Misuse(f"没有叫 {id_} 的来源，或者它不能读取。", f"There is no source {id_}, or it cannot be read.")
    place = root / "content/sources" / source.text
    data = read_file(place, f"content/sources/{source.text}", MAX_TEXT)
    assert isinstance(data, bytes)  # the source was made of it
    commented = renew_glosses(edited, [file.name for file in edited.by_name.values() if file.sound])
    report = [
        Wording(f"{one}：标识符后的注释按条文更新", f"{one}: comments behind ids say what their texts say")
        for one in commented
    ]
    texts = {}
    if found := {at: numbers for at, line in enumerate(source.lines, 1) if (numbers := personal_numbers(line))}:
        texts[place] = "\n".join(map(blotted, data.decode("utf-8").split("\n"))).encode("utf-8")
        edited.put(name, _recorded(edited.text(name), found, hashlib.sha256(texts[place]).hexdigest()))
        report += _told(source, found)
    if not report:
        report.append(Wording(f"{id_} 里没有发现个人资料。", f"Nothing of that kind was found in {id_}."))
    return Result({**edited.changes(edited.after()), **texts}, tuple(report))


def _recorded(text: YamlText, found: Mapping[int, tuple[Found, ...]], digest: str) -> YamlText:
    """The record of a source with the digest of its text as it is now, and which lines were changed."""
    is_original = text.value["text"] == text.value["original"]
    text = text.replaced(("sha256" if is_original else "text_sha256",), digest)
    records = [{"line": number, "kind": one.kind} for number, numbers in found.items() for one in numbers]
    if not text.value.get("redacted"):
        return text.with_key(("redacted",), records)
    for record in records:
        text = text.inserted(("redacted", len(text.value["redacted"])), record)
    return text


def _told(source: Source, found: Mapping[int, tuple[Found, ...]]) -> Iterator[Wording]:
    for number, numbers in found.items():
        kinds = [KINDS[one.kind] for one in numbers]
        yield Wording(
            f"{source.text} 第 {number} 行：{'、'.join(kinds)}改写为 {BLOT}",
            f"{source.text}, line {number}: '{', '.join(kinds)}' made unreadable",
        )
    if source.text != source.original:
        yield Wording(
            f"原件 {visible(source.original)} 没有改动，里面可能还有：请另行保管，或换成遮盖过的文件。",
            f"The original {visible(source.original)} was left alone and may still hold them.",
        )
    yield Wording(
        "版本库的历史里还有原来的文字；已经推送的，请管理员清除历史。",
        "The history of the repository still has the old text; have it removed there if it was pushed.",
    )
