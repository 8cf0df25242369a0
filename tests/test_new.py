"""`new KIND`: what it writes, what it refuses, and what it asks on a terminal."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import terminal
from tests.conftest import Run
from tests.manual_library import copied

DUTY = ("--theme", "planning", "--source", "sample:5")
ORIGIN = ("--decided", "2026-11-20", "--by", "人力资源部", "--reason", "总经理办公会决定")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small sound library."""
    return copied(tmp_path / "root")


def sound(root: Path, run: Run) -> bool:
    return all(
        one["severity"] != "error"
        for one in json.loads(run("--root", root, "check", "--format", "json").out)["findings"]
    )


def formatted(root: Path, run: Run) -> bool:
    return run("--root", root, "fmt", "--check").code == 0


def test_a_duty_as_pasted_becomes_an_entry_and_stands_in_the_lists(root: Path, run: Run) -> None:
    result = run(
        "--root", root, "new", "duty", "--text", " 3、填写服务台账；", *DUTY, "--used-by", "service-representative"
    )
    assert result.code == 0
    assert "已写入：content/duties/planning.yaml:1" in result.out
    assert (root / "content/duties/planning.yaml").read_text("utf-8") == (
        "- id: tian-xie-fu-wu-tai-zhang\n  text: 填写服务台账。\n  sources: [sample:5]\n"
    )
    role = (root / "content/roles/service-representative.yaml").read_text("utf-8")
    assert "  - receive-customers  # 接待来访顾客。\n  - tian-xie-fu-wu-tai-zhang  # 填写服务台账。\nstatus" in role
    assert sound(root, run)
    assert formatted(root, run)


def test_a_duty_goes_behind_those_that_are_there_and_touches_nothing_else(root: Path, run: Run) -> None:
    before = (root / "content/duties/service.yaml").read_text("utf-8")
    assert run("--root", root, "new", "duty", "--text", "整理客户意见。", "--theme", "服务", *ORIGIN).code == 0
    after = (root / "content/duties/service.yaml").read_text("utf-8")
    assert after == before + (
        "- id: zheng-li-ke-hu-yi-jian\n  text: 整理客户意见。\n  origin:\n    decided: 2026-11-20\n"
        "    by: 人力资源部\n    reason: 总经理办公会决定\n"
    )
    assert formatted(root, run)


def test_the_same_text_again_is_refused_and_shown(
    root: Path, run: Run, tree: Callable[[Path], dict[str, bytes]]
) -> None:
    before = tree(root)
    result = run("--root", root, "new", "duty", "--text", "接待来访顾客", "--theme", "service", *ORIGIN)
    assert result.code == 1
    assert "已有这一条，无需另写：请引用 receive-customers。" in result.err
    assert "未写入任何内容。" in result.err
    assert tree(root) == before


def test_a_near_text_is_shown_and_written(root: Path, run: Run) -> None:
    result = run("--root", root, "new", "duty", "--text", "接待来访的顾客。", "--theme", "service", *ORIGIN)
    assert result.code == 0
    assert "receive-customers" in result.err
    assert "[near-duplicate]" in result.err


