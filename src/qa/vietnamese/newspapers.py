"""Names of newspapers, agencies and desks as they stand in bylines, date lines and before a first sentence."""

from __future__ import annotations

import re
from typing import Final

from qa.vietnamese.text import key

# National and large provincial papers, broadcasters, agencies and news sites, as articles name them.
_NEWSPAPERS: Final = """
An ninh Hải Phòng|An ninh Thủ đô|An ninh Thế giới|Bảo vệ pháp luật|Biên phòng|Bóng Đá|Bóng đá Plus
Công an nhân dân|Công an TP.HCM|Công an TPHCM|Công Lý|Công Thương|Cựu chiến binh|Dân Sinh|Dân trí|Dân Việt
Diễn đàn Doanh nghiệp|Doanh nhân Sài Gòn|Du lịch|Đại biểu Nhân dân|Đại Đoàn Kết|Đảng Cộng sản|Đầu tư
Đầu tư Chứng khoán|Đất Việt|Điện tử Chính phủ|Đời sống & Pháp luật|Đời sống và Pháp luật|Đời sống Plus
Gia đình & Xã hội|Gia đình và Xã hội|Gia đình Việt Nam|Giao thông|Giáo dục & Thời đại|Giáo dục và Thời đại
Giáo dục Việt Nam|Hà Nội Mới|Hànộimới|Hải quan|Infonet|Kênh 14|Khám phá|Khoa học & Đời sống
Khoa học và Đời sống|Kiến Thức|Kinh tế Đô thị|Kinh tế & Đô thị|Lao Động|Lao Động Thủ đô|Một Thế Giới|Ngày Nay
Người Đưa Tin|Người Lao Động
Nhà báo & Công luận|Nhà báo và Công luận|Nhân Dân|Nhịp cầu Đầu tư|Nhịp sống kinh tế|Nông nghiệp Việt Nam
Nông thôn Ngày nay|Pháp luật|Pháp luật Plus|Pháp luật TP.HCM|Pháp luật TP HCM|Pháp luật Việt Nam|Pháp luật & Xã hội
Pháp luật và Xã hội|Phụ nữ|Phụ nữ TP.HCM|Phụ nữ Thủ đô|Phụ nữ Việt Nam|Quân đội nhân dân|Reatimes|Saigon Times
Sài Gòn Giải Phóng|Soha|Sức khỏe & Đời sống|Sức khỏe và Đời sống|Tài nguyên & Môi trường|Tạp chí Cộng sản|Thanh Niên
Thanh Niên Online|Thanh tra|Thế giới & Việt Nam|Thế giới trẻ|Thể thao & Văn hóa|Thể thao và Văn hóa|Thể thao & Xã hội
Thể thao và Xã hội|Thể thao Việt Nam|Thông tấn xã Việt Nam|Thời báo Kinh tế Sài Gòn|Thời báo Ngân hàng
Thời báo Tài chính|Thời Đại|Tiền Phong|Tin Tức|Tổ Quốc|Trí thức trẻ|Tri Thức|Tri thức trực tuyến|Tuổi Trẻ
Tuổi Trẻ Online|Tuổi Trẻ Thủ đô|Văn hóa|Văn Nghệ|Vietnamnet|Vietnamplus|Vietnam+|Việt Báo|Việt Nam News|VietnamBiz
VnEconomy|VnExpress|VnMedia|VTC News|VTCNews|Xây dựng|Zing|Zing News|Zing.vn|Znews|Cafef|CafeBiz|Kenh14|24h|Eva|AFP|AP
Bloomberg|BBC|CNN|Daily Mail|Guardian|Kyodo|New York Times|Reuters|RIA Novosti|RT|SCMP|Sputnik|Tân Hoa xã|TASS|Xinhua
Yonhap
"""
# What stands before a first sentence or behind a name, in capitals: "NDO - ", "(PLO) - ", "Minh Hà/SGGP".
_SIGNATURES: Final = frozenset(
    (
        "anhp antđ antd bđt bp bvpl cand dđdn đđk ddk đttd gdvn gd&tđ gđ&xh gtvt hnm hnmo infonet kh&đs lđ lđo lđtđ ldo"
        " nbcl nđt ncđt nddt nđđt ndđt ndo nld nlđ nlđo nldo nntn nnvn pl plo pltp plvn pnvn pvct qđnd qđndo sgdt sgđt"
        " sggp sggpo sggpđttc skđs tbktsg tbtcvn tn tno tp tpo tt ttct ttnn tto ttxvn ttvh tt&vh vcbt vna vne vnn voh"
        " vov voh vtc vtv xhtt dnvn bnews vietnamnet"
    ).split()
)
_KIND: Final = re.compile(
    r"(?:báo(?: điện tử)?|tạp chí|đài (?:pt-?th|ptth|truyền hình|phát thanh)|thông tấn xã|trang (?:tin|mạng|thông tin)"
    r"|cổng ttđt|cổng thông tin điện tử)\s+(?P<name>[^\W\d_][^.!?,;:()]{1,40})",
    re.IGNORECASE,
)
_SITE: Final = re.compile(
    r"[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org)|[^\W\d_]+(?: [^\W\d_]+){0,2} (?:online|điện tử)", re.IGNORECASE
)
_BRANCH: Final = re.compile(r"(?<=\w)-[^\W\d_][^.!?,;:]{0,25}$")  # "VOV-Đông Bắc"

