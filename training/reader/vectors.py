"""First weights of the reader: token vectors from word2vec, turned to fit the body of a small English model.

all-MiniLM-L6-v2 has the reader's shape (6 layers × 384, 12 heads). Its body knows how to look a word up and to tell a
question from its answer; it only lacks the words. word2vec over our own tokens gives those, up to a rotation: it is
found (orthogonal Procrustes) from words whose English twin is known: numbers, signs and names that both vocabularies
spell alike, and the list of common words below.
"""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
from gensim.models import Word2Vec
from numpy.typing import NDArray
from tokenizers import Tokenizer
from training.reader.tokenizer import texts

SIZE = 384
EVERY = 5  # documents read: one in so many, 25 million tokens
EPOCHS = 2
BATCH = 512  # documents tokenized at once
SEED = 20201123

# Vietnamese syllables that are words by themselves, beside the English word nearest in use. Written for this file.
TWINS = """
và=and của=of là=is không=not có=have được=was trong=in với=with cho=for một=one những=these các=the này=this đó=that
người=people năm=year ngày=day tháng=month tuần=week giờ=hour phút=minute giây=second nước=country ở=at tại=at từ=from
đến=to về=about theo=according trên=on dưới=under trước=before sau=after khi=when nếu=if thì=then nhưng=but hoặc=or
hay=or vì=because do=by để=to như=like cũng=also đã=had đang=being sẽ=will phải=must cần=need muốn=want nói=said
biết=know thấy=see làm=do đi=go ra=out vào=into lên=up xuống=down qua=through lại=again nhiều=many ít=few hơn=more
nhất=most rất=very mới=new cũ=old lớn=large nhỏ=small cao=high thấp=low dài=long ngắn=short tốt=good xấu=bad
đẹp=beautiful mạnh=strong yếu=weak ai=who gì=what đâu=where nào=which sao=why mấy=many bao=how tên=name ông=mr bà=mrs
anh=brother chị=sister em=younger con=child cha=father mẹ=mother vợ=wife chồng=husband nhà=house đường=road sông=river
núi=mountain biển=sea đảo=island hồ=lake rừng=forest đất=land trời=sky mưa=rain gió=wind nắng=sun lửa=fire cây=tree
hoa=flower quả=fruit lá=leaf gạo=rice cá=fish gà=chicken chó=dog mèo=cat bò=cow lợn=pig ngựa=horse chim=bird hai=two
ba=three bốn=four sáu=six bảy=seven tám=eight chín=nine mười=ten trăm=hundred nghìn=thousand triệu=million tỷ=billion
đồng=dong tiền=money giá=price mua=buy bán=sell trả=pay thuế=tax vua=king tướng=general quân=army lính=soldier
súng=gun chiến=war đánh=fight thắng=win thua=lose chết=die sống=live sinh=born giết=kill bệnh=disease thuốc=medicine
máu=blood tim=heart não=brain mắt=eye tay=hand chân=foot đầu=head tóc=hair da=skin xương=bone răng=tooth ăn=eat
uống=drink ngủ=sleep học=study dạy=teach trường=school lớp=class thầy=teacher sách=book chữ=letter viết=write đọc=read
hát=sing phim=film nhạc=music tranh=painting báo=newspaper tin=news ảnh=photo xe=car tàu=ship máy=machine
điện=electric dầu=oil khí=gas vàng=gold bạc=silver sắt=iron đá=stone gỗ=wood giấy=paper vải=cloth áo=shirt màu=color
đỏ=red xanh=green trắng=white đen=black tím=purple nâu=brown bắc=north nam=south đông=east tây=west giữa=middle
ngoài=outside gần=near xa=far đây=here kia=there nay=now mai=tomorrow đêm=night sáng=morning chiều=afternoon
tối=evening xuân=spring hè=summer thu=autumn luật=law tòa=court án=case tội=crime tù=prison bắt=arrest công=public
việc=work nghề=job lương=salary chủ=owner khách=guest bạn=friend tôi=i họ=they nó=it mình=self chúng=them ta=we cả=all
mọi=every mỗi=each vài=several khác=other cùng=together riêng=private chung=common giống=same đúng=right sai=wrong
thật=true giả=fake dễ=easy khó=difficult nhanh=fast chậm=slow nóng=hot lạnh=cold nặng=heavy nhẹ=light đầy=full
trống=empty mở=open đóng=close bắt=catch giữ=keep đưa=bring lấy=take cho=give gửi=send nhận=receive tìm=find gọi=call
hỏi=ask đáp=answer nghe=hear nhìn=look nghĩ=think nhớ=remember quên=forget yêu=love ghét=hate vui=happy buồn=sad
sợ=fear giận=angry khóc=cry cười=laugh chơi=play chạy=run bay=fly bơi=swim ngồi=sit đứng=stand nằm=lie đợi=wait
gặp=meet giúp=help dùng=use thay=replace tăng=increase giảm=decrease đạt=reach mất=lost còn=remaining hết=finished
bầu=elected chọn=choose lập=established xây=build phá=destroy sửa=repair bị=suffered tuổi=age làng=village
huyện=district tỉnh=province thành=city phố=street xã=commune chùa=temple thờ=church đảng=party vụ=incident cuộc=event
giải=prize trận=match đội=team bóng=ball điểm=point bàn=goal vòng=round hạng=rank số=number lần=times phần=part
loại=kind dân=people vùng=region miền=region thế=world giới=world khu=area dòng=line loài=species gốc=origin
tiếng=language bộ=ministry hội=association
"""


