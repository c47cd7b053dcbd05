"""Every error that this package raises on purpose.

    QaError
    ├─ ArticleError            an article can't be read
    │  ├─ UnsupportedFormat    a kind of file that no reader here takes
    │  ├─ UnreadableFile       damaged, encrypted, binary, wrongly encoded, too large, not there
    │  └─ EmptyArticle         nothing to read in it
    ├─ ArticleNotFound         no article of that id is in the store
    ├─ FeedbackNotFound        no feedback of that id is kept
    ├─ StoreError              the index folder
    │  ├─ StoreLocked          another process owns it
    │  ├─ StoreDamaged         it can't be opened
    │  ├─ StoreFull            the disk is full
    │  └─ EncoderChanged       it was made with another encoder
    ├─ ModelError              weights that can't be loaded
    ├─ WriterError             a chat model that can't be asked, or whose reply is of no use
    ├─ QuestionError           a question that can't be asked (too long)
    ├─ GoldError               a gold question that contradicts the articles or its own format
    └─ ConfigError             a setting that makes no sense

`str(error)` is English, for developers and logs; `error.say(language)` is what people are shown. Both say what was
found, where, and what to do next.
"""

from __future__ import annotations

from qa.language import Language


class QaError(Exception):
    """The root: `vi` and `en` are the same message in both languages."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.vi = vi
        self.en = en

    def say(self, language: Language = "vi") -> str:
        """The message in the language of the person in front of it."""
        return self.en if language == "en" else self.vi


class ArticleError(QaError):
    """An article can't be read; adding goes on with the others."""


class UnsupportedFormat(ArticleError):
    """A kind of file that no reader here takes."""


class UnreadableFile(ArticleError):
    """A file that is damaged, encrypted, binary, wrongly encoded, too large, or not there."""


class EmptyArticle(ArticleError):
    """A file with nothing to read in it."""


class ArticleNotFound(QaError):
    """No article of that id is in the store."""

    def __init__(self, article_id: str) -> None:
        super().__init__(
            f"Không có bài nào mang mã “{article_id}”. Xem các mã bằng lệnh: qa list",
            f"No article has the id “{article_id}”. See the ids with: qa list",
        )


class FeedbackNotFound(QaError):
    """No feedback of that id is kept."""

    def __init__(self, feedback_id: int) -> None:
        super().__init__(
            f"Không có góp ý nào mang mã {feedback_id}. Xem các mã bằng lệnh: qa feedback",
            f"No feedback has the id {feedback_id}. See the ids with: qa feedback",
        )


class StoreError(QaError):
    """The index folder can't be used."""


class StoreLocked(StoreError):
    """Another process owns the store."""

    def __init__(self, folder: str, process: int | None) -> None:
        vi_who = f"tiến trình {process}" if process else "một tiến trình khác"
        en_who = f"process {process}" if process else "another process"
        super().__init__(
            f"Kho “{folder}” đang được {vi_who} dùng. Hãy đóng tiến trình ấy (cửa sổ chat hoặc lệnh qa đang chạy) "
            "rồi thử lại, hoặc chọn kho khác bằng --store.",
            f"The store “{folder}” is in use by {en_who}. Close it (the chat, or a qa command that is running) "
            "and try again, or name another store with --store.",
        )
        self.process = process


class StoreDamaged(StoreError):
    """The store can't be opened, or its derived indexes contradict its articles."""


class StoreFull(StoreError):
    """The disk is full; what was stored before is whole."""


class EncoderChanged(StoreError):
    """The vectors of the store were made by another encoder."""

    def __init__(self, stored: str, current: str) -> None:
        super().__init__(
            f"Chỉ mục được tạo bằng bộ mã hoá “{stored}”, nay đang dùng “{current}”. "
            "Hãy lập lại chỉ mục bằng lệnh: qa rebuild",
            f"The index was made with the encoder “{stored}”, the current one is “{current}”. "
            "Make the index again with: qa rebuild",
        )


class ModelError(QaError):
    """Weights that can't be loaded."""


class WriterError(QaError):
    """A chat model that can't be asked, or whose reply is of no use. The message is the reason alone."""


class QuestionError(QaError):
    """A question that can't be asked."""


class GoldError(QaError):
    """A gold question that contradicts the articles or its own format."""


class ConfigError(QaError):
    """A setting that makes no sense."""
