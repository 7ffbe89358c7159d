"""The Chromium in which the site is measured and tested."""

from __future__ import annotations

import shutil


def chromium() -> str | None:
    """A Chromium on the PATH, without windows if there is one, as it takes a quarter less time.

    ``None`` lets Playwright use its own, and fail when it has none. ``get_browser.sh`` installs them in this order.
    """
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((found for name in names if (found := shutil.which(name))), None)
