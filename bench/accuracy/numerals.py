"""numerals.py READINGS.tsv: single numerals by quality and script - right, wrong, withheld at .99 - with the digit confusion matrix and the calibration table."""
import collections
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../../training/digits"))
import calibrate  # noqa: E402
from values import same, value  # noqa: E402

LEAST = .99
SCORE = re.compile(r"(100|[0-9]{1,2})\.[0-9]{2}")
rows = calibrate.read(sys.argv[1])
tally = collections.defaultdict(collections.Counter)
confusion = collections.Counter()
bins = collections.defaultdict(lambda: [0, 0, 0.0])
junk = collections.Counter()
scores = collections.defaultdict(collections.Counter)
for r in rows:
    quality = r["file"].split("-")[-1]
    found = r["text"] != "" and float(r["numeral"]) >= .25
    sure = found and float(r["confidence"]) >= LEAST
    if "?" in r["label"]:
        junk["n"] += 1
        junk["taken"] += found
        junk["sure"] += sure
        continue
    script = "thai" if any("๐" < c <= "๙" for c in r["label"]) else "arabic"
    right = found and same(r["text"], r["label"])
    c = float(r["confidence"])
    if found:
        k = next(i for i, top in enumerate((.5, .7, .9, .95, .99, .995, .999, 1.01)) if c < top)
        b = bins[k]
        b[0] += 1
        b[1] += right
        b[2] += c
        a, t = value(r["text"]), value(r["label"])
        if not right and len(a) == len(t):
            for x, y in zip(t, a):
                if x != y and x.isdigit() and y.isdigit():
                    confusion[x, y] += 1
    if SCORE.fullmatch(value(r["label"])):
        s = scores[quality]
        s["n"] += 1
        s["right"] += right
        s["sure"] += sure and right
    if sure and not right and SCORE.fullmatch(value(r["text"])):
        scores[quality]["false"] += 1
    for key in ((quality, script), (quality, "all"), ("all", "all")):
        t = tally[key]
        t["n"] += 1
        t["right"] += right
        t["wrong"] += found and not right
        t["none"] += not found
        t["published"] += sure
        t["published wrong"] += sure and not right
print("| quality | digits | numerals | right by value % | wrong | no numeral seen | published (confidence >= .99) % | wrong among published |\n|---|---|---|---|---|---|---|---|")
for (q, s), t in sorted(tally.items()):
    n = t["n"]
    print(f"| {q} | {s} | {n} | {100 * t['right'] / n:.2f} | {t['wrong']} | {t['none']} | {100 * t['published'] / n:.2f} | {t['published wrong']} |")
print("\nOf the form of a score (0.00 to 100.00):\n\n| quality | printed | read right % | right and published % | a wrong score published |\n|---|---|---|---|---|")
for q, t in sorted(scores.items()):
    print(f"| {q} | {t['n']} | {100 * t['right'] / t['n']:.2f} | {100 * t['sure'] / t['n']:.2f} | {t['false']} |")
print(f"\nCrops that hold other print: {junk['n']}, taken for a numeral {junk['taken']}, published as one {junk['sure']}.")
print("\nDigit confusions (printed down, read across), readings of equal length:\n\n| | " + " | ".join("0123456789") + " |\n|" + "---|" * 11)
for x in "0123456789":
    print(f"| {x} | " + " | ".join(str(confusion[x, y] or "") for y in "0123456789") + " |")
print("\nCalibration:\n\n| confidence | readings | mean confidence | right |\n|---|---|---|---|")
for k, name in enumerate(("under .5", ".5-.7", ".7-.9", ".9-.95", ".95-.99", ".99-.995", ".995-.999", ".999 and above")):
    if bins[k][0]:
        n, right, total = bins[k]
        print(f"| {name} | {n} | {total / n:.4f} | {right / n:.4f} |")
