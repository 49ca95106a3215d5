"""numerals.py READINGS.tsv: single numerals by quality and script - right, wrong, withheld under .9995 - with the digit confusion matrix and the calibration table.
The weights that documents are printed in (light to bold) and those of display type (thin, extra light, black) are counted apart."""
import collections
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../../training/digits"))
import calibrate  # noqa: E402
from generate import GRADES  # noqa: E402
from values import same, value  # noqa: E402

LEAST = .9995
SCORE = re.compile(r"(100|[0-9]{1,2})\.[0-9]{2}")
DISPLAY = re.compile(r"Thin|ExtraLight|Black|Hairline")
BINS = ((.5, "under .5"), (.7, ".5-.7"), (.9, ".7-.9"), (.95, ".9-.95"), (.99, ".95-.99"), (.995, ".99-.995"), (.9995, ".995-.9995"), (1.01, ".9995 and above"))


def judged(r):
    """A reading with what became of it."""
    found = r["text"] != "" and float(r["numeral"]) >= .5
    return dict(r, quality=r["file"].split("-")[-1], found=found, sure=found and float(r["confidence"]) >= LEAST, junk="?" in r["label"],
                right=found and same(r["text"], r["label"]), script="thai" if any("๐" < c <= "๙" for c in r["label"]) else "arabic")


def share(n, of):
    return f"{100 * n / of:.2f}" if of else "-"


def table(title, rows):
    tally = collections.defaultdict(collections.Counter)
    for r in rows:
        for key in ((r["quality"], r["script"]), (r["quality"], "all"), ("all", "all")):
            tally[key].update(n=1, right=r["right"], wrong=r["found"] and not r["right"], none=not r["found"], sure=r["sure"], false=r["sure"] and not r["right"])
    print(f"\n{title}\n\n| quality | digits | numerals | right by value % | wrong | no numeral seen | published (confidence >= .9995) % | wrong among published |\n|---|---|---|---|---|---|---|---|")
    for (q, s), t in sorted(tally.items()):
        print(f"| {q} | {s} | {t['n']} | {share(t['right'], t['n'])} | {t['wrong']} | {t['none']} | {share(t['sure'], t['n'])} | {t['false']} |")


def scores(title, rows):
    tally = collections.defaultdict(collections.Counter)
    for r in rows:
        if SCORE.fullmatch(value(r["label"])):
            tally[r["quality"]].update(n=1, right=r["right"], sure=r["sure"] and r["right"])
        if r["sure"] and not r["right"] and SCORE.fullmatch(value(r["text"])):
            tally[r["quality"]].update(false=1)
    print(f"\n{title}\n\n| quality | printed | read right % | right and published % | a wrong score published |\n|---|---|---|---|---|")
    for q, t in sorted(tally.items()):
        print(f"| {q} | {t['n']} | {share(t['right'], t['n'])} | {share(t['sure'], t['n'])} | {t['false']} |")


def confusions(rows):
    confusion = collections.Counter()
    for r in rows:
        a, t = value(r["text"]), value(r["label"])
        if r["found"] and not r["right"] and len(a) == len(t):
            confusion.update((x, y) for x, y in zip(t, a) if x != y and x.isdigit() and y.isdigit())
    print("\nDigit confusions (printed down, read across), readings of equal length:\n\n| | " + " | ".join("0123456789") + " |\n|" + "---|" * 11)
    for x in "0123456789":
        print(f"| {x} | " + " | ".join(str(confusion[x, y] or "") for y in "0123456789") + " |")


def calibration(rows):
    bins = collections.defaultdict(lambda: [0, 0, 0.0])
    for r in rows:
        if r["found"]:
            b = bins[next(name for top, name in BINS if float(r["confidence"]) < top)]
            b[0], b[1], b[2] = b[0] + 1, b[1] + r["right"], b[2] + float(r["confidence"])
    print("\nCalibration:\n\n| confidence | readings | mean confidence | right |\n|---|---|---|---|")
    for _, name in BINS:
        if name in bins:
            n, right, total = bins[name]
            print(f"| {name} | {n} | {total / n:.4f} | {right / n:.4f} |")


def main():
    rows = [judged(r) for r in calibrate.read(sys.argv[1])]
    junk = [r for r in rows if r["junk"]]
    grades = [r for r in rows if r["label"] in GRADES]
    rows = [r for r in rows if not r["junk"] and r["label"] not in GRADES]
    display = [r for r in rows if DISPLAY.search(r["family"])]
    plain = [r for r in rows if not DISPLAY.search(r["family"])]
    table("All numerals:", rows)
    table("In the weights that documents use, light to bold:", plain)
    table("In display weights, thin, extra light and black:", display)
    scores("Of the form of a score (0.00 to 100.00), weights that documents use:", plain)
    scores("The same in display weights:", display)
    print(f"\nCrops that hold other print: {len(junk)}, taken for a numeral {sum(r['found'] for r in junk)}, published as one {sum(r['sure'] for r in junk)}.")
    right, wrong = (sum(r["found"] and r["right"] == k for r in grades) for k in (True, False))
    print(f"Letters of grades: {len(grades)}, read right {share(right, len(grades))} %, wrong {wrong}, published wrong {sum(r['sure'] and not r['right'] for r in grades)}.")
    confusions(rows)
    calibration(rows)


if __name__ == "__main__":
    main()
