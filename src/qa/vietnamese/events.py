"""What news tells of as having happened, and in which words: "từ chức", "thôi giữ chức", "nghỉ hưu" are one leaving."""

from __future__ import annotations

import re
from typing import NamedTuple


class Event(NamedTuple):
    """The words that say that it happened, and those by which a text may tell of it; matched in lower case."""

    said: re.Pattern[str]
    told: re.Pattern[str]


def _event(said: str, also: str = "") -> Event:
    told = f"{said}|{also}" if also else said
    return Event(re.compile(rf"\b(?:{said})\b"), re.compile(rf"\b(?:{told})\b", re.IGNORECASE))


EVENTS = (
    _event(
        "từ chức|từ nhiệm|thôi (?:giữ|làm|chức|việc|tham gia)|miễn nhiệm|nghỉ hưu|nghỉ việc|rút khỏi|rút lui"
        "|rời (?:ghế|chức)",
        "thôi|rút|nghỉ|rời|thay|điều động|luân chuyển|chuyển công tác|kế nhiệm|nguyên",
    ),
    _event("bãi nhiệm|cách chức|kỷ luật|khai trừ"),
    _event("khởi tố|bị bắt|bắt giam|truy tố|tạm giam", "bắt|kết án|xét xử"),
    _event(
        "qua đời|từ trần|tử vong|thiệt mạng|hy sinh|bị giết|tử nạn",
        "mất|chết|tang|thọ|viếng|cướp đi|tạ thế|ra đi|hưởng thọ|yên nghỉ",
    ),
    _event("bị hủy|bị huỷ|hủy bỏ|huỷ bỏ|bị hoãn|hoãn", "hủy|huỷ|dời|lùi"),
    _event(
        "ngừng|ngưng|đóng cửa|đình chỉ|tạm dừng|dừng (?:hoạt động|lại|thi công)|giải thể",
        "dừng|nghỉ|chấm dứt|khép|thôi|giải tán",
    ),
    _event("tách|chia tách", "chia"),
    _event("sáp nhập|hợp nhất|được nhập|bị nhập|nhập (?:với|vào)", "nhập|sắp xếp|gộp|mở rộng|hình thành"),
    _event(
        r"bác bỏ|bác(?! (?:học|sĩ|sỹ|ái|cháu|tôi)\b)|từ chối|phản đối|phủ quyết",
        "(?:chưa|không) (?:chấp thuận|chấp nhận|đồng ý|cho phép)",
    ),
    _event("trượt|thi trượt|bị loại", "loại|ra khỏi|thiếu|chưa đạt|không đạt|rớt|hụt"),
    _event("bị lật|lật", "lật nhào"),
    _event("bị sập|sập|sụp đổ", "đổ|sụp"),
    _event("bị cháy|cháy|bốc cháy", "hỏa hoạn|thiêu|lửa"),
    _event("bị chìm|chìm", "đắm|phá nước|ngập"),
    _event("sớm hơn|trước (?:tiến độ|thời hạn|kế hoạch|hạn)", "sớm|vượt tiến độ"),
    _event("chậm tiến độ|trễ hẹn|muộn hơn|bị chậm", "chậm|muộn|trễ|kéo dài|gia hạn|lùi|lẽ ra|đến nay mới"),
    _event(
        "vượt (?:kế hoạch|dự toán|chỉ tiêu|mức|mục tiêu)",
        r"vượt|1\d\d(?:,\d+)? ?%|tăng",
    ),
    _event("lần thứ hai|lần thứ 2|lần hai", r"lần nữa|trở lại|hai lần|lần 2|thứ hai|lần đầu và"),
    _event("lần thứ ba|lần thứ 3", r"ba lần|lần 3|thứ ba"),
)
# Of a contest: who asks which side lost may read that the other won.
CONTESTS = (
    _event("thua|để thua|thất bại|bại trận", "bại|vụt mất|để mất|gục ngã|á quân|thất thủ|dừng bước"),
    _event(
        "đánh bại|thắng|chiến thắng|vô địch|đăng quang|lên ngôi|hạ gục", "hạ|ngôi|cúp|nhất|thắng lợi|chức|quán quân"
    ),
)
