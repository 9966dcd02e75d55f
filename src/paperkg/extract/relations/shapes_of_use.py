# ruff: noqa: E501 - expressions and word lists are data, and read best unbroken
"""Short forms in which notes say what a paper is made of: brackets, appositions, pipelines."""

from __future__ import annotations

from paperkg.extract.relations.cue import Cue, Group, Place
from paperkg.extract.relations.verbs import FINITE
from paperkg.model import Relation

_G = Group.LINEAGE
_STUFF = r"(?:features?|embeddings?|representations?|vectors?|tokens?|latents?|activations?|encodings?|descriptors?|weights|hidden states|states|outputs?|codes?|feature maps?|logits)"
_PIECE = r"(?:backbones?|encoders?|decoders?|networks?|cnns?|rnns?|convnets?|models?|modules?|generators?|discriminators?|detectors?|classifiers?|extractors?|heads?|branch(?:es)?|towers?|streams?|blocks?|layers?|vocoders?|tokeni[sz]ers?|retrievers?|readers?|rankers?|taggers?|teachers?|students?|controllers?|policies|policy|agents?|planners?|trackers?|optimi[sz]ers?|loss(?:es)?|objectives?|transformers?|features?)"
_HEDGE = r"(?:(?:basically|essentially|mostly|simply|just|actually|here|i\.e\.,?|in this case|in their case|namely|specifically|usually) )?"

