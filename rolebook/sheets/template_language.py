"""The part of Jinja that templates of sheets may use: it runs no code, ends soon, and fills no memory.

What a template may say stands in lists (`_NODES`, `_FILTERS`, `_CALLED`) and is judged before anything is filled in:
values, if, for, set, comparisons, arithmetic. Nothing there makes much of little by itself: no macros, no recursion, no
formatting to a width, no lists but of constants. Loops inside loops, and texts that grow by each round, are counted.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jinja2 import Template, TemplateError, TemplateSyntaxError, Undefined, nodes

from rolebook.bounded_jinja import BoundedJinja, Stopped
from rolebook.words.wording import Wording

MOST_BRACES = 3_000
"""Opening braces of a template: each begins a search for the end of its tag."""

_LONGEST_MADE = 20_000
"""Characters of a text that a template puts together itself, to write it or to put it into another."""
_LONGEST_SOURCE = 2_000_000
"""Characters of a template."""
_LONGEST_RANGE = 10_000


def _words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


_NODES: frozenset[type[nodes.Node]] = frozenset(
    {nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.Assign, nodes.Name, nodes.NSRef,
     nodes.Const, nodes.Tuple, nodes.List, nodes.Getattr, nodes.Getitem, nodes.Slice, nodes.Filter, nodes.Test,
     nodes.Call, nodes.Keyword, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr,
     nodes.Concat, nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Neg, nodes.Pos}
)  # fmt: skip
_FILTERS = _words(
    """
    abs capitalize count d default e escape first float int items join last length list lower max min reject rejectattr
    replace reverse round safe select selectattr sort string sum title trim unique upper
    """
)
_GLOBALS = ("range", "namespace")
_CALLED = _words("cycle changed get items keys values startswith endswith strip lstrip rstrip upper lower split")
"""Methods that may be called: none makes a text longer than it was."""
_OPERATORS = frozenset({"+", "-", "*", "/", "//", "%"})
_SHOWN = (str, int, float, Undefined, type(None))

_TOLD = {
    nodes.Macro: "macro",
    nodes.CallBlock: "call",
    nodes.Include: "include",
    nodes.Import: "import",
    nodes.FromImport: "from … import",
    nodes.Extends: "extends",
    nodes.Block: "block",
    nodes.FilterBlock: "filter",
    nodes.AssignBlock: "set … endset",
    nodes.Pow: "**",
    nodes.Dict: "{…}",
}


class Refused(TemplateSyntaxError):
    """The template says what is not on the lists; `said` in both languages."""

    def __init__(self, said: Wording, line: int, name: str) -> None:
        super().__init__(said.en, line, name)
        self.said = said


class TemplateLanguage(BoundedJinja):
    """An environment for such templates."""

    most_steps = 3_000_000
    """Pieces of a template that are looked at: each as often as the loops around it go round."""
    longest_joined = _LONGEST_MADE
    longest_filtered = _LONGEST_MADE * 10
    intercepted_binops = _OPERATORS

    def __init__(self, **options: Any) -> None:
        super().__init__(_FILTERS, _GLOBALS, finalize=_shown, **options)

    def understood(self, source: str, name: str) -> nodes.Template:
        """The template as a tree, which `compiled` takes. Raises TemplateError."""
        if len(source) > _LONGEST_SOURCE or source.count("{") > MOST_BRACES:
            raise Refused(
                Wording("模板太大，或大括号太多", "the template is too large, or has too many braces"), 1, name
            )
        try:
            return self.parse(source, name)
        except RecursionError as problem:
            raise Refused(Wording("标记嵌套太深", "tags are nested too deeply"), 1, name) from problem

    def compiled(self, tree: nodes.Template, name: str) -> Template:
        """The tree as a template. Raises TemplateError."""
        try:
            code = self.compile(tree, name, name)
        except (RecursionError, SyntaxError, MemoryError) as problem:  # Python's own limits of what it compiles
            raise Refused(Wording("标记嵌套太深", "tags are nested too deeply"), 1, name) from problem
        return Template.from_code(self, code, self.make_globals(None))

    def filled(self, template: Template, context: Mapping[str, Any]) -> str:
        """The template with its values. Raises TemplateError, whatever the template does wrong."""
        self.begin()
        try:
            return self.concat(template.generate(context))
        except TemplateError:
            raise
        except Exception as problem:
            raise TemplateError(str(problem) or type(problem).__name__).with_traceback(
                problem.__traceback__
            ) from problem

    # ---- what it adds to what is bounded everywhere

    def _judge(self, tree: nodes.Template, name: str) -> None:
        for node in (tree, *_inside(tree)):
            fault = _fault(node)
            if fault:
                said = Wording(f"说明书的模板不能用 {fault}", f"templates of sheets may not use {fault}")
                raise Refused(said, node.lineno or 1, name)

    def _weight(self, loop: nodes.For) -> int:
        return _weight(loop.body) + _weight(loop.else_) + 1

    def _range(self, *bounds: int) -> range:
        if len(range(*bounds)) > _LONGEST_RANGE:
            raise Stopped(f"range() 超过 {_LONGEST_RANGE}", f"range() of more than {_LONGEST_RANGE}")
        return super()._range(*bounds)

    def _joined(self, parts: list[Any]) -> Any:
        return super()._joined([part if isinstance(part, str) else str(_shown(part)) for part in parts])

    def _judge_operation(self, operator: str, left: Any, right: Any, *, numbers: bool) -> None:
        """Texts are put together by + up to a length."""
        if numbers:
            return
        if not (operator == "+" and isinstance(left, str) and isinstance(right, str)):
            shown = f"{type(left).__name__} {operator} {type(right).__name__}"
            raise Stopped(
                f"不能计算 {shown}：运算只用于数字，+ 也可连接两段文字",
                f"cannot work out {shown}: only numbers, or + between two texts",
            )
        if len(left) + len(right) > _LONGEST_MADE:
            raise self._too_long("+")


def _shown(value: Any) -> Any:
    """What `{{ … }}` writes."""
    if not isinstance(value, _SHOWN):
        kind = type(value).__name__
        raise Stopped(f"只能填入文字和数字，不能填入 {kind}", f"a {kind} cannot be written, only texts and numbers")
    return value


def _fault(node: nodes.Node) -> str:
    """What a template may not use, as it is written there; empty where it may."""
    if type(node) not in _NODES:
        return _TOLD.get(type(node), type(node).__name__.lower())
    match node:
        case nodes.For(recursive=True):
            return "for … recursive"
        case nodes.List() | nodes.Tuple(ctx="load") if not all(_is_constant(item) for item in node.items):
            return "[…]"
        case nodes.Filter() if node.name not in _FILTERS:
            return f"| {node.name}"
        case nodes.Call(node=called) if not _may_be_called(called):
            return f"{getattr(called, 'name', '') or getattr(called, 'attr', '')}(…)"
    return ""


def _is_constant(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Const) or (
        isinstance(node, nodes.Tuple | nodes.List) and all(map(_is_constant, node.items))
    )


def _may_be_called(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Name):
        return node.name in _GLOBALS
    return isinstance(node, nodes.Getattr) and node.attr in _CALLED


def _inside(node: nodes.Node) -> Iterator[nodes.Node]:
    """Every node below this one. Not recursive: a text may nest as deeply as its writer likes."""
    waiting = [node]
    while waiting:
        for child in waiting.pop().iter_child_nodes():
            yield child
            waiting.append(child)


def _weight(body: Iterable[nodes.Node]) -> int:
    """How many nodes a round looks at, without the loops inside, which count for themselves."""
    waiting, number = list(body), 0
    while waiting:
        node = waiting.pop()
        number += 1 + sum(
            len(one.data) // 100 for one in node.iter_child_nodes() if isinstance(one, nodes.TemplateData)
        )
        if not isinstance(node, nodes.For):
            waiting.extend(node.iter_child_nodes())
    return number
