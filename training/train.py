"""Train the teacher (six layers), or distil the student from it.

    python train.py --prepared P.pkl --out teacher.pt --layers 6 --epochs 3
    python train.py --prepared P.pkl --out student.pt --layers 3 --epochs 4 \
        --teacher teacher.pt --lr 3e-4 --unlabelled 12000

A start from `narrow.py` goes on from that checkpoint instead of the teacher's
layers:

    python train.py --prepared P.pkl --out narrow-student.pt --layers 3 --epochs 2 \
        --start narrow.pt --teacher whole.pt --teacher-layers 3 --lr 2e-4 --unlabelled 7000
"""

import argparse
import pickle
import time

import torch
import torch.nn.functional as F

from batches import IGNORE, Pieces, collate, index_labels, make_batches, seeded
from evaluate import score, score_events
from events import settle
from model import Reader, load_checkpoint, load_minilm, minilm_folder, mpnet_reader

NAME_WEIGHT = {"ewt": 1.0, "gum": 0.4, "wikigold": 0.5}
TAGS = {"upos": 0.5, "xpos": 0.5, "names": 1.0, "domain": 0.5}
# Sums over words that are annotated, divided by all words of the batch.
EVENTS = {"event": 2.0, "cue": 1.0, "mode": 1.0, "modality": 1.0, "polarity": 0.5}
FACT, SOFT_FACT, ROLES = 6.0, 0.5, 1.0


def log_probs_loss(logits, gold, weight, words):
    """Cross entropy summed over annotated words, weighted by sentence."""
    loss = F.cross_entropy(logits.float().flatten(0, 1), gold.flatten(), ignore_index=IGNORE,
                           reduction="none").view(gold.shape)
    return (loss * weight[:, None]).sum() / words


def mask_arcs(arcs, counts):
    """Forbid heads beyond the sentence and a word as its own head."""
    n = arcs.shape[1]
    at = torch.arange(n)
    lengths = torch.tensor(counts)[:, None, None]
    bad = (at[None, None, :] > lengths) | (at[None, :, None] == at[None, None, :])
    return arcs.float().masked_fill(bad, -1e4)


def divergence(student, teacher, valid, words):
    """KL(teacher || student) over valid words."""
    t = F.log_softmax(teacher.float(), -1)
    s = F.log_softmax(student.float(), -1)
    return ((t.exp() * (t - s)).sum(-1) * valid).sum() / words


def losses(model, batch, sents, soft):
    tags, arcs, rd, rh, meaning = model(batch["ids"], batch["shape"], batch["mask"], batch["first"], batch["last"])
    split = model.split_tags(tags)
    arcs = mask_arcs(arcs, batch["counts"])
    y, words = batch["y"], float(sum(batch["counts"]))
    one = torch.ones(len(sents))
    name_weight = torch.tensor([NAME_WEIGHT.get(s["src"], 1.0) for s in sents])
    hard = 0.0
    for key, w in TAGS.items():
        hard = hard + w * log_probs_loss(split[key], y[key], name_weight if key == "names" else one, words)
    heads = y["head"]
    guide = heads
    if soft is not None:
        guide = torch.where(heads == IGNORE, soft["heads"], heads)
    rel = model.relations(rd, rh, guide.clamp(min=0))
    hard = hard + log_probs_loss(arcs, heads, one, words) + log_probs_loss(rel, y["deprel"], one, words)
    gist = event_losses(model, batch, meaning, words)
    if soft is None:
        return hard, gist
    valid = torch.zeros(heads.shape)
    for i, n in enumerate(batch["counts"]):
        valid[i, 1 : n + 1] = 1.0
    kl = divergence(arcs, mask_arcs(soft["arcs"], batch["counts"]), valid, words)
    gist = gist + meaning_divergence(model, batch, meaning, soft, valid, words)
    kl = kl + divergence(rel, soft["rel"], valid, words)
    theirs = model.split_tags(soft["tags"])
    for key, w in TAGS.items():
        kl = kl + w * divergence(split[key], theirs[key], valid, words)
    return hard, kl + gist


