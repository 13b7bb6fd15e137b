"""Refuse annotation that does not hold together; turn quoted spans into offsets.

    python check.py --articles SCRATCH/articles.jsonl BATCH.jsonl [...]            # only say what is wrong
    python check.py --articles SCRATCH/articles.jsonl --out gold.jsonl BATCH.jsonl # write what holds, if all does

A span in a batch is the text itself (`##2` for its second occurrence in the
sentence); in the gold it is `[start, end]`, characters of the article's text.
Refused: spans that do not occur, codes that are not in GUIDE.md, arguments of
events that are not there, holders that nobody speaks for, sentences left out.
"""

import argparse
import json
import re
import sys
from pathlib import Path

GUIDE = Path(__file__).resolve().parent / "GUIDE.md"
MODALITY = {"actual", "ongoing", "planned", "promised", "threatened", "ordered", "permitted", "conditional", "hypothetical", "advocated", "forecast"}
FACT = {"CT+", "PR+", "PS+", "Uu", "CT-", "PR-", "PS-"}
BOUND = {"exact", "min", "max", "about", "range", "vague"}
STATUS = {"killed", "wounded", "captured", "missing", "displaced", "destroyed", "casualties"}
STATE = {"holds", "held", "takes", "leaves", "seeks"}
KIND = {"direct", "indirect", "mixed"}
FIELDS = {
    "events": {"id", "trigger", "type", "mode", "actor", "recipient", "place", "time", "modality", "polarity", "historical", "fact"},
    "says": {"id", "source", "cue", "content", "kind", "in", "negated"},
    "quantities": {"span", "value", "to", "bound", "unit", "status", "of"},
    "roles": {"person", "office", "body", "state"},
    "negations": {"cue", "scope"},
}


def types():
    """Types and their modes, from the guide's table."""
    rows = re.findall(r"^\| ([A-Z]+) \|.*\|([^|]*)\|$", GUIDE.read_text(encoding="utf-8"), re.M)
    return {code: set(re.findall(r"`([a-z-]+)`", modes)) for code, modes in rows}


TYPES = types()


