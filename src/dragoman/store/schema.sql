-- The tables of a store, in the words of SQLite; schema.py translates them for PostgreSQL.
--
-- Of every version of a page, body.record holds the whole reading. All tables under it are drawn from the readings, so that
-- they can be searched, and can be made anew from them. Days are text, YYYY-MM-DD. Offsets count characters of body.text.

CREATE TABLE about_store (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- A page, whatever became of it. id: that of its first reading; with “-2”, “-3” … where another page has it already.
CREATE TABLE article (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    key TEXT UNIQUE,
    url TEXT,
    added TEXT NOT NULL
);

-- A state of a page. Exactly one version of an article is current. reading: the reading's own id. content: digest of the
-- article; digest: digest of the whole reading. coder: the program's version. origin: the file that it came out of.
-- day: the first day on which it may have been published, or ''. outlet: host of the address, without www. agency: the news agency that the page credits.
CREATE TABLE version (
    number INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article (number),
    ordinal INTEGER NOT NULL,
    current INTEGER NOT NULL,
    reading TEXT NOT NULL,
    language TEXT NOT NULL,
    section TEXT,
    title TEXT,
    byline TEXT,
    day TEXT NOT NULL,
    published_from TEXT,
    published_to TEXT,
    published_basis TEXT NOT NULL,
    outlet TEXT,
    agency TEXT,
    content TEXT NOT NULL,
    digest TEXT NOT NULL,
    coder TEXT NOT NULL,
    origin TEXT,
    taken TEXT NOT NULL,
    UNIQUE (article, ordinal)
);
CREATE INDEX version_day ON version (day, number) WHERE current = 1;
CREATE INDEX version_section ON version (section, day) WHERE current = 1;
CREATE INDEX version_outlet ON version (outlet, day) WHERE current = 1;
CREATE INDEX version_origin ON version (origin) WHERE current = 1;
CREATE INDEX version_reading ON version (reading);
CREATE INDEX version_digest ON version (digest);

-- The words of a version, and its reading (record.py tells how it is packed).
CREATE TABLE body (
    version INTEGER PRIMARY KEY REFERENCES version (number),
    text TEXT NOT NULL,
    record BLOB NOT NULL
);

-- Pages as they came in, before they were read: who comes again need not be read again.
CREATE TABLE seen (
    digest TEXT PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES version (number)
) WITHOUT ROWID;

-- Who is named in a version: each once, with how often and where first.
CREATE TABLE mention (
    version INTEGER NOT NULL REFERENCES version (number),
    n INTEGER NOT NULL,
    code TEXT,
    sector TEXT,
    entity TEXT,
    kind TEXT NOT NULL,
    times INTEGER NOT NULL,
    start INTEGER NOT NULL,
    PRIMARY KEY (version, n)
) WITHOUT ROWID;
CREATE INDEX mention_code ON mention (code, version);
CREATE INDEX mention_entity ON mention (entity, version);

-- start, stop: the trigger. actors, recipients, sources, relays: codes joined by “+”. from_day, to_day: when it happened, as
-- the page tells. day: the day it is listed under: the first of these, else the page's, else '' (day_basis: when, published, none).
-- country: of the place; place: its words in small letters, where it is more than a country. current: whether its version is. correction: the verdict in force. occurrence: what it reports.
-- side: where the words decide it, cooperation, conflict or neutral (signs.py). polarity: what decides, as JSON. signed: by which
-- state of the words; NULL: not asked yet, or an act whose sign does not depend on words.
CREATE TABLE event (
    number INTEGER PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES version (number),
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    mode TEXT,
    context TEXT NOT NULL,
    quad TEXT NOT NULL,
    score REAL NOT NULL,
    realis TEXT NOT NULL,
    status TEXT NOT NULL,
    actors TEXT NOT NULL,
    recipients TEXT NOT NULL,
    sources TEXT NOT NULL,
    relays TEXT NOT NULL,
    from_day TEXT,
    to_day TEXT,
    day TEXT NOT NULL,
    day_basis TEXT NOT NULL,
    country TEXT,
    place TEXT,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    sentence_start INTEGER NOT NULL,
    sentence_stop INTEGER NOT NULL,
    about TEXT,
    current INTEGER NOT NULL,
    correction INTEGER,
    occurrence INTEGER,
    side TEXT,
    polarity TEXT,
    signed INTEGER
);
CREATE INDEX event_version ON event (version);
CREATE INDEX event_day ON event (day, number) WHERE current = 1;
CREATE INDEX event_type ON event (type, day) WHERE current = 1;
CREATE INDEX event_status ON event (status, day) WHERE current = 1;
CREATE INDEX event_occurrence ON event (occurrence) WHERE occurrence IS NOT NULL;
-- The queue of those that nobody reviewed, the least certain first.
CREATE INDEX event_review ON event (score, number) WHERE current = 1 AND correction IS NULL;

-- Who takes part in an event, and who tells of it. role: actor, recipient, source, relay. day: the event's, or ''.
CREATE TABLE party (
    event INTEGER NOT NULL REFERENCES event (number),
    role TEXT NOT NULL,
    n INTEGER NOT NULL,
    code TEXT,
    sector TEXT,
    entity TEXT,
    day TEXT NOT NULL,
    PRIMARY KEY (event, role, n)
) WITHOUT ROWID;
CREATE INDEX party_code ON party (code, day, role);
CREATE INDEX party_entity ON party (entity, day, role) WHERE entity IS NOT NULL;

-- Current events by ordered pair of codes, as they stand after correction; what several do together (mutual) stands in both
-- orders. day: the event's, or ''.
CREATE TABLE dyad (
    actor TEXT NOT NULL,
    recipient TEXT NOT NULL,
    day TEXT NOT NULL,
    event INTEGER NOT NULL REFERENCES event (number),
    mutual INTEGER NOT NULL,
    PRIMARY KEY (actor, recipient, day, event)
) WITHOUT ROWID;

CREATE TABLE quote (
    number INTEGER PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES version (number),
    id TEXT NOT NULL,
    direct INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL
);
CREATE INDEX quote_version ON quote (version);

-- Who says what is quoted. role: source, relay. day: the page's, or ''.
CREATE TABLE speaker (
    quote INTEGER NOT NULL REFERENCES quote (number),
    role TEXT NOT NULL,
    n INTEGER NOT NULL,
    code TEXT,
    sector TEXT,
    entity TEXT,
    day TEXT NOT NULL,
    PRIMARY KEY (quote, role, n)
) WITHOUT ROWID;
CREATE INDEX speaker_code ON speaker (code, day);
CREATE INDEX speaker_entity ON speaker (entity, day) WHERE entity IS NOT NULL;

-- A person's verdict on an event. Nothing is ever overwritten: undone tells when it was taken back.
CREATE TABLE correction (
    number INTEGER PRIMARY KEY,
    event INTEGER NOT NULL REFERENCES event (number),
    verdict TEXT NOT NULL,
    type TEXT,
    mode TEXT,
    actors TEXT,
    recipients TEXT,
    status TEXT,
    by_whom TEXT NOT NULL,
    made TEXT NOT NULL,
    note TEXT,
    undone TEXT,
    undone_by TEXT
);
CREATE INDEX correction_event ON correction (event);

-- Articles that are one text: copies, lightly edited copies, revisions. agency: whom the copies credit.
CREATE TABLE story (
    number INTEGER PRIMARY KEY,
    agency TEXT
);
-- kind: first, exact, near, revision (near, of one outlet). likeness: share of word triples in common with the article that it was found by.
CREATE TABLE copy (
    article INTEGER PRIMARY KEY REFERENCES article (number),
    story INTEGER NOT NULL REFERENCES story (number),
    kind TEXT NOT NULL,
    likeness REAL NOT NULL
);
CREATE INDEX copy_story ON copy (story);
-- What near copies are found by: an article's signature, and where it is filed by parts of it.
CREATE TABLE sketch (
    article INTEGER PRIMARY KEY REFERENCES article (number),
    version INTEGER NOT NULL,
    signature BLOB NOT NULL
);
CREATE TABLE band (
    hash INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES article (number),
    PRIMARY KEY (hash, article)
) WITHOUT ROWID;

-- One happening told by one or many: reports counts events, articles those that tell it, stories the independent texts.
CREATE TABLE occurrence (
    number INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    actors TEXT NOT NULL,
    recipients TEXT NOT NULL,
    from_day TEXT,
    to_day TEXT,
    country TEXT,
    reports INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    stories INTEGER NOT NULL
);
CREATE INDEX occurrence_day ON occurrence (from_day);

-- What could not be taken in. done: when it could, after all.
CREATE TABLE refusal (
    number INTEGER PRIMARY KEY,
    input TEXT NOT NULL,
    name TEXT NOT NULL,
    message TEXT NOT NULL,
    tries INTEGER NOT NULL,
    first_tried TEXT NOT NULL,
    last_tried TEXT NOT NULL,
    done TEXT
);
CREATE UNIQUE INDEX refusal_name ON refusal (name);

CREATE TABLE saved_search (
    name TEXT PRIMARY KEY,
    query TEXT NOT NULL,
    saved TEXT NOT NULL
);

-- The index of words (word_index.py): articles in it, by place, which orders them by day and within a day as they came in. marks:
-- what of them is found besides words. facets: the values that they count under. Each kind of database adds its own.
CREATE TABLE listed (
    place INTEGER PRIMARY KEY,
    version INTEGER NOT NULL UNIQUE REFERENCES version (number),
    marks TEXT NOT NULL,
    facets TEXT NOT NULL
);
-- Words as they were met, in plain letters, with their stems, and as they were first written.
CREATE TABLE form (
    form TEXT NOT NULL,
    stem TEXT NOT NULL,
    written TEXT NOT NULL,
    PRIMARY KEY (form, stem)
) WITHOUT ROWID;

-- Events out of other people's tables (GDELT, ICEWS, POLECAT), apart from ours. key: the row's id there. cells: the row, whole, as a
-- JSON array. The others: what it says in our words, as far as it can be said.
CREATE TABLE imported_event (
    number INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    key TEXT NOT NULL,
    file TEXT NOT NULL,
    cells TEXT NOT NULL,
    day TEXT,
    event TEXT,
    mode TEXT,
    context TEXT NOT NULL,
    actors TEXT NOT NULL,
    recipients TEXT NOT NULL,
    quad TEXT,
    url TEXT,
    UNIQUE (source, key)
);
CREATE INDEX imported_event_day ON imported_event (source, day);

-- Who may use the site where others can reach it. password: argon2id. scopes: what they may do, joined by “+”: read, add, review.
CREATE TABLE account (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    password TEXT NOT NULL,
    scopes TEXT NOT NULL,
    made TEXT NOT NULL
);
-- Who is signed in. digest: SHA-256 of what the browser keeps. until: when it ends (UTC).
CREATE TABLE session (
    digest TEXT PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES account (number),
    until TEXT NOT NULL
) WITHOUT ROWID;
-- Programs' keys. digest: SHA-256 of the key. until: when it ends (UTC); NULL: never.
CREATE TABLE api_key (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    digest TEXT NOT NULL UNIQUE,
    scopes TEXT NOT NULL,
    made TEXT NOT NULL,
    until TEXT
);

-- What somebody wants to be told of. subject: search QUERY, saved NAME, pair PRK-RUS, alarms or alarms PRK-RUS. channel: mail or
-- webhook; target: where to; secret: what webhooks are signed with. every: now, hour or day. site: its address, for links.
-- looked: when it was last looked for. state: up to where the store was seen then.
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
-- What of it was put into a message (NULL: was there before the alert was), so that nothing is told twice.
CREATE TABLE alerted (
    alert INTEGER NOT NULL REFERENCES alert (number),
    entry TEXT NOT NULL,
    message INTEGER,
    PRIMARY KEY (alert, entry)
) WITHOUT ROWID;
-- Messages, written once and tried until they are through. id: what the other side knows a message again by. body: JSON.
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
