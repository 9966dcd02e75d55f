# ruff: noqa: E501, SIM905 - expressions and word lists are data, and read best unbroken
"""What a name looks like when no table knows it."""

from __future__ import annotations

import re

from paperkg.extract.names.fold import fold

NAME_SHAPE = re.compile(
    r"""(?<![\w/@.\\$-])
    (?:[A-Z][\w]*[-\u2011])?             # U-, FC-, Mask-
    (?:
        [A-Z]+[a-z]+[A-Z]\w*             # CamelCase: DenseNet, InstDisc
      | [a-z]{1,3}[A-Z]{2,}\w*           # iGPT, vMAP
      | [A-Z]{2,}[a-z]{1,3}(?![a-z])     # GANs, RNNs
      | [A-Z][A-Za-z]*\d+\w*             # YOLO9000, GPT2, Darknet19
      | (?<=[A-Z]-)[A-Z][a-z]+           # U-Net
      | (?<=[a-z]-)Net(?:s|v\d+)?        # Macaron-Net
      | [A-Z]{2,}                        # DQN, MPDM
      | [A-Z][a-z]+(?=-\d)               # Darknet-19, Inception-4
    )
    (?:[-\u2011](?:[A-Z\d][\w]*|v\d+))*
    \+{0,2}
    (?![\w/@\\=$])""",
    re.VERBOSE,
)
"""A token that may be the name of a model: mixed case, capitals, digits."""

_NOT_NAMES = frozenset(
    fold(word)
    for word in """
    AI ML NLP CV DL RL API APIs GPU GPUs CPU CPUs TPU TPUs FPS FLOPS FLOPs MACs RAM SSD-disk USB
    AP mAP mAP50 AP50 AP75 IoU mIoU GIoU AUC ROC F1 PSNR SSIM BLEU ROUGE METEOR MOTA AMOTA NDS
    FID ADE FDE EPE RMSE MSE MAE PPL WER TPR FPR FP FN TP TN FPPI FROC mAP@0.5 top1 top5 Top-1
    Top-5 SOTA SoTA TODO FAQ PDF URL HTML CSV JSON XML PR DIY IMO OK NB PS COCO MSCOCO MS-COCO
    KITTI ImageNet ImageNet-1K ImageNet-21K ILSVRC CIFAR CIFAR10 CIFAR-10 CIFAR100 CIFAR-100
    MNIST SVHN PASCAL VOC VOC2007 VOC2012 VOC07 VOC12 nuScenes NuScenes Cityscapes CityScapes
    CamVid LVIS ADE20K SUN SUNCG ScanNet ShapeNet ModelNet ModelNet40 ModelNet10 MIMIC SQuAD
    GLUE SuperGLUE RACE MNLI WMT WMT14 WMT16 PTB WikiText LAMBADA C4 MMLU GSM8K HumanEval
    MovieLens Criteo Netflix Amazon Yelp Gowalla LUNA LUNA16 LIDC NLST BRATS BraTS LFW JFT
    JFT-300M CVPR ICCV ECCV NIPS NeurIPS ICLR ICML AAAI IJCAI ACL EMNLP NAACL KDD SIGIR IROS
    ICRA CoRL RSS CMU MIT NYU ETH IBM AWS OpenAI DeepMind Google Facebook Microsoft NVIDIA
    Nvidia Uber Waymo Tesla GitHub Github YouTube Youtube ArXiv arXiv PyTorch Pytorch TensorFlow
    Tensorflow Keras CUDA Linux BEV RGB RGBD RGB-D LiDAR LIDAR IMU GPS HD FOV FoV ROI RoI RoIs
    GT TTA NMS DoF 2D 3D 4D 6D 2.5D BBox BBOX ID IDs OD MOT PV II III IV VI XYZ UV MLP FC FFN
    FFNs ReLU BN QA CTR LM LMs LLM LLMs VLM VLMs DNN DNNs NN NNs ANN KNN PCA SVD L1 L2 KL EM EMA
    MC CI CT MRI ECG EEG X-ray SNR PSD RPM HW ADAS AV AVs ODD IPM EKF TLDR TL US UK EU USA NSP
    MLM OOD SGD DAG IID LSB ASIL OTA OEM SFT PEFT SIFT HOG LR GBDT IOU WSD TTS ASR OCR VQA
    MOS HMM Stage1 Stage-1 Stage2 Stage-2 Stage3 Step1 Step2 Table1 Fig1 Figure1 Level-1 Level1
    CelebA CelebA-HQ FFHQ LSUN LibriSpeech Librispeech LibriLight Libri-Light TIMIT WSJ Switchboard
    VCTK LJSpeech BookCorpus BooksCorpus CommonCrawl OpenWebText WebText CC-News RealNews Wikipedia
    Omniglot MiniImageNet Mini-ImageNet TieredImageNet CUB CUB-200 Flickr Flickr30k Flickr8k
    VQAv2 GQA CLEVR TextVQA OK-VQA OpenImages Objects365 YFCC100M LAION LAION-400M LAION-5B CC3M
    CC12M SBU MSR-VTT MSVD ActivityNet Kinetics UCF101 UCF-101 HMDB51 AVA Charades Ego4D
    HowTo100M AudioSet ESC-50 DAVIS YouTube-VOS MOT16 MOT17 MOT20 CrowdHuman CityPersons WiderFace
    WIDER MegaFace VGGFace2 CASIA DukeMTMC Market-1501 MPII Human3.6M 3DPW NYUv2 SUN-RGBD S3DIS
    Matterport3D SemanticKITTI Argoverse Lyft BDD100K ApolloScape Mapillary TuSimple CULane DDAD
    vKITTI SYNTHIA GTA5 GTAV FlyingThings3D FlyingChairs Sintel Middlebury ETH3D DTU BlendedMVS
    RealEstate10K Replica Gibson MuJoCo Mujoco ALE Atari Procgen D4RL MetaWorld RLBench MineRL
    StarCraft SMAC Cora CiteSeer Citeseer PubMed Reddit PPI OGB Freebase FB15k FB15k-237 WN18 WN18RR
    YAGO DBpedia Wikidata WordNet NELL CoNLL CoNLL-2003 OntoNotes SNLI MultiNLI XNLI TriviaQA
    NaturalQuestions HotpotQA MSMARCO WikiQA TREC BEIR IMDB SST SST-2 AGNews 20Newsgroups bAbI
    DailyMail CNN/DailyMail XSum Gigaword WikiText-103 enwik8 text8 PG-19 LRA BIG-bench HellaSwag
    PIQA BoolQ WinoGrande TruthfulQA MBPP IWSLT FLORES Europarl QM9 ZINC MoleculeNet PDB CASP ChEMBL
    MIMIC-III CheXpert ISIC DDSM Last.fm Taobao Alibaba Avazu Tmall Epinions Steam
    MTurk LaTeX NumPy SciPy OpenCV Caffe Theano Torch JAX Spark Hadoop HuggingFace Hugging-Face
    LinkedIn Twitter Baidu Tencent ByteDance Huawei Salesforce Stanford Berkeley Oxford INRIA MILA
    Kaggle Colab Python C++ MATLAB GTX RTX V100 A100 H100 P100 K80 GB MB KB TB FP16 FP32 BF16 INT8
    MIT-licensed OpenStreetMap OSM SIGGRAPH WACV BMVC ICIP MICCAI TPAMI PAMI JMLR TMLR WWW WSDM CIKM RecSys UAI AISTATS COLT
    Interspeech ICASSP COLING TACL CoNLL-2012 NeurIPS2017 DARPA NSF NASA FAIR MSRA
    Part1 A B C D E F G H I J K L M N O P Q R S T U V W X Y Z
    """.split()
) | {
    "openaigym",
    "mechanicalturk",
    "openimages",
    "commoncrawl",
    "deepmindlab",
    "conceptualcaptions",
    "visualgenome",
    "waymoopendataset",
}
"""Data sets, metrics, venues, firms and everyday abbreviations: never a work to build on."""


