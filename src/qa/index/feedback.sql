-- The table of feedback.db. AUTOINCREMENT: an id that was told to somebody never comes to mean another one.

CREATE TABLE feedback (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    question TEXT NOT NULL,
    verdict TEXT NOT NULL,
    reason TEXT NOT NULL,
    note TEXT NOT NULL,
    said TEXT NOT NULL,
    answer TEXT NOT NULL
);
