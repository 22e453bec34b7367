"""The web application, for a server to call; it does not start with keys that are not the database's."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gonghui.site.settings")
application = get_wsgi_application()

from gonghui.engine.vault.permissions import PRIVATE_UMASK  # noqa: E402 - the settings must stand first
from gonghui.site import opening  # noqa: E402

os.umask(PRIVATE_UMASK)
opening.open_present()
