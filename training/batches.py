"""Sentences to tensors: augmentation, length-bucketed batches."""

import random

import torch

from coding import MAX_PIECES, Pieces, encode, word_shape

IGNORE = -100

CURLY = {"``": "“", "''": "”", '"': "”", "'": "’", "n't": "n’t", "'s": "’s", "'re": "’re",
         "'ve": "’ve", "'ll": "’ll", "'d": "’d", "'m": "’m"}


def augment(forms, shapes, upos, rng):
    """Headline case, lower case, curly quotes, lost final stop: a few of each."""
    draw, n = rng.random(), len(forms)
    forms, shapes = list(forms), list(shapes)
    if draw < 0.04:
        shapes = [{1: 3, 2: 3, 4: 3}.get(s, s) for s in shapes]
        shapes = [8 if s == 3 and len(f) == 1 else s for s, f in zip(shapes, forms)]
    elif draw < 0.07:
        shapes = [1 if s in (2, 3, 4, 8) else s for s in shapes]
    elif draw < 0.10:
        shapes = [2 if s == 1 and (i == 0 or len(f) > 3) else s
                  for i, (s, f) in enumerate(zip(shapes, forms))]
    if rng.random() < 0.10:
        opened = False
        for i, f in enumerate(forms):
            if f == '"':
                forms[i] = "”" if opened else "“"
                opened = not opened
            else:
                forms[i] = CURLY.get(f, f)
    cut = n
    if n > 3 and upos is not None and upos[-1] == "PUNCT" and rng.random() < 0.05:
        cut = n - 1
    return forms[:cut], shapes[:cut]


def index_labels(sentences, labels, pieces):
    """Replace label strings by indices; compute shapes and piece counts."""
    to = {k: {v: i for i, v in enumerate(labels[k])} for k in labels}
    for s in sentences:
        s["shapes"] = [word_shape(f) for f in s["forms"]]
        s["length"] = sum(len(pieces(f)) for f in s["forms"]) + 2
        s["y"] = {}
        for layer, key in (("upos", "upos"), ("xpos", "xpos"), ("ner", "names"),
                           ("dom", "domain"), ("deprel", "deprel")):
            if s[layer] is not None:
                s["y"][key] = [to[key].get(v, 0) for v in s[layer]]


def make_batches(sentences, budget, rng=None):
    """Lists of sentences of like length, up to `budget` pieces each."""
    keep = [s for s in sentences if s["length"] <= MAX_PIECES and s["forms"]]
    noise = (lambda: rng.random() * 6) if rng else (lambda: 0)
    keep.sort(key=lambda s: s["length"] + noise())
    out, now, width = [], [], 0
    for s in keep:
        if now and max(width, s["length"]) * (len(now) + 1) > budget:
            out.append(now)
            now, width = [], 0
        now.append(s)
        width = max(width, s["length"])
    if now:
        out.append(now)
    if rng:
        rng.shuffle(out)
    return out


def collate(batch, pieces, rng=None):
    """Tensors of one batch; `y` layers padded with IGNORE, root column first."""
    coded, counts = [], []
    for s in batch:
        forms, shapes = s["forms"], s["shapes"]
        if rng is not None:
            drop_ok = s["upos"] if s["head"] is None or len(s["forms"]) not in s["head"] else None
            forms, shapes = augment(forms, shapes, drop_ok, rng)
        coded.append(encode(forms, shapes, pieces))
        counts.append(len(forms))
    width = max(len(c[0]) for c in coded)
    words = max(counts) + 1
    b = len(batch)
    ids = torch.zeros(b, width, dtype=torch.long)
    shape = torch.zeros(b, width, dtype=torch.long)
    mask = torch.zeros(b, width)
    first = torch.zeros(b, words, dtype=torch.long)
    last = torch.zeros(b, words, dtype=torch.long)
    for i, (a, s, f, l) in enumerate(coded):
        ids[i, : len(a)] = torch.tensor(a)
        shape[i, : len(a)] = torch.tensor(s)
        mask[i, : len(a)] = 1.0
        first[i, : len(f)] = torch.tensor(f)
        last[i, : len(l)] = torch.tensor(l)
    y = {}
    for key in ("upos", "xpos", "names", "domain", "deprel", "head", "event", "cue", "mode", "modality", "polarity"):
        t = torch.full((b, words), IGNORE, dtype=torch.long)
        for i, s in enumerate(batch):
            values = s["head"] if key == "head" else s["y"].get(key)
            if values is not None:
                n = counts[i]
                t[i, 1 : n + 1] = torch.tensor(values[:n])
        y[key] = t
    fact = torch.full((b, words), float("nan"))
    rows = []
    for i, s in enumerate(batch):
        for word, value in s.get("fact", {}).items():
            if word < counts[i]:
                fact[i, word + 1] = value
        for word, layers, found in s.get("rows", ()):
            rows.append((i, word + 1, layers, [(w + 1, role) for w, role in found if w < counts[i]]))
    return {"ids": ids, "shape": shape, "mask": mask, "first": first, "last": last,
            "y": y, "counts": counts, "fact": fact, "rows": rows}


def seeded(seed):
    torch.manual_seed(seed)
    return random.Random(seed)
