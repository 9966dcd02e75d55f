"""Words of derivation and use: what a paper builds on."""

from paperkg.extract.relations.cue import Cue, Group, Place
from paperkg.model import Relation

_G = Group.LINEAGE
_ADV = r"(?:(?:mainly|mostly|largely|heavily|directly|closely|loosely|partly|partially|also|simply|further|essentially|basically|strongly|then|first|either|both|purely) )?"
_PART = (
    r"(?:backbones?|encoders?|decoders?|architectures?|base(?:line)? (?:network|model|architecture|detector)|base|feature extractors?|"
    r"networks?|heads?|structures?|frameworks?|detectors?|necks?|trunks?|models?|pipelines?|features?|"
    r"embeddings?|tokenizers?|weights|blocks?|layers?|modules?|codebase|loss(?:es)?|tricks?|style(?: \w+)?|design|formulation|paradigm|initiali[sz]ation|checkpoints?|visual encoders?|vision encoders?|language models?|planner|simulator|approach|method|training|operators?|ops?|convolutions?)"
)
_ROLE = (
    r"(?:(?:the |its |their |a |an |our )?(?:[\w-]+ ){0,3}?(?:backbones?|encoders?|decoders?|bases?|basis|feature extract\w+|teachers?|students?|"
    r"detectors?|initiali[sz]\w+|starting points?|foundations?|necks?|trunks?|architectures?|generators?|discriminators?|"
    r"base (?:network|model|architecture)|building blocks?|network|model|head|loss|tokenizer|planner|solver|framework|core|policy|optimizer|component|module))\b"
)

EARLY: tuple[Cue, ...] = (
    Cue(
        "architecture-similar",
        _G,
        Relation.USES,
        r"\b(?:us\w+|has|have|adopt\w*|employ\w*|with|shares?|follows?) (?:an? |the |its )?(?:[\w-]+ ){0,3}?(?:architecture|structure|network|backbone|framework|design|encoder|decoder|pipeline)s?,?"
        r" (?:that is |which is )?(?:very |quite |closely |largely |almost )?(?:similar|identical|equal|same) (?:to|as)(?: that of| those of| the one (?:in|of))?\b",
        description="the paper takes over the architecture of the other, nearly",
        example="T5 uses an architecture similar to the Transformer.",
        explicit=True,
        reach=4,
    ),
    Cue(
        "baseline-and-more",
        _G,
        Relation.EXTENDS,
        r"\b(?:us|tak|adopt|start|choos|cho)\w* (?:with |from )?(?:[\w-]+ ){0,3}?«\d+»(?: \w+){0,2} as (?:a|the|our|their|its) (?:\w+ )?(?:baseline|base|basis|starting point)s?,? (?:and|then|but)(?: then| further| also)? (?:add|buil|exten|improv|modif|replac|incorporat|introduc|augment)\w*",
        Place.INSIDE,
        "the paper adds to the other",
        "They take UNet as a baseline and add deep supervision.",
        firm=True,
    ),
    Cue(
        "arrow",
        _G,
        Relation.EXTENDS,
        r"«\d+»(?: \([^()]{0,40}\))?(?= ?(?:--?>|→|=>) ?«S»)",
        Place.INSIDE,
        "an arrow leads from the other to the paper",
        "R-FCN --> RoI Transformer",
        free=True,
    ),
)
"""Cues that are tried before those of likeness."""

