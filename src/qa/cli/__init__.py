"""The command `qa`.

Exit codes: 0 done; 1 the result is a no (not found, a file refused, a fault); 2 wrong use; 3 error.
"""

from __future__ import annotations

import sys

import typer
from rich.markup import escape

from qa.cli.articles import app as article_commands
from qa.cli.asking import app as asking_commands
from qa.cli.feedback import app as feedback_commands
from qa.cli.gold import app as gold_commands
from qa.cli.keeping import app as keeping_commands
from qa.cli.terminal import ERROR, NO, notes, say, speak
from qa.cli.users import app as user_commands
from qa.config import Config
from qa.errors import QaError

__all__ = ["ERROR", "NO", "app", "main"]

app = typer.Typer(
    name="qa",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=say(
        "Hỏi Báo trả lời câu hỏi tiếng Việt từ các bài báo trong kho, kèm câu gốc làm chứng.",
        "Hỏi Báo answers Vietnamese questions from the articles of a store, with the sentence that proves it.",
    ),
    epilog=say(
        "Mã thoát: 0 xong; 1 kết quả là “không” (bài báo không nói, có tệp bị từ chối, kho có lỗi); 2 gõ sai lệnh; "
        "3 lỗi. Đặt QA_LANGUAGE=en để dùng tiếng Anh.",
        "Exit codes: 0 done; 1 the result is a no (the articles don't say, a file was refused, the store has faults); "
        "2 wrong use; 3 error. Set QA_LANGUAGE=vi for Vietnamese.",
    ),
)
for commands in (article_commands, asking_commands, keeping_commands):
    app.add_typer(commands)
app.add_typer(feedback_commands, name="feedback")
app.add_typer(gold_commands, name="gold")
app.add_typer(user_commands, name="users")


@app.command(
    "eval",
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []},
    help=say("Đo chất lượng trên bộ câu hỏi chuẩn.", "Measure on the gold questions."),
)
def evaluate(context: typer.Context) -> None:
    """Hand the arguments to the evaluation's own command line."""
    from qa.evaluation.run import main as run

    raise typer.Exit(run(context.args))


def main() -> None:
    """Run `qa`; the outermost door: every error of ours is one clear line and exit code 3."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        speak(Config.load().language)
        app()
    except QaError as error:
        notes.print(escape(say(error.vi, error.en)), style="red")
        sys.exit(ERROR)
    except KeyboardInterrupt:
        sys.exit(130)
