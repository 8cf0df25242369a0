"""Three releases of the sample, as an editor makes them: as it is; twelve changes; a merge, a rename, one wording.

The second and the third are made by the command line where it has a command, else in the text of the files.
"""

import re
import shutil
from pathlib import Path

from rolebook.cli import main

FIRST, SECOND, THIRD = "2027.01", "2027.02", "2027.03"
WHY = ("--by", "人力资源部（示例）", "--reason")

NEW_DUTY = """\
- id: hand-over-customer-list
  text: 离职前向部门移交客户名单和往来记录。
  activities:
    - keep-customer-files
  origin:
    decided: 2027-01-15
    by: 人力资源部
    reason: 示例
"""
NEW_ITEM = """\
  - id: who-keeps
    title: 保管人
    text: 客户档案由销售部指定专人保管。
    origin:
      decided: 2027-01-15
      by: 人力资源部
      reason: 示例
"""
APPROVED = """\
status: approved
approval:
  approved:
    by: 总经理办公会
    date: 2027-01-20
"""
NEW_ROLE = """\
id: sales-assistant
title: 销售助理
department: sales
industry: general
level: staff
reports_to: sales-supervisor
duties:
  - complete-sales-reports
  - hand-over-customer-list
sources: [sales-duties:121]
status: draft
owner: 人力资源部
"""


def command(root: Path, *words: str) -> None:
    """Run a command that succeeds."""
    assert main(["--root", str(root), *words]) == 0, words


def edited(path: Path, *pairs: tuple[str, str]) -> None:
    """Write one text for another, each where it stands first."""
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert old in text, (path.name, old)
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")


def appended(path: Path, text: str) -> None:
    """Write a text at the end of a file."""
    path.write_text(f"{path.read_text('utf-8').rstrip()}\n{text}", "utf-8")


def file_with(folder: Path, words: str) -> Path:
    """The file of a folder in which words stand."""
    return next(path for path in sorted(folder.glob("*.yaml")) if words in path.read_text("utf-8"))


def first(root: Path, repo: Path) -> None:
    """The sample as it is."""
    shutil.copytree(repo / "content", root / "content")
    command(root, "release", FIRST, *WHY, "首次发布（示例）", "--date", "2027-01-05")


def second(root: Path) -> None:
    """Twelve changes, of every kind that an editor makes by hand."""
    content = root / "content"
    roles, duties = content / "roles", content / "duties"
    # 1. A duty says something else. 2. Another lost its full stop, which means nothing.
    edited(file_with(duties, "- id: develop-new-customers\n"), ("保持良好的关系。", "保持长期、良好的关系。"))
    budget = "合理进行销售部的预算控制。"
    edited(file_with(duties, "- id: control-department-budget\n"), (budget, budget.rstrip("。")))
    # 3. A penalty is another amount, and the role that it is for was approved since.
    edited(content / "penalties/sales.yaml", ("其他工作，一次考核20元。", "其他工作，一次考核40元。"))
    text = (content / "penalties/sales.yaml").read_text("utf-8")
    text = re.sub(r"amount: 20\n(.*\n)(.*)考核20元", r"amount: 40\n\1\2考核40元", text)
    (content / "penalties/sales.yaml").write_text(text, "utf-8")
    edited(roles / "sales-department-head.yaml", ("status: draft\n", APPROVED))
    # 4. A qualification asks for more, and nobody recorded that it was approved.
    edited(
        content / "qualifications/education.yaml",
        ("text: 大专以上学历。", "text: 本科以上学历。"),
        ("degree: college", "degree: bachelor"),
    )
    # 5. A new duty; 6. one that a role has no more; 7. one that is out of use.
    appended(file_with(duties, "- id: answer-product-questions\n"), NEW_DUTY)
    representative = (roles / "sales-representative.yaml").read_text("utf-8")
    representative = re.sub(r"  - complete-sales-reports.*\n", "  - hand-over-customer-list\n", representative)
    (roles / "sales-representative.yaml").write_text(representative, "utf-8")
    command(root, "retire", "know-competing-products", "--reason", "改由培训部负责（示例）", "--date", "2027-01-15")
    # 8. A duty stands in another group.
    supervisor = roles / "sales-site-supervisor.yaml"
    lines = supervisor.read_text("utf-8").splitlines(keepends=True)
    (moved,) = [line for line in lines if "create-sales-atmosphere" in line]
    lines.remove(moved)
    lines.insert(next(at for at, line in enumerate(lines) if "allocate-sales-tasks" in line), moved)
    supervisor.write_text("".join(lines), "utf-8")
    # 9. A rule document says something else, and one thing more.
    edited(content / "rules/customer-files.yaml", ("都应纳入企业的客户管理系统", "都要纳入公司的客户管理系统"))
    appended(content / "rules/customer-files.yaml", NEW_ITEM)
    # 10. Facts of a role: its superior, its posts. 11. The part that a duty has in an activity.
    edited(supervisor, ("reports_to: sales-manager-real-estate", "reports_to: sales-supervisor-real-estate"))
    edited(supervisor, ("status: draft", "headcount: 3\nstatus: draft"))
    edited(file_with(duties, "part: support"), ("part: support", "part: lead"))
    # 12. A role is new, and one is retired.
    (roles / "sales-assistant.yaml").write_text(NEW_ROLE, "utf-8")
    command(root, "retire", "regional-salesperson", "--reason", "并入渠道销售代表（示例）", "--date", "2027-01-15")
    command(root, "release", SECOND, *WHY, "十二处修改（示例）", "--date", "2027-02-05")


def third(root: Path) -> None:
    """A merge, a rename, one wording for several duties."""
    command(
        root, "merge", "handle-inquiries-and-contracts", "handle-inquiries-and-contracts-independently",
        "--despite", "说的是同一件事（示例）", "--yes",
    )  # fmt: skip
    command(root, "rename", "answer-product-questions", "answer-questions-on-products")
    command(
        root, "unify", "other-assigned-work", "--text", "完成上级交办的其他工作。", "--by", "人力资源部（示例）",
        "--reason", "统一口径（示例）", "--date", "2027-02-20", "--yes",
    )  # fmt: skip
    command(root, "release", THIRD, *WHY, "统一写法（示例）", "--date", "2027-03-05")
