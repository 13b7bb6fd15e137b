"""Layers of meaning beside the parse: events, who says so, how sure.

`prepare.py` fills them from our annotation (`annotation/`), UDS-IH2 and GUM's
attribution relations; `settle` turns spans into heads once a parse is there.
A sentence may have `events`, `says` (lists, see below) and `fact` (word ->
value from -1 to 1); a layer that nobody annotated is absent and not trained.

    events: {"trigger": (lo, hi), "type", "mode"?, "modality"?, "polarity"?, role: [(lo, hi)]}
    says:   {"cue": (lo, hi)?, "source": [(lo, hi)], "content": [(lo, hi)]}

Ranges are words, end exclusive.
"""

import collections
import json
import re

from tokens import tokenise

ROLES = ["actor", "recipient", "place", "time", "source", "content"]
MODALITY = ["actual", "ongoing", "planned", "promised", "threatened", "ordered", "permitted",
            "conditional", "hypothetical", "advocated", "forecast"]


def guide_labels(guide):
    """Event types, and modes as `TYPE:mode`, from the guide's table."""
    rows = re.findall(r"^\| ([A-Z]+) \|.*\|([^|]*)\|$", guide.read_text(encoding="utf-8"), re.M)
    modes = [f"{code}:{m}" for code, cell in rows for m in re.findall(r"`([a-z-]+)`", cell)]
    return ["O"] + [code for code, _ in rows], ["none"] + modes


def span_words(words, start, end):
    """The range of words that characters `start..end` touch, or None."""
    inside = [i for i, (a, b) in enumerate(words) if a < end and b > start]
    return (inside[0], inside[-1] + 1) if inside else None


def annotated(paths):
    """Sentences of our annotation, with events and says."""
    out = []
    for path in paths:
        for line in open(path, encoding="utf-8"):
            article = json.loads(line)
            text = article["text"]
            for (lo, hi), marks in zip(article["sentences"], article["annotation"]):
                words = tokenise(text, lo, hi)
                if words:
                    out.append(one_sentence(text, words, marks, article["doc"]))
    return out


def one_sentence(text, words, marks, doc):
    to = lambda span: span_words(words, *span)
    many = lambda spans: [w for w in map(to, spans or []) if w]
    events, says = [], []
    for e in marks.get("events", []):
        event = {"trigger": to(e["trigger"]), "type": e["type"], "mode": e.get("mode"),
                 "modality": e["modality"], "polarity": e["polarity"]}
        event.update({role: many(e.get(role)) for role in ROLES[:4]})
        events.append(event)
    for s in marks.get("says", []):
        says.append({"cue": to(s["cue"]) if s.get("cue") else None,
                     "source": many([s["source"]] if s.get("source") else []), "content": many(s["content"])})
    return {"forms": [text[a:b] for a, b in words], "upos": None, "xpos": None, "head": None, "deprel": None,
            "ner": None, "dom": None, "src": "annotated", "doc": doc, "events": events, "says": says}


def squeezed(text):
    return "".join(text.split())


def add_factuality(sentences, path):
    """UDS-IH2 values on the words of EWT sentences; returns how many were placed."""
    ours = {}
    for s in sentences:
        ours.setdefault(squeezed("".join(s["forms"])), s)
    placed = 0
    for line in open(path, encoding="utf-8"):
        r = json.loads(line)
        s = ours.get(squeezed(r["text"]))
        if s is None:
            continue
        lo = len(squeezed(r["text"][: r["predicate"][0]]))
        at = 0
        for i, form in enumerate(s["forms"]):
            if at <= lo < at + len(form):
                s.setdefault("fact", {})[i] = r["value"] / 3.0
                placed += 1
                break
            at += len(form)
    return placed


