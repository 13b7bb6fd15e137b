"""Make a checkpoint of an exported graph again, and narrow it, as a start for `train.py`.

    python narrow.py --prepared P.pkl --onnx student.onnx --inner 512 --heads 8 \
        --arc 128 --rel 96 --whole whole.pt --out narrow.pt

`whole.pt` is the graph as a checkpoint again (its int8 weights times their
scales), which serves as the teacher; `narrow.pt` keeps, in each layer, the
`--inner` feed-forward units and the `--heads` attention heads that add most to
the layer's output on training sentences (Molchanov et al. 2017: activation
times outgoing weight), and likewise the `--arc` and `--rel` units of the heads
that score arcs and relations. It reads worse than the whole until `train.py --start
narrow.pt` has trained it again.
"""

import argparse
import pickle
import random

import onnx
import torch
from onnx import numpy_helper

from batches import Pieces, collate, index_labels, make_batches
from model import ARC, HEADS, HEAD_WIDTH, HIDDEN, REL, Reader, minilm_folder


class Exported:
    """The constants of a graph written by `export.py`, in the order of its nodes."""

    def __init__(self, path):
        graph = onnx.load(path).graph
        self.nodes = list(graph.node)
        self.values = {c.name: torch.from_numpy(numpy_helper.to_array(c).copy()) for c in graph.initializer}
        self.maker = {o: n for n in self.nodes for o in n.output}
        self.users = {}
        for n in self.nodes:
            for name in n.input:
                self.users.setdefault(name, []).append(n)

    def of(self, kind):
        return [n for n in self.nodes if n.op_type == kind]

    def linears(self):
        """Weight (out, in) and bias of every quantised layer."""
        for node in self.of("MatMulInteger"):
            quantise = self.maker[node.input[0]]
            before = self.maker.get(quantise.input[0])
            scale = self.users[self.users[node.output[0]][0].output[0]][0]
            add = self.users[scale.output[0]][0]
            step = self.values[quantise.input[1]]
            weight = self.values[node.input[1]].float() * (self.values[scale.input[1]] / step)
            evened = before is not None and before.op_type == "Mul" and before.input[1] in self.values
            if evened and self.values[before.input[1]].shape == weight.shape[:1]:
                weight = weight * self.values[before.input[1]][:, None]
            yield weight.T.contiguous(), self.values[add.input[1]]

    def checkpoint(self, layers, labels):
        linears = list(self.linears())
        heads = linears[0][0].shape[0] // HEAD_WIDTH
        arcs = next(n for n in self.of("MatMul") if n.input[1] in self.values)
        ends = {n.output[0]: n.input[0] for n in self.of("Identity")}
        model = Reader(layers, labels, inner=linears[4][0].shape[0], heads=heads,
                       arc=self.values[arcs.input[1]].shape[0], rel=self.values[ends["rel_weight"]].shape[0] // 2)
        state = model.state_dict()
        for i in range(layers):
            q, k, v, *rest = ((w.clone(), b.clone()) for w, b in linears[6 * i : 6 * i + 6])
            for part in q:
                part *= HEAD_WIDTH**0.5
            whole = tuple(torch.cat(parts) for parts in zip(q, k, v))
            for name, (w, b) in zip(("qkv", "out", "up", "down"), (whole, *rest)):
                state[f"layers.{i}.{name}.weight"], state[f"layers.{i}.{name}.bias"] = w, b
        modules = ("tags", "arc_dep", "arc_head", "rel_dep", "rel_head", "events", "role_of", "role_for")
        sizes = [state[f"{n}.weight"].shape[0] for n in modules]
        for name, w, b in zip(modules, linears[-1][0].split(sizes), linears[-1][1].split(sizes)):
            state[f"{name}.weight"], state[f"{name}.bias"] = w, b
        norms = ["norm"] + [f"layers.{i}.{n}" for i in range(layers) for n in ("norm1", "norm2")] + ["word_norm"]
        for name, node in zip(norms, self.of("LayerNormalization")):
            state[f"{name}.weight"], state[f"{name}.bias"] = (self.values[v] for v in node.input[1:3])
        for node in self.of("Gather"):
            table = self.values.get(node.input[0])
            if node.input[1] == "shape":
                state["shape.weight"] = table
            elif node.input[1] == "ids" and table.dtype == torch.int8:
                words = table.float()
            elif node.input[1] == "ids":
                rows = table
        state["word.weight"] = words * rows
        place = next(n for n in self.of("Slice") if n.input[0] in self.values)
        state["position.weight"] = self.values[place.input[0]]
        state["arc"] = self.values[arcs.input[1]] * 16.0
        state["arc_bias"] = self.values[self.users[arcs.output[0]][0].input[1]] * 16.0
        state["rel.weight"] = self.values[ends["rel_weight"]].T.contiguous()
        state["rel.bias"] = self.values[ends["rel_bias"]]
        state["role.weight"] = self.values[ends["role_weight"]].T.contiguous()
        state["role.bias"] = self.values[ends["role_bias"]]
        model.load_state_dict(state)
        return model.eval()


def importance(model, sentences, pieces):
    """For each layer, mean over pieces of |activation| times its outgoing weight's
    length: of feed-forward units, and of attention heads (summed over a head)."""
    units = [torch.zeros(layer.up.out_features) for layer in model.layers]
    channels = [torch.zeros(layer.out.in_features) for layer in model.layers]
    mask = None

    def hook(sums):
        def keep(_module, inputs):
            sums.add_(inputs[0][mask > 0].abs().sum(0))
        return keep

    hooks = [layer.down.register_forward_pre_hook(hook(s)) for s, layer in zip(units, model.layers)]
    hooks += [layer.out.register_forward_pre_hook(hook(s)) for s, layer in zip(channels, model.layers)]
    with torch.no_grad():
        for sents in make_batches(sentences, 1000):
            batch = collate(sents, pieces)
            mask = batch["mask"]
            model(batch["ids"], batch["shape"], mask, batch["first"], batch["last"])
    for h in hooks:
        h.remove()
    for units_of, channels_of, layer in zip(units, channels, model.layers):
        yield (units_of * layer.down.weight.detach().norm(dim=0),
               (channels_of * layer.out.weight.detach().norm(dim=0)).view(-1, HEAD_WIDTH).sum(1))


def head_units(model, sentences, pieces, arc, rel):
    """The units of the arc and relation heads that add most to their scores:
    numbers of dependents' and heads' arc units, and of both halves of the relation units."""
    seen = {n: [] for n in ("arc_dep", "arc_head", "rel_dep", "rel_head")}
    hooks = [getattr(model, n).register_forward_hook(lambda _m, _i, y, n=n: seen[n].append(y.flatten(0, 1)))
             for n in seen]
    with torch.no_grad():
        for sents in make_batches(sentences, 1000):
            batch = collate(sents, pieces)
            model(batch["ids"], batch["shape"], batch["mask"], batch["first"], batch["last"])
    for h in hooks:
        h.remove()
    y = {n: torch.cat(parts) for n, parts in seen.items()}
    weight, half = model.rel.weight.detach().norm(dim=0), model.rel_width
    spread = y["rel_dep"][:, :half].std(0) + y["rel_head"][:, :half].std(0)
    product = y["rel_dep"][:, half:].abs().mean(0) * y["rel_head"][:, half:].abs().mean(0)
    best = lambda worth, k: worth.topk(k).indices.sort().values
    return (best(y["arc_dep"].relu().mean(0) * model.arc.detach().norm(dim=1), arc),
            best(y["arc_head"].relu().mean(0) * model.arc.detach().norm(dim=0), arc),
            torch.cat([best(spread * weight[:half], rel), half + best(product * weight[half:], rel)]))


def main():
    a = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    a.add_argument("--prepared", required=True)
    a.add_argument("--onnx", required=True)
    a.add_argument("--layers", type=int, default=3)
    a.add_argument("--inner", type=int, default=1024)
    a.add_argument("--heads", type=int, default=HEADS)
    a.add_argument("--arc", type=int, default=ARC)
    a.add_argument("--rel", type=int, default=REL)
    a.add_argument("--whole", required=True)
    a.add_argument("--out", required=True)
    a = a.parse_args()
    torch.set_num_threads(1)
    data = pickle.load(open(a.prepared, "rb"))
    pieces = Pieces(minilm_folder() / "vocab.txt")
    rng = random.Random(1)
    sample = rng.sample(data["ewt-train"], 500) + rng.sample(data["gum-train"], 300) + rng.sample(data["unlabelled"], 300)
    index_labels(sample, data["labels"], pieces)
    model = Exported(a.onnx).checkpoint(a.layers, data["labels"])
    torch.save(model.state_dict(), a.whole)
    state = model.state_dict()
    for i, (units, heads) in enumerate(importance(model, sample, pieces)):
        layer = f"layers.{i}."
        keep = units.topk(a.inner).indices.sort().values
        chosen = heads.topk(a.heads).indices.sort().values
        print(f"layer {i}: {float(units[keep].sum() / units.sum()):.3f} of the feed-forward output kept, "
              f"{float(heads[chosen].sum() / heads.sum()):.3f} of attention")
        for name in ("up.weight", "up.bias"):
            state[layer + name] = state[layer + name][keep]
        state[layer + "down.weight"] = state[layer + "down.weight"][:, keep]
        for name in ("qkv.weight", "qkv.bias"):
            whole = state[layer + name]
            state[layer + name] = whole.view(3, -1, HEAD_WIDTH, *whole.shape[1:])[:, chosen].reshape(-1, *whole.shape[1:])
        out = state[layer + "out.weight"]
        state[layer + "out.weight"] = out.view(HIDDEN, -1, HEAD_WIDTH)[:, chosen].reshape(HIDDEN, -1)
    deps, tops, rels = head_units(model, sample, pieces, a.arc, a.rel)
    for name, keep in (("arc_dep", deps), ("arc_head", tops), ("rel_dep", rels), ("rel_head", rels)):
        for part in (".weight", ".bias"):
            state[name + part] = state[name + part][keep]
    state["arc"], state["arc_bias"] = state["arc"][deps][:, tops], state["arc_bias"][tops]
    state["rel.weight"] = state["rel.weight"][:, rels]
    torch.save(state, a.out)


if __name__ == "__main__":
    main()
