"""What a host allows the page's visitors: how much they may upload, whether they may change the articles at all."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one server. With `read_only` there is nothing on the page that adds or removes an article."""

    max_upload_mb: int = 50  # megabytes of one file that is sent, a .zip too
    max_files: int = 500  # files that are added at once
    read_only: bool = False


DEFAULTS = Limits()
