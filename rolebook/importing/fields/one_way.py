"""Amounts in one way of writing: digits, currency, ranges, and bare numbers of a table with the unit they stand for."""

import re
from collections.abc import Callable, Sequence

from rolebook.importing.names import is_role_word
from rolebook.words.numerals import spelled_out

_DIGITS = str.maketrans("０１２３４５６７８９．％＋－", "0123456789.%+-")
_HAN = "零〇一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟"
_NUMBER = rf"(?:\d+(?:\.\d+)?[十百千万]?|[{_HAN}]+)"
_ABOVE = r"(?:[（(]含[）)])?(?:及)?以上(?:[（(]含[）)])?[、，至]?"
_COUNTED_BY = r"(?=起(?:$|[，。；])|每?(?:[次人]|天(?!的?[^，。；]{0,4}工资))|[，。；！]|\s(?!\s*[个遍圈篇页字份])|$)"
_WAYS: Sequence[tuple[frozenset[str], re.Pattern[str], str | Callable[[re.Match[str]], str]]] = tuple(
    (frozenset(signs), re.compile(pattern), one_way)
    for signs, pattern, one_way in (
        (",，", r"(?<=\d)[,，](?=\d{3}(?!\d))", ""),
        (
            "第",
            r"(?<=[\u3400-\u9fff\d])(?<![月年季内从自到满达至或和与及每为是属])[、 ]?(?=第[\d一二三四五六七八九十]+次)",
            "，",
        ),
        (" \u3000含", r"(?<=\d)[ \u3000]+(?=[元块分%倍天次十百千万])|[（(]不?含[^（）()]{0,3}[)）](?=以[上下内])", ""),
        ("并", r"(?<=[\u3400-\u9fff\d])并(?=[处罚扣][^，。；]{0,12}\d)", "，并"),
        ("次天人", r"(?<=\d[元分])(?=[次天人](?:$|[，。；（(]))", "/"),  # the stroke was lost: `20元次`
        ("≥≤＞＜><", r"(?<=[≥≤＞＜><])[ \u3000]+(?=\d)", ""),
        ("-－", r"(?<![\d])([-－]\d+)\s*[~～至到]\s*[-－](?=\d)", r"\1~"),
        (" \u3000", r"[ \u3000]{2,}", "\t"),
        ("半", r"一天半(?=的?工资)", "1.5天"),
        ("成", r"(?<=的)([一二两三四五六七八九])成", lambda found: f"{spelled_out(found[1]) * 10:g}%"),
        ("回", r"(?<=[一两二三四五六])回(?=[扣罚])", "次"),
        ("次", r"(?<=[元分])[、 ]?(?=[二两三四五六]次)", "，"),
        ("之", r"(?<=百分之)([^，。；]{1,4}[至到])百分之", r"\1"),
        ("元块", rf"(?<=分)[（(](?:人民币|计)?\s*({_NUMBER})\s*[元块][）)]", r"，罚款\1元"),
        ("（(", r"(?<=[。；])[（(](?=[^（）()]{4,40}\d[元分]?(?:[一1每/][次人])?[）)])", ""),
        ("—–", r"(?<=\d[分元]) *[—–] *(?=[\u3400-\u9fff])", "，"),
        ("币", r"(?<=\d)(万?)(?:元|块)?人民币(?=[/／，。；]|$)", r"\1元"),
        (
            "角毛",
            rf"(?<=[罚扣款奖次人件个张瓶])({_NUMBER})\s*[角毛]",
            lambda found: f"{spelled_out(found[1]) / 10:g}元",
        ),
        (
            "¥￥RC币",
            rf"(?:[¥￥]|RMB|CNY|(?<=[罚扣款处以奖励])人民币)\s*({_NUMBER})\s*(?:元|块)?(?![-—–~～至到])",
            r"\1元",
        ),
        (
            "上",
            rf"({_NUMBER})(?:元|块)?{_ABOVE}(?:至|到)?({_NUMBER})(?=(?:元|块)(?:[（(]含[）)])?(?:及)?以下)",
            r"\1-\2",
        ),
        ("等", r"(?<=[元块])不等(?=的?(?:经济)?(?:罚款|处罚|奖励|$|[，。；]))", ""),
        ("罚奖", rf"((?:罚款?|奖励?)\s*(?:\d+(?:\.\d+)?|[{_HAN}]{{2,}})){_COUNTED_BY}", r"\1元"),
    )
)
"""Signs one of which it holds, a way of writing → the one that is read.

`每次罚50` is a sum, for a fine can only be money. A text without any of the signs need not be searched.
"""
_TAKES_OR_COUNTS = "罚扣处奖给予赔记减加各每第满达超计按交款励金"
_PAUSE = re.compile(
    rf"(?<=[\u3400-\u9fff）)”])(?<![{_TAKES_OR_COUNTS}]) +(?=[\u3400-\u9fff“（(])(?![元块分次倍天])"
    r"|(?<=\d) +(?=[\u3400-\u9fff])(?![元块分次倍天个日月年以])|(?<=[元块分钱]) +(?=[\u3400-\u9fff\d])"
)
"""A blank where others write a comma: `先动手的罚500 还手的罚200`."""
_BARE_SUM = re.compile(
    r"(?<=[\u3400-\u9fff）)])(?<![第年月超过满达到于比约自同至按]) ?[1-9]\d+(?![\d.:：])(?=$|[\t，。；！]|[每一][次人])"
)
"""A figure at the end of a piece: `毯子40`, `先动手的500`."""
UNIT_OF_ALL = re.compile(
    r"(?:[(（]|单位[：:]\s*)(?:单位[：:])?(元|分|%|％)(?P<per>[/／][\u3400-\u9fff]{1,2})?(?=[)）。，；]|$)"
)
_TIME = re.compile(r"(?:首|初|再|末|第?[一二三四五六1-6])[次犯]")
_POINTS, _MONEY = re.compile(r"[扣加]分(?:值|标准)?"), re.compile("罚款|罚金|奖金")
_TAKES = re.compile("处[罚理分]|罚则|扣[款罚]|奖[惩罚励]|金额|标准|措施")
_BARE = re.compile(r"[-—–~～至+＋\d.,\s]*\d")
_SIGNS = frozenset("-－—+＋")
_MEASURE = re.compile(r"每?(?P<by>[次人项件例票单天处张份批起个台车瓶箱])(?=$|，)")
_SUM = r"\d+(?:\.\d+)?"
_COUNTED = re.compile(
    r"(?P<said>(?:第[一二三四五六\d]次|[首初再]次|双方|另[计扣罚]?|[各罚奖]|每次|责任人|\s)*(?<!\d)(?<![.扣])"
    rf"{_SUM}(?:\s*[-—–~～至]\s*{_SUM})?)"
    r"(?P<per>(?:\s*[/／][\u3400-\u9fff]{1,3})*)"
)
_EACH = re.compile(rf"({_SUM})\s*([/／][\u3400-\u9fff]{{1,3}})")
_PART = re.compile(r"[^，,；;、]+")
_BARE_END = re.compile(r"\S[ \t\u3000]+\d[\d.]*(?:\s*[-—–~～至]\s*\d[\d.]*)?$")
_SIGNED_END = re.compile(r"[\u3400-\u9fff]{2}[ \t\u3000]+[-－—+＋]\d[\d.]*(?:\s*[~～至]\s*[-－]?\d[\d.]*)?$")
"""A figure with a sign at the end of a line, as in a flattened table of points: `拖延工作 -1~10`."""
_PAYS = re.compile("(?:当班|直接|连带)?责任人|当事人|当班|连带|管理责任")


