"""Where one document of a file ends and the next begins, and what each is called: made-up files (示例)."""

import pytest

from rolebook.importing.items import imported
from rolebook.importing.readers import read


def _documents(text: str, name: str = "示例.txt") -> list[str]:
    return [title for _, _, title in imported(read(name, text.encode())).parts]


@pytest.mark.parametrize(
    "second",
    [
        "机房管理员岗位职责\n一、负责开门。\n二、负责登记。\n",
        "廉洁承诺书\n本人郑重承诺：\n1、不收礼品。\n",
        "单车三方摆放规章\n\n1、车头朝外。\n2、不压盲道。\n",
    ],
)
def test_what_has_a_list_of_its_own_behind_a_blank_line_is_another_document(second: str) -> None:
    text = f"上机规章（示例）\n一、不得带水。\n二、不得吸烟。\n\n{second}"
    assert _documents(text) == ["上机规章", second.partition("\n")[0]]


def test_titles_alike_notices_and_headings_of_the_first_level_begin_documents() -> None:
    alike = "马工月度考评标准（示例）\n考勤（8分）\n迟到扣1分。\n教练月度考评标准\n考勤（8分）\n缺课扣2分。\n"
    assert _documents(alike) == ["马工月度考评标准", "教练月度考评标准"]
    first = "关于规范停车的通告（示例）\n一、不得占道。\n二、不得逆行。\n2026年3月1日\n"
    notices = f"{first}\n关于交接班的内部通知\n各班组：\n一、当面点清。\n"
    assert _documents(notices) == ["关于规范停车的通告", "关于交接班的内部通知"]
    marked = "# 讲解站班组划分（示例）\n\n- 站长\n- 组长\n\n# 讲解站工作内容\n\n## 站长\n\n- 排班\n"
    assert _documents(marked, "示例.md") == ["讲解站班组划分", "讲解站工作内容"]


def test_no_line_far_below_a_table_and_no_row_of_columns_is_the_title_of_all() -> None:
    rows = "".join(f"安全\t项目{at}\t扣{at}分\n" for at in range(1, 6))
    assert _documents(f"护士组长\t评分表\n{rows}护士长\n{rows}") == ["示例"]
    card = "外贸部绩效考核表（示例）\n岗位名称　跟单员\n序号  指标  权重  评分标准\n1  出货率  35%  低于95%扣5分\n"
    assert _documents(card) == ["外贸部绩效考核表"]


def test_documents_of_a_site_begin_behind_its_links() -> None:
    first = "版主须知（示例）\n一、每天在线。\n二、及时删帖。\n返回上级\n网站首页\n"
    text = f"{first}权限说明\n----------\n一：站长\n1.任命版主。\n"
    assert _documents(text) == ["版主须知", "权限说明"]
