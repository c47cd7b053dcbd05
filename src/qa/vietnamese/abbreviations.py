"""Names that are written short and in full, and the spellings of names: "UBND", "TP.HCM", "Đắk Lắk"."""

from __future__ import annotations

from typing import Final

from qa.vietnamese.text import Phrase, fold, is_syllable, keys

# What means the same, one group a line, as newspapers write it. Short forms that are words or stand for several things
# ("CA", "TƯ", "BTC") are left out.
_SAME: Final = """
UBND | Ủy ban nhân dân
HĐND | Hội đồng nhân dân
UBTVQH | Ủy ban Thường vụ Quốc hội
MTTQ | Mặt trận Tổ quốc
UBMTTQ | Ủy ban Mặt trận Tổ quốc
ĐBQH | đại biểu Quốc hội
BCH | Ban Chấp hành
BTV | Ban Thường vụ
BCĐ | Ban Chỉ đạo
BGK | ban giám khảo
BQL | ban quản lý
UBKT | Ủy ban Kiểm tra
TW | T.Ư | Trung ương
TAND | Tòa án nhân dân
TANDTC | Tòa án nhân dân tối cao
VKS | Viện kiểm sát
VKSND | Viện kiểm sát nhân dân
VKSNDTC | Viện kiểm sát nhân dân tối cao
CSĐT | cảnh sát điều tra
CSGT | cảnh sát giao thông
CSHS | cảnh sát hình sự
PCCC | phòng cháy chữa cháy
PCTN | phòng chống tham nhũng
CATP | Công an TP | Công an thành phố
CAND | Công an nhân dân
QĐND | Quân đội nhân dân
LLVT | lực lượng vũ trang
BĐBP | Bộ đội Biên phòng
BCHQS | Bộ Chỉ huy Quân sự
QPAN | QP-AN | quốc phòng, an ninh | quốc phòng - an ninh
ANTT | an ninh trật tự
ATGT | an toàn giao thông
TNGT | tai nạn giao thông
GTVT | giao thông vận tải
GD-ĐT | GDĐT | giáo dục và đào tạo | giáo dục - đào tạo | giáo dục đào tạo
GDTX | giáo dục thường xuyên
LĐ-TB&XH | LĐTBXH | lao động - thương binh và xã hội
NN-PTNT | NN&PTNT | NNPTNT | nông nghiệp và phát triển nông thôn
TN-MT | TN&MT | TNMT | tài nguyên và môi trường
VH-TT-DL | VHTTDL | VH-TT&DL | văn hóa, thể thao và du lịch
TT-TT | TT&TT | TTTT | thông tin và truyền thông
KH-ĐT | KH&ĐT | KHĐT | kế hoạch và đầu tư
KH-CN | KH&CN | KHCN | khoa học và công nghệ
KT-XH | KTXH | kinh tế - xã hội | kinh tế xã hội
XHCN | xã hội chủ nghĩa
CNXH | chủ nghĩa xã hội
CNTT | công nghệ thông tin
CNH-HĐH | CNH, HĐH | công nghiệp hóa, hiện đại hóa
BHXH | bảo hiểm xã hội
BHYT | bảo hiểm y tế
BHTN | bảo hiểm thất nghiệp
NHNN | Ngân hàng Nhà nước
NSNN | ngân sách nhà nước
TTCK | thị trường chứng khoán
HTX | hợp tác xã
KCN | khu công nghiệp
KCX | khu chế xuất
KĐT | khu đô thị
GPMB | giải phóng mặt bằng
QSDĐ | quyền sử dụng đất
CBCC | cán bộ, công chức
CBCCVC | cán bộ, công chức, viên chức
CCCD | căn cước công dân
CMND | chứng minh nhân dân
GPLX | giấy phép lái xe
VĐV | vận động viên
HLV | huấn luyện viên
CLB | câu lạc bộ
HCV | huy chương vàng
HCB | huy chương bạc
HCĐ | huy chương đồng
SVĐ | sân vận động
ĐTQG | đội tuyển quốc gia
LĐBĐ | Liên đoàn Bóng đá
VFF | Liên đoàn Bóng đá Việt Nam
THPT | trung học phổ thông
THCS | trung học cơ sở
ĐHQG | Đại học Quốc gia
ĐHSP | Đại học Sư phạm
ĐHBK | Đại học Bách khoa
NXB | nhà xuất bản
NSND | Nghệ sĩ Nhân dân
NSƯT | Nghệ sĩ Ưu tú
AHLĐ | Anh hùng Lao động
BVĐK | bệnh viện đa khoa
ATTP | an toàn thực phẩm
VSATTP | vệ sinh an toàn thực phẩm
TTXVN | Thông tấn xã Việt Nam
VTV | Đài Truyền hình Việt Nam
VOV | Đài Tiếng nói Việt Nam
EVN | Tập đoàn Điện lực Việt Nam
PVN | Tập đoàn Dầu khí Việt Nam
VNPT | Tập đoàn Bưu chính Viễn thông Việt Nam
TKV | Tập đoàn Công nghiệp Than - Khoáng sản Việt Nam
VCCI | Liên đoàn Thương mại và Công nghiệp Việt Nam
LHQ | Liên Hợp Quốc | Liên Hiệp Quốc
HĐBA | Hội đồng Bảo an
WHO | Tổ chức Y tế Thế giới
WTO | Tổ chức Thương mại Thế giới
IMF | Quỹ Tiền tệ Quốc tế
WB | Ngân hàng Thế giới
ADB | Ngân hàng Phát triển châu Á
EU | Liên minh châu Âu
LĐLĐ | Liên đoàn Lao động
TLĐLĐ | Tổng Liên đoàn Lao động
TNCS | Thanh niên Cộng sản
TNTP | Thiếu niên Tiền phong
CCB | cựu chiến binh
LHPN | Liên hiệp Phụ nữ
đ/c | đồng chí
TP.HCM | TPHCM | HCM | TP Hồ Chí Minh | thành phố Hồ Chí Minh | Sài Gòn
BR-VT | Bà Rịa - Vũng Tàu
Thừa Thiên Huế | TT-Huế | TT Huế
Đắk Lắk | Đăk Lăk | Đắc Lắc | Dak Lak | Đaklak
Đắk Nông | Đăk Nông | Đắc Nông | Dak Nông
Bắc Kạn | Bắc Cạn
Kon Tum | Kontum
Quy Nhơn | Qui Nhơn
Pleiku | Plây Cu
Buôn Ma Thuột | Buôn Mê Thuột | Ban Mê Thuột
"""

