"""Drafted questions put before a person, one by one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import typer
from rich.markup import escape

from qa.cli.growing import Proposal, items_in
from qa.cli.terminal import out, say
from qa.evaluation.gold import Line, Proof
from qa.evaluation.grow import append, near_duplicate
from qa.evaluation.suggest import Suggestion


def fresh(found: Iterator[Suggestion], file: Path, standing: list[Line]) -> Iterator[tuple[Line, Suggestion]]:
    """Each draft as a line, without those that are nearly asked already."""
    seen = list(standing)
    for suggestion in found:
        draft = suggestion.draft
        proposal = Proposal(
            draft.question,
            items=(draft.answers,),
            proofs=(Proof(article=suggestion.article.id, quote=suggestion.quote),),
            category=draft.category,
        )
        line = proposal.line(file, seen)
        if not near_duplicate(line, seen):
            seen.append(line)
            yield line, suggestion


def decided(line: Line, suggestion: Suggestion, number: int, gold: Path) -> bool:
    """Show one draft and do what the person says; False when they have had enough."""
    out.print(f"\n{number}. {escape(line.question)}", style="bold")
    out.print(f"   → {escape(' | '.join(line.answers))}")
    out.print(f"   “{escape(suggestion.quote)}” ({escape(suggestion.article.title)})", style="dim")
    choice = ""
    while choice not in ("g", "k", "s", "e", "b", "d", "t", "q"):
        choice = typer.prompt(say("[g]iữ, [s]ửa, [b]ỏ, [t]hôi", "[k]eep, [e]dit, [d]rop, [q]uit")).strip().lower()[:1]
    if choice in ("s", "e"):
        question = typer.prompt(say("Câu hỏi", "The question"), default=line.question)
        typed = typer.prompt(say("Câu trả lời (cách viết khác: A | B)", "The answer (another spelling: A | B)"),
                             default=" | ".join(line.answers))  # fmt: skip
        items = items_in(typed)
        line = Proposal(question, items=items, proofs=line.support, category=line.category, id=line.id).line(gold, [])
    if choice in ("g", "k", "s", "e"):
        append(gold, line)
        out.print(f"   + {escape(line.id)} → {escape(str(gold))}")
    return choice not in ("t", "q")