# Desks, as the line above a title or the date names them. A word that also begins a title is none ("Tuyển dụng").
_DESKS: Final = """
Thời sự|Chính trị|Xã hội|Chính trị - Xã hội|Kinh tế|Kinh doanh|Kinh tế - Xã hội|Tài chính|Chứng khoán|Bất động sản
Nhà đất|Thế giới|Quốc tế|Pháp luật|An ninh|An ninh trật tự|Quốc phòng|An ninh - Quốc phòng|Quốc phòng - An ninh
Giáo dục|Khoa học|Công nghệ|Khoa học - Công nghệ|Số hóa|Y tế|Sức khỏe|Đời sống|Gia đình|Văn hóa|Văn nghệ
Văn hóa - Xã hội|Văn hóa - Giải trí|Giải trí|Thể thao|Bóng đá|Du lịch|Xe|Ôtô - Xe máy|Giao thông|Môi trường
Nông nghiệp|Nông thôn mới|Công nghiệp|Xây dựng Đảng|Đảng và cuộc sống|Bạn đọc|Phóng sự|Điều tra|Trong nước|Trong tỉnh
Tin tức|Tin trong tỉnh|Tin nóng|Tin mới|Tin tức - Sự kiện|Tin hoạt động|Sự kiện|Nhịp sống trẻ|Nhịp sống|Góc nhìn
Ý kiến|Bình luận|Tiêu điểm|Hà Nội|TP.HCM|Địa phương|Lao động - Việc làm|Việc làm|Thị trường|Tiêu dùng|Doanh nghiệp
Dân sinh|Biển đảo|Quân sự|Trang chủ|Trang nhất
"""


def _entries(lines: str) -> frozenset[str]:
    return frozenset(_plain(entry) for line in lines.strip().split("\n") for entry in line.split("|"))


def _plain(text: str) -> str:
    return " ".join(key(text).split())


_KNOWN: Final = _entries(_NEWSPAPERS)
_KNOWN_DESKS: Final = _entries(_DESKS)


def is_newspaper(text: str) -> bool:
    """Whether the whole text names a newspaper, a broadcaster, an agency or a site: "Dân trí", "Báo Lam", "VOV.VN".

    Several, parted by a stroke, are one ("TTXVN/Vietnam+").
    """
    return all(map(_is_one, text.split("/")))


def is_desk(text: str) -> bool:
    """Whether the whole text is a newspaper's desk, or a path of them: "Thời sự", "Trang chủ > Pháp luật"."""
    return all(_plain(part) in _KNOWN_DESKS for part in re.split(r"\s*[>»/›|]\s*", text.strip()))


def is_signature(text: str) -> bool:
    """Whether the text is how a paper marks its own articles: "NDO", "ANTT.VN", "QĐND Online"."""
    return (text.isupper() and _plain(text) in _SIGNATURES) or _SITE.fullmatch(text) is not None


def _is_one(text: str) -> bool:
    text = text.strip()
    kind = _KIND.fullmatch(text)
    if kind:
        return kind["name"][0].isupper()  # "báo động lũ" is no paper
    return _plain(text) in _KNOWN or is_signature(_BRANCH.sub("", text))
