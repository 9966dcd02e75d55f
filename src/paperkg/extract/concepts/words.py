"""Word lists of the terms: nouns that end one, and words that are part of none."""

# ruff: noqa: SIM905 - a list of words reads best as text

from __future__ import annotations

HEADS = frozenset(
    """
    ablation accumulation activation actor adaptation agent aggregation algebra alignment
    ambiguity analogy anchor annotation approximation approximator architecture area array
    artifact assignment assumption asymmetry attention augmentation autoencoder average
    averaging backbone bank basis batch behavior bias bit block bottleneck bound boundary box
    branch budget buffer cache calibration camera category cell chain channel checkpoint class
    classification classifier clipping cloud cluster clustering codebook coding coefficient
    collapse communication completion complexity component composition compression computation
    conditioning cone connection consistency constraint context control conv convolution
    correlation correspondence cost covariance criterion critic cue curriculum curve cycle data
    decay decoder decomposition degree demonstration denoising density dependency depth
    derivative descent descriptor detection detector dictionary dimension dimensionality
    direction discriminator disentanglement distance distillation distribution divergence
    domain downsampling dropout dynamics edge editing efficiency eigenvalue eigenvector
    embedding encoder encoding ensemble ensembling entropy envelope environment episode error
    estimation estimator event evidence expansion expert explanation exploitation exploration
    exponent extraction extractor factor family feature feedback field filter filtering
    flexibility flow forecasting formula fraction fragment frame framework frequency function
    fusion game gap gate gating generation generator geometry gradient grammar graph grid
    grounding grouping growth guarantee guidance hashing head hierarchy hint history horizon
    hypothesis identity imbalance importance improvisation independence index indexing
    inequality inference information initialization input instruction interaction interpolation
    interpretability interval inversion item iteration kernel keypoint keyword label labeling
    latency lattice layer layout leakage learning length level likelihood limit line linearity
    localization log logit loop loss machine magnitude manifold map margin marginalization mask
    masking matching matrix maximization measurement mechanism memorization memory mesh message
    mini-batch minimization minimum mixing mixture modality mode model modeling module momentum
    monotonicity morphology motion negative neighbor neighborhood network neuron node noise
    norm normalization nowcasting objective observation occlusion offset operation operator
    optimization ordering orientation outlier output overfitting overlap pair parallelism
    parameter parameterization parsing partition partitioning patch path pathway penalty
    perception permutation perturbation phase phrase pipeline pixel placement plan plane
    planning point policy pooling pose positive posterior potential precision prediction
    preference presence primitive prior probability process processing product program
    projection prompt propagation propensity proposal proximity pruning puzzle quantization
    query queue rank ranker ranking rate ratio ray reader readout reasoning recognition
    reconstruction rectification recurrence reduction refinement region registration regression
    regularization relation relaxation relevance repetition replacement replay representation
    resampling reset residual resolution response retraining retrieval return reward robustness
    rollout rotation router routing row rule safety sample sampling saturation scaling scene
    schedule scheduling scheme scope score search second-order segment segmentation selection
    selector semantics sensitivity sensor sentence separation sequence series setting shape
    sharding sharing sharpness shift shuffle signal similarity simulation simulator singularity
    skill slot smoothing smoothness softmax sparsification sparsity specification spectrum
    stability stack state statistic strategy stream structure student style subset subspace
    subword successor sum summation supersampling supervision support surface switch symbol
    symmetry synthesis synthesizer system tagging target task teacher temperature template
    tensor term text texture theorem theory threshold timestep token tokenizer topology trace
    tracing track tracking trade-off training trajectory transduction transfer transformation
    transformer transition translation transport tree triplet tuning tuple tying uncertainty
    understanding unfolding unfreezing unit update upsampling utility utterance validation
    value variable variance variation vector vertex video view visibility vocabulary volume
    voxel warm-up waveform weight weighting width window word workload
    """.split()
)
"""Nouns that end a technical term, beside those that end labels of the scheme."""

ROUTINE = frozenset(
    """
    activation-function adam attention-mechanism autoencoder
    autoregressive-integrated-moving-average backbone-network backpropagation
    batch-normalization batch-size beam-search bidirectional-recurrent-neural-network
    bleu-score bounding-box-regression convolution convolutional-neural-network
    cross-entropy-loss cross-validation data-augmentation decoding-strategy discount-factor
    dropout early-stopping embedding ensemble-learning false-positive-reduction feature-map
    feedforward-network fine-tuning fully-connected-layer fully-convolutional-network
    gated-recurrent-unit gradient-clipping gradient-descent high-resolution-representation
    image-classification intersection-over-union k-means kullback-leibler-divergence
    language-model layer-normalization learning-rate learning-rate-schedule logistic-regression
    long-short-term-memory loss-function machine-translation markov-decision-process
    max-pooling mean-absolute-error mean-squared-error model-debugging momentum
    non-maximum-suppression object-detection one-hot-encoding point-cloud-processing pooling
    post-processing pre-training random-search real-time-inference recurrent-neural-network
    regularization reinforcement-learning relu residual-connection rmsprop sigmoid softmax
    squared-error stochastic-gradient-descent stride transfer-learning transformer upsampling
    weight-decay weight-initialization word-embedding wordpiece
    """.split()
)
"""Concepts that are a routine ingredient of many papers, and the subject of few."""

