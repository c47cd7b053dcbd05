"""The words by which names are known: surnames, what stands before a person, a place, an organisation.

As `text.key` spells them: lower case, tone marks in one place.
"""

from __future__ import annotations

from typing import Final


def _phrases(*lines: str) -> frozenset[str]:
    return frozenset(phrase.strip() for line in lines for phrase in line.split(","))


# Kinh, by how often news name them: enough for two syllables to be a name ("Lê Lợi").
COMMON_SURNAMES: Final = frozenset(
    (
        "nguyễn trần lê phạm hoàng huỳnh phan võ vũ bùi trương đặng đỗ đinh ngô dương hồ đoàn mai trịnh lý hà "
        "cao đào lương tô lâm chu lưu phùng tống tạ kiều hứa lại khuất quách đàm tôn lữ nông doãn thạch tăng "
        "diệp đậu đới nghiêm mạc bành quản sầm tiêu tào tưởng khổng mao tập y lò giàng sùng vàng thào lầu điểu "
        "kpă siu chương"
    ).split()
)
# Rarer ones, Chinese in Vietnamese reading, Thái, Mông, Tây Nguyên peoples; with three syllables or more.
SURNAMES: Final = COMMON_SURNAMES | frozenset(
    (
        "thái vương châu triệu tất trầm thân giáp la viên hàn nhữ khương mẫn bạch cù ngụy nhâm ông phí phó sái "
        "tiết thi thiều ung uông văn vi từ kim lã lục mã cung cấn chử danh âu an bế ca hạ khúc lôi lăng nhan "
        "ninh nhị quan thẩm thôi tư tần tề tu tuân hạng trác trình uất vạn ôn điền đổng độc đan kha khâu cát "
        "nhạc khưu lư bồ trang giang phương công quàng cà lường vì cầm tòng hờ vừ mùa chảo lù ly tráng cứ hầu "
        "phàn tẩn bàn lìm rơ rmah ksor nay niê êban ayun hơ ka kră adrơng mlô byă blúp kôr cố tiều cơ rcom rơmah "
        "bá trượng đàng tà zơrâm bhling alăng bling arất briu coor thích tôn nữ gia"
    ).split()
)

