"""calibrate.py READINGS.tsv OUT.txt: from the reader's raw probability to the share right, by isotonic regression (pool adjacent violators) over the
log-odds on the threshold split; each step is the lower end of a Jeffreys interval's middle, (right + 1/2) / (n + 1), so that no step says 1."""
import math
import sys

import numpy as np

from values import same


def read(path):
    with open(path, encoding="utf-8") as f:
        head = f.readline().rstrip("\n").split("\t")
        return [dict(zip(head, line.rstrip("\n").split("\t"))) for line in f]


def main():
    rows = [r for r in read(sys.argv[1]) if r["text"] and float(r["numeral"]) >= .5]
    x = np.array([math.log(p / (1 - p)) for p in (min(max(float(r["raw"]), 1e-9), 1 - 1e-9) for r in rows)])
    y = np.array([same(r["text"], r["label"]) for r in rows], float)
    order = np.argsort(x, kind="stable")
    x, y = x[order], y[order]
    blocks = []  # mean of x, n, right
    for a, b in zip(np.array_split(x, 60), np.array_split(y, 60)):
        blocks.append([float(a.mean()) * len(a), len(a), float(b.sum())])
        while len(blocks) > 1 and blocks[-2][2] / blocks[-2][1] >= blocks[-1][2] / blocks[-1][1]:
            c = blocks.pop()
            blocks[-1] = [u + v for u, v in zip(blocks[-1], c)]
    with open(sys.argv[2], "w", encoding="utf-8") as f:
        f.write(f"# log-odds of the raw probability, share right; {len(rows)} readings of the threshold split, {int(y.sum())} right\n")
        last = 0.0
        for s, n, k in blocks:
            last = max(last, (k + .5) / (n + 1))
            f.write(f"{s / n:.4f} {last:.6f}\n")


if __name__ == "__main__":
    main()
