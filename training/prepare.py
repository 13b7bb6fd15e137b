"""Turn the corpora into one training file: `prepared.pkl`.

A sentence is a dictionary: `forms`, and for every layer either one label for
each word or `None` (layer not annotated): `upos`, `xpos`, `head`, `deprel`,
`ner`, `dom`. `src` says where it comes from.

    python prepare.py --data DATA --out SCRATCH/prepared.pkl
"""

import argparse
import collections
import hashlib
import json
import pickle
import re
from pathlib import Path

from events import MODALITY, ROLES, add_factuality, add_gum_says, annotated, guide_labels
from tokens import split_sentences, tokenise

ANNOTATED = ("train.jsonl", "single.jsonl", "written.jsonl")
ANNOTATION = Path(__file__).resolve().parent / "annotation"

DOMAIN_TYPES = [
    "Organisation", "Person", "Location", "Nationality", "Temporal",
    "Quantity", "Money", "Weapon", "MilitaryPlatform", "Vehicle",
]
RE3D_FOLDERS = [
    "CENTCOM", "US State Department", "UK Government", "Wikipedia",
    "Australian Department of Foreign Affairs",
    "Delegation of the European Union to Syria",
]
TITLES = {
    "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "president", "king", "queen",
    "prince", "princess", "professor", "prof.", "judge", "justice", "general", "gen.",
    "senator", "sen.", "minister", "prime", "governor", "captain", "sir", "lord", "lady",
    "pope", "saint", "chief", "colonel", "col.", "major", "secretary", "mayor", "chairman",
}
GUM_TYPES = {"person": "PER", "organization": "ORG", "place": "LOC"}


def read_conllu(path):
    """Yield sentences with words and their character spans in `text`."""
    meta, rows, tokens = {}, [], []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if not line:
            if rows:
                yield finish_sentence(meta, rows, tokens)
            meta, rows, tokens = {}, [], []
        elif line.startswith("#"):
            key, _, value = line[1:].partition("=")
            meta[key.strip()] = value.strip()
        else:
            cols = line.split("\t")
            if "." in cols[0]:
                continue
            if "-" in cols[0]:
                lo, hi = map(int, cols[0].split("-"))
                tokens.append((cols[1], lo, hi))
            else:
                i = int(cols[0])
                if not (tokens and tokens[-1][1] <= i <= tokens[-1][2]):
                    tokens.append((cols[1], i, i))
                rows.append(cols)
    if rows:
        yield finish_sentence(meta, rows, tokens)


def finish_sentence(meta, rows, tokens):
    text = meta.get("text", "")
    spans = [None] * len(rows)
    at = 0
    for surface, lo, hi in tokens:
        begin = text.find(surface, at)
        if begin < 0:
            begin = at
        end = begin + len(surface)
        at = end
        inner = begin
        for i in range(lo, hi + 1):
            form = rows[i - 1][1]
            if lo == hi:
                spans[i - 1] = (begin, end)
            elif text[inner:end].startswith(form):
                spans[i - 1] = (inner, inner + len(form))
                inner += len(form)
            else:
                spans[i - 1] = (inner, end)
    return {
        "id": meta.get("sent_id"), "text": text, "spans": spans,
        "forms": [r[1] for r in rows],
        "upos": [r[3] for r in rows], "xpos": [r[4] for r in rows],
        "head": [int(r[6]) for r in rows], "deprel": [r[7] for r in rows],
        "misc": [r[9] for r in rows], "ner": None, "dom": None,
    }


def bio(spans, marks):
    """BIO labels for words with character `spans` from (start, end, label)."""
    labels = ["O"] * len(spans)
    for start, end, label in marks:
        first = True
        for i, (s, e) in enumerate(spans):
            if s < end and e > start and labels[i] == "O":
                labels[i] = ("B-" if first else "I-") + label
                first = False
    return labels


def squeeze(text):
    """Positions of the characters that are not blank."""
    return [i for i, c in enumerate(text) if not c.isspace()]


def add_uner(sentences, path):
    """Attach UNER name labels to EWT sentences; returns how many matched."""
    names = {}
    for line in open(path, encoding="utf-8"):
        record = json.loads(line)
        names[record["id"]] = record
    matched = 0
    for s in sentences:
        record = names.get(s["id"])
        if record is None:
            continue
        # The two releases space clitics differently: compare without blanks.
        theirs = squeeze(record["text"])
        ours = squeeze(s["text"])
        if len(theirs) != len(ours) or any(record["text"][a] != s["text"][b] for a, b in zip(theirs, ours)):
            continue
        to_ours = dict(zip(theirs, ours))
        marks = [(to_ours[m["start"]], to_ours[m["end"] - 1] + 1, m["label"]) for m in record["spans"]]
        s["ner"] = bio(s["spans"], marks)
        matched += 1
    return matched


