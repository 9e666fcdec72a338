"""Style sheets and `style` attributes -> presentation attributes, so that no CSS is left in a drawing.

The cascade is that of CSS: attributes below rules, rules by weight and order, `style` above them, `!important` on top.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import tinycss2

from dlexport.pictures.svg.simplify.selectors import Selector, UnknownSelectorError, selectors, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dlexport.pictures.svg.simplify.selectors import Weight
    from dlexport.pictures.svg.tree import Element, Reader

SHEET_LIMIT: Final = 200_000        # characters of all sheets together; tools write some ten thousand
STEP_LIMIT: Final = 1_000_000       # comparisons of an element with a selector
_SIMPLE: Final = re.compile(r"""[^"'(){}\\/!]*""")      # only declarations `name: value;`
_FONT: Final = re.compile(r"(.*?)([0-9.]+(?:px|pt|em|%|))(?:\s*/\s*\S+)?\s+(\S.*)")
_CUSTOM: Final = "--"
_NESTED: Final = 8                  # variables within variables
_LONGEST: Final = 2_000             # characters of a value

Declarations = dict[str, tuple[str, bool]]
"""Property -> (value, whether it is `!important`)."""


@dataclass(slots=True)
class _Rules:
    """The rules of all sheets, indexed by the last compound of their selectors, each with its place in the cascade."""

    by_key: dict[str, list[tuple[Weight, int, Selector, Declarations]]] = field(default_factory=dict)
    steps: int = 0

    def add(self, selector: Selector, declarations: Declarations, order: int) -> None:
        last = selector.compounds[-1]
        key = f"#{last.ident}" if last.ident else f".{last.classes[0]}" if last.classes else last.name
        self.by_key.setdefault(key, []).append((selector.weight, order, selector, declarations))

    def found(self, element: Element, around: Sequence[Element]) -> list[Declarations]:
        """The declarations that apply to an element, the strongest last; none once the limit is reached."""
        if self.steps > STEP_LIMIT:
            return []
        attributes = element.attributes
        keys = ["", element.name.rpartition(":")[2], *(f".{one}" for one in attributes.get("class", "").split()[:20])]
        if "id" in attributes:
            keys.append(f"#{attributes['id']}")
        candidates = [rule for key in dict.fromkeys(keys) for rule in self.by_key.get(key, ())]
        self.steps += sum(len(selector.compounds) for _, _, selector, _ in candidates)
        if self.steps > STEP_LIMIT:
            return []
        fitting = [rule for rule in candidates if rule[2].fits(element, around)]
        return [rule[3] for rule in sorted(fitting, key=lambda rule: rule[:2])]


def resolve_styles(root: Element, reader: Reader) -> None:
    """Turn all styles below `root` into attributes, in place; `class` attributes and style sheets are removed."""
    sheets = [one for one in _all(root) if one.name == "style"]
    text = "".join(part for sheet in sheets for part in sheet.children if isinstance(part, str))
    if len(text) > SHEET_LIMIT:
        reader.note_element(sheets[0], f"a style sheet of more than {SHEET_LIMIT:,} characters",
                            "save the drawing as plain SVG, without fonts in it")
        return
    rules = _rules(text, sheets[0], reader) if text.strip() else _Rules()
    _apply(root, [], rules, {})
    if rules.steps > STEP_LIMIT:
        reader.note_element(sheets[0], "a style sheet that takes too long to apply",
                            "save the drawing as plain SVG, with styles as attributes")


def _all(element: Element) -> Iterator[Element]:
    """The element and all below it; recursion is bounded by the reader."""
    yield element
    for child in element.children:
        if not isinstance(child, str):
            yield from _all(child)


