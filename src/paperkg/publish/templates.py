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
    from jinja2 import nodes
    from jinja2.compiler import Frame

_LONGEST = 200  # letters of a text that is worth keeping; a longer one stands on one page or two
_MOST = 100_000  # texts that are kept


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
        kept: dict[str, str] = {}

        def printed(value: object) -> str:
            """Return a value as it stands in a page."""
            kind = type(value)
            if kind is str:
                text = kept.get(value)  # type: ignore[call-overload]
                if text is None:
                    text = escape(value)
                    if len(text) <= _LONGEST:
                        if len(kept) >= _MOST:
                            kept.clear()
                        kept[value] = text  # type: ignore[index]
                return text  # type: ignore[no-any-return]
            if kind is Markup:  # looked for by type: one that equals a text is still no text
                return value  # type: ignore[return-value]
            if kind is int:
                return str(value)
            if kind is Undefined:  # what an "if" without an "else" leaves; a wrong name is strict
                return ""
            return escape(value)

        self.printed = printed
