"""What a qualification asks for: aspect, degree, majors, years, age, certificates, how well. Pure."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from rolebook.words import taken_apart

_PREFERRED = re.compile(r"优先|[为更尤者]佳|更好|尤佳|最好|加分|可放宽")
_PROFICIENCY = {"expert": "精通", "master": "熟练|掌握", "familiar": "熟悉|熟知", "understand": "了解"}
_ASPECTS: Mapping[str, str] = {
    "education": "学历|文凭|毕业|专业(?!知识|技能|能力|素|精神|技术|形象|水平)|本科|大专|中专|高中|硕士|博士"
    "|文化程度|教育程度",
    "experience": "经验|经历|从事过|从事[^，。；]{2,10}满"
    "|工作\\s*[\\d一二两三四五六七八九十]+\\s*年|[\\d一二两三四五六七八九十]年以上",
    "age": "周?岁|年龄",
    "health": "身体|健康|体检|健康证|视力|色盲|疾病|病史",
    "conduct": "遵纪守法|犯罪|不良(?:记录|从业|嗜好)|无犯罪|征信|违法|违纪",
    "skill": "证书?|驾照|驾驶|软件|办公|Office|Excel|Word|操作|技能|英语|普通话|语言|书写|写作|打字|电脑|计算机"
    "|能力|熟练|掌握|精通",
    "knowledge": "知识|法规|法律|政策|熟悉|了解|流程|标准|原理|理论",
    "resource": "资源|人脉|自备|有车|客户群",
    "trait": "责任心|责任感|团队|吃苦|耐劳|细心|认真|踏实|诚实|诚信|性格|外向|开朗|形象|气质|亲和力|服务意识|热情|积极"
    "|主动|抗压|压力|敬业|品德|作风|正直|耐心|稳重|原则性|保密意识",
}
"""Aspects of the model → words by which a sentence belongs to one; `_ORDER` decides where several fit."""
_OF_WORK = re.compile(
    r"经验|工作|从事|从业|经历|[做干]过|任职|驾龄|工龄|证满|(?:^|[\s，、])[\d一二三四五六七八九十]+年(?:及)?以上(?:$|[\s，；。])"
)
_ORDER = ("age", "education", "experience", "conduct", "health", "resource", "trait", "skill", "knowledge")
_MAJORS = re.compile(
    r"(?P<list>[^，。；,;（(：:\s]*?)(?:等)?(?:相关|理工[类科]|相近|以上|及其?相关)*(?:专业|学科)(?!知识|技能|能力|素|精神|技术|水平|课程|人)"
)
_NO_MAJOR = re.compile(
    r"^(?:的|及|或|和|与|等|有|具有|具备|本科|大专|中专|专科|硕士|高中|学历|以上|毕业|所学|不限|相关|全日制|统招|国家|正规|院校|大学|管理经验|经验|者)*$"
)
_BEFORE_MAJOR = re.compile(
    r"^.*(?:学历|以上|毕业(?:于)?|本科|大专|中专|专科|硕士|经验[或及和]?|具有|具备|有)(?:的|及|或|和|，)*"
)
_MAJOR_NAMED = re.compile(r"专业[：:要求\s]+(?P<list>[^，。；;,（(：:\s]+)")
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff](?:[ \u3000]|[：:]))")
_SPOKEN = re.compile(
    "(?P<name>普通话(?:水平)?(?:测试)?[一二三]级(?:[甲乙]等)?|注册[\u3400-\u9fff]{2,8}[师员]|(?<=持)[A-D]\\d?照)"
)
_CERTIFICATE = re.compile(
    r"(?:持有?|具有|具备|取得|获得?|考取|有|拥有|须|须持|，|、|；|：|或|及|和|^|\s)(?P<name>(?:[A-Za-z]\d?)?[^，。；、：持有具备取得获须或及\s]{0,14}?"
    r"(?:资格证书?|从业证书?|上岗证书?|操作证书?|职业资格|职称|驾驶执照|驾驶证|驾照|健康证明?|合格证[书明]?|等级证书?|证书|许可证|会计证|保安员?证|电工证|厨师证|[^，。；、\s]{1,6}证(?![明件据实券书])))"
)
_NUMBER = r"[\d一二两三四五六七八九十]{1,3}"
_NAMED_YEARS = re.compile(
    r"(?:^|[，；：:、或])(?:应?具?[有备]|至少|须)?(?P<span>[^，。；]{1,3}年)(?!以)[^，。；年]{0,14}(?:经验|经历)"
    r"|满(?P<full>[\d一二两三四五六七八九十]{1,2}年)|放宽[至到](?P<eased>[\d一二两三四五六七八九十]{1,2}年)|(?:经验|经历|工龄)(?:不少于|不低于|至少|满)(?P<least>[\d一二两三四五六七八九十]{1,2}年)"
)
_OF_WHAT = re.compile(r"^[\u3400-\u9fff \u3000]{2,8}[：:]\s*")
_HELD = re.compile(
    r"^(?:.*[须应需]持有?|.*(?:颁发|核发|发布)的|相应[^，。；证]{0,4}?(?=驾驶)|持有?|取得|考取|具有|有|相关|有效|的|国家|以上)+"
)
_FULL_AGE, _EASED_AGE = re.compile(rf"满({_NUMBER}周?岁)(?!以)"), re.compile(rf"放宽[到至]({_NUMBER}周?岁)")
_OF_A_SEX = re.compile(r"[男女]性?[^，。；]{0,4}?(\d{2})周?岁")
_OF_PART = ("degree", "majors", "years", "age", "certificates")
_ESCAPE = re.compile(
    r"[（(](?P<text>[^（）()]*(?:放宽[^（）()]*|者[^（）()，]{0,4}不限|者除外|可[为至][^（）()]*))[)）]"
)


def qualification_fields(text: str, cells: Sequence[str] = (), headings: Sequence[str] = ()) -> dict[str, Any]:
    """The fields of a qualification, in the model's codes; `cells` and `headings` are those of its row and table.

    Example: `大专以上学历，市场营销等相关专业` → `{"aspect": "education", "necessity": "required", "degree": "college",
    "majors": ["市场营销"]}`.
    """
    text = re.sub(r"(?<=\d) +(?=[\u3400-\u9fff])", "", text)  # `1 年以上`
    text = re.sub(rf"({_NUMBER}年)[及或]\1", r"\1", text)  # `两年及两年以上`
    bare = re.sub(r"[（(][^（）()]*[)）]", "", text)
    parts = _alternatives(text)
    is_preferred = not parts and _PREFERRED.search(bare if _ESCAPE.search(text) else text)
    years = (_years(bare) if _OF_WORK.search(bare) else {}) or _named_years(bare)
    fields: dict[str, Any] = {
        "aspect": aspect(text),
        "necessity": "preferred" if is_preferred else "required",
        "degree": taken_apart.degree(bare) or _degree_named(bare) or taken_apart.degree(text),
        "majors": majors(text) or _in_column("专业", cells, headings),
        "years": years or next(map(_years_of_cell, _in_column("经验|年限", cells, headings)), {}),
        "age": _ages(text),
        "certificates": certificates(text) or _in_column("证书|持证|职业资格", cells, headings),
        "proficiency": next((code for code, word in _PROFICIENCY.items() if re.search(word, text)), ""),
        "alternatives": parts,
    }
    return {key: value for key, value in fields.items() if value}


def _years(text: str) -> dict[str, float]:
    """The years of a text, else those of its first piece that says some: `5年以上…，其中2年以上…`."""
    return next(filter(None, map(taken_apart.years, (text, *re.split(r"[，；。]", text)))), {})


def _years_of_cell(cell: str) -> dict[str, float]:
    """The years of a cell below 经验: there `5年仓储管理` is at least so many."""
    return taken_apart.years(re.sub(rf"^({_NUMBER}年)(?!以)", r"\1以上", cell))


def _named_years(text: str) -> dict[str, float]:
    """The years that a sentence names without 以上: `两年服务业主管经验`."""
    named = _NAMED_YEARS.search(text)
    return taken_apart.years(f"{next(filter(None, named.groups()))}以上") if named else {}


def _ages(text: str) -> dict[str, float]:
    """The ages of a text, both ends where two pieces say them: `年满18周岁不超过60周岁`."""
    found: dict[str, float] = {}
    for piece in re.split(r"[，、；。]|(?=不超过|不大于)", _EASED_AGE.sub(r"\1以下", _FULL_AGE.sub(r"\1以上", text))):
        found = {**taken_apart.age(piece), **found}
    if len(set(_OF_A_SEX.findall(text))) > 1:
        found.pop("max", None)  # `女性50周岁以下，男性55周岁以下` is no one age
    return dict(sorted(found.items(), reverse=True))


def _part(text: str, necessity: str) -> dict[str, Any]:
    """A part of a sentence with its own necessity, and what it asks for itself."""
    text = _OF_WHAT.sub("", text)
    fields = qualification_fields(text)
    return {"text": text, "necessity": necessity, **{key: fields[key] for key in _OF_PART if key in fields}}


def _alternatives(text: str) -> list[dict[str, Any]]:
    """The parts of a sentence that must be and that are of advantage (`形象好，会英语者优先`), or of which one will do.

    The latter stands in brackets: `5年以上管理经验（有开业经验者可放宽至3年）`. [] for any other sentence.
    """
    if escape := _ESCAPE.search(text):
        rest = f"{text[: escape.start()]}{text[escape.end() :]}".rstrip("。；; ")
        return [_part(rest, "required"), _part(escape["text"], "required")] if rest else []
    pieces = [piece for piece in re.split(r"[，,；;]", text.rstrip("。；; ")) if piece.strip()]
    first = next((place for place, piece in enumerate(pieces) if _PREFERRED.search(piece)), 0)
    if not first or not all(map(_PREFERRED.search, pieces[first:])) or re.fullmatch("者?优先", pieces[first].strip()):
        return []
    halves = text.rstrip("。；; ").partition(pieces[first])
    necessity = "required" if "放宽" in halves[2] + halves[1] else "preferred"
    return [_part(halves[0].rstrip("，,；; "), "required"), _part(halves[1] + halves[2], necessity)]


def _in_column(word: str, cells: Sequence[str], headings: Sequence[str]) -> list[str]:
    """What the cells list of which the column is called by a word: 化工 and 安全工程 below 专业."""
    said = (cell for cell, heading in zip(cells, headings, strict=False) if re.search(word, heading))
    listed = (re.sub(r"(?:等|类|相关|专业)+$", "", one.strip()) for cell in said for one in re.split(r"[、,，/]", cell))
    return [one for one in listed if len(one) > 1 and not re.search("不限|优先|均可|以上学历", one)]


def aspect(text: str) -> str:
    """Which aspect of the model a sentence belongs to; a skill where nothing else is said."""
    return next((one for one in _ORDER if re.search(_ASPECTS[one], text)), "skill")


def majors(text: str) -> list[str]:
    """The majors that a sentence names: `市场营销、电子商务等相关专业` → both."""
    found: list[str] = []
    joined = _SPACED.sub("", text)
    for match in (*_MAJOR_NAMED.finditer(joined), *_MAJORS.finditer(joined)):
        listed = _BEFORE_MAJOR.sub("", match["list"])
        for one in re.split(r"[、/或和]|及(?!其)", listed):
            name = re.sub(r"(?:等|类|相关|相近)*专业$|等$|^(?:等|的)", "", one.strip("“”\"' "))
            if name and not _NO_MAJOR.fullmatch(name) and len(name) <= 12 and name not in found:
                found.append(name)
    return found


def certificates(text: str) -> list[str]:
    """The certificates that a sentence names: `持有电工证、C1驾照` → both."""
    found: list[str] = []
    joined = re.sub(r"(?<=[\u3400-\u9fff]) +(?=[A-Za-z])|(?<=[A-Za-z]) +(?=[\u3400-\u9fff])", "", text)
    for match in (*_CERTIFICATE.finditer(re.sub("有效的?", "", joined)), *_SPOKEN.finditer(joined)):
        name = _HELD.sub("", match["name"])
        if len(name) > 2 and not any(one.startswith(name) for one in found):
            found.append(name)
    return found


def _degree_named(text: str) -> str:
    """The one degree that stands without 以上: `本科学历`, `学历：大专`."""
    way = "{0}(?:毕业|学历|及以上|文化|起?$|起?[；，。])|学历[：:]?{0}|(?:^|[\\s，；、]){0}(?=[，；。、\\s])"
    found = {code for word, code in taken_apart.DEGREES.items() if re.search(way.format(word), text)}
    if not found and re.search(r"(?:学历|文化程度|文凭)(?:要求)?[：: ]*不限", text):
        return "any"
    return found.pop() if len(found) == 1 else ""
