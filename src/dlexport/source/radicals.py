"""Kangxi radicals typed in place of Han characters: they look the same, but no search or dictionary finds them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_RADICAL: Final = re.compile("[\u2e80-\u2ef3\u2f00-\u2fd5]")
# each with the character it stands for (Unicode 15, EquivalentUnifiedIdeograph); Kangxi's radicals decompose
_SUPPLEMENT: Final = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫"
    "⺦丬⺧牛⺨犭⺩王⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝"
    "⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯"
    "⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
_UNIFIED: Final = dict(zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True))


def radicals(text: str) -> Iterator[tuple[int, str, str]]:
    """Each radical of a text at its first place: offset, radical, the character it stands for."""
    seen = set()
    for match in _RADICAL.finditer(text):
        if match[0] not in seen:
            seen.add(match[0])
            unified = _UNIFIED.get(match[0]) or unicodedata.normalize("NFKC", match[0])
            if unified != match[0]:
                yield match.start(), match[0], unified
