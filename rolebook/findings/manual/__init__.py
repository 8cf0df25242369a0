"""What every rule means: one table for the site's page, for SARIF, and for the tests that prove its examples."""

from collections.abc import Mapping
from types import MappingProxyType

from rolebook.findings.manual.clauses import CLAUSES
from rolebook.findings.manual.entry import Address, Entry, Example
from rolebook.findings.manual.files import FILES
from rolebook.findings.manual.hires import HIRES
from rolebook.findings.manual.outputs import OUTPUTS
from rolebook.findings.manual.references import REFERENCES
from rolebook.findings.manual.shape import SHAPE
from rolebook.findings.manual.writing import WRITING
from rolebook.findings.rule_names import RuleName

__all__ = ["FAMILIES", "MANUAL", "PAGE", "Address", "Entry", "Example", "address_of"]

PAGE = "rules-of-check.html"
"""The page of the site that explains the rules, one section each."""

FAMILIES: Mapping[str, tuple[Entry, ...]] = MappingProxyType(
    {
        "写法": WRITING,
        "键和值": SHAPE,
        "标识符和引用": REFERENCES,
        "条款、来源和岗位": CLAUSES,
        "文件": FILES,
        "生成网站、说明书和表格": OUTPUTS,
        "员工名单": HIRES,
    }
)
"""All entries under the headings of the page."""

MANUAL: Mapping[RuleName, Entry] = MappingProxyType(
    {entry.rule: entry for entries in FAMILIES.values() for entry in entries}
)


def address_of(site_url: str) -> Address:
    """Where a site at this address explains its rules; nowhere where it has none."""
    start = f"{site_url.rstrip('/')}/{PAGE}#" if site_url else ""
    return lambda rule: f"{start}{rule}" if start else ""