def in_one_way(text: str, unit: str = "") -> str:
    """A text with its amounts written in one way. `unit` is that of figures at the end of a piece that have none.

    Example: `处￥1,000以上2,000元以下罚款` → `处1000-2000元以下罚款`; columns are parted by one tab.
    """
    body = text.strip().translate(_DIGITS)
    held = frozenset(body)
    for signs, pattern, one_way in _WAYS:
        if not signs.isdisjoint(held):
            body = pattern.sub(one_way, body)
            held = frozenset(body)
    if not re.search("[，；]", body):
        body = _PAUSE.sub("，", body)
    return _BARE_SUM.sub(rf"\g<0>{unit}", body) if unit else body


def is_priced_by(text: str, given: str) -> bool:
    """Whether a line ends in a bare figure of which `given` above its list says the unit: `错版 每批 200`."""
    return UNIT_OF_ALL.search(given) is not None and _BARE_END.search(text.rstrip("；;。 ")) is not None


def is_scored(line: str) -> bool:
    """Whether a line ends in a figure with a sign, which is points: `错版 -10`."""
    return _SIGNED_END.search(line.rstrip("；;。 ")) is not None


def with_units(cells: Sequence[str], headings: Sequence[str], given: str = "") -> tuple[str, ...]:
    """The cells of a row of penalties or rewards, each bare figure with its unit, and with 第二次 of its column.

    The unit is that of the column (金额（元）, 扣分), else what `given` above the table says of all of it. Where the
    column only says that something is taken (处理), or the figure stands beside what it is counted by (50/次, or 次 in
    the next cell), it is money; a signed one (-2) is points.
    """
    found: list[str] = []
    for place, cell in enumerate(cells):
        heading = headings[place] if place < len(headings) else ""
        if found and (measure := _MEASURE.match(cell)) and re.search(r"\d[元分%％]?$", found[-1]):
            unit = "元" if found[-1][-1].isdigit() else ""
            found[-1] = f"{found[-1]}{unit}/{measure['by']}"
            found += [rest] if (rest := cell[measure.end() :].strip("，")) else []
        else:
            found.append(_with_unit(cell, heading, given, is_first=place == 0))
    return tuple(found)


