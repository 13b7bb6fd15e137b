"""Write a checkpoint as an int8 ONNX graph with static, calibrated scales.

The graph is written node by node, so that nothing depends on an exporter. A
sentence's result depends on that sentence alone: activation scales are
constants, measured here on training sentences, never on the batch at hand.

    python export.py --prepared P.pkl --model student.pt --layers 3 --out reader.onnx

Inputs:  ids, shape (B,S); mask (B,1,1,S), 0 or -10000; keep (K), numbers of the
         flattened (B*S) pieces that are the first or last of a word; first, last
         (W), row numbers in keep, one entry for each word and one for each
         sentence's [CLS] (its root), no padding.
Outputs: tags (W,T), dep and head (W,128), rel_dep and rel_head (W,192);
         rel_weight (192,R) and rel_bias (R), constants; events (W,E), role_of
         and role_for (W,128); role_weight (128,A) and role_bias (A), constants;
         words (W,384), the vectors behind all of these, for `judges.py`.
The score of head h for word d is dep[d] . head[h]; of relation r, with
z = [relu(rel_dep + rel_head) | rel_dep * rel_head], z . rel_weight[:, r] + bias;
of argument w of predicate p likewise, from role_of[p] and role_for[w].
"""

import argparse
import pickle
import random

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from batches import Pieces, collate, index_labels, make_batches
from model import HEAD_WIDTH, HIDDEN, ROLE, load_checkpoint, minilm_folder

SMOOTH = 0.5
WEIGHT_TOP = {7: 63, 8: 127}


class Graph:
    """Collects nodes and constants."""

    def __init__(self):
        self.nodes, self.constants, self.count = [], [], 0

    def constant(self, array, name=None):
        self.count += 1
        name = name or f"c{self.count}"
        self.constants.append(numpy_helper.from_array(np.array(array, order="C"), name))
        return name

    def op(self, kind, inputs, outputs=1, name=None, **attributes):
        self.count += 1
        outs = [f"{kind.lower()}{self.count}_{i}" for i in range(outputs)] if name is None else [name]
        self.nodes.append(helper.make_node(kind, inputs, outs, **attributes))
        return outs[0] if outputs == 1 else outs


def clip_range(values):
    """The range whose 256 steps lose least on the sampled values."""
    low, high = min(values.min(), 0.0), max(values.max(), 0.0)
    best = None
    for share in (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3):
        scale = max((high - low) * share / 255.0, 1e-8)
        zero = np.clip(np.round(-low * share / scale), 0, 255)
        back = (np.clip(np.round(values / scale) + zero, 0, 255) - zero) * scale
        loss = float(((back - values) ** 2).mean())
        if best is None or loss < best[0]:
            best = (loss, scale, zero)
    return np.float32(best[1]), np.uint8(best[2])


class Calibration:
    """Input samples of every linear layer."""

    def __init__(self, model):
        self.samples = {}
        self.mask = None
        names = ["qkv", "out", "up", "down"]
        for i, layer in enumerate(model.layers):
            for n in names:
                getattr(layer, n).register_forward_hook(self.keep(f"{i}.{n}"))
        model.tags.register_forward_hook(self.keep("heads"))

    def keep(self, name):
        def hook(_module, inputs, _output):
            x = inputs[0].reshape(-1, inputs[0].shape[-1])
            if name != "heads":
                x = x[self.mask.flatten() > 0]
            self.samples.setdefault(name, []).append(x.numpy())
        return hook

    def __getitem__(self, name):
        return np.concatenate(self.samples[name])


def quantise_weight(w, bits):
    """int8 columns with one scale each; w is (in, out)."""
    top = WEIGHT_TOP[bits]
    scale = np.maximum(np.abs(w).max(0) / top, 1e-8).astype(np.float32)
    return np.clip(np.round(w / scale), -top - 1, top).astype(np.int8), scale


class Quantised:
    """An activation as bytes with a static scale, for one or more products."""

    def __init__(self, g, x, weights, sample, smooth):
        self.g, self.factor = g, None
        if smooth:
            seen = np.maximum(np.quantile(np.abs(sample), 0.999, axis=0), 1e-4)
            top = np.max([np.abs(w).max(1) for w in weights], axis=0)
            factor = seen**SMOOTH / np.maximum(top, 1e-4) ** (1 - SMOOTH)
            self.factor = (factor / np.exp(np.log(factor).mean())).astype(np.float32)
            x = g.op("Mul", [x, g.constant(1.0 / self.factor)])
            sample = sample / self.factor
        self.scale, zero = clip_range(sample.astype(np.float32))
        self.zero = g.constant(np.array(zero))
        self.bytes = g.op("QuantizeLinear", [x, g.constant(np.array(self.scale)), self.zero])

    def times(self, w, b, bits):
        """Quantised x @ w + b."""
        g = self.g
        if self.factor is not None:
            w = w * self.factor[:, None]
        q, wscale = quantise_weight(w, bits)
        y = g.op("MatMulInteger", [self.bytes, g.constant(q), self.zero, g.constant(np.array(0, np.int8))])
        y = g.op("Cast", [y], to=TensorProto.FLOAT)
        y = g.op("Mul", [y, g.constant(wscale * self.scale)])
        return g.op("Add", [y, g.constant(b)])