def event_losses(model, batch, meaning, words):
    """Events, cues, their modes and arguments, factuality."""
    tags, of, to = meaning
    split = model.split_events(tags)
    one = torch.ones(tags.shape[0])
    loss = 0.0
    for key, w in EVENTS.items():
        loss = loss + w * log_probs_loss(split[key], batch["y"][key], one, words)
    fact = batch["fact"]
    known = ~fact.isnan()
    if known.any():
        loss = loss + FACT * F.smooth_l1_loss(split["fact"][..., 0].float()[known], fact[known], beta=0.3,
                                              reduction="sum") / words
    if batch["rows"]:
        which = torch.tensor([r[0] for r in batch["rows"]])
        at = torch.tensor([r[1] for r in batch["rows"]])
        scores = model.roles(of[which, at], to[which]).float()
        gold = torch.zeros_like(scores)
        weight = torch.zeros_like(scores)
        for k, (i, _, layers, found) in enumerate(batch["rows"]):
            weight[k, 1 : batch["counts"][i] + 1, list(layers)] = 1.0
            for word, role in found:
                gold[k, word, role] = 1.0
        each = F.binary_cross_entropy_with_logits(scores, gold, weight=weight, reduction="sum")
        loss = loss + ROLES * each / words
    return loss


def meaning_divergence(model, batch, meaning, soft, valid, words):
    """From the teacher where nobody annotated: events and cues, how they are meant,
    factuality, and the arguments of what the teacher takes for an event or a cue."""
    split, theirs = model.split_events(meaning[0]), model.split_events(soft["events"])
    likely = 1.0 - F.softmax(theirs["event"], -1)[..., 0]
    loss = 0.0
    for key, w in EVENTS.items():
        open_words = valid * (batch["y"]["event" if key != "cue" else key] == IGNORE)
        if key in ("mode", "modality", "polarity"):
            open_words = open_words * likely
        loss = loss + w * divergence(split[key], theirs[key], open_words, words)
    far = (split["fact"] - theirs["fact"])[..., 0].float().abs() * valid * batch["fact"].isnan()
    loss = loss + SOFT_FACT * far.sum() / words
    if soft["rows"]:
        which, at = (torch.tensor([r[k] for r in soft["rows"]]) for k in (0, 1))
        scores = model.roles(meaning[1][which, at], meaning[2][which]).float()
        gold, weight = torch.zeros_like(scores), torch.zeros_like(scores)
        for k, (_, _, layers, chances) in enumerate(soft["rows"]):
            gold[k, : len(chances)] = chances
            weight[k, 1 : len(chances), list(layers)] = 1.0
        each = F.binary_cross_entropy_with_logits(scores, gold, weight=weight, reduction="sum")
        loss = loss + ROLES * each / words
    return loss


def taught_roles(teacher, events, of, to):
    """Chances of arguments (N,ROLES) of each word of one sentence that the teacher
    takes for an event (its four roles) or a cue (source and content)."""
    split = teacher.split_events(events)
    for key, layers in (("event", (0, 1, 2, 3)), ("cue", (4, 5))):
        for at in (F.softmax(split[key].float(), -1)[1:, 0] < 0.5).nonzero()[:, 0].tolist():
            scores = teacher.roles(of[None, at + 1].float(), to[None].float())[0]
            yield key, at + 1, layers, scores.sigmoid()


