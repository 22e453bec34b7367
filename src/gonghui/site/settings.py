"""Django's settings: one PC with SQLite unless DATABASE_URL names a PostgreSQL."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from gonghui.engine.vault import keys
from gonghui.site import origin
from gonghui.site.registers import REGISTERS

HOME = keys.home()


def database(url: str, home: Path) -> dict[str, Any]:
    """Django's entry for a `postgresql://user:password@host:port/name?option=value`, or SQLite under `home`.

    A `host` among the options is a socket's folder, as libpq writes it.
    """
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": home / "gonghui.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # The cache is per connection, in KiB: its usual 2 MB do not hold the index of a large roster.
                # FULL: what was answered "saved" outlives a power cut, which NORMAL does not promise in this mode.
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000; "
                    "PRAGMA cache_size=-32768;"
                ),
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise origin.MalformedSetting("DATABASE_URL应以postgresql://开头，请改正。")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "gonghui.engine.sharding.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


SECRET_KEY = keys.session_secret()
DEBUG = False
# Where it stands behind a proxy with a certificate: the address that people open.
ORIGIN = origin.read(os.environ.get("GONGHUI_ORIGIN", ""))
SECURE = ORIGIN is not None and ORIGIN.secure
CSRF_TRUSTED_ORIGINS = [str(ORIGIN)] if ORIGIN else []
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
# Half a year: a browser that was here once asks for nothing unencrypted until then.
SECURE_HSTS_SECONDS = 180 * 24 * 60 * 60 if SECURE else 0
# Unless told, the program answers to whatever name its PC has in the office's network.
ALLOWED_HOSTS = [host for host in os.environ.get("GONGHUI_HOSTS", "").replace(" ", "").split(",") if host]
ALLOWED_HOSTS = [*ALLOWED_HOSTS, *([ORIGIN.host] if ORIGIN else [])] or ["*"]
DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Account"

INSTALLED_APPS = [
    "gonghui.engine.installation",
    "gonghui.engine.sharding",
    "gonghui.engine.people",
    "gonghui.engine.access",
    "gonghui.engine.audit",
    "gonghui.engine.records",
    "gonghui.engine.process",
    "gonghui.engine.figures",
    "gonghui.engine.exchange",
    "gonghui.engine.web",
    *(f"gonghui.ledgers.{name}" for name in REGISTERS),
    "gonghui.summaries",
    "gonghui.desk",
    "gonghui.site",
    "axes",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gonghui.engine.web.headers.PolicyMiddleware",
    "gonghui.engine.web.errors.TroubleMiddleware",
    "gonghui.site.first_run.FirstRunMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gonghui.engine.web.password_page.OwnPasswordFirstMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "gonghui.site.urls"
WSGI_APPLICATION = "gonghui.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "gonghui.engine.web.product.product",
            ],
        },
    }
]

# Sign-in: five wrong passwords from one address shut that account's door to it for a quarter of an hour (等保二级口径).
# By account and address: nobody elsewhere can shut out the owner, nor one account's owner a whole office.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "gonghui.engine.people.passwords.LongEnough", "OPTIONS": {"min_length": 8}},
    {"NAME": "gonghui.engine.people.passwords.LettersAndDigits"},
    {"NAME": "gonghui.engine.people.passwords.NotTheName"},
    {"NAME": "gonghui.engine.people.passwords.NotCommon"},
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
# A password or an ID number that was typed as the account's name is kept nowhere in clear.
AXES_USERNAME_CALLABLE = "gonghui.engine.records.attempts.tried_account"
AXES_SENSITIVE_PARAMETERS = ["username", "next", "carried_form", "csrfmiddlewaretoken"]
AXES_RESET_ON_SUCCESS = True
# A quarter of an hour is a quarter of an hour, however often somebody tries meanwhile.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "gonghui.engine.web.signing.locked_out"
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True
LOGIN_URL = "sign-in"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "gonghui.engine.web.errors.form_expired"

# What is uploaded holds personal data: it stays in memory, and a larger file is not taken. (With room for the form.)
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024 + 64 * 1024

PRODUCT_NAME = "工会工作台"
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"dated": {"format": "%(asctime)s %(levelname)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "dated"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Which accounts fail to sign in is in the database; the console need not tell.
    "loggers": {
        "axes": {"level": "ERROR"},
        "django.request": {"level": "ERROR"},
        # Anybody can send any name of a host, as often as he likes.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
