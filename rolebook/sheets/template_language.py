"""The part of Jinja that templates of sheets may use: it runs no code, ends soon, and fills no memory.

What a template may say stands in lists (`_NODES`, `_FILTERS`, `_CALLED`) and is judged before anything is filled in:
values, if, for, set, comparisons, arithmetic. Nothing there makes much of little by itself: no macros, no recursion, no
formatting to a width, no lists but of constants. Loops inside loops, and texts that grow by each round, are counted.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, Undefined, nodes
from jinja2.filters import FILTERS
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from rolebook.words.wording import Wording

MOST_STEPS = 3_000_000
"""Pieces of a template that are looked at: each as often as the loops around it go round."""
MOST_CHARACTERS = 50_000_000
"""Characters that are written: a logo inside a page takes millions."""

MOST_BRACES = 3_000
"""Opening braces of a template: each begins a search for the end of its tag."""

_LONGEST_MADE = 20_000
"""Characters of a text that a template puts together itself, to write it or to put it into another."""
_LARGEST = 10**15
"""Of numbers that a template works out."""
_LONGEST_SOURCE = 2_000_000
"""Characters of a template."""
_LONGEST_RANGE = 10_000


def _words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


_NODES: frozenset[type[nodes.Node]] = frozenset(
    {
        nodes.Template,
        nodes.Output,
        nodes.TemplateData,
        nodes.If,
        nodes.For,
        nodes.Assign,
        nodes.Name,
        nodes.NSRef,
        nodes.Const,
        nodes.Tuple,
        nodes.List,
        nodes.Getattr,
        nodes.Getitem,
        nodes.Slice,
        nodes.Filter,
        nodes.Test,
        nodes.Call,
        nodes.Keyword,
        nodes.Compare,
        nodes.Operand,
        nodes.And,
        nodes.Or,
        nodes.Not,
        nodes.CondExpr,
        nodes.Concat,
        nodes.Add,
        nodes.Sub,
        nodes.Mul,
        nodes.Div,
        nodes.FloorDiv,
        nodes.Mod,
        nodes.Neg,
        nodes.Pos,
    }
)
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


class Stopped(TemplateError):
    """The template wants too much, or what cannot be done; `said` in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.said = Wording(zh, en)


def told(problem: TemplateError) -> Wording:
    """What is wrong with a template; what Jinja says itself is English in both languages."""
    words = problem.message or type(problem).__name__
    said: Wording = getattr(problem, "said", Wording(words, words))
    return said


