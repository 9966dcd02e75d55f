"""Templates print what Jinja's own print, however often the same text was printed before."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from paperkg.model import Relation
from paperkg.publish.press import environment
from paperkg.publish.proof import Ref
from paperkg.publish.templates import Templates

_TEXT = "<b>\"Tom\" & 'Jerry'</b>"
_VALUES = (
    _TEXT,
    Markup(_TEXT),
    _TEXT,
    _TEXT * 40,
    Markup(_TEXT * 40),
    _TEXT * 40,
    7,
    True,
    None,
    2.5,
    Relation.USES,
    [_TEXT],
    "",
)


@pytest.mark.parametrize(
    "template",
    [
        "{% for v in values %}{{ v }}|{% endfor %}",
        "{% for v in values %}{{ v if loop.first }}|{% endfor %}",
        "{% macro m(v) %}<i>{{ v }}</i>{% endmacro %}{% for v in values %}{{ m(v) }}{% endfor %}",
        "{% for v in values %}{{ v ~ '<' }}{{ v|string|upper }}{{ v|safe }}{% endfor %}",
        "{% autoescape false %}{{ values[0] }}{% endautoescape %}{{ values[0] }}",
    ],
)
def test_same_text(template: str):
    plain = Environment(loader=DictLoader({"t": template}), autoescape=True)
    own = Templates(loader=DictLoader({"t": template}))
    once, twice = (own.get_template("t").render(values=_VALUES) for _ in range(2))
    assert once == twice == plain.get_template("t").render(values=_VALUES)


def test_a_wrong_name_is_an_error():
    env = Templates(loader=DictLoader({"t": "{{ nothing }}"}), undefined=StrictUndefined)
    with pytest.raises(UndefinedError):
        env.get_template("t").render()


def test_kept_parts_tell_roots_and_things_apart():
    link = environment().filters["link"]
    one, other = Ref("A <b>", "paper/a.html"), Ref("A <b>", "paper/a.html", stub=True)
    assert link(one, "../") == '<a href="../paper/a.html">A &lt;b&gt;</a>'
    assert link(one, "") == '<a href="paper/a.html">A &lt;b&gt;</a>'
    assert 'class="stub"' in link(other, "../")
    assert link(one, "../") == '<a href="../paper/a.html">A &lt;b&gt;</a>'
