"""Train the four judges of readings and write them into the encoder's graph; the encoder itself stays as it is.

    cargo build --release -p tacitus-eval --example candidates
    python judges.py --data DATA --candidates ../target/release/examples/candidates \
                     --onnx ../models/reader/reader.onnx --out ../models/reader/reader.onnx

One judge says whether words that have the shape of a time name one ("the 82nd", "May said"), another whether what a word tells has
happened, the third of which PLOVER type it is what one party does towards another, the fourth whether a clause tells harm that somebody
threatens to do. Each is the mean of three nets with one hidden layer
over the encoder's vectors of six words or means of words (`crates/text/src/trace.rs` has the same six). Trained on `contrast/` (sentences
with the same words, or about the same parties, and real news annotated with who does what to whom), all but the third also on the tuning halves of `eval/data/days` and `eval/data/no-event`, on
`annotation/` and, for times, on what the reader finds in DATA/open-news. A tenth of the texts is held out; the tables at the end say what
each bound keeps and leaves out, and how many types are right.
"""

import argparse
import hashlib
import json
import re
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn
from torch.nn import functional as F

from coding import Pieces, encode, word_shape

HERE = Path(__file__).parent
WIDTH, HIDDEN, SEEDS = 384, 64, (7, 11, 13)
# A threat counts as much as so many clauses that are none, of which there are seventy times as many.
THREATS_COUNT = 6.0
JUDGES = ("time", "deed", "act", "menace")
FIELDS = ("first", "first_bias", "last")
# Words of threatening, with which a text may hold a threat that nobody marked, and what is said of reports that tell one again.
MENACING = re.compile(r"threat|warn|vow|ultimatum|deadline|unless|again|repeat|sharper|pledge|swear|swore", re.I)
TYPES = json.loads((HERE / "../models/reader/labels.json").read_text())["event"][1:]


def with_words(graph):
    """The graph with the vectors of words among its outputs."""
    if "words" not in [o.name for o in graph.graph.output]:
        vectors = [n for n in graph.graph.node if n.op_type == "LayerNormalization"][-1].output[0]
        graph.graph.node.append(helper.make_node("Identity", [vectors], ["words"]))
        graph.graph.output.append(helper.make_tensor_value_info("words", TensorProto.FLOAT, ["W", WIDTH]))
    return graph


