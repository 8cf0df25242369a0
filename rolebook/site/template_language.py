"""The Jinja of the site's templates: `BoundedJinja` with macros, parts of each other, and calls of what they are given.

Calls are counted too, and of texts and lists only what makes them no longer may be called. Templates that are byte for
byte those of Rolebook need no bounds, which take a quarter of the time: `SuppliedTemplates` runs them, and no others.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.bccache import Bucket
from jinja2.filters import FILTERS
from jinja2.runtime import Context, Macro
from markupsafe import escape

from rolebook.bounded_jinja import BoundedJinja, Stopped
from rolebook.cache import current
from rolebook.supplied import SITE_TEMPLATES, is_supplied
from rolebook.words.text import line_not_in_utf_8
from rolebook.words.wording import Wording

_MOST_BYTES = 500_000
"""Of a template."""
_LONGEST_MADE = 100_000
"""Characters, or elements, of what a template puts together with +."""
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


_MOST_COMPILED = 500
_compiled: dict[tuple[type, str | None, str], CodeType] = {}
"""The language, the name and the text of a template → its code."""


def _in_file(code: CodeType, file: str) -> CodeType:
    """The same code for a template in another file: an error is told with the file that its code names."""
    inner = tuple(_in_file(one, file) if isinstance(one, CodeType) else one for one in code.co_consts)
    return code.replace(co_filename=file, co_consts=inner)


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
            line = line_not_in_utf_8(problem)
            where = next(str(Path(folder) / template) for folder in self.searchpath)
            raise TemplateSyntaxError("文件不是用 UTF-8 编码保存的", line, template, where) from problem
        if len(source) > _MOST_BYTES:
            raise TemplateSyntaxError(f"模板超过 {_MOST_BYTES} 个字", 1, template, name)
        return source, name, is_fresh


class _Changed(TemplateError):
    """A template is not as it comes with Rolebook."""


class _SuppliedLoader(Loader):
    """Reads none but templates that are as they come with Rolebook."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The text of a template. Raises _Changed."""
        source, name, is_fresh = super().get_source(environment, template)
        if not is_supplied(f"{SITE_TEMPLATES}/{template}", source.encode()):
            raise _Changed(template)
        return source, name, is_fresh


class _CompiledOnce(Environment):
    """The same text is compiled once, whatever folder it lies in; the code is kept for other runs of this user."""

    def compile(self, source: Any, name: Any = None, filename: Any = None, *rest: Any, **options: Any) -> Any:
        """A template as Python's code."""
        if not isinstance(source, str) or rest or options:
            return super().compile(source, name, filename, *rest, **options)
        key = type(self), name, source
        code = _compiled.get(key)
        if code is None:
            code = self._kept(source, name, filename)
            if len(_compiled) >= _MOST_COMPILED:
                _compiled.clear()
            _compiled[key] = code
        return code if code.co_filename == filename else _in_file(code, filename or "<template>")

    def _kept(self, source: str, name: str | None, filename: str | None) -> CodeType:
        """The code of a former run, else it is made now: compiling takes a tenth of a site after an edit.

        Raises what Jinja raises.
        """
        results = current()
        said = (type(self).__qualname__, name or "", source)
        key = results.key("template", (one.encode("utf-8", "surrogatepass") for one in said))
        kept = Bucket(self, name or "", "")
        if known := results.recall(key):  # it bears the seal of this user, so that nobody else wrote it
            kept.bytecode_from_string(b64decode(known))
        if kept.code is None:
            kept.code = self._code(source, name, filename)
            results.keep(key, b64encode(kept.bytecode_to_string()).decode("ascii"))
        return kept.code

    def _code(self, source: str, name: str | None, filename: str | None) -> Any:
        return super().compile(source, name, filename)


_SPECIAL = re.compile("[&<>'\"]").search


def escaped(value: Any) -> str:
    """A value as it stands in HTML. Jinja's own makes a Markup of every word, which is then forgotten."""
    return value if type(value) is str and not _SPECIAL(value) else escape(value)


class SuppliedTemplates(_CompiledOnce):
    """The environment of templates as they come with Rolebook. Raises _Changed where they use any other."""

    def __init__(self, folder: Path, **options: Any) -> None:
        loader = _SuppliedLoader(folder)
        super().__init__(autoescape=True, undefined=StrictUndefined, auto_reload=False, loader=loader, **options)
        self.filters = {name: FILTERS[name] for name in _FILTERS}

    def _code(self, source: str, name: str | None, filename: str | None) -> Any:
        """With `escaped` in the place of what Jinja escapes by."""
        text = self.compile(source, name, filename, raw=True)
        return compile(f"{text}\nfrom {__name__} import escaped as escape\n", filename or "<template>", "exec")


class SiteTemplates(_CompiledOnce, BoundedJinja):
    """The environment of the site's templates, which have macros, parts of each other, and calls."""

    most_steps = 20_000_000
    """On one page: that of the longest source document takes a few for each of its lines."""
    longest_joined = longest_filtered = 5_000_000
    intercepted_binops = frozenset({"+", "*", "**", "%"})
    too_large = Wording("计算的结果太大", "what is worked out is too large")

    def __init__(self, folder: Path, **options: Any) -> None:
        # A page is made of the templates as they were when the environment was made.
        super().__init__(_FILTERS, _GLOBALS, auto_reload=False, loader=Loader(folder), **options)

    def call(self, context: Context, called: Any, /, *arguments: Any, **named: Any) -> Any:
        """A call, counted. Of texts and lists only what makes them no longer may be called."""
        self._step(100 if isinstance(called, Macro) else 10)
        if isinstance(getattr(called, "__self__", None), str | list | dict) and called.__name__ not in _OF_TEXTS:
            raise Stopped(f"不能调用 {called.__name__}", f"cannot call {called.__name__}")
        return super().call(context, called, *arguments, **named)

    def wrap_str_format(self, value: Any) -> None:
        """No `format` that is safe: one that is asked for a width fills all memory. `call` refuses it."""
        del value

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic with numbers of sane size; + also puts texts and lists together, up to a length."""
        value = super().call_binop(context, operator, left, right)
        if hasattr(value, "__len__") and len(value) > _LONGEST_MADE:
            raise Stopped(self.too_large.zh, self.too_large.en)
        return value

    def _judge_operation(self, operator: str, left: Any, right: Any, *, numbers: bool) -> None:
        if operator == "**" or (operator in "*%" and not numbers):
            shown = f"{type(left).__name__} {operator} {type(right).__name__}"
            raise Stopped(f"不能计算 {shown}", f"cannot work out {shown}")

    def _too_long(self, made_by: str) -> Stopped:
        del made_by
        return Stopped("拼接的文字太长", "a text that is put together is too long")


class Theme:
    """The templates of a folder. A page of nothing but supplied ones is made without bounds, any other within them."""

    def __init__(self, bounded: SiteTemplates, supplied: SuppliedTemplates) -> None:
        self.bounded = bounded
        self._supplied = supplied
        self._changed: set[str] = set()
        """Templates that are not as supplied, or use such."""

    def prepare(self) -> None:
        """Compile the supplied templates."""
        for name in self._supplied.list_templates(extensions=["html"]):
            with suppress(_Changed):
                self._supplied.get_template(name)

    def rendered(self, name: str, variables: Mapping[str, Any]) -> str:
        """The page that a template makes. Raises what the template raises; `begin` the bounded one before."""
        if name not in self._changed:
            try:
                return self._supplied.get_template(name).render(variables)
            except _Changed:
                self._changed.add(name)
        return self.bounded.get_template(name).render(variables)