# Known by a name without a surname.
PERSONS: Final = _phrases(
    "bảo đại, gia long, minh mạng, minh mệnh, thiệu trị, tự đức, dục đức, hiệp hòa, kiến phúc, hàm nghi",
    "đồng khánh, thành thái, duy tân, khải định, quang trung, an dương vương, thánh gióng, kinh dương vương",
    "lạc long quân, âu cơ, mị châu, bà triệu, bà trưng, hai bà trưng, càn long, khang hy, ung chính, từ hi",
    "thuận trị, hốt tất liệt, thành cát tư hãn, tố hữu, xuân diệu, nam cao, thế lữ, huy cận, quang dũng",
    "kim nhật thành, kim chính nhật, nỗ nhĩ cáp xích, hoàng thái cực, đức phật, thích ca, chúa giêsu, giêsu",
    "giê-su, hồng nhung, mỹ tâm, mỹ linh",
)
# Before a given name alone, too: "ông Cường".
HONORIFICS: Final = _phrases(
    "ông, bà, anh, chị, em, cháu, cô, cụ, bác, chú, cậu, dì, thím, mợ, thầy, chàng, nàng, ngài, bé, bé gái",
    "bé trai, bạn, đồng chí, đ/c, cô giáo, thầy giáo, vợ chồng anh, vợ chồng chị, vợ chồng ông, vợ chồng bà",
    "nghệ nhân, bác sĩ, bác sỹ, bs, chúa, vua, thánh",
)
# Before a person's name: kinship and respect, learning, offices and ranks, callings.
PERSON_CUES: Final = HONORIFICS | _phrases(
    "hoàng đế, hoàng hậu, nữ hoàng, thái tử, hoàng tử, công chúa, quốc vương, công tước, bá tước, tử tước",
    "nam tước, tể tướng, thái hậu, thái úy, thái sư, tướng quân, tướng, danh tướng, danh nhân, anh hùng, liệt sĩ",
    "liệt sỹ, đức, cha, linh mục, giám mục, tổng giám mục, hồng y, giáo hoàng, đức giáo hoàng, hòa thượng",
    "thượng tọa, đại đức, ni sư, thiền sư, sư thầy, thích, mục sư, tiên tri, giáo chủ, thượng phụ, madame, sir",
    "lord, mr, mrs, ms, dr, saint, st, ts, gs, pgs, ths, ls, ks, kts, nsnd, nsưt, ngnd, ngưt, ck1, ck2, bscki",
    "bsckii, tskh, gsts, pgsts, hlv, đb, đbqh, mc, pv, nv, giáo sư, phó giáo sư, tiến sĩ, tiến sỹ, thạc sĩ",
    "thạc sỹ, kỹ sư, kĩ sư, dược sĩ, cử nhân, viện sĩ, học giả, tổng bí thư, bí thư, phó bí thư, chủ tịch",
    "phó chủ tịch, chủ tịch nước, tổng thống, phó tổng thống, thủ tướng, phó thủ tướng, bộ trưởng, thứ trưởng",
    "ngoại trưởng, thượng nghị sĩ, hạ nghị sĩ, nghị sĩ, nghị sỹ, dân biểu, thống đốc, thị trưởng, đô đốc",
    "toàn quyền, tổng trấn, tổng đốc, tuần phủ, tri phủ, tri huyện, đại sứ, tổng lãnh sự, lãnh sự, cố vấn, trợ lý",
    "phát ngôn viên, người phát ngôn, giám đốc, phó giám đốc, tổng giám đốc, phó tổng giám đốc, cục trưởng",
    "phó cục trưởng, vụ trưởng, chi cục trưởng, trưởng ban, phó ban, phó trưởng ban, trưởng phòng, phó phòng",
    "phó trưởng phòng, chánh văn phòng, chánh án, viện trưởng, tổng thư ký, thư ký, hiệu trưởng, phó hiệu trưởng",
    "trưởng khoa, trưởng đoàn, trưởng công an, tổng biên tập, đại biểu, ủy viên, chủ nhiệm, phó chủ nhiệm",
    "chánh thanh tra, tổng thanh tra, chính ủy, chính trị viên, tư lệnh, phó tư lệnh, chỉ huy, chỉ huy trưởng",
    "tham mưu trưởng, tổng tham mưu trưởng, thuyền trưởng, hạm trưởng, đội trưởng, đội phó, ceo, nhà sáng lập",
    "đại tướng, thượng tướng, trung tướng, thiếu tướng, chuẩn tướng, thống chế, nguyên soái, đại tá, thượng tá",
    "trung tá, thiếu tá, đại úy, thượng úy, trung úy, thiếu úy, hạ sĩ, trung sĩ, binh nhất, chiến sĩ, chiến sỹ",
    "huấn luyện viên, cầu thủ, tiền đạo, tiền vệ, hậu vệ, trung vệ, thủ môn, thủ thành, trọng tài, võ sĩ, võ sư",
    "kỳ thủ, vận động viên, vđv, tay vợt, tay đua, kình ngư, xạ thủ, danh thủ, trung phong, tiền đạo cánh",
    "hoa hậu, á hậu, người mẫu, siêu mẫu, ca sĩ, ca sỹ, nhạc sĩ, nhạc sỹ, nghệ sĩ, nghệ sỹ, diễn viên, đạo diễn",
    "họa sĩ, nhà văn, nhà thơ, thi sĩ, nhà báo, nhà sử học, nhà nghiên cứu, nhà khoa học, nhà vật lý",
    "nhà vật lý học, nhà toán học, nhà hóa học, nhà thiên văn, nhà thiên văn học, nhà triết học, triết gia",
    "nhà kinh tế, nhà kinh tế học, nhà sinh học, nhà sinh vật học, nhà thám hiểm, nhà phát minh, nhà tâm lý học",
    "nhà xã hội học, nhà ngôn ngữ học, nhà nhân chủng học, nhà khảo cổ học, nhà tự nhiên học, nhà soạn nhạc",
    "nhà viết kịch, nhà phê bình, nhà hoạt động, nhà cách mạng, nhà địa chất, nhà địa lý, nhà lãnh đạo, sử gia",
    "văn hào, đại văn hào, tiểu thuyết gia, tác giả, biên kịch, kiến trúc sư, luật sư, thẩm phán, kiểm sát viên",
    "công tố viên, nhà thiết kế, phóng viên, biên tập viên, nhà sản xuất, rapper, dj, doanh nhân, tỷ phú, tỉ phú",
    "đại gia, nông dân, ngư dân, thợ, giáo viên, giảng viên, nữ sinh, nam sinh, học sinh, sinh viên, thí sinh",
    "bệnh nhân, nạn nhân, bị cáo, bị can, nghi phạm, nghi can, đối tượng, tài xế, lái xe, hành khách, cử tri",
    "chuyên gia, lãnh tụ, nhà ngoại giao, chính khách, chính trị gia, phi hành gia, phi công, y tá, điều dưỡng",
    "hộ sinh, kế toán, bí thư đoàn, trùm, con trai, con gái, vợ, chồng, mẹ, bố, con, em trai, em gái, anh trai",
    "chị gái, cháu gái, cháu trai, tên là, tên thật là, bút danh, nghệ danh, bị hại, người thầy, danh ca",
    "danh hài, danh họa, nhà điêu khắc, nhà quay phim, nhà bác học, bộ đội, trung đội trưởng, đại đội trưởng",
    "tiểu đoàn trưởng",
)

