CREATE INDEX event_review ON event (score, number) WHERE current = 1 AND correction IS NULL;

CREATE TABLE account (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    password TEXT NOT NULL,
    scopes TEXT NOT NULL,
    made TEXT NOT NULL
);
CREATE TABLE session (
    digest TEXT PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES account (number),
    until TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE api_key (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    digest TEXT NOT NULL UNIQUE,
    scopes TEXT NOT NULL,
    made TEXT NOT NULL,
    until TEXT
);

CREATE TABLE alert (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    subject TEXT NOT NULL,
    channel TEXT NOT NULL,
    target TEXT NOT NULL,
    secret TEXT,
    every TEXT NOT NULL,
    language TEXT NOT NULL,
    site TEXT,
    made TEXT NOT NULL,
    looked TEXT,
    state TEXT NOT NULL
);
CREATE TABLE alerted (
    alert INTEGER NOT NULL REFERENCES alert (number),
    entry TEXT NOT NULL,
    message INTEGER,
    PRIMARY KEY (alert, entry)
) WITHOUT ROWID;
CREATE TABLE outbox (
    number INTEGER PRIMARY KEY,
    alert INTEGER NOT NULL REFERENCES alert (number),
    id TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL,
    made TEXT NOT NULL,
    tries INTEGER NOT NULL,
    next_try TEXT NOT NULL,
    sent TEXT,
    problem TEXT
);
CREATE INDEX outbox_waiting ON outbox (next_try) WHERE sent IS NULL;