class TemplateLanguage(SandboxedEnvironment):
    """An environment for such templates: everything filled in is escaped, nothing is undefined. Not for two threads."""

    intercepted_binops = _OPERATORS

    def __init__(self, **options: Any) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=self._written, optimized=False, **options)
        self.globals = {name: self.globals[name] for name in _GLOBALS}
        self.globals["range"] = self._range
        self.filters = {name: self._counted(name, FILTERS[name]) for name in _FILTERS}
        self.filters["_joined"] = self._joined
        self._steps = self._characters = 0

    def understood(self, source: str, name: str) -> nodes.Template:
        """The template as a tree, which `compiled` takes. Raises TemplateError."""
        if len(source) > _LONGEST_SOURCE or source.count("{") > MOST_BRACES:
            raise Refused(
                Wording("模板太大，或大括号太多", "the template is too large, or has too many braces"), 1, name
            )
        try:
            tree = self.parse(source, name)
            _refuse_the_rest(tree, name)
            return self._with_counting(tree)
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
        self._steps = self._characters = 0
        pieces: list[str] = []
        try:
            for piece in template.generate(context):
                self._write(len(piece))
                pieces.append(piece)
        except TemplateError:
            raise
        except Exception as problem:
            raise TemplateError(str(problem) or type(problem).__name__).with_traceback(
                problem.__traceback__
            ) from problem
        return "".join(pieces)

    # ---- counting

    def _with_counting(self, tree: nodes.Template) -> nodes.Template:
        """Every loop counts its rounds; `~` joins within limits."""
        for joining in list(tree.find_all(nodes.Concat)):
            _become_filter(joining)
        for loop in tree.find_all(nodes.For):
            weight = nodes.Const(_weight(loop.body) + _weight(loop.else_) + 1)
            loop.iter = nodes.Filter(
                loop.iter, "_rounds", [weight], [], None, None, lineno=loop.lineno, environment=self
            )
        self.filters["_rounds"] = self._rounds
        tree.set_environment(self)
        return tree

    def _step(self, number: int) -> None:
        self._steps += number
        if self._steps > MOST_STEPS:
            raise Stopped("循环的次数太多", "the template takes too many steps")

    def _write(self, number: int) -> None:
        self._characters += number
        if self._characters > MOST_CHARACTERS:
            raise Stopped("生成的内容太多", "the template writes too much")

    def _rounds(self, values: Any, weight: int) -> Any:
        """The values of a loop, counted as they are taken. What has a length keeps it, for `loop.length`."""
        if hasattr(values, "__len__"):
            self._step(weight * (len(values) + 1))
            return values
        return self._one_by_one(values, weight)

    def _one_by_one(self, values: Iterable[Any], weight: int) -> Iterator[Any]:
        for value in values:
            self._step(weight)
            yield value

    def _range(self, *bounds: int) -> range:
        made = range(*bounds)
        if len(made) > _LONGEST_RANGE:
            raise Stopped(f"range() 超过 {_LONGEST_RANGE}", f"range() of more than {_LONGEST_RANGE}")
        self._step(len(made))
        return made

    def _written(self, value: Any) -> Any:
        """What `{{ … }}` writes."""
        if not isinstance(value, _SHOWN):
            kind = type(value).__name__
            raise Stopped(f"只能填入文字和数字，不能填入 {kind}", f"a {kind} cannot be written, only texts and numbers")
        if isinstance(value, str):
            self._write(len(value))
        return value

    def _counted(self, name: str, made: Callable[..., Any]) -> Callable[..., Any]:
        """A filter that counts what it is given, and the text that it would make before it makes it."""
        passed = 1 if hasattr(made, "jinja_pass_arg") else 0  # the context, or the environment, before the value

        def counted(*arguments: Any, **named: Any) -> Any:
            value = arguments[passed]
            if isinstance(value, Iterator):
                value = list(value)
            self._step(len(value) if hasattr(value, "__len__") and not isinstance(value, str) else 1)
            if name in {"join", "replace"}:
                self._bound(name, value, arguments[passed + 1 :], named)
            return made(*arguments[:passed], value, *arguments[passed + 1 :], **named)

        vars(counted).update(getattr(made, "__dict__", {}))  # what Jinja knows a filter's wishes by
        return counted

    def _bound(self, name: str, value: Any, others: tuple[Any, ...], named: Mapping[str, Any]) -> None:
        extra = max((len(one) for one in (*others, *named.values()) if isinstance(one, str)), default=0)
        if name == "replace":
            length = len(str(value)) * (extra + 1)
        else:
            values = list(value)
            length = sum(len(one) if isinstance(one, str) else 20 for one in values) + extra * len(values)
        if length > _LONGEST_MADE * 10:
            raise Stopped(f"{name} 生成的文字太长", f"{name} makes a text that is too long")

    def _joined(self, parts: list[Any]) -> Any:
        """`a ~ b`."""
        texts = [part if isinstance(part, str) else str(self._written(part)) for part in parts]
        if sum(map(len, texts)) > _LONGEST_MADE:
            raise Stopped("用 ~ 拼接的文字太长", "~ makes a text that is too long")
        return Markup("").join(texts) if any(hasattr(part, "__html__") for part in texts) else "".join(texts)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic with numbers; texts are put together by + up to a length."""
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if not numbers and not (operator == "+" and isinstance(left, str) and isinstance(right, str)):
            shown = f"{type(left).__name__} {operator} {type(right).__name__}"
            raise Stopped(
                f"不能计算 {shown}：运算只用于数字，+ 也可连接两段文字",
                f"cannot work out {shown}: only numbers, or + between two texts",
            )
        if not numbers and len(left) + len(right) > _LONGEST_MADE:
            raise Stopped("用 + 拼接的文字太长", "+ makes a text that is too long")
        value = super().call_binop(context, operator, left, right)
        if numbers and abs(value) > _LARGEST:
            raise Stopped("数字太大", "a number is too large")
        return value


def _refuse_the_rest(tree: nodes.Template, name: str) -> None:
    """Raise TemplateSyntaxError where the template says what is not on the lists."""
    for node in (tree, *_inside(tree)):
        fault = _fault(node)
        if fault:
            said = Wording(f"说明书的模板不能用 {fault}", f"templates of sheets may not use {fault}")
            raise Refused(said, node.lineno or 1, name)


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


def _become_filter(joining: nodes.Concat) -> None:
    """Make `a ~ b` a filter: what Jinja does for it knows no limit."""
    parts = nodes.List(joining.nodes, lineno=joining.lineno)
    joining.nodes = [nodes.Filter(parts, "_joined", [], [], None, None, lineno=joining.lineno)]
