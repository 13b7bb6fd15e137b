"""Score an exported graph with onnxruntime (greedy heads).

    python check.py --prepared P.pkl --onnx reader.onnx --part ewt-dev gum-dev
"""

import argparse
import pickle

import numpy as np
import onnxruntime
import torch

from batches import Pieces, index_labels
from evaluate import score
from model import REL, minilm_folder


class Onnx:
    """The graph behind the interface that `evaluate.score` expects."""

    def __init__(self, path, labels):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(path, options)
        self.sizes = [len(labels[k]) for k in ("upos", "xpos", "names", "domain")]

    def __call__(self, ids, shape, mask, first, last):
        b, s = ids.shape
        n = first.shape[1]
        offset = (torch.arange(b) * s)[:, None]
        out = self.session.run(None, {
            "ids": ids.int().numpy(), "shape": shape.int().numpy(),
            "mask": ((1.0 - mask) * -10000.0)[:, None, None, :].numpy(),
            "first": (first + offset).flatten().int().numpy(), "last": (last + offset).flatten().int().numpy()})
        tags, dep, head, rd, rh, self.w, self.bias = (torch.from_numpy(np.array(o)) for o in out)
        shaped = [t.view(b, n, -1) for t in (tags, dep, head, rd, rh)]
        return shaped[0], shaped[1] @ shaped[2].transpose(1, 2), shaped[3], shaped[4]

    def split_tags(self, tags):
        return dict(zip(("upos", "xpos", "names", "domain"), tags.split(self.sizes, -1)))

    def relations(self, rd, rh, heads):
        chosen = torch.gather(rh, 1, heads[:, :, None].expand(-1, -1, 2 * REL))
        z = torch.cat([torch.relu(rd[..., :REL] + chosen[..., :REL]), rd[..., REL:] * chosen[..., REL:]], -1)
        return z @ self.w + self.bias


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
        print(part, score(Onnx(a.onnx, data["labels"]), data[part], pieces, data["labels"]))


if __name__ == "__main__":
    main()
