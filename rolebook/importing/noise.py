"""What says nothing of a role: page numbers, the words of web sites, blanks to fill in. Pure."""

import re
from functools import lru_cache

from rolebook.importing.remembered import REMEMBERED

_PAGE = re.compile(
    r"[\s\-—–·|~]*(?:第\s*(?:\d+|[一二三四五六七八九十]+)\s*页(?:\s*[,，/|]?\s*共\s*\d+\s*页)?|\d{1,3}\s*/\s*\d{1,3}"
    r"|Page\s*\d+(?:\s*of\s*\d+)?|共\s*\d+\s*页[,，]?\s*第\s*\d+\s*页|[-—–]\s*\d{1,3}\s*[-—–]|(?:[（(](?:下转|上接|接"
    r"|转)第\s*\d+\s*[页版][)）])+)[\s\-—–·|~]*",
    re.IGNORECASE,
)
_HEAD_OF_PAGE = re.compile(r"^\S.{1,40}?[ \u3000\t]{2,}(?=第|Page|共|\d)|(?<=[页\d])[ \u3000\t]{2,}\S.{1,40}$")
"""The head of a page that stands on one line with its number: `某某办法      第 1 页`."""
_LONE = re.compile(r"\s*(\d{1,3})\s*([、.．]?)\s*")
_END = re.compile(
    r"[（(【\[\s—-]*(?:完|(?:全文|正文|本文)(?:完|结束|到此结束)|以下空白|本页(?:以下)?(?:空白|无正文))[）)】\]\s—-]*"
)
"""`（完）`, `以下空白`."""
_SEPARATOR = re.compile(r"[\s\-—–_=*~·.…#+|:※☆★◆□■●○]+")
_SITE = re.compile(
    r"^(?:!?\[[^\]]*\]\([^)]*\)[\s|｜·]*)+$|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s+\d{1,2}:\d{2}|合集下载|(?:点击|立即"
    r"|免费)(?:下载|查看全文)|下载(?:文档|此文|本文|全文|地址)|相关(?:文档|文章|推荐|阅读)(?:[:：]|$)|展开(?:全文"
    r"|阅读)|阅读全文|版权(?:所有|声明)|©|ICP备|上一[篇页]\s*[：:]?|下一[篇页]\s*[：:]?|责任编辑\s*[：:]|分享到"
    r"|文档(?:格式|大小|页数|上传|由|下载|评论)|上传(?:者|于|时间)|发布(?:时间|日期|者)\s*[:：]|更新(?:时间|日期"
    r"|于)?\s*[:：]|免责声明|联系客服|当前位置|首页(?:\s*[>»|/]|[\s\u3000]+\S)|登录\s*[|/]?\s*注册|[|｜]\s*(?:退出|注销|登录|注册)(?:登录)?\s*$|收藏本|打印本|加入收藏|VIP(?:专享"
    r"|免费|下载|会员)|会员(?:上传|免费|专享|登录|中心)|侵犯您的权益|仅部分预览|平台不提供|本站(?:声明|内容|所有|不)"
    r"|网站地图|友情链接|^(?:推荐|最佳|网友|其他)?回答\s*(?:[（(]?\d+个?[)）]?)?[：:]?$|返回(?:顶部|首页|列表)|<!--"
    r"|^返回\S{0,6}(?:首页|主页|中心|上[级页层]|目录|规则)$|^\S{0,6}(?:首页|主页)$|^(?:去|前往|到)\S{1,16}(?:投递|沟通|投简历|下载)$"
    r"|^(?:关闭|分享|收藏|点赞|刷新|更多|展开|收起|查看(?:更多|详情|全文)|立即(?:投递|申请|沟通|登录))$"
    r"|-->|用户投稿|如有侵权|在线(?:阅读|预览)|本文由.{0,8}(?:上传|整理|提供)|有意者|简历(?:请?发|投递)"
)
_PERHAPS_SITE = re.compile(
    r"^(?:最新|热门|推荐|猜你喜欢)(?:文档|文章|阅读|内容)?(?:$|[：:])|(?:\S+\s+[>»›]\s+){2}|浏览(?:次数|量)|阅读(?:次数|量)|点击(?:次数|量)|扫码"
    r"|扫一扫|公众号|来源[:：]|作者[:：]|转载|内部(?:资料|使用|文件|参考)|注意保[存密]|严禁外传|https?://|(?:www|WWW)\.|热线|客服(?:电话|QQ)"
)
_ITEM = re.compile(
    r"\s*[(（]?[\d一二三四五六七八九十①-⒛㈠-㈩●•·◆■-]|\s*(?:负责|协助|参与|管理|运营|维护|处理|使用|按|对|及时)"
)
_LONGEST_LABEL, _LONGEST_LINE = 40, 200
"""Characters of a line that may be a site's by a word that documents have too, and by one that they do not have."""
_FEWEST_SIGNS = 24
"""Different characters of a long line that may be a sentence, in Chinese or English."""
_ENDLESS = re.compile(r"[\d零〇一二三四五六七八九十百千万]{200}")
_FORM = re.compile(
    r"(?:签\s*[字名收章]|审\s*[核批]|批\s*准|编\s*[制写]|拟\s*制|制\s*表|复\s*核|确\s*认|盖\s*章|会\s*签|任职者"
    r"|员工本人|本人|直接上级|上级主管|部门负责人|人力资源部|日\s*期)[^：:]{0,6}[：:][\s_＿　.…]*(?:年\s*月\s*日)?"
)
_EMPTY_FIELDS = re.compile(
    r"(?:[^：:。；]{0,24}[。]\s*)?(?:[\u3400-\u9fff][\u3400-\u9fff \u3000]{0,9}[：:][\s_＿]*)+"
    r"(?:[\d\s_＿]*年[\s_＿]*月[\s_＿]*日)?"
)
_TO_SIGN = re.compile(r"(?:审\s*核|批\s*准|签\s*[字名]|编\s*制|会\s*签|日\s*期)[^：:]{0,4}[：:]\s*(?=\s{3}|$)")
_SIGNERS = re.compile(r"(?:编\s*制|拟\s*[制稿定]|制\s*表|审\s*[核批定]|批\s*准|签\s*发|会\s*签)人?[：:]")
_SHORT_NAME = 5
"""Characters of a name and the blanks beside it: `编制：甲某　审核：乙某　批准：丙某`."""
_BLANKS = re.compile(r"_{3,}|＿{2,}|[：:]\s*$|□|年\s{1,}月\s{1,}日")
_TO_FILL = re.compile(r"(?:[^，。；_＿]{1,12}[_＿]{3,}\s*){2,}|[^□]{0,16}(?:□[^□。；]{1,12}){2,}")
"""`签收人＿＿＿＿　日期＿＿＿＿`, `服务地点： □市区 □郊区`."""
_STAMP = re.compile(
    r"(?:非?受控(?:文件|副本)?|(?:内部)?(?:文件|资料))?\s*(?:(?:不得|严禁|禁止|请勿)(?:复[印制]|外传|翻印)\s*)+"
)
_LINK = re.compile(
    r"(?<=.{4})(?:职责|制度|规定|流程|范本|范文|模板|说明书|报告|总结|计划|致辞)(?:\d+篇)?(?:\s*\d{2}-\d{2})?$"
)
_DATE = re.compile(
    r"\d{4}[./-]\d{1,2}[./-]\d{1,2}|年\s+月\s+日|[\d○〇零一二三四五六七八九十]{2,4}\s*年\s*[\d一二三四五六七八九十]{1,2}\s*月"
    r"(?:\s*[\d一二三四五六七八九十]{1,3}\s*[日号])?"
)