SHAPES: tuple[Cue, ...] = (
    Cue(
        "parts-named",
        _G,
        Relation.USES,
        r"\b(?:(?:two|three|four|five|several|\d) (?:[\w-]+ ){0,2}?(?:parts|components|modules|stages|networks|steps|models|blocks|sub-?networks|branches|streams)|consists? of|composed of|comprises)(?: ?: ?| -+ |,? namely |, | )(?:\d[.)] )?(?:[\w/-]+(?: [\w/-]+){0,3} \((?:an? |the )?(?:«\d+»(?:(?: ?/ ?|, | or | and | \+ )«\d+»)*|[^()«»]{1,40})\)(?:,? and |, |; |/)?){1,5}",
        Place.INSIDE,
        "the parts of the paper are named, each by the other in brackets",
        "It has two parts: Text Understanding (BERT) and Drawing (DETR).",
    ),
    Cue(
        "part-was",
        _G,
        Relation.USES,
        r"^(?:(?:the|its|their|our) )?(?:(?!(?:best|strongest|baseline|previous|prior|other|first|worst|closest|most)\b)[\w/-]+ ){1,3}?(?:backbone|encoder|decoder|model|network|classifier|generator|discriminator|tower|branch|stream|detector|extractor|head|vocoder|tokeni[sz]er) (?:is|was) (?:simply |just |basically |again )?(?:an? |the )?(?:(?!(?:not|no|like|better|worse)\b)[\w-]+ ){0,2}?«\d+»(?=[.,;:]|$| (?:on|with|trained|pre-?trained|fine-?tuned|from|over|without|plus|for)\b)",
        Place.INSIDE,
        "a part of the paper was the other",
        "Audio encoder was BERT on spectrograms.",
        chain=False,
    ),
    Cue(
        "part-works",
        _G,
        Relation.USES,
        r"(?:^|, | and (?:then )?| then )(?:an? |the )?(?:(?!(?:original|standard|baseline|previous|other|typical)\b)[\w-]+ )?«\d+» (?:(?!(?:than|that|which)\b)[\w-]+ )?(?:vocoder|decoder|encoder|generator|network|detector|tokeni[sz]er|backbone|classifier|language model|optimi[sz]er) (?:then |finally |also )?(?:produces?|generates?|predicts?|encodes?|decodes?|converts?|maps?|turns?|extracts?|outputs?|creates?|synthesi[sz]es?|scores?|ranks?|classif(?:y|ies))\b(?! (?:better|worse|more|less|poorly|only|fewer|no)\b)",
        Place.INSIDE,
        "a part that is the other does its work in the paper",
        "A spectrogram is predicted and a BERT encoder produces the features.",
        chain=False,
    ),
    Cue(
        "used-beside",
        _G,
        Relation.USES,
        r"\b(?:us(?:es?|ing)|employs?|adopts?|combines?) (?:(?!(?:not|instead|than|without|baseline|compare)\b)[\w'«»()/-]+,? ){2,14}?(?:and|while) (?:then )?(?:an? |the )?(?:(?!(?:not|no|better|worse)\b)[\w-]+ )?«\d+»(?: \w+)? (?:to (?!(?:compare|show|test|see|evaluate)\b)[a-z]{3,}|for (?:the )?[a-z]+(?:ing|tion)\b|as (?:the |an? ))",
        Place.LAST,
        "beside another thing the other is used for a purpose",
        "It uses a small model to draft and BERT to score.",
    ),
    Cue(
        "bracketed",
        _G,
        Relation.USES,
        rf"(?<!other )(?<!existing )(?<!previous )(?<!baseline )(?:\b{_PIECE}(?: {_STUFF})? \({_HEDGE}|«\d+»(?: {_STUFF})? \((?=(?:basically|essentially|mostly|simply|just|actually|here|i\.e|usually|pre-?trained)){_HEDGE})(?:an? |the )?(?:(?:pre-?trained|frozen|modified|standard|small|large|deep|fine-?tuned|shared) )*«\d+»(?:,? (?:pre-?trained|trained|fine-?tuned|frozen|with|without|on)[^()]{{0,40}})?\)(?! (?:is|are|was|were|has|does|performs?|works?|achieves?|outperforms?)\b)",
        Place.LAST,
        "a piece of the paper is explained by the other, in brackets",
        "The image is embedded by a CNN (basically a ResNet).",
    ),
    Cue(
        "in-its-space",
        _G,
        Relation.USES,
        rf"\b(?:in|into|on|onto|over|within|from|to|is|are|predicts?|predicting|regress(?:es)?|reconstructs?|reconstructing|pools?|pooling|takes?|taking|freez(?:es?|ing)) (?:the )?(?:[\w-]+ ){{0,2}}?(?:space|{_STUFF}) (?:of|from|produced by|given by|computed by|extracted by|learned by) (?:an? |the )?(?:(?:pre-?trained|frozen|self-supervised|fixed|standard|separate|two|shared) )*«\d+»(?! (?:and|or) (?:other|many))",
        Place.INSIDE,
        "the paper works in the space of the other",
        "It predicts future frames in the latent space of DINOv2.",
    ),
    Cue(
        "apposed",
        _G,
        Relation.USES,
        rf"\b(?:the|its|their|our|each) (?:[\w-]+ ){{0,2}}?{_PIECE}, (?:which is )?(?:here |in this case )?(?:an?|the) (?:(?:pre-?trained|frozen|modified|standard|small|large|deep|fine-?tuned|shared|plain|vanilla|simple) )*«\d+»(?: {_PIECE})?(?=,|;|\.|$| (?:pre-?trained|trained|with)\b)",
        Place.LAST,
        "a piece of the paper and, between commas, the other that it is",
        "The decoder, a GPT-2, writes the answer.",
    ),
    Cue(
        "in-its-frame",
        _G,
        Relation.USES,
        r"\b(?:in|within|under|inside|into|through|via|with|using) (?:an?|the) «\d+»[ -](?:(?:training|learning|style|type|like|based) )?(?:framework|paradigm|fashion|manner|scheme|formulation|setup|pipeline|architecture)\b(?! (?:and|or) (?:show|compare|test))",
        Place.INSIDE,
        "the paper is set in the frame of the other",
        "The agent is trained in the MAML framework.",
    ),
    Cue(
        "stuff-as-input",
        _G,
        Relation.USES,
        rf"^(?!.*\b(?:{FINITE}|baselines?|instead|compar\w+|than|vs)\b)(?:inputs?: )?(?:\d+-?d(?:im(?:ensional)?)? |pre-?trained |frozen |fixed |static |contextual )*«\d+» (?:[\w-]+ )?{_STUFF}(?: (?:as|at|for|in|on) (?:the )?(?:inputs?|initiali[sz]ation|features?|words?|text|images?|audio|bottom|embedding layer)\b|\s?(?:-+>|=+>|→|\+))",
        Place.INSIDE,
        "a note has the stuff of the other for an input",
        "300d GloVe embeddings as input.",
    ),
    Cue(
        "stuff-added",
        _G,
        Relation.USES,
        rf"\b(?:add(?:s|ed|ing)?|concatenat(?:es?|ed|ing)|append(?:s|ed|ing)?|inject(?:s|ed|ing)?|feed(?:s|ing)?|fed|plug(?:s|ged|ging)?|stack(?:s|ed|ing)?) (?:the |its |pre-?trained |frozen |contextual )*«\d+»(?:'s)?(?: {_STUFF})? (?:to|into|onto|with|in|on top of) (?:the|an?|its|their|every|each|all)\b(?![^.;]*\b(?:improves?|helps?|hurts?|gives?|boosts?|increases?|reduces?|does not|doesn't)\b)",
        Place.INSIDE,
        "something of the other is added to the paper's network",
        "It adds ELMo representations to the input layer.",
    ),
    Cue(
        "pair-in-brackets",
        _G,
        Relation.USES,
        r"\b(?:text|image|images|audio|video|language|vision|visual|speech|words?|sentences?|questions?|frames?|points?|local|global|spatial|temporal|query|passage|document|user|item|source|target|coarse|fine|first|second)(?: [\w-]+)? \((?:an? )?«\d+»\),? (?:and|,) (?:the )?(?:text|image|images|audio|video|language|vision|visual|speech|words?|sentences?|questions?|frames?|points?|local|global|spatial|temporal|query|passage|document|user|item|source|target|coarse|fine|first|second)(?: [\w-]+)? \((?:an? )?«\d+»\)",
        Place.INSIDE,
        "each of two kinds of input has its work, in brackets",
        "Text (BERT) and image (ResNet) features are joined.",
    ),
    Cue(
        "replaces-its-part",
        _G,
        Relation.EXTENDS,
        r"\breplac(?:e|es|ing) (?:the|its|all|every) (?:(?!(?:need|use|role|idea|one|of)\b)[\w/-]+ ){1,4}?(?:of|in|from|inside) (?:the )?(?:original |vanilla |standard )?«\d+»(?! (?:with|by)\b)(?=[.,;]|$| so\b| and\b| to\b| while\b)",
        Place.LAST,
        "something takes the place of a part of the other",
        "A linear kernel replaces the softmax attention of the Transformer.",
        chain=False,
        firm=True,
    ),
    Cue(
        "instructs",
        _G,
        Relation.USES,
        r"(?:^(?:(?:tl;? ?dr|idea|recipe|method|approach|trick|summary|in short|the (?:whole )?(?:trick|idea|recipe))[:,]? )?|[:;] |, (?:and |then )?|\band (?:then )?)(?:simply |just |first |then )?(?:run|apply|train|fine-?tune|finetune|take|freeze|adapt|reuse|borrow|keep|start from|start with|build on|modify|extend|detect|track|segment|associate|embed|encode|decode|rank|re-?rank|initiali[sz]e|pre-?train|distill|optimi[sz]e|generate|retrieve|cluster|match|align|stack|plug in|swap in) (?:it |them |this |everything |the \w+ |all \w+ )?(?:with |by |using |via |through |from )?(?:an? |the )?(?:(?!(?:not|no|on|in|to|for|of|than|as|data|set|benchmark)\b)[\w-]+ ){0,2}?«\d+»(?! (?:data ?set|benchmark|is|are|was|were|and (?:compare|test))\b)",
        Place.LAST,
        "a recipe tells to do something with the other",
        "Treat playlists as sentences and run word2vec over them.",
        chain=False,
    ),
)
"""Read after those of :mod:`.changed`."""