_GROUPS: Final = [[keys(form) for form in line.split(" | ")] for line in _SAME.strip().split("\n")]
_WRITTEN: Final = {form: [other for other in group if other != form] for group in _GROUPS for form in group}
# "gddt", "hdnd" in a question that has its accents: no syllables, so nothing else can be meant.
_WITHOUT_BAR: Final = {
    (fold(form[0]),): others
    for form, others in _WRITTEN.items()
    if len(form) == 1 and "đ" in form[0] and len(form[0]) > 2 and not is_syllable(fold(form[0]))
}
_OTHERS: Final = _WITHOUT_BAR | _WRITTEN
_OTHERS_FOLDED: Final = {tuple(map(fold, form)): others for form, others in _WRITTEN.items()}
_LONGEST: Final = max(map(len, _OTHERS))


def is_abbreviation(word: str) -> bool:
    """Whether a search key is a short form that has a long one: "tw", "ubnd"."""
    return (word,) in _OTHERS


def written_otherwise(words: Phrase, folded: bool = False) -> list[tuple[Phrase, Phrase]]:
    """(what stands in the words, how it is written too) for every name with several forms, the longest at each place.

    `folded` compares without accents: "hdnd" is "HĐND".
    """
    table = _OTHERS_FOLDED if folded else _OTHERS
    compared = tuple(map(fold, words)) if folded else words
    found: list[tuple[Phrase, Phrase]] = []
    at = 0
    while at < len(words):
        size = next((size for size in range(_LONGEST, 0, -1) if compared[at : at + size] in table), 0)
        found += [(words[at : at + size], other) for other in table.get(compared[at : at + size], ())]
        at += max(size, 1)
    return found