def linear(g, x, w, b, sample, bits, smooth):
    """Quantised x @ w + b with static scales."""
    return Quantised(g, x, [w], sample, smooth).times(w, b, bits)


def norm(g, x, module):
    return g.op("LayerNormalization", [x, g.constant(arr(module.weight)), g.constant(arr(module.bias))],
                axis=-1, epsilon=module.eps)


def arr(t):
    return t.detach().numpy().astype(np.float32)


def build(model, cal, bits, smooth):
    g = Graph()
    table = arr(model.word.weight)
    row = np.maximum(np.abs(table).max(1, keepdims=True) / 127.0, 1e-8).astype(np.float32)
    words = np.clip(np.round(table / row), -127, 127).astype(np.int8)
    x = g.op("Cast", [g.op("Gather", [g.constant(words), "ids"], axis=0)], to=TensorProto.FLOAT)
    x = g.op("Mul", [x, g.op("Gather", [g.constant(row), "ids"], axis=0)])
    size = g.op("Shape", ["ids"])
    width = g.op("Slice", [size, g.constant(np.array([1])), g.constant(np.array([2]))])
    place = g.op("Slice", [g.constant(arr(model.position.weight)), g.constant(np.array([0])), width,
                           g.constant(np.array([0]))])
    x = g.op("Add", [x, place])
    x = g.op("Add", [x, g.op("Gather", [g.constant(arr(model.shape.weight)), "shape"], axis=0)])
    x = norm(g, x, model.norm)
    flat = g.constant(np.array([-1, HIDDEN]))
    for i, layer in enumerate(model.layers):
        y = attention(g, x, layer, cal[f"{i}.qkv"], bits, smooth)
        if i + 1 == len(model.layers):
            # Of the last layer only the first and last pieces of words are read.
            x = g.op("Gather", [g.op("Reshape", [x, flat]), "keep"], axis=0)
            y = g.op("Reshape", [y, g.constant(np.array([-1, layer.heads * HEAD_WIDTH]))])
            y = g.op("Gather", [y, "keep"], axis=0)
        y = linear(g, y, arr(layer.out.weight).T, arr(layer.out.bias), cal[f"{i}.out"], bits, False)
        x = norm(g, g.op("Add", [x, y]), layer.norm1)
        y = linear(g, x, arr(layer.up.weight).T, arr(layer.up.bias), cal[f"{i}.up"], bits, smooth)
        y = g.op("Gelu", [y])
        y = linear(g, y, arr(layer.down.weight).T, arr(layer.down.bias), cal[f"{i}.down"], bits, smooth)
        x = norm(g, g.op("Add", [x, y]), layer.norm2)
    w = norm(g, g.op("Add", [g.op("Gather", [x, "first"], axis=0), g.op("Gather", [x, "last"], axis=0)]),
             model.word_norm)
    modules = [model.tags, model.arc_dep, model.arc_head, model.rel_dep, model.rel_head,
               model.events, model.role_of, model.role_for]
    weight = np.concatenate([arr(m.weight).T for m in modules], 1)
    bias = np.concatenate([arr(m.bias) for m in modules])
    y = linear(g, w, weight, bias, cal["heads"], bits, smooth)
    sizes = g.constant(np.array([m.out_features for m in modules]))
    tags, dep, head, rel_dep, rel_head, events, of, to = g.op("Split", [y, sizes], outputs=len(modules), axis=-1)
    dep = g.op("MatMul", [g.op("Relu", [dep]), g.constant(arr(model.arc) / 16.0)])
    dep = g.op("Add", [dep, g.constant(arr(model.arc_bias) / 16.0)])
    g.op("Identity", [w], name="words")
    g.op("Identity", [tags], name="tags")
    g.op("Identity", [dep], name="dep")
    g.op("Relu", [head], name="head")
    g.op("Identity", [rel_dep], name="rel_dep")
    g.op("Identity", [rel_head], name="rel_head")
    g.op("Identity", [g.constant(arr(model.rel.weight).T)], name="rel_weight")
    g.op("Identity", [g.constant(arr(model.rel.bias))], name="rel_bias")
    g.op("Identity", [events], name="events")
    g.op("Identity", [of], name="role_of")
    g.op("Identity", [to], name="role_for")
    g.op("Identity", [g.constant(arr(model.role.weight).T)], name="role_weight")
    g.op("Identity", [g.constant(arr(model.role.bias))], name="role_bias")
    return finish(g, model.arc.shape[0], model.rel_width)


