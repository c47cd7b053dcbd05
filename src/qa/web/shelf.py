"""The articles tab: what the store holds."""

from __future__ import annotations

import gradio as gr

from qa.language import Language, choose
from qa.web.door import Answering
from qa.web.limits import Limits


def shelf(assistant: Answering, language: Language, limits: Limits) -> None:
    """Puts the articles into the tab that is being built."""
    there = assistant.overview()
    vi = f"{there.articles:,} bài, {there.passages:,} đoạn.".replace(",", ".")
    en = f"{there.articles:,} articles, {there.passages:,} passages."
    gr.HTML(f"<p>{choose(language, vi, en)}</p>", apply_default_css=False)
