"""judge.py TRUTH.tsv TOKENS.tsv [THRESHOLD]: what `bench/accuracy pages` printed against what the pages say. By value; a reading under the threshold is withheld."""
import collections
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../../training/digits"))
ARGS = sys.argv
import calibrate  # noqa: E402
from values import same  # noqa: E402


def main():
    truth = calibrate.read(ARGS[1])
    least = float(ARGS[3]) if len(ARGS) > 3 else .9995
    tokens = collections.defaultdict(list)
    with open(ARGS[2], encoding="utf-8") as f:
        for line in f:
            t = line.rstrip("\n").split("\t")
            tokens[t[0]].append((t[1], t[2], float(t[3]), [float(v) for v in t[4:8]]))
    tally = collections.defaultdict(collections.Counter)
    bad = []
    for r in truth:
        x0, y0, x1, y1 = (float(r[k]) for k in ("x0", "y0", "x1", "y1"))
        hits = [t for t in tokens[r["page"]] if t[0] == "Digits" and x0 - 3 <= (t[3][0] + t[3][2]) / 2 <= x1 + 3 and y0 - 3 <= (t[3][1] + t[3][3]) / 2 <= y1 + 3]
        q = r["page"].split("-")[1]
        what = "missing" if not hits else "split" if len(hits) > 1 else "right" if same(hits[0][1], r["text"]) else "wrong"
        sure = bool(hits) and len(hits) == 1 and hits[0][2] >= least
        for key in ((q, "all"), (q, r["kind"]), (q, "thai" if r["thai"] == "1" else "arabic")):
            tally[key][what] += 1
            if sure:
                tally[key]["published " + what] += 1
        if what != "right":
            bad.append((r["page"], r["family"], r["kind"], what, r["text"], " ".join(f"{h[1]}({h[2]:.3f})" for h in hits)))
    for key, c in sorted(tally.items()):
        n = sum(c[k] for k in ("right", "wrong", "missing", "split"))
        print("%-7s %-7s n %6d  right %7.3f %%  wrong %d  missing %d  split %d | published at %.4f: right %7.3f %%, wrong %d"
              % (*key, n, 100 * c["right"] / n, c["wrong"], c["missing"], c["split"], least, 100 * c["published right"] / n, c["published wrong"]))
    for b in bad[:60]:
        print("\t".join(b))


if __name__ == "__main__":
    main()
