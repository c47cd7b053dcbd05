"""The encoder that ships, its standard files, and the way in for any other SentenceTransformer."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from qa.config import shipped
from qa.errors import ModelError
from qa.models.embedded import Segmenter
from qa.models.encoder import Encoder, load_encoder

FOLDER = shipped("models/encoder")
PASSAGES = [
    "Đại hội Đảng bộ tỉnh\nĐồng chí Trần Mạnh Hùng tái đắc cử Bí thư Tỉnh uỷ với tỷ lệ phiếu bầu đạt hơn 99%.",
    "Thông xe cầu Bến Đá\nCầu dài 420 m, tổng vốn đầu tư 215 tỷ đồng, khánh thành sáng 20-12-2021.",
    "Đội tuyển Việt Nam vô địch\nPhút 83, cầu thủ vào thay người ghi bàn ấn định chiến thắng cho đội chủ nhà.",
    "Dịch sốt xuất huyết\nBệnh viện tiếp nhận nhiều bệnh nhân sốt cao; bác sĩ khuyên diệt muỗi, diệt lăng quăng.",
]
TEXTS = [
    *PASSAGES,
    "Nghị quyết 12/NQ-TW, 1.200.000 đồng; (Q.1) “TP.HCM” – 11-7-2020…",
    "Hoà bình, thuý kiều, quý, loà xoà, HOẢ HOẠN, khuỷu tay, qúy",
    "Chelsea thua Bayern München, Mkhitaryan đá phạt; Ελλάδα, Москва, 東京, नमस्ते, 1234567890123",
    "khoảng 20km, của ông Trumpsẽ",
    "bi thu tinh uy la ai",
    "a\tb\r\nc\n\nd  e\u00a0f",
]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder("embedded")


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter(FOLDER / "tokenizer.json")


def nearest(encoder: Encoder, question: str) -> int:
    vectors = encoder.encode_passages(PASSAGES)
    return int(np.argmax(vectors @ encoder.encode_questions([question])[0]))


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("Ai là người đứng đầu tỉnh uỷ?", 0),
        ("Cây cầu tốn bao nhiêu tiền?", 1),
        ("Trận bóng đá kết thúc ra sao?", 2),
        ("Làm sao phòng bệnh do muỗi truyền?", 3),
        ("ai dung dau tinh uy", 0),
        ("tran bong da ket thuc ra sao", 2),
        ("lam sao phong benh do muoi truyen", 3),
    ],
)
def test_a_question_is_nearest_to_its_passage(encoder: Encoder, question: str, place: int) -> None:
    assert nearest(encoder, question) == place


def test_rows_have_length_one_whatever_the_text(encoder: Encoder) -> None:
    texts = [*TEXTS, "", "?!…", " ", "x" * 10_000]
    vectors = encoder.encode_passages(texts)
    assert vectors.shape == (len(texts), encoder.dimensions)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_text_gives_no_rows(encoder: Encoder) -> None:
    assert encoder.encode_passages([]).shape == (0, encoder.dimensions)


def test_a_row_does_not_depend_on_the_texts_beside_it(encoder: Encoder) -> None:
    alone = np.concatenate([encoder.encode_passages([text]) for text in TEXTS])
    np.testing.assert_array_equal(encoder.encode_passages(TEXTS * 60)[: len(TEXTS)], alone)


def test_both_tone_placements_and_both_normal_forms_are_one_spelling(encoder: Encoder) -> None:
    vectors = encoder.encode_passages(
        ["Hoà bình, uỷ ban, THUÝ", "Hòa bình, ủy ban, thúy", "Ho\u0300a bi\u0300nh, u\u0309y ban, thu\u0301y"]
    )
    np.testing.assert_array_equal(vectors[0], vectors[1])
    np.testing.assert_array_equal(vectors[0], vectors[2])


def test_the_name_tells_the_weights(encoder: Encoder) -> None:
    assert encoder.name.startswith("embedded-")
    assert len(encoder.name.removeprefix("embedded-")) == 12
    assert load_encoder("embedded").name == encoder.name


def test_loading_and_encoding_need_neither_torch_nor_a_socket() -> None:
    program = (
        "import sys, socket\n"
        "def forbidden(*_): raise AssertionError('a socket')\n"
        "socket.socket = forbidden\n"
        "from qa.models.encoder import load_encoder\n"
        "load_encoder('embedded').encode_questions(['Ai là Bí thư?'])\n"
        "print([name for name in ('torch', 'sentence_transformers', 'transformers') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_it_is_an_ordinary_sentence_transformer(encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(FOLDER), local_files_only=True, device="cpu").float()
    assert model.similarity_fn_name == "cosine"
    vectors: NDArray[np.float32] = model.encode(TEXTS, normalize_embeddings=True)
    np.testing.assert_allclose(vectors, encoder.encode_passages(TEXTS), atol=1e-4)


def test_its_files_are_small_enough_for_the_repository() -> None:
    assert all(file.stat().st_size <= 10_000_000 for file in FOLDER.iterdir())


@pytest.mark.parametrize("text", TEXTS)
def test_segments_are_those_of_the_tokenizer_file(segmenter: Segmenter, text: str) -> None:
    from tokenizers import Tokenizer

    assert segmenter.ids(text) == Tokenizer.from_file(str(FOLDER / "tokenizer.json")).encode(text).ids


VOCABULARY = json.loads((FOLDER / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
WORDS = [token[1:] for token, _ in VOCABULARY if token.startswith("▁") and token.count("▁") == 1 and len(token) > 1]


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30), st.sampled_from([" ", " ", ", ", "\n", " – "]))
def test_any_row_of_known_words_is_cut_as_the_tokenizer_cuts_it(
    segmenter: Segmenter, words: list[str], between: str
) -> None:
    text = between.join(words)
    assert segmenter.ids(text) == segmenter.tokenizer.encode(text).ids


def test_pairs_are_one_token_and_do_not_cross_punctuation(segmenter: Segmenter) -> None:
    assert len(segmenter.ids("bí thư")) == 1
    assert len(segmenter.ids("bí, thư")) == 2
    assert len(segmenter.ids("bi thu")) == 1


def test_any_sentence_transformer_on_disk_can_take_its_place(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace

    tokenizer = Tokenizer(WordLevel({"[UNK]": 0, "hỏi": 1, "báo": 2, "query": 3}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    module = StaticEmbedding(tokenizer, embedding_weights=np.eye(4, dtype=np.float32))
    model = SentenceTransformer(modules=[module], prompts={"query": "query ", "document": ""}, device="cpu")
    model.save(str(tmp_path), create_model_card=False)

    other = load_encoder(str(tmp_path))
    assert (other.name, other.dimensions) == (str(tmp_path), 4)
    np.testing.assert_allclose(other.encode_passages(["hỏi"]), [[0, 1, 0, 0]])
    np.testing.assert_allclose(other.encode_questions(["báo"]), [[0, 0, 0.5**0.5, 0.5**0.5]], rtol=1e-6)


def test_weights_that_are_not_there_are_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as caught:
        load_encoder(str(tmp_path / "nothing"))
    assert "embedded" in caught.value.vi
    assert "embedded" in caught.value.en


def test_a_hub_name_without_a_network_is_the_same_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "create_connection", lambda *_: pytest.fail("a connection"))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(ModelError):
        load_encoder("no-such-organisation/no-such-model")
