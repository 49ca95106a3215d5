"""corpus.py SPLIT COUNT SEED FOLDER: pages of reports and provincial tables in the fonts of one split (training/digits/fonts.txt), each in the four
qualities, as FOLDER/NNNN-quality.pgm with FOLDER/truth.tsv: page, kind (score, change, code, serial, year), text as printed, box in points."""
import copy
import os
import sys

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../../training/digits"))
import generate  # noqa: E402

W, H = 2480, 3508  # A4 at 300 dpi
INDICATORS = ["การปฏิบัติหน้าที่", "การใช้งบประมาณ", "การใช้อำนาจ", "การใช้ทรัพย์สินของราชการ", "การแก้ไขปัญหาการทุจริต", "คุณภาพการดำเนินงาน",
              "ประสิทธิภาพการสื่อสาร", "การปรับปรุงการทำงาน", "การเปิดเผยข้อมูล", "การป้องกันการทุจริต"]
GRADES = ["AA", "A", "B", "C", "D", "E", "F"]
PLACES = ["เมือง", "บ้านลาด", "กุดรัง", "ปะเหลียน", "ทุ่งศรีอุดม", "กันตัง", "ย่านตาขาว", "ห้วยยอด", "นาโยง", "สิเกา"]
PROSE = ["จากผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ", "พบว่าหน่วยงานมีจุดแข็งในด้านการปฏิบัติหน้าที่ของบุคลากร และควรพัฒนา",
         "การเปิดเผยข้อมูลสาธารณะบนเว็บไซต์ของหน่วยงานให้เป็นปัจจุบัน", "ผู้มีส่วนได้ส่วนเสียภายนอกรับรู้ต่อคุณภาพการดำเนินงานและการสื่อสาร",
         "หน่วยงานควรให้ความสำคัญกับมาตรการป้องกันการทุจริตและการรับสินบน"]


class Page:
    def __init__(self, r, path, fallback, points, thai):
        self.r, self.thai = r, thai
        self.em = int(points * 300 / 72)
        self.font = ImageFont.truetype(path, self.em)
        self.latin = ImageFont.truetype(fallback, self.em) if fallback else self.font
        self.im = Image.new("L", (W, H), 255)
        self.d = ImageDraw.Draw(self.im)
        self.truth = []
        self.line = int(self.em * 1.45)
        self.y = 300

    def num(self, s):
        return generate.in_thai(s) if self.thai else s

    def room(self, text, width):
        """The page in type small enough for the width, as an office sets a name that is too long for its column; the page itself where it fits."""
        share = width / max(1, max(self.font.getlength(text), self.latin.getlength(text)))
        if share >= 1:
            return self
        small = copy.copy(self)
        small.font, small.latin = (f.font_variant(size=int(self.em * share)) for f in (self.font, self.latin))
        return small

    def put(self, x, y, text, kind=None, anchor="ls"):
        f = self.latin if all(ord(c) < 0x80 for c in text) else self.font
        if self.latin is not self.font and kind and not all(ord(c) < 0x80 for c in text) and any(ord(c) < 0x80 for c in text):
            w = sum((self.latin if ord(c) < 0x80 else self.font).getlength(c) for c in text)
            x0 = x if anchor[0] == "l" else x - w / 2 if anchor[0] == "m" else x - w
            for c in text:
                g = self.latin if ord(c) < 0x80 else self.font
                self.d.text((x0, y), c, font=g, fill=0, anchor="ls")
                x0 += g.getlength(c)
            x1, b = x0, self.font.getbbox(text, anchor="ls")
            box = (x1 - w, y + b[1], x1, y + b[3])
        else:
            self.d.text((x, y), text, font=f, fill=0, anchor=anchor)
            box = self.d.textbbox((x, y), text, font=f, anchor=anchor)
        if kind:
            self.truth.append((kind, text, [v * 72 / 300 for v in box]))
        return box[2]

    def table(self, columns, rows, head):
        """columns: widths; rows: lists of (text, kind or None, anchor)."""
        x0 = (W - sum(columns)) // 2
        xs = np.cumsum([x0] + columns)
        t = int(self.r.integers(2, 6))
        top, rh = self.y, int(self.em * self.r.uniform(1.5, 2.1))
        for i, row in enumerate([head] + rows):
            base = self.y + int(rh * .5 + self.em * .22)
            for k, cell in enumerate(row):
                if cell is None:
                    continue
                text, kind, anchor = cell
                x = xs[k] + 18 if anchor == "l" else (xs[k] + xs[k + 1]) // 2 if anchor == "m" else xs[k + 1] - 18
                self.room(text, columns[k] - 36).put(int(x), base, text, kind, anchor + "s")
            self.d.line((xs[0], self.y, xs[-1], self.y), fill=0, width=t)
            self.y += rh
        self.d.line((xs[0], self.y, xs[-1], self.y), fill=0, width=t)
        for x in xs:
            self.d.line((x, top, x, self.y), fill=0, width=t)
        self.y += self.line

    def prose(self, n):
        for _ in range(n):
            self.put(300, self.y, PROSE[self.r.integers(len(PROSE))])
            self.y += self.line


def score(r):
    return "100.00" if r.random() < .06 else "0.00" if r.random() < .03 else f"{r.integers(40, 100)}.{r.integers(100):02d}"


