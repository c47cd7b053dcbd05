import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.vietnamese.names import find_names


def named(text: str, kind: str) -> list[str]:
    return [text[name.start : name.end] for name in find_names(text) if name.kind == kind]


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("Đồng chí Nguyễn Mạnh Cường tái đắc cử Bí thư Đảng ủy Khối", ["Nguyễn Mạnh Cường"]),
        ("Bà Lò Thị Hồng, ông Cường và đ/c Vàng A Súa", ["Lò Thị Hồng", "Cường", "Vàng A Súa"]),
        ("H'Hen Niê là hoa hậu, Y Phương là nhà thơ.", ["H'Hen Niê", "Y Phương"]),
        ("HLV Park Hang-seo và tiền đạo Quang Hải", ["Park Hang-seo", "Quang Hải"]),
        ("Neil Armstrong, Leonardo da Vinci, John F. Kennedy", [
            "Neil Armstrong", "Leonardo da Vinci", "John F. Kennedy",
        ]),
        ("Bộ trưởng Bộ Y tế Lê Thị Kim Tiến phát biểu", ["Lê Thị Kim Tiến"]),
        ("Chủ tịch Quốc hội Việt Nam Lê Thị Ngân", ["Lê Thị Ngân"]),
        ("Bí thư Tỉnh ủy Quảng Ninh Trần Xuân Kỳ", ["Trần Xuân Kỳ"]),
        ("Chủ tịch UBND huyện Tân Hải Lê Văn Nam nói", ["Lê Văn Nam"]),
        ("Hiệu trưởng Đại học Bách khoa Hà Nội Lê Văn Nam", ["Lê Văn Nam"]),
        ("Tổng thống Mỹ Donald Trump tới Hà Nội", ["Donald Trump"]),
        ("Tổng thống Hàn Quốc Moon Jae In và ông Vinh", ["Moon Jae In", "Vinh"]),
        ("Theo Nguyễn Văn An, Vua Louis XV mất", ["Nguyễn Văn An", "Louis XV"]),
        ("PGS.TS. Trần Văn Bình, Thứ trưởng", ["Trần Văn Bình"]),
        ("Ông Đỗ Hùng Việt Bí thư", ["Đỗ Hùng Việt"]),
        ("Albert Einstein gặp Wilson; rồi của Einstein", ["Albert Einstein", "Wilson", "Einstein"]),
        ("nạn nhân là anh Lê Văn B. bị thương", ["Lê Văn B"]),
        ("TRẦN VĂN AN", ["TRẦN VĂN AN"]),
        ("nhà báo Phúc Hưng viết", ["Phúc Hưng"]),
    ],
)  # fmt: skip
def test_persons(text: str, persons: list[str]) -> None:
    assert named(text, "person") == persons


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("tỉnh Quảng Ninh", ["Quảng Ninh"]),
        ("đường Nguyễn Trãi, quận Thanh Xuân", ["Nguyễn Trãi", "Thanh Xuân"]),
        ("họp ở Hạ Long và TP. Móng Cái", ["Hạ Long", "Móng Cái"]),
        ("xã Tân Lập, huyện Tân Hải", ["Tân Lập", "Tân Hải"]),
        ("Hà Nội, Lâm Đồng và Cao Bằng", ["Hà Nội", "Lâm Đồng", "Cao Bằng"]),
        ("bay sang New York", ["New York"]),
    ],
)
def test_places(text: str, places: list[str]) -> None:
    assert named(text, "place") == places
    assert named(text, "person") == []


@pytest.mark.parametrize(
    ("text", "organisations"),
    [
        ("Ủy ban Kiểm tra Trung ương", ["Ủy ban Kiểm tra Trung ương"]),
        ("Sở Giáo dục và Đào tạo Hà Nội", ["Sở Giáo dục và Đào tạo Hà Nội"]),
        ("Trường THPT Chu Văn An", ["Trường THPT Chu Văn An"]),
        ("Đoàn Thanh niên Cộng sản Hồ Chí Minh", ["Đoàn Thanh niên Cộng sản Hồ Chí Minh"]),
        ("Đảng uỷ Khối cơ quan", ["Đảng uỷ Khối"]),
        ("Công ty Cổ phần Hoàng Anh Gia Lai", ["Công ty Cổ phần Hoàng Anh Gia Lai"]),
        ("CLB Hà Nội gặp Công ty Samsung", ["CLB Hà Nội", "Công ty Samsung"]),
    ],
)
def test_organisations(text: str, organisations: list[str]) -> None:
    assert named(text, "organisation") == organisations
    assert named(text, "person") == []


@pytest.mark.parametrize(
    "text",
    [
        "Hôm nay trời đẹp.",
        "Sau đó họ về. Trong nhà vắng.",
        "trong toàn đảng bộ. Chất lượng",
        "bi thu tinh uy",
        "",
        "IX XV",
    ],
)
def test_a_capital_that_opens_a_sentence_is_no_name(text: str) -> None:
    assert find_names(text) == ()


WORDS = [
    *[
        "Nguyễn",
        "Văn",
        "An",
        "ông",
        "Bí",
        "thư",
        "huyện",
        "Tân",
        "Hải",
        "UBND",
        "Trump",
        "de",
        "la",
        "Ủy",
        "ban",
        "H'Hen",
    ],
    *[".", ",", "-", "–", "\n", "“", "”", "XV", "là", "và", "TP", "Công", "ty", "A", "Ở", "đã"],
]


@given(st.lists(st.sampled_from(WORDS)).flatmap(lambda words: st.sampled_from([" ".join(words), "".join(words)])))
def test_names_stand_in_order_and_do_not_overlap(text: str) -> None:
    end = 0
    for name in find_names(text):
        assert end <= name.start < name.end <= len(text)
        assert "\n" not in text[name.start : name.end]
        end = name.end
