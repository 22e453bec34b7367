"""Small towns for tests: the tree, people with posts, and records entered through the door.

All names are invented. ID numbers bear the area code 110101 and right check digits; credit codes are right too.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date

from gonghui.engine.access.models import Organisation, Post, create_organisation
from gonghui.engine.people.models import Account
from gonghui.offices.levels import Level
from gonghui.offices.roles import Role
from gonghui.plain import identity, pinyin

PASSWORD = "qing-shi-2025"
_FAMILY = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹"
_GIVEN = (
    "桂兰",
    "建军",
    "秀英",
    "志强",
    "海燕",
    "文博",
    "晓梅",
    "国栋",
    "玉珍",
    "立新",
    "春华",
    "明辉",
    "雪莲",
    "德才",
    "宝珠",
)
_counter = itertools.count(1)


def make_id_number(sequence: int = 1, birth: date = date(1985, 6, 15)) -> str:
    """A valid ID number of the area 110101; an odd `sequence` (1 to 999) is a man's."""
    first = f"110101{birth:%Y%m%d}{sequence % 1000:03d}"
    return first + identity.id_number_check_digit(first)


def make_credit_code(sequence: int = 1) -> str:
    """A valid unified social credit code of an enterprise; `sequence` up to 999999."""
    body = f"MA{sequence % 1_000_000:06d}"
    first = f"91110101{body}{identity.organisation_check_character(body)}"
    return first + identity.credit_code_check_character(first)


def make_name(sequence: int) -> str:
    """An invented name; 450 of them differ."""
    return _FAMILY[sequence % len(_FAMILY)] + _GIVEN[(sequence // len(_FAMILY) + sequence) % len(_GIVEN)]


def make_account(name: str, *posts: tuple[Organisation, str], username: str = "") -> Account:
    """A person with posts, who can sign in with PASSWORD."""
    account = Account.objects.create_account(username=username or f"user{next(_counter)}", name=name, password=PASSWORD)
    for place, role in posts:
        Post.objects.create(account=account, organisation=place, role=role)
    return account


@dataclass(frozen=True)
class Town:
    """A city C with its town T and the neighbour town N, villages, and the people who work there."""

    city: Organisation
    town: Organisation
    village: Organisation
    other_village: Organisation
    neighbour: Organisation
    neighbour_village: Organisation
    officer: Account
    second: Account
    chair: Account
    clerk: Account
    other_clerk: Account
    reviewer: Account
    stranger: Account
    nobody: Account


def make_town() -> Town:
    """The tree (province P, city C, towns T and N, villages V1, V2 and M1) and its people."""

    def node(code: str, name: str, level: Level, parent: Organisation | None) -> Organisation:
        return create_organisation(code=code, name=name, level=level, parent=parent, initials=pinyin.initials(name))

    province = node("P", "江东省总工会", Level.PROVINCE, None)
    city = node("C", "临江市总工会", Level.CITY, province)
    town = node("T", "青石镇总工会", Level.TOWN, city)
    village = node("V1", "上河村工会联合会", Level.VILLAGE, town)
    other_village = node("V2", "下河村工会联合会", Level.VILLAGE, town)
    neighbour = node("N", "白沙镇总工会", Level.TOWN, city)
    neighbour_village = node("M1", "沙洲村工会联合会", Level.VILLAGE, neighbour)
    return Town(
        city=city,
        town=town,
        village=village,
        other_village=other_village,
        neighbour=neighbour,
        neighbour_village=neighbour_village,
        officer=make_account("陈玉兰", (town, Role.OFFICER), username="officer"),
        second=make_account("周海明", (town, Role.OFFICER), username="second"),
        chair=make_account("何秀英", (town, Role.CHAIR), username="chair"),
        clerk=make_account("郑小满", (village, Role.CLERK), username="clerk"),
        other_clerk=make_account("冯立冬", (other_village, Role.CLERK), username="other_clerk"),
        reviewer=make_account("许建国", (city, Role.REVIEWER), username="reviewer"),
        stranger=make_account("孙白沙", (neighbour, Role.OFFICER), username="stranger"),
        nobody=make_account("吴岗位", username="nobody"),
    )
