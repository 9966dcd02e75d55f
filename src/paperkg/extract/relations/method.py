# ruff: noqa: E501 - expressions and word lists are data, and read best unbroken
"""What is said of a paper's own method in verbs of making, whatever the verb.

The cues of the other modules each wait for a word of their own. These here read the form of a
statement instead: the authors (or nobody else) do something with a named work; a named part does
something for the method; something is done by it.
"""

from paperkg.extract.relations.cue import Cue, Group, Place
from paperkg.extract.relations.verbs import (
    BASE,
    FINITE,
    GERUND,
    PAST,
    PROCESSED,
    PROCESSING,
    THIRD,
)
from paperkg.model import Relation

_G = Group.LINEAGE
_THE = r"(?:(?:an?|the|its|their|that|our|one|two|three) )?(?:(?:original|standard|vanilla|plain|ordinary|usual|normal|conventional|classic|full|existing|frozen|pre-?trained|trained|small|large|deep|simple|single|shared|regular) )*"
_END = r"(?: (?:models?|networks?|architectures?|encoders?|decoders?|detectors?))?"
_ADV = r"(?:(?:also|then|first|simply|just|thus|hence|therefore|instead|directly|further|finally|mainly|mostly|only|again|next|always|jointly|(?!not)\w+ly) )*"
_NOUN = r"(?:paper|work|article|study|approach|methods?|models?|networks?|architecture|framework|system|algorithm|module|pipeline|detector|idea|technique|encoder|decoder|design|implementation|authors|generator|discriminator|policy|agent|learner|planner|tracker|optimi[sz]er|training|scheme|procedure|layer|block|branch|head|team|group)"
_WHO = rf"(?:we|they|it|he|she|«S»|the authors?|(?:this|the|our|their|its|the proposed|the new|the whole|the full|the final|the resulting) (?:[\w-]+ ){{0,2}}?{_NOUN})"
_INTRO = r"(?:(?:(?!no\b|not\b|unlike|instead|rather|compared|like\b|similar|in contrast)[\w'/() -]{2,80}, )|(?:and|but|then|so|here|thus|also|hence|first|second|third|finally|next|in short|in this (?:paper|work)) )?"
_MUTE = (
    r"(?!(?:compar|outperform|beat|surpass|exceed|match|evaluat|test|benchmark|measur|report|show|find|found|note|observ|argu|claim"
    r"|mention|discuss|cit|critici|blam|stud(?:y|ies|ied)|analy|investigat|explain|question|attack|need|requir|avoid|lack|want|hope|think|believ"
    r"|sa(?:y|id)|call|nam|term|dub|introduc|propos|present|describ|achiev|reach|obtain|g[eo]ts?\b|got\b|scor|perform|see\b|saw\b|know|consider|reject|drop"
    r"|remov|replac|eliminat|prov|demonstrat|suggest|point|refer|rival|differ|diverg|depart|resembl|relat|is\b|are\b|was\b|were\b|be\b|been|has\b|have\b|had\b"
    r"|can\b|could|may\b|might|do\b|does|did\b|will|would|should|must|cannot|never|not\b|no\b|no-|improve[sd]? results|predat|preced|try\b|tried|tries"
    r"|discard|abandon|dispens|tackl|address|attend|substitut|doubt|contrast|complain|ask|answer|list|review|survey|rank|win|lose|lost|fail|suffer|struggl"
    r"|recommend|prefer|liv(?:e|es|ed)\b|surviv|warn|remark|remind|wonder|expect|assum|motivat|inspir|publish|appear|came out|releas|open-?sourc|probe|fool"
    r"|visuali|interpret|diagnos|reproduc|replicat|verif|validat|ablat|simulat|approach|equal|run out|begin to|start to|seem|look|act|sound|remain|stay|stand|trail|lag|edge|trounce|overtak|overtook|includ|top\b|tops\b|keeps? (?:pace|up)|pass(?:es|ed)?(?= (?:the )?«))\w*\b)"
)
_VERB = rf"{_ADV}{_MUTE}(?:[a-z]{{2,}}(?:s|ed)|{BASE}|{PAST}|took|began|ran|froze|chose|built|brought|kept|fed|taught|make|made|go|went|put|set|let|cut|hand|pick|opt|rely|settle|resort|fall|fell|learn|sit|rest|hang|draw|drew)"
_FILL = r"(?:(?!(?:than|to|for|as|not|no|like|into|onto|with|by|from|via|on|over|and|or|but|that|which|instead|without|against)\b)[\w«»'/-]+,? ){0,6}?"
_WITH = r"(?:with(?: the help of)?|by(?: means of)?|from|via|through|using|inside|around|on top of|into|out of|upon|back on|to (?=(?:an? |the )?(?:\w+ )?«))"
_TAIL = r"(?! (?:instead|does not|do not|hurts?|fails?|gives? no|has no)\b)"