_LONGEST_NAME = 200  # characters


def is_not_name(text: str) -> bool:
    """Whether a token names no work: a data set, a metric, a venue, an everyday abbreviation.

    Nor does one that is longer than any name.
    """
    if len(text) > _LONGEST_NAME:
        return True
    key = fold(text)
    stem = key.rstrip("0123456789")
    if _DIMENSIONS.fullmatch(text) or _KEY.fullmatch(text):
        return True
    return key in _NOT_NAMES or (len(stem) > 2 and stem in _NOT_NAMES)


_DIMENSIONS = re.compile(r"(?:(?:\d{1,4}|[A-Z])x)+(?:\d{1,4}|[A-Z])?|[PL][1-7]|[vV]\d+(?:\.\d+)?")
_KEY = re.compile(r"[A-Z][a-z]+(?:19|20)\d\d[a-z]?")
"""What a reference manager calls an entry: Suresh2017."""

GENERIC_LINK = re.compile(
    r"(?i)^(?:the )?(?:here|this|that|link|paper|papers|code|github|repo|git|blog|post|video|slides?|"
    r"review|website|page|project(?: page)?|source|arxiv|pdf|demo|talk|notes?|article|wiki|"
    r"tutorial|implementation|medium|zhihu|openreview|supplement\w*|dataset|data|image|figure)\b"
    r"|^https?:|^www\."
)
"""Link texts that are no names."""

_MARK = re.compile(r"[A-Z\d]")


def is_name(text: str) -> bool:
    """Whether an unknown text can stand as the name of a work."""
    words = text.split()
    return (
        1 < len(text) <= _LONGEST_NAME
        and len(words) <= 30
        and bool(_MARK.search(text))
        and not GENERIC_LINK.search(text)
        and not is_not_name(text)
        and len(fold(text)) > 1
    )