LINEAGE: tuple[Cue, ...] = (
    Cue(
        "extends",
        _G,
        Relation.EXTENDS,
        r"\b(?:extend(?:s|ed|ing)?|extensions? (?:of|to|from|on|over)|expand(?:s|ed|ing)? (?:up)?on|expansion of)\b(?! to\b)",
        description="the paper extends the other",
        example="This work extends FCOS to masks.",
        firm=True,
        guess=True,
    ),
    Cue(
        "builds-on",
        _G,
        Relation.EXTENDS,
        rf"\b(?:(?:build(?:s|ing)?|built) {_ADV}(?:up)?on(?: top of)?|(?:built|build|builds|developed) (?:around|off(?: of)?|from|on top of)|on top of)\b",
        description="the paper builds on the other",
        example="RoBERTa builds on BERT.",
        firm=True,
        guess=True,
    ),
    Cue(
        "based-on",
        _G,
        Relation.USES,
        rf"\b(?:is |are |was )?(?:bas(?:ed|es|e|ing)(?: (?:their|its|the|our|his|this)(?: \w+){{1,3}})? {_ADV}(?:up)?on|based off(?: of)?|grounded in|rooted in)\b",
        description="the paper is based on the other",
        example="KM3D is based on CenterNet and RTM3D.",
        firm=True,
        guess=True,
    ),
    Cue(
        "improves",
        _G,
        Relation.EXTENDS,
        r"\b(?:improv(?:es?|ed|ing|ements?) (?:up)?on(?! «\d+» (?:by|val|test|dataset|bench))|improvements? (?:of|to|over)|improved versions? of|to improve|improves|enhance(?:s|d|ment)?(?: of)?|upgrad\w+(?: (?:of|to|from))?|"
        r"(?:next|new|updated?|enhanced|better|lighter|lite|faster|simplified|efficient|refined|optimi[sz]ed|larger|smaller|bigger|distilled|second|incremental|extended|revised|streamlined|stronger|modern(?:ized)?|scaled[- ]up|compressed|cheaper) (?:\w+ )?(?:version|update|upgrade|generation|improvement|iteration|variant)s? (?:of|to|over)|"
        r"(?:make|makes|making|propose|proposes|introduce|introduces)(?: [\w,-]+){0,5}? (?:changes|modifications|improvements|tweaks|updates|additions|adjustments|amendments) (?:to|over|on|of)|updates? (?:to|of)|refine[sd]?|refinement of|simplif\w+(?: of)?|rethink\w*|revisit\w*|reformulat\w+|reinterpret\w+|optimi[sz]es|tweak\w*|reimplement\w+|modernizes|scal(?:es|ing) up|speeds up|accelerat\w+)\b",
        description="the paper improves the other",
        example="An improved version of GPT.",
        firm=True,
        reach=4,
    ),
    Cue(
        "adjective-changed",
        _G,
        Relation.VARIANT_OF,
        r"\b(?:uses?|using|is|a|an|our|their|its|proposes?|with|on|of|through|via|called) (?:modified|extended|improved|adapted|customi[sz]ed|simplified|enhanced|augmented|tweaked|lightweight|upgraded|multi-?\w+|hierarchical|sparse|recurrent|conditional|convolutional|distilled|compressed|shallower|deeper|inflated|generali[sz]ed) (?:\w+ )?«\d+»",
        Place.INSIDE,
        "the paper is a changed form of the other",
        "They use a modified U-Net.",
        reach=0,
        explicit=True,
    ),
    Cue(
        "modifies",
        _G,
        Relation.EXTENDS,
        r"\b(?:modif(?:y|ies|ied|ying)|modifications? (?:of|to)|adapt(?:s|ed|ing)?(?: from)?|adaptations? (?:of|to)|adjust(?:s|ed|ing)?|generali[sz](?:es?|ed|ing)(?! (?:well|to|better))|generali[sz]ations? (?:of|from)|"
        r"reshap(?:es?|ed|ing)|alter(?:s|ed|ing)?|revis(?:es|ed|ing)|changes? (?:to|the)|augment(?:s|ed|ing)?|repurpos\w+|rework\w*|re-?design\w*|evolution of|evolv(?:es|ed) from|evolving from|continuation of|a step further than|one step further than|follow[- ]?ups?(?: works?| papers?)? (?:of|to|from|on)|successors? (?:of|to)|update of|sequel (?:of|to)|"
        r"takes? (?:[\w«»-]+ ){1,7}?(?:proposed|introduced|used|described|presented|from) in)\b",
        description="the paper changes or generalises the other",
        example="BigBird modifies the standard Transformer.",
        firm=True,
        guess=True,
        reach=7,
    ),
    Cue(
        "variant-of",
        _G,
        Relation.VARIANT_OF,
        r"\b(?:variants? (?:of|on)|variations? (?:of|on)|versions? of|flavou?rs? of|twist on|spin on|incarnation of|reincarnation of|instan(?:ce|tiation) of|specialization of)\b",
        description="the paper is a variant of the other",
        example="ALBERT is a lighter variant of BERT.",
        firm=True,
        guess=True,
        reach=5,
    ),
    Cue(
        "x-variant",
        _G,
        Relation.VARIANT_OF,
        r"«\d+»(?:'s)?[- ](?:\w+ )?(?:variants?|variations?|extensions?|adaptations?|generali[sz]ations?|modifications?)\b",
        Place.INSIDE,
        "the paper is the other's variant",
        "The paper proposes a DETR variant.",
        explicit=True,
    ),
    Cue(
        "combines",
        _G,
        Relation.COMPONENT,
        r"\b(?:combin(?:es?|ed|ing)|combinations? of|merg(?:es?|ed|ing)|unif(?:y|ies|ied|ying)|marr(?:y|ies|ied)|hybrids? (?:of|between|approach between)|fus(?:es?|ion of)|integrat(?:es?|ed|ing)|incorporat(?:es?|ed|ing)|bridg(?:es?|ing)|blend(?:s|ing)?|"
        r"(?:combin\w+|realiz\w+|realis\w+|leverag\w+|exploit\w*|enjoy\w*|unif\w+|inherit\w*|hav\w+|has|with|keep\w*|retain\w*|shar\w+|brings?) (?:the |both the |both )?(?:[\w-]+ )?(?:benefits?|merits?|advantages?|strengths?|best|power) (?:of|from)(?: both)?|consist(?:s|ing)? of|compos(?:ed|ition) of|composes|made up of|comprises|comprised of|put together|together with|joins?|concatenat\w+|adds? (?:a |an |the )?)\b",
        description="the paper combines the other with something",
        example="It combines the strengths of ResNet and DenseNet.",
        reach=5,
    ),
    Cue(
        "inspired-by",
        _G,
        Relation.EXTENDS,
        r"\b(?:inspired (?:by|from)|(?:draws?|drew|drawing|takes?|took|taking|gets?) (?:[\w-]+ ){0,3}?inspirations? (?:from|of)|inspirations? (?:is |are |comes? )?from|motivated by|influenced by|borrow(?:s|ed|ing)?|"
        r"(?:taken|derived?|derives|inherit(?:s|ed)?|stems|originates|comes|adopted|adapted|copied|imported|ported|lifted|reused) (?:\w+ )?from|inherit(?:s|ed|ing)|descend(?:s|ed|ant) (?:from|of)|in the spirit of|in the same (?:vein|spirit) as|along the lines of|draws? (?:\w+ )?(?:up)?on|drew on|credit to)\b",
        description="the paper takes its idea from the other",
        example="Inspired by DETR, the paper uses sparse queries.",
        firm=True,
        guess=True,
        reach=7,
    ),
    Cue(
        "follows",
        _G,
        Relation.USES,
        rf"\b{_ADV}follow(?:s|ed|ing)?\b(?! (?:up|work|by|parts|components|way|steps|tricks|changes|form|additional|method:))",
        description="the paper follows the other",
        example="The training follows DQN.",
        reach=6,
    ),
    Cue(
        "starts-from",
        _G,
        Relation.USES,
        r"\b(?:start(?:s|ed|ing)? (?:off )?(?:from|with|out from)|initiali[sz](?:ed|es|ing|e) (?:\w+ ){0,4}?(?:with|from|by|using)|initiali[sz](?:ed|es)|pre-?train(?:ed|s|ing)? (?:with|from|using|by|weights of|via)|warm[- ]?start\w* (?:from|with|by)|distill?(?:ed|s|ing|ation)? (?:knowledge )?(?:from|of)|"
        r"fine-?tun(?:es?|ed|ing)(?: (?:from|of|on top of))?|retrain(?:s|ed|ing)?|pre-?trained|weights (?:of|from)|supervis(?:ed|ion) (?:by|from)|features? (?:from|extracted (?:from|by|with)|by)|embeddings? (?:from|by)|extracted (?:by|with|from)|train(?:ed|s|ing)? (?:with|via|using|by)|optimi[sz]ed (?:with|by|via|using)|powered by|driven by|guided by|generated (?:by|with|from))\b",
        description="the paper starts from weights, features or training of the other",
        example="It is initialised with BERT weights.",
        reach=4,
    ),
    Cue(
        "role",
        _G,
        Relation.USES,
        rf"\b(?:as|to be) {_ROLE}",
        Place.BEFORE,
        "the other work has a role in the paper",
        "It takes ResNet as the backbone.",
        explicit=False,
        free=True,
        guess=True,
        reach=5,
    ),
    Cue(
        "same-architecture",
        _G,
        Relation.USES,
        r"\b(?:same|identical|similar) (?:(?:overall|general|basic|network|model|underlying|exact|backbone|training|meta|core) )*(?:architectures?|networks?|backbones?|frameworks?|pipelines?|structures?|network structure|design|setup|recipe|models?|formulation|loss(?:es)?) (?:as|to|with|of|is|used in|with that of) (?!in\b)(?:that (?:of|in) |the (?:one|ones) (?:of|in|from|used in) )?",
        description="the paper takes over the architecture of the other",
        example="T5 uses an architecture similar to the Transformer.",
        explicit=True,
        reach=4,
    ),
    Cue(
        "part-is",
        _G,
        Relation.USES,
        rf"^(?:the )?(?:[\w/-]+ ){{0,3}}?(?:backbone|encoder|decoder|head|neck|base network|feature extractor|architecture|base model|backbone network|network|detector|detection head|tokenizer|view transformer|loss|losses|framework|planner|controller|optimizer|module|model|pipeline|codebase|code base)s?(?: used| they use| network| architecture)? ?(?:is|are|:|was|were|=|uses?|follows?|being|adopts?)(?: (?:simply|basically|just|exactly|a|an|the|based on|from|inspired by|mainly|also|that of))*(?! not)",
        description="a part of the paper is the other",
        example="Backbone: ResNet-50.",
        free=True,
        reach=4,
        guess=True,
    ),
    Cue(
        "uses",
        _G,
        Relation.USES,
        rf"(?<!to )(?<!can )(?<!The )(?<!the )\b(?:(?:uses?|used|using|utili[sz](?:es?|ed|ing)|employ(?:s|ed|ing)?|adopt(?:s|ed|ing|ion of)?|leverag(?:es?|ed|ing)|appl(?:y|ies|ied|ying)|exploit(?:s|ed|ing)?|rel(?:y|ies|ied|ying) on|equip(?:s|ped|ping)? (?:\w+ )?with|adppt\w*|reus(?:es?|ed|ing)|harness\w*|makes? use of|made use of|tak(?:es?|ing) advantage of|choos(?:es?|ing)|chose|select(?:s|ed)?|implement(?:s|ed|ing)?|tak(?:es?|ing)|perform(?:s|ed|ing)?|includ(?:es|ed)|feeds? (?:\w+ )?(?:in)?to|passed (?:through|to)|fed (?:in)?to|followed by|via|by means of|with the help of|goes? through|accomplished by|done (?:with|by|via)|achieved (?:with|by|via)|obtained (?:with|by|via|from)|through|thanks to) {_ADV})(?!up\b)",
        description="the paper uses the other",
        example="The method uses PointNet to encode points.",
        reach=5,
    ),
    Cue(
        "trains",
        _G,
        Relation.USES,
        r"\btrain(?:s|ed|ing)? (?:a |an |the |their )?(?:(?!on |by |with |for |in |from |to |and )\w+ )?«\d+»(?!,| and| or)",
        Place.INSIDE,
        "the paper trains one other work as its model",
        "Trains a DQN to play.",
    ),
    Cue(
        "part-in-brackets",
        _G,
        Relation.USES,
        r"\b(?:backbones?|encoders?|decoders?|base(?: \w+)? networks?|base models?|feature extract\w+|detectors?|heads?|necks?|tokenizers?|planners?|trunks?)\*? ?\((?:e\.g\.?,? |i\.e\.?,? |such as )?(?:a |an |the |like )?(?:[\w-]+ ){0,2}?«\d+»(?:(?:,| or| and|, or|\/) «\d+»){0,4}",
        Place.INSIDE,
        "a part of the paper is explained by the other, in brackets",
        "The encoder (a ViT) sees the image.",
        free=True,
    ),
    Cue(
        "task-with",
        _G,
        Relation.USES,
        r"\b(?:detection|segmentation|features?|encoding|encoded|training|initiali[sz]ation|tracking|estimation|prediction|extraction|classification|generation|optimi[sz]ation|tokenization|matching|search|processing|regression|decoding|inference|embedding|retrieval|reconstruction|modeling|learning) (?:with|by|using|via) (?:a |an |the )?(?:\w+ )?«\d+»",
        Place.INSIDE,
        "a step of the paper is done with the other",
        "Object detection with YOLOv3.",
    ),
    Cue(
        "as-proposed-in",
        _G,
        Relation.USES,
        r"\bas (?:originally |first )?(?:formulated|proposed|introduced|described|defined|presented) (?:in|by)\b",
        description="a part of the paper is taken as the other proposed it",
        example="It uses additive attention, as introduced by RNNsearch.",
        reach=3,
    ),
    Cue(
        "with-part",
        _G,
        Relation.USES,
        rf"\b(?:with|using|via|by|is|are|has|have|plus|from)(?: (?:a|an|the|its|standard|original|vanilla|modified|pre-?trained|simple|single|deep|small|frozen|shared|two|three|off-the-shelf|powerful|large|3d|2d|1d|usual))* «\d+»(?:'s)?(?: «\d+»)?[- ]?(?:\w+[- ])?{_PART}\b",
        Place.INSIDE,
        "a part of the other stands in the paper",
        "BEV detection with DETR structure.",
    ),
    Cue(
        "x-based",
        _G,
        Relation.USES,
        r"(?:\b(?:is|are|a|an|the|with|uses?|using|proposes?|introduces?|presents?|employs?|on|own|end-to-end|novel|new|their|its) )?(?:[\w-]+ )?«\d+»[- ]?(?:based|style|like|type|inspired|derived|styled)\b",
        Place.INSIDE,
        "the paper is based on the other, in a compound",
        "The model is a transformer-based detector.",
        explicit=False,
    ),
    Cue(
        "is-used",
        _G,
        Relation.USES,
        r"(?:'s? [\w-]+(?: \w+)?)? (?:is|are|was|were|then|be) (?:(?:also|then|directly|first|simply|further|therefore|thus|again|frozen and|slightly|both) )*(?:used|adopted|adppted|adapted|employed|utili[sz]ed|applied|leveraged|chosen|selected|extended|modified|fine-?tuned|trained|taken|exploited|reused|integrated|incorporated|added|combined|introduced|inserted|plugged|generali[sz]ed|initiali[sz]ed|repurposed|borrowed|augmented|appended|run|pre-?trained|included|performed)\b(?! (?:in|by) «)",
        Place.BEFORE,
        "the other work is used, in the passive voice",
        "Deformable DETR is adopted as encoder.",
        free=True,
        reach=2,
    ),
)