def _rules(text: str, sheet: Element, reader: Reader) -> _Rules:
    rules = _Rules()
    for order, rule in enumerate(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)):
        if rule.type == "at-rule" and rule.lower_at_keyword == "import":
            reader.note_element(sheet, "a style sheet from elsewhere", "put its rules into the drawing")
        if rule.type != "qualified-rule":       # at-rules (media, fonts, animations) and parse errors
            continue
        try:
            found = selectors(rule.prelude)
        except UnknownSelectorError:
            said = written(rule.prelude)
            reader.lose(f"a rule of its style sheet is not understood: `{said[:60]}`",
                        "see whether it looks right; else save it as plain SVG")
            continue
        declarations = _declared(tinycss2.parse_blocks_contents(rule.content))
        for selector in found:
            rules.add(selector, declarations, order)
    return rules


def _declared(parsed: Sequence[object]) -> Declarations:
    return {one.name if one.name.startswith(_CUSTOM) else one.lower_name:  # type: ignore[attr-defined] # untyped
            (written(one.value)[:_LONGEST], one.important)    # type: ignore[attr-defined]
            for one in parsed if one.type == "declaration"}     # type: ignore[attr-defined]


def _inline(text: str) -> Declarations:
    """The declarations of a `style` attribute; most are simple enough to be read without the CSS parser."""
    if _SIMPLE.fullmatch(text):
        pairs = (part.split(":", 1) for part in text.split(";") if ":" in part)
        return {name.strip().lower(): (value.strip(), False) for name, value in pairs}
    return _declared(tinycss2.parse_blocks_contents(text))


def _apply(element: Element, around: list[Element], rules: _Rules, variables: dict[str, str]) -> None:
    attributes = element.attributes
    layers = rules.found(element, around) if rules.by_key else []
    if "style" in attributes:
        layers = [*layers, _inline(attributes["style"])]
    won: dict[str, str] = {}
    for important in (False, True):
        for layer in layers:
            won |= {name: value for name, (value, weighty) in layer.items() if weighty == important}
    own = {name: value for name, value in won.items() if name.startswith(_CUSTOM)}
    if own:
        variables = variables | own
    around.append(element)
    for child in element.children:
        if not isinstance(child, str):
            _apply(child, around, rules, variables)
    around.pop()
    attributes.pop("style", None)
    attributes.pop("class", None)
    for name, value in (("font", won.pop("font", "")), *won.items()):
        plain = _plain(value, variables)
        if name == "font":
            attributes.update(_font(plain))
        elif plain and not name.startswith(_CUSTOM):
            attributes[name] = plain
    for name, value in attributes.items():
        if "var(" in value or "light-dark(" in value:
            attributes[name] = _plain(value, variables)


def _font(value: str) -> dict[str, str]:
    """Property -> value of the `font` shorthand, as in `italic bold 12px/30px Georgia, serif`."""
    match = _FONT.fullmatch(value)
    if not match:
        return {}
    words = match[1].split()
    found = {"font-size": match[2], "font-family": match[3]}
    for word in words:
        if word in {"italic", "oblique"}:
            found["font-style"] = word
        elif word in {"bold", "bolder", "lighter"} or word.isdigit():
            found["font-weight"] = word
    return found


def _plain(value: str, variables: dict[str, str], depth: int = 0) -> str:
    """A value with `var(…)` and `light-dark(…)` resolved; the light colour is chosen, as for paper."""
    if "var(" not in value and "light-dark(" not in value:
        return value
    if depth > _NESTED or len(value) > _LONGEST:
        return ""
    parts = []
    for token in tinycss2.parse_component_value_list(value):
        if token.type == "function" and token.lower_name in {"var", "light-dark"}:
            first = _first_argument(token.arguments)
            chosen = first
            if token.lower_name == "var":
                rest = tinycss2.serialize(token.arguments)[len(first):].lstrip(", ")
                chosen = variables.get(first.strip(), rest)
            parts.append(_plain(chosen.strip(), variables, depth + 1))
        else:
            parts.append(token.serialize())
    return "".join(parts).strip()[:_LONGEST]


def _first_argument(tokens: Sequence[object]) -> str:
    kept = []
    for part in tokens:
        if part == ",":
            break
        kept.append(part)
    return str(tinycss2.serialize(kept))
