"""What a release had and nobody finds any more is said; what only retired roles list is no longer shown as in force."""

import csv
import io
import json
from pathlib import Path

from tests.conftest import Run

WHY = ("--by", "人力资源部（示例）", "--reason", "示例")


def found(run: Run, root: Path, rule: str) -> list[tuple[str, str]]:
    findings = json.loads(run("--root", root, "check", "--format", "json").out)["findings"]
    return [(one["message"], one["hint"]) for one in findings if one["rule"] == rule]


def test_ids_of_the_last_release(small: Path, run: Run) -> None:
    assert run("--root", small, "release", *WHY).code == 0
    assert found(run, small, "vanished-id") == []
    role, duties = small / "content/roles/buyer.yaml", small / "content/duties/purchasing.yaml"
    role.write_text(role.read_text("utf-8").replace("id: buyer\n", "id: purchaser\n"), "utf-8")
    role.rename(role.with_name("purchaser.yaml"))
    first, _, rest = duties.read_text("utf-8").partition("- id: review-suppliers\n")
    duties.write_text(first + "- id" + rest.partition("- id")[2], "utf-8")
    manager = small / "content/roles/supply-manager.yaml"
    lines = manager.read_text("utf-8").splitlines(keepends=True)
    manager.write_text("".join(line for line in lines if "review-suppliers" not in line), "utf-8")
    ledger = small / "content/sources/operations.yaml"
    ledger.write_text(ledger.read_text("utf-8").replace("summary: [71]", "summary: [9, 71]"), "utf-8")
    told = dict(found(run, small, "vanished-id"))
    assert {message.split("“")[0] for message in told} == {"版本 1.0 中的 buyer（", "版本 1.0 中的 review-suppliers（"}
    hints = " ".join(told.values())
    assert "写一行 buyer: purchaser" in hints
    assert "retire 停用" in hints
    with (small / "content/redirects.yaml").open("a", encoding="utf-8") as file:
        file.write("buyer: purchaser\n")
    assert [message.split("“")[0] for message, _ in found(run, small, "vanished-id")] == [
        "版本 1.0 中的 review-suppliers（"
    ]


def test_a_role_whose_file_is_gone_is_the_one_thing_to_mend(small: Path, run: Run) -> None:
    assert run("--root", small, "release", *WHY).code == 0
    before = json.loads(run("--root", small, "check", "--format", "json").out)["findings"]
    role = small / "content/roles/cashier.yaml"
    text = role.read_text("utf-8")
    role.unlink()
    told = run("--root", small, "check", "--format", "json")
    assert told.code == 1
    new = [one for one in json.loads(told.out)["findings"] if one not in before]
    assert [(one["rule"], one["file"]) for one in new] == [("vanished-file", "content/roles/cashier.yaml")], new
    assert "岗位 cashier（“收银员”，版本 1.0 中有）的文件不在了" in new[0]["message"]
    assert "retire cashier 停用" in new[0]["hint"]
    # Restored, it is well; where something else cannot be read, the missing file is told all the same.
    role.write_text(text, "utf-8")
    assert found(run, small, "vanished-file") == []
    (small / "content/roles/buyer.yaml").unlink()
    (small / "content/redirects.yaml").write_text("nobody: no-such-id\n", "utf-8")
    assert [message.split("（")[0] for message, _ in found(run, small, "vanished-file")] == ["岗位 buyer"]


def test_what_only_retired_roles_list(small: Path, run: Run, tmp_path: Path) -> None:
    retired = run("--root", small, "retire", "cashier", "--reason", "示例", "--date", "2026-11-20")
    assert retired.code == 0, retired.err
    told = [message for message, _ in found(run, small, "unlisted-duty")]
    assert any("count-cash-aloud 的岗位都已停用" in message for message in told)
    assert not any("receive-customers" in message for message in told)  # a role in force lists it too
    assert run("--root", small, "export", "--format", "csv", "--out", tmp_path / "x.csv").code == 0
    heads, *rows = csv.reader(io.StringIO((tmp_path / "x.csv").read_text("utf-8-sig")))
    states = {row[heads.index("标识符")]: row[heads.index("状态")] for row in rows}
    assert (states["count-cash-aloud"], states["receive-customers"]) == ("岗位已停用", "")


def test_a_superior_that_is_retired_is_inferred_no_more(small: Path, run: Run) -> None:
    assert run("--root", small, "retire", "supply-manager", "--reason", "示例", "--date", "2026-11-20").code == 0
    buyer = (small / "content/roles/buyer.yaml").read_text("utf-8")
    assert "reports_to" not in buyer
    assert "inferred: [industry, level]" in buyer
