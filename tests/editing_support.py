"""A small made-up library to edit, copies of the real one, and the command line as a function."""

import contextlib
import hashlib
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from rolebook.cli import main
from tests.conftest import REPOSITORY, copy_of

DOCUMENT = """示例公司销售部职责（示例文件）

1、制定每月销售计划，并执行实施。
2、拟定每月销售计划并且执行实施；
3、负责客户档案的建立与更新。
4、维护老客户，开发新客户。
5、每周向销售经理汇报销售情况。
6、每月向销售经理汇报销售情况。

7、完成上级交办的其他工作，大专以上学历优先。
8、不按时汇报的，一次考核50元。
9、未按时汇报的，一次考核50元。
10、负责展厅的日常管理与

维护。
示例网站提示
"""


def take_all(drafts: Path) -> None:
    """Decide in the review of an import that what nobody is sure of is taken too."""
    path = drafts / "导入核对.xlsx"
    book = openpyxl.load_workbook(path)
    for row in book.worksheets[0].iter_rows(min_row=3):
        if not row[0].value and row[13].value and ":" not in str(row[13].value):
            row[0].value = "采用"
    book.save(path)


FILES = {
    "library.yaml": """title: 示例手册
organisation: 示例公司
version: "2026.11"
date: 2026-11-24
site_url: ""
feedback_url: ""
edit_url: ""
""",
    "taxonomy.yaml": """industries:
  - id: general
    label: 通用
levels:
  - id: staff
    label: 员工
  - id: manager
    label: 经理
themes:
  - id: planning
    label: 计划
  - id: customers
    label: 客户
""",
    "redirects.yaml": """former-plan: draw-up-monthly-plan
""",
    "duties/planning.yaml": """# 计划类职责（示例）
- id: draw-up-monthly-plan
  text: 拟定每月销售计划并且执行实施。
  sources: [example:4]
  distinct_from:
    - id: report-every-month
      reason: 一条讲计划，一条讲汇报。
- id: make-monthly-plan   # 这一条保留
  text: 制定每月销售计划，并执行实施。
  sources: [example:3]
- id: report-every-week
  text: 每周向销售经理汇报销售情况。
  sources: [example:7]
  distinct_from:
    - id: report-every-month
      reason: 频次不同。
- id: report-every-month
  text: 每月向销售经理汇报销售情况。
  sources: [example:8]
- id: do-other-work
  text: 完成上级交办的其他工作。
  sources: [example:10]
- id: run-showroom
  text: 负责展厅的日常管理与维护。
  sources: [example:13-15]
""",
    "duties/customers.yaml": """- id: keep-customer-files
  text: 负责客户档案的建立与更新。
  sources: [example:5]
- id: look-after-customers
  text: 维护老客户，开发新客户。
  sources: [example:6]
""",
    "qualifications/education.yaml": """- id: college-preferred
  text: 大专以上学历优先。
  sources: [example:10]
  necessity: preferred
  degree: college
""",
    "penalties/reports.yaml": """- id: not-reporting-in-time
  text: 不按时汇报的，一次考核50元。
  sources: [example:11]
  violations:
    - 不按时汇报
  sanctions:
    - kind: money
      amount: 50
      unit: CNY
      wording: 考核50元
      basis: unstated
  enforces:
    - report-every-week   # 每周向销售经理汇报销售情况。
    - draw-up-monthly-plan
    - house-rules#visits
- id: late-reports
  text: 未按时汇报的，一次考核50元。
  sources: [example:12]
  violations:
    - 未按时汇报
  sanctions:
    - kind: money
      amount: 50
      unit: CNY
      wording: 考核50元
      basis: unstated
""",
    "rules/house-rules.yaml": """id: house-rules
title: 展厅管理制度
sources: [example:1]
adoption:
  discussed: ""
items:
  - id: opening
    text: 展厅每天九点开门。
    origin:
      decided: 2026-11-20
      by: 人力资源部
      reason: 示例
  - id: visits
    title: 参观
    text: 来访客户须登记。
    origin:
      decided: 2026-11-20
      by: 人力资源部
      reason: 示例
""",
    "departments/sales.yaml": """id: sales
title: 销售部
industry: general
rules:
  - house-rules
penalties:
  - late-reports
sources: [example:1]
""",
    "roles/clerk.yaml": """# 示例岗位
id: clerk
title: 示例文员
department: sales
industry: general
level: staff
reports_to: sales-manager
duties:
  - title: 计划
    duties:
      - draw-up-monthly-plan   # 拟定每月销售计划并且执行实施。
  - title: 其他
    duties:
      # 先问人力资源部
      - make-monthly-plan
      - do-other-work   # 待确认
qualifications:
  - college-preferred
penalties: [not-reporting-in-time, late-reports]
sources: [example:1]
inferred: [industry, level]
status: draft
owner: 人力资源部
reviewed:
  date: 2026-11-24
  by: 人力资源部
  fingerprints:
    - id: draw-up-monthly-plan
      fingerprint: "0123456789ab"
    - id: do-other-work
      fingerprint: "ab0123456789"
""",
    "roles/sales-manager.yaml": """id: sales-manager
title: 示例经理
department: sales
industry: general
level: manager
duties:
  - draw-up-monthly-plan
  - report-every-week
  - report-every-month
  - keep-customer-files
  - look-after-customers
  - run-showroom
rules:
  - house-rules#visits
status: draft
owner: 人力资源部
""",
    "sources/example.txt": DOCUMENT,
    "sources/example.yaml": f"""id: example
title: 示例文件
received: 2026-11-23
original: example.txt
sha256: "{hashlib.sha256(DOCUMENT.encode("utf-8")).hexdigest()}"
text: example.txt
documents:
  - id: d01
    title: 示例
    lines: 1-16
ledger:
  site: [16]
""",
}