NO_PART = frozenset(
    """
    ability able about above abstract according accordingly achieve achieved achieves across
    actual actually add additional additionally address addressed addresses adds adopt adopts
    affect affects after again against aim al aligns alike all alleviate alleviates allow allowed
    allows almost along already also although always among amongst amount an and another answers
    any anything apart appear appears appendix applies apply approach appropriate approximately
    april are argue argues around article arxiv as ask asked asks assign assigns at august author
    authors available avoid avoids away back background bad based baseline baselines basically be
    beat beats because become becomes been before believe below benchmark benchmarks benefit
    benefits beside besides best better between big blog both bring brings brought build builds
    built but by call called came can capture captured captures care cares case cases cause caused
    causes certain change changed changes chapter cheap cheaper choose chooses chosen claim claims
    code com combine combined combines come comes common comparable compare compared compares
    comparison competitive compute computes concatenate concatenates conclusion consequently
    consider considerable considered considers consist consistent consists contain contained
    contains contribute contributes contribution contributions convert converts corresponding
    could create created creates current currently dataset datasets day days december decode
    decodes define defined defines demonstrate demonstrated demonstrates denote denoted denotes
    depend depends describe describes desired despite did different difficult discuss discussed
    discusses do does down drive drives drop drops due during each earlier easier easy effective
    efficient eg either eliminate eliminates emphasize emphasizes employ employs enable enables
    encode encodes encourage encourages end ends enjoy enjoys enough ensure ensured ensures entire
    eq equation especially essentially estimates et etc evaluate evaluated evaluates even ever
    every everything exactly example examples existing expensive experiment experiments explain
    explained explains exploit exploits explore explored explores extra extract extracts facebook
    facilitate facilitates fact fail fails far fast faster february fed feed feeds few fig fight
    fights figure final finally find finds first firstly five flexible focus focuses follow
    followed following follows for force forces fought found four freeze freezes from full further
    furthermore generally generate generates get gets github give given gives go goal goes good
    google got great grow grows guide guides had handle handles happen happens harder has have he
    held help helps hence her here higher highlight highlights him himself his hold holds hour
    hours how however http https huge human humans idea ideas ie if important impossible
    impression impressions impressive improve improvement improvements improves in include
    included includes including increase increases inferior init instance instead interesting into
    introduce introduces introduction investigate investigates is it its itself january july june
    just keep keeps kept key kind kinds largely lastly later lay lead leads learn learned learns
    learnt least leave leaves led left less let lets leverage leverages leveraging lie lies like
    likely little longer look looks lot lots lower made main mainly make makes making many maps
    march matches may maybe me mean means meant meanwhile meet meets merely met method methods
    microsoft might mimic mimics minus minute minutes mitigate mitigates models month months more
    moreover most mostly motivation move moves much multiple must my myself naive namely near
    nearly necessary need needs neither networks never new next nice no nor not notable note notes
    nothing novel november now number nvidia observe observed observes obtain obtained obtains
    october of off often ok okay on once one only optional or org original other otherwise our
    ourselves out outperform outperforms over overall overcome overcomes overview own page paid
    paper papers part particular particularly parts pass passes pay pays pdf people per percent
    perform performs perhaps person pick picks play plays plus popular possible post powerful
    predict predicts pretrained prevent prevents previous probably produce produces promising
    propose proposed proposes provide provided provides public publicly pull pulls purpose push
    pushes put puts quality question questions quite raise raises rather reach reached reaches
    read reads really reason reasons receive received receives recent recently reduce reduces
    refine refines related relevant remain remains remarkable remove removes replace replaced
    replaces report reports represent represented represents require required requires resolve
    resolves respect respective respectively result resulting results revised right rise rises
    robust roughly run runs said same say says scalable second secondly seconds section see seem
    seems seen select selected selects september serve serves set sets several share shares she
    shorter should show showed shown shows significant significantly similar similarly simple
    simply since six slow slower so solve solved solves some someone something sometimes soon sort
    sota specific specifically speed speeds stage stages standard start starts state-of-the-art
    stay stays step steps still stop stops studied studies study substantial successful such
    suffer suffers sufficient suggest suggests suitable summary superior supported supports table
    tackle tackles take takes team test tested tests than that the their them themselves then
    there therefore these they thing things think thinks third this those though three through
    thus time times tiny to today together too total toward towards trained trains transforms
    tried tries true try turn turns twice two type types typical typically unable under understand
    understands understood university unless unlike unlikely until up upon us use used useful
    useless uses using usual usually vanilla various versus very via vs want wants was way ways we
    well went were what when where whereas which while who whole whom whose why will winning with
    within without work works worry worse worst would write writes written wrong wrote www year
    years yes yesterday yield yields you your
    """.split()
)
"""Words that no term holds: function words, general verbs and adjectives, words about papers."""

NO_START = frozenset(
    """
    art aware count counting detecting drawing end estimating exploiting exploring eye generating
    improving learning level leveraging making paint predicting prior quality rethinking
    revisiting search shot term time towards training transform understanding wise world
    """.split()
)
"""Words that begin no term: gerunds of titles, and what remains of a cut compound."""

NO_END = frozenset(
    """
    accuracy amount center condition convolutional image implementation measure metric number
    object pattern performance presentation problem setup size speed supression version
    """.split()
)
"""Words that end labels of the scheme, but say too little to end a term outside it."""
