"""SVG that is safe to publish: what is on the lists below stays, everything else is left out.

The lists name elements, attributes and what a style may say. So a script, an event handler, an address outside the
drawing, an animation or an entity never reaches a page or a sheet, whoever thinks of a new one.
"""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from rolebook.pictures.raster import Fault, check_raster
from rolebook.words.wording import Wording

MAX_STEPS = 50_000
"""Elements that are drawn, each counted as often as `use` repeats it."""

_MANY = 2 * MAX_STEPS
"""Tags, counted before anything is parsed."""
_DEEPEST = 200
"""Elements inside elements, through `use` too."""

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_NAMED = 5
"""So many of the things left out are named."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ELEMENTS = _words(
    """
    svg g defs symbol use title desc switch a path rect circle ellipse line polyline polygon text tspan textPath image
    clipPath mask pattern marker linearGradient radialGradient stop style filter
    feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
    feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology
    feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence
    """
)
_STYLES = _words(
    """
    alignment-baseline baseline-shift clip-path clip-rule color color-interpolation color-interpolation-filters
    color-rendering direction display dominant-baseline enable-background fill fill-opacity fill-rule filter flood-color
    flood-opacity font font-family font-size font-size-adjust font-stretch font-style font-variant font-weight
    image-rendering isolation letter-spacing lighting-color line-height marker marker-end marker-mid marker-start mask
    mask-type mix-blend-mode opacity overflow paint-order shape-rendering stop-color stop-opacity stroke
    stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width
    text-align text-anchor text-decoration text-rendering transform unicode-bidi vector-effect visibility white-space
    word-spacing writing-mode
    """
)
"""What may be said of an element, as an attribute and in a style."""
_ATTRIBUTES = _STYLES | _words(
    """
    amplitude azimuth baseFrequency bias class clipPathUnits cx cy d diffuseConstant divisor dx dy edgeMode elevation
    exponent filterUnits fr fx fy gradientTransform gradientUnits height id in in2 intercept k1 k2 k3 k4 kernelMatrix
    kernelUnitLength lengthAdjust limitingConeAngle markerHeight markerUnits markerWidth maskContentUnits maskUnits
    media method mode numOctaves offset operator order orient pathLength patternContentUnits patternTransform
    patternUnits points pointsAtX pointsAtY pointsAtZ preserveAlpha preserveAspectRatio primitiveUnits r radius refX
    refY result rotate rx ry scale seed slope spacing specularConstant specularExponent spreadMethod startOffset
    stdDeviation stitchTiles surfaceScale tableValues targetX targetY textLength type values version viewBox width x x1
    x2 xChannelSelector y y1 y2 yChannelSelector z role lang aria-label aria-labelledby aria-describedby aria-hidden
    """
)
_QUALIFIED = {f"{_XML}space", f"{_XML}lang", f"{_XML}id"}
_ADDRESSES = ("href", f"{_XLINK}href")
_EDITORS = re.compile(
    r"inkscape|sodipodi|adobe|rdf-syntax|purl\.org|creativecommons|sketch|figma|corel|w3\.org/2000/xmlns"
)
"""Namespaces in which drawing programs keep their own notes; these are left out without a word."""

_FUNCTIONS = _words(
    """
    rgb rgba hsl hsla matrix translate translateX translateY rotate scale scaleX scaleY skewX skewY calc
    blur brightness contrast drop-shadow grayscale hue-rotate invert opacity saturate sepia
    """
)
"""What a value may call; what takes an address is not among them."""
_CALL = re.compile(r"([\w-]*)\s*\(")

_LOCAL = re.compile(r"""url\(\s*(["']?)#[\w.:-]+\1\s*\)""")
_PLAIN_VALUE = re.compile(r"""[\w\s.,#%()+"'*/!-]*""")
_RULE = re.compile(r"([\w\s.,#>+~*:-]+)\{([^{}]*)\}\s*")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INSIDE = re.compile(r"data:image/(png|jpeg|jpg|webp);base64,([A-Za-z0-9+/=\s]*)", re.IGNORECASE)

_ENCODING = re.compile(r"""\s*<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)""")
_SIMPLIFY = Wording("请用绘图程序简化，另存为“纯 SVG”。", "Simplify the drawing and save it as a plain SVG.")


@dataclass(slots=True)
class Drawing:
    """A drawing that may be shown. `removed` names what could have run or fetched something, `line` where it began."""

    data: bytes
    removed: tuple[str, ...] = ()
    line: int = 0


@dataclass(slots=True)
class _Notes:
    """What was left out: all of it, and what of it is worth telling."""

    changed: bool = False
    told: dict[str, int] = field(default_factory=dict)

    def leave_out(self, what: str, line: int | None, *, tell: bool = True) -> None:
        self.changed = True
        if tell:
            self.told.setdefault(what, line or 1)


def cleaned(data: bytes) -> Drawing:
    """The drawing in `data` with nothing in it but what the lists name; where that is all, the same bytes.

    Raises Fault where it is no SVG, or costs too much to draw.
    """
    root, bare = _parsed(data)
    notes = _Notes(changed=not bare)
    _clean(root, notes)
    _draw_in_few_steps(root)
    if not notes.changed:
        return Drawing(data)
    names = tuple(notes.told)[:_NAMED]
    return Drawing(etree.tostring(root, encoding="utf-8") + b"\n", names, min(notes.told.values(), default=0))


def _parsed(data: bytes) -> tuple[Any, bool]:
    """The root of the drawing, and whether it stands alone: without a document type or processing instructions."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _no_drawing("不是 UTF-8", "not UTF-8") from None
    if "<!ENTITY" in text:
        line = text[: text.index("<!ENTITY")].count("\n") + 1
        said = Wording("SVG 图片定义了实体（ENTITY）", "the SVG declares entities")
        raise Fault(said, Wording("用绘图程序另存为“纯 SVG”。", "Save it as a plain SVG."), line)
    if text.count("<") > _MANY:
        said = Wording(f"SVG 图片的元素超过 {MAX_STEPS} 个", f"the SVG has more than {MAX_STEPS} elements")
        raise Fault(said, _SIMPLIFY)
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root = etree.fromstring(text.lstrip().encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        line, column = getattr(problem, "position", (1, 1))
        raise _no_drawing("不是完整的 XML", "not whole XML", line, column) from None
    if root.tag != f"{{{_SVG}}}svg":
        raise _no_drawing("最外层不是 svg", "its root is no svg", root.sourceline or 1)
    tree = root.getroottree()
    beside = root.getprevious() is not None or root.getnext() is not None
    other = _ENCODING.match(text)
    return root, not (beside or tree.docinfo.doctype or (other and other[1].lower() not in {"utf-8", "us-ascii"}))


def _no_drawing(zh: str, en: str, line: int = 1, column: int = 1) -> Fault:
    hint = Wording("用绘图程序打开，另存为“纯 SVG”。", "Open it and save it as a plain SVG.")
    return Fault(Wording(f"这不是 SVG 图片：{zh}", f"not an SVG: {en}"), hint, line, column)


def _clean(root: Any, notes: _Notes) -> None:
    gone: set[Any] = set()
    for element in list(root.iter()):
        if element.getparent() in gone:
            gone.add(element)
            continue
        if not isinstance(element.tag, str):  # processing instructions and entities
            notes.leave_out("<?…?>", element.sourceline)
            gone.add(element)
            _drop(element)
            continue
        name = etree.QName(element)
        if name.namespace != _SVG or name.localname not in _ELEMENTS:
            tell = name.localname != "metadata" and not _EDITORS.search(name.namespace or "")
            notes.leave_out(f"<{name.localname}>", element.sourceline, tell=tell)
            gone.add(element)
            _drop(element)
            continue
        _clean_attributes(element, notes)
        if name.localname == "style" and not _is_plain_sheet("".join(element.itertext())):
            notes.leave_out("<style>", element.sourceline)
            gone.add(element)
            _drop(element)


def _drop(element: Any) -> None:
    """Take an element out; the text behind it stays where it is."""
    parent = element.getparent()
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    element.tail = None
    parent.remove(element)


def _clean_attributes(element: Any, notes: _Notes) -> None:
    for key, value in list(element.attrib.items()):
        if key in _ADDRESSES:
            kept = _is_inside(value)
        elif key == "style":
            kept = _is_plain_style(value)
        else:
            # What is no style (a title, a class) may say anything.
            plain = key not in _STYLES or _names_nothing_outside(value)
            kept = plain and (key in _ATTRIBUTES or key in _QUALIFIED)
        if not kept:
            acts = key.lower().startswith("on") or key in _ADDRESSES or key in _STYLES or key == "style"
            notes.leave_out(etree.QName(key).localname, element.sourceline, tell=acts)
            del element.attrib[key]


def _is_inside(value: str) -> bool:
    """Whether an address leads to an element of the drawing, or is itself a picture without a script."""
    if value.strip().startswith("#"):
        return True
    found = _INSIDE.fullmatch(value.strip())
    if not found:
        return False
    form = found[1].lower()
    try:
        data = base64.b64decode("".join(found[2].split()), validate=True)
    except binascii.Error:
        return False
    check_raster("jpeg" if form == "jpg" else form, data)
    return True


def _names_nothing_outside(value: str) -> bool:
    rest = _LOCAL.sub("", value)
    return bool(_PLAIN_VALUE.fullmatch(rest)) and all(name in _FUNCTIONS for name in _CALL.findall(rest))


def _is_plain_style(style: str) -> bool:
    """Whether every declaration of a style is on the list, and its value names nothing outside the drawing."""
    for one in filter(str.strip, _COMMENT.sub("", style).split(";")):
        name, colon, value = one.partition(":")
        property_ = name.strip().lower()
        ours = property_ in _STYLES or property_.startswith(("-inkscape-", "-webkit-font", "font-"))
        if not colon or not ours or not _names_nothing_outside(value):
            return False
    return True


def _is_plain_sheet(sheet: str) -> bool:
    """Whether a style sheet is a row of rules, each of them plain; no `@import`, no `@font-face`."""
    rest = _COMMENT.sub("", sheet).replace("<!--", "").replace("-->", "").strip()
    place = 0
    while place < len(rest):
        rule = _RULE.match(rest, place)
        if not rule or not _is_plain_style(rule[2]):
            return False
        place = rule.end()
    return True


def _draw_in_few_steps(root: Any) -> None:
    """Raise Fault where `use` and its like repeat so much, or go in circles, that drawing would hardly end."""
    named: Mapping[str, Any] = {element.get("id"): element for element in root.iter() if element.get("id")}
    known: dict[Any, int] = {}
    open_: set[Any] = set()

    def steps(element: Any) -> int:
        if element in known:
            return known[element]
        if element in open_ or len(open_) > _DEEPEST:
            raise _endless(element)
        open_.add(element)
        total = 1 + sum(steps(child) for child in element)
        for target in _targets(element):
            if target in named:
                total += steps(named[target])
        open_.discard(element)
        if total > MAX_STEPS:
            raise _endless(element)
        known[element] = total
        return total

    steps(root)


def _targets(element: Any) -> list[str]:
    """The ids of the elements that an element draws with."""
    found = [element.get(key, "").strip().removeprefix("#") for key in _ADDRESSES if element.get(key)]
    for value in element.attrib.values():
        found += re.findall(r"""url\(\s*["']?#([\w.:-]+)""", value)
    return found


def _endless(element: Any) -> Fault:
    said = Wording("SVG 图片中的重复太多，或互相引用", "the SVG repeats itself too often, or in a circle")
    return Fault(said, _SIMPLIFY, element.sourceline or 1)
