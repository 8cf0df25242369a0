"""What every Jinja here has, whoever wrote the template: it runs no code, ends soon, and makes no text of any length.

Everything that could go on for long is counted, and texts and lists grow only up to a length. `BoundedJinja` stands
between Jinja's sandbox and the two languages built upon it: that of the sheets' templates and that of the site's.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import TracebackType
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateRuntimeError, Undefined, nodes
from jinja2.filters import FILTERS
from jinja2.runtime import Context, markup_join
from jinja2.sandbox import SandboxedEnvironment

from rolebook.words.wording import Wording

_MOST_CHARACTERS = 50_000_000
"""That a page writes, or a part of it that a template keeps: a logo inside a page takes millions."""
_LARGEST = 10**15
"""Of numbers that a template works out."""


class Stopped(TemplateRuntimeError):
    """The template wants too much, or what cannot be done; `said` in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.said = Wording(zh, en)


def told(problem: TemplateError) -> Wording:
    """What is wrong with a template; what Jinja says itself is English in both languages."""
    words = problem.message or type(problem).__name__
    said: Wording = getattr(problem, "said", Wording(words, words))
    return said


def places(trace: TracebackType | None, is_template: Callable[[str], bool]) -> list[tuple[str, int]]:
    """The files and lines of templates that an error came through, the deepest last: Jinja maps tracebacks to them."""
    found = []
    while trace:
        file = trace.tb_frame.f_code.co_filename
        if is_template(file):
            found.append((file, trace.tb_lineno))
        trace = trace.tb_next
    return found


class BoundedJinja(SandboxedEnvironment, ABC):
    """The environment: all is escaped, nothing is undefined in silence. `begin` counts anew. Not for two threads."""

    most_steps: int
    """Rounds of loops, elements of `range` and of what filters are given, and what else the language counts."""
    longest_joined: int
    """Characters of a text that ~ puts together."""
    longest_filtered: int
    """Characters of a text that join or replace puts together."""
    too_large = Wording("数字太大", "a number is too large")

    def __init__(self, filters: Iterable[str], names: Iterable[str], **options: Any) -> None:
        """Only these `filters` of Jinja's and these `names` of its globals are there, and `range`."""
        # Not optimized: what is worked out while a template is compiled is not counted when it is filled in.
        super().__init__(autoescape=True, undefined=StrictUndefined, optimized=False, **options)
        self.globals = {**{name: self.globals[name] for name in names}, "range": self._range}
        self.filters = {name: self._counted(name, FILTERS[name]) for name in filters}
        self.filters.update(_rounds=self._rounds, _joined=self._joined)
        self._steps = 0
        self._safe: dict[tuple[type, str], bool] = {}

    def begin(self) -> None:
        """Another page begins."""
        self._steps = 0

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """As the sandbox decides it, which asks for the type of the object and the attribute only; decided once."""
        known = self._safe.get((type(obj), attr))
        if known is None:
            known = self._safe[type(obj), attr] = super().is_safe_attribute(obj, attr, value)
        return known

    # ---- reading

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """A template as a tree in which every loop counts its rounds, and `~` knows how long a text may be."""
        tree = super()._parse(source, name, filename)
        self._judge(tree, name or "")
        for joining in list(tree.find_all(nodes.Concat)):
            parts = nodes.List(joining.nodes, lineno=joining.lineno)
            joining.nodes = [nodes.Filter(parts, "_joined", [], [], None, None, lineno=joining.lineno)]
        for loop in tree.find_all(nodes.For):
            weight = nodes.Const(self._weight(loop))
            loop.iter = nodes.Filter(loop.iter, "_rounds", [weight], [], None, None, lineno=loop.lineno)
        tree.set_environment(self)
        return tree

    def _judge(self, tree: nodes.Template, name: str) -> None:
        """Raises TemplateSyntaxError where the language lacks something that the template says; here, nothing."""

    def _weight(self, loop: nodes.For) -> int:
        """How many steps a round of the loop counts for."""
        del loop
        return 1

    # ---- counting

    def _step(self, number: int) -> None:
        self._steps += number
        if self._steps > self.most_steps:
            raise Stopped("循环的次数太多", "the template takes too many steps")

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
        self._step(len(made))
        return made

    @staticmethod
    def concat(pieces: Iterable[str]) -> str:
        """The pieces of a page, or of a part of it that a template keeps, as one text."""
        kept, length = [], 0
        for piece in pieces:
            kept.append(piece)
            length += len(piece)
            if length > _MOST_CHARACTERS:
                raise Stopped("生成的内容太多", "the template writes too much")
        return "".join(kept)

    # ---- texts and numbers

    def _too_long(self, made_by: str) -> Stopped:
        """What is said of a text that ~, +, join or replace would make."""
        if made_by in {"~", "+"}:
            return Stopped(f"用 {made_by} 拼接的文字太长", f"{made_by} makes a text that is too long")
        return Stopped(f"{made_by} 生成的文字太长", f"{made_by} makes a text that is too long")

    def _joined(self, parts: list[Any]) -> Any:
        """`a ~ b`."""
        if sum(len(part) for part in parts if isinstance(part, str)) > self.longest_joined:
            raise self._too_long("~")
        return markup_join(parts)

    def _counted(self, name: str, made: Callable[..., Any]) -> Callable[..., Any]:
        """A filter that counts what it is given, and the text that it would make before it makes it."""
        passed = 1 if hasattr(made, "jinja_pass_arg") else 0  # the context, or the environment, before the value

        def counted(*arguments: Any, **named: Any) -> Any:
            value = arguments[passed]
            if isinstance(value, Iterator):
                value = list(value)
            sized = hasattr(value, "__len__") and not isinstance(value, str | Undefined)
            self._step(len(value) if sized else 1)
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
        if length > self.longest_filtered:
            raise self._too_long(name)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic with numbers of sane size; what else may be put together, each language says itself."""
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        self._judge_operation(operator, left, right, numbers=numbers)
        value = super().call_binop(context, operator, left, right)
        if numbers and abs(value) > _LARGEST:
            raise Stopped(self.too_large.zh, self.too_large.en)
        return value

    @abstractmethod
    def _judge_operation(self, operator: str, left: Any, right: Any, *, numbers: bool) -> None:
        """Raises Stopped where the two must not be put together."""