def _with_unit(cell: str, heading: str, given: str, *, is_first: bool) -> str:
    if heading and not is_first and (is_role_word(heading) or _PAYS.fullmatch(heading)):
        return f"{heading}{cell}"  # a column for each of those who pay
    unit, time = UNIT_OF_ALL.search(heading), _TIME.match("".join(heading.split()))
    named = unit[1] if unit else "分" if _POINTS.fullmatch(heading) else "元" if _MONEY.search(heading) else ""
    if is_first:
        return f"{cell}{named}" if named and _BARE.fullmatch(cell) else cell
    of_all = UNIT_OF_ALL.search(given)
    if not named and _BARE.fullmatch(cell):
        named = of_all[1] if of_all else "分" if cell[0] in _SIGNS else ""
    said = f"{cell}{named}{(unit and unit['per']) or ''}" if _BARE.fullmatch(cell) else cell
    if named == "分" and (each := _EACH.fullmatch(cell)):
        return f"{each[1]}分{each[2]}"  # `1/次` below 扣分
    if said == cell and named in {"", "元"}:
        is_sum = named == "元" or bool(_TAKES.search(heading)) or (of_all is not None and of_all[1] == "元")
        said = _PART.sub(lambda part: _as_money(part[0], is_sum=is_sum), cell)
    return f"{time[0]}{said}" if time and not _TIME.match(said) else said


def _as_money(part: str, *, is_sum: bool) -> str:
    """A part of a cell, as a sum where it is a bare figure: `第一次100`, `50/次`."""
    found = _COUNTED.fullmatch(part.strip())
    if found is None or part.strip()[0] in _SIGNS or not (is_sum or found["per"] or not found["said"][0].isdigit()):
        return part
    return f"{found['said']}元{found['per'] or ''}"
