"""Files for static hosts that read ``_redirects`` and ``_headers`` (Netlify and those like it).

Such hosts know no ``Accept``. Under an extensionless address they send the file with ``.html``, so
an IRI leads to its page, whose head leads to the data; only what is no file needs a rule.
"""

from __future__ import annotations

from paperkg.redirects.plan import Plan


def redirects(plan: Plan) -> str:
    """Return ``_redirects``: address, target and status in each line; ``!`` goes before files."""
    lines = ["# Resources need no rule: /paper/x is sent from paper/x.html."]
    lines += [f"{plan.root}{path} {plan.root}{path}.html 410!" for path in plan.gone]
    lines.append(f"{plan.root}np/* {plan.root}data/nanopubs.trig 303")
    if plan.ontology:
        lines.append(f"{plan.root}ontology/* {plan.root}ontology.html 303")
    return "\n".join(lines) + "\n"


def headers(plan: Plan) -> str:
    """Return ``_headers``: data may be fetched by scripts of any site; VoID is Turtle."""
    return (
        f"{plan.root}*\n  Access-Control-Allow-Origin: *\n"
        f"{plan.root}.well-known/void\n  Content-Type: text/turtle; charset=utf-8\n"
    )
