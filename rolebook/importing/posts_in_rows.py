"""What the row of a post in a table of posts says besides its facts: its duties and qualifications. Pure."""

import re
from collections.abc import Iterator
from dataclasses import replace

from rolebook.importing.columns import column
from rolebook.importing.fields import fields_of
from rolebook.importing.fields_in_rows import kind_of_label
from rolebook.importing.items import Item
from rolebook.importing.pieces import parts_of

_ASKED = re.compile("(?:基本|任职|岗位|上岗|其他|人员)?(?:要求|条件|资格)")
"""What a column is called whose cells are whole sentences about who may have the post."""
_NOTHING = re.compile(r"[\s、/—－-]*|暂?无|不限|没有|同上")


def of_post(item: Item) -> Iterator[Item]:
    """The duties and qualifications in the cells of a row that is a fact, each an item with a sentence of its own.

    The row stays one item of the document; a cell below 学历 or 年龄 is no sentence without the name of its column.
    """
    if item.kind != "fact" or not item.owner or len(item.columns) != len(item.cells):
        return
    for heading, cell in zip(item.columns, item.cells, strict=True):
        bare = re.sub(r"\s", "", heading)
        is_asked = _ASKED.fullmatch(bare) is not None
        kind = "qualification" if is_asked or column(bare) == "qualification" else column(bare)
        if kind not in {"duty", "qualification"} or _NOTHING.fullmatch(cell):
            continue
        is_value = not is_asked and kind_of_label(bare) == "qualification"
        for said in [f"{bare}：{cell}"] if is_value else parts_of(cell):
            fields = fields_of(kind, said)
            yield replace(item, kind=kind, text=said, fields=fields, cells=(), columns=(), section=kind)
