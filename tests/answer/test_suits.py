"""Whether a stretch is of the sort asked for."""

from __future__ import annotations

import pytest

from qa.answer.asking import Asks
from qa.answer.question import understand
from qa.answer.suits import suits


@pytest.mark.parametrize(
    ("question", "sentence", "short", "fits"),
    [
        ("Huyện chi bao nhiêu tiền để sửa sân vận động?", "Huyện chi 10% ngân sách.", "10%", False),
        ("Huyện chi bao nhiêu tiền để sửa sân vận động?", "Huyện chi 12 tỷ đồng.", "12 tỷ đồng", True),
        ("Giá vé tàu là bao nhiêu?", "Tàu tăng từ hai lên năm chuyến.", "hai lên năm chuyến", False),
        ("Giá vé tàu là bao nhiêu?", "Vé tàu 120.000 một lượt.", "120.000", True),
        ("Giá vé tàu là bao nhiêu?", "Tàu tăng từ hai lên năm chuyến.", "từ hai", False),
        ("Đội thắng được thưởng bao nhiêu?", "Giải khép lại chiều 4-9.", "4-9", False),
        ("Giá nước bao nhiêu một khối?", "Nhà máy cấp nước cho 2.650 hộ dân.", "2.650 hộ dân", False),
        ("Giá nước bao nhiêu một khối?", "Giá nước là 7.200 đồng/m³.", "7.200 đồng/m³", True),
        ("Tuyến metro có bao nhiêu nhà ga?", "Tuyến metro xây hơn 12 năm.", "hơn 12 năm", False),
        ("Tuyến metro có bao nhiêu nhà ga?", "Tuyến metro có 14 ga.", "14 ga", True),
        ("Nhà máy có vốn đầu tư mấy tỷ đồng?", "Nhà máy có vốn 1.950 tỷ đồng.", "1.950 tỷ đồng", True),
        ("Đội Cồn Sậy ghi mấy bàn?", "Đội Cồn Sậy thắng 4-1.", "4-1", False),
        ("Ông An được bao nhiêu phiếu?", "Ông An được 34/34 phiếu.", "34/34 phiếu", True),
        ("Tai nạn làm hỏng bao nhiêu tà vẹt?", "Có khoảng 3.000 tấm tà vẹt bị hỏng.", "khoảng 3.000 tấm", True),
        ("Kho chứa bao nhiêu tạ gạo?", "Kho chứa 40 tạ gạo.", "40 tạ", True),
        ("Chợ rộng bao nhiêu mét vuông?", "Chợ rộng hơn 5.000 m2.", "hơn 5.000 m2", True),
        ("Họ bị phạt bao nhiêu tiền?", "Họ bị phạt 1 triệu yen.", "1 triệu yen", True),
        ("Nước ấy có bao nhiêu quyền biểu quyết?", "Nước ấy giữ 26% quyền biểu quyết.", "26%", True),
        ("Mất mấy tiếng mới dập được lửa?", "Lính cứu hỏa mất 9 giờ.", "9 giờ", True),
        ("Tỷ số là bao nhiêu?", "Tiền bán vé là 68 triệu đồng.", "68 triệu đồng", False),
        ("Tỷ số là bao nhiêu?", "Trận đấu kết thúc 3-2.", "3-2", True),
        ("Thực thu ngân sách huyện là bao nhiêu?", "Huyện được giao dự toán thu 255 tỷ đồng.", "255 tỷ đồng", False),
        ("Ủy ban họp ngày nào?", "Hôm nay 17-4, Ủy ban họp.", "17-4", True),
        ("Ông gọi điện hôm nào?", "Ông gọi điện thứ tư (27-3).", "27-3", True),
        ("Thuyền trưởng là ai?", "Chín ngư dân được cứu.", "Chín ngư dân", False),
        ("Thuyền trưởng là ai?", "Thuyền trưởng Ngô Văn Bảy kể lại.", "Ngô Văn Bảy", True),
        ("Thuyền trưởng là ai?", "Ngô Văn Bảy là thuyền trưởng.", "Ngô Văn Bảy", True),
    ],
)
def test_what_is_of_another_sort_is_no_answer(question: str, sentence: str, short: str, fits: bool) -> None:
    start = sentence.index(short)
    assert suits(understand(question), sentence, start, start + len(short)) is fits


def test_an_age_is_an_amount() -> None:
    assert understand("Ông mất năm bao nhiêu tuổi?").asks is Asks.HOW_MANY
    assert understand("Ông mất năm bao nhiêu?").asks is Asks.WHEN
