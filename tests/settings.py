"""The product's settings, and the engine's toy registers beside its own; `--ds` in pyproject.toml names them."""

from gonghui.site.settings import *  # noqa: F403
from gonghui.site.settings import INSTALLED_APPS as PRODUCT_APPS

INSTALLED_APPS = [*PRODUCT_APPS, "tests.engine.toy"]
