"""Titles that are markup, commands, endless or empty; names that collide; posts in circles."""

from __future__ import annotations

from .cases import Group, Outcome, invented, sentences

READ = Outcome.READ

group = Group("titles")

# --- markup and injection -----------------------------------------------------------------------
group.titled("script", "Gates <script>PWN('title')</script> for all")
group.titled("img-onerror", '<img src=x onerror=PWN("img")> Vision')
group.titled("svg", "<svg/onload=PWN(1)><animate onbegin=PWN(2)>")
group.titled("close-title", "</title></head><body onload=PWN(1)>")
group.titled("close-textarea", "</textarea></style></script><script>PWN(1)</script>")
group.titled("close-json", '"}]}</script><script>PWN(1)</script><!-- ')
group.titled("comment", "Gates <!-- --!> <![CDATA[ ]]> --> after")
group.titled("attributes", "' onmouseover='PWN(1)' x=\" onfocus=\"PWN(2)\" autofocus=`")
group.titled("entities", "&lt;script&gt;PWN(1)&lt;/script&gt; &#60;b&#62; &amp;amp;")
group.titled("templates", "{{ 7 * 7 }} {% include 'secret' %} ${7*7} <%= 7 %> #{7}")
group.titled("format-strings", "%s %n %(x)s {0} {title!r} {.__class__} $title")
group.titled("quotes", '"Quoted" \'single\' `tick` “curly” \\ \\\\ \\" end')
group.titled(
    "iri-closer",
    "Gates> <https://evil.example/p> <https://evil.example/o> . <https://evil.example/s",
)
group.titled("literal-closer", 'Gates" . <https://evil.example/s> <https://evil.example/p> "x')
group.titled(
    "long-literal-closer", 'Gates""" . <https://evil.example/s> a <https://evil.example/C> . #'
)
group.titled("language-tag", 'Gates"@en-evil , "x"^^<https://evil.example/type')
group.titled("turtle-escape", "Gates \\u003e \\U0000003E \\x3e \\n \\t end")
group.titled("sparql", '"} DROP ALL ; INSERT DATA { <https://evil.example/s> a 1 } #')
group.titled("formula", '=HYPERLINK("https://evil.example","Gates")')
group.titled("formula-plus", "+1+cmd|' /C calc'!A0")
group.titled("formula-at", "@SUM(1+1)*cmd|' /C calc'!A0")
group.titled("dot-graph", 'Gates"]; evil [URL="javascript:PWN(1)" label="x')
group.titled("mermaid", 'Gates"] --> evil["x"]; click evil "javascript:PWN(1)"')
group.titled("graphml", "Gates</data></node><node id='evil'/>]]>")
group.titled("shell", "$(touch PWNED) `touch PWNED`; touch PWNED | cat && rm -rf x")
group.titled(
    "markdown", "[Gates](javascript:PWN(1)) ![x](https://evil.example/x.png) **bold** `code`"
)
group.titled("wikilink", "[[../../outside/secret|Gates]] [[evil]]")

# --- characters ---------------------------------------------------------------------------------
group.titled("escape-codes", "Gates \x1b[31mred\x1b[0m \x1b]0;owned\x07 \x9b31m end")
group.titled("controls", "Gates \x01\x02\x08\x0b\x0c\x0e\x1f\x7f\x80\x85\x9f end")
group.titled("right-to-left", "Gates \u202eslortnoc\u202c \u2066inside\u2069 \u200f end")
group.titled("zero-width", "G\u200ba\u200ct\u200de\u2060s\ufeff \u00ad end")
group.titled("only-zero-width", "\u200b\u200c\u200d\u2060")
group.titled("emoji", "🔥🧨 Gates 👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿")
group.titled("only-emoji", "🔥🔥🔥")
group.titled("combining", "Ga\u0301\u0302\u0303" + "\u0300" * 400 + "tes")
group.titled("non-characters", "Gates \ufffe \uffff \U0001ffff \U0010fffe \ue000 end")
group.titled("separators", "Gates \u2028line\u2029paragraph\u0085next end")
group.titled("astral", "𝐆𝐚𝐭𝐞𝐬 𝕲 \U00010348 \U0001d54f")
group.titled("arabic", "شبكات البوابات: مثال")
group.titled("chinese", "门控网络：一个例子")
group.titled("long", "Gates " + "very " * 2000 + "deep")
group.titled("one-long-word", "G" * 10_000)
group.titled("punctuation", "!!! ??? ... --- ***")
group.titled("one-bang", "!")
group.titled("dots", "..")
group.titled("slashes", "../../../../outside/owned")
group.titled("backslashes", "..\\..\\..\\outside\\owned C:\\Windows")
group.titled("percent", "%2e%2e%2foutside%00%2fowned")
group.titled("reserved", "CON")
group.titled("reserved-index", "index")
group.titled("reserved-dataset", "dataset")
group.titled("reserved-dump", "dump.ttl")
group.post("blank-title", "#\n\n" + sentences("blank-title"), READ)
group.post("two-line-title", "Gates\nof two lines\n===\n\n" + sentences("two-line-title"), READ)
group.matter("newline-title", 'title: "Gates\\nSubject: owned\\r\\n\\r\\nbody"\nyear: 2020', READ)
group.matter("nul-title", 'title: "Gates\\0.html"\nyear: 2020', READ)
group.matter("tab-title", 'title: "Gates\\tof\\ttabs"\nyear: 2020', READ)
group.matter(
    "escape-title", 'title: "Gates \\e[2J\\e]8;;https://evil.example\\a end"\nyear: 2020', READ
)

