"""Measure the encoder beside onnxruntime: the same weights, sentences and batches, one core each, in turn.

    cargo build --release -p tacitus-bench
    python speed.py --texts TEXTS.jsonl [--count 200] [--rounds 5]

Needs onnxruntime, tokenizers and numpy. Figures are words a processor second. For the Rust encoder word pieces and
decoding (tags, trees, names) count; for onnxruntime only `session.run` does, which favours it. That both do the same
work is seen from the tags, which are compared.
"""

import argparse
import json
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
import onnxruntime

from coding import MAX_PIECES, Pieces, encode, word_shape

ROOT = Path(__file__).resolve().parent.parent
STEP, BATCH = 2, 160  # as in crates/text/src/encoder.rs


def batches(texts, pieces):
    """(inputs, sentences) of each run: sentences of one text and of like length, as the Rust encoder gathers them."""
    for text in texts:
        coded = []
        for words, upos in zip(text["words"], text["upos"]):
            code = encode(words, [word_shape(w) for w in words], pieces)
            if words and len(code[0]) <= MAX_PIECES:
                coded.append((-(-len(code[0]) // STEP) * STEP, code, upos))
        coded.sort(key=lambda c: c[0])
        while coded:
            width = coded[0][0]
            same = [c for c in coded if c[0] == width][: max(1, BATCH // width)]
            coded = coded[len(same):]
            ids, shape = (np.zeros((len(same), width), np.int32) for _ in range(2))
            mask = np.full((len(same), 1, 1, width), -10000, np.float32)
            first, last = [], []
            for i, (_, (own_ids, own_shape, own_first, own_last), _) in enumerate(same):
                ids[i, : len(own_ids)] = own_ids
                shape[i, : len(own_shape)] = own_shape
                mask[i, 0, 0, : len(own_ids)] = 0
                first += [f + i * width for f in own_first]
                last += [f + i * width for f in own_last]
            # Of the last layer only the first and last pieces of words are worked out.
            keep = np.unique(first + last)
            inputs = {"ids": ids, "shape": shape, "mask": mask, "keep": keep.astype(np.int32),
                      "first": np.searchsorted(keep, first).astype(np.int32), "last": np.searchsorted(keep, last).astype(np.int32)}
            yield inputs, [c[2] for c in same]


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--texts", required=True, help="JSONL with `text`")
    a.add_argument("--count", type=int, default=200)
    a.add_argument("--rounds", type=int, default=5)
    a.add_argument("--encoder", default=ROOT / "target/release/encoder")
    a = a.parse_args()

    reader = ROOT / "models/reader"
    labels = json.loads((reader / "labels.json").read_text())["upos"]
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(reader / "reader.onnx", options, providers=["CPUExecutionProvider"])
    outputs = ["tags", "dep", "head", "rel_dep", "rel_head"]
    command = [a.encoder, a.texts, "--count", str(a.count)]

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sentences.jsonl"
        subprocess.run([*command, "--sentences", path], check=True, stdout=subprocess.DEVNULL)
        texts = [json.loads(line) for line in path.read_text().splitlines()]
    runs = list(batches(texts, Pieces(reader / "vocab.txt")))
    words = sum(len(upos) for _, sentences in runs for upos in sentences)

    same = 0
    for inputs, sentences in runs:
        tags = session.run(["tags"], inputs)[0][:, : len(labels)].argmax(1)
        row = 0
        for upos in sentences:
            same += sum(labels[t] == u for t, u in zip(tags[row + 1 :], upos))
            row += len(upos) + 1
    print(f"onnxruntime {onnxruntime.__version__}; {words} words; the same part of speech for {100 * same / words:.2f} % of them")

    ratios = []
    for number in range(a.rounds):
        ours = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["words_per_second"]
        before = time.process_time()
        for inputs, _ in runs:
            session.run(outputs, inputs)
        theirs = words / (time.process_time() - before)
        ratios.append(ours / theirs)
        print(f"round {number + 1}: Rust {ours:.0f} words/s, onnxruntime {theirs:.0f} words/s, ratio {ratios[-1]:.2f}")
    print(f"median ratio {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