KINDS = {
    "qualification": (
        ("--text", "大专以上学历，市场服务专业", "--aspect", "学历", "--necessity", "必备", "--source", "sample:7"),
        "content/qualifications/education.yaml",
        (
            "- id: da-zhuan-yi-shang-xue-li\n  text: 大专以上学历，市场服务专业。\n  sources: [sample:7]\n"
            "  necessity: required\n  degree: college\n"
        ),
    ),
    "penalty": (
        (
            "--text",
            "无故缺勤，一次罚款50元",
            "--department",
            "客服部",
            "--sanction",
            "经济处罚",
            "--amount",
            "50",
            "--unit",
            "元",
            "--source",
            "sample:9",
        ),
        "content/penalties/service.yaml",
        (
            "- id: wu-gu-que-qin\n  text: 无故缺勤，一次罚款50元。\n  sources: [sample:9]\n"
            "  violations:\n    - 无故缺勤\n"
            "  sanctions:\n    - kind: money\n      amount: 50\n      unit: CNY\n      wording: 罚款50元\n"
            "      basis: unstated\n"
            "  per: [occurrence]\n"
        ),
    ),
    "rule": (
        ("--title", "来访登记制度", "--text", "接待来访顾客", "--source", "sample:4"),
        "content/rules/lai-fang-deng-ji-zhi-du.yaml",
        (
            "id: lai-fang-deng-ji-zhi-du\ntitle: 来访登记制度\nsources: [sample:4]\nstatus: draft\n"
            'adoption:\n  discussed: ""\n'
            '  announced: ""\n  effective: ""\nitems:\n  - id: jie-dai-lai-fang-gu-ke\n    text: 接待来访顾客。\n'
            "    sources: [sample:4]\n"
        ),
    ),
    "role": (
        ("--title", "内勤（𠮷田组）", "--department", "service", "--industry", "通用", "--level", "1"),
        "content/roles/nei-qin.yaml",
        (
            "id: nei-qin\ntitle: 内勤（𠮷田组）\ndepartment: service\nindustry: general\nlevel: staff\nduties: []\n"
            "status: draft\nowner: 人力资源部\n"
        ),
    ),
    "department": (
        ("--title", "办公室", "--industry", "general"),
        "content/departments/ban-gong-shi.yaml",
        "id: ban-gong-shi\ntitle: 办公室\nindustry: general\n",
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_written_in_form_into_its_file(kind: str, root: Path, run: Run) -> None:
    options, file, expected = KINDS[kind]
    result = run("--root", root, "new", kind, *options)
    assert result.code == 0, result.err
    assert (root / file).read_text("utf-8") == expected
    assert sound(root, run)
    assert formatted(root, run)


def test_an_item_goes_to_the_end_of_its_rule(root: Path, run: Run) -> None:
    run("--root", root, "new", "rule", *KINDS["rule"][0])
    result = run(
        "--root", root, "new", "rule", "--document", "来访登记制度", "--text", "做好登记", "--source", "sample:4"
    )
    assert "lai-fang-deng-ji-zhi-du.yaml:13" in result.out
    text = (root / KINDS["rule"][1]).read_text("utf-8")
    assert text.endswith("  - id: zuo-hao-deng-ji\n    text: 做好登记。\n    sources: [sample:4]\n")
    assert sound(root, run)


def test_a_source_is_kept_byte_for_byte_and_open(root: Path, run: Run, tmp_path: Path) -> None:
    received = tmp_path / "会议 纪要.TXT"
    received.write_bytes("会议纪要\r\n\r\n客户投诉当天答复\r\n".encode())
    result = run("--root", root, "new", "source", "--file", received, "--title", "会议纪要", "--received", "2026-11-20")
    assert result.code == 0, result.err
    assert (root / "content/sources/hui-yi-ji-yao.txt").read_bytes() == received.read_bytes()
    findings = json.loads(run("--root", root, "check", "--format", "json").out)["findings"]
    assert ("open-document", "content/sources/hui-yi-ji-yao.yaml") in {(one["rule"], one["file"]) for one in findings}
    assert sound(root, run)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("duty",), "还须写明 --text、--theme、--decided、--by、--reason。"),
        (
            ("duty", "--text", "整理资料。", "--theme", "servce", *ORIGIN),
            "--theme：没有“servce”，可以写：planning、service。",
        ),
        (("duty", "--text", "整理资料。", *DUTY, "--used-by", "nobody"), "没有叫“nobody”的岗位或部门。"),
        (
            ("rule", "--document", "nothing", "--text", "整理资料。", "--source", "sample:3"),
            "--document：没有“nothing”",
        ),
        (
            (
                "penalty",
                "--text",
                "迟到，罚款。",
                "--department",
                "service",
                "--sanction",
                "money",
                "--amount",
                "若干",
                "--unit",
                "CNY",
                "--source",
                "sample:9",
            ),
            "数额“若干”不是数字。",
        ),
        (("duty", "--text", "🐉。", "--theme", "service", *ORIGIN), "请写明 --id。"),
    ],
)
def test_wrong_use_says_what_is_wanted(
    arguments: tuple[str, ...], words: str, root: Path, run: Run, tree: Callable[[Path], dict[str, bytes]]
) -> None:
    before = tree(root)
    result = run("--root", root, "new", *arguments)
    assert (result.code, result.out) == (2, "")
    assert words in result.err
    assert tree(root) == before