# --- names that collide -------------------------------------------------------------------------
collide = Group("collide")


_PEOPLE = ("Ann Keeper", "Bea Warden", "Cyd Porter", "Dee Mason", "Eve Turner")


def _pair(name: str, *titles: str) -> None:
    """Add posts that only their titles, authors, years and (mostly) identifiers tell apart."""
    posts = {}
    for number, title in enumerate(titles, 1):
        arxiv = f"arxiv: '{14 + number}{number:02}.0{sum(map(ord, name)) % 9000 + 1000}'\n"
        posts[f"{name}-{number}.md"] = (
            f'---\ntitle: "{title}"\nauthors: [{_PEOPLE[number - 1]}]\nyear: {2014 + number}\n'
            f"{arxiv}---\n\n"
            f"The paper adds gate number {number} to BERT and reports what came of it.\n"
        )
    collide.files(name, posts, READ, distinct=True)


_pair("plus-sharp", "C++ Gates", "C# Gates", "C Gates")
_pair("slash-space", "Left/Right Gates", "Left Right Gates", "Left-Right Gates")
_pair("case-only", "ADAPTGATE", "AdaptGate", "adaptgate")
_pair("only-marks", "!!!", "???", "...")
_pair("only-chinese", "\u6a21\u578b", "\u6570\u636e")
_pair("only-pictures", "\U0001f525", "\U0001f9e8")
_pair("suffix-two", "Twin Gates", "Twin Gates!", "Twin Gates 2", "Twin Gates-2")
_pair("cut-at-sixty", "Gates " + "long " * 30 + "one", "Gates " + "long " * 30 + "two")
_pair("accents", "R\u00e9sum\u00e9 Gates", "Re\u0301sume\u0301 Gates of Old")
_pair("invisible", "Plain Gates", "Plain\u200b Gates of Zero Width")
_pair("reserved-names", "404", "search", "con", "LPT1", "all")
_pair("same-title", "A Survey", "A Survey")
_pair("turkish", "\u0130stanbul Gates", "istanbul Gates of Dot", "\u0131stanbul Gates without Dot")
collide.files(
    "same-twice",
    {
        "same-one.md": "# SameTwiceNet: one gate\n\nSameTwiceNet extends BERT.\n",
        "same-two.md": "# SameTwiceNet: one gate\n\nSameTwiceNet extends BERT.\n",
    },
    READ,
)

# --- circles ------------------------------------------------------------------------------------
circles = Group("circles")
circles.post(
    "on-itself",
    "# OnItselfNet\n\nOnItselfNet builds on OnItselfNet. OnItselfNet extends itself.\n",
    READ,
)
circles.files(
    "two",
    {
        "ping.md": "# PingGate\n\nPingGate extends PongGate.\n",
        "pong.md": "# PongGate\n\nPongGate extends PingGate.\n",
    },
    READ,
)
_RING = [f"Ring{chr(65 + i)}Gate" for i in range(12)]
circles.files(
    "ring",
    {
        f"ring-{i}.md": f"# {work}\n\n{work} extends {_RING[(i + 1) % 12]}. {work} uses {_RING[i - 3]}.\n"
        for i, work in enumerate(_RING)
    },
    READ,
)
circles.matter(
    "claims-itself",
    f"title: {invented('claims-itself')}\nbuilds_on: [{invented('claims-itself')}]",
    READ,
)
