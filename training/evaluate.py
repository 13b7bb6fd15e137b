"""Score a checkpoint on gold tokens: UPOS, XPOS, UAS, LAS, names.

    python evaluate.py --prepared P.pkl --model student.pt --layers 3 --part ewt-test

Greedy heads; the Rust decoder, which finds trees, gives the published figures.
"""

import argparse
import pickle

import torch

from batches import Pieces, collate, index_labels, make_batches


def spans(tags):
    """Spans of a BIO sequence."""
    out, start, kind = set(), None, None
    for i, tag in enumerate(list(tags) + ["O"]):
        if start is not None and tag != "I-" + kind:
            out.add((start, i, kind))
            start = None
        if tag[0] == "B" or (tag[0] == "I" and start is None):
            start, kind = i, tag[2:]
    return out


def score(model, sentences, pieces, labels):
    """A dictionary of figures in per cent (universal relations)."""
    from train import mask_arcs

    universal = [r.split(":")[0] for r in labels["deprel"]]
    n = upos = xpos = uas = las = 0
    tp, found, gold_count, doms = 0, 0, 0, None
    with torch.no_grad():
        for sents in make_batches(sentences, 2000):
            batch = collate(sents, pieces)
            tags, arcs, rd, rh, _ = model(batch["ids"], batch["shape"], batch["mask"], batch["first"], batch["last"])
            split = model.split_tags(tags)
            heads = mask_arcs(arcs, batch["counts"]).argmax(-1)
            rels = model.relations(rd, rh, heads).argmax(-1)
            for i, s in enumerate(sents):
                for w in range(len(s["forms"])):
                    n += 1
                    upos += labels["upos"][split["upos"][i, w + 1].argmax()] == s["upos"][w]
                    xpos += labels["xpos"][split["xpos"][i, w + 1].argmax()] == s["xpos"][w]
                    if heads[i, w + 1] == s["head"][w]:
                        uas += 1
                        las += universal[rels[i, w + 1]] == s["deprel"][w].split(":")[0]
                if s["ner"] is not None:
                    best = split["names"][i, 1 : len(s["forms"]) + 1].argmax(-1).tolist()
                    mine, theirs = spans([labels["names"][t] for t in best]), spans(s["ner"])
                    tp += len(mine & theirs)
                    found += len(mine)
                    gold_count += len(theirs)
    f1 = 200.0 * tp / max(1, found + gold_count)
    return {k: round(v, 2) for k, v in (("upos", 100 * upos / n), ("xpos", 100 * xpos / n), ("uas", 100 * uas / n),
                                        ("las", 100 * las / n), ("names", f1))}


def score_events(model, sentences, pieces, labels):
    """Figures of the layers of meaning, in per cent, where gold is there."""
    count = dict.fromkeys(("found", "gold", "tp", "typed", "cue_found", "cue_gold", "cue_tp", "arg_found", "arg_gold",
                           "arg_tp"), 0)
    alike = {k: [0, 0] for k in ("mode", "modality", "polarity")}
    mine, theirs = [], []
    with torch.no_grad():
        for sents in make_batches(sentences, 2000):
            batch = collate(sents, pieces)
            *_, (tags, of, to) = model(batch["ids"], batch["shape"], batch["mask"], batch["first"], batch["last"])
            split = model.split_events(tags)
            y = batch["y"]
            known = ~batch["fact"].isnan()
            mine += split["fact"][..., 0][known].tolist()
            theirs += batch["fact"][known].tolist()
            best, gold = split["event"].argmax(-1), y["event"]
            have = gold >= 0
            count["found"] += int(((best > 0) & have).sum())
            count["gold"] += int((gold > 0).sum())
            count["tp"] += int(((best > 0) & (gold > 0)).sum())
            count["typed"] += int(((best == gold) & (gold > 0)).sum())
            cue, cue_gold = split["cue"].argmax(-1), y["cue"]
            count["cue_found"] += int(((cue > 0) & (cue_gold >= 0)).sum())
            count["cue_gold"] += int((cue_gold > 0).sum())
            count["cue_tp"] += int(((cue > 0) & (cue_gold > 0)).sum())
            for key, pair in alike.items():
                marked = y[key] >= 0
                pair[0] += int((split[key].argmax(-1)[marked] == y[key][marked]).sum())
                pair[1] += int(marked.sum())
            for i, at, layers, found in batch["rows"]:
                scores = model.roles(of[i, at][None], to[i][None])[0]
                ours = {(w, r) for w, r in (scores > 0).nonzero().tolist() if r in layers and 0 < w <= batch["counts"][i]}
                count["arg_found"] += len(ours)
                count["arg_gold"] += len(set(found))
                count["arg_tp"] += len(ours & set(found))
    out = {}
    if count["gold"]:
        f = lambda t, a, b: round(200.0 * t / max(1, a + b), 1)
        out = {"trigger_p": round(100.0 * count["tp"] / max(1, count["found"]), 1),
               "trigger_r": round(100.0 * count["tp"] / count["gold"], 1),
               "trigger": f(count["tp"], count["found"], count["gold"]),
               "typed": f(count["typed"], count["found"], count["gold"]),
               "cue": f(count["cue_tp"], count["cue_found"], count["cue_gold"]),
               "arguments": f(count["arg_tp"], count["arg_found"], count["arg_gold"])}
        out.update({k: round(100.0 * a / max(1, b), 1) for k, (a, b) in alike.items()})
    if theirs:
        m, t = torch.tensor(mine), torch.tensor(theirs)
        out["fact_r"] = round(float(torch.corrcoef(torch.stack([m, t]))[0, 1]), 3)
        out["fact_mae"] = round(float((m - t).abs().mean() * 3.0), 3)
    return out


def main():
    from model import load_checkpoint, minilm_folder

    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("--prepared", required=True)
    a.add_argument("--model", required=True)
    a.add_argument("--layers", type=int, required=True)
    a.add_argument("--part", default="ewt-test")
    a = a.parse_args()
    torch.set_num_threads(1)
    data = pickle.load(open(a.prepared, "rb"))
    pieces = Pieces(minilm_folder() / "vocab.txt")
    index_labels(data[a.part], data["labels"], pieces)
    model = load_checkpoint(a.model, a.layers, data["labels"])
    model.eval()
    print(a.part, score(model, data[a.part], pieces, data["labels"]))


if __name__ == "__main__":
    main()
