"""Words by which names of people are told from other capitalised words."""

from __future__ import annotations


def wordset(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
"""The name of a month, as a pattern."""

PARTICLES = wordset(
    "de van der den von zu la le du del della di da dos das el al bin ben ibn ter ten y e st st. "
    "af av"
)
"""Small words inside names."""

SUFFIXES = wordset("jr jr. sr sr. ii iii iv")
"""What may follow a name."""

ORGANISATIONS = wordset(
    "google deepmind openai facebook meta microsoft university universities institute institut "
    "lab labs laboratory laboratories research researchers team group groups brain baidu tencent "
    "alibaba huawei nvidia amazon apple ibm stanford berkeley mit cmu inria uber adobe samsung "
    "intel salesforce anthropic mistral hugging huggingface college school department faculty inc "
    "corp corporation company academy eth epfl oxford cambridge toronto mila waymo tesla linkedin "
    "netflix twitter airbnb bytedance tiktok megvii sensetime xiaomi yandex naver kakao spotify "
    "pinterest criteo allen ai ai2 fair msra scientists authors author engineers students center "
    "centre foundation consortium association society technologies stability eleutherai cohere "
    "kuaishou meituan didi zoox nutonomy motional argo aptiv wayve comma cruise valeo bosch "
    "toyota daimler bmw ford qualcomm snap snapchat instagram visa paypal"
)
"""Words that make a name that of an organisation."""

NEVER = wordset(
    "the this that these those a an in on at to of or for from with by is are was were be it its "
    "we our they their his her he's i you your as if when while where which who whose what how why "
    "not no all any each both some many most more few other such than then there here also only "
    "paper papers article work works method methods model models approach et via using based "
    "january february march april may june july august september october november december "
    "proceedings conference journal workshop arxiv preprint abstract introduction summary notes "
    "tl tldr link code github pdf url year date venue tags title submitted accepted published "
    "revised appeared presented posted"
)
"""Words that are no part of a name in prose, though a sentence or heading may capitalise them."""
