"""Anki's reviewer in Chromium: shows what the backend renders, as Anki's own page does, and looks at it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from chromium import Chromium

MATHJAX = Path(__file__).parents[1] / "npm/node_modules/mathjax-full/es5/tex-chtml-full.js"
mathjax_needed = pytest.mark.skipif(not MATHJAX.exists(), reason="no MathJax: run `make node` (needs npm)")

# What Anki's page sets besides the card: a margin, a ground whose colour by night outranks `.card`, shrinking pictures.
# MathJax as Anki configures it, but that a formula it cannot set must not pass for text.
_PAGE = """<!doctype html><html><meta charset="utf-8"><base href="{media}/">
<style>
body {{ margin: 20px; overflow-wrap: break-word; background-color: #f5f5f5 }}
body.nightMode {{ background-color: #2c2c2c; color: #fcfcfc }}
img {{ max-width: 100%; max-height: 95vh }}
</style>
<body class="card card1"><div id="qa"></div>
<script>
MathJax = {{
  startup: {{typeset: false}},
  options: {{renderActions: {{addMenu: []}}}},
  tex: {{displayMath: [["\\\\[", "\\\\]"]], processEscapes: false, processEnvironments: false, processRefs: false,
        packages: {{"[-]": ["noerrors", "noundefined"]}}}},
}};
</script>
{mathjax}
<script>
function turn(night) {{
  document.body.className = "card card1" + (night ? " nightMode" : "");
}}
async function show(html, open) {{
  const qa = document.querySelector("#qa");
  qa.innerHTML = html;
  for (const old of qa.querySelectorAll("script")) {{          // as Anki does: a script in a card runs
    const script = document.createElement("script");
    for (const {{name, value}} of old.attributes) script.setAttribute(name, value);
    script.append(old.textContent);
    old.replaceWith(script);
  }}
  if (open) qa.querySelectorAll("details").forEach(part => part.open = true);
  if (MathJax.typesetPromise) {{
    MathJax.typesetClear();
    await MathJax.typesetPromise([qa]);
  }}
  await Promise.all([...document.images].map(image => image.decode().catch(() => null)));
}}
function channels(colour) {{
  return colour.match(/[\\d.]+/g).map(Number);
}}
function luminance(colour) {{                                   // WCAG 2.2
  const linear = c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const [r, g, b] = channels(colour).map(c => linear(c / 255));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}}
function ground(element) {{
  for (let one = element; one; one = one.parentElement) {{
    const colour = getComputedStyle(one).backgroundColor;
    if ((channels(colour)[3] ?? 1) > 0) return colour;
  }}
  return "rgb(255, 255, 255)";
}}
function contrast(element) {{
  const [dark, light] = [luminance(getComputedStyle(element).color), luminance(ground(element))].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}}
function look() {{
  const qa = document.querySelector("#qa"), texts = document.createTreeWalker(qa, NodeFilter.SHOW_TEXT);
  const parts = new Set(qa.querySelectorAll("mjx-container, summary, a"));
  while (texts.nextNode()) {{
    const part = texts.currentNode.parentElement;
    if (texts.currentNode.data.trim() && part.checkVisibility() && !part.closest("style, mjx-assistive-mml"))
      parts.add(part);
  }}
  const shown = [...parts].filter(part => part.checkVisibility());
  const size = part => parseFloat(getComputedStyle(part).fontSize);
  const name = part => `${{part.tagName}}.${{part.className}}: ${{part.textContent.slice(0, 30)}}`;
  return {{
    overflow: document.documentElement.scrollWidth - innerWidth,
    weak: shown.filter(part => contrast(part) < 4.5).map(name),
    tiny: shown.filter(part => !part.closest("mjx-container") && size(part) < 12).map(name),
    faded: [...qa.querySelectorAll("*")].filter(one => getComputedStyle(one).opacity !== "1").map(name),
    errors: [...qa.querySelectorAll("mjx-merror")].map(name),
    formulas: qa.querySelectorAll("mjx-container").length,
    unset: [...qa.querySelectorAll("main")].flatMap(one => one.innerText.match(/\\\\[()[\\]].{{0,20}}/g) ?? []),
    edgeless: [...qa.querySelectorAll("*")].filter(one => /auto|scroll/.test(getComputedStyle(one).overflowX) &&
      one.scrollWidth > one.clientWidth + 2 && !getComputedStyle(one).backgroundAttachment.includes("local") &&
      !getComputedStyle(one, "::after").backgroundImage.includes("gradient")).map(name),
    broken: [...document.images].filter(image => !image.naturalWidth).map(image => image.src),
    text: qa.innerText,
    ground: getComputedStyle(document.body).backgroundColor,
  }};
}}
</script>"""


class Reviewer:
    """Shows cards, one after the other, in one page."""

    def __init__(self, browser: Chromium, folder: Path, media: Path, *, mathjax: bool) -> None:
        self.browser = browser
        page = folder / "reviewer.html"
        script = f'<script src="{MATHJAX.as_uri()}"></script>' if mathjax else ""
        page.write_text(_PAGE.format(media=media.as_uri(), mathjax=script), encoding="utf-8")
        browser.open(page.as_uri())
        if mathjax:
            browser.evaluate("MathJax.startup.promise.then(() => 0)")
        browser.requests.clear()

    def show(self, html: str, *, opened: bool = True) -> None:
        """A side of a card, formulas set, pictures loaded, what is folded opened."""
        self.browser.evaluate(f"show({json.dumps(html)}, {json.dumps(opened)})")

    def look(self, *, night: bool = False) -> dict[str, Any]:
        """What there is to see by day or by night: see the script."""
        found: dict[str, Any] = self.browser.evaluate(f"turn({json.dumps(night)}), look()")
        return found
