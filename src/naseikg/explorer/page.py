"""The page around the explorer: its head with the content policy, and what stands there before or without script."""

from __future__ import annotations

import base64
import html
from collections.abc import Sequence

__all__ = ["SITE_POLICY", "page_text"]

#: No script but our files, no other host; WebAssembly is compiled, and a worker may be made of a blob. Style attributes
#: are allowed, since Chromium itself writes one when a reader types over several lines of the editor.
SITE_POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; style-src-attr 'unsafe-inline'; "
    "img-src 'self' data: blob:; connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'"
)
_ICON = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'>"
    "<path d='M8 23 16 9l9 12z' fill='none' stroke='#7a8794' stroke-width='2.5'/><circle cx='8' cy='23' r='5' "
    "fill='#0072b2'/><circle cx='16' cy='9' r='5' fill='#d55e00'/><circle cx='25' cy='21' r='4' fill='#009e73'/></svg>"
)

_NOT_STARTED = "The explorer has not started. It needs all its files and a browser of 2023 or newer; reload the page."
_NO_SCRIPT = "The explorer needs JavaScript."


def page_text(*, title: str, policy: str, head: Sequence[str], tail: Sequence[str], instead: str = "") -> str:
    """The page; ``head`` and ``tail`` are elements as they are written, all else is text.

    The skip link is there before the script runs, for whoever comes with a keyboard. Where the script is lost or the
    browser too old for it, the style shows after some seconds what is the matter; ``instead``, as it is written, says
    where to go then, and where there is no script.
    """
    lines = [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{html.escape(title)} · naseikg</title>",
        f'<link rel="icon" href="data:image/svg+xml;base64,{base64.b64encode(_ICON.encode()).decode()}">',
        *head,
        "</head>",
        "<body>",
        '<a class="skip" href="#content">Skip to the content</a>',
        f'<div id="explorer"><main id="content" tabindex="-1"><p class="before">{_NOT_STARTED}{instead}</p></main></div>',
        f"<noscript><p>{_NO_SCRIPT}{instead}</p></noscript>",
        *tail,
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"