def teach(teacher, sentences, pieces, bfloat16):
    """Store the teacher's scores with each sentence (half precision)."""
    with torch.no_grad():
        for sents in make_batches(sentences, 1500):
            batch = collate(sents, pieces)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bfloat16):
                tags, arcs, rd, rh, meaning = teacher(batch["ids"], batch["shape"], batch["mask"],
                                                      batch["first"], batch["last"])
            best = mask_arcs(arcs, batch["counts"]).argmax(-1)
            heads = torch.where(batch["y"]["head"] == IGNORE, best, batch["y"]["head"])
            rel = teacher.relations(rd.float(), rh.float(), heads.clamp(min=0))
            for i, s in enumerate(sents):
                n = len(s["forms"]) + 1
                s["soft"] = (tags[i, :n].half(), arcs[i, :n, :n].half(), rel[i, :n].half(), heads[i, :n])
                events, of, to = (m[i, :n] for m in meaning)
                s["gist"] = events.half(), list(taught_roles(teacher, events, of, to))


def soft_batch(sents, batch):
    words = batch["first"].shape[1]
    b = len(sents)
    tags0, _, rel0, _ = sents[0]["soft"]
    out = {"tags": torch.zeros(b, words, tags0.shape[-1]), "arcs": torch.zeros(b, words, words),
           "rel": torch.zeros(b, words, rel0.shape[-1]), "heads": torch.zeros(b, words, dtype=torch.long),
           "events": torch.zeros(b, words, sents[0]["gist"][0].shape[-1]), "rows": []}
    for i, s in enumerate(sents):
        n = batch["counts"][i] + 1
        tags, arcs, rel, heads = s["soft"]
        out["tags"][i, :n] = tags[:n].float()
        out["arcs"][i, :n, :n] = arcs[:n, :n].float()
        out["rel"][i, :n] = rel[:n].float()
        out["heads"][i, :n] = heads[:n].clamp(max=n - 1)
        events, roles = s["gist"]
        out["events"][i, :n] = events[:n].float()
        out["rows"] += [(i, at, layers, chances[:n]) for key, at, layers, chances in roles
                        if at < n and ("events" if key == "event" else "says") not in s]
    return out


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("--prepared", required=True)
    a.add_argument("--out", required=True)
    a.add_argument("--layers", type=int, default=6)
    a.add_argument("--epochs", type=int, default=3)
    a.add_argument("--lr", type=float, default=2e-4)
    a.add_argument("--head-lr", type=float, default=1e-3)
    a.add_argument("--budget", type=int, default=1000)
    a.add_argument("--dropout", type=float, default=0.1)
    a.add_argument("--teacher")
    a.add_argument("--teacher-layers", type=int, default=6)
    a.add_argument("--start", help="a checkpoint to go on from")
    a.add_argument("--mpnet", help="folder of all-mpnet-base-v2: train a wide teacher on its first --layers layers")
    a.add_argument("--trees", help="a three-layer checkpoint whose trees say which word heads a marked span, where no teacher does")
    a.add_argument("--frozen", type=int, default=0, help="how many of the first layers stay as they are")
    a.add_argument("--gold", type=float, default=1.0, help="share of the gold trees in each epoch; twice that of those with factuality")
    a.add_argument("--threads", type=int, default=1)
    a.add_argument("--unlabelled", type=int, default=0, help="news sentences in each epoch")
    a.add_argument("--hard", type=float, default=0.5, help="share of the gold loss in distillation")
    a.add_argument("--names", type=float, default=1.0, help="weight of the name layer")
    a.add_argument("--annotated", type=int, default=3, help="how often an epoch sees the annotated sentences")
    a.add_argument("--all-annotated", action="store_true", help="train on the tenth kept for choosing, too")
    a.add_argument("--seed", type=int, default=7)
    a.add_argument("--fp32", action="store_true", help="no bfloat16: many times faster on processors without it")
    a.add_argument("--max-steps", type=int, default=0)
    a = a.parse_args()
    torch.set_num_threads(a.threads)
    TAGS["names"] = a.names
    rng = seeded(a.seed)
    data = pickle.load(open(a.prepared, "rb"))
    pieces = Pieces(minilm_folder() / "vocab.txt")
    gold = data["ewt-train"] + data["gum-train"] + data["wikigold"] + data["re3d"]
    annotated, annotated_dev = data["annotated"], data["annotated-dev"]
    if a.all_annotated:
        annotated = annotated + annotated_dev
    news = data["unlabelled"]
    rng.shuffle(news)
    news = news[: a.unlabelled * a.epochs]
    index_labels(gold + news + annotated + data["annotated-dev"] + data["ewt-dev"] + data["gum-dev"],
                 data["labels"], pieces)
    parts = []
    for e in range(a.epochs):
        part = [s for s in gold if rng.random() < a.gold * (2 if "fact" in s else 1)]
        parts.append(part + data["re3d"] + news[e * a.unlabelled : (e + 1) * a.unlabelled] + a.annotated * annotated)
    used = list({id(s): s for part in [*parts, data["annotated-dev"]] for s in part}.values())
    if a.start:
        model = load_checkpoint(a.start, a.layers, data["labels"], a.dropout)
    elif a.mpnet:
        model = mpnet_reader(a.mpnet, a.layers, data["labels"], a.dropout)
    else:
        model = Reader(a.layers, data["labels"], dropout=a.dropout)
        load_minilm(model, minilm_folder())
    teacher = None
    if a.teacher:
        teacher = load_checkpoint(a.teacher, a.teacher_layers, data["labels"])
        teacher.eval()
        if not a.start:
            model.load_state_dict({k: v for k, v in teacher.state_dict().items() if k in model.state_dict()})
        start = time.time()
        teach(teacher, used, pieces, not a.fp32)
        for s in used:
            settle(s, s["head"] if s["head"] is not None else s["soft"][3][1:].tolist(), data["labels"])
        print(f"teacher read {len(used)} sentences in {time.time() - start:.0f} s", flush=True)
    elif a.trees:
        parser = load_checkpoint(a.trees, 3, data["labels"]).eval()
        teach(parser, used, pieces, not a.fp32)
        for s in used:
            settle(s, s["head"] if s["head"] is not None else s["soft"][3][1:].tolist(), data["labels"])
            del s["soft"], s["gist"]
    for p in [*model.layers[: a.frozen].parameters(), *(model.position.parameters() if a.frozen else ())]:
        p.requires_grad_(False)
    body = [p for n, p in model.named_parameters()
            if p.requires_grad and n.split(".")[0] in ("position", "norm", "near", "layers")]
    body_ids = {id(p) for p in body}
    rest = [p for p in model.parameters() if p.requires_grad and id(p) not in body_ids]
    optimiser = torch.optim.AdamW([{"params": body, "lr": a.lr}, {"params": rest, "lr": a.head_lr}],
                                  weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    plan = [make_batches(part, a.budget, rng) for part in parts]
    total = sum(map(len, plan))
    warm = max(1, total // 20)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda t: min((t + 1) / warm, max(0.0, (total - t) / (total - warm))))
    step, start, running = 0, time.time(), 0.0
    for e, batches in enumerate(plan):
        model.train()
        for sents in batches:
            batch = collate(sents, pieces, rng)
            soft = soft_batch(sents, batch) if teacher is not None else None
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=not a.fp32):
                hard, kl = losses(model, batch, sents, soft)
            loss = hard + kl if soft is None else a.hard * hard + kl
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(body + rest, 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            running = 0.98 * running + 0.02 * float(loss.detach())
            if step % 50 == 0:
                print(f"step {step}/{total} loss {running:.3f} {(time.time() - start) / step:.3f} s/step", flush=True)
            if step == a.max_steps:
                return
        torch.save(model.state_dict(), a.out)
        model.eval()
        for name in ("ewt-dev", "gum-dev"):
            print(f"epoch {e + 1} {name}", score(model, data[name], pieces, data["labels"]), flush=True)
        print(f"epoch {e + 1} annotated-dev", score_events(model, data["annotated-dev"], pieces, data["labels"]), flush=True)
        print(f"epoch {e + 1} factuality", score_events(model, data["ewt-dev"], pieces, data["labels"]), flush=True)


if __name__ == "__main__":
    main()
