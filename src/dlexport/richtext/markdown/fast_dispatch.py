"""markdown-it's block and inline parsers, made faster: a rule is tried only where its first character stands.

markdown-it tries every rule at every position, and nearly all look at one character and give up. The tokens are the
same: tests compare both parsers on CommonMark's examples and on generated texts.
"""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, Any, Final

from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from dlexport.richtext.markdown.rules.words import WORDS

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.parser_block import RuleFuncBlockType
    from markdown_it.parser_inline import RuleFuncInlineType
    from markdown_it.ruler import Ruler
    from markdown_it.rules_inline import StateInline

_INLINE: Final = {
    "text": "", "newline": "\n", "dollar": "$", "bracket": "\\", "command": "\\", "escape": "\\", "backticks": "`",
    "script": "~^", "emphasis": "*_~=", "html": "<", "gap": "[", "link": "[", "image": "!", "footnote_inline": "^",
    "footnote_ref": "[", "autolink": "<", "html_inline": "<", "entity": "&"}
_ANY: Final = None      # a block rule that its first sign does not decide
_BLOCK: Final = {
    "guard": _ANY, "table": _ANY, "code": "", "display": "$\\", "fence": "`~", "blockquote": ">", "hr": "*-_",
    "list": f"*-+{string.digits}", "footnote_def": "[", "reference": "[", "html_block": "<", "heading": "#",
    "lheading": _ANY, "paragraph": _ANY}
_FIRST_SIGNS: Final = sorted(set("".join(filter(None, _BLOCK.values()))))


class InlineParser(ParserInline):
    """An inline parser with the rules of another, all of which must be named in `_INLINE`."""

    def __init__(self, other: ParserInline) -> None:
        self.ruler, self.ruler2 = other.ruler, other.ruler2
        rules = _active(self.ruler)
        self._rules: dict[str, list[RuleFuncInlineType]] = {
            sign: [rule for name, rule in rules if sign in _INLINE[name]] for sign in "".join(_INLINE.values())}

    def tokenize(self, state: StateInline) -> None:
        """Push the tokens of the text up to `state.posMax` to the state."""
        src, end, most = state.src, state.posMax, state.md.options["maxNesting"]
        while state.pos < end:
            words = WORDS.match(src, state.pos, end)
            if words:
                state.pending += words[0]
                state.pos = words.end()
                continue
            for rule in self._rules.get(src[state.pos], ()) if state.level < most else ():
                if rule(state, False):  # noqa: FBT003 - markdown-it's signature
                    break
            else:
                state.pending += src[state.pos]
                state.pos += 1
        if state.pending:
            state.pushPending()

    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:   # noqa: ANN401 - markdown-it's signature
        """`tokens`, with those of the text added; plain words are one token and need no pairing."""
        if WORDS.fullmatch(src):
            tokens.append(Token("text", "", 0, content=src))
            return tokens
        return super().parse(src, md, env, tokens)


class BlockParser(ParserBlock):
    """Takes the rules of another; they must be complete, and all be named in `_BLOCK`."""

    def __init__(self, other: ParserBlock) -> None:
        self.ruler = other.ruler
        rules = _active(self.ruler)
        self._every: list[RuleFuncBlockType] = [rule for _, rule in rules]
        # By first sign (or none of them), whether there is a `|` in the text, and whether the next line goes on.
        self._rules: dict[tuple[str, bool, bool], list[RuleFuncBlockType]] = {
            (sign, pipes, more): [
                rule for name, rule in rules
                if (_BLOCK[name] is _ANY or (sign and sign in (_BLOCK[name] or "")))
                and (pipes or name != "table") and (more or name != "lheading")]
            for sign in ("", *_FIRST_SIGNS) for pipes in (False, True) for more in (False, True)}
        self._signs = frozenset(_FIRST_SIGNS)

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803 - markdown-it's signature
        """Push the tokens of these lines to the state, as markdown-it's own method does with all rules."""
        line, last, most, pipes = startLine, endLine, state.md.options["maxNesting"], "|" in state.src
        empty_lines = False
        while line < last:
            state.line = line = state.skipEmptyLines(line)
            if line >= last or state.sCount[line] < state.blkIndent:
                break
            if state.level >= most:
                state.line = last
                break
            for rule in self._beginning(state, line, last, pipes=pipes):
                if rule(state, line, last, False):  # noqa: FBT003 - markdown-it's signature
                    break
            state.tight = not empty_lines
            line = state.line
            if (line - 1) < last and state.isEmpty(line - 1):
                empty_lines = True
            if line < last and state.isEmpty(line):
                empty_lines = True
                line += 1
                state.line = line

    def _beginning(self, state: StateBlock, line: int, last: int, *, pipes: bool) -> list[RuleFuncBlockType]:
        """The rules that may match a block which begins with this line."""
        if state.is_code_block(line):
            return self._every
        sign = state.src[state.bMarks[line] + state.tShift[line]]
        more = line + 1 < last and not state.isEmpty(line + 1)
        return self._rules[sign if sign in self._signs else "", pipes, more]

    def parse(self, src: str, md: MarkdownIt, env: Any, outTokens: list[Token]) -> list[Token] | None:   # noqa: ANN401, N803 - markdown-it's signature
        """`outTokens`, with those of the text added; None for an empty text."""
        if not src:
            return None
        state = Lines(src, md, env, outTokens)
        self.tokenize(state, state.line, state.lineMax)
        return state.tokens


class Lines(StateBlock):
    """markdown-it's initial state of a text, computed line by line instead of character by character, for speed."""

    def __init__(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> None:   # noqa: ANN401 - markdown-it's signature
        super().__init__("", md, env, tokens)
        self.src = src
        begins: list[int] = []
        ends: list[int] = []
        shifts: list[int] = []
        indents: list[int] = []
        *lines, last = src.split("\n")
        start = 0
        for line in (*lines, last) if last.strip(" \t") else lines:
            shift = len(line) - len(line.lstrip(" \t"))
            begins.append(start)
            start += len(line)
            ends.append(start)
            start += 1
            shifts.append(shift)
            indents.append(len(line[:shift].expandtabs(4)) if shift else 0)
        count = len(begins)
        self.bMarks, self.eMarks = [*begins, len(src)], [*ends, len(src)]
        self.tShift, self.sCount, self.bsCount = [*shifts, 0], [*indents, 0], [0] * (count + 1)
        self.lineMax = count


def _active(ruler: Ruler[Any]) -> list[tuple[str, Any]]:
    """The enabled rules in order, each with its name."""
    return list(zip(ruler.get_active_rules(), ruler.getRules(""), strict=True))
