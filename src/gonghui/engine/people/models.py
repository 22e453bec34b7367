from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class AccountManager(BaseUserManager["Account"]):
    def create_account(self, *, username: str, name: str, password: str, must_change: bool = False) -> Account:
        """A new account that can sign in; its posts are given apart (gonghui.engine.access).

        `must_change` says that somebody else knows the password.
        """
        account = self.model(username=username, name=name, must_change=must_change)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A person who works on the system.

    A reference table: it changes rarely, so the last sign-in is not kept here (the log has it).
    """

    # Django would write it at every sign-in; accounts are a reference table on every shard.
    last_login = None
    username = models.CharField("账号", max_length=60, unique=True)
    name = models.CharField("姓名", max_length=50)
    # A disabled account signs in no more, and whoever is signed in with it is out at the next page.
    is_active = models.BooleanField("在用", default=True)
    # Somebody else made the password: nothing but choosing an own one works.
    must_change = models.BooleanField("登录后先改密码", default=False)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = "账号"

    def __str__(self) -> str:
        return self.name
