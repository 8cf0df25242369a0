"""The Jinja of the site's templates: it runs no code, ends soon, and makes no text of any length.

A template can loop over what the handbook holds, and call what it is given. Everything that could go on for long is
counted: rounds of loops, calls of macros, elements of `range`. Texts and lists grow only by what a loop may add.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NoReturn

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateRuntimeError,
    TemplateSyntaxError,
    nodes,
    pass_eval_context,
)
from jinja2.filters import FILTERS
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, Macro, markup_join
from jinja2.sandbox import SandboxedEnvironment

MOST_STEPS = 20_000_000
"""Rounds of loops and calls on one page: that of the longest source document takes a few for each of its lines."""
_MOST_CHARACTERS = 50_000_000
"""Of a page."""
_MOST_BYTES = 500_000
"""Of a template."""
_LONGEST_TEXT = 5_000_000
"""Characters of a text that ~, join or replace puts together."""
_LONGEST_MADE = 100_000
"""Characters, or elements, of what a template puts together with +."""
_LARGEST = 10**15
_FILTERS = frozenset(
    """
    abs attr capitalize count d default dictsort e escape first float forceescape groupby int items join last length
    list lower map max min reject rejectattr replace reverse round safe select selectattr sort string striptags sum
    title trim truncate unique upper urlencode wordcount
    """.split()  # noqa: SIM905  # a list of words is read as such
)
"""Those of Jinja's that make no text longer than what they are given; `join` and `replace` are bounded."""
_GLOBALS = ("dict", "namespace")
_OF_TEXTS = frozenset(
    """
    capitalize casefold count endswith find isdigit isspace items get keys lower lstrip partition removeprefix
    removesuffix rpartition rsplit rstrip split splitlines startswith strip title upper values index append
    """.split()  # noqa: SIM905  # a list of words is read as such
)
"""What may be called of a text or a list."""


class Loader(FileSystemLoader):
    """Reads the templates of a folder; one that is no UTF-8 or no ordinary file is said as a fault of the template."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The text of a template. Raises TemplateSyntaxError."""
        file = next((one for folder in self.searchpath if (one := Path(folder) / template).is_symlink()), None)
        if file is not None:
            raise TemplateSyntaxError("这是一个链接，不是文件", 1, template, str(file))
        try:
            source, name, is_fresh = super().get_source(environment, template)
        except UnicodeDecodeError as problem:
            line = problem.object[: problem.start].count(b"\n") + 1
            where = next(str(Path(folder) / template) for folder in self.searchpath)
            raise TemplateSyntaxError("文件不是用 UTF-8 编码保存的", line, template, where) from problem
        if len(source) > _MOST_BYTES:
            raise TemplateSyntaxError(f"模板超过 {_MOST_BYTES} 个字", 1, template, name)
        return source, name, is_fresh


class SiteTemplates(SandboxedEnvironment):
    """The environment; `begin` starts the count anew, for every page. Not for two threads."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, **options: Any) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, **options)
        self.filters = {name: self.filters[name] for name in _FILTERS}
        self.globals = {name: self.globals[name] for name in _GLOBALS}
        self.globals["range"] = self._range
        self.filters["join"] = self._bounded(FILTERS["join"])
        self.filters["replace"] = self._bounded(FILTERS["replace"])
        self.filters["_rounds"] = self._rounds
        self.filters["_joined"] = self._joined
        self._steps = 0

    def begin(self) -> None:
        """Another page begins."""
        self._steps = 0

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """A template as a tree in which every loop counts its rounds, and `~` knows how long a text may be."""
        tree = super()._parse(source, name, filename)
        for joining in list(tree.find_all(nodes.Concat)):
            parts = nodes.List(joining.nodes, lineno=joining.lineno)
            joining.nodes = [nodes.Filter(parts, "_joined", [], [], None, None, lineno=joining.lineno)]
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, "_rounds", [], [], None, None, lineno=loop.lineno)
        tree.set_environment(self)
        return tree

    def _step(self, number: int) -> None:
        self._steps += number
        if self._steps > MOST_STEPS:
            _stop("循环的次数太多")

    def _rounds(self, values: Any) -> Any:
        """The values of a loop, counted; what has a length keeps it, for `loop.length`."""
        if hasattr(values, "__len__"):
            self._step(len(values) + 1)
            return values
        return self._one_by_one(values)

    def _one_by_one(self, values: Iterable[Any]) -> Iterator[Any]:
        for value in values:
            self._step(1)
            yield value

    def _range(self, *bounds: int) -> range:
        made = range(*bounds)
        self._step(min(len(made), MOST_STEPS + 1))
        return made

    def call(self, context: Context, called: Any, /, *arguments: Any, **named: Any) -> Any:
        """A call, counted. Of texts and lists only what makes them no longer may be called."""
        self._step(100 if isinstance(called, Macro) else 10)
        if isinstance(getattr(called, "__self__", None), str | list | dict) and called.__name__ not in _OF_TEXTS:
            _stop(f"不能调用 {called.__name__}")
        return super().call(context, called, *arguments, **named)

    def wrap_str_format(self, value: Any) -> None:
        """No `format` that is safe: one that is asked for a width fills all memory. `call` refuses it."""
        del value

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic with numbers of sane size; + also puts texts and lists together, up to a length."""
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if operator == "**" or (operator in "*%" and not numbers):
            _stop(f"不能计算 {type(left).__name__} {operator} {type(right).__name__}")
        value = super().call_binop(context, operator, left, right)
        if (numbers and abs(value) > _LARGEST) or (hasattr(value, "__len__") and len(value) > _LONGEST_MADE):
            _stop("计算的结果太大")
        return value

    @staticmethod
    def concat(pieces: Iterable[str]) -> str:
        """The pieces of a page, or of a part of it that a template keeps, as one text."""
        kept, length = [], 0
        for piece in pieces:
            kept.append(piece)
            length += len(piece)
            if length > _MOST_CHARACTERS:
                _stop("生成的内容太多")
        return "".join(kept)

    @staticmethod
    def _joined(parts: list[Any]) -> Any:
        """`a ~ b`."""
        if sum(len(part) for part in parts if isinstance(part, str)) > _LONGEST_TEXT:
            _stop("拼接的文字太长")
        return markup_join(parts)

    @staticmethod
    def _bounded(made: Callable[..., Any]) -> Callable[..., Any]:
        """A filter that puts texts between others; it stops where that would take too much."""

        @pass_eval_context
        def bounded(context: EvalContext, value: Any, *arguments: Any, **named: Any) -> Any:
            value = value if isinstance(value, str) else list(value) if isinstance(value, Iterable) else str(value)
            longest = max((len(one) for one in (*arguments, *named.values()) if isinstance(one, str)), default=0)
            if len(value) * (longest + 1) > _LONGEST_TEXT:
                _stop("拼接的文字太长")
            return made(context, value, *arguments, **named)

        return bounded


def _stop(why: str) -> NoReturn:
    raise TemplateRuntimeError(why)
