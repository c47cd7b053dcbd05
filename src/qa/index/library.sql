-- The tables of articles.db. Derived from them, and able to be made anew: vectors (Chroma) and postings (tantivy).

CREATE TABLE articles (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    published TEXT,
    author TEXT NOT NULL,
    source TEXT NOT NULL,
    url TEXT NOT NULL,
    origin TEXT NOT NULL,
    language TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX article_hash ON articles (hash);
-- AUTOINCREMENT: an id is never given twice, so what an index holds under it can't come to mean something else.
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    sentences TEXT NOT NULL,
    in_vectors INTEGER NOT NULL DEFAULT 0,
    in_postings INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX passage_article ON passages (article);
CREATE INDEX unfinished ON passages (id) WHERE in_vectors = 0 OR in_postings = 0;
-- Passages that are gone from here and have still to go from vectors and postings.
CREATE TABLE removals (passage INTEGER PRIMARY KEY);
CREATE TRIGGER passage_removed AFTER DELETE ON passages BEGIN INSERT INTO removals VALUES (OLD.id); END;
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
