"""The assistant inside real langchain_core chains."""

from __future__ import annotations

import asyncio
from datetime import date

from langchain_core.documents import Document
from langchain_core.language_models import FakeListChatModel
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompt_values import PromptValue
from langchain_core.runnables import RunnablePassthrough

from qa import Answer, Assistant, Kind, Scope, Turn
from qa.langchain import prompt, sources

WHO = "Ai là Bí thư Đảng ủy Khối cơ quan tỉnh Sông Lam?"
WHEN = "Cầu Bến Đá thông xe ngày nào?"


def test_the_runnable_answers_as_ask_does(assistant: Assistant) -> None:
    runnable = assistant.as_runnable()
    assert runnable.invoke(WHO) == assistant.ask(WHO)
    assert [answer.short for answer in runnable.batch([WHO, WHEN])] == ["Trần Mạnh Hùng", "Sáng 20-12"]


def test_the_runnable_streams_growing_answers(assistant: Assistant) -> None:
    answers = list(assistant.as_runnable().stream(WHO))
    assert len(answers) > 3
    assert [len(answer.text) for answer in answers] == sorted({len(answer.text) for answer in answers})
    assert answers[-1] == assistant.ask(WHO)


def test_the_runnable_works_in_an_event_loop(assistant: Assistant) -> None:
    async def both() -> tuple[Answer, list[Answer]]:
        runnable = assistant.as_runnable()
        return await runnable.ainvoke(WHO), [answer async for answer in runnable.astream(WHO)]

    asked, streamed = asyncio.run(both())
    assert asked == streamed[-1] == assistant.ask(WHO)


def test_the_runnable_takes_earlier_turns(assistant: Assistant) -> None:
    first = assistant.ask(WHO)
    given = {"question": "Tỷ lệ phiếu bao nhiêu?", "history": [Turn(WHO, first)]}
    assert "99%" in assistant.as_runnable().invoke(given).text


def test_the_runnable_composes_with_other_steps(assistant: Assistant) -> None:
    chain = assistant.as_runnable() | (lambda answer: f"{answer.kind}: {answer.short}")
    assert chain.invoke(WHO) == f"{Kind.FOUND}: Trần Mạnh Hùng"
    assert list(chain.stream(WHO))[-1] == f"{Kind.FOUND}: Trần Mạnh Hùng"


def test_the_retriever_gives_documents_that_can_be_cited(assistant: Assistant) -> None:
    document = assistant.as_retriever(top=2).invoke(WHO)[0]
    article = assistant.article(document.metadata["id"])
    assert article.text[document.metadata["start"] : document.metadata["end"]] == document.page_content
    assert document.metadata["title"] == article.title
    assert document.metadata["date"] == "2020-07-11"


def test_both_look_where_they_are_told(assistant: Assistant) -> None:
    only = Scope(since=date(2021, 1, 1))
    found = assistant.as_retriever(within=only).invoke("Bí thư Đảng ủy Khối")
    assert {document.metadata["date"] for document in found} == {"2021-12-20"}
    answer = assistant.as_runnable().invoke({"question": "Ai là Bí thư Đảng ủy Khối?", "within": only})
    assert answer.kind is Kind.NOT_FOUND


def test_a_chat_model_behind_retriever_and_prompt(assistant: Assistant) -> None:
    model = FakeListChatModel(responses=["Trần Mạnh Hùng [1]."])
    shown: list[str] = []

    def remember(value: PromptValue) -> PromptValue:
        shown.append(str(value))
        return value

    chain = (
        {"sources": assistant.as_retriever() | sources, "question": RunnablePassthrough()}
        | prompt("answer_from_sources")
        | remember
        | model
        | StrOutputParser()
    )
    assert chain.invoke(WHO) == "Trần Mạnh Hùng [1]."
    assert "Trần Mạnh Hùng tái đắc cử" in shown[0]
    assert WHO in shown[0]
    assert "<!--" not in shown[0]


def test_sources_are_numbered_in_their_order_and_fenced() -> None:
    documents = [
        Document(page_content="Một.", metadata={"title": "A", "date": "2020-01-02"}),
        Document(page_content="Hai.", metadata={"title": "B", "date": None}),
    ]
    shown = sources(documents)
    code = shown.split("\n")[0].removeprefix("Mã ranh giới: ")
    assert shown.split("\n\n")[1:] == [
        f"<{code} đoạn 1>\nA (2020-01-02)\nMột.\n</{code} đoạn 1>",
        f"<{code} đoạn 2>\nB (không rõ ngày)\nHai.\n</{code} đoạn 2>",
    ]