_NO_LABEL = (
    r"(?:[\w-]+ ){0,3}?(?:sota|state[- ]of[- ]the[- ]art|works?|papers?|methods|models|approaches|competitors?|contemporar(?:y|ies))|dr|tldr|summary|gist|datasets?|baselines?|compar\w+|results?|vs|versus|related|see|cf|data|code|similar|notes?|problems?|issues?|cons?|limitations?|links?|references?|sources?|tags?|title|authors?"
    r"|(?:[\w-]+ )?data ?sets?(?: used)?|(?:bib|cite|citation )?keys?|doi|id|concurrent\w*|contemporaneous|.*\bsince (?:19|20)\d\d|later|follow-?ups?|contrast|competitors?|alternatives?|evaluat\w*|test(?:ed|s)?|experiments?|benchmarks?|unlike|previous\w*|prior|history|background|motivation|before"
    r"|state|sota|examples?|e\.g|remarks?|comments?|questions?|q|a|me|my \w+|pros?|strengths?|weakness\w*|differen\w+|figures?|tables?|fig|years?|venue|keywords?|topics?"
    r"|improvements?|pre-?print|successors?|descendants?|children|impact|used|numbers?|scores?|accuracy|performance|gains?|gap|errors?|figures|ablations?|analysis|attacks?|tricks from|quote|example|imagenet|coco|glue|wmt|cifar|kitti|nuscenes|against|ahead|behind|above|below|also|why|what|how|who|next|published|released|presented|written|slides|talk|video|review|discussion|critique|criticism|explanation|answer|conclusion|findings?|observations?|speed|cost|runtime|memory|size|parameters|trained on|set|sets|suite|tasks?|settings?|lessons?|idea of"
)
_NO_NOTE = (
    r"concurrent\w*|contemporaneous|simultaneous\w*|memori[sz]ed|stolen|leaked|reading list|parallel|majority|methods|approaches|all|both|ahead|behind|as|whether|not|no|never|without|than|unlike|instead|rather|compared|comparison|better|worse|faster|slower|higher|lower|outperform\w*|beats?|baseline|results?|numbers?|scores?|gains?"
    r"|improvements?|points?|percent|accuracy|performance|differs?|differences?|different|similar|vs|versus|previous|prior|existing|most|many|others?|later|recent|such as|e\.g|see|cf|like"
    r"|is|are|was|were|that|which|who|but|while|whereas|although|because|if|when|where|may|might|could|should|would|can|until|since|for example|including|than|against|only|gap|problem|weakness|limits?|limitations?|fails?|drops?|replac\w+|remov\w+|avoid\w*|evaluat\w+|test(?:ed|s|ing)?|experiments?|benchmark\w*|ablat\w+|compet\w+|contemporary|same time|superseded|followed|extended|used in|adopted by|cited by|improved by"
)

LISTED = r"(?!)"
"""Never matches within a sentence: the lead stands before the list (see :mod:`.context`)."""

_NOTE = rf"(?!(?:(?! [-–—] )[^,;:])*?\b{FINITE}\b)"
"""No verb follows before the next comma, colon or dash: what is said there is a note."""

_PART = (
    r"(?:(?:neural|feature|convolutional) network|cnn|convnet|backbones?|base (?:network|model|learner|detector|architecture)|encoders?|decoders?|feature extractors?|controllers?|optimi[sz]ers?|(?:training|search|learning|optimi[sz]ation|rl|reinforcement learning|planning|tracking|matching|clustering) (?:algorithm|method|procedure)"
    r"|detectors?|planners?|trackers?|teachers?|students?|tokeni[sz]ers?|language models?|loss(?: function)?s?|generators?|discriminators?|solvers?|retrievers?|rankers?|re-?rankers?|vocoders?|segmentation networks?|heads?|necks?|pre-?trained (?:network|model|cnn)s?|vision towers?|text towers?|(?:vqa|captioning|detection|segmentation|vision|depth|pose|embedding|reward|world|image|text|speech|video)[ -]models?)"
)

