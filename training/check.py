"""Score an exported graph with onnxruntime (greedy heads).

    python check.py --prepared P.pkl --onnx reader.onnx --part ewt-dev gum-dev
"""

import argparse
import pickle

import numpy as np
import onnxruntime
import torch

from batches import Pieces, collate, index_labels, make_batches
from evaluate import score, score_events
from events import settle
from model import EVENT_LAYERS, ROLE, TAG_LAYERS, minilm_folder
from train import mask_arcs


class Onnx:
    """The graph behind the interface that `evaluate.score` expects."""

    def __init__(self, path, labels):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(path, options)
        self.sizes = [len(labels[k]) for k in TAG_LAYERS]
        self.event_sizes = [len(labels[k]) for k in EVENT_LAYERS]

    def __call__(self, ids, shape, mask, first, last):
        b, s = ids.shape
        n = first.shape[1]
        offset = (torch.arange(b) * s)[:, None]
        ends = torch.stack([first + offset, last + offset]).flatten()
        keep, place = ends.unique(return_inverse=True)
        first, last = place.view(2, -1)
        out = self.session.run(None, {
            "ids": ids.int().numpy(), "shape": shape.int().numpy(),
            "mask": ((1.0 - mask) * -10000.0)[:, None, None, :].numpy(),
            "keep": keep.int().numpy(), "first": first.int().numpy(), "last": last.int().numpy()})
        tags, dep, head, rd, rh, self.w, self.bias, *rest = (torch.from_numpy(np.array(o)) for o in out)
        events, of, to, self.role_weight, self.role_bias = rest[:5]
        tags, dep, head, rd, rh, events, of, to = (t.view(b, n, -1) for t in (tags, dep, head, rd, rh, events, of, to))
        return tags, dep @ head.transpose(1, 2), rd, rh, (events, of, to)

    def split_tags(self, tags):
        return dict(zip(TAG_LAYERS, tags.split(self.sizes, -1)))

    def split_events(self, events):
        return dict(zip(EVENT_LAYERS, events.split(self.event_sizes, -1)))

    def roles(self, of, to):
        of = of[:, None]
        z = torch.cat([torch.relu(of[..., :ROLE] + to[..., :ROLE]), of[..., ROLE:] * to[..., ROLE:]], -1)
        return z @ self.role_weight + self.role_bias

    def relations(self, rd, rh, heads):
        r = self.w.shape[0] // 2
        chosen = torch.gather(rh, 1, heads[:, :, None].expand(-1, -1, 2 * r))
        z = torch.cat([torch.relu(rd[..., :r] + chosen[..., :r]), rd[..., r:] * chosen[..., r:]], -1)
        return z @ self.w + self.bias


def read(model, sentences, pieces, labels):
    """Heads for sentences without trees, by the graph itself; then their words' event labels."""
    for sents in make_batches(sentences, 1500):
        batch = collate(sents, pieces)
        _, arcs, *_ = model(batch["ids"], batch["shape"], batch["mask"], batch["first"], batch["last"])
        best = mask_arcs(arcs, batch["counts"]).argmax(-1)
        for i, s in enumerate(sents):
            settle(s, best[i, 1 : len(s["forms"]) + 1].tolist(), labels)


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("--prepared", required=True)
    a.add_argument("--onnx", required=True)
    a.add_argument("--part", nargs="+", default=["ewt-dev"])
    a = a.parse_args()
    data = pickle.load(open(a.prepared, "rb"))
    pieces = Pieces(minilm_folder() / "vocab.txt")
    for part in a.part:
        index_labels(data[part], data["labels"], pieces)
        if part == "annotated-dev":
            read(Onnx(a.onnx, data["labels"]), data[part], pieces, data["labels"])
            print(part, score_events(Onnx(a.onnx, data["labels"]), data[part], pieces, data["labels"]))
            continue
        print(part, score(Onnx(a.onnx, data["labels"]), data[part], pieces, data["labels"]))


if __name__ == "__main__":
    main()
