"""Draw the articles to annotate, by a fixed seed, and cut them into sentences.

    python select.py --data DATA --out SCRATCH/articles.jsonl

Whole articles: Voice of America briefs, Wikinews, releases and daily digests of
`open-news`, news of GUM's training part. Those whose id's SHA-256 is a multiple
of three stay out: claims of them are judged. A line an article: `doc`, `source`,
`licence`, `attribution`, `text`, `sentences` (character ranges, end exclusive).
"""

import argparse
import hashlib
import json
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tokens import split_sentences  # noqa: E402

BRIEFS, DIGESTS, DIGEST_SENTENCES, RELEASES, RELEASE_SENTENCES, GUM = 290, 24, 14, 24, 22, 14
LEAST_WORDS = 12


def judged(identity):
    return int(hashlib.sha256(identity.encode()).hexdigest(), 16) % 3 == 0


def records(path):
    return [json.loads(line) for line in open(path, encoding="utf-8")]


def gum_news(path):
    """Text of GUM's news documents in the training part."""
    doc, parts, out = None, [], []
    for line in open(path, encoding="utf-8"):
        if line.startswith("# newdoc id"):
            if parts:
                out.append((doc, " ".join(parts)))
            doc, parts = line.split("=")[1].strip(), []
        elif line.startswith("# text =") and doc.startswith("GUM_news"):
            parts.append(line.split("=", 1)[1].strip())
    if parts:
        out.append((doc, " ".join(parts)))
    return out


def whole(identity, source, record, text, most=None):
    ranges = split_sentences(text)[:most]
    return {"doc": identity, "source": source, "licence": record.get("licence"), "attribution": record.get("attribution"),
            "url": record.get("url"), "published": record.get("published"), "title": record.get("title"),
            "text": text[: ranges[-1][1]], "sentences": ranges}


def main():
    a = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    a.add_argument("--data", type=Path, required=True)
    a.add_argument("--out", type=Path, required=True)
    a = a.parse_args()
    draw = random.Random(2026)
    news = a.data / "open-news"
    articles = [r for r in records(news / "articles.jsonl") if not judged(r["id"])]
    briefs = [r for r in records(news / "gmb-voa.jsonl") if not judged(r["id"]) and not r.get("damaged")]
    of_kind = lambda *kinds: [r for r in articles if r["kind"] in kinds]
    out = [whole(r["id"], "Voice of America", r, r["text"]) for r in draw.sample(briefs, BRIEFS)]
    out += [whole(r["id"], "daily digest", r, r["text"], DIGEST_SENTENCES) for r in draw.sample(of_kind("daily-digest"), DIGESTS)]
    pieces = of_kind("news", "press-release")
    out += [whole(r["id"], r["outlet"], r, r["text"], RELEASE_SENTENCES) for r in draw.sample(pieces, min(RELEASES, len(pieces)))]
    licence = {"licence": "CC-BY-2.5", "attribution": "Wikinews, by way of GUM"}
    news_of_gum = gum_news(a.data / "parse" / "gum-train.conllu")
    out += [whole(doc, "Wikinews (GUM)", licence, text, RELEASE_SENTENCES) for doc, text in draw.sample(news_of_gum, min(GUM, len(news_of_gum)))]
    seen, kept = set(), []
    for r in out:
        key = r["text"][:80]
        if key not in seen and len(r["text"].split()) >= LEAST_WORDS:
            seen.add(key)
            kept.append(r)
    draw.shuffle(kept)
    with open(a.out, "w", encoding="utf-8") as f:
        for r in kept:
            f.write(json.dumps(r, ensure_ascii=False) + "\n")
    print(len(kept), "articles", sum(len(r["sentences"]) for r in kept), "sentences")


if __name__ == "__main__":
    main()