def short_of(title: str) -> str:
    """Return the short name before a title's colon or dash, or an empty string.

    >>> short_of("DETR: End-to-End Object Detection"), short_of("Objects as Points")
    ('DETR', '')
    """
    match = re.match(r"^([^:]{2,40}?)\s*(?:: | [-–—] )", title)
    head = match.group(1).strip(" *_`\"'") if match else ""
    return head if head and len(head.split()) <= 4 and is_name(head) else ""


def is_fragile(name: str) -> bool:
    """Whether a name may also be an ordinary word, so that its case must agree.

    >>> is_fragile("SMOKE"), is_fragile("Dropout"), is_fragile("CenterNet"), is_fragile("GPT-2")
    (True, True, False, False)
    >>> is_fragile("ZeRO"), is_fragile("GUIDELINE")
    (True, True)
    """
    if " " in name or any(c.isdigit() for c in name) or "+" in name:
        return False
    if name.isupper():
        return "-" not in name
    return name[1:].islower() or (len(name) <= 4 and name.isalpha())


_AUTHOR = r"(?:(?:de|van|von|der|den|la|le|di|da|el) ){0,2}(?:[A-Z][\w'\u2019-]*[a-z][\w'\u2019-]*)"
CITATION = re.compile(
    rf"(?<![\w.@/#-])(?:{_AUTHOR}(?:(?:, {_AUTHOR}){{0,4}},? (?:and|&) {_AUTHOR})?,? et\.? ?al\b\.?"
    rf"|{_AUTHOR}(?:, {_AUTHOR}){{0,4}},? (?:and|&) {_AUTHOR}(?=,? [(\[]?(?:19|20)\d\d\b)"
    rf"|{_AUTHOR}(?= \((?:19|20)\d\d\)))"
    r"(?P<year>,? ?[(\[]?(?:19|20)\d\d\b[)\]]?)?"
)
"""A work named by its authors: "Kingma et al.", "Kingma and Ba (2014)"."""

QUOTED = re.compile(
    r"[\"\u201c](?P<name>[A-Z][\w-]+(?: (?:(?:of|for|and|the|with|in|to|by|on|from|via|as|an?) ){0,2}[A-Z][\w:-]+){1,9})[\"\u201d]"
    rf"(?: [(\[]{_AUTHOR}(?:,? et\.? al\.?|(?:,? (?:and|&) {_AUTHOR})?),? ?(?:19|20)\d\d[)\]])?"
)
"""A title in quotes, each word of weight with a capital, and the citation behind it."""

_STRONG = re.compile(
    r"[A-Z]?[a-z]*[A-Z]+[a-z]+[A-Z]\w*|[A-Z][a-z]+[A-Z]\w*|[A-Za-z]{3,}-?\d+\w*|[A-Z]{5,}s?|"
    r"(?:[A-Za-z\d]+-)*[A-Za-z\d]*(?:Net|Nets|[Ff]ormer|BERT|GAN|VAE|GPT|CNN|RNN|LSTM|AE|2[Vv]ec|NeRF|SLAM|LM|MAE|ViT"
    r"|Mixer|DETR|YOLO|SORT|DQN|PPO|ODE|GNN|GCN|GAT|SGD|Adam|Prop|Grad|Diffusion|VO|MVS|CRF|SVM|Q|Flow|Pose|Depth|MLP|MoE)"
    r"(?:[-+]?[\w+]{0,3})?"
)


TECHNIQUE = re.compile(
    r"(?<![\w-])(?!(?:the|an?|its|their|our|this|that|these|of|and|or|in|on|to|with|by|for|from|as|new|novel|previous|prior|existing|recent|original|standard|simple|general|same|own|other|such|more|most|two|three|four|both|some|any|all|each|every|first|second|form|idea|ideas|work|works|well-known|classic|classical|older|old|earlier|ordinary|plain|usual)\b)"
    r"[A-Za-z][\w'-]*(?:[ -](?!(?:of|and|or|in|on|to|with|by|for|from|as|the|an?|is|are)\b)[A-Za-z][\w'-]*){0,2}[ -]"
    r"(?:learning|regression|sweeping|hashing|search|minimi[sz]ation|maximi[sz]ation|test|iteration|sampling|clustering|factori[sz]ation|distillation|labell?ing|matching|estimation|programming|propagation|networks?|machines?|auto-?encoders?|processes|fields?|forests?|trees?|kernels?|transform|hypothesis|bandits?|descent|gradients?|embeddings?|divergence|decomposition|equations?|transport|flows?|memory|schedule|values|equilibrium|algorithm|game)\b"
)
"""A technique written as a phrase: words that end in the name of a kind of technique."""


def is_strong(name: str) -> bool:
    """Whether a name no table knows has the form of a model's name, not just of an acronym.

    >>> is_strong("DenseNet"), is_strong("MDN-RNN"), is_strong("Darknet-19"), is_strong("ADC")
    (True, True, True, False)
    """
    return len(name) > 3 and _STRONG.fullmatch(name) is not None
