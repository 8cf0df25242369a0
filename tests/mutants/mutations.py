"""The small changes: one other comparison, one number more, one condition turned round, one statement left out.

Texts, messages, annotations, decorators and docstrings are left alone: what a message says is no matter of logic.
"""

import ast
import hashlib
from collections.abc import Iterator
from typing import NamedTuple

Step = tuple[str, int | None]
"""The name of a node's field, and the place in it where it is a list."""

_LEFT_ALONE = {"annotation", "returns", "decorator_list", "bases"}
_MESSAGES = {"Wording", "Misuse", "Refused", "WrongName", "BrokenSchemas", "cast", "TypeVar", "NewType"}
_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}


_WIDTH = 70


class Mutant(NamedTuple):
    """One change of one file: `new` stands where `path` leads, and `name` says so to people."""

    file: str
    original: str
    """The whole file before."""
    path: tuple[Step, ...]
    new: ast.AST
    name: str
    """`rolebook/words/text.py:12: a < b → a <= b`."""

    def source(self) -> str:
        """The whole file with the change; comments are gone."""
        tree = ast.parse(self.original)
        _replace(tree, self.path, self.new)
        return ast.unparse(ast.fix_missing_locations(tree))

    def digest(self) -> str:
        """What stands for this change of this text."""
        said = f"{self.file}\n{self.path}\n{ast.dump(self.new)}\n{self.original}"
        return hashlib.sha256(said.encode()).hexdigest()[:24]


def mutants(file: str, source: str) -> Iterator[Mutant]:
    """Every change of a file, in the order of its places."""
    for path, node in _places(ast.parse(source), ()):
        for new in _changes(node):
            place = f"{file}:{getattr(node, 'lineno', 0)}"
            yield Mutant(file, source, path, new, f"{place}: {_shown(node)} → {_shown(new)}")


def _shown(node: ast.AST) -> str:
    """The first line of the code, cut."""
    first, *more = ast.unparse(node).splitlines()
    return f"{first[:_WIDTH]}…" if more or len(first) > _WIDTH else first


def _places(node: ast.AST, path: tuple[Step, ...]) -> Iterator[tuple[tuple[Step, ...], ast.AST]]:
    """The nodes that may be changed, each with the way to it."""
    yield path, node
    for field, value in ast.iter_fields(node):
        if field in _LEFT_ALONE or (isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "TypeAlias"):
            continue
        for number, inner in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(inner, ast.AST) and not _is_message(inner):
                yield from _places(inner, (*path, (field, number)))


def _is_message(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in _MESSAGES
    return isinstance(node, ast.JoinedStr | ast.Import | ast.ImportFrom) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    )


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in the place of a node."""
    if isinstance(node, ast.expr):
        yield from _other_values(node)
    else:
        yield from _other_ways(node)


def _other_values(node: ast.expr) -> Iterator[ast.expr]:
    match node:
        case ast.Compare(left, [operator], right):
            if other := _COMPARISONS.get(type(operator)):
                yield ast.Compare(left, [other()], right)
        case ast.BoolOp(operator, values):
            yield ast.BoolOp(ast.Or() if isinstance(operator, ast.And) else ast.And(), values)
        case ast.BinOp(left, operator, right):
            if swapped := _OPERATORS.get(type(operator)):
                yield ast.BinOp(left, swapped(), right)
        case ast.UnaryOp(ast.Not(), operand):
            yield operand
        case ast.Constant(bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(int(value)) | ast.Constant(float(value)):
            yield from (ast.Constant(value + 1), ast.Constant(value - 1))
        case ast.IfExp(test, body, orelse):
            yield ast.IfExp(_negated(test), body, orelse)


def _other_ways(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.If(test, body, orelse):
            yield ast.If(_negated(test), body, orelse)
        case ast.comprehension(target, iterated, conditions) if conditions:
            yield ast.comprehension(target, iterated, [], node.is_async)
        case ast.Return(value) if value is not None and not _is_none(value):
            yield ast.Return(ast.Constant(None))
        case ast.Expr() | ast.AugAssign() | ast.Raise() | ast.Continue() | ast.Break():
            yield ast.Pass()


def _negated(test: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), test)


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def _replace(tree: ast.AST, path: tuple[Step, ...], new: ast.AST) -> None:
    *way, (field, number) = path
    node = tree
    for name, index in way:
        inner = getattr(node, name)
        node = inner if index is None else inner[index]
    if number is None:
        setattr(node, field, new)
    else:
        getattr(node, field)[number] = new