# Before a place. After the second set the whole run of capitals is the name, be it a person's: "đường Nguyễn Trãi".
PLACE_CUES: Final = _phrases(
    "tỉnh, huyện, xã, thành phố, tp, quận, phường, thị trấn, thị xã, tx, thôn, ấp, bản, làng, xóm, buôn, khu phố",
    "tổ dân phố, khóm, sông, núi, đảo, quần đảo, bán đảo, hồ, vịnh, biển, đèo, suối, thác, hang, động, kênh",
    "cửa khẩu, dãy, dãy núi, đỉnh, đỉnh núi, cao nguyên, đồng bằng, thung lũng, sa mạc, rừng, vùng, miền, khu vực",
    "bang, tiểu bang, hạt, nước, vương quốc, cố đô, thủ đô, đế quốc, đế chế, cộng hòa, công quốc, lãnh địa",
    "thuộc địa, lãnh thổ, châu, phủ, trấn, đạo, lục địa, eo biển, đại dương, huyện đảo, thủ phủ, ngoại ô",
    "ven biển, bờ biển, thành, thung, vĩ độ, quê ở, quê",
)
PEOPLE_CUES: Final = _phrases(
    "người, dân tộc, tiếng, quân, nhà, triều, họ, đạo, dân, gốc",
)
STREET_CUES: Final = _phrases(
    "đường, phố, đại lộ, quốc lộ, tỉnh lộ, cầu, hầm, chợ, ga, bến, bến xe, sân bay, phi trường, cảng",
    "cảng hàng không, ngã tư, ngã ba, ngã sáu, vòng xoay, nút giao, sân vận động, sân, chùa, đền, đình, miếu",
    "nhà thờ, thánh đường, tháp, lăng, lăng mộ, tượng đài, công viên, quảng trường, khu công nghiệp, khu đô thị",
    "khu du lịch, chung cư, lâu đài, cung điện, cung, dinh, nghĩa trang, đài, khách sạn, resort, siêu thị",
    "trung tâm thương mại, rạp, khu di tích, di tích, vườn quốc gia, khu bảo tồn, ngõ, hẻm, kiệt, ngách, nhà tù",
)
# Before a place more often than before anybody: "ở Hạ Long".
AT: Final = _phrases(
    "ở, tại, sang, khắp, quanh, phía bắc, phía nam, phía đông, phía tây",
)
TOWARDS: Final = _phrases(
    "đến, tới, về, từ, qua, vào, ra, ngoài, trong, giữa",
)

