"""Wrong calls of the command line: what is said to each in both languages, and how `--help` is laid out."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from rolebook.cli import COMMANDS
from rolebook.cli.help_layout import wrapped
from rolebook.words.text import cells
from tests.conftest import REPOSITORY, Run
from tests.parsers import actions, commands_of, parsers

CALLS = (
    ("chek", "没有“chek”这个命令。是不是想写 rolebook check？", "no command 'chek'. Did you mean rolebook check?"),
    ("Check", "是不是想写 rolebook check？", "Did you mean rolebook check?"),
    ("检查", "是不是想写 rolebook site、check？", "no command '检查'"),
    (
        "help",
        "没有“help”这个命令。可以写：site、handbook、serve、init、check、",
        "It may be: site, handbook, serve, init, check, ",
    ),
    ("/?", "没有“/?”这个命令。", "no command '/?'"),
    ("--version", "没有选项“--version”。", "no option '--version'."),
    ("-v", "没有选项“-v”。", "no option '-v'."),
    ("--strict", "没有选项“--strict”。命令的选项写在命令后面。", "Options of a command stand behind it."),
    ("--strict check", "--strict 要写在命令后面。", "--strict stands behind the command."),
    ("--rot x check", "没有选项“--rot”。是不是想写 --root？", "Did you mean --root?"),
    ("--rot x chek", "没有选项“--rot”。是不是想写 --root？", "Did you mean --root?"),
    ("--root", "--root 后面要写一个值。", "--root needs a value behind it."),
    ("check --root x", "--root 要写在命令前面。", "--root stands before the command."),
    ("check --format", "--format 后面要写一个值。可以写：text、json、", "It may be: text, json, "),
    ("check --format xml", "--format 不能是“xml”。可以写：text、json、", "--format cannot be 'xml'."),
    ("check --format jsno", "是不是想写 json？", "Did you mean json?"),
    ("check --format=", "--format 不能是“”。", "--format cannot be ''."),
    ("check --json", "没有选项“--json”。是不是想写 --format json？", "Did you mean --format json?"),
    ("check --strct", "没有选项“--strct”。是不是想写 --strict？", "Did you mean --strict?"),
    ("check --strct --fixx", "是不是想写 --fix？", "Did you mean --fix?"),
    ("check --strict=yes", "--strict 后面不写值，这里写了“yes”。", "--strict takes no value, and here is 'yes'."),
    ("check --f", "“--f”可能是其中任何一个，请写全：--format、--fix。", "may be any of --format, --fix"),
    ("check -strict", "“-strict”写成 --strict。", "'-strict' is --strict."),
    ("check —fix", "“—fix”写成 --fix。", "'—fix' is --fix."),
    ("check －－fix", "“－－fix”写成 --fix。", "is --fix."),
    ("check –format=json", "“–format”写成 --format。", "'–format' is --format."),
    ("similar", "还须写明：TEXT（要写的那句话；", "Still needed: TEXT (the sentence to be written"),
    ("similar 定期 回访", "“回访”是多余的。含有空格的文字要放进引号", "'回访' is too many."),
    ("new role 出纳", "“出纳”是多余的。是名称的，写 --title 出纳。", "As a title: --title 出纳."),
    ("stats now", "“now”是多余的。", "'now' is too many."),
    ("coverage --format sarif", "--format 不能是“sarif”。可以写：text、json。", "It may be: text, json."),
    ("new", "还须写明：KIND（duty、qualification、", "Still needed: KIND (duty, qualification, "),
    ("new dutty", "是不是想写 rolebook new duty？", "Did you mean rolebook new duty?"),
    ("new 职责", "是不是想写 rolebook new duty？", "no command '职责'"),
    ("new duty --txt x", "没有选项“--txt”。是不是想写 --text？", "Did you mean --text?"),
    ("new duty --source", "--source 后面要写一个值，可以写多个的", "--source needs one or more values"),
    ("rename a", "还须写明：NEW（新的标识符）。", "Still needed: NEW (the new id)."),
    ("rename a b c", "“c”是多余的。", "'c' is too many."),
    ("retire x", "还须写明：--reason（停用的理由）。", "Still needed: --reason (why it is retired)."),
    ("retire x --reson 停用", "没有选项“--reson”。是不是想写 --reason？", "Did you mean --reason?"),
    ("release 2.0", "--by（由谁决定：写部门或职能，不写个人姓名）、--reason", "Still needed: --by (who decided"),
    ("export --format json", "还须写明：--out（保存为这个文件）。", "Still needed: --out (the file to write)."),
    ("export --format json --ut x", "没有选项“--ut”。是不是想写 --out？", "Did you mean --out?"),
    ("sheet 𠮷田 --nme 买买提·艾力", "没有选项“--nme”。是不是想写 --name？", "Did you mean --name?"),
    ("sheet 𠮷田 --p x", "--probation、--place、--paper。", "--probation, --place, --paper"),
    ("fmt --chek", "没有选项“--chek”。是不是想写 --check？", "Did you mean --check?"),
    ("check --lang", "--lang 后面要写一个值。可以写：zh、en。", None),
    ("--lang fr check", "--lang 不能是“fr”。可以写：zh、en。", None),
    ("check --lang fr", "--lang 不能是“fr”。可以写：zh、en。", None),
    ("check --langg en", "没有选项“--langg”。是不是想写 --lang？", None),
    ("--langg en check", "没有选项“--langg”。是不是想写 --lang？", None),
)
OF_ARGPARSE = re.compile(r"usage:|error:|invalid choice|expected|unrecognized|ambiguous|required|positional")


@pytest.mark.parametrize(("call", "zh", "en"), CALLS, ids=[call for call, _, _ in CALLS])
def test_a_wrong_call_is_told_what_was_meant_in_both_languages(run: Run, call: str, zh: str, en: str | None) -> None:
    given = call.split(" ")
    said = run(*given)
    assert (said.code, said.out) == (2, "")
    assert zh in said.err
    assert not OF_ARGPARSE.search(said.err)
    assert said.err.count("没有") <= call.count("--") + 1
    if en is not None:
        for english in (run("--lang", "en", *given), run(*given, "--lang", "en")):
            assert english.code == 2
            assert en in english.err
            assert "用法" not in english.err


def test_one_slip_is_told_once(run: Run) -> None:
    for call in (["--langg", "en", "check"], ["retire", "x", "--reson", "停用"], ["fmt", "--chek"]):
        said = run(*call).err.splitlines()
        assert said[1].startswith("说明："), said


@pytest.mark.parametrize("environment", [{"LANG": "en_US.UTF-8", "LANGUAGE": "en"}, {"LC_ALL": "C"}])
def test_the_language_is_chosen_and_never_guessed(
    run: Run, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert "用法：" in run("check", "--help").out
    assert "usage: " in run("check", "--help", "--lang", "en").out


def test_the_language_may_stand_behind_the_command(small: Path, run: Run) -> None:
    assert run("--root", small, "check", "--lang", "en").out == run("--root", small, "--lang", "en", "check").out
    assert run("--root", small, "check", "--lang=en").out == "Nothing found.\n"
    assert run("--lang", "en", "check", "--lang", "zh", "--help").out.startswith("用法：")


EVERY = [[], *([name] for lines in COMMANDS.values() for name in lines)]
NEW = [[name, kind] for name, one, _ in parsers() for action in actions(one) for kind in commands_of(action)]


@pytest.mark.parametrize("call", [*EVERY, *NEW], ids=" ".join)
def test_help_is_in_one_language_and_keeps_to_its_lines(
    run: Run, monkeypatch: pytest.MonkeyPatch, call: list[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    chinese, english = run(*call, "--help"), run("--lang", "en", *call, "--help")
    assert (chinese.code, english.code) == (0, 0)
    assert not OF_ARGPARSE.search(chinese.out)
    assert not re.search(r"[\u3000-\u9fff]", english.out)
    for shown in (chinese.out, english.out):
        assert max(map(cells, shown.splitlines())) <= 80
        assert not re.search(r"^ *[，。、；：）”》]", shown, re.MULTILINE)
        rows = (re.match(r" {2}-\S.*? {2,}(?=\S)", line) for line in shown.splitlines())
        assert len({cells(row[0]) for row in rows if row}) == 1


def test_no_word_is_torn_at_the_end_of_a_line() -> None:
    words = ["relations", "subordinates", "qualifications", "content/releases"]
    lines = wrapped(f"不印的栏目：{'、'.join(words)}（见“说明”）。", 24)
    assert all(cells(line) <= 24 for line in lines)
    assert all(any(word in line for line in lines) for word in words)
    assert "".join(lines) == f"不印的栏目：{'、'.join(words)}（见“说明”）。"
    assert not any(line[0] in "、）。”" or line[-1] in "（“" for line in lines)


@pytest.mark.skipif(os.name != "posix", reason="needs /dev/full")
def test_help_that_cannot_be_written_is_an_error() -> None:
    command = f'"{sys.executable}" build.py --lang en --help >/dev/full'
    done = subprocess.run(["/bin/sh", "-c", command], cwd=REPOSITORY, capture_output=True, check=False)
    assert done.returncode == 1
    assert b"stdout:1:1: error: cannot write to standard output" in done.stderr
