"""Templates as code that does little for each value it prints; jinja2 is imported with it.

Jinja wraps every printed value in a ``Markup``, asks it whether it knows HTML, and joins the lot
into plain text. A site prints millions of values, most of them again and again (``../``, the name
of a paper, its page), so that here a text is escaped once and kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import Environment, Undefined
from jinja2.compiler import CodeGenerator
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import nodes
    from jinja2.compiler import Frame

_FRAGMENTS = {
    "parts.html": ("link", "chip", "where", "card"),
    "frame.html": ("head", "assets", "feed", "top", "foot"),
}
"""Macros that are filters too: ``{{ ref|link(root) }}``. What they return depends on nothing but
their arguments, so that it is rendered once and kept."""
_LONGEST = 200  # letters of a text that is worth keeping; a longer one stands on one page or two
_MOST = 100_000  # texts that are kept
_MOST_FRAGMENTS = 20_000  # of one kind, up to 1 kB each


class _Generator(CodeGenerator):
    """Writes ``environment.printed(value)`` where Jinja writes ``escape(value)``."""

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
            return
        self.write("environment.printed(")
        if finalize.src is not None:
            self.write(finalize.src)


class Templates(Environment):
    """An environment whose templates escape as Jinja's do, and faster."""

    code_generator_class = _Generator

    def __init__(self, **options: Any) -> None:
        super().__init__(autoescape=True, **options)
        self.printed = _printer()
        for file, names in _FRAGMENTS.items():
            for name in names:
                self.filters[name] = self._kept(file, name)

    def _kept(self, file: str, name: str) -> Callable[..., Markup]:
        """Return a macro that remembers what it returned, without the space around it."""
        kept: dict[tuple[object, ...], Markup] = {}

        def fragment(*arguments: object) -> Markup:
            html = kept.get(arguments)
            if html is None:
                macro = getattr(self.get_template(file).module, name)
                if len(kept) >= _MOST_FRAGMENTS:
                    kept.clear()
                html = kept[arguments] = macro(*arguments).strip()
            return html

        return fragment


def _printer() -> Callable[[object], str]:
    """Return the function that says how a value stands in a page."""
    kept: dict[str, str] = {}

    def printed(value: object) -> str:
        if type(value) is str:
            text = kept.get(value)
            if text is None:
                text = escape(value)
                if len(text) <= _LONGEST:
                    if len(kept) >= _MOST:
                        kept.clear()
                    kept[value] = text
            return text
        if type(value) is Markup:  # by type: one that equals a text has another meaning
            return value
        if type(value) is int:
            return str(value)
        if type(value) is Undefined:  # left by an "if" without "else"; a wrong name is strict
            return ""
        return escape(value)

    return printed