class Sentence:
    """One sentence of an article, and what is wrong with what was said of it."""

    def __init__(self, article, number, line):
        self.article, self.line, self.wrong = article, line, []
        self.begin, self.end = article["sentences"][number]
        self.where = f"{article['doc']} sentence {number}"

    def complain(self, what):
        self.wrong.append(f"{self.where}: {what}")

    def span(self, quoted, field):
        text = self.article["text"][self.begin : self.end]
        words, _, nth = str(quoted).partition("##")
        nth = int(nth) if nth.isdigit() else 1
        at = -1
        for _ in range(nth):
            at = text.find(words, at + 1)
        if not words.strip() or words != words.strip() or at < 0:
            self.complain(f"{field}: “{quoted}” does not stand in the sentence")
            return None
        end = at + len(words)
        inside = lambda i: 0 < i < len(text) and text[i - 1].isalnum() and text[i].isalnum()
        if inside(at) and not words.startswith("n") or inside(end) and not text.startswith(("n't", "n’t"), end):
            self.complain(f"{field}: “{quoted}” begins or ends inside a word; count with ##2, ##3")
            return None
        return [self.begin + at, self.begin + at + len(words)]

    def spans(self, quoted, field):
        if isinstance(quoted, str):
            quoted = [quoted]
        return [self.span(q, field) for q in quoted or []]

    def one_of(self, value, allowed, field):
        if value not in allowed:
            self.complain(f"{field}: {value!r} is none of {', '.join(sorted(map(str, allowed)))}")
        return value

    def entries(self, layer):
        for entry in self.line.get(layer) or []:
            for field in entry.keys() - FIELDS[layer]:
                self.complain(f"{layer}: no field is called {field!r}")
            yield entry

    def events(self, holders):
        for e in self.entries("events"):
            kind = self.one_of(e.get("type"), TYPES.keys(), "type")
            out = {"id": str(e.get("id")), "trigger": self.span(e.get("trigger", ""), "trigger"), "type": kind}
            if e.get("mode"):
                out["mode"] = self.one_of(e["mode"], TYPES.get(kind, set()), f"mode of {kind}")
            for role in ("actor", "recipient", "place", "time"):
                if e.get(role):
                    out[role] = self.spans(e[role], role)
            out["modality"] = self.one_of(e.get("modality", "actual"), MODALITY, "modality")
            out["polarity"] = self.one_of(e.get("polarity", "pos"), {"pos", "neg"}, "polarity")
            if e.get("historical"):
                out["historical"] = True
            fact = e.get("fact") or {}
            if "author" not in fact:
                self.complain(f"fact of {out['id']}: the author is missing")
            for holder, value in fact.items():
                self.one_of(holder, holders | {"author"}, "holder")
                self.one_of(value, FACT, "fact")
            out["fact"] = dict(sorted(fact.items()))
            yield out

    def says(self, holders):
        for s in self.entries("says"):
            out = {"id": str(s.get("id"))}
            for field in ("source", "cue"):
                if s.get(field):
                    out[field] = self.span(s[field], field)
            out["content"] = self.spans(s.get("content"), "content")
            if not out["content"]:
                self.complain(f"{out['id']} has no content")
            out["kind"] = self.one_of(s.get("kind", "indirect"), KIND, "kind")
            if s.get("in"):
                out["in"] = self.one_of(s["in"], holders, "in")
            if s.get("negated"):
                out["negated"] = True
            yield out

    def quantities(self, events):
        for q in self.entries("quantities"):
            out = {"span": self.span(q.get("span", ""), "quantity"), "bound": self.one_of(q.get("bound", "exact"), BOUND, "bound")}
            for field in ("value", "to"):
                if q.get(field) is not None:
                    out[field] = q[field]
                    if not isinstance(q[field], (int, float)):
                        self.complain(f"{field}: {q[field]!r} is no number")
            if ("value" in out) == (out["bound"] == "vague") or ("to" in out) != (out["bound"] == "range"):
                self.complain(f"quantity “{q.get('span')}”: value and bound do not go together")
            if q.get("unit"):
                out["unit"] = q["unit"]
            if q.get("status"):
                out["status"] = self.one_of(q["status"], STATUS, "status")
            if q.get("of"):
                out["of"] = self.one_of(q["of"], events, "of")
            yield out

    def compiled(self):
        ids = lambda layer: [str(x.get("id")) for x in self.line.get(layer) or []]
        for layer in self.line.keys() - FIELDS.keys() - {"doc", "n"}:
            self.complain(f"no layer is called {layer!r}")
        for layer in ("events", "says"):
            if len(set(ids(layer))) != len(ids(layer)):
                self.complain(f"{layer}: an id stands twice")
        holders, events = set(ids("says")), set(ids("events"))
        out = {"n": self.line["n"]}
        layers = {
            "events": list(self.events(holders)),
            "says": list(self.says(holders)),
            "quantities": list(self.quantities(events)),
            "roles": [{f: self.span(r[f], f) for f in ("person", "office", "body") if r.get(f)}
                      | {"state": self.one_of(r.get("state", "holds"), STATE, "state")} for r in self.entries("roles")],
            "negations": [{"cue": self.span(n.get("cue", ""), "negation"), "scope": self.spans(n.get("scope"), "scope")}
                          for n in self.entries("negations")],
        }
        for r in layers["roles"]:
            if "person" not in r or "office" not in r:
                self.complain("a role needs person and office")
        return out | {k: v for k, v in layers.items() if v}


def read(paths, articles):
    """Compiled sentences by article, and what is wrong."""
    done, wrong = {}, []
    for path in paths:
        for number, line in enumerate(open(path, encoding="utf-8"), 1):
            if not line.strip():
                continue
            try:
                line = json.loads(line)
                article = articles[line["doc"]]
                sentence = Sentence(article, line["n"], line)
                compiled = sentence.compiled()
            except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
                wrong.append(f"{path}:{number}: {type(error).__name__}: {error}")
                continue
            wrong += sentence.wrong
            if done.setdefault(line["doc"], {}).setdefault(line["n"], compiled) is not compiled:
                wrong.append(f"{sentence.where}: stands twice")
    for doc, sentences in done.items():
        left_out = sorted(set(range(len(articles[doc]["sentences"]))) - sentences.keys())
        if left_out:
            wrong.append(f"{doc}: sentences {left_out} are missing")
    return done, wrong


def main():
    a = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    a.add_argument("--articles", required=True)
    a.add_argument("--out")
    a.add_argument("batches", nargs="+")
    a = a.parse_args()
    articles = {r["doc"]: r for r in map(json.loads, open(a.articles, encoding="utf-8"))}
    done, wrong = read(a.batches, articles)
    print(*wrong, sep="\n", file=sys.stderr)
    if wrong:
        sys.exit(f"{len(wrong)} things are wrong")
    print(len(done), "articles,", sum(map(len, done.values())), "sentences hold")
    if a.out:
        with open(a.out, "w", encoding="utf-8") as f:
            for doc, sentences in sorted(done.items()):
                f.write(json.dumps(articles[doc] | {"annotation": [sentences[n] for n in sorted(sentences)]}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