def token_vectors(data: Path, tokenizer: Tokenizer, corpus: Path) -> NDArray[np.float32]:
    """(vocabulary, SIZE) vectors by word2vec; zero for tokens that the text lacks. Writes the tokens to `corpus`."""
    if not corpus.exists():
        _write(data, tokenizer, corpus)
    model = Word2Vec(
        corpus_file=str(corpus),
        vector_size=SIZE,
        window=5,
        negative=5,
        min_count=1,
        epochs=EPOCHS,
        workers=2,
        seed=SEED,
    )
    vectors = np.zeros((tokenizer.get_vocab_size(), SIZE), np.float32)
    for token, place in model.wv.key_to_index.items():
        vectors[int(token)] = model.wv.vectors[place]
    return vectors


def _write(data: Path, tokenizer: Tokenizer, corpus: Path) -> None:
    """One document a line, tokens as numbers; gensim reads no line beyond 10,000 tokens."""
    with corpus.open("w", encoding="ascii") as file:
        batch: list[str] = []
        for text in texts(data, EVERY):
            batch.append(text)
            if len(batch) == BATCH:
                _write_batch(tokenizer, batch, file)
                batch = []
        _write_batch(tokenizer, batch, file)


def _write_batch(tokenizer: Tokenizer, batch: list[str], file: object) -> None:
    for encoding in tokenizer.encode_batch(batch, add_special_tokens=False):
        print(*encoding.ids[:10_000], file=file)  # type: ignore[call-overload]


def fitted(
    vectors: NDArray[np.float32], tokenizer: Tokenizer, english: NDArray[np.float32], english_vocabulary: dict[str, int]
) -> NDArray[np.float32]:
    """The vectors turned into the space of the English token vectors, at their lengths; (vocabulary, SIZE).

    Tokens of the list and special tokens get the English vector itself, halfway with their own.
    """
    pairs = _pairs(tokenizer, english_vocabulary)
    mine = np.array([one for one, _ in pairs])
    theirs = np.array([other for _, other in pairs])
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit = vectors / np.where(lengths == 0, 1, lengths)
    known = lengths[:, 0] > 0
    middle, english_middle = unit[known].mean(axis=0), english.mean(axis=0)
    turn, _, other = np.linalg.svd((unit[mine] - middle).T @ (english[theirs] - english_middle))
    turned = (unit - middle) @ (turn @ other)
    usual = np.linalg.norm(english - english_middle, axis=1).mean()
    turned *= usual / np.linalg.norm(turned, axis=1, keepdims=True).clip(1e-6)
    turned += english_middle
    noise = np.random.default_rng(SEED).normal(0, english.std(), vectors.shape).astype(np.float32)
    found = np.where(known[:, None], turned, english_middle + noise)
    found[mine] = (found[mine] + english[theirs]) / 2
    for name in ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"):
        found[tokenizer.token_to_id(name)] = english[english_vocabulary[name]]
    return np.asarray(found, np.float32)


def _pairs(tokenizer: Tokenizer, english: dict[str, int]) -> list[tuple[int, int]]:
    """(our id, English id) of every twin: spelt alike without a Vietnamese meaning, or in the list."""
    vocabulary = tokenizer.get_vocab()
    pairs = [
        (number, english[token.lower()])
        for token, number in vocabulary.items()
        if token.lower() in english and (not token.isalpha() or (len(token) > 4 and token.isascii()))
    ]
    listed = [twin.split("=") for twin in TWINS.split()]
    for mine, theirs in listed:
        pairs += [
            (vocabulary[form], english[theirs])
            for form in (mine, mine.capitalize())
            if form in vocabulary and theirs in english
        ]
    random.Random(SEED).shuffle(pairs)
    return pairs
