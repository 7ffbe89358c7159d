"""Read, type, link, and every rule; then the same Site in other languages.

In: the files of ``content_src`` and ``translations``. Out: one Site a language, and all problems.
Never: a file that is written, a clock.
"""

from sitegen.check.checked import Checked
from sitegen.check.settings import SHOWN_AS
from sitegen.check.whole import NOTHING_KEPT, check

__all__ = ["NOTHING_KEPT", "SHOWN_AS", "Checked", "check"]
