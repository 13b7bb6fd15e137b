-- Since version 2.
-- Mentions of copies that count as mentions of their origin's claim, since the copy's own day misled the reading of its time.
CREATE TABLE IF NOT EXISTS dated_by_origin (
    mention INTEGER PRIMARY KEY,
    claim TEXT NOT NULL,
    origin TEXT NOT NULL             -- article
) STRICT;
-- serves: the mentions of a claim
CREATE INDEX IF NOT EXISTS dated_by_origin_claim ON dated_by_origin (claim);
-- Mentions with the claim that they count for.
CREATE VIEW IF NOT EXISTS said (id, capture, claim, sentence, start, end, dated_by) AS
    SELECT id, capture, claim, sentence, start, end, NULL FROM mention
        WHERE NOT EXISTS (SELECT 1 FROM dated_by_origin d WHERE d.mention = mention.id)
    UNION ALL
    SELECT m.id, m.capture, d.claim, m.sentence, m.start, m.end, d.origin FROM dated_by_origin d JOIN mention m ON m.id = d.mention;
