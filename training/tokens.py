"""A small sentence and word splitter for text that has no gold tokens.

Used for re3d and for unlabelled news only; the shipped splitter is written in
Rust (`crates/text`). Follows the conventions of UD English: clitics apart
("do n't", "it 's"), hyphenated words kept as GUM and EWT mostly split them.
"""

import re

ABBREVIATIONS = {
    "mr", "mrs", "ms", "dr", "st", "gen", "col", "lt", "maj", "capt", "sgt",
    "sen", "rep", "gov", "pres", "prof", "jan", "feb", "mar", "apr", "jun",
    "jul", "aug", "sep", "sept", "oct", "nov", "dec", "no", "vs", "inc", "co",
    "corp", "u.s", "u.n", "u.k", "e.u", "p.m", "a.m", "jr", "sr", "brig", "adm",
}
BREAK = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s)|\n+")
WORD = re.compile(
    r"https?://\S+|[\w.+-]+@[\w-]+\.[\w.]+"
    r"|(?:[A-Za-z]\.){2,}"
    r"|\d+(?:[.,:]\d+)*"
    r"|[^\W\d_]+(?=n['’]t\b)|n['’]t\b"
    r"|['’](?:s|re|ve|ll|d|m)\b"
    r"|[^\W_]+(?:['’](?!(?:s|re|ve|ll|d|m)\b)[^\W_]+)*"
    r"|\.\.\.|--|\S",
    re.IGNORECASE,
)


def split_sentences(text):
    """Character ranges of sentences, surrounding blanks removed."""
    out, begin = [], 0
    for m in BREAK.finditer(text):
        before = text[begin:m.start()].split()
        last = before[-1].lower().lstrip("(\"'“‘") if before else ""
        if text[m.start()] == "." and (last in ABBREVIATIONS or re.fullmatch(r"[a-z]", last)):
            following = text[m.end():].lstrip()[:1]
            if last not in ("p.m", "a.m", "inc", "corp", "co") or not following.isupper():
                continue
        out.append((begin, m.end()))
        begin = m.end()
    out.append((begin, len(text)))
    trimmed = []
    for lo, hi in out:
        while lo < hi and text[lo].isspace():
            lo += 1
        while hi > lo and text[hi - 1].isspace():
            hi -= 1
        if lo < hi:
            trimmed.append((lo, hi))
    return trimmed


def tokenise(text, lo, hi):
    """Character ranges of the words of one sentence."""
    words = []
    for m in WORD.finditer(text, lo, hi):
        a, b = m.span()
        word = text[a:b].lower()
        if word == "." and words and words[-1][1] == a and text[words[-1][0]:a].lower() in ABBREVIATIONS:
            words[-1] = (words[-1][0], b)
            continue
        if word == "cannot":
            words += [(a, a + 3), (a + 3, b)]
            continue
        words.append((a, b))
    return words