def attention(g, x, layer, sample, bits, smooth):
    """What each piece takes from the others (B,S,heads*HEAD_WIDTH)."""
    w, b = arr(layer.qkv.weight).T.copy(), arr(layer.qkv.bias).copy()
    wide = layer.heads * HEAD_WIDTH
    w[:, :wide] /= np.sqrt(HEAD_WIDTH)
    b[:wide] /= np.sqrt(HEAD_WIDTH)
    quantised = Quantised(g, x, [w], sample, smooth)
    shape = g.constant(np.array([0, 0, layer.heads, HEAD_WIDTH]))
    parts = [quantised.times(w[:, n * wide : (n + 1) * wide], b[n * wide : (n + 1) * wide], bits) for n in range(3)]
    q, k, v = (g.op("Reshape", [p, shape]) for p in parts)
    q = g.op("Transpose", [q], perm=[0, 2, 1, 3])
    k = g.op("Transpose", [k], perm=[0, 2, 3, 1])
    v = g.op("Transpose", [v], perm=[0, 2, 1, 3])
    a = g.op("Softmax", [g.op("Add", [g.op("MatMul", [q, k]), "mask"])], axis=-1)
    y = g.op("Transpose", [g.op("MatMul", [a, v])], perm=[0, 2, 1, 3])
    return g.op("Reshape", [y, g.constant(np.array([0, 0, wide]))])


def finish(g, arc, rel):
    inputs = [helper.make_tensor_value_info(n, t, s) for n, t, s in (
        ("ids", TensorProto.INT32, ["B", "S"]), ("shape", TensorProto.INT32, ["B", "S"]),
        ("mask", TensorProto.FLOAT, ["B", 1, 1, "S"]),
        ("keep", TensorProto.INT32, ["K"]), ("first", TensorProto.INT32, ["W"]), ("last", TensorProto.INT32, ["W"]))]
    outputs = [helper.make_tensor_value_info(n, TensorProto.FLOAT, s) for n, s in (
        ("tags", ["W", "T"]), ("dep", ["W", arc]), ("head", ["W", arc]), ("rel_dep", ["W", 2 * rel]),
        ("rel_head", ["W", 2 * rel]), ("rel_weight", [2 * rel, "R"]), ("rel_bias", ["R"]),
        ("events", ["W", "E"]), ("role_of", ["W", 2 * ROLE]), ("role_for", ["W", 2 * ROLE]),
        ("role_weight", [2 * ROLE, "A"]), ("role_bias", ["A"]), ("words", ["W", HIDDEN]))]
    graph = helper.make_graph(g.nodes, "reader", inputs, outputs, g.constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
    onnx.checker.check_model(model)
    return model


def main():
    a = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    a.add_argument("--prepared", required=True)
    a.add_argument("--model", required=True)
    a.add_argument("--layers", type=int, required=True)
    a.add_argument("--out", required=True)
    a.add_argument("--bits", type=int, default=7, choices=(7, 8),
                   help="7 keeps integer products exact on processors without VNNI")
    a.add_argument("--no-smooth", action="store_true")
    a = a.parse_args()
    torch.set_num_threads(1)
    data = pickle.load(open(a.prepared, "rb"))
    pieces = Pieces(minilm_folder() / "vocab.txt")
    rng = random.Random(1)
    sample = rng.sample(data["ewt-train"], 250) + rng.sample(data["gum-train"], 120) + rng.sample(data["unlabelled"], 130)
    index_labels(sample, data["labels"], pieces)
    model = load_checkpoint(a.model, a.layers, data["labels"])
    model.eval()
    cal = Calibration(model)
    with torch.no_grad():
        for sents in make_batches(sample, 1000):
            batch = collate(sents, pieces)
            cal.mask = batch["mask"]
            model(batch["ids"], batch["shape"], batch["mask"], batch["first"], batch["last"])
    out = build(model, cal, a.bits, not a.no_smooth)
    onnx.save(out, a.out)
    print(a.out, len(out.SerializeToString()) / 1e6, "MB")


if __name__ == "__main__":
    main()
