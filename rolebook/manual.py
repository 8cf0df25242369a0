"""What every rule means: one table for the site's page, for SARIF, and for the tests that prove its examples."""

from collections.abc import Mapping
from operator import attrgetter
from types import MappingProxyType

from rolebook.checks import RULES
from rolebook.findings.manual.entry import Entry
from rolebook.findings.manual.files import FILES
from rolebook.findings.manual.hires import FORM, HIRES
from rolebook.findings.manual.outputs import OUTPUTS
from rolebook.findings.manual.references import REFERENCES
from rolebook.findings.manual.shape import SHAPE
from rolebook.findings.manual.writing import WRITING
from rolebook.findings.rule_names import RuleName

FAMILIES: Mapping[str, tuple[Entry, ...]] = MappingProxyType(
    {
        "写法": WRITING,
        "键和值": SHAPE,
        "标识符和引用": REFERENCES,
        "条款、来源和岗位": tuple(sorted((entry for rule in RULES for entry in rule.entries), key=attrgetter("rule"))),
        "文件": FILES,
        "生成网站、说明书和表格": OUTPUTS,
        "员工名单": HIRES,
        "采集表和核对表": FORM,
    }
)
"""All entries under the headings of the page."""

MANUAL: Mapping[RuleName, Entry] = MappingProxyType(
    {entry.rule: entry for entries in FAMILIES.values() for entry in entries}
)
