-- What was read. Nothing here is ever changed or removed, but for `current`, which is a projection.
CREATE TABLE capture (
    id INTEGER PRIMARY KEY,          -- grows with arrival
    article TEXT NOT NULL,           -- a-...
    digest TEXT NOT NULL,            -- BLAKE3 of the record: tells captures of one article apart
    reader TEXT NOT NULL,
    source TEXT NOT NULL,            -- where it was read from, first time
    scope TEXT NOT NULL,
    title TEXT,
    outlet TEXT,
    published TEXT,                  -- YYYY-MM-DD
    rank TEXT NOT NULL,              -- of captures of one article by one reader the greatest stands
    record TEXT NOT NULL,            -- JSON, wire v1
    body TEXT NOT NULL,
    notes TEXT NOT NULL,             -- JSON list
    sentences INTEGER NOT NULL,
    ungrounded INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    known_at TEXT NOT NULL,
    current INTEGER NOT NULL DEFAULT 0
) STRICT;
-- serves: is this capture known; which captures has this article
CREATE UNIQUE INDEX capture_identity ON capture (article, reader, digest);

CREATE TABLE mention (
    id INTEGER PRIMARY KEY,
    capture INTEGER NOT NULL REFERENCES capture (id),
    claim TEXT NOT NULL,             -- c-...
    sentence INTEGER NOT NULL,
    start INTEGER NOT NULL,          -- code points
    end INTEGER NOT NULL,
    record TEXT NOT NULL             -- JSON of the claim as read, wire v1
) STRICT;
-- serves: the mentions of an article
CREATE INDEX mention_capture ON mention (capture);
-- serves: the mentions of a claim
CREATE INDEX mention_claim ON mention (claim);

-- The log: append-only.
CREATE TABLE entry (
    seq INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL,
    known_at TEXT NOT NULL,
    kind TEXT NOT NULL,
    noun TEXT NOT NULL,
    id TEXT NOT NULL,
    detail TEXT NOT NULL             -- JSON
) STRICT;
-- serves: changes since a revision
CREATE INDEX entry_revision ON entry (revision);
-- serves: the history of one thing
CREATE INDEX entry_id ON entry (id);

-- Projections: made anew from the above by relinking.
CREATE TABLE claim (
    id TEXT PRIMARY KEY,
    mention INTEGER NOT NULL,        -- the one that stands for the claim
    kind TEXT NOT NULL,
    plover_type TEXT,
    place TEXT,                      -- what a place filter looks at, lower case
    country TEXT,
    time_lo TEXT,
    time_hi TEXT,
    reported_lo TEXT,
    reported_hi TEXT,
    known_at TEXT NOT NULL,
    articles INTEGER NOT NULL,
    origins INTEGER NOT NULL,
    informants INTEGER NOT NULL,
    credibility INTEGER NOT NULL,
    reliability TEXT NOT NULL,
    grade_reason TEXT NOT NULL,
    incident TEXT,
    disputes INTEGER NOT NULL,
    words TEXT NOT NULL              -- what search looks at: the words of every mention, names of actors and places
) STRICT;
-- serves: the claims of an incident
CREATE INDEX claim_incident ON claim (incident) WHERE incident IS NOT NULL;

CREATE TABLE claim_actor (
    claim TEXT NOT NULL,
    part TEXT NOT NULL,              -- actor, target, speaker
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    words TEXT NOT NULL,             -- name and words, lower case
    country TEXT,
    sector TEXT,
    PRIMARY KEY (claim, part, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE origin (
    article TEXT PRIMARY KEY,
    origin TEXT NOT NULL,
    root TEXT NOT NULL,
    kind TEXT NOT NULL,
    measure INTEGER NOT NULL,        -- thousandths
    reason TEXT NOT NULL,
    shared TEXT NOT NULL             -- JSON [[start, end], ...] in code points
) STRICT, WITHOUT ROWID;
-- serves: the articles of an origin
CREATE INDEX origin_id ON origin (origin);

CREATE TABLE incident (
    id TEXT PRIMARY KEY,
    claims TEXT NOT NULL,            -- JSON list of ids
    articles INTEGER NOT NULL,
    origins INTEGER NOT NULL,
    informants INTEGER NOT NULL,
    disagreements TEXT NOT NULL      -- JSON list of slots
) STRICT, WITHOUT ROWID;

CREATE TABLE link (
    a TEXT NOT NULL,
    b TEXT NOT NULL,
    type TEXT NOT NULL,
    slot TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (a, b, type, slot)
) STRICT, WITHOUT ROWID;
-- serves: the links of a claim
CREATE INDEX link_b ON link (b);

-- Bodies of captures, and `claim.words` under the claim's rowid.
CREATE VIRTUAL TABLE body_text USING fts5 (title, body, content = 'capture', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE claim_text USING fts5 (words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');

-- The revision the projections were made from.
CREATE TABLE projected (one INTEGER PRIMARY KEY CHECK (one = 1), revision INTEGER NOT NULL) STRICT;
INSERT INTO projected VALUES (1, 0);
