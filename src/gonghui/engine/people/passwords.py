"""What a password must be, said in Chinese with the remedy."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator, MinimumLengthValidator
from django.core.exceptions import ValidationError


class LongEnough(MinimumLengthValidator):
    """Refuses a short password."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError where it is shorter than `min_length`."""
        if len(password) < self.min_length:
            raise ValidationError(f"密码至少{self.min_length}个字符，请加长。", code="password_too_short")


class NotCommon(CommonPasswordValidator):
    """Refuses the passwords that everybody tries first."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for a password on the list."""
        if password.lower().strip() in self.passwords:
            raise ValidationError("这个密码太常见，容易被猜到，请换一个。", code="password_too_common")