PLACES: Final = _phrases(
    "an giang, bà rịa, vũng tàu, bà rịa - vũng tàu, bạc liêu, bắc giang, bắc kạn, bắc ninh, bến tre, bình dương",
    "bình định, bình phước, bình thuận, cà mau, cao bằng, cần thơ, đà nẵng, đắk lắk, đăk lăk, đắk nông, đăk nông",
    "điện biên, đồng nai, đồng tháp, gia lai, hà giang, hà nam, hà nội, hà tĩnh, hà tây, hải dương, hải phòng",
    "hậu giang, hòa bình, hưng yên, khánh hòa, kiên giang, kon tum, lai châu, lạng sơn, lào cai, lâm đồng",
    "long an, nam định, nghệ an, ninh bình, ninh thuận, phú thọ, phú yên, quảng bình, quảng nam, quảng ngãi",
    "quảng ninh, quảng trị, sóc trăng, sơn la, tây ninh, thái bình, thái nguyên, thanh hóa, thừa thiên huế, huế",
    "tiền giang, trà vinh, tuyên quang, vĩnh long, vĩnh phúc, yên bái, sài gòn, hcm, tphcm, nha trang, đà lạt",
    "hạ long, vinh, biên hòa, buôn ma thuột, pleiku, hội an, sa pa, phú quốc, côn đảo, hoàng sa, trường sa",
    "tây nguyên, nam bộ, bắc bộ, trung bộ, tây bắc, đông bắc, thăng long, gia định, hoa lư, cổ loa, hà đông",
    "cẩm phả, uông bí, móng cái, đông triều, vân đồn, cô tô, tam kỳ, hà tiên, hồ gươm, hồ tây, hồ hoàn kiếm",
    "việt nam, đại việt, đại cồ việt, vạn xuân, chăm pa, champa, đông dương, đông nam á, đông á, nam á, trung á",
    "tây á, châu á, châu âu, châu phi, châu mỹ, bắc mỹ, nam mỹ, trung mỹ, mỹ latinh, tây âu, đông âu, bắc âu",
    "nam âu, trung đông, bắc phi, nam cực, bắc cực, địa trung hải, đại tây dương, thái bình dương, ấn độ dương",
    "biển đông, trung quốc, trung hoa, hồng kông, hong kong, ma cao, đài loan, đài bắc, bắc kinh, thượng hải",
    "nam kinh, quảng châu, thâm quyến, quảng đông, quảng tây, vân nam, tứ xuyên, hồ bắc, hồ nam, giang tây",
    "giang tô, sơn đông, sơn tây, hà bắc, liêu ninh, cát lâm, hắc long giang, nội mông, mông cổ, tân cương",
    "tây tạng, mãn châu, mãn châu lý, trùng khánh, thiên tân, vũ hán, tây an, trường an, lạc dương, nhật bản",
    "nhật, tokyo, tōkyō, osaka, kyoto, hiroshima, triều tiên, bắc triều tiên, hàn quốc, cao ly, tân la, bách tế",
    "seoul, bình nhưỡng, thái lan, băng cốc, bangkok, lào, viêng chăn, campuchia, phnom penh, phnôm pênh, myanmar",
    "miến điện, malaysia, kuala lumpur, singapore, indonesia, jakarta, philippines, manila, brunei, đông timor",
    "ấn độ, new delhi, mumbai, pakistan, bangladesh, nepal, sri lanka, bhutan, afghanistan, iran, iraq, ba tư",
    "israel, jerusalem, palestine, syria, liban, jordan, ả rập xê út, ả rập, yemen, oman, qatar, kuwait, uae",
    "dubai, thổ nhĩ kỳ, istanbul, constantinopolis, anatolia, síp, armenia, gruzia, azerbaijan, kazakhstan",
    "uzbekistan, turkmenistan, kyrgyzstan, tajikistan, nga, liên xô, liên bang nga, moskva, moscow, mát-xcơ-va",
    "siberia, ukraina, ukraine, kiev, belarus, ba lan, warszawa, séc, tiệp khắc, praha, slovakia, hungary",
    "budapest, romania, bulgaria, serbia, croatia, nam tư, slovenia, bosnia, albania, macedonia, hy lạp, athena",
    "sparta, ý, italia, roma, rome, la mã, vatican, milano, venezia, firenze, napoli, tây ban nha, madrid",
    "barcelona, bồ đào nha, lisboa, pháp, paris, marseille, lyon, versailles, normandie, bỉ, bruxelles, hà lan",
    "amsterdam, luxembourg, đức, tây đức, đông đức, berlin, munich, münchen, hamburg, phổ, áo, viên, thụy sĩ",
    "genève, geneva, anh, anh quốc, vương quốc anh, liên hiệp anh, london, luân đôn, manchester, liverpool",
    "oxford, cambridge, scotland, wales, ireland, bắc ireland, dublin, đan mạch, na uy, thụy điển, phần lan",
    "iceland, greenland, mỹ, hoa kỳ, washington, washington d.c, new york, los angeles, chicago, boston",
    "san francisco, texas, california, florida, hawaii, alaska, virginia, pennsylvania, philadelphia, new jersey",
    "massachusetts, canada, toronto, québec, quebec, montréal, mexico, méxico, cuba, la habana, panama, brasil",
    "brazil, rio de janeiro, são paulo, argentina, buenos aires, chile, peru, colombia, venezuela, bolivia",
    "uruguay, paraguay, ecuador, ai cập, cairo, libya, tunisia, algérie, algeria, maroc, sudan, ethiopia, kenya",
    "nigeria, nam phi, congo, angola, mozambique, rwanda, somalia, úc, australia, jamaica, djibouti, sydney",
    "melbourne, new zealand, cyprus, monaco, malta, gibraltar, sicilia, crete, mesopotamia, babylon, carthage",
    "gallia, judea, byzantine, ottoman, gaza, kosovo, estonia, latvia, litva, lithuania, moldova, châu đại dương",
    "đại dương, trái đất, sao hỏa, mặt trăng, mặt trời, trường giang, hoàng hà, hồng hà, cửu long",
)

