"""What the page's own scripts say, and Gradio's words in Vietnamese: it ships none."""

from __future__ import annotations

import json
from typing import Final

from qa.language import Language

_WORDS: Final = {  # name: (Vietnamese, English)
    "type_first": ("Hãy gõ câu hỏi trước.", "Type a question first."),
    "searching": ("Đang tìm trong các bài báo…", "Searching the articles…"),
    "queued": ("Chờ trả lời xong câu trước…", "Waiting for the question before…"),
    "stopped": ("Đã dừng theo ý bạn.", "Stopped."),
    "lost": (
        "Mất kết nối với máy chủ hoặc máy chủ đang bận. Câu hỏi vẫn còn đây; hãy thử hỏi lại.",
        "The server can't be reached or is busy. Your question is still here: try again.",
    ),
    "conversation": ("Cuộc trò chuyện", "Conversation"),
    "new": ("Cuộc trò chuyện mới", "New conversation"),
    "history": ("Lịch sử", "History"),
    "download": ("Tải về", "Download"),
    "edit": ("Sửa câu hỏi", "Edit the question"),
    "ask_again": ("Hỏi lại", "Ask again"),
    "cancel": ("Thôi", "Cancel"),
    "question": ("Câu hỏi", "Question"),
    "copy": ("Chép câu trả lời kèm nguồn", "Copy the answer with its sources"),
    "copied": ("Đã chép", "Copied"),
    "not_copied": ("Trình duyệt không cho chép", "The browser does not allow copying"),
    "good": ("Trả lời đúng", "Good answer"),
    "bad": ("Trả lời chưa đúng", "Bad answer"),
    "what_is_wrong": ("Chưa đúng ở chỗ nào?", "What is wrong with it?"),
    "wrong": ("sai", "wrong"),
    "incomplete": ("thiếu", "incomplete"),
    "source": ("nguồn không đúng", "wrong source"),
    "outdated": ("cũ", "outdated"),
    "in_words": ("Nói thêm, nếu bạn muốn", "In your own words, if you like"),
    "send": ("Gửi", "Send"),
    "thanks": ("Cảm ơn bạn đã góp ý.", "Thank you for telling us."),
    "not_sent": ("Chưa gửi được góp ý. Hãy thử lại.", "It could not be sent. Try again."),
    "sources": ("Nguồn", "Sources"),
    "previous": ("Trích dẫn trước", "Previous citation"),
    "next": ("Trích dẫn sau", "Next citation"),
    "close": ("Đóng", "Close"),
    "original": ("Mở bài gốc", "Open the original"),
    "opening": ("Đang mở bài…", "Opening…"),
    "gone": ("Bài này không còn trong kho.", "This article is no longer in the store."),
    "changed": (
        "Bài đã được sửa từ khi có câu trả lời này; câu trích không còn trong bài.",
        "The article was changed since: the quote is no longer in it.",
    ),
    "unreachable": ("Chưa mở được bài. Hãy thử lại.", "The article could not be opened. Try again."),
    "nothing_kept": ("Chưa có cuộc trò chuyện nào.", "No conversations yet."),
    "kept_here": (
        "Chỉ được giữ trong trình duyệt này, {n} cuộc gần nhất.",
        "Kept in this browser only, the last {n}.",
    ),
    "not_kept": (
        "Trình duyệt này không cho lưu: tải trang lại là mất cuộc trò chuyện.",
        "This browser does not allow keeping: reloading the page loses the conversation.",
    ),
    "questions": ("{n} câu hỏi", "{n} question(s)"),
    "delete": ("Xóa", "Delete"),
    "delete_one": ("Xóa “{title}”", "Delete “{title}”"),
    "delete_all": ("Xóa tất cả", "Delete all"),
    "really_one": ("Xóa hẳn cuộc trò chuyện này?", "Delete this conversation for good?"),
    "really_all": ("Xóa hẳn mọi cuộc trò chuyện trong trình duyệt này?", "Delete every conversation in this browser?"),
    "really_new": (
        "Trình duyệt không lưu được cuộc trò chuyện này. Bỏ nó để bắt đầu cuộc mới?",
        "This conversation can't be kept. Drop it and begin a new one?",
    ),
    "drop": ("Bỏ", "Drop it"),
}

