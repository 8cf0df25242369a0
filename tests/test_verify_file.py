"""`sheet --verify FILE`: the code in a Word or PDF file says role and version, and what changed since."""

from pathlib import Path

from tests.conftest import Run


def test_a_file_is_verified_by_the_code_in_its_foot(root: Path, run: Run, tmp_path: Path) -> None:
    made = run("--root", root, "sheet", "收银员", "--format", "docx,pdf", "--out", tmp_path)
    assert made.code == 0, made
    why = ("--by", "人力资源部（示例）", "--reason", "示例")
    assert run("--root", root, "release", "9.9", *why).code == 0
    files = sorted(path for path in tmp_path.iterdir() if path.suffix in (".docx", ".pdf"))
    assert [path.suffix for path in files] == [".docx", ".pdf"]
    said = [run("--root", root, "sheet", "--verify", path) for path in files]
    assert [one.code for one in said] == [0, 0]
    assert said[0].out == f"{said[1].out}文件里的文字：核对 15 句，都与这个版本相同。\n"
    assert "：收银员（cashier），岗位说明书，版本 9.9，全部栏目。" in said[0].out
    role = root / "content/roles/cashier.yaml"
    role.write_text(role.read_text("utf-8").replace("headcount: 8", "headcount: 9"), "utf-8")
    settings = root / "content/library.yaml"
    settings.write_text(settings.read_text("utf-8").replace('version: "9.9"', 'version: "9.10"'), "utf-8")
    later = run("--root", root, "sheet", "--verify", files[0])
    assert "此后本岗位改动 1 处：\n  编制由“8”改为“9”\n" in later.out


def test_a_file_without_a_code_is_told_apart_from_a_bad_one(root: Path, run: Run, tmp_path: Path) -> None:
    damaged = tmp_path / "说明书.pdf"
    damaged.write_bytes(b"%PDF-1.7 nothing")
    for path in (damaged, tmp_path / "没有.docx"):
        said = run("--root", root, "sheet", "--verify", path)
        assert said.code in (1, 2)
        assert path.name in said.err + said.out
