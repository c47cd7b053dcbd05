import json
import lzma
from itertools import islice, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.vietnamese.sentences import sentences
from qa.vietnamese.text import nfc

NEWS = Path(__file__).parents[3] / "shared" / "data" / "news" / "baomoi-00.jsonl.xz"


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "text",  # "|" stands where one sentence ends
    [
        "Ông Nam ở TP. Hồ Chí Minh. |Bà Lan ở TP.HCM. |Họ quen nhau.",
        "PGS.TS. Lê Văn Ba, ThS. Đỗ Thị Hoa và BS. Trần Văn Cả đã dự. |Hội nghị kết thúc.",
        "Có cam, quýt, v.v. |Người dân vui. |Có cam v.v. và quýt.",
        "Nhà ở Q.1, P. Bến Nghé, Q. 1, H. Củ Chi. |Anh ở P.5. |Chị ở Tr. Vinh.",
        "Xem tr.12 và tr. 13. |Nghị quyết số 12/NQ-TW ban hành ngày 11.7.2020. |Giá 1.200.000 đồng. |Tăng 3.5 lần.",
        "Nguyễn V.A. bị bắt. |Nạn nhân Lê Văn B. |Theo công an, ông H. |Công an vào cuộc.",
        "John F. Kennedy và J. K. Rowling viết. |Mr. Park đến St. Petersburg mua No. 5 ở đó.",
        "Đội U.23 thắng. |Vitamin C. |Theo bác sĩ, tốt. |Bé ăn no. |Người cha chia sẻ.",
        'Anh nói: “Tôi đi.” |Chị bảo: "Ở lại!" |Rồi đi… |Thế thôi... |Vậy à? đúng vậy. |“Về đi!”, anh nói.',
        "Xem https://bao.vn/a.b?c=d. |Gửi a.b@c.vn. |Hôm qua.|Theo ông, báo.vn và Vietnam.Net đưa tin.",
        "1. Tuổi Thìn tốt. |2. Tuổi Hợi. |Điều 5. Phạm vi. |Gồm: 1. Đường",
        "- Một. |Hai\n|+ Ba\n|* Bốn\n|a) Năm. |Sáu\n\n|Bảy",
        "(Ảnh: Hải. Nguồn: báo) Anh ở đây. |(theo báo) Hết. |“(Cười. Vui) Ừ.” |Thôi.",
        "Ông sinh năm 1990.[1] |Sau đó ông mất.[3][4]",
        "“... Anh đi. ” |Chị nói. |Giá từ... 5 triệu đồng. |15 người bị thương.",
        "TIÊU ĐỀ KHÔNG CÓ DẤU CHẤM\n|Ảnh: Minh họa\n|Thân bài.",
        "Một :( hai. |Ba bốn. |Năm.",
    ],
)
def test_sentences_end_where_a_reader_sees_them_end(text: str) -> None:
    expected = [piece.strip() for piece in text.split("|")]
    assert split(text.replace("|", "")) == expected


@pytest.mark.parametrize("text", ["", "   \n\n \t"])
def test_nothing_has_no_sentence(text: str) -> None:
    assert sentences(text) == []


def check_cover(text: str) -> None:
    found = sentences(text)
    for (_, one_end), (two_start, _) in pairwise(found):
        assert one_end <= two_start
    for start, end in found:
        assert start < end
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        assert "\n" not in text[start:end]
    assert "".join("".join(split(text)).split()) == "".join(text.split())


@given(st.text())
def test_every_character_of_any_text_is_in_one_sentence(text: str) -> None:
    check_cover(text)


@given(st.text(alphabet='aAđ Ở.!?…()[]"”“12-\n:;'))
def test_every_character_of_a_text_full_of_stops_is_in_one_sentence(text: str) -> None:
    check_cover(text)


@pytest.mark.skipif(not NEWS.exists(), reason="the news of ../shared/data are not here")
def test_real_news_are_covered_and_split_into_sentences_of_a_likely_length() -> None:
    with lzma.open(NEWS, "rt", encoding="utf-8") as lines:
        texts = [nfc(json.loads(line)["text"]) for line in islice(lines, 200)]
    for text in texts:
        check_cover(text)
    lengths = sorted(end - start for text in texts for start, end in sentences(text))
    assert 60 < lengths[len(lengths) // 2] < 220