# Gradio's own strings that can come up on a page with tabs, text, files, tables, plots, dates and messages; keys as in
# its English ones. Others (webcam, image editor) have no use here.
GRADIO: Final = {
    "blocks": {
        "connection_can_break": "Trên điện thoại, kết nối có thể ngắt khi bạn rời trang này hoặc máy ngủ.",
        "long_requests_queue": "Đang có nhiều yêu cầu chờ.",
        "lost_connection": "Mất kết nối vì đã rời trang. Đang xếp hàng lại…",
        "waiting_for_inputs": "Hãy đợi các tệp tải lên xong rồi thử lại.",
    },
    "common": {
        "clear": "Xóa",
        "download": "Tải về",
        "download_all": "Tải về tất cả",
        "edit": "Sửa",
        "empty": "Trống",
        "error": "Lỗi",
        "loading": "Đang tải",
        "or": "hoặc",
        "remove": "Bỏ",
        "submit": "Gửi",
        "undo": "Hoàn tác",
        "language": "Ngôn ngữ",
        "progress": "Tiến độ",
        "settings": "Cài đặt",
        "share": "Chia sẻ",
        "run": "Chạy",
    },
    "dataframe": {
        "incorrect_format": "Sai định dạng: chỉ nhận tệp CSV và TSV",
        "new_column": "Thêm cột",
        "new_row": "Thêm hàng",
        "add_row_above": "Thêm hàng phía trên",
        "add_row_below": "Thêm hàng phía dưới",
        "delete_row": "Xóa hàng",
        "delete_column": "Xóa cột",
        "add_column_left": "Thêm cột bên trái",
        "add_column_right": "Thêm cột bên phải",
        "sort_column": "Xếp theo cột",
        "sort_ascending": "Xếp tăng dần",
        "sort_descending": "Xếp giảm dần",
        "drop_to_upload": "Thả tệp CSV hoặc TSV vào đây",
        "clear_sort": "Bỏ sắp xếp",
        "filter": "Lọc",
        "clear_filter": "Bỏ lọc",
    },
    "chatbot": {"cancel": "Thôi", "clear": "Xóa", "submit": "Gửi", "edit": "Sửa", "retry": "Thử lại"},
    "code": {"code": "Mã"},
    "dropdown": {"dropdown": "Danh sách chọn"},
    "checkbox": {"checkbox": "Ô chọn", "checkbox_group": "Nhóm ô chọn"},
    "radio": {"radio": "Lựa chọn"},
    "slider": {"slider": "Thanh trượt"},
    "number": {"number": "Số"},
    "label": {"label": "Nhãn"},
    "plot": {"plot": "Biểu đồ"},
    "errors": {
        "build_error": "lỗi khi dựng trang",
        "config_error": "lỗi cấu hình",
        "contact_page_author": "Hãy báo cho người quản lý trang này.",
        "no_app_file": "thiếu tệp chương trình",
        "runtime_error": "lỗi khi chạy",
    },
    "file": {"uploading": "Đang tải lên…"},
    "login": {
        "incorrect_credentials": "Sai tên hoặc mật khẩu",
        "username": "tên người dùng",
        "password": "mật khẩu",
        "login": "Đăng nhập",
        "enable_cookies": "Hãy bật cookie cho trang này.",
    },
    "status": {"queue_position": "Đang chờ: thứ {position} trong {size}"},
    "upload_text": {
        "click_to_upload": "Bấm để chọn tệp",
        "drop_csv": "Thả tệp CSV vào đây",
        "drop_file": "Thả tệp vào đây",
        "paste_clipboard": "Dán",
    },
}


def words(language: Language) -> dict[str, str]:
    """What the scripts say, by name."""
    return {name: pair[language == "en"] for name, pair in _WORDS.items()}


def speaking(language: Language) -> str:
    """JavaScript for Gradio to run at the start: page and Gradio speak `language`, whatever the browser's is.

    Gradio takes one of the languages that it ships, by the browser's, and offers no way to add one; its own module for
    it, which the page has loaded already, has. The first tab is drawn by then, and shows no word of Gradio's.
    """
    vietnamese = json.dumps(GRADIO, ensure_ascii=False)
    return f"""async () => {{
  document.documentElement.lang = "{language}";
  const core = performance.getEntriesByType("resource").find(one => /\\/assets\\/core-[^/]+\\.js$/.test(one.name));
  const {{ load_translations, changeLocale }} = await import(core.name);
  load_translations({{ processed_langs: {{}}, custom_translations: {{ vi: {vietnamese} }} }});
  changeLocale("{language}");
}}"""
