-- Since version 3. What people said, as it stands: made anew from the entries of the log by relinking.
CREATE TABLE IF NOT EXISTS correction (
    id TEXT PRIMARY KEY,             -- h-...
    seq INTEGER NOT NULL,            -- its entry in the log
    detail TEXT NOT NULL,            -- JSON: act, author, reason and what the act needs
    undone_by TEXT,                  -- correction that takes it back
    overruled_by TEXT                -- later correction of the same thing
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS correction_about (
    subject TEXT NOT NULL,           -- claim, article or correction
    correction TEXT NOT NULL,
    PRIMARY KEY (subject, correction)
) STRICT, WITHOUT ROWID;
-- Mentions that people added; ids are negative, so that they are none of `mention`'s.
CREATE TABLE IF NOT EXISTS added (
    id INTEGER PRIMARY KEY,
    correction TEXT NOT NULL,
    capture INTEGER NOT NULL,
    claim TEXT NOT NULL,
    sentence INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    record TEXT NOT NULL
) STRICT;
-- serves: the mentions of a claim
CREATE INDEX IF NOT EXISTS added_claim ON added (claim);
-- serves: the mentions of an article
CREATE INDEX IF NOT EXISTS added_capture ON added (capture);
-- serves: what people said, without passing over the whole log
CREATE INDEX IF NOT EXISTS entry_correction ON entry (seq) WHERE noun IN ('correction', 'override');
DROP VIEW IF EXISTS said;
CREATE VIEW said (id, capture, claim, sentence, start, end, dated_by) AS
    SELECT id, capture, claim, sentence, start, end, NULL FROM mention
        WHERE NOT EXISTS (SELECT 1 FROM dated_by_origin d WHERE d.mention = mention.id)
    UNION ALL
    SELECT m.id, m.capture, d.claim, m.sentence, m.start, m.end, d.origin FROM dated_by_origin d JOIN mention m ON m.id = d.mention
    UNION ALL
    SELECT id, capture, claim, sentence, start, end, NULL FROM added;