def gum_entities(misc_column):
    """Entity spans (first word, last word, type, link) of one sentence."""
    open_marks, done = [], []
    for i, misc in enumerate(misc_column):
        value = next((p[7:] for p in misc.split("|") if p.startswith("Entity=")), None)
        if value is None:
            continue
        for piece in re.findall(r"\([^()]+\)?|[^()]+\)", value):
            if piece.startswith("("):
                body = piece.strip("()")
                parts = body.split("-")
                entry = {"id": parts[0], "type": parts[1] if len(parts) > 1 else "",
                         "link": "-".join(parts[6:]) if len(parts) > 6 else "", "start": i}
                if piece.endswith(")"):
                    done.append((i, i, entry["type"], entry["link"]))
                else:
                    open_marks.append(entry)
            else:
                wanted = piece.rstrip(")")
                for k in range(len(open_marks) - 1, -1, -1):
                    if open_marks[k]["id"] == wanted:
                        entry = open_marks.pop(k)
                        done.append((entry["start"], i, entry["type"], entry["link"]))
                        break
    return done


def gum_names(s):
    """BIO names from GUM's entity layer: the proper-noun core of each entity."""
    n = len(s["forms"])
    proper = [s["xpos"][i] in ("NNP", "NNPS") or s["upos"][i] == "PROPN" for i in range(n)]
    entities = gum_entities(s["misc"])
    chosen = []
    for start, end, kind, link in entities:
        label = GUM_TYPES.get(kind)
        if label is None:
            continue
        heads = [i for i in range(start, end + 1)
                 if not start <= s["head"][i] - 1 <= end]
        if not heads or not proper[heads[0]]:
            continue
        lo = hi = heads[0]
        while lo > start and (proper[lo - 1] or (s["forms"][lo - 1] == "-" and lo - 2 >= start and proper[lo - 2])):
            lo -= 1
        while True:
            if hi < end and proper[hi + 1]:
                hi += 1
                continue
            step = hi + 1
            while step <= end and s["forms"][step].lower() in ("of", "for", "the", "and", "-", "'s", "&", "on"):
                step += 1
            whole = "_of_" in link or "_for_" in link or "_and_" in link or "-" in s["forms"][hi + 1:step]
            if hi + 1 < step <= end and proper[step] and label != "PER" and whole:
                hi = step
                continue
            break
        strip = TITLES if label == "PER" else ("the", "a", "an")
        while lo < hi and s["forms"][lo].lower() in strip:
            lo += 1
        chosen.append((hi - lo, lo, hi, label))
    labels = ["O"] * n
    for _, lo, hi, label in sorted(chosen, reverse=True):
        if all(labels[i] == "O" for i in range(lo, hi + 1)):
            for i in range(lo, hi + 1):
                labels[i] = ("B-" if i == lo else "I-") + label
    return labels


def wikigold(path):
    """WikiGold sentences; its IOB1 tags become BIO, MISC becomes O."""
    out, forms, tags = [], [], []
    for line in list(open(path, encoding="utf-8")) + [""]:
        cols = line.split()
        if not cols:
            if forms and forms[0] != "-DOCSTART-":
                ner, before = [], "O"
                for tag in tags:
                    kind = tag.partition("-")[2]
                    if kind in ("PER", "ORG", "LOC"):
                        begins = tag.startswith("B-") or before.partition("-")[2] != kind
                        ner.append(("B-" if begins else "I-") + kind)
                    else:
                        ner.append("O")
                    before = tag
                out.append(plain(forms, "wikigold", ner=ner))
            forms, tags = [], []
        else:
            forms.append(cols[0])
            tags.append(cols[-1])
    return out


def plain(forms, src, ner=None, dom=None):
    """A sentence without syntax."""
    return {"forms": forms, "upos": None, "xpos": None, "head": None,
            "deprel": None, "ner": ner, "dom": dom, "src": src}


