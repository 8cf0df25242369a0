"""What today's program makes of the slips of a group: a line for each slip, and the sums.

Run: `python -m tests.slips.measure [GROUP …]`; without a group, all of them.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path

from rolebook.checked import load_checked
from rolebook.editing.proof_of_mends import said
from rolebook.findings.finding import Finding, Severity
from tests.slips import HERE, copied, fix, fix_first
from tests.slips.slipfile import Fault, SlipFile, read
from tests.terminal import talk

REPOSITORY = HERE.parents[1]
SECONDS = 60
"""How long a slip may take before it counts as one that the program cannot stand."""
COMMENT = re.compile(rb"(?m)  # .*$")
OF_THE_SITE = ("templates", "mkdocs.yml")


@dataclass(slots=True)
class Result:
    """What of a slip is as it should be; None where it is not asked."""

    told: bool = False
    """As many messages as there are true faults, of the severity and rule that are wanted."""
    placed: bool | None = None
    """Each on the file and line that is wanted."""
    says: bool | None = None
    carried: bool | None = None
    """A mend is carried by a finding: a certain one where it should be certain."""
    mended: bool | None = None
    """The mends that are carried, made, leave what should stand there, and `check` says nothing new of it."""
    found: int = 0
    problem: str = ""


@contextmanager
def limited() -> Iterator[None]:
    """Raise TimeoutError in what runs for too long."""

    def stop(*_: object) -> None:
        raise TimeoutError(f"{SECONDS} s")

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)


def new_findings(root: Path, before: Counter[tuple[str, str, str]]) -> list[Finding]:
    """The errors and warnings that the untouched company does not have."""
    left, new = before.copy(), []
    for one in load_checked(root).findings:
        (key,) = said((one,))
        if one.severity is Severity.NOTE:
            continue
        if left[key]:
            left[key] -= 1
        else:
            new.append(one)
    return new


def told_once(found: list[Finding], faults: tuple[Fault, ...], *, place: bool) -> bool:
    """Whether each fault has exactly one finding and each finding a fault; `place`: on its line too."""
    left = list(found)
    for fault in sorted(faults, key=lambda fault: (fault.rule == "*", fault.severity == "either")):
        for one in left:
            here = not place or (one.at.file, one.at.line) == (fault.file, fault.line)
            if here and fault.is_told(one.severity.value, one.rule):
                left.remove(one)
                break
        else:
            return False
    return not left


def says(slip: SlipFile, zh: str, en: str) -> bool | None:
    """Whether all that must be said is said; None where nothing is asked."""
    if not slip.says + slip.says_en:
        return None
    return all(words in zh for words in slip.says) and all(words in en for words in slip.says_en)


def tree(root: Path) -> dict[str, bytes]:
    """Every file of content/, without line ends and the comments behind ids, which `fmt` writes."""
    return {
        path.relative_to(root).as_posix(): COMMENT.sub(b"", path.read_bytes().replace(b"\r\n", b"\n"))
        for path in (root / "content").rglob("*")
        if path.is_file()
    }


def of_check(slip: SlipFile, folder: Path) -> Result:
    """What `check` says of a slip, and what its mends make of it."""
    right, root = copied(folder / "right"), copied(folder / "root")
    before = said(one for one in load_checked(right).findings if one.severity is not Severity.NOTE)
    slip.right(right)
    slip.make(root)
    found = new_findings(root, before)
    result = Result(told=told_once(found, slip.faults, place=False), found=len(found))
    result.placed = told_once(found, slip.faults, place=True)
    result.says = says(
        slip,
        "\n".join(f"{one.message.zh}\n{one.hint.zh}" for one in found),
        "\n".join(f"{one.message.en}\n{one.hint.en}" for one in found),
    )
    is_certain = slip.mend == "certain"
    if slip.mend != "person":
        fixes = [one.fix for one in found if one.fix]
        result.carried = any(fix.certain for fix in fixes) if is_certain else bool(fixes)
    if is_certain or (slip.mend == "offered" and slip.mended):
        if is_certain:
            fix(root)
        else:
            fix_first(root, lambda one: one in found)
        result.mended = tree(root) == tree(right) and not new_findings(root, before)
    return result


def ran(root: Path, arguments: tuple[str, ...], answers: str, lang: str) -> tuple[int, str]:
    """Exit code and what is shown of a command, typed at a terminal where there are answers."""
    given = ["--root", str(root), "--lang", lang, *arguments]
    if answers:
        return talk(given, [f"{line}\n" for line in answers.splitlines()], ("：", ": "), root)
    command = [sys.executable, str(REPOSITORY / "build.py"), *given]
    env = {**os.environ, "NO_COLOR": "1"}
    done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, cwd=root, env=env, check=False)
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")


def of_command(slip: SlipFile, folder: Path) -> Result:
    """What a command says to a slip, in both languages, and what it leaves."""
    right, codes, shown, roots = copied(folder / "right"), [], [], []
    slip.right(right)
    for lang in ("zh", "en"):
        root = copied(folder / lang)
        for name in OF_THE_SITE:
            source = REPOSITORY / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, root / name)
        slip.make(root)
        code, text = ran(root, slip.run, slip.answers, lang)
        codes.append(code)
        shown.append(text)
        roots.append(root)
    result = Result(told=codes == [slip.exit] * 2, found=codes[0], says=says(slip, *shown))
    if slip.mend == "certain" or slip.mended:
        result.mended = tree(roots[0]) == tree(right)
    return result


def tried(slip: SlipFile) -> Result:
    """The result of a slip; one that the program does not come to an end with is not told."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            with limited():
                return (of_command if slip.run else of_check)(slip, Path(folder))
        except TimeoutError as problem:
            return Result(problem=str(problem))


def line(*words: str) -> None:
    """A line of the report."""
    sys.stdout.write("  ".join(words).rstrip() + "\n")


def measure(group: str) -> None:
    """Print the table of the slip files in the folder `group`, and its sums."""
    asked = [field.name for field in fields(Result)][:5]
    results: list[tuple[SlipFile, Result]] = []
    line(f"{group:32}", *(f"{name:7}" for name in asked), "found")
    for path in sorted((HERE / group).glob("*.slip")):
        slip = read(path)
        result = tried(slip)
        results.append((slip, result))
        marks = ({True: "yes", False: "no", None: "-"}[getattr(result, name)] for name in asked)
        line(f"{path.stem:32}", *(f"{mark:7}" for mark in marks), f"{result.found:5}", result.problem[:80])
    line(f"{group}: {len(results)} slips")
    for name in asked:
        values = [value for _, one in results if (value := getattr(one, name)) is not None]
        line(f"{name}: {sum(values)} of {len(values)}")
    alone = sum(bool(one.mended) for slip, one in results if slip.mend == "certain" and not slip.run)
    certain = sum(slip.mend == "certain" and not slip.run for slip, _ in results)
    line(f"mended alone: {alone} of {certain} that can be, of {len(results)} in all")


if __name__ == "__main__":
    for group in sys.argv[1:] or sorted(path.name for path in HERE.iterdir() if any(path.glob("*.slip"))):
        measure(group)
