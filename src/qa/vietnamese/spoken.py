"""Numbers as they are spoken: "hai mươi mốt"."""

from __future__ import annotations

from typing import Final

DIGITS: Final = "không một hai ba bốn năm sáu bảy tám chín".split()


def in_words(number: int) -> str:
    """0 to 99 as it is spoken: 7 → "bảy", 21 → "hai mươi mốt", 15 → "mười lăm"."""
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    last = {0: "", 1: "mốt" if tens > 1 else "một", 5: "lăm"}.get(ones, DIGITS[ones])
    return f"{'mười' if tens == 1 else f'{DIGITS[tens]} mươi'} {last}".rstrip()