def re3d(root):
    """re3d documents as sentences with domain names, outermost spans only."""
    out = []
    for folder in RE3D_FOLDERS:
        marks = collections.defaultdict(list)
        for line in open(root / folder / "entities.json", encoding="utf-8"):
            if line.strip():
                e = json.loads(line)
                if e["type"] in DOMAIN_TYPES:
                    marks[e["documentId"]].append((e["begin"], e["end"], e["type"]))
        for line in open(root / folder / "documents.json", encoding="utf-8"):
            if not line.strip():
                continue
            doc = json.loads(line)
            spans = sorted(marks[doc["_id"]], key=lambda m: (m[0] - m[1], m[0]))
            for lo, hi in split_sentences(doc["text"]):
                words = tokenise(doc["text"], lo, hi)
                if not words:
                    continue
                forms = [doc["text"][a:b] for a, b in words]
                out.append(plain(forms, "re3d", dom=bio(words, spans)))
    return out


def unlabelled(root):
    """Conflict news without annotation; GUM's own documents are left out."""
    out = []
    for name in ("gmb-voa.jsonl", "articles.jsonl"):
        for line in open(root / name, encoding="utf-8"):
            record = json.loads(line)
            licence = str(record.get("licence", "")).lower()
            origin = str(record.get("origin_repo", "")).lower()
            if "nc" in re.split(r"[^a-z]+", licence) or "gum" in origin or record["id"].lower().startswith("gum"):
                continue
            text = record["text"]
            for lo, hi in split_sentences(text):
                words = tokenise(text, lo, hi)
                if 4 <= len(words) <= 70:
                    src = "voa" if name.startswith("gmb") else "news"
                    out.append(plain([text[a:b] for a, b in words], src))
    return out


def chosen_by(doc):
    """One annotated article in ten serves to choose between models."""
    return hashlib.sha256(doc.encode()).digest()[0] < 26


def main():
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--data", type=Path, required=True)
    args.add_argument("--out", type=Path, required=True)
    args = args.parse_args()
    data = {}
    for part in ("train", "dev", "test"):
        ewt = list(read_conllu(args.data / f"parse/ewt-{part}.conllu"))
        file = "uner_ewt-train-prerelease" if part == "train" else f"uner_ewt-{part}"
        matched = add_uner(ewt, args.data / f"names/{file}.jsonl")
        gum = list(read_conllu(args.data / f"parse/gum-{part}.conllu"))
        for s in ewt:
            s["src"] = "ewt"
        for s in gum:
            s["ner"] = gum_names(s)
            s["src"] = "gum"
        count = collections.Counter(t for s in gum for t in s["ner"] if t[0] == "B")
        print(part, "ewt", len(ewt), "with names", matched, "gum", len(gum), dict(count))
        data[f"ewt-{part}"], data[f"gum-{part}"] = ewt, gum
        if part != "test":
            print("factuality", add_factuality(ewt, args.data / f"factuality/uds_ih2-{part}.jsonl"))
    print("attribution of GUM", add_gum_says(data["gum-train"], args.data / "attribution/attribution_gum.jsonl"))
    sentences = annotated(ANNOTATION / name for name in ANNOTATED if (ANNOTATION / name).exists())
    data["annotated"] = [s for s in sentences if not chosen_by(s["doc"])]
    data["annotated-dev"] = [s for s in sentences if chosen_by(s["doc"])]
    print("annotated", len(data["annotated"]), "and", len(data["annotated-dev"]), "sentences")
    data["wikigold"] = wikigold(args.data / "wikigold/wikigold.conll.txt")
    data["re3d"] = re3d(args.data / "re3d")
    data["unlabelled"] = unlabelled(args.data / "open-news")
    for key in ("wikigold", "re3d", "unlabelled"):
        print(key, len(data[key]), "sentences", sum(len(s["forms"]) for s in data[key]), "words")
    train = data["ewt-train"] + data["gum-train"]
    data["labels"] = {
        "upos": sorted({t for s in train for t in s["upos"]}),
        "xpos": sorted({t for s in train for t in s["xpos"]}),
        "deprel": sorted({t for s in train for t in s["deprel"]}),
        "names": ["O"] + [p + k for k in ("PER", "ORG", "LOC") for p in ("B-", "I-")],
        "domain": ["O"] + [p + k for k in DOMAIN_TYPES for p in ("B-", "I-")],
    }
    types, modes = guide_labels(ANNOTATION / "GUIDE.md")
    data["labels"].update({"event": types, "cue": ["O", "CUE"], "mode": modes, "modality": MODALITY,
                           "polarity": ["pos", "neg"], "fact": ["value"], "role": ROLES})
    for key, value in data["labels"].items():
        print(key, len(value), value)
    with open(args.out, "wb") as f:
        pickle.dump(data, f)


if __name__ == "__main__":
    main()
