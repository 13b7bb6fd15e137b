-- Since version 4.
-- Verdicts on pairs of passages, kept so that linking works none out twice; what is not asked for any more goes.
CREATE TABLE IF NOT EXISTS compared (
    pair TEXT PRIMARY KEY,           -- hash of the passages, their days and the weights
    verdict TEXT                     -- scores and words; none where nothing follows
) STRICT, WITHOUT ROWID;