def add_gum_says(sentences, path):
    """GUM's attribution relations on its training sentences: the verb of the
    unit that names the source, its subject, the head of the unit that is said."""
    documents = collections.defaultdict(list)
    for s in sentences:
        documents[s["id"].rsplit("-", 1)[0]].append(s)
    placed = 0
    for line in open(path, encoding="utf-8"):
        r = json.loads(line)
        if r["split"] != "train" or r["id"] not in documents:
            continue
        at = place_documents(r["text"], documents[r["id"]])
        for s in documents[r["id"]]:
            s["says"] = []
        for a in r["attributions"]:
            for s, spans in at:
                cue = unit_words(spans, a["cue_edu"])
                content = unit_words(spans, a["content_edu"])
                if not cue:
                    continue
                top = next((i for i in cue if s["head"][i] - 1 not in cue), cue[0])
                verbs = [i for i in cue if s["upos"][i] in ("VERB", "ADP", "NOUN")]
                if s["upos"][top] not in ("VERB", "ADP", "NOUN", "AUX") and verbs:
                    top = verbs[0]
                subject = [i for i in cue if s["head"][i] - 1 == top and s["deprel"][i].startswith(("nsubj", "obl"))]
                s["says"].append({"cue": (top, top + 1), "source": [(i, i + 1) for i in subject[:1]],
                                  "content": [(content[0], content[-1] + 1)] if content else []})
                placed += 1
                break
    return placed


def place_documents(text, sentences):
    """Character ranges in `text` of every word, sentence by sentence."""
    positions = [i for i, c in enumerate(text) if not c.isspace()]
    flat = "".join(text[i] for i in positions)
    out, at = [], 0
    for s in sentences:
        whole = squeezed("".join(s["forms"]))
        found = flat.find(whole, at)
        if found < 0:
            continue
        spans, k = [], found
        for form in s["forms"]:
            n = len(squeezed(form))
            spans.append((positions[k], positions[k + n - 1] + 1) if n else (0, 0))
            k += n
        out.append((s, spans))
        at = k
    return out


def unit_words(spans, unit):
    return [i for i, (a, b) in enumerate(spans) if a >= unit[0] and b <= unit[1]]


def top_of(span, heads):
    """The word of a range whose head lies outside; `heads` count from 1, 0 is the root."""
    lo, hi = span
    tops = [i for i in range(lo, hi) if not lo <= heads[i] - 1 < hi]
    if not tops:
        return lo
    depth = lambda i, n=0: n if heads[i] == 0 or n > 60 else depth(heads[i] - 1, n + 1)
    return min(tops, key=lambda i: (depth(i), i))


def settle(s, heads, labels):
    """Word labels and arguments of one sentence, given its heads."""
    n = len(s["forms"])
    y, rows = s["y"], []
    if "events" in s:
        index = {k: {v: i for i, v in enumerate(labels[k])} for k in ("event", "mode", "modality", "polarity")}
        y["event"] = [0] * n
        for key in ("mode", "modality", "polarity"):
            y[key] = [-100] * n
        for e in s["events"]:
            if e["trigger"] is None:
                continue
            t = top_of(e["trigger"], heads)
            y["event"][t] = index["event"][e["type"]]
            y["mode"][t] = index["mode"][f"{e['type']}:{e['mode']}" if e["mode"] else "none"]
            y["modality"][t] = index["modality"][e["modality"]]
            y["polarity"][t] = index["polarity"][e["polarity"]]
            found = [(top_of(span, heads), k) for k, role in enumerate(ROLES[:4]) for span in e[role]]
            rows.append((t, (0, 1, 2, 3), found))
    if "says" in s:
        y["cue"] = [0] * n
        for one in s["says"]:
            if one["cue"] is None:
                continue
            c = top_of(one["cue"], heads)
            y["cue"][c] = 1
            found = [(top_of(span, heads), 4) for span in one["source"]]
            if one["content"]:
                whole = (min(a for a, _ in one["content"]), max(b for _, b in one["content"]))
                best = [top_of(span, heads) for span in one["content"]]
                inside = [i for i in best if not whole[0] <= heads[i] - 1 < whole[1] or heads[i] - 1 == c]
                found.append(((inside or best)[0], 5))
            rows.append((c, (4, 5), found))
    s["rows"] = rows
