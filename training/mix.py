"""The weighted mean of two checkpoints of one training: steadier than either end.

    python mix.py --first before.pt --second after.pt --share 0.7 --out mixed.pt

`share` is the weight of the second. Both must have the same shape, and the second must have been trained on from the first.
"""

import argparse

import torch


def main():
    a = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    a.add_argument("--first", required=True)
    a.add_argument("--second", required=True)
    a.add_argument("--share", type=float, required=True)
    a.add_argument("--out", required=True)
    a = a.parse_args()
    first, second = (torch.load(p, map_location="cpu") for p in (a.first, a.second))
    if {k: v.shape for k, v in first.items()} != {k: v.shape for k, v in second.items()}:
        raise SystemExit(f"{a.first} and {a.second} are not of one shape")

    def mean(x, y):
        return x.float() * (1 - a.share) + y.float() * a.share if x.is_floating_point() else y

    torch.save({k: mean(first[k], second[k]) for k in first}, a.out)


if __name__ == "__main__":
    main()
