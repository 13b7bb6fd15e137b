"""Measures datasketch and rensa on the articles of `copy-index --print`: time to take up and ask, memory, copies that found their source.

    python -m venv peers && peers/bin/pip install datasketch rensa
    target/release/copy-index --print --count 20000 | peers/bin/python bench/peers.py datasketch
    target/release/copy-index --print --count 20000 | peers/bin/python bench/peers.py rensa

Usual settings: MinHash with 128 permutations over word 5-grams, an LSH index at a Jaccard similarity of 0.5. A copy is found where some
earlier article that it shares a quarter of its 5-grams with comes back; which articles those are is counted by brute force here.
"""

import resource
import sys
import time

THRESHOLD = 0.5
PERMUTATIONS = 128


def grams(text):
    words = text.split()
    return {" ".join(words[i : i + 5]) for i in range(len(words) - 4)}


def datasketch():
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)

    def take_up(number, shingles):
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([s.encode() for s in shingles])
        found = lsh.query(sketch)
        lsh.insert(number, sketch)
        return found

    return take_up


def rensa():
    from rensa import RMinHash, RMinHashLSH

    lsh = RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=32)

    def take_up(number, shingles):
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=1)
        sketch.update(list(shingles))
        found = lsh.query(sketch)
        lsh.insert(number, sketch)
        return found

    return take_up


def main():
    take_up = {"datasketch": datasketch, "rensa": rensa}[sys.argv[1]]()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    spent, found, copies, count = 0.0, 0, 0, 0
    holders = {}
    for number, line in enumerate(sys.stdin):
        start = time.perf_counter()
        shingles = grams(line)
        near = set(take_up(number, shingles))
        spent += time.perf_counter() - start
        shared = {}
        if len(sys.argv) < 3:
            for gram in shingles:
                for other in holders.get(hash(gram), ()):
                    shared[other] = shared.get(other, 0) + 1
                holders.setdefault(hash(gram), []).append(number)
        sources = {other for other, n in shared.items() if 4 * n >= len(shingles)}
        copies += bool(sources)
        found += bool(sources & near)
        count += 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    told = f"; {found} of {copies} copies found their source" if len(sys.argv) < 3 else f"; {(peak - before) >> 10} MiB more at the peak"
    print(f"{sys.argv[1]}: {count} articles, {1000 * spent / count:.3f} ms each to take up and ask{told}")


main()
