"""`release`: a version that is kept, with everything that it said."""

from dataclasses import dataclass, replace
from pathlib import Path

from rolebook.editing.draft import Result
from rolebook.editing.files import EditedFiles, library_to_edit
from rolebook.findings.finding import Finding, Severity
from rolebook.findings.problem import Misuse, Problem, Refusal
from rolebook.history.announced import as_announced, on_paper
from rolebook.history.releases import MAX_BYTES, read_releases, release_bytes, release_place
from rolebook.loading.places import CONTENT, is_version
from rolebook.model.snapshot import digest
from rolebook.ordinary_files import read_file
from rolebook.words.program import PROGRAM
from rolebook.words.text import visible
from rolebook.words.wording import Wording

_SETTINGS = f"{CONTENT}/library.yaml"
_NOTHING = Wording("未发布，未写入任何内容。", "Nothing was released or written.")


@dataclass(frozen=True, slots=True)
class Decided:
    """Who decided a release (a function, never a person), and why."""

    by: str
    reason: str


def release(root: Path, decided: Decided, version: str | None, date: str | None, today: str) -> Result:
    """What to write, and what was done.

    Without a version it is that of library.yaml; without a date it is `today`, and for a version that is released
    already the one it has, so that the same command again changes nothing. Raises Problem where the library has
    errors, where a release cannot be relied on, and where the version was released with other content; Misuse for a
    version that no file can be named after.
    """
    edited = EditedFiles(root, _NOTHING)
    now = library_to_edit(edited.before, _NOTHING, quoted=False).settings
    version = version or now.version
    _refuse_version(root, version)
    place = root / release_place(version)
    date = date or (now.date if place.exists() and version == now.version else today)
    report: list[Wording] = []
    for key, old, new in (("version", now.version, version), ("date", now.date, date)):
        if old != new:
            edited.put(_SETTINGS, edited.text(_SETTINGS).replaced((key,), new))
            report.append(Wording(f"{_SETTINGS}：{key} 改为 {new}", f"{_SETTINGS}: {key} is {new}"))
    after = edited.after()
    announced = as_announced(library_to_edit(edited.checked(after), _NOTHING, quoted=False), root)
    library = on_paper(announced)
    data = release_bytes(library, decided.by, decided.reason)
    code = digest(library)
    if held := sum(bool(clause.pending) for clause in announced.clauses.values()):
        report.append(
            Wording(
                f"{held} 处改动没有公示或批准记录，这个版本仍是原来的文字（见 check 的 sensitive-change）",
                f"{held} changes have no record of adoption or approval: this version keeps the former text",
            )
        )
    if place.exists():
        _refuse_other(place, data, version)
        said = Wording(f"{version} 已经发布，内容相同（校验码 {code}）", f"{version} is released already ({code})")
        return Result({}, (said,))
    said = Wording(
        f"{release_place(version)}：已发布 {version}，校验码 {code}", f"{release_place(version)}: {version}, {code}"
    )
    return Result({**edited.changes(after), place: data}, (*report, said))


def _refuse_version(root: Path, version: str) -> None:
    """Raise Problem or Misuse unless the version can be released beside those that are there."""
    if not is_version(version):
        shown = visible(version)
        raise Misuse(
            f"版本号 {shown} 不能用作文件名。请用字母、数字、点和短横，最多 31 个字符，例如 2026.12。",
            f"No file can be named after the version {shown}: letters, digits, dots and hyphens, as in 2026.12.",
        )
    wrong = []
    for one in read_releases(root):
        if isinstance(one, Finding):
            wrong.append(replace(one, severity=Severity.ERROR))
        elif one.version != version and one.version.casefold() == version.casefold():
            raise Misuse(
                f"已有版本 {one.version}，与 {version} 只有大小写不同。请换一个版本号。",
                f"There is a release {one.version}, which differs in case only. Choose another version.",
            )
    if wrong:
        raise Problem(*wrong, said=_NOTHING, quoted=False)


def _refuse_other(place: Path, data: bytes, version: str) -> None:
    held = read_file(place, release_place(version), MAX_BYTES)
    if isinstance(held, Finding) or held.replace(b"\r\n", b"\n") != data:
        raise Refusal(
            f"{version} 已经发布过，内容、日期、部门或理由与这一次不同。已发布的版本不再改动："
            f"请换一个版本号，例如 {PROGRAM} release 新版本号。未写入任何内容。",
            f"{version} is released already, with other content, date, function or reason. Releases do not change: "
            f"choose another version. Nothing was written.",
        )