METHOD_EARLY: tuple[Cue, ...] = (
    Cue(
        "part-in-brackets",
        _G,
        Relation.USES,
        rf"(?<!other )(?<!previous )(?<!existing )(?<!baseline )(?<!different )(?<!various )(?<!many )(?<!any )(?<!most )(?<!popular )(?<!another )(?<!these )\b(?:{_PART}|base(?: \w+)? networks?|trunks?)\*? ?\((?:(?:(?<!s \()(?:e\.g\.?|such as|like|for example)|i\.e\.?|here|an?|the|in this case|typically|usually|in practice|namely|pre-?trained|standard),? )*(?:(?!(?:see|cf|not|no|unlike|instead|as)\b)[\w-]+ ){{0,2}}?«\d+»(?! (?:is|are|was|were|has|does|performs?|works?)\b)(?:(?:,| or| and|, or|\/) «\d+»){{0,4}}",
        Place.INSIDE,
        "a part of the paper is explained by the other, in brackets",
        "The encoder (a ViT) sees the image.",
        free=True,
    ),
    Cue(
        "as-in-brackets",
        _G,
        Relation.USES,
        r"(?<=\w) \((?:just |exactly |much )?(?:as|like) (?:is |was )?(?:(?:done|used|proposed|described|introduced|presented|defined) )?(?:in|by) (?:the )?(?:original )?«\d+»(?: paper)?\)",
        Place.INSIDE,
        "brackets say that the other does it the same way",
        "The two networks share their features (as in Faster R-CNN).",
    ),
    Cue(
        "by-doing",
        _G,
        Relation.USES,
        rf"(?<!instead )(?<!than )\bby {_ADV}{GERUND}(?= {_THE}(?:[\w-]+ ){{0,2}}?«\d+»(?! (?:with|by|to|on) (?:a )?(?:large|big|wide|huge) margin))",
        description="something is reached by doing something with the other",
        example="Predicts occupancy by lifting DETR to 3D.",
        reach=4,
    ),
    Cue(
        "same-model",
        _G,
        Relation.VARIANT_OF,
        r"^(?:(?:tl;? ?dr|summary|idea|gist|in short|in a nutshell|basically|essentially|simply)[:,]? )*(?:(?:exactly|almost|mostly|pretty much|largely|basically|essentially) )?(?:(?:uses?|using|keeps?|adopts?|has|takes?|shares?|with) )?(?:(?:exactly|almost|basically|essentially) )?(?:the )?same (?:[\w-]+ ){0,2}?(?:architecture|network|model|framework|pipeline|structure|design|setup|recipe|formulation|backbone|loss|objective|method|approach|algorithm|idea) (?:as|of|used (?:in|by)) (?:in |that of )?(?:the )?(?:original )?«\d+»(?! (?:is|are|was|were|does|has|and the same)\b)",
        Place.LAST,
        "a note says that the paper has the architecture of the other",
        "Same architecture as BERT, but smaller.",
        chain=False,
    ),
    Cue(
        "is-just",
        _G,
        Relation.VARIANT_OF,
        rf"\b(?:is|are) (?:really |in effect |in essence )?(?:essentially|basically|simply|just|exactly|nothing but|nothing more than|nothing else than|really|pretty much|more or less|at heart|almost exactly) (?:an? |the )?(?:(?!(?:not|no|like|as|better|worse|baseline|best|similar|one|what)\b)[\w-]+ )?«\d+»{_END}(?=[.,;:]|$| (?:but|with|without|plus|minus|applied|trained|for|on top|in which|where)\b)",
        Place.INSIDE,
        "the paper is just the other",
        "Architecturally it is just GPT-2.",
        explicit=True,
        chain=False,
    ),
    Cue(
        "parts-for-purposes",
        _G,
        Relation.USES,
        r"(?:\(|: |\bnamely )(?:an? )?«\d+» for (?:the )?(?!(?:example|instance|comparison|details|reference)\b)[\w-]+(?: [\w-]+)?(?:,? (?:and )?(?:an? )?«\d+» for (?:the )?[\w-]+(?: [\w-]+)?)+",
        Place.INSIDE,
        "each of several others has a purpose in the paper",
        "A two-tower model (BERT for text, ResNet for images).",
    ),
    Cue(
        "similar-approach",
        _G,
        Relation.USES,
        r"\b(?:takes?|follow(?:s|ed|ing)?|us(?:es?|ed|ing)|adopt(?:s|ed|ing)?|employ(?:s|ed|ing)?|has|have|with|took|keeps?|shares?|appl(?:y|ies)) (?:an?|the|its|pretty much the|basically the|exactly the|almost the) (?:very |quite |somewhat |rather |exact )?(?:similar|analogous|comparable)(?=[^.;]{5,70}(?:,? but\b|,? except\b|,? with the (?:exception|difference)|,? only\b|,? apart from|, while))"
        r" (?:[\w-]+ ){0,3}?(?:approach|strategy|procedure|architecture|structure|setup|pipeline|recipe|design|scheme|idea|method|framework|network|model|backbone|encoder|decoder|head|loss(?: function)?|objective|formulation|training|mechanism|technique|trick|algorithm|layout|block|parameteri[sz]ation) (?:to|as|of|with) (?:that of |in |by |the one (?:in|of) |used (?:in|by) )?(?:the )?(?:original )?«\d+»",
        Place.LAST,
        "the paper goes about it as the other does, but for a change",
        "It takes a similar approach to BERT, but without labels.",
    ),
    Cue(
        "rest-is",
        _G,
        Relation.VARIANT_OF,
        r"^(?:and |but )?(?:otherwise|(?:apart|aside) from (?:that|this|these|it)|other than that|beyond (?:that|this)|everything else|all else|(?:all )?the (?:rest|remainder|remaining \w+)(?: of [\w ]{3,30}?)?|all other \w+|all (?:the )?others?)"
        rf",? (?:(?!(?:not|no|unlike|better|worse|than|outperform\w*|beats?|differs?|different|only|compared)\b)[\w'-]+,? ){{0,9}}?«\d+»{_TAIL}",
        Place.LAST,
        "the rest of the paper is the other",
        "Everything else is as in BERT.",
        firm=True,
        chain=False,
        guess=True,
    ),
    Cue(
        "named-origin",
        _G,
        Relation.EXTENDS,
        r"^(?:(?:it |this (?:paper |work |model )?|the (?:paper|model|work|method) )?(?:builds? (?:up)?on|based on|extends?|extension of|inspired by|inspirations?|derived from|derives from|variant of|improves(?: on)?|follow-?up (?:to|of)|successor (?:of|to)|adapted from|borrows from|combines|uses))"
        r" ?(?:::?|=|\||→|->|⇒|=>)+ ?(?:\(?(?:mostly|mainly|partly|loosely|primarily|directly|also|the|a|an)\)? )*(?=«)",
        description="a labelled field names what the paper builds on",
        example="Builds on: DETR, FCOS",
        firm=True,
        guess=True,
        sure=True,
        reach=2,
    ),
    Cue(
        "named-parent",
        _G,
        Relation.EXTENDS,
        r"^(?:the |its |direct |immediate |main |intellectual |closest )*(?:parents?(?: (?:papers?|models?|works?|methods?))?|predecessors?|ancestors?|forerunners?|precursors?|forebears?|origins?|roots?|starting points?|foundations?|basis|base(?:d)?(?: (?:models?|papers?|methods?|architectures?|networks?))?|inspirations?|ingredients?|building blocks?|components?|lineage|ancestry|pedigree|heritage|prior works? (?:it|the paper) builds on|points? of departure|template|blueprint)"
        r"(?: ?(?:::?|=|\||–|—| - |→|->)+ ?| (?:is|are|was|were) )(?:(?:mostly|mainly|partly|loosely|primarily|directly|also|the|an?|of course|clearly|obviously|none other than) )*(?=«)",
        description="the parent of the paper is named",
        example="Predecessor: FCOS",
        firm=True,
        guess=True,
        sure=True,
        reach=2,
    ),
    Cue(
        "same-but",
        _G,
        Relation.VARIANT_OF,
        rf"(?:^|: |\b(?:is|are|remains?|stays?|works?|operates?|functions?|proceeds?)(?: in)? )(?:an? |the |very |quite |pretty |extremely |almost |essentially |basically |mostly |largely |exactly |just |really |mathematically |functionally |formally |conceptually |structurally |architecturally |somewhat |rather |fairly )*(?:same|similar|close|identical|equal|equivalent|akin|like)(?: way| manner| fashion)? ?(?:in (?:structure|design|spirit|form|architecture|shape|setup) )?(?:as|to|like)? ?{_THE}«\d+»{_END}(?:,|;|:)?"
        r" (?:(?:but|except|save|only|just|plus|minus|apart from|aside from)\b(?! (?:faster|slower|better|worse|cheaper|more|less|it is|is(?! not (?:dependent|restricted|limited|tied|based|bound|conditioned|shared|applied|computed|trained))|much|not|still|also|rather|unlike|smaller|larger)\b)|(?:al)?though (?:it|this|they|here|the (?:paper|model|authors|method))\b(?! (?:is|are|was|were|does not (?:need|work)|performs?|works?|outperforms?) (?:not |much |a bit |slightly )?(?:faster|slower|better|worse|cheaper|more|less|as)\b)|with(?:out)? (?:[\w'-]+ ){0,6}?(?:added|replaced|removed|swapped|changed|instead|dropped|extra|additional|in place|different|on top)\b|the only|only the|(?:one|two|three|four|some|a few) (?:things?|details?|\w*\s?differences?|changes?)\b)",
        Place.INSIDE,
        "the paper is the same as the other but for a change",
        "Same as BERT, except that spans are masked.",
        firm=True,
        chain=False,
    ),
    Cue(
        "piece-as-in",
        _G,
        Relation.USES,
        r"^(?!.*\b(?:results?|accuracy|conclusions?|findings?|numbers|performance|scores?|problems?|issues?|limitations?|goals?|aims?|tasks?|motivation|scope|range|definitions?|metrics?|evaluat\w+|protocol|benchmarks?|data ?sets?|data|splits?|experiments?|settings?|hyper-?parameters?|argument|story|observation|trend|assumptions?|baselines?|complexity|speed|cost)\b)"
        r"(?:as (?:the |an? |its )?[\w -]{3,30}, )?(?:the|its|their|our|all|every|each|both) (?:(?!(?:is|are|was|were|paper|work|which|that|who)\b)[\w'/,&-]+ ){1,8}?(?:is|are|stays?|remains?|works?|comes?|come|was|were) "
        r"(?:(?:exactly|just|simply|essentially|basically|mostly|largely|almost|again|also|taken|kept|left|copied|borrowed|adopted|adapted|inherited|lifted|modell?ed|ported|straight|directly|entirely|wholesale|verbatim) )*"
        rf"(?:(?:the )?same as(?: in)?|identical to|(?:as|like) in|as (?:it |they )?(?:is|are|was|were) in|that of|those of|the ones? (?:of|from|in|used in)|from|after|out of)(?: (?:that|those|the ones?) (?:of|from|in))? {_THE}(?:[\w-]+ ){{0,2}}?«\d+»{_TAIL}",
        Place.LAST,
        "a piece of the paper is that of the other",
        "The second stage is identical to that of Faster R-CNN.",
        guess=True,
    ),
    Cue(
        "note-as-in",
        _G,
        Relation.USES,
        rf"^(?!.*\b(?:{FINITE}|baselines?|results?)\b)(?!(?:{_NO_LABEL})\b)(?:[\w-]+: )?(?:(?!(?:{_NO_NOTE}|{_NO_LABEL})\b)[\w'«»/-]+,? ){{1,7}}?(?:just |exactly )?as (?:in|by|with) {_THE}«\d+»(?!'s? (?:paper|case))",
        Place.LAST,
        "a note without a verb says that a piece is made as in the other",
        "Mean pooling as in PointNet.",
        chain=False,
    ),
    Cue(
        "way-of",
        _G,
        Relation.USES,
        r"(?:\b(?:the (?:same )?way|the manner in which|(?:exactly|just|much|precisely) (?:as|like)) (?:the )?«\d+» (?:does|do|did)|\b[a-z]+s (?:[\w'-]+ ){1,9}?[\w'-]+, (?:just |much |exactly )?as «\d+» [a-z]{3,}s)\b(?! not)",
        Place.INSIDE,
        "something is done the way the other does it",
        "Boxes are matched the way DETR does it.",
        chain=False,
    ),
)
"""Read before contrast and likeness."""

