"""Three kinds of print, set by a text engine of our own: the handout, the quiz, the cards.

ReportLab looks for settings as it is imported, and executes what it finds: modules on the path, and files in the home
folder, which in a pipeline can be the checkout. They would also change bytes that the manifest does not tell of. Empty
modules of those names, put there before, are all that it finds.
"""

from __future__ import annotations

import sys
from types import ModuleType

for _name in ("reportlab.local_rl_mods", "reportlab_mods", "reportlab.local_rl_settings", "reportlab_settings"):
    sys.modules.setdefault(_name, ModuleType(_name))