def analysis(p):
    r = p.r
    p.put(W // 2, p.y, "รายงานการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส", anchor="ms")
    p.y += p.line
    x = p.put(700, p.y, "ประจำปีงบประมาณ พ.ศ. ")
    p.put(x + p.em // 3, p.y, p.num("25" + str(r.integers(62, 70))), "year")
    p.y += p.line
    p.prose(2)
    x = p.put(300, p.y, "โดยมีค่าคะแนนเท่ากับ ")
    x = p.put(x + p.em // 3, p.y, p.num(score(r)), "score")
    p.put(x + p.em // 3, p.y, "คะแนน")
    p.y += p.line
    p.table([260, 1100, 420], [[(p.num(str(i + 1)), "serial", "m"), (INDICATORS[i], None, "l"), (p.num(score(r)), "score", "m")] for i in range(10)],
            [("ที่", None, "m"), ("ตัวชี้วัด", None, "m"), ("คะแนน", None, "m")])
    kind = "ieo"[r.integers(3)]
    kind = kind.upper() if r.random() < .3 else kind
    n = min(int((H - 400 - p.y) / (p.em * 2.1)) - 1, 15)
    p.table([260, 1200, 380], [[(kind + p.num(str(i + 1)), "code", "m"), (INDICATORS[int(r.integers(10))] + "ของหน่วยงาน", None, "l"), (p.num(score(r)), "score", "m")] for i in range(max(0, n))],
            [("ข้อ", None, "m"), ("ประเด็นการประเมิน", None, "m"), ("คะแนน", None, "m")])


def province(p):
    r = p.r
    p.put(W // 2, p.y, "ผลการประเมิน ITA ขององค์กรปกครองส่วนท้องถิ่น", anchor="ms")
    p.y += int(p.line * 1.3)
    n = int((H - 400 - p.y) / (p.em * 2.1)) - 1
    first = int(r.integers(1, 90))
    rows = []
    for i in range(n):
        change = ("+" if r.random() < .6 else "-") + f"{r.integers(0, 40)}.{r.integers(100):02d}"
        rows.append([(p.num(str(first + i)), "serial", "m"), ("องค์การบริหารส่วนตำบล" + PLACES[r.integers(10)], None, "l"), (PLACES[r.integers(10)], None, "l"),
                     (p.num(score(r)), "score", "m"), (GRADES[r.integers(7)], None, "m"), (p.num(change), "change", "m"), ("ผ่าน" if r.random() < .5 else "ไม่ผ่าน", None, "m")])
    p.table([150, 800, 330, 270, 170, 270, 250], rows, [("ที่", None, "m"), ("หน่วยงาน", None, "m"), ("อำเภอ", None, "m"), ("คะแนน", None, "m"), ("ระดับ", None, "m"), ("เปรียบเทียบ", None, "m"), ("เกณฑ์", None, "m")])


def degrade(a, quality, r):
    dpi, q = generate.QUALITY[quality]
    f = a.astype(np.float32)
    angle = float(q["skew"](r)) * (1.0 if quality != "office" else 1.6)
    h, w = f.shape
    m = cv2.getRotationMatrix2D((w / 2, h / 2), angle, 1)
    f = cv2.warpAffine(f, m, (w, h), flags=cv2.INTER_LINEAR, borderValue=255)
    if dpi < 300:
        f = cv2.resize(f, None, fx=dpi / 300, fy=dpi / 300, interpolation=cv2.INTER_AREA)
    ink, white = q["ink"](r), q["white"](r)
    f = ink + (white - ink) * f / 255
    f = cv2.GaussianBlur(f, (0, 0), max(.2, q["blur"](r)))
    h, w = f.shape
    if quality in ("copy", "poor"):
        f += np.linspace(r.uniform(-25, 10), r.uniform(-25, 10), w, dtype=np.float32)[None] + np.linspace(r.uniform(-15, 5), r.uniform(-15, 5), h, dtype=np.float32)[:, None]
    n = q["noise"](r)
    if n > .5:
        f += r.standard_normal(f.shape, dtype=np.float32) * n
    if quality == "copy":
        k = h * w // 8000
        ys, xs = r.integers(0, h - 2, k), r.integers(0, w - 2, k)
        for y, x in zip(ys, xs):
            z = int(r.integers(1, 3))
            f[y:y + z, x:x + z] = r.uniform(0, 140)
    g = np.clip(f, 0, 255).astype(np.uint8)
    j = q["jpeg"](r)
    return (generate.jpeg(g, j) if j else g), dpi


def main():
    split, count, seed, out = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    os.makedirs(out, exist_ok=True)
    families = generate.fonts(split)
    with open(os.path.join(out, "truth.tsv"), "w", encoding="utf-8") as truth:
        truth.write("page\tfamily\tthai\tkind\ttext\tx0\ty0\tx1\ty1\n")
        for i in range(count):
            r = np.random.default_rng(seed * 100000 + i)
            family, fallback, files = families[i % len(families)]
            normal = [f for f in files if not any(s in f for s in ("Thin", "Black", "ExtraLight", "Light"))]
            files = normal or files
            p = Page(r, files[r.integers(len(files))], fallback, r.uniform(13, 16.5), r.random() < .6)
            (analysis if r.random() < .6 else province)(p)
            a = np.asarray(p.im)
            for quality in generate.QUALITY:
                g, dpi = degrade(a, quality, r)
                name = f"{i:04d}-{quality}"
                with open(os.path.join(out, name + ".pgm"), "wb") as f:
                    f.write(b"P5\n# dpi %d\n%d %d\n255\n" % (dpi, g.shape[1], g.shape[0]) + g.tobytes())
                for kind, text, box in p.truth:
                    truth.write("\t".join([name, family, str(int(p.thai)), kind, text] + [f"{v:.1f}" for v in box]) + "\n")


if __name__ == "__main__":
    cv2.setNumThreads(1)
    main()
