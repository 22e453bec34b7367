"""Invented names of people and companies. None is taken from a list of real ones."""

from __future__ import annotations

import random

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_MEN = "伟强磊军洋勇杰涛超明刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林阳建亮成畅翔岩海山清朗和昌"
_WOMEN = "芳娜敏静秀丽艳霞燕玲桂娟英华慧巧美娥珍莉萍红玉兰洁梅琳素云莲真环雪荣爱妹婷倩菊凤瑶怡"
_MIDDLE = "志文国建晓海春永明家德立嘉世宏庆少思子佳秋天振金玉月小雨若梓书以景云兴正"

# Two characters that mean well and name no firm that the authors know of; the town's name stands before them.
_FIRST = "沐岚淳屿霁砚栩嵘澍堃钧璟昱翎泓峤珏晟皓芮"
_SECOND = "瀚桓莳骏笙舫洵椿禾骁煦坪徕翊彬桦"
_TRADES = (
    "五金制品", "精密模具", "塑胶制品", "电子", "电器", "家具", "印刷包装", "服饰", "针织", "鞋业", "玩具", "纸品",
    "食品", "饮料", "建材", "陶瓷", "玻璃", "机械设备", "自动化设备", "电线电缆", "光电", "新材料", "化工", "涂料",
    "物流", "仓储", "贸易", "汽车维修", "环保科技", "信息技术", "物业服务", "家政服务", "餐饮管理", "酒店管理",
    "园林绿化", "建筑工程", "装饰工程", "人力资源服务", "保安服务", "农业发展",
)  # fmt: skip


class Names:
    """Gives names out of one random source, each company's name once."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._taken: set[str] = set()

    def person(self, *, woman: bool) -> str:
        """A person's name in two or three characters."""
        rng = self._rng
        last = rng.choice(_WOMEN if woman else _MEN)
        middle = rng.choice(_MIDDLE) if rng.random() < 0.72 else ""
        return rng.choice(_SURNAMES) + middle + last

    def company(self, town: str) -> str:
        """A company's name that was not given before: the town, two invented syllables, a trade."""
        while True:
            rng = self._rng
            name = f"{town}{rng.choice(_FIRST)}{rng.choice(_SECOND)}{rng.choice(_TRADES)}有限公司"
            if name not in self._taken:
                self._taken.add(name)
                return name


def paper_number(office: str, year: int, serial: int) -> str:
    """The number of an official paper, the year in the brackets that such numbers bear (GB/T 9704-2012)."""
    return f"{office}\u3014{year}\u3015{serial}号"