@pytest.mark.parametrize(
    ("arguments", "rule"),
    [
        (("duty", "--text", "整理资料。", "--theme", "service", "--source", "sample:99"), "missing-line"),
        (("duty", "--text", "整理资料。", *DUTY, "--id", "制定"), "bad-form"),
        (("duty", "--text", "整理资料。", *DUTY, "--id", "receive-customers"), "duplicate-id"),
        (("duty", "--text", "整理\x1b资料。", *DUTY), "control-character"),
        (
            ("role", "--title", "客服代表", "--department", "service", "--industry", "general", "--level", "staff"),
            "duplicate-title",
        ),
        (("department", "--title", "客服部", "--industry", "general", "--id", "service"), "duplicate-id"),
        (("source", "--file", "nowhere.txt", "--title", "无", "--received", "2026-11-20"), "unreadable"),
    ],
)
def test_what_would_be_an_error_is_not_written(
    arguments: tuple[str, ...], rule: str, root: Path, run: Run, tree: Callable[[Path], dict[str, bytes]]
) -> None:
    before = tree(root)
    result = run("--root", root, "new", *arguments)
    assert (result.code, result.out) == (1, "")
    assert f"[{rule}]" in result.err
    assert tree(root) == before


def test_a_clause_may_mend_a_line_that_is_not_accounted_for(root: Path, run: Run) -> None:
    source = root / "content/sources/sample.yaml"
    source.write_text(source.read_text("utf-8").replace("    state: open\n", ""), "utf-8")
    lines = run("--root", root, "check").out.count("[uncovered-line]")
    assert run("--root", root, "new", "duty", "--text", "填写服务台账。", *DUTY).code == 0
    assert run("--root", root, "check").out.count("[uncovered-line]") == lines - 1


def test_ids_that_are_taken_or_were_given_up_are_not_proposed(root: Path, run: Run) -> None:
    (root / "content/redirects.yaml").write_text("zheng-li-zi-liao: receive-customers\n", "utf-8")
    for words in ("整理资料，归档。", "整理资料，销毁。", "整理资料，寄送客户。"):
        run("--root", root, "new", "duty", "--text", words, "--theme", "service", *ORIGIN)
    text = (root / "content/duties/service.yaml").read_text("utf-8")
    assert [line[6:] for line in text.splitlines() if line.startswith("- id: zheng")] == [
        "zheng-li-zi-liao-gui",
        "zheng-li-zi-liao-xiao",
        "zheng-li-zi-liao-ji",
    ]


def test_a_library_that_does_not_load_comes_first(root: Path, run: Run) -> None:
    (root / "content/roles/broken.yaml").write_text("id：broken\n", "utf-8")
    result = run("--root", root, "new", "duty", "--text", "整理资料。", *DUTY)
    assert result.code == 1
    assert "[full-width-colon]" in result.err


# --- on a terminal


def talk(root: Path, kind: str, *answers: str) -> tuple[int, str]:
    """Answer the questions of `new KIND`."""
    return terminal.talk(["--root", str(root), "new", kind], answers)


def test_it_asks_the_text_first_and_takes_numbers_names_and_returns(root: Path) -> None:
    code, shown = talk(root, "duty", "填写服务台账\n", "2\n", "sample:5\n", "service-representative\n", "\n")
    assert code == 0, shown
    assert shown.index("正文（一句完整的话）") < shown.index("归在哪个主题下")
    assert "标识符（直接回车：tian-xie-fu-wu-tai-zhang）" in shown
    assert "- id: tian-xie-fu-wu-tai-zhang\n  text: 填写服务台账。" in (root / "content/duties/service.yaml").read_text(
        "utf-8"
    )


def test_who_sees_that_it_is_there_may_stop(root: Path, tree: Callable[[Path], dict[str, bytes]]) -> None:
    before = tree(root)
    code, shown = talk(root, "duty", "接待来访的顾客\n", "否\n")
    assert code == 0
    assert "receive-customers" in shown
    assert tree(root) == before


@pytest.mark.parametrize("end", ["\x03", "\x04"])
def test_giving_up_leaves_everything_as_it_was(end: str, root: Path, tree: Callable[[Path], dict[str, bytes]]) -> None:
    """Ctrl-C and Ctrl-D."""
    before = tree(root)
    code, shown = talk(root, "duty", "填写服务台账\n", end)
    assert code == 130, shown
    assert "Traceback" not in shown
    assert {name: data for name, data in tree(root).items() if not name.startswith(".rolebook/")} == before


def test_a_wrong_answer_is_asked_again(root: Path) -> None:
    code, shown = talk(root, "department", "\n", "办公室\n", "九\n", "通用\n", "\n")
    assert code == 0, shown
    assert "这一项必须填写。" in shown
    assert "请写上面列出的编号、名称或标识符。" in shown
    assert (root / "content/departments/ban-gong-shi.yaml").exists()
