"""What a user is told where a sheet prints money penalties."""

from collections.abc import Mapping
from typing import Any

from rolebook.findings import Wording

MONEY = Wording(
    "说明书照原文印有经济处罚（罚款、扣款）。用人单位能否对员工罚款，法律上有争议：《企业职工奖惩条例》已于"
    " 2008 年 1 月 15 日废止（国务院令第 516 号），此后全国性规定中没有罚款的依据；《广东省劳动保障监察条例》"
    "第五十一条对含有罚款内容的规章制度责令改正；《工资支付暂行规定》第十五、十六条限制扣减工资",
    "the sheet prints money penalties as the source words them. Fines on employees are contested: the regulation "
    "that allowed them was repealed on 2008-01-15 (State Council Order 516); Guangdong's labour supervision "
    "regulation, art. 51, has rules with fines corrected; the wage payment rules, art. 15 and 16, limit deductions",
)


def prints_fines(content: Mapping[str, Any]) -> bool:
    """Whether the content of a sheet holds a money penalty."""
    sections = {section["section"]: section["content"] for section in content["sections"]}
    return any(one["kind"] == "money" for penalty in sections.get("penalties", ()) for one in penalty["sanctions"])
