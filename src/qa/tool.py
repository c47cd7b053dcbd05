"""The assistant as a tool of the Model Context Protocol, for programs that lend tools to a language model.

The one home of the `mcp` package. `qa mcp` speaks the protocol over its standard input and output.
"""

from __future__ import annotations

import json
from typing import Annotated

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import CallToolResult, TextContent, ToolAnnotations
from pydantic import Field

from qa.answer.plain import plain_text
from qa.answer.scope import scope_of
from qa.api import Assistant
from qa.errors import QaError
from qa.language import Language

_PURPOSE = (
    "Answers a question in Vietnamese from the newspaper articles of this archive, and from nothing else: a short "
    "answer with [n] marks, then for each mark the exact sentence, the article and its date. When the articles don't "
    "say, it says so; then do not answer from elsewhere without saying so. A question may lack its accents."
)


def server(assistant: Assistant, language: Language = "vi") -> MCPServer:
    """An MCP server with one tool, `ask`; what it can't answer for is told to the model as the tool's error."""
    mcp = MCPServer("hoibao", title="Hỏi Báo", log_level="WARNING")

    @mcp.tool(description=_PURPOSE, annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False))
    def ask(
        question: Annotated[str, Field(description='A question in Vietnamese: "Ai là Bí thư Đảng ủy Khối?"')],
        since: Annotated[str, Field(description="Only articles since this day, month or year: 2020, 7-2020")] = "",
        until: Annotated[str, Field(description="Only articles until this day, month or year")] = "",
        sources: Annotated[list[str] | None, Field(description="Only articles of these newspapers")] = None,
    ) -> CallToolResult:
        try:
            answer = assistant.ask(question, within=scope_of(since, until, sources or ()))
        except QaError as error:
            raise ToolError(error.say(language)) from error
        text = TextContent(text=plain_text(answer, language))
        return CallToolResult(content=[text], structured_content=json.loads(answer.to_json()))

    return mcp