class Vectors:
    """Vectors of the words of sentences: an array of one row for the sentence's mark and one for each word."""

    def __init__(self, graph, vocab):
        self.session = onnxruntime.InferenceSession(graph.SerializeToString())
        self.pieces = Pieces(vocab)
        self.seen = {}

    def add(self, sentences):
        """Works out what is not known yet; sentences over 510 pieces are left out."""
        todo = list(dict.fromkeys(s for s in sentences if s not in self.seen))
        coded = {s: encode(s, [word_shape(w) for w in s], self.pieces) for s in todo}
        todo = sorted((s for s in todo if len(coded[s][0]) <= 510), key=lambda s: len(coded[s][0]))
        while todo:
            width = len(coded[todo[0]][0])
            batch = [s for s in todo[: max(1, 2000 // width)] if len(coded[s][0]) == width]
            todo = todo[len(batch):]
            self.run(batch, coded, width)

    def run(self, batch, coded, width):
        ends = [np.concatenate([np.array(coded[s][n]) + i * width for i, s in enumerate(batch)]) for n in (2, 3)]
        keep = np.unique(np.concatenate(ends))
        first, last = (np.searchsorted(keep, e).astype(np.int32) for e in ends)
        ids, shape = (np.array([coded[s][n] for s in batch], np.int32) for n in (0, 1))
        mask = np.zeros((len(batch), 1, 1, width), np.float32)
        rows = self.session.run(["words"], dict(ids=ids, shape=shape, mask=mask, keep=keep.astype(np.int32),
                                                first=first, last=last))[0]
        at = 0
        for s in batch:
            self.seen[s] = rows[at : at + len(s) + 1].astype(np.float16)
            at += len(s) + 1

    def time(self, sentence, start, end):
        """What the judge of times looks at, for tokens start to end (inclusive)."""
        v = self.seen[tuple(sentence["forms"])].astype(np.float32)
        heads = sentence["heads"]
        top = next((t for t in range(start, end + 1) if not start <= heads[t] <= end), end)
        behind = v[end + 2] if end + 2 < len(v) else np.zeros(WIDTH, np.float32)
        return np.concatenate([v[start + 1], v[end + 1], v[start + 1 : end + 2].mean(0), v[start], behind, v[heads[top] + 1]])

    def act(self, sentence, token, actor, recipient):
        """What the judge of types looks at."""
        v = self.seen[tuple(sentence["forms"])].astype(np.float32)
        heads = sentence["heads"]
        below = [t + 1 for t, h in enumerate(heads) if h == token]
        below = v[below].mean(0) if below else np.zeros(WIDTH, np.float32)
        return np.concatenate([v[token + 1], v[actor + 1], v[recipient + 1], below, v[1:].mean(0), v[heads[token] + 1]])

    def deed(self, sentence, token):
        """What the judges of deeds and of threats look at."""
        v = self.seen[tuple(sentence["forms"])].astype(np.float32)
        heads = sentence["heads"]
        root = heads.index(-1) + 1 if -1 in heads else 0
        below = [t + 1 for t, h in enumerate(heads) if h == token]
        below = v[below].mean(0) if below else np.zeros(WIDTH, np.float32)
        return np.concatenate([v[token + 1], v[heads[token] + 1], v[root], v[0], below, v[1:].mean(0)])


def rows_of(path):
    return [json.loads(line) for line in open(path)]


def read(binary, rows):
    """Rows with `text` as the reader cuts and parses them."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
        file.flush()
        out = subprocess.run([binary, file.name], stdout=subprocess.PIPE, text=True, check=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def within(sentence, start, end):
    """Tokens of the sentence that begin in those bytes."""
    return [t for t, at in enumerate(sentence["starts"]) if start <= at < end]


def byte(text, point):
    return len(text[:point].encode())


def news(data):
    """Articles and items of open news."""
    names = ("articles", "gmb-voa", "articles-other", "current-events-items")
    return [r for name in names for r in rows_of(data / f"open-news/{name}.jsonl") if not r.get("damaged")]


def times(binary, data):
    """(sentence, first, last, is a time, weight, group)"""
    found = []
    traps = [r for r in rows_of(HERE / "../eval/data/days/tuning.jsonl") if r["id"].startswith("trap-")]
    pairs = rows_of(HERE / "contrast/times.jsonl")
    traps += [dict(r, id=f"pair-{r['writer']}-{r['pair']}") for r in pairs if r["time"] is None]
    for read_row in read(binary, traps):
        for s in read_row["sentences"]:
            found += [(s, a, b, 0, 6.0, read_row["row"]["id"]) for a, b in s["lookalikes"]]
    for read_row in read(binary, [r for r in pairs if r["time"] is not None]):
        row, text = read_row["row"], read_row["row"]["text"]
        at = byte(text, text.index(row["time"]))
        until = at + len(row["time"].encode())
        for s in read_row["sentences"]:
            for a, b in s["lookalikes"]:
                alike = set(within(s, at, until)) & set(range(a, b + 1))
                found.append((s, a, b, int(bool(alike)), 3.0, f"pair-{row['writer']}-{row['pair']}"))
    days = [r for r in rows_of(HERE / "../eval/data/days/tuning.jsonl") if r["id"].endswith("-a") and not r["id"].startswith("trap")]
    annotated = [r for name in ("train", "single", "written") for r in rows_of(HERE / f"annotation/{name}.jsonl")]
    for read_row in read(binary, days + annotated + news(data)):
        group = read_row["row"].get("id") or read_row["row"]["text"][:60]
        for s in read_row["sentences"]:
            found += [(s, a, b, 1, 1.0, group) for a, b in s["times"]]
    return found


def deeds(binary, data):
    """(sentence, token, has happened, weight, group)"""
    found = []
    # What the reader tells in real news has nearly always happened, whatever else may be misread in it.
    for read_row in read(binary, news(data)):
        for s in read_row["sentences"]:
            found += [(s, t, 1, 0.5, read_row["row"]["id"]) for t in s["told"]]
    for read_row in read(binary, rows_of(HERE / "contrast/deeds.jsonl")):
        row = read_row["row"]
        group = f"pair-{row['writer']}-{row['pair']}"
        for s in read_row["sentences"]:
            named = [t for t, form in enumerate(s["forms"]) if form.strip("'’-") == row["deed"]][:1]
            found += [(s, t, int(row["real"]), 2.0, group) for t in named]
            if not row["real"]:
                found += [(s, t, 0, 2.0, group) for t in s["heard"] if t not in named]
    for read_row in read(binary, rows_of(HERE / "../eval/data/no-event-tuning.jsonl")):
        for s in read_row["sentences"]:
            found += [(s, t, 0, 2.0, read_row["row"]["id"]) for t in s["heard"]]
    annotated = [r for name in ("train", "single", "written") for r in rows_of(HERE / f"annotation/{name}.jsonl")]
    for read_row in read(binary, annotated):
        row, text = read_row["row"], read_row["row"]["text"]
        for event in (e for a in row["annotation"] for e in a.get("events", [])):
            trigger = event["trigger"][0] if isinstance(event["trigger"][0], list) else event["trigger"]
            start, end = (byte(text, point) for point in trigger)
            real = event.get("modality") in ("actual", "ongoing") and event.get("polarity") == "pos"
            for s in read_row["sentences"]:
                tokens = within(s, start, end)
                top = next((t for t in tokens if s["heads"][t] not in tokens), None)
                found += [] if top is None else [(s, top, int(real), 1.0, text[:60])]
    return found


def menaces(binary, data):
    """(sentence, token, tells harm that is threatened, weight, group)"""
    found = []

    def told(row, text, words, label, weight, group):
        start = byte(text, text.index(words))
        until = start + len(words.encode())
        for s in row["sentences"]:
            tokens = within(s, start, until)
            tops = [t for t in tokens if s["heads"][t] not in tokens and t in s["predicates"]]
            found.extend((s, t, label, weight * (THREATS_COUNT if label else 1), group) for t in tops[:1])
            # What else the words hold ("be tried, and shot if found guilty") may be threatened as well.
            found.extend((s, t, 0, weight, group) for t in s["predicates"] if t not in tokens)

    for read_row in read(binary, rows_of(HERE / "contrast/menaces.jsonl")):
        row = read_row["row"]
        told(read_row, row["text"], row["words"], int(row["threat"]), 1.0, f"pair-{row['writer']}-{row['pair']}")
    groups = rows_of(HERE / "contrast/pairs/threats.jsonl")
    threats = [dict(group["threat"], group=f"threat-{group['writer']}-{number}") for number, group in enumerate(groups)]
    for read_row in read(binary, threats):
        row = read_row["row"]
        told(read_row, row["text"], row["words"], 1, 1.0, row["group"])
    later = [dict(b, group=f"threat-{group['writer']}-{number}") for number, group in enumerate(groups) for b in group["later"]]
    for read_row in read(binary, [b for b in later if not MENACING.search(b["kind"])]):
        found += [(s, t, 0, 0.5, read_row["row"]["group"]) for s in read_row["sentences"] for t in s["predicates"]]
    annotated = [r for name in ("train", "single", "written") for r in rows_of(HERE / f"annotation/{name}.jsonl")]
    for read_row in read(binary, annotated):
        row, text = read_row["row"], read_row["row"]["text"]
        events = [e for a in row["annotation"] for e in a.get("events", [])]
        spans = [(e["trigger"][0] if isinstance(e["trigger"][0], list) else e["trigger"], e) for e in events]
        for s in read_row["sentences"]:
            threatened, cues = set(), set()
            for (start, end), event in spans:
                tokens = within(s, byte(text, start), byte(text, end))
                if event.get("modality") == "threatened":
                    threatened.update(tokens)
                elif event.get("type") == "THREATEN":
                    cues.update(tokens)
            # The word of threatening tells the threat and not the harm; the rules know it.
            found += [(s, t, int(t in threatened), THREATS_COUNT if t in threatened else 1.0, text[:60]) for t in s["predicates"] if t not in cues]
    for read_row in read(binary, rows_of(HERE / "../eval/data/no-event-tuning.jsonl")):
        found += [(s, t, 0, 2.0, read_row["row"]["id"]) for s in read_row["sentences"] for t in s["predicates"]]
    deeds = [r for r in rows_of(HERE / "contrast/deeds.jsonl") if not MENACING.search(f"{r['kind']} {r['text']}")]
    for read_row in read(binary, deeds):
        group = f"pair-{read_row['row']['writer']}-{read_row['row']['pair']}"
        found += [(s, t, 0, 0.5, group) for s in read_row["sentences"] for t in s["predicates"]]
    # Real news hardly ever threatens where none of these words stands.
    for read_row in read(binary, news(data)[::4]):
        for s in read_row["sentences"]:
            if not MENACING.search(" ".join(s["forms"])):
                found += [(s, t, 0, 0.3, read_row["row"]["id"]) for t in s["predicates"]]
    return found


def acts(binary):
    """(sentence, deed, actor, recipient, number of the type, weight, group)"""
    found = []
    written, news = (rows_of(HERE / f"contrast/{name}.jsonl") for name in ("types", "types-news"))
    for read_row in read(binary, written + news):
        row, text = read_row["row"], read_row["row"]["text"]
        # Sentences of real news count twice: of such the judge is asked.
        weight = 2.0 if "doc" in row else 1.0

        def head(sentence, at, words):
            tokens = within(sentence, byte(text, at), byte(text, at + len(words)))
            return next((t for t in tokens if sentence["heads"][t] not in tokens), None)

        deed = re.search(rf"(?<!\w){re.escape(row['deed'])}(?!\w)", text)
        for s in read_row["sentences"]:
            parties = [head(s, text.index(row[party]), row[party]) for party in ("source", "target")]
            tokens = [head(s, deed.start(), row["deed"]), *parties]
            if None not in tokens:
                # Texts about the same parties are held out together.
                found.append((s, *tokens, TYPES.index(row["type"]), weight, f"group-{row['writer']}-{row['group']}"))
    return found


def train(seen, labels, weights, kept, seed, answers=1, batch=256, epochs=8):
    """A net trained on the rows in `kept`, and its scores for all rows: log-odds of the one answer, or one for each of several."""
    torch.manual_seed(seed)
    net = nn.Sequential(nn.Dropout(0.3), nn.Linear(seen.shape[1], HIDDEN), nn.ReLU(), nn.Dropout(0.3), nn.Linear(HIDDEN, answers))
    optimiser = torch.optim.AdamW(net.parameters(), 1e-3, weight_decay=1e-2)
    x, w = torch.tensor(seen), torch.tensor(weights, dtype=torch.float32)
    y = torch.tensor(labels, dtype=torch.float32 if answers == 1 else torch.long)
    order = np.flatnonzero(kept)
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        rng.shuffle(order)
        for at in range(0, len(order), batch):
            rows = order[at : at + batch]
            optimiser.zero_grad()
            if answers == 1:
                loss = F.binary_cross_entropy_with_logits(net(x[rows])[:, 0], y[rows], reduction="none")
            else:
                loss = F.cross_entropy(net(x[rows]), y[rows], reduction="none")
            (loss * w[rows]).mean().backward()
            optimiser.step()
    net.eval()
    with torch.no_grad():
        return net, net(x).numpy()


def tenth(group):
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % 10 == 0


def judge(name, rows, seen):
    """Trains a judge of one answer, says what bounds do, and gives its weights."""
    labels, weights = np.array([r[-3] for r in rows]), np.array([r[-2] for r in rows])
    held = np.array([tenth(r[-1]) for r in rows])
    pairs = np.array([r[-1].startswith("pair-") for r in rows])
    odds = train(seen, labels, weights, ~held, SEEDS[0])[1][:, 0]
    print(f"{name}: {len(rows)} rows, {int(labels.sum())} true; held out {int(held.sum())}")
    for bound in (-4, -3, -2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2, 3):
        share = lambda rows: float((odds[rows] >= bound).mean()) if rows.any() else float("nan")
        print(f"  from {bound:5}: kept of the true {share(held & (labels == 1) & ~pairs):.3f}"
              f" (of pairs {share(held & (labels == 1) & pairs):.3f}), of the false {share(held & (labels == 0)):.3f}")
    return joined([train(seen, labels, weights, np.ones(len(rows), bool), seed)[0] for seed in SEEDS])


def judge_of_types(rows, seen):
    """Trains the judge of PLOVER types, says how often it is right, and gives its weights."""
    labels, weights = np.array([r[-3] for r in rows]), np.array([r[-2] for r in rows])
    # Rare types count more, by the root of how much rarer they are.
    weights = weights * np.sqrt(len(rows) / len(TYPES) / np.bincount(labels, minlength=len(TYPES)))[labels]
    how = dict(answers=len(TYPES), batch=128, epochs=10)
    held = np.array([tenth(r[-1]) for r in rows])
    right = train(seen, labels, weights, ~held, SEEDS[0], **how)[1].argmax(1) == labels
    news = np.array([r[-1].startswith("group-news") for r in rows])
    print(f"act: {len(rows)} rows; of {int(held.sum())} held out {right[held].mean():.3f} right"
          f" (of {int((held & news).sum())} of real news {right[held & news].mean():.3f})")
    for number, name in enumerate(TYPES):
        own = held & (labels == number)
        print(f"  {name:10}{right[own].mean() if own.any() else float('nan'):.3f} of {int(own.sum())}")
    return joined([train(seen, labels, weights, np.ones(len(rows), bool), seed, **how)[0] for seed in SEEDS])


def joined(nets):
    """The mean of a few nets, which is surer than one, as the weights of one wider net."""
    layer = lambda n, part: [getattr(net[n], part).detach().numpy().astype(np.float32) for net in nets]
    last, bias = np.concatenate(layer(4, "weight"), 1) / len(nets), np.mean(layer(4, "bias"), 0)
    return dict(zip(FIELDS, (np.concatenate(layer(1, "weight")), np.concatenate(layer(1, "bias")),
                             np.concatenate([last, bias[:, None]], 1).astype(np.float32))))


def blank(seed, answers=1, odds=9):
    """A judge that believes everything, or nothing; its weights are small and random, since equal constants are merged when a graph is loaded."""
    noise = lambda *shape: np.random.default_rng(seed).normal(0, 1e-6, shape).astype(np.float32)
    last = np.concatenate([noise(answers, HIDDEN), np.full((answers, 1), odds, np.float32)], 1)
    return dict(zip(FIELDS, (noise(HIDDEN, 6 * WIDTH), noise(HIDDEN), last)))


def main():
    a = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    a.add_argument("--data", type=Path)
    a.add_argument("--candidates")
    a.add_argument("--onnx", type=Path, required=True)
    a.add_argument("--out", type=Path, required=True)
    a.add_argument("--judges", nargs="+", choices=JUDGES, default=JUDGES, help="those to train or to blank; the others stay")
    a.add_argument("--blank", action="store_true", help="write judges that change nothing, to read with a new encoder or before a judge is first trained")
    a = a.parse_args()
    torch.set_num_threads(2)
    graph = with_words(onnx.load(a.onnx))
    if a.blank:
        # The first two take away and let everything through; that of threats adds, and hears none.
        blanks = {"time": blank(1), "deed": blank(2), "act": blank(3, len(TYPES)), "menace": blank(4, odds=-9)}
        put(graph, {name: blanks[name] for name in a.judges})
        onnx.save(graph, a.out)
        return
    vectors = Vectors(graph, HERE / "../models/reader/vocab.txt")
    weights = {}
    asked = {
        "time": (lambda: times(a.candidates, a.data), vectors.time),
        "deed": (lambda: deeds(a.candidates, a.data), vectors.deed),
        "act": (lambda: acts(a.candidates), vectors.act),
        "menace": (lambda: menaces(a.candidates, a.data), vectors.deed),
    }
    for name in a.judges:
        rows, look = asked[name][0](), asked[name][1]
        vectors.add([tuple(r[0]["forms"]) for r in rows])
        rows = [r for r in rows if tuple(r[0]["forms"]) in vectors.seen]
        seen = np.array([look(*r[:-3]) for r in rows], np.float32)
        weights[name] = judge_of_types(rows, seen) if name == "act" else judge(name, rows, seen)
    put(graph, weights)
    onnx.save(graph, a.out)
    digest = hashlib.sha256(a.out.read_bytes()).hexdigest()
    manifest = HERE / "../models/reader/manifest.toml"
    lines = [f'sha256 = "{digest}"' if line.startswith("sha256") else line for line in manifest.read_text().splitlines()]
    manifest.write_text("\n".join(lines) + "\n")
    print(digest)


def put(graph, weights):
    """The judges' weights as constants of the graph, in the place of those before."""
    g = graph.graph
    names = {f"{name}_{field}": value for name, fields in weights.items() for field, value in fields.items()}
    ours = {f"{name}{end}" for name in names for end in ("", "_values")}
    for kind in (g.node, g.initializer, g.output):
        for old in [x for x in kind if (x.output[0] if kind is g.node else x.name) in ours]:
            kind.remove(old)
    for name, value in names.items():
        g.initializer.append(numpy_helper.from_array(np.array(value, order="C"), f"{name}_values"))
        g.node.append(helper.make_node("Identity", [f"{name}_values"], [name]))
        g.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, list(value.shape)))
    onnx.checker.check_model(graph)


if __name__ == "__main__":
    main()
