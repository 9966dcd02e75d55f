"""Word lists of the terms: nouns that end one, and words that are part of none."""

# ruff: noqa: SIM905 - a list of words reads best as text

from __future__ import annotations

HEADS = frozenset(
    """
    loss pooling attention convolution network learning training sampling detection segmentation
    module encoder decoder encoding embedding estimation prediction regularization matching
    representation classification regression recognition tracking fusion alignment aggregation
    normalization initialization augmentation distillation pruning quantization search optimization
    gradient function layer kernel mask masking map graph tree query token feature keypoint point
    proposal anchor box grid voxel plane distribution posterior prior inference policy reward value
    agent planning control simulation simulator generation synthesis reconstruction completion
    retrieval adaptation transfer supervision consistency constraint ambiguity imbalance gap bias
    uncertainty robustness complexity sparsity similarity distance metric score matrix vector factor
    coefficient unit gate gating connection block path branch head backbone detector classifier
    generator discriminator autoencoder transformer model modeling mechanism strategy scheme
    schedule averaging shift decay dropout smoothing scaling interaction dependency context scene
    image video cloud depth pose motion flow trajectory orientation localization calibration
    perception reasoning understanding forecasting nowcasting denoising clustering hashing indexing
    annotation labeling label data bank memory cache queue codebook tokenizer prompt instruction
    feedback alignment safety explanation interpretability
    """.split()
)

WEAK_WORDS = frozenset(
    """
    a an the this that these those its their our his her your my of in on at to for from by with and
    or but as is are was were be been has have had do does did can could will would may might should
    must not no nor so than then there here it they we he she you i which who whom whose what when
    where why how all any both each few more most other some such only own same very just too also
    into over under between after before during through about against new novel use used using uses
    first second third one two three four five six different same similar several many various
    single multiple final main key good better best high low higher lower large small big simple
    complex whole entire current previous next existing proposed standard original given
    corresponding additional extra full final overall per every another either neither much less
    least well even still since if because while however thus hence therefore only get gets got make
    makes made take takes run runs see seen like called based via without within input output
    network networks models methods method approach paper authors work works pretrained trained
    learned learn learns good bad great strong weak early late open our two-stage resulting
    respective total average maximum minimum certain predict predicts compute computes train trains
    apply applies generate generates perform performs propose proposes introduce introduces show
    shows improve improves reduce reduces increase increases require requires need needs add adds
    produce produces
    """.split()
)

NO_TERM = frozenset(
    """
    version versions deeper approach approaches method methods study studies survey way ways paper
    look world tests again
    """.split()
)
