"""Rules for names the prose gives to the paper: what is proposed, called or spelt out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from paperkg.extract.bibliography.cleaning import unmarked
from paperkg.extract.bibliography.namewords import wordset
from paperkg.extract.bibliography.sight import Sight
from paperkg.extract.bibliography.titles import name_before_colon, name_in_parentheses
from paperkg.extract.hyphens import restore
from paperkg.model import Stated

_SHAPED = (
    r"(?:[A-Z][\w+@]*(?:-[\w+]+)?|[a-z]{1,4}[A-Z][\w+@-]*)"  # a capital somewhere; checked below
)
_INSIDE = re.compile(r"[A-Z].*[A-Z]|[A-Z].*\d|\d.*[A-Z]|[a-z][A-Z]")
_PROPOSES = re.compile(
    r"\b(?:[Tt]he(?:y| authors?| paper)|[Tt]his (?:paper|work|article)|[Ww]e|[Tt]he work)"
    r"(?: (?:also|then|first|hence|thus|therefore))? "
    r"(?:propose[sd]?|introduce[sd]?|presents?|presented|develop(?:ed|s)?|design(?:ed|s)?|"
    r"call(?:s|ed)?|named?|dub(?:s|bed)?|term(?:s|ed)?)\b"
    r"|(?<=[\"”’'})] )(?:introduce[sd]?|propose[sd]?|presents?|presented)\b"
    r"|^[Ii]t (?:introduces|proposes|presents)\b|\bthat (?:introduces|proposes|presents)\b"
)
_STEMS = re.compile("ropos|ntroduc|resent|evelop|esign|call|name|dub|term|coin|refer")
"""A sentence without one of these names nothing."""
_INTRODUCES = re.compile(r"\b(?:introduce[sd]?|propose[sd]?|presents?|presented)\b")
_NAMED = re.compile(r"\b(?:named|called|dubbed|termed)\s(?=[*_\"“'`]{0,3}[A-Za-z]{0,4}[A-Z])")
_PLAIN = re.compile(
    r"(?:\s|[*_])*the\s[*_]{0,2}(?P<name>[A-Z][a-z]{3,})[*_]{0,2}\s"
    r"(?:model|architecture|algorithm|optimi[sz]er|framework)\b"
)
_DESCRIBES = ("ian", "ese", "ic", "al", "ive")
_CALLED = re.compile(
    r"\b(?:(?:which|that|and|what) (?:they|the authors|we) (?:call|name|dub|term|refer to as)"
    r"|(?:they|the authors|authors|we) (?:call|name|dub|term) (?:it|this|their|the|them)\b"
    r"(?: (?:\w+ ){0,3}?(?=[*_\"“'`(]{0,3}[A-Z]))?|referred to as|dubbed|coined|termed)"
    r"(?: (?:a|an|the|as))? ?"
)
_FILLER = re.compile(
    r"(?:\s|[*_\"“'`]|\b(?:a|an|the|new|novel|simple|efficient|unified|general|their|its|called|"
    r"named|dubbed|termed|method|model|framework|architecture|system|network|approach|algorithm|"
    r"technique|family|of|models|networks|loss|module|layer|variant|optimizer|neural|deep|"
    r"model-agnostic|modelagnostic|explanation|language|generative)\b){0,16}"
)
_RULE = "name-from-proposal"
_COMPOUND = re.compile(r"-[a-z]{4,}$")
_NAME = re.compile(_SHAPED)
_ACRONYM = re.compile(r"\s?[({\[](?P<name>[A-Za-z][\w+-]{1,14})s?[)}\]]")
_WORDS = re.compile(r"[A-Za-z][\w-]*")
_STANDS = re.compile(
    r"\b(?P<name>[A-Z][\w+-]{1,14}),? (?:stands for|is short for|short for|\(short for)\b"
)
_NOT_NAMES = wordset(
    "GPU CPU TPU GPUs SOTA API NLP CNN CNNs RNN RNNs LSTM LSTMs DNN DNNs MLP GAN GANs SGD RL ML AI "
    "CV QA NN NNs FLOPs mAP IoU RoI ROI RGB LiDAR ImageNet COCO CIFAR MNIST KITTI Transformer "
    "Transformers TL DR TLDR GitHub PyTorch TensorFlow ConvNet ConvNets KL MSE ReLU BLEU F1 I II "
    "III IV 2D 3D 2.5D A An The"
)


def clean_name(name: str, sight: Sight) -> str:
    """Return a name without marks, its hyphens put back where the text has lost them."""
    name = unmarked(name).strip(" .,:;\"'“”`*_()[]{}")
    return restore(name, sight.words) if sight.words is not None else name


def is_name(name: str) -> bool:
    """Whether a word has the shape of a model's name, and is no common abbreviation.

    >>> is_name("LadderNet"), is_name("Ladder"), is_name("CNN")
    (True, False, False)
    """
    return bool(_INSIDE.search(name)) and name not in _NOT_NAMES and len(name) < 30


def from_proposal(sight: Sight) -> Iterator[Stated]:
    """Read what the authors propose or call their method, in the first sentences."""
    quoted = [q.after for q in sight.own_quotes[:3]]
    for sentence in sight.prose:
        text = sight.text[sentence.start : sentence.end]
        if not _STEMS.search(text):
            continue
        after = next((q for q in quoted if sentence.start < q < sentence.end), 0)
        proposed = _PROPOSES.search(text)
        if after and not proposed:
            proposed = _INTRODUCES.search(text, after - sentence.start)
        if proposed:
            yield from _name_after(sight, sentence.start + proposed.end(), sentence.end)
            named = _NAMED.search(text, proposed.end())
            if named:
                at = sentence.start + named.end()
                yield from _name_after(sight, at, sentence.end, called=True)
        called = _CALLED.search(text)
        if called:
            at = sentence.start + called.end()
            yield from _name_after(sight, at, sentence.end, called=True)


def _name_after(sight: Sight, at: int, end: int, *, called: bool = False) -> Iterator[Stated]:
    text = sight.text
    plain = _PLAIN.match(text, at, end)
    if plain and not plain["name"].endswith(_DESCRIBES):
        yield sight.state(plain["name"], plain.start("name"), plain.end("name"), _RULE)
        return
    filler = _FILLER.match(text, at, end)
    start = filler.end() if filler else at
    found = _NAME.match(text, start, end)
    if found and is_name(found.group().rstrip("-")):
        after = text[found.end() : found.end() + 8]
        if _COMPOUND.search(found.group()):
            return
        if sight.names_another(found.group()):
            return
        if not after.startswith(("-based", "-style", "-like", "'s", "’s")) and (
            called or not re.match(r" (?:and|with|to|for)\b.{0,3}[A-Z]", after)
        ):
            name = clean_name(found.group(), sight)
            yield sight.state(name, found.start(), found.end(), _RULE)
            return
    acronym = _ACRONYM.search(text, start, min(end, start + 90))
    if acronym:
        words = _WORDS.findall(text[start : acronym.start()])
        name = acronym["name"]
        if len(name) > 2 and is_name(name) and _initials_fit(name, words):
            yield sight.state(name, acronym.start(), acronym.end(), _RULE)


def _initials_fit(name: str, words: list[str]) -> bool:
    """Whether an acronym is made of the first letters of the words before it."""
    capitals = [c for c in name.lower() if c.isalpha()]
    parts = [p for w in words for p in w.lower().split("-") if p]
    last = parts[-len(capitals) - 2 :]
    i = 0
    for part in last:
        if i < len(capitals) and part[0] == capitals[i]:
            i += 1
    return i == len(capitals) or (i >= 2 and i >= len(capitals) - 1)


def stands_for(sight: Sight) -> Iterator[Stated]:
    """Read "X stands for ..." in the first sentences, if X is in the title."""
    if sight.title is None:
        return
    for sentence in sight.prose[:8]:
        if " for" not in sight.text[sentence.start : sentence.end]:
            continue
        found = _STANDS.search(sight.text, sentence.start, sentence.end)
        if found and found["name"].lower() in sight.title.value.lower():
            yield sight.state(
                clean_name(found["name"], sight), found.start(), found.end(), "name-stands-for"
            )


def spelt_out(sight: Sight) -> Iterator[Stated]:
    """Read what a name of the title stands for, or how it is shortened."""
    if sight.title is None:
        return
    title = sight.title.value
    name = name_before_colon(title) or name_in_parentheses(title)[0]
    if not name:
        return
    start, end = sight.title.evidence.start, sight.title.evidence.end
    phrase = _phrase_of(name, title)
    if phrase:
        yield sight.state(phrase, start, end, "name-spelt-out")
    text = sight.text
    at = text.find(name, sight.post.start, sight.post.end)
    for _ in range(8):
        if at < 0:
            return
        stop = at + len(name)
        short = _ACRONYM.match(text, stop, sight.post.end)
        if short and is_name(short["name"]) and short["name"] != name:
            yield sight.state(short["name"], short.start(), short.end(), "name-spelt-out")
        if text[at - 1 : at] in ("(", "{") and text[stop : stop + 1] in (")", "}"):
            words = _WORDS.findall(text[max(sight.post.start, at - 90) : at - 1])
            count = sum(c.isupper() for c in name)
            if 2 <= count <= len(words) and _phrase_of(name, " ".join(words[-count:])):
                yield sight.state(" ".join(words[-count:]), at, stop, "name-spelt-out")
        at = text.find(name, stop, sight.post.end)


def _phrase_of(name: str, text: str) -> str:
    """Return the words that begin with the capitals of a name: "LeGR: ... Learned Global Ranking".

    >>> _phrase_of("LeGR", "Filter Pruning via Learned Global Ranking")
    'Learned Global Ranking'
    """
    capitals = [c for c in name if c.isupper()]
    words = text.replace(":", " : ").split()
    if len(capitals) < 2:
        return ""
    for i in range(len(words) - len(capitals) + 1):
        some = words[i : i + len(capitals)]
        if [w[0] for w in some] == capitals and all(len(w) > 2 and w[1:].islower() for w in some):
            return " ".join(some)
    return ""