@dataclass(frozen=True)
class Outcome:
    """Exit code and what was printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What was printed, as JSON."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Root:
    """A handbook's folder."""

    path: Path

    def run(self, *arguments: str) -> Outcome:
        """One command of the command line on this folder."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                code = main(["--root", str(self.path), *arguments])
            except SystemExit as stop:
                code = int(stop.code or 0)
        return Outcome(code, out.getvalue(), err.getvalue())

    def read(self, name: str) -> str:
        """The text of content/NAME, line ends and all."""
        return (self.path / "content" / name).read_bytes().decode("utf-8")

    def write(self, name: str, text: str) -> None:
        """Give content/NAME this text, byte for byte."""
        path = self.path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))

    def change(self, name: str, old: str, new: str) -> None:
        """Replace a passage that stands in content/NAME once."""
        text = self.read(name)
        assert text.count(old) == 1, (name, old)
        self.write(name, text.replace(old, new))

    def tree(self) -> dict[str, bytes]:
        """Every file below content/."""
        content = self.path / "content"
        return {
            path.relative_to(content).as_posix(): path.read_bytes() for path in content.rglob("*") if path.is_file()
        }

    def changed(self, before: dict[str, bytes]) -> set[str]:
        """The files that are not as they were."""
        now = self.tree()
        return {name for name in {*before, *now} if before.get(name) != now.get(name)}

    def findings(self, rule: str) -> list[dict[str, Any]]:
        """The findings of a rule of `check`."""
        found = self.run("check", "--format", "json").json["findings"]
        return [one for one in found if one["rule"] == rule]

    def export(self) -> Any:
        """The library as exported."""
        out = self.path / "export.json"
        assert self.run("export", "--format", "json", "--out", str(out)).code == 0
        return json.loads(out.read_text("utf-8"))

    def clause(self, id_: str) -> Any:
        """One clause of the export."""
        return next(one for one in self.export()["clauses"] if one["id"] == id_)


def small(folder: Path) -> Root:
    """The small made-up library."""
    copy_of(REPOSITORY / "schemas", folder / "schemas")
    root = Root(folder)
    for name, text in FILES.items():
        root.write(name, text)
    return root


def copied(folder: Path) -> Root:
    """A copy of the made-up company's library."""
    copy_of(REPOSITORY / "schemas", folder / "schemas")
    copy_of(REPOSITORY / "tests/company/content", folder / "content")
    return Root(folder)
