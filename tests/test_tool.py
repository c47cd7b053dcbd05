"""`qa mcp`, asked by the client of the protocol's own package over a real pipe."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from mcp import Client, StdioServerParameters
from mcp.types import CallToolResult, TextContent

from qa.api import Assistant
from qa.records import Answer, Kind

CODE = "from qa.cli import main; main()"


def asked(store: Path, *questions: dict[str, object]) -> list[CallToolResult]:
    """What the tool says to each, in one conversation with one server."""

    async def ask() -> list[CallToolResult]:
        async with Client(
            StdioServerParameters(command=sys.executable, args=["-c", CODE, "mcp", "--store", str(store)])
        ) as client:
            assert [tool.name for tool in (await client.list_tools()).tools] == ["ask"]
            return [await client.call_tool("ask", question) for question in questions]

    return asyncio.run(ask())


def told(result: CallToolResult) -> str:
    """The text of a result."""
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


def record(result: CallToolResult) -> Answer:
    """The answer that a result carries beside its text."""
    return Answer.from_json(json.dumps(result.structured_content))


def test_a_model_gets_the_answer_its_sentence_and_its_article(tmp_path: Path, articles: Path) -> None:
    with Assistant.open(tmp_path / "store") as assistant:
        assistant.add(articles)
        expected = assistant.ask("Ai là Bí thư Đảng ủy Khối?")
    found, absent, undated, empty = asked(
        tmp_path / "store",
        {"question": "Ai là Bí thư Đảng ủy Khối?"},
        {"question": "Ai vô địch giải cờ vua thế giới?"},
        {"question": "Ai là Bí thư Đảng ủy Khối?", "since": "mùa quýt"},
        {"question": " "},
    )
    answer = record(found)
    assert (answer.kind, answer.short) == (Kind.FOUND, expected.short)
    (citation,) = answer.citations[:1]
    assert f"[1] “{' '.join(citation.quote.split())}”" in told(found)
    assert citation.title in told(found)
    assert not found.is_error
    assert record(absent).kind is Kind.NOT_FOUND
    assert not absent.is_error
    assert undated.is_error
    assert "mùa quýt" in told(undated)
    assert record(empty).kind is Kind.UNCLEAR
