# ruff: noqa: E501 - expressions and word lists are data, and read best unbroken
"""Terms of a post that no scheme knows: said in the title, in bold, or again and again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from paperkg.extract.concepts.dictionary import Occurrence
from paperkg.extract.names import fold, is_not_name
from paperkg.model import Concept, Post

_HEADS = frozenset(
    [
        "loss",
        "pooling",
        "attention",
        "convolution",
        "network",
        "learning",
        "training",
        "sampling",
        "detection",
        "segmentation",
        "module",
        "encoder",
        "decoder",
        "encoding",
        "embedding",
        "estimation",
        "prediction",
        "regularization",
        "matching",
        "representation",
        "classification",
        "regression",
        "recognition",
        "tracking",
        "fusion",
        "alignment",
        "aggregation",
        "normalization",
        "initialization",
        "augmentation",
        "distillation",
        "pruning",
        "quantization",
        "search",
        "optimization",
        "gradient",
        "function",
        "layer",
        "kernel",
        "mask",
        "masking",
        "map",
        "graph",
        "tree",
        "query",
        "token",
        "feature",
        "keypoint",
        "point",
        "proposal",
        "anchor",
        "box",
        "grid",
        "voxel",
        "plane",
        "distribution",
        "posterior",
        "prior",
        "inference",
        "policy",
        "reward",
        "value",
        "agent",
        "planning",
        "control",
        "simulation",
        "simulator",
        "generation",
        "synthesis",
        "reconstruction",
        "completion",
        "retrieval",
        "adaptation",
        "transfer",
        "supervision",
        "consistency",
        "constraint",
        "ambiguity",
        "imbalance",
        "gap",
        "bias",
        "uncertainty",
        "robustness",
        "complexity",
        "sparsity",
        "similarity",
        "distance",
        "metric",
        "score",
        "matrix",
        "vector",
        "factor",
        "coefficient",
        "unit",
        "gate",
        "gating",
        "connection",
        "block",
        "path",
        "branch",
        "head",
        "backbone",
        "detector",
        "classifier",
        "generator",
        "discriminator",
        "autoencoder",
        "transformer",
        "model",
        "modeling",
        "mechanism",
        "strategy",
        "scheme",
        "schedule",
        "averaging",
        "shift",
        "decay",
        "dropout",
        "smoothing",
        "scaling",
        "interaction",
        "dependency",
        "context",
        "scene",
        "image",
        "video",
        "cloud",
        "depth",
        "pose",
        "motion",
        "flow",
        "trajectory",
        "orientation",
        "localization",
        "calibration",
        "perception",
        "reasoning",
        "understanding",
        "forecasting",
        "nowcasting",
        "denoising",
        "clustering",
        "hashing",
        "indexing",
        "annotation",
        "labeling",
        "label",
        "data",
        "bank",
        "memory",
        "cache",
        "queue",
        "codebook",
        "tokenizer",
        "prompt",
        "instruction",
        "feedback",
        "alignment",
        "safety",
        "explanation",
        "interpretability",
    ]
)
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*")
_WEAK_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "those",
        "its",
        "their",
        "our",
        "his",
        "her",
        "your",
        "my",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "by",
        "with",
        "and",
        "or",
        "but",
        "as",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "can",
        "could",
        "will",
        "would",
        "may",
        "might",
        "should",
        "must",
        "not",
        "no",
        "nor",
        "so",
        "than",
        "then",
        "there",
        "here",
        "it",
        "they",
        "we",
        "he",
        "she",
        "you",
        "i",
        "which",
        "who",
        "whom",
        "whose",
        "what",
        "when",
        "where",
        "why",
        "how",
        "all",
        "any",
        "both",
        "each",
        "few",
        "more",
        "most",
        "other",
        "some",
        "such",
        "only",
        "own",
        "same",
        "very",
        "just",
        "too",
        "also",
        "into",
        "over",
        "under",
        "between",
        "after",
        "before",
        "during",
        "through",
        "about",
        "against",
        "new",
        "novel",
        "use",
        "used",
        "using",
        "uses",
        "first",
        "second",
        "third",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "different",
        "same",
        "similar",
        "several",
        "many",
        "various",
        "single",
        "multiple",
        "final",
        "main",
        "key",
        "good",
        "better",
        "best",
        "high",
        "low",
        "higher",
        "lower",
        "large",
        "small",
        "big",
        "simple",
        "complex",
        "whole",
        "entire",
        "current",
        "previous",
        "next",
        "existing",
        "proposed",
        "standard",
        "original",
        "given",
        "corresponding",
        "additional",
        "extra",
        "full",
        "final",
        "overall",
        "per",
        "every",
        "another",
        "either",
        "neither",
        "much",
        "less",
        "least",
        "well",
        "even",
        "still",
        "since",
        "if",
        "because",
        "while",
        "however",
        "thus",
        "hence",
        "therefore",
        "only",
        "get",
        "gets",
        "got",
        "make",
        "makes",
        "made",
        "take",
        "takes",
        "run",
        "runs",
        "see",
        "seen",
        "like",
        "called",
        "based",
        "via",
        "without",
        "within",
        "input",
        "output",
        "network",
        "networks",
        "models",
        "methods",
        "method",
        "approach",
        "paper",
        "authors",
        "work",
        "works",
        "pretrained",
        "trained",
        "learned",
        "learn",
        "learns",
        "good",
        "bad",
        "great",
        "strong",
        "weak",
        "early",
        "late",
        "open",
        "our",
        "two-stage",
        "resulting",
        "respective",
        "total",
        "average",
        "maximum",
        "minimum",
        "certain",
        "predict",
        "predicts",
        "compute",
        "computes",
        "train",
        "trains",
        "apply",
        "applies",
        "generate",
        "generates",
        "perform",
        "performs",
        "propose",
        "proposes",
        "introduce",
        "introduces",
        "show",
        "shows",
        "improve",
        "improves",
        "reduce",
        "reduces",
        "increase",
        "increases",
        "require",
        "requires",
        "need",
        "needs",
        "add",
        "adds",
        "produce",
        "produces",
    ]
)
_BOLD = re.compile(r"\*\*([^*\n]{3,50})\*\*|__([^_\n]{3,50})__")
_ABBREVIATED = re.compile(r"((?:[A-Za-z][\w-]* ){1,4})[({]([A-Z][A-Za-z]{1,7})s?[)}]")
_TITLE_SPLIT = re.compile(
    r"(?i)[:;,.?!()\[\]{}|]|\s(?:for|of|with|via|in|from|by|to|and|using|on|as|the|a|an|at|without|through|under|based on|is|are|towards?|into|or|beyond|against|between|over|vs)\s"
)
_VERBAL = re.compile(
    r"(?i)(?:going|learning|detecting|estimating|leveraging|exploiting|improving|rethinking|reinventing|clustering|drawing|"
    r"autolabeling|training|exploring|understanding|building|making|using|bridging|delving|towards?|pushing|scaling|"
    r"designing|predicting|generating|modeling|combining|enhancing|accelerating|revisiting|beyond|accurate|scalable|efficient|"
    r"robust|fast|simple|unified|unifying|universal|are|is|can|do|does|how|why|what|when|you|we|your|not)$"
)
_NO_TERM = frozenset(
    "version versions deeper approach approaches method methods study studies survey way ways paper look world tests again".split()
)
OFTEN = 3
"""A term said so often is one, whatever else."""

MOST_WORDS = 4


@dataclass(slots=True)
class Term:
    """A term found, in its normal form.

    Attributes:
        label: Lower case, singular.
        spans: Where it stands.
        title: It stands in the title.
        bold: It is in bold.
        abbreviated: The post gives an abbreviation for it.
    """

    label: str
    spans: list[tuple[int, int]]
    title: bool = False
    bold: bool = False
    abbreviated: bool = False


def find_terms(
    post: Post, title: str, taken: Iterable[Occurrence], own: frozenset[str]
) -> list[Term]:
    """Return terms of a post outside the scheme.

    Args:
        post: The post.
        title: Title of its paper.
        taken: Concepts of the scheme named in it.
        own: Folded names of the post's paper.
    """
    text = post.source.text
    covered = {fold(text[o.start : o.end]) for o in taken} | {fold(o.concept.label) for o in taken}
    terms: dict[str, Term] = {}

    def add(surface: str, start: int, end: int, kind: str) -> None:
        label = normal(surface)
        key = fold(label)
        if not label or key in own or key in covered:
            return
        term = terms.setdefault(key, Term(label, []))
        if start >= 0:
            term.spans.append((start, end))
        if kind:
            setattr(term, kind, True)

    for part in _TITLE_SPLIT.split(f" {title} "):
        words = part.split()
        if 2 <= len(words) <= 3 and not _is_weak(words) and not _VERBAL.match(words[0]) and words[-1].lower() not in _NO_TERM:
            add(part.strip(), -1, -1, "title")
    for match in _BOLD.finditer(text, post.start, post.end):
        group = 1 if match.group(1) else 2
        surface = match.group(group).strip(" :.,;")
        words = surface.split()
        if 2 <= len(words) <= MOST_WORDS and not _is_weak(words):
            add(surface, *match.span(group), "bold")
    for match in _ABBREVIATED.finditer(text, post.start, post.end):
        words = match.group(1).split()
        letters = match.group(2).upper()
        if len(words) >= len(letters) and not is_not_name(match.group(2)):
            chosen = words[-len(letters) :]
            if "".join(w[0] for w in chosen).upper() == letters and not _is_weak(chosen):
                add(" ".join(chosen), match.start(), match.end(1) - 1, "abbreviated")
    said = {fold(normal(text[s:e])) for term in terms.values() for s, e in term.spans}
    said.update(terms)
    by_surface: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for start, end in _repeated(text, post):
        by_surface[text[start:end].lower().removesuffix("s")].append((start, end))
    for surface, spans in by_surface.items():
        if len(spans) >= OFTEN or surface.replace(" ", "").replace("-", "") in said:
            for start, end in spans:
                add(text[start:end], start, end, "")
    return list(terms.values())


def _repeated(text: str, post: Post) -> list[tuple[int, int]]:
    """Return where terms of two or three words stand that end in a technical noun."""
    words = [(m.group(), m.start()) for m in _WORD.finditer(text, post.start, post.end)]
    found: list[tuple[int, int]] = []
    for number, (word, start) in enumerate(words):
        lowered = word.lower()
        stem = lowered.removesuffix("s")
        if (
            stem not in _HEADS
            and lowered not in _HEADS
            and lowered.removesuffix("es") not in _HEADS
        ):
            continue
        first = number
        reached = start
        while number - first < 2 and first > 0:
            before, begin = words[first - 1]
            if begin + len(before) + 1 != reached or text[reached - 1] not in " -":
                break
            if before.lower() in _WEAK_WORDS:
                break
            first -= 1
            reached = begin
        if first < number and not lowered.endswith("losses"):
            found.append((reached, start + len(word)))
    return found


def normal(surface: str) -> str:
    """Return a term in lower case and singular; acronyms keep their case.

    >>> normal("Paired Keypoints"), normal("BEV queries")
    ('paired keypoint', 'BEV query')
    """
    words = [w if _keeps_case(w) else w.lower() for w in surface.split()]
    if not words:
        return ""
    last = words[-1]
    if len(last) > 4 and last.endswith("ies"):
        last = last[:-3] + "y"
    elif len(last) > 4 and last.endswith(("sses", "xes")):
        last = last[:-2]
    elif len(last) > 3 and last.endswith("s") and not last.endswith(("ss", "us", "is")):
        last = last[:-1]
    return " ".join([*words[:-1], last])


def is_strong(term: Term) -> bool:
    """Whether a term is said with weight: in title, bold, with an abbreviation, again and again."""
    return term.title or term.bold or term.abbreviated or len(term.spans) >= OFTEN


def as_concept(term: Term) -> Concept:
    """Return a term as a concept that is not yet in the scheme."""
    return Concept(id=f"?{fold(term.label)}", label=term.label, candidate=True)


def _keeps_case(word: str) -> bool:
    return sum(c.isupper() for c in word) > 1 or any(c.isdigit() for c in word)


def _is_weak(words: list[str]) -> bool:
    return any(w.lower() in _WEAK_WORDS for w in words) or any(not w[:1].isalnum() for w in words)