METHOD: tuple[Cue, ...] = (
    Cue(
        "listed",
        _G,
        Relation.COMPONENT,
        LISTED,
        description="an item of a list whose lead says that the paper builds on what follows",
        example="It combines:",
    ),
    Cue(
        "does",
        _G,
        Relation.USES,
        rf"^(?P<subject>{_INTRO}{_WHO}) {_VERB}(?: (?:up|out|in|on|off|over|down|back))?(?! «\d+» (?:\d|apart\b)| by (?:the )?«)(?= (?:[\w«»'/-]+ ){{0,5}}?«)",
        description="the authors do something with the other",
        example="They freeze GPT and learn a prefix.",
        explicit=True,
        reach=5,
    ),
    Cue(
        "does-with",
        _G,
        Relation.USES,
        rf"^(?P<subject>{_INTRO}{_WHO}) {_VERB} {_FILL}{_WITH}(?= {_THE}(?:[\w'-]+ ){{0,3}}?«)",
        description="the authors do something by way of the other",
        example="They guide the search with DQN.",
        explicit=True,
        reach=5,
    ),
    Cue(
        "doing",
        _G,
        Relation.USES,
        rf"^(?:(?:and|then|also|first|basically|essentially|(?:(?:key|main|core|central|basic|high-level|big) )?(?:idea|goal|insight)|trick|method|approach|contribution|summary|tl;? ?dr|proposal):? )*(?:{THIRD}|{BASE}|{GERUND})(?: (?:up|out|in|off|over|back|on))?(?= (?!(?:it|this|that|they|we|is|are)\b)(?:[\w«»'/-]+ ){{0,5}}?«)",
        description="something is done with the other, nobody else being named",
        example="Prompts GPT with retrieved facts.",
        reach=4,
    ),
    Cue(
        "doing-with",
        _G,
        Relation.USES,
        rf"^(?:(?:and|then|also|first|basically|essentially|(?:(?:key|main|core|central|basic|high-level|big) )?(?:idea|goal|insight)|trick|method|approach|contribution|summary|tl;? ?dr|proposal):? )*(?:{THIRD}|{BASE}|{GERUND}|solv(?:es?|ing)|tackl(?:es?|ing)|address(?:es|ing)?|approach(?:es|ing)) {_FILL}(?!into\b){_WITH}(?= {_THE}(?:[\w'-]+ ){{0,2}}?«)",
        description="something is done by way of the other, nobody else being named",
        example="Embeds tokens with BERT, then clusters them.",
        reach=4,
    ),
    Cue(
        "part-does",
        _G,
        Relation.USES,
        rf"(?:^(?:[\w'/ -]{{2,60}}, )?(?:(?:then|next|finally|first|second|here|afterwards),? )?|: |, (?:and |then )?|\band )(?:an?|one|two|another|(?:pre-?)?trained|frozen) (?:(?!(?:baseline|standard practice|competing|previous|typical|naive)\b)[\w-]+,? ){{0,3}}?«\d+»(?: (?!than|that|which)[\w-]+)?(?: \([^()]{{0,40}}\)|, (?:i\.e\.,? |an? |the |with |without |pre-?trained )[^,;]{{0,60}},)?(?: (?:on|over|with|of|from|for|in|above) (?:[\w«»'-]+ ?){{1,4}}?)? (?:then |first |also |simply )?{PROCESSING}\b(?! (?:better|worse|more|less|poorly|only|fewer|no)\b)",
        Place.INSIDE,
        "the other does something for the paper",
        "A ResNet encodes the image.",
    ),
    Cue(
        "named-thing-is",
        _G,
        Relation.USES,
        r"(?:\b(?-i:[A-Z])[\w-]*|«\d+») \(an? (?:(?!(?:not|no|data ?set|benchmark|competitor|baseline)\b)[\w-]+ ){0,2}?«\d+»(?: (?:variant|style|structure|network|model))?(?=[),]|$)",
        Place.LAST,
        "a named piece is explained as a form of the other",
        "A 3D F-Net (a lightweight U-Net) labels all voxels.",
        chain=False,
    ),
    Cue(
        "done-by",
        _G,
        Relation.USES,
        rf"^(?P<subject>(?:[\w'/ -]{{2,60}}, )?(?:(?!«S»|(?:this|the|our) (?:paper|work|idea)\b)[\w'/&,«»-]+ ){{1,8}}?)(?:is|are|was|were|being|gets?) (?:(?!not|never)[\w-]+ ){{0,2}}?{PROCESSED} (?:(?!by|not|than|no)[\w'-]+ ){{0,3}}?(?:by|with|from|through|using|via|on)(?= {_THE}(?:[\w'-]+ ){{0,2}}?«)",
        description="something is done by the other, in the passive voice",
        example="The policy is learned by DQN.",
        reach=4,
    ),
    Cue(
        "is-made",
        _G,
        Relation.USES,
        rf"(?:'s? [\w-]+(?: \w+)?| \w+| of (?:van |de |von )?[A-Z]\w+(?: (?:and|&) [A-Z]\w+)?| \([^()]{{0,40}}\))? (?:is|are|(?:was|were)(?! (?:\w+ly |then |first )?(?:(?:pre-?)?trained|built|created|written|learn(?:ed|t)|made|formed)\b)) (?!(?:commonly|usually|typically|widely|often|generally|traditionally|mostly)\b){_ADV}(?!(?:based|built|derived|developed|grown|formed|drawn|adapted|taken|borrowed) (?:(?:up)?on|from|off|out)\b)(?!(?:done|performed|found|obtained)\b)(?:{PAST}|{PROCESSED}|chosen|picked|made|put|given)\b(?<!pre-trained)(?<!pretrained)(?! (?:at (?-i:[A-Z])\w+|at scale|in production|in practice|everywhere|by many|all over)\b)(?! (?:in the past|before|previously|for years|historically)\b)(?! (?:in|by) «)(?![^.;]* (?:by|in) «\d+»)(?! (?:by|as (?:a |the )?baseline|for comparison|against)\b)",
        Place.BEFORE,
        "something is done with the other, in the passive voice",
        "BERT is frozen and a prefix is learned.",
        reach=2,
    ),
    Cue(
        "piece-is",
        _G,
        Relation.USES,
        r"^(?!.*\b(?:baselines?|results?|problems?|competitors?|alternatives?|examples?|exceptions?|best|worst|state[- ]of|previous|prior|difference|winner|contemporary|rival|most|first|strongest|nearest|closest|code|data ?sets?|data|name|title|question|answer|reason|lesson|paper|point|authors?|package|library|software|repo(?:sitory)?|tasks?)\b)(?:the|its|their|our|each|both|here,? the) (?:(?!(?:is|are|was|paper|work|that|which|only)\b)[\w'/-]+ ){1,4}?(?:is|are|=) (?:simply |just |basically |essentially |really |again |once more |nothing but |none other than |exactly |still |in fact |here |usually )*(?:an?|the|plain|two|one|ordinary|standard|vanilla|multi-?\w+|pre-?trained)?(?: (?!(?:not|no|subset|special|case|good|nice|kind)\b)[\w-]+){0,2}? ?«\d+»(?! (?:data|benchmark|score|and\b))(?!'s)",
        Place.INSIDE,
        "a piece of the paper is the other",
        "The text side is a BERT.",
        chain=False,
    ),
    Cue(
        "piece-label",
        _G,
        Relation.USES,
        rf"^(?!.*\b{FINITE}\b)(?!(?:{_NO_LABEL})\b)(?:the |its )?[\w/-]+(?: [\w/-]+){{0,3}}?(?: \([^()]{{1,30}}\))? ?(?::| -| –| —|=) {_NOTE}(?:(?:(?!(?:{_NO_NOTE})\b)[\w'/-]+,? ){{0,7}}?(?:of|from|by|with|via|through|using|after|à la|a la|as in|as by|in the (?:style|manner|spirit) of|like|on|on top of|plus|following|into) )?(?!«\d+» ?(?:-+>|→) ?«\d+» ?(?:-+>|→))(?={_THE}(?:(?!(?:{_NO_NOTE})\b)[\w-]+ ){{0,2}}?«\d+»(?! (?:is|was|has|does|fails|needs|cannot|reach\w*|get|gets|uses|predicts|achieves|learns|models|requires|do|are|were)\b))",
        description="a labelled piece of the paper is the other",
        example="Generator: U-Net with skip connections.",
        reach=4,
    ),
    Cue(
        "note-by",
        _G,
        Relation.USES,
        rf"^(?!.*\b{FINITE}\b)(?!(?:{_NO_LABEL})\b)(?:(?!(?:{_NO_NOTE}|{_NO_LABEL})\b)[\w'«»/-]+,? ){{1,7}}?(?:by|via|from|known from|familiar from|à la|a la|after|as in|using|through|in the (?:style|manner|spirit) of|with|following|namely) (?={_THE}(?:(?!(?:{_NO_NOTE})\b)[\w-]+ ){{0,2}}?«)",
        description="a note without a verb says by what a step is done",
        example="Waveform by PointNet.",
        reach=4,
    ),
    Cue(
        "has-role",
        _G,
        Relation.USES,
        r"^(?:(?:«S»|[\w'/ -]){2,60}, )?(?:and )?(?:an? |the )?(?:[\w-]+ ){0,2}?«\d+»(?: (?!is\b|are\b)\w+)?(?:,? (?:pre-?)?trained (?:with|on|by|using|via) (?:the )?[\w«»-]+(?: [\w-]+)?,?)? (?:is|are|(?:is|are) used as|serves? as|acts? as|works? as|plays?|forms?|provides?|suppl(?:y|ies)|handles?|supplies) (?:(?:the|our|its|their|an?) (?:(?!baseline|best|only|first|main|closest|previous|rival|good|great|nice|useful)[\w-]+ ){0,2}?(?:backbone|encoder|decoder|base|basis|feature extractor|teacher|student|detector|generator|discriminator|prior|critic|planner|tokeni[sz]er|engine|core|skeleton|workhorse|scorer|ranker|retriever|reader|head|trunk|neck|initiali[sz]ation|starting point|foundation|optimi[sz]er|solver|loss|objective|building block|component|ingredient|front end|back end|proposals?|features?|targets?|embeddings?)\b)",
        Place.LAST,
        "the other has a role in the paper",
        "A frozen GPT is the decoder.",
        chain=False,
    ),
    Cue(
        "reduces-to",
        _G,
        Relation.EXTENDS,
        r"(?:(?<!be )(?<!can )\b(?:reduces|turns|boils down|degenerates|collapses|specialises|specializes|simplifies) (?:back )?(?:in)?to|\b(?:becomes|recovers|subsumes|generali[sz]es|encompasses)) (?:\([\w ]{2,20}\) )?(?:exactly |just |simply |essentially |again )?(?=(?:the |an? )?(?:\w+ )?«)|\b(?:contains?|includes?|has|have|covers?) (?:both )?(?=(?:the |an? )?«\d+»(?:(?:,| and|, and) «\d+»){0,3} as (?:a |an |its )?(?:special|limit|degenerate|extreme|simple|particular)\w* cases?)",
        description="the other is a special case of the paper",
        example="With one head the model reduces to PointNet.",
        reach=3,
    ),
    Cue(
        "fragment-with",
        _G,
        Relation.VARIANT_OF,
        rf"^(?!.*\b(?:instead(?! of)|baseline\w*|replac\w+|trained on the same|same data)\b)(?:(?:(?:tl;? ?)?dr|summary|idea|gist|in short|in a nutshell|in brief|in essence|basically|essentially|simply|just|a kind of|sort of|kind of)[:,]? )*{_NOTE}(?:an? |the )?(?:(?!(?:not|no|best|baseline|better|worse|same|unlike|like|with|for|on|in|only|without|see|compared|versus|vs|results?|while|both|all|most|other|tested|they|we|it|he|she|i|you|this|that|these|authors?|paper|people|one)\b)(?!\w+s\b)[\w-]+,? ){{0,3}}?«\d+»{_END},?"
        r" (?:(?:but )?(?:with|without)|plus|minus|but|for(?! \w+ing)|over|whose|where|(?:re-?)?trained|applied|adapted|extended|scaled|fine-?tuned|distilled|made|turned|augmented|equipped|conditioned|modified|stripped|generali[sz]ed|all over|again|that|which|meets|in which|pre-?trained|at) (?!(?:respect|regard|example|instance|comparison|details?|more|a discussion|reference|up)\b)(?:\w|(?<=with )«\d+»(?: [\w-]+)?[.]?$)",
        Place.INSIDE,
        "a note without a verb says that the paper is the other with a change",
        "BERT with span masking.",
        chain=False,
    ),
    Cue(
        "part-first",
        _G,
        Relation.USES,
        rf"^(?!.*\b(?:baselines?|results?|instead)\b)(?:(?:an?|the|its|standard|frozen|pre-?trained|modified|plain|shared|single|two|small|large|deep|simple) )*«\d+»(?:'s)?[- ](?:(?!\w+s\b)\w+ )?(?:backbone|encoder|decoder|heads?|neck|trunk|architecture|features?|detector|tokeni[sz]er|embeddings?|initiali[sz]ation|weights|pre-?training|loss|objective|blocks?|layers?|style|framework|structure|generator|discriminator|policy|recipe|schedule|augmentations?)\b(?! (?:\w+ly )?(?:{FINITE})\b)",
        Place.INSIDE,
        "a note opens with a part of the other",
        "RetinaNet backbone, eight classes.",
        chain=False,
    ),
    Cue(
        "fragment-changed",
        _G,
        Relation.VARIANT_OF,
        rf"^(?:(?:(?:tl;? ?)?dr|summary|idea|gist|in short|in a nutshell|basically|essentially|simply|just)[:,]? )*(?:(?:an?|the|even) )?(?:(?:more|less) )?(?:(?:small|fast|cheap|light|deep|wid|larg|big|strong|lean|simpl|slimm|long|thinn|hard)\w*er|improved|enhanced|refined|revised|modified|modern(?:i[sz]ed)?|simplified|stacked|nested|gated|sparse|dense|efficient|lightweight|multi-?\w+|bidirectional|hierarchical|recurrent|conditional|convolutional|distilled|compressed|pruned|quanti[sz]ed|inflated|generali[sz]ed|extended|temporal|spatial|cross-?\w+|bi-?\w+|tiny|scaled(?:-up)?|anchor-free|two-stream|siamese|variational|probabilistic|equivariant|deformable|dynamic|adaptive|weighted|regulari[sz]ed|robust|causal|streaming|online|[\w-]+(?:aware|based|free|guided|augmented|style|driven|conditioned))(?:,? (?:and |but |yet )?(?!\w+s )(?:[\w-]+)){{0,2}} «\d+»{_END}(?=[.;:,]|$| (?:with|for|that|without|on|over|trained|whose|in which|using)\b){_NOTE}",
        Place.INSIDE,
        "a note without a verb says that the paper is the other, changed",
        "A smaller, faster BERT.",
        chain=False,
    ),
    Cue(
        "meets",
        _G,
        Relation.COMPONENT,
        r"^(?:(?:(?:tl;? ?)?dr|summary|idea|gist|in short|in a nutshell|basically|essentially)[:,]? )?(?:an? |the )?(?:\w+ )?«\d+»(?: \w+)? ?(?:meets|\+|plus|x|×) (?:an? |the )?(?:\w+ )?«\d+»(?: ?(?:\+|,|and|, and|&|plus) «\d+»){0,4}(?=(?: (?:with|for|in|under|together|combined|glued|merged|into|put|joined|united|hybrid)\b[^.]{0,60})?[.!]?$)|(?<=:) «\d+»(?: \w+)? (?:meets|\+|x|×) (?:an? |the )?(?:\w+ )?«\d+»",
        Place.INSIDE,
        "a note without a verb says that the paper is a sum of others",
        "DETR + SORT.",
    ),
    Cue(
        "grew-out-of",
        _G,
        Relation.EXTENDS,
        r"\b(?:(?:gr[eo]ws?|gr[eo]wn|developed|evolved|came|comes|arose|arises|emerged|emerges|springs?|sprang) (?:naturally |directly |straight )?(?:out of|from)|(?:goes|go|dates?|harks?|reach(?:es)?) back to|(?:has|have|finds?) (?:its|their) (?:roots?|origins?|basis|foundations?) in|(?:roots?|origins?|germ|seeds?)(?: of [\w «»]{3,30}?)? (?:lies?|are|is|lay) (?:in|with)|(?:direct |immediate |closest |obvious )?(?:ancestor|parent|predecessor|forerunner|precursor|inspiration|point of departure|starting point)s? (?:here )?(?:is|are|was|were)|(?:choice|pick) (?:fell|falls) on|(?:resorts?|resorted) to|(?:falls?|fell) back (?:up)?on|(?:went|goes|go|going) with|makes? do with|settled? (?:for|on)|opt(?:s|ed)? for|subscribes? to|takes? (?:its|their) (?:name|shape|form) from|is indebted to|are indebted to|indebted to|pays homage to|in the footsteps of|in the tradition of|in the wake of|heir (?:of|to)|offshoot of|spin-?off (?:of|from)|descendants? of|cousin of|patterned (?:after|on)|(?:built|designed|structured|shaped|styled|trained|named|laid out) (?:closely )?after|modell?ed (?:after|on)|molded on|reminiscent of and based on|fashioned after|a take on|reading of|re-?implementation of|re-?interpretation of|re-?formulation of|re-?casting of|re-?design of|re-?think(?:ing)? of|overhaul of|refinement of|simplification of|relaxation of|special case of|specialisation of|specialization of|extension to|enhancement (?:of|to|over)|improvement (?:of|on|over|to)|modernisation of|modernization of|adaptation of|marriage of|mixture of|blend of|fusion of|union of|synthesis of|crossing of)\b",
        description="the paper goes back to the other",
        example="It grew out of FCOS.",
        firm=True,
        reach=6,
        guess=True,
    ),
    Cue(
        "given",
        _G,
        Relation.USES,
        rf"^(?:given|assuming|having|starting (?:with|from|out from|off with)|beginning with|departing from|taking|armed with|equipped with|(?:up)?on top of|on (?:the )?(?:basis|foundation|back) of|with (?:the help of|the aid of)|by (?:means|way) of|thanks to|out of) {_THE}(?:[\w'-]+ ){{0,3}}?«\d+»(?:'s)?[^,;]{{0,40}}, (?:the |a |an )?(?:{_WHO}|[\w-]+)",
        Place.INSIDE,
        "the paper starts with the other as given",
        "Given a trained BERT, OwnNet prunes its heads.",
        chain=False,
    ),
    Cue(
        "new-part-for",
        _G,
        Relation.EXTENDS,
        rf"\b(?:propos\w*|introduc\w*|present\w*|contribut\w*|design\w*|suggest\w*|develop\w*|is|adds?|gives?) (?:(?:an?|the|some|two|three|several|new) )?(?:(?!(?:data ?set|benchmark|attack|explanation|study|analysis|survey|not)\b)[\w-]+,? ){{0,5}}?(?:heads?|modules?|losses|loss|layers?|branch(?:es)?|decoders?|encoders?|attention|objectives?|replacements?|front ?ends?|extensions?|additions?|changes?|modifications?|plug-?ins?|add-?ons?|training (?:scheme|procedure|objective|recipe)s?|schedules?|initiali[sz]ations?|parameteri[sz]ations?|kernels?|blocks?|components?|dimensions?|units?|mechanisms?|operators?|gates?) (?:for|to|in|into|inside|within) {_THE}(?:[\w-]+ )?«\d+»(?!'s? (?:problem|weakness))",
        Place.LAST,
        "the paper gives the other a new part",
        "The contribution is a new head for FCOS.",
        explicit=False,
        chain=False,
    ),
)
"""Read after all others."""
