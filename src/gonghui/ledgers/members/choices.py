"""Code lists of the roster (领域资料 2.1.3)."""

from django.db import models


class Sex(models.TextChoices):
    MALE = "male", "男"
    FEMALE = "female", "女"


class Status(models.TextChoices):
    """会籍状态. The first two are members; the others left on a day."""

    NORMAL = "normal", "正常"
    KEPT = "kept", "保留"
    TRANSFERRED = "transferred", "转出"
    RESIGNED = "resigned", "退会"
    EXPELLED = "expelled", "除名"
    DIED = "died", "死亡"


class Papers(models.TextChoices):
    """证件类型."""

    RESIDENT = "resident", "居民身份证"
    HMT_PERMIT = "hmt_permit", "港澳台居民居住证"
    PERMANENT = "permanent", "外国人永久居留身份证"
    PASSPORT = "passport", "护照"
    HM_PASS = "hm_pass", "港澳居民来往内地通行证"
    TAIWAN_PASS = "taiwan_pass", "台湾居民来往大陆通行证"


# Numbered as GB 11643 has it: sex and birth follow from the number. (Old cards of permanent residents are not.)
NUMBERED_AS_RESIDENT = frozenset({Papers.RESIDENT, Papers.HMT_PERMIT})


class Employment(models.TextChoices):
    """就业形态."""

    ON_POST = "on_post", "在岗"
    DISPATCHED = "dispatched", "劳务派遣"
    FLEXIBLE = "flexible", "灵活就业"
    PLATFORM = "platform", "新就业形态（平台）"
    LAID_OFF = "laid_off", "下岗"
    UNEMPLOYED = "unemployed", "失业"
    RETIRED = "retired", "退休保留会籍"


class Group(models.TextChoices):
    """八大群体 (全国总工会 2018), and those that came to be counted with them."""

    DRIVER = "driver", "货车司机"
    COURIER = "courier", "快递员"
    CARER = "carer", "护工护理员"
    HOUSEHOLD = "household", "家政服务员"
    MALL = "mall", "商场信息员"
    RIDER = "rider", "网约送餐员"
    AGENT = "agent", "房产中介员"
    GUARD = "guard", "保安员"
    RIDE_HAILING = "ride_hailing", "网约车司机"
    OTHER = "other", "其他新就业形态"


LEFT = frozenset({Status.TRANSFERRED, Status.RESIGNED, Status.EXPELLED, Status.DIED})


class JoinedBy(models.TextChoices):
    APPLIED = "applied", "个人申请"
    TOGETHER = "together", "集中入会"
    SCANNED = "scanned", "扫码入会"
    TRANSFERRED = "transferred", "转入"
