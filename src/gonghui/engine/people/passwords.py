"""What a password must be, said in Chinese with the remedy; and passwords that are used once."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator, MinimumLengthValidator
from django.core.exceptions import ValidationError

from gonghui.plain import pinyin

# More is no safer, and takes the computer long to digest.
LONGEST = 100
# What a shorter name or account is contained in by chance.
_SHORTEST_NAME = 3
# Read aloud and copied by hand: without 0 and O, 1, I and L.
_LETTERS, _DIGITS = "abcdefghjkmnpqrstuvwxyz", "23456789"
_GROUPS, _GROUP = 3, 4


class LongEnough(MinimumLengthValidator):
    """Refuses a short password, and an endless one."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError where it is shorter than `min_length` or longer than LONGEST."""
        if len(password) < self.min_length:
            raise ValidationError(f"密码至少{self.min_length}个字符，请加长。", code="password_too_short")
        if len(password) > LONGEST:
            raise ValidationError(f"密码最多{LONGEST}个字符，请改短。", code="password_too_long")


class NotCommon(CommonPasswordValidator):
    """Refuses the passwords that everybody tries first."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for a password on the list."""
        if password.lower().strip() in self.passwords:
            raise ValidationError("这个密码太常见，容易被猜到，请换一个。", code="password_too_common")


class LettersAndDigits:
    """Refuses what is made of digits alone (a date, a telephone number), or has none."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError where letters or digits are missing."""
        if not any(character.isalpha() for character in password):
            raise ValidationError(
                "密码里没有字母：日期、电话号码这样的数字容易被猜到，请加上字母。", code="password_no_letter"
            )
        if not any(character.isdigit() for character in password):
            raise ValidationError("密码里没有数字，请加上数字。", code="password_no_digit")

    def get_help_text(self) -> str:
        return "字母和数字都要有。"


class NotTheName:
    """Refuses a password that is made of the account or the person's name, also in pinyin."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError where the password contains the account or the name of `user`."""
        said = password.casefold()
        name = str(getattr(user, "name", "") or "")
        own = {str(getattr(user, "username", "") or ""), name, pinyin.sort_key(name).replace(" ", "") if name else ""}
        if (name and name in password) or any(len(each) >= _SHORTEST_NAME and each.casefold() in said for each in own):
            raise ValidationError("密码里有账号或姓名，容易被猜到，请换一个。", code="password_like_the_name")

    def get_help_text(self) -> str:
        return "不能有账号或姓名。"


def one_time_password() -> str:
    """A password to be used once and then changed: three groups of four, easy to read aloud.

    >>> len(one_time_password())
    14
    """
    while True:
        groups = ["".join(secrets.choice(_LETTERS + _DIGITS) for _ in range(_GROUP)) for _ in range(_GROUPS)]
        text = "-".join(groups)
        if any(each in _LETTERS for each in text) and any(each in _DIGITS for each in text):
            return text
