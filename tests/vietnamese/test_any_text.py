"""No text may crash the language functions or hold them up: they read whatever a file or a stranger sends."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.vietnamese.dates import find_dates, parse_date_line
from qa.vietnamese.names import find_names
from qa.vietnamese.numbers import find_numbers
from qa.vietnamese.sentences import sentences
from qa.vietnamese.text import fold, has_accents, key, keys, nfc, terms, tokens

FUNCTIONS: tuple[Callable[[str], object], ...] = (
    nfc,
    fold,
    tokens,
    key,
    has_accents,
    terms,
    sentences,
    find_dates,
    parse_date_line,
    find_names,
    find_numbers,
)
# Repeated, these make a careless pattern try every way to match.
NASTY = [
    *[".", "A. ", "( A. ", "1", "1.", "1.000", "1:", "-", "a\u0301", "\u0301", '"', " ", "\n", "Nguyễn ", "H'"],
    *["mười ", "một trăm ", "ngày ", "1/1/", "Tp. ", "Ủy ban ", "de la ", "😀", "\x00", "A-", "và "],
]


@given(st.text() | st.text("aàđĐ1.,:-/ \n\u0301\u00a0²"))
def test_the_keys_are_those_of_the_tokens(text: str) -> None:
    assert keys(text) == tuple(key(token.text) for token in tokens(text))
    assert keys(text, folded=True) == tuple(map(fold, keys(text)))


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    for function in FUNCTIONS:
        function(text)


@pytest.mark.parametrize("unit", NASTY)
def test_ten_times_the_text_takes_about_ten_times_as_long(unit: str) -> None:
    long = (unit * 10_000)[:10_000]
    for function in FUNCTIONS:
        before = time.process_time()
        function(long)
        # Linear patterns take 0.01–0.1 s here, quadratic ones many seconds.
        assert time.process_time() - before < 2, function
