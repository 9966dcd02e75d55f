# ruff: noqa: E501 - expressions and word lists are data, and read best unbroken
"""Verbs of making: what authors do with the works of others, in all their forms."""

from __future__ import annotations

import re

_MAKING = """
    accelerate adapt adjust align alter amend anchor append assemble attach augment automate
    backpropagate base bind blend bolster boost borrow bridge bring build calibrate carry cascade
    chain clone combine compose compress concatenate condition connect convert couple crop
    decompose decouple deepen densify derive discretize distill distil drive duplicate embed employ
    encode endow enhance enlarge enrich ensemble equip evolve expand exploit extend factor factorize
    feed finetune fine-tune flatten flip fold follow freeze fuse generalize graft ground guide
    harness hook inflate inherit initialize inject insert instantiate integrate interleave invert
    join keep leverage lift link marry mask merge mimic mix modernize modify modulate mount
    multiply orchestrate pair parallelize parameterize parametrize patch piggyback plug pool port
    pretrain pre-train prompt prune push quantize reconfigure reformulate refine refit regularize
    reimplement re-implement reinterpret rejuvenate repurpose resample reshape restructure restyle
    retrain retrofit reuse re-use revamp revive rewire rework scale sharpen shrink simplify sparsify
    specialize splice split stack steer stitch strengthen stretch strip supervise swap teach tie
    transfer transform translate transplant trim tune turn twist unfold unify unite unroll upgrade
    utilize vectorize warm-start weave widen wire wrap wed adopt take use train apply run start
    begin embrace sit rest ride lean rely hinge learn reduce channel recycle recast rephrase cast plant bolt glue
"""
_PAST = {
    "bind": "bound",
    "bring": "brought",
    "build": "built",
    "cast": "cast",
    "recast": "recast",
    "drive": "driven",
    "feed": "fed",
    "freeze": "frozen",
    "keep": "kept",
    "shrink": "shrunk",
    "split": "split",
    "take": "taken",
    "teach": "taught",
    "weave": "woven",
    "wed": "wed",
    "run": "run",
    "sit": "sat",
    "ride": "ridden",
    "begin": "begun",
}
_CLOSED = re.compile(r"[^aeiou][aeiou][bdglmnprt]$")
"""A last consonant that may be doubled."""


def _forms(verb: str) -> tuple[str, str, str, str]:
    """Return base form, third person, past participle and gerund."""
    stem = verb.removesuffix("e")
    if _CLOSED.search(verb):
        stem = f"{verb}{verb[-1]}?"
    third = verb + ("es" if verb.endswith(("ch", "sh", "x", "s")) else "s")
    past = stem + "ed"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        third, past = verb[:-1] + "ies", verb[:-1] + "ied"
    return verb, third, _PAST.get(verb, past), stem + "ing"


def _alternation(words: list[str]) -> str:
    spelt = (w.replace("iz", "i[sz]") if "iz" in w else w for w in words)
    return "(?:" + "|".join(sorted(spelt, key=len, reverse=True)) + ")"


_ALL = [_forms(verb) for verb in _MAKING.split()]
BASE = _alternation([forms[0] for forms in _ALL])
THIRD = _alternation([forms[1] for forms in _ALL])
PAST = _alternation([forms[2] for forms in _ALL])
GERUND = _alternation([forms[3] for forms in _ALL])

PROCESSING = (
    r"(?:encod|decod|extract|produc|predict|find|generat|map|embed|squeez|compress|provid|sit|process|scor|rank"
    r"|transform|convert|detect|segment|track|propos|suppl|estimat|pars|summari[sz]|caption|translat|tokeni[sz]"
    r"|handl|model|represent|aggregat|upsampl|render|synthesi[sz]|classif|filter|read|turn|lift|feed|serv|act"
    r"|look|tak|deliver|pool|label|steer|guid|control|driv|align|comput|fus|learn|retriev|project|clean|writ|giv|yield|output|creat|correct|refin|sampl|select)"
    r"(?:s|es|ies)"
)
"""What a part does with its input, in the third person."""

PROCESSED = (
    r"(?:encoded|decoded|extracted|produced|predicted|found|generated|mapped|embedded|squeezed|compressed|provided|processed"
    r"|scored|ranked|transformed|converted|detected|segmented|tracked|supplied|estimated|parsed|summari[sz]ed|translated"
    r"|tokeni[sz]ed|handled|modell?ed|represented|aggregated|upsampled|rendered|synthesi[sz]ed|classified|filtered|read|lifted"
    r"|computed|fused|learn(?:ed|t)|retrieved|projected|obtained|carried out|done|performed|trained|initiali[sz]ed|pre-?trained"
    r"|supervised|optimi[sz]ed|regulari[sz]ed|parameteri[sz]ed|reali[sz]ed|implemented|solved|linked|matched|refined|guided|driven"
    r"|steered|conditioned|aligned|quanti[sz]ed|cropped|sampled|selected|taken care of|approximated|updated|fed|passed|labell?ed"
    r"|cleaned|written|powered|backed|fine-?tuned|distilled|minimi[sz]ed|maximi[sz]ed|drawn|created|built|formed|warm-?started|avoided|prevented|tackled|addressed|overcome|enforced|ensured|encouraged|stabili[sz]ed|accelerated|sped up|smoothed|balanced|(?:re-?)?weighted|combined|made (?:differentiable|possible|tractable|efficient|invariant|robust|feasible|stable)|decided|picked|adjusted|prioriti[sz]ed|scaled)"
)
"""What is done to an input by a part."""

FINITE = (
    r"(?:is|are|was|were|am|be|uses?|has|have|had|do|does|did|can|could|will|would|may|might|must|should|cannot|can't|isn't|aren't|don't|doesn't|won't"
    r"|comes?|came|goes|went|says?|said|shows?|showed|makes?|made|takes?|took|gives?|gave|gets?|got|needs?|needed|works?|worked|learns?|predicts?"
    r"|pass(?:es)?|overlaps?|rel(?:y|ies)|asks?|tells?|told|finds?|found|sees?|saw|thinks?|thought|knows?|knew|wants?|agrees?|exists?|looks?|seems?"
    r"|remains?|becomes?|became|lets?|keeps?|puts?|means|helps?|hurts?|fails?|wins?|won|loses?|lost|beats?|costs?|yields?|reach(?:es|ed)?"
    r"|achieves?|achieved|obtains?|performs?|converges?|suffers?|differs?|outperforms?|improves?|gains?|drops?|grows?|grew|holds?|happens?|matters?"
    r"|appears?|appeared|begins?|began|starts?|stays?|stands?|stood|turns?|tries|tried|argues?|claims?|notes?|observes?|reports?|reported|proposes?"
    r"|introduces?|presents?|describes?|explains?|mentions?|cites?|compares?|ignores?|requires?|assumes?|allows?|enables?|lacks?|cures?|leads?|led"
    r"|shares?|relates?|depends?|contains?|consists?|covers?|removes?|replaces?|avoids?|solves?|explores?|investigates?|stud(?:y|ies)|follows?"
    r"|inspires?|motivates?|continues?|precedes?|guides?|guided|survives?|scales?d?|doubles?|halves|saves?|reduces?|increases?|decreases?|lags?|trails?|leaves|left|limits?|restricts?|prevents?|hinders?|deals?)"
)
"""Words that are verbs of a sentence, in all likelihood: a text without any is a note."""
