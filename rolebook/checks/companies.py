"""A rule about the employers of a group: whoever chooses one for a sheet means one."""

from collections.abc import Iterator

from rolebook.checks.rule import rule
from rolebook.findings.finding import Finding, error
from rolebook.findings.manual.entry import Example, an_error
from rolebook.model.library import Library
from rolebook.words.text import search_form

_FILE = "content/library.yaml"
_TWO = """\
title: 示例手册
organisation: 示例集团
companies:
  - id: trading
    name: 示例商贸有限公司
  - id: stores
    name: 示例门店有限公司
version: "2026.11"
date: 2026-11-24
"""


@rule(
    an_error("duplicate-company", "两家用人单位的标识符或名称相同。", "Two employers have one id or one name.").because(
        "生成说明书时按标识符或名称选用人单位，写重了就无法确定选哪一家。请改名，或删去其中一家。",
        Example(_FILE, _TWO.replace("示例门店", "示例商贸")),
        Example(_FILE, _TWO),
    )
)
def duplicate_company(library: Library) -> Iterator[Finding]:
    """A company is known by its id and by its name."""
    taken: dict[str, str] = {}
    for company in library.settings.companies:
        names = {search_form(company.name): company.name, company.id: company.id}
        if same := next((taken[key] for key in names if key in taken), None):
            yield error(
                "duplicate-company", company.at, f"前面已有用人单位“{same}”", f"there is a company '{same}' above"
            ).mend("改名，或删去其中一家。", "Rename one, or delete it.")
        taken.update(names)