def is_page_number(text: str) -> bool:
    """Whether a line says which page it is: `- 3 -`, `第 3 页 共 9 页`, `3/9`."""
    bare = text.strip()
    return _PAGE.fullmatch(_HEAD_OF_PAGE.sub("", bare, count=1) if "页" in bare else bare) is not None


def is_stamp(text: str) -> bool:
    """Whether a line is printed on every page of a controlled document: `受控文件 不得复印`."""
    return _STAMP.fullmatch(text.strip()) is not None


def lone_number(text: str) -> tuple[int, str] | None:
    """The number that stands alone on a line, and the mark behind it: a page number, or an item's."""
    found = _LONE.fullmatch(text)
    return (int(found[1]), found[2]) if found else None


def is_filler(text: str) -> bool:
    """Whether a long line says nothing: it is made of a few signs only, or a figure in it is longer than any figure."""
    return len(text) > _LONGEST_LINE and (len(set(text)) <= _FEWEST_SIGNS or _ENDLESS.search(text) is not None)


def is_separator(text: str) -> bool:
    """Whether a line is a rule drawn with signs, or says that the text ends here."""
    return is_filler(text) or _SEPARATOR.fullmatch(text) is not None or _END.fullmatch(text) is not None


@lru_cache(maxsize=REMEMBERED)
def is_of_site(text: str) -> bool:
    """Whether a line is a web site's and not the document's."""
    if len(text) >= _LONGEST_LINE:
        return False
    if _SITE.search(text):
        return True
    is_short = len(text) <= _LONGEST_LABEL and not re.search(r"[。；]", text) and not _ITEM.match(text)
    return is_short and _PERHAPS_SITE.search(text) is not None


def is_link(text: str) -> bool:
    """Whether an item behind a web site's words is the title of another document."""
    return len(text) < 30 and _LINK.search(text) is not None


@lru_cache(maxsize=REMEMBERED)
def is_contents(text: str) -> bool:
    """Whether a line stands in a table of contents."""
    return re.fullmatch(r"\[TOC\]|目\s*录|.{2,40}?[.…·．]{3,}\s*\d{1,3}", text.strip(), re.IGNORECASE) is not None


def is_date(text: str) -> bool:
    """Whether a line is nothing but a date."""
    return _DATE.fullmatch(text.strip()) is not None


@lru_cache(maxsize=REMEMBERED)
def is_form(text: str) -> bool:
    """Whether a line is there to be signed or filled in."""
    bare = text.strip()
    is_empty = _EMPTY_FIELDS.fullmatch(bare) and not re.fullmatch(r"[\u3400-\u9fff]{1,10}[：:]", bare)
    if is_empty or len(_TO_SIGN.findall(bare)) > 1:
        return True
    if re.match(r"(?:抄送|主送|抄报|附件|附表)[：:]", bare) and not re.search(r"[。；]", bare):
        return bare.startswith(("抄", "主"))
    is_signed = len(_SIGNERS.findall(bare)) > 1 and len(_SIGNERS.sub("", bare)) < 3 * _SHORT_NAME
    is_filled_in = _BLANKS.search(bare) and _FORM.search(bare) and len(_FORM.sub("", bare)) < 12
    return bool(is_signed or _TO_FILL.fullmatch(bare) or is_filled_in)