# What an organisation begins with; the first set in any case, the second only with a capital.
ORGANISATIONS: Final = _phrases(
    "ủy ban, ủy ban nhân dân, hội đồng, hội đồng nhân dân, ban chấp hành, ban thường vụ, ban chỉ đạo, ban tổ chức",
    "đảng ủy, đảng bộ, chi bộ, tỉnh ủy, thành ủy, huyện ủy, quận ủy, thị ủy, công ty, tổng công ty, tập đoàn",
    "ngân hàng, bệnh viện, trung tâm, trường, trường đại học, đại học, học viện, cao đẳng, trường thpt",
    "trường thcs, viện nghiên cứu, liên đoàn, hiệp hội, liên hiệp, mặt trận, tòa án, viện kiểm sát, công an",
    "bộ chỉ huy, bộ tư lệnh, bộ tổng tham mưu, quân đội, hải quân, lục quân, không quân, chính phủ, quốc hội",
    "nghị viện, thượng viện, hạ viện, nhà xuất bản, câu lạc bộ, clb, đội tuyển, đội bóng, tổng cục, chi cục",
    "thanh tra, quân khu, quân đoàn, sư đoàn, lữ đoàn, trung đoàn, tiểu đoàn, hạm đội, nhà máy, xí nghiệp",
    "hợp tác xã, nhà hát, bảo tàng, thư viện, hãng, tạp chí, tờ báo, báo, đài truyền hình, đài phát thanh",
    "thông tấn xã, ubnd, hđnd, tand, vksnd, thpt, thcs, đh, ttxvn, nxb, giáo hội, tổ chức, liên minh",
    "liên hợp quốc, ban nhạc, nhóm nhạc",
)
ORGANISATIONS_CAPITAL: Final = _phrases(
    "ban, bộ, sở, hội, cục, vụ, viện, phòng, đoàn, đảng, đội, quỹ, đài, khoa, phái, liên bang, thành đoàn",
    "tỉnh đoàn, quốc dân",
)
# Other words that end like one of these.
NO_ORGANISATION: Final = _phrases(
    "thị trường, hiện trường, môi trường, quảng trường, nông trường, công trường, chiến trường, lâm trường",
    "hội trường, thương trường, nhà báo, thông báo, cảnh báo, dự báo, tình báo, tin báo, họp báo, trình báo",
    "khai báo, chính hãng, làm báo, viết báo, nhóm báo",
)
# Of these a person's name may be a part: "Trường THPT Chu Văn An".
NAMED_AFTER: Final = _phrases(
    "công ty, tập đoàn, bệnh viện, trường, trường thpt, trường thcs, trường đại học, đại học, học viện, thpt",
    "thcs, quỹ, bảo tàng, nhà hát, thư viện, nhà máy, đoàn, clb, câu lạc bộ, ngân hàng, viện, trung tâm, hãng",
)
# Words of organisations and offices of which only the first syllable has a capital: "Bộ Y tế", "Bí thư".
HALF_CAPITAL: Final = _phrases(
    "y tế, giao thông, công an, quốc phòng, xây dựng, tài nguyên, tài chính, quản lý, chính trị, ngoại giao",
    "cảnh sát, thường vụ, nội vụ, kế hoạch, nông nghiệp, thông tin, kiểm tra, công thương, tư pháp, giáo dục",
    "đường bộ, khoa học, lao động, nhà nước, cổ phần, an toàn, văn hóa, chỉ đạo, hải quan, kinh tế, tổ chức",
    "hàng không, tuyên giáo, du lịch, nghiên cứu, chấp hành, chỉ huy, tư lệnh, quốc gia, thương mại, an ninh",
    "môi trường, điện lực, cộng sản, kiểm sát, trung ương, nghệ thuật, đại học, điều tra, kiểm lâm, phát triển",
    "nhân dân, nhà báo, công nghiệp, tình báo, dân tộc, bảo vệ, quy hoạch, dầu khí, luật sư, chính sách, thế giới",
    "báo chí, chăn nuôi, kỹ thuật, viễn thông, thú y, đối ngoại, phối hợp, mặt trận, nội chính, thống kê",
    "khí tượng, chứng khoán, hợp tác, trách nhiệm, phòng chống, đường sắt, bảo thủ, thủy sản, thủy lợi, bóng đá",
    "bách khoa, thi hành, hậu cần, pháp luật, chiến lược, công nghệ, kiểm soát, pháp chế, liên hiệp, đầu tư",
    "thi đua, bảo tồn, dân chủ, thanh niên, dịch vụ, bưu chính, cán bộ, giao dịch, kiến trúc, quan hệ, tham mưu",
    "dự trữ, hữu nghị, nông dân, chăm sóc, đào tạo, phát thanh, truyền hình, y dược, tiểu học, dân vận, quân y",
    "tư vấn, vật lý, ngoại thương, sư phạm, thành phố, hành chính, di sản, giám sát, xúc tiến, đại biểu, vận tải",
    "đoàn kết, dệt may, sinh viên, bưu điện, đại đế, đại vương, đại hãn, chiến tranh, minh châu, cộng hòa",
    "hàng hải, cao đẳng, điện ảnh, bảo trợ, luật gia, phụ nữ, thể dục, thể thao, nhân quyền, tiêu chuẩn",
    "truyền thông, quản trị, thống nhất, tổng hợp, cựu chiến binh, tổ quốc, xã hội, lịch sử, tự do, cách mạng",
    "công nhân, công đoàn, trẻ em, thủ đô, bộ binh, bí thư, chủ tịch, phó chủ tịch, giám đốc, phó giám đốc",
    "bộ trưởng, thứ trưởng, trưởng ban, phó trưởng, ủy viên, thư ký, đại tướng, đại tá, thượng tá, đại sứ",
    "hiệu trưởng, chánh án, viện trưởng, tổng bí, quốc hội, chính phủ, hội đồng, ủy ban, đảng ủy, tòa án",
    "thủ tướng, tổng thống, hoàng gia, hoàng đế, thiên chúa, phật giáo, hồi giáo, tin lành, quân sự, dân sự",
    "hình sự, biên phòng, dân quân",
)
# Capitals that only open a sentence or a quotation.
OPENERS: Final = frozenset(
    (
        "theo khi sau trước trong ngoài trên dưới tại ở từ đến với và nhưng song còn nếu tuy dù mặc để do vì bởi "
        "nhờ như về cho của là các những một mỗi mọi hai ba bốn cả cùng được bị có không chưa đã đang sẽ vừa mới "
        "chỉ cũng này đó đây kia ngày năm tháng hôm sáng chiều tối trưa nay hiện đặc nhiều vào ra lúc đầu cuối "
        "thêm ngay riêng gồm giữa suốt kể khoảng gần hơn nhất người việc sự cuộc vụ con cái chiếc ngôi bức cuốn "
        "bộ trận đội nhà nước ảnh nguồn video thế rồi mà thì lại đối bên bằng qua nhân xem cách tên hãy đừng ai "
        "họ tôi chúng ta mình nó tờ báo tin vợ chồng mẹ bố cha anh chị em ông bà cô chú bác cụ cháu"
    ).split()
)
FOREIGN_ORGANISATION: Final = frozenset(
    (
        "reuters afp cnn bbc facebook google youtube twitter tiktok samsung apple iphone microsoft huawei sony "
        "toyota honda zing uber grab vnexpress vingroup viettel vinamilk vietcombank petrolimex amazon tesla "
        "intel nokia instagram android windows ebay bloomberg xinhua sputnik tass yonhap kyodo guardian boeing "
        "airbus chelsea arsenal juventus bayern inter ajax mercedes bmw ford hyundai kia university college "
        "school institute inc corp corporation company ltd group bank airlines motors records studios "
        "entertainment press times post news journal magazine tribune fc united city club league cup games "
        "awards award association society party foundation council committee church army navy force forces act "
        "treaty project system street avenue road bridge tower palace museum museo hall house park center centre "
        "airport station festival show band orchestra opera world open masters"
    ).split()
)
FOREIGN_PLACE: Final = frozenset(
    (
        "island islands lake river mountain mountains mount mont valley bay gulf sea ocean coast beach county "
        "province state states north south east west new saint san santa los las el rio fort port cape hill "
        "hills city town"
    ).split()
)
PARTICLES: Final = frozenset(("de da di von van del della der den dos du le la bin ibn al el of af zu ter xứ").split())
# After a Vietnamese name these say that it is a person.
HUMAN_ACTS: Final = frozenset(
    (
        "nói cho viết tin muốn gặp kêu bày khẳng chia kể nghĩ thừa tuyên ghi đem sai bảo hỏi đáp hát kết sinh "
        "qua mất chết khóc cười nhận đoạt giành đá sút phát trả mời khuyên xin trốn chạy lấy cưới yêu từng tâm "
        "tốt"
    ).split()
)
DONE_BY: Final = frozenset(
    ("bởi do của nhờ cho với là và theo khi rằng để mà chọn bầu giết gặp thì khiến giúp").split()
)
# After a single foreign word these say that it acts: "Einstein đã …".
ACTS: Final = frozenset(
    (
        "đã là được bị cho nói viết sinh mất trở bắt có không cũng vẫn sẽ đang từng tin muốn cùng và qua đến tới "
        "gặp kết nhận đưa đề giành thắng thua đánh đặt đi về rời quyết phát chết tuyên kêu bày khẳng chia kể "
        "nghĩ công làm ghi bỏ lên dành thấy biết"
    ).split()
)
