"""stock.py FOLDER PAGES...: what stock Tesseract (tha+eng, page segmentation 6) reads of the scores on the same pages, found anywhere on the page."""
import collections
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../../training/digits"))
import calibrate  # noqa: E402
from values import value  # noqa: E402

folder = sys.argv[1]
truth = [t for t in calibrate.read(os.path.join(folder, "truth.tsv")) if t["kind"] == "score"]
tally = collections.defaultdict(collections.Counter)
for page in sys.argv[2:]:
    dpi = {"clean": "300", "poor": "150"}.get(page.split("-")[1], "200")
    out = subprocess.run(["tesseract", os.path.join(folder, page + ".pgm"), "-", "-l", "tha+eng", "--psm", "6", "--dpi", dpi], capture_output=True, text=True, check=True,
                         env={**os.environ, "OMP_THREAD_LIMIT": "1"}).stdout
    words = collections.Counter(value(w) for w in out.split())
    for t in truth:
        if t["page"] == page:
            key = (page.split("-")[1], "thai" if t["thai"] == "1" else "arabic")
            tally[key]["n"] += 1
            if words[value(t["text"])] > 0:
                words[value(t["text"])] -= 1
                tally[key]["right"] += 1
for key, c in sorted(tally.items()):
    print(*key, f"{c['right']} of {c['n']}")
