"""Set one annotation beside another: F1 of what is found, agreement on what it is called.

    python score.py GOLD.jsonl OTHER.jsonl

Both as `check.py --out` writes them; only articles that stand in both count.
Spans meet when they share a character that is no blank; each is matched once,
longest overlap first. Per layer: precision, recall and F1 of the second file
against the first. Labels (type, mode, modality, polarity, fact, kind, bound)
are compared on the pairs found: share alike, and Krippendorff's alpha for
nominal data with two coders (Krippendorff 2011, "Computing Krippendorff's
Alpha-Reliability").
"""

import argparse
import json
from collections import Counter

ROLES = ("actor", "recipient", "place", "time")


def overlap(a, b):
    return min(a[1], b[1]) - max(a[0], b[0]) if a and b else 0


def pair(left, right, measure):
    """One-to-one pairs by falling measure; ties by order, so that every run gives the same."""
    ranked = sorted(((measure(a, b), -i, -j) for i, a in enumerate(left) for j, b in enumerate(right)), reverse=True)
    used_left, used_right, pairs = set(), set(), []
    for m, i, j in ranked:
        if m > 0 and i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            pairs.append((left[-i], right[-j]))
    return pairs


class Found:
    """Counts of one kind of thing in both files and of those that meet."""

    def __init__(self):
        self.gold = self.other = self.met = 0

    def add(self, gold, other, met):
        self.gold, self.other, self.met = self.gold + gold, self.other + other, self.met + met

    def __str__(self):
        p, r = self.met / max(1, self.other), self.met / max(1, self.gold)
        return f"F1 {2 * p * r / max(1e-9, p + r):.3f}   P {p:.3f}   R {r:.3f}   ({self.gold} and {self.other})"


class Labels:
    """Two coders' labels of the same things."""

    def __init__(self):
        self.pairs = []

    def alpha(self):
        values = Counter(v for p in self.pairs for v in p)
        n = sum(values.values())
        observed = sum(a != b for a, b in self.pairs) / max(1, len(self.pairs))
        expected = 1.0 - sum(c * (c - 1) for c in values.values()) / max(1, n * (n - 1))
        return 1.0 - observed / expected if expected else 1.0

    def __str__(self):
        alike = sum(a == b for a, b in self.pairs) / max(1, len(self.pairs))
        return f"alike {alike:.3f}   alpha {self.alpha():.3f}   ({len(self.pairs)})"


class Score:
    def __init__(self):
        self.found, self.labels = {}, {}

    def count(self, name, gold, other, met):
        self.found.setdefault(name, Found()).add(gold, other, met)

    def label(self, name, a, b):
        self.labels.setdefault(name, Labels()).pairs.append((a, b))

    def sentence(self, gold, other):
        events = pair(gold.get("events", []), other.get("events", []), lambda a, b: overlap(a["trigger"], b["trigger"]))
        counts = len(gold.get("events", [])), len(other.get("events", []))
        self.count("event trigger", *counts, len(events))
        self.count("event trigger and type", *counts, sum(a["type"] == b["type"] for a, b in events))
        says = self.says(gold.get("says", []), other.get("says", []))
        voices = {a["id"]: b["id"] for a, b in says} | {"author": "author"}
        for a, b in events:
            self.event(a, b, voices)
        self.spans("quantity", gold, other, "quantities", "span", ("bound", "status", "value"))
        self.spans("role", gold, other, "roles", "person", ("state",))
        self.spans("negation cue", gold, other, "negations", "cue", ())
        ours, theirs = (self.characters(s.get("negations", []), "scope") for s in (gold, other))
        self.count("negation scope, characters", len(ours), len(theirs), len(ours & theirs))

    def event(self, a, b, voices):
        for name in ("type", "modality", "polarity"):
            self.label(f"event {name}", a.get(name), b.get(name))
        if a["type"] == b["type"]:
            self.label("event mode", a.get("mode", "-"), b.get("mode", "-"))
        self.label("event historical", a.get("historical", False), b.get("historical", False))
        for role in ROLES:
            ours, theirs = a.get(role, []), b.get(role, [])
            self.count(f"argument {role}", len(ours), len(theirs), len(pair(ours, theirs, overlap)))
            self.count("arguments, all", len(ours), len(theirs), len(pair(ours, theirs, overlap)))
        for holder, value in a["fact"].items():
            if voices.get(holder) in b["fact"]:
                self.label("fact of the author" if holder == "author" else "fact of a speaker", value, b["fact"][voices[holder]])

    def says(self, ours, theirs):
        """Pairs by cue, by content where a quotation is bare."""
        measure = lambda a, b: overlap(a["cue"], b["cue"]) * 1000 if a.get("cue") and b.get("cue") else \
            (len(self.characters([a], "content") & self.characters([b], "content")) if bool(a.get("cue")) == bool(b.get("cue")) else 0)
        pairs = pair(ours, theirs, measure)
        self.count("attribution", len(ours), len(theirs), len(pairs))
        for field in ("cue", "source"):
            have = sum(bool(s.get(field)) for s in ours), sum(bool(s.get(field)) for s in theirs)
            self.count(f"attribution {field}", *have, sum(overlap(a.get(field), b.get(field)) > 0 for a, b in pairs))
        mine, yours = self.characters(ours, "content"), self.characters(theirs, "content")
        self.count("attribution content, characters", len(mine), len(yours), len(mine & yours))
        for a, b in pairs:
            self.label("attribution kind", a["kind"], b["kind"])
            self.label("attribution negated", a.get("negated", False), b.get("negated", False))
        return pairs

    def spans(self, name, gold, other, layer, field, labels):
        pairs = pair(gold.get(layer, []), other.get(layer, []), lambda a, b: overlap(a[field], b[field]))
        self.count(name, len(gold.get(layer, [])), len(other.get(layer, [])), len(pairs))
        for a, b in pairs:
            for label in labels:
                self.label(f"{name} {label}", a.get(label), b.get(label))

    @staticmethod
    def characters(entries, field):
        return {i for e in entries for lo, hi in e.get(field, []) for i in range(lo, hi)}


def read(path):
    return {r["doc"]: {s["n"]: s for s in r["annotation"]} for r in map(json.loads, open(path, encoding="utf-8"))}


def main():
    a = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    a.add_argument("gold")
    a.add_argument("other")
    a = a.parse_args()
    gold, other = read(a.gold), read(a.other)
    score, sentences = Score(), 0
    for doc in sorted(gold.keys() & other.keys()):
        for n in sorted(gold[doc].keys() & other[doc].keys()):
            score.sentence(gold[doc][n], other[doc][n])
            sentences += 1
    print(len(gold.keys() & other.keys()), "articles,", sentences, "sentences")
    for name, what in (score.found | score.labels).items():
        print(f"{name:32} {what}")


if __name__ == "__main__":
    main()
