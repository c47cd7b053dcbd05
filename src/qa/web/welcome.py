"""The first screen: questions that the articles answer, the headlines last added, or how to add some."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from html import escape
from itertools import islice

from qa.evaluation.suggest import suggest
from qa.language import Language, choose
from qa.records import Article, Headline
from qa.web.cards import headlines

LOOKED_AT = 40  # articles last added that questions are drafted from, which takes half a second once
EXAMPLES = 4
LONGEST = 70  # characters of an example: two lines of a phone
NEWEST = 3  # headlines
KINDS = ("who", "how_many", "what", "where", "when")  # an example of each, as far as they go


def welcome(articles: Sequence[Article], language: Language) -> str:
    """What stands where the conversation will be; `articles` are some of the last added."""
    if not articles:
        say = choose(
            language,
            "Kho chưa có bài báo nào. Hãy thêm bài ở thẻ Bài báo, hoặc bằng lệnh qa add khi trang này đã dừng.",
            "There are no articles yet. Add some in the tab Articles, or with qa add once this page is stopped.",
        )
        return f"<p>{say}</p>"
    asked = "".join(
        f'<button type="button" class="choice">{escape(question)}</button>' for question in examples(tuple(articles))
    )
    ask = choose(language, "Hỏi thử", "Try asking")
    begin = f'<h2>{ask}</h2><p class="choices">{asked}</p>' if asked else ""
    newest = [Headline(one.id, one.title, one.published, one.source) for one in articles[:NEWEST]]
    return f"{begin}<h2>{choose(language, 'Bài mới thêm', 'Last added')}</h2>{headlines(newest)}"


@lru_cache(maxsize=1)  # until an article is added
def examples(articles: Sequence[Article]) -> list[str]:
    """Questions drafted from the articles, each of another kind and article as far as they go, the shortest first."""
    drafts = sorted(
        (
            one
            for one in suggest(articles, each=2)
            if len(one.draft.question) <= LONGEST and "," not in one.draft.question
        ),
        key=lambda one: len(one.draft.question),
    )
    chosen: dict[str, str] = {}  # by article
    for kind in (*KINDS, *KINDS):
        fitting = (one for one in drafts if one.draft.category == kind and one.article.id not in chosen)
        for one in islice(fitting, 1):
            chosen[one.article.id] = one.draft.question
    return list(chosen.values())[:EXAMPLES]
