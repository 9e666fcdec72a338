"""Texts that would do something where they are taken for markup, and banks that hold them everywhere."""

from __future__ import annotations

import json
import re
from typing import Any

INJECTIONS = [
    "<script>alert(1); window.owned = 1</script>",
    "<img src=x onerror=alert(2)>",
    "<img src=https://evil.example/a.png>",
    "<svg onload=alert(3)><script>alert(4)</script></svg>",
    "<svg><animate onbegin=alert(5) attributeName=x dur=1s>",
    "<iframe src=javascript:alert(6)></iframe>",
    "<iframe srcdoc='<script>parent.owned=1</script>'></iframe>",
    "<link rel=stylesheet href=https://evil.example/a.css>",
    "<style>@import 'https://evil.example/b.css'; * { background: url(https://evil.example/c) }</style>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href=https://evil.example/>",
    "<body onload=alert(7)><details open ontoggle=alert(8)>x</details>",
    "<input autofocus onfocus=alert(9)><video><source onerror=alert(10)></video>",
    "<object data=javascript:alert(11)></object><embed src=https://evil.example/d>",
    "</style></script></title></textarea></div></main>--><script>alert(12)</script>",
    "\"'><script>alert(13)</script>",
    "\" onmouseover=\"alert(14)\" autofocus onfocus='alert(15)' x=\"",
    "[a](javascript&#58;alert(16))",
    '![a" onerror="alert(17)](https://evil.example/e.png)',
    "&lt;script&gt;alert(18)&lt;/script&gt; &#60;script&#62;alert(19)&#60;/script&#62;",
    "{{Title}} {{#Prompt}}<script>alert(20)</script>{{/Prompt}} {{type:Title}} {{tts en_US:Title}}",
    "{{c1::<script>alert(21)</script>::<img src=x onerror=alert(22)>}}",
    "[sound:https://evil.example/f.mp3] [anki:play:q:0] [latex]\\input{/etc/passwd}[/latex]",
    "\\(\\href{javascript:alert(23)}{x}\\) \\[\\require{html}\\style{background:url(https://evil.example/g)}{x}\\]",
    "<mjx-container><script>alert(24)</script></mjx-container><math href=javascript:alert(25)>x</math>",
    "`<script>alert(26)</script>` <template><script>alert(27)</script></template>",
    "\u202e<script>alert(28)</script>\u200b<img/src=x/onerror=alert(29)>",
]


def everywhere(text: str) -> dict[str, Any]:
    """A bank with a text in every place that takes any."""
    marked = re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)        # shows in Markdown as typed
    title = text.replace("$", r"\$")
    return {
        "format": 1,
        "bank": {"id": "demo", "title": title, "subtitle": title, "language": "zh-CN", "version": "1",
                 "authors": [text], "license": text, "description": text},
        "topics": [{"id": "one", "title": title}],
        "questions": [{
            "id": "a", "topic": "one", "title": title, "summary": title, "prompt": marked, "analysis": marked,
            "answer": f"{marked}\n\n```html\n{text}\n```\n\n```\n{text}\n```\n\n[{marked}](https://a.example)\n\n"
                      f"| {marked} |\n| -- |\n| {marked} |\n\n> {marked}\n\n- {marked}\n\n文[^1]\n\n[^1]: {marked}",
            "sections": [{"title": title, "body": marked}],
            "tags": [re.sub(r"[\s,，、]|::", "_", text)[:60]],
            "keypoints": [{"id": "k", "text": f"{marked}前**空{marked}格**后{marked}"}],
            "references": [{"title": text, "authors": [text], "venue": text, "url": "https://a.example/\"'<x>"}],
        }],
    }


def as_yaml(bank: dict[str, Any]) -> str:
    """JSON is YAML."""
    return json.dumps(bank, ensure_ascii=False)
