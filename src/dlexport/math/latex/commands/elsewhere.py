r"""Commands that some outputs lack, each with a near equivalent that all outputs support."""

from __future__ import annotations

from typing import Final

_TABLE: Final = r"""
    xrightequilibrium \xrightleftharpoons{…} xleftequilibrium
    \xleftrightharpoons{…} widecheck \check{…} overlinesegment \overline{…} underlinesegment \underline{…}
    Overrightarrow \overrightarrow{…} overrightharpoon \overrightarrow{…} overleftharpoon \overleftarrow{…}
    utilde \underset{\sim}{…} sout \cancel{…} above \frac{…}{…} ngeqq \ngeq ngeqslant \ngeq nleqq \nleq
    nleqslant \nleq nshortmid \nmid nshortparallel \nparallel nsubseteqq \nsubseteq nsupseteqq \nsupseteq
    lvertneqq \lneqq gvertneqq \gneqq varsubsetneq \subsetneq varsubsetneqq \subsetneqq varsupsetneq \supsetneq
    varsupsetneqq \supsetneqq bgroup { egroup }
"""

_WORDS: Final = _TABLE.split()
ELSEWHERE: Final = {
    "\\" + name: f"write {known}, which every output knows"
    for name, known in zip(_WORDS[::2], _WORDS[1::2], strict=True)
}
"""Command -> hint that names its equivalent."""
