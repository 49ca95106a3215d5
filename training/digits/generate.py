"""Crops of printed numerals with their text. `generate.py SPLIT COUNT SEED OUT.npz [QUALITY [SHARE [GRADES]]]` writes one shard, SHARE of it print that is no numeral,
GRADES of the rest letters of grades.
Qualities: 'train' draws every fault at random and most numerals in designs that no font has; clean, office, copy, poor are the four of bench/accuracy."""
import functools
import glob
import io
import os
import re
import sys

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

import crop
import design

HERE = os.path.dirname(os.path.abspath(__file__))
ROOTS = {"D": "/usr/share/fonts/truetype", "O": "/usr/share/fonts/opentype", "N": os.path.join(HERE, "../../build/fonts")}
THAI, ARABIC = "๐๑๒๓๔๕๖๗๘๙", "0123456789"
OTHER = "?"  # any run of print that is no numeral
GRADES = "A AA B C D E F".split()
CLASSES = "_" + THAI + ARABIC + ".,+-%iIeEoO" + OTHER + "ABCDF"  # index 0: the blank of CTC
KIN = {"khmer": ("០", "01235678"), "lao": ("໐", "0145")}  # scripts with digits of the Thai shapes: their zero, and the digits that are drawn alike
HARD = "13 45 01 01 237 013 69".split()  # digits taken for one another, or lost where they stand together
WORDS = ("คะแนน ผ่าน ไม่ผ่าน ระดับ อบต. เทศบาล ตำบล อำเภอ จังหวัด ร้อยละ ผลรวม เฉลี่ย ประเด็น การปฏิบัติหน้าที่ การใช้อำนาจ การใช้งบประมาณ งบประมาณ ทรัพย์สิน ทุจริต ข้อมูล หน่วยงาน "
         "ประเมิน คุณภาพ การ ดำเนินงาน สื่อสาร ปรับปรุง ระบบ เปิดเผย ป้องกัน ตัวชี้วัด ที่ ลำดับ ปี พ.ศ. ข้อ และ ของ มี ไม่ ให้ ต่อ ท่าน ผู้บริหาร เจ้าหน้าที่ ภาค ดี ดีเยี่ยม ต้อง "
         "IIT EIT OIT ITA Transparency Assessment score the TOTAL หมวด บาท เมษายน ตุลาคม รวม ๆ ฯลฯ น. ก ข ค ง ฉ ฌ ญ ฐ ฑ ณ ด ต ถ ท ธ น ๛ ฮ ธ ร ล ส อ ฮ ฯ").split()
WESTERN = [w for w in WORDS if w.isascii()]


@functools.cache
def fonts(split):
    """[(family, latin fallback or None, [files])] of one split; latin(fallback, file) names the fallback's file."""
    out = []
    with open(os.path.join(HERE, "fonts.txt"), encoding="utf-8") as f:
        for line in f:
            if line.startswith("#") or not line.strip():
                continue
            p = [x.strip() for x in line.split("|")]
            if p[0] != split:
                continue
            files = []
            for g in p[3].split(";"):
                files += glob.glob(os.path.join(ROOTS[g[0]], g[2:]), recursive=True)
            if not files:
                raise SystemExit(f"no file of {p[2]}: run fonts.sh")
            out.append((p[2], p[4] if len(p) > 4 else None, sorted(files)))
    return out


def latin(fallback, path):
    """The file that has the Latin letters beside the Thai ones of path, or None when path has both."""
    if fallback and ">" in fallback:
        return path.replace(*fallback.split(">"))
    return os.path.join(ROOTS[fallback[0]], fallback[2:]) if fallback else None


CACHE, FILES = {}, {}


def face(path, size):
    k = (path, size)
    if k not in CACHE:
        if len(CACHE) > 3000:
            CACHE.clear()
        if path not in FILES:  # from memory: a face opened by name holds its file open
            with open(path, "rb") as f:
                FILES[path] = f.read()
        CACHE[k] = ImageFont.truetype(io.BytesIO(FILES[path]), size, layout_engine=ImageFont.Layout.BASIC)
    return CACHE[k]


@functools.cache
def large(path):
    """The face that designs take their paths from."""
    return ImageFont.truetype(path, design.EM, layout_engine=ImageFont.Layout.BASIC)


def number(r, hard=0):
    """A numeral in Arabic digits; a share of hard of them is made of the digits that are hard to tell apart."""
    k = r.random()
    digits = HARD[r.integers(len(HARD))] if r.random() < hard else ARABIC
    d = lambda n: "".join(digits[r.integers(len(digits))] for _ in range(n))
    if k < .44:
        return d(2) + "." + d(2)
    if k < .50:
        return ("100.00", "0.00", "100", "0", "100.00")[r.integers(5)]
    if k < .58:
        return ("+", "-", "-")[r.integers(3)] + d(int(r.integers(1, 3))) + "." + d(2)
    if k < .68:
        return d(int(r.integers(1, 4))) + ("." if r.random() < .25 else "")
    if k < .72:
        return ("25" if r.random() < .7 else "20") + d(2)
    if k < .81:
        t = d(int(r.integers(1, 4))) + "." + d(int(r.integers(1, 4))) if r.random() < (.3 if hard else .4) else d(int(r.integers(1, 4 if hard else 3))) + "," + d(3)
        if r.random() < .3:
            t = d(int(r.integers(1, 4))) + ("." + d(2) if r.random() < .6 else "")
            t += "%"
        return t
    return "iIiIeEeEoOoO"[r.integers(12)] + (d(1) if r.random() < .4 else "1234"[r.integers(4)] + d(1))


def sample_text(r, junk, western=False, hard=0, kin=None, grades=.06):
    """(text to draw, label): label is what the network shall say. western: the font has no Thai letters. hard: number's. kin: the only digits that the font has."""
    share = 1 if kin else 0 if western else .62
    thai = lambda n: in_thai("".join(kin[r.integers(len(kin))] if kin and c in ARABIC and c not in kin else c for c in n))
    if r.random() < junk:
        words = WESTERN if western else WORDS
        w = words[r.integers(len(words))]
        if r.random() < .2:
            w = "(" + w + ")"
        k = r.random()
        if k < .55:
            return w, said(w)
        n = number(r, hard)
        if r.random() < share:
            n = thai(n)
        if k < .8:
            return n + (" " if r.random() < .7 else "") + w, n + said(w)
        return w + (" " if r.random() < .7 else "") + n, said(w) + n
    if r.random() < grades:
        n = GRADES[r.integers(len(GRADES))]
        return n, n
    n = number(r, hard)
    if r.random() < share:
        n = thai(n)
    return n, n


def said(word):
    """A word in capitals letter by letter, so that the I of IIT and the I of I๑๒ are one thing to learn; any other word is one run of other print."""
    return re.sub(r"\?+", OTHER, "".join(c if c in CLASSES else OTHER for c in word)) if word.isascii() and word.isupper() else OTHER


def in_thai(s):
    return s.translate(str.maketrans(ARABIC, THAI))


def draw(text, path, fallback, em, tracking, r, point=None):
    """Ink 0..255 on black. Marks above and below stay on their letter; tracking only between numerals.
    point: the size of points and commas against the font's, and how far they are moved, in em."""
    f = face(path, em)
    width = int(em * (len(text) + 4) * 1.3 + max(0, tracking) * len(text)) + 20
    im = Image.new("L", (width, int(em * 2.6)), 0)
    d = ImageDraw.Draw(im)
    x, y = em * .6 + r.random(), em * .5 + r.random()
    if not tracking and not fallback and not point:
        d.text((x, y), text, font=f, fill=255)
    else:
        base = f.getmetrics()[0] + y
        for c in text:
            file = fallback if fallback and ord(c) < 0x80 else path
            g = face(file, em)
            size, dx, dy = point if point and c in ".," else (1, 0, 0)
            d.text((x + dx * em, base + dy * em), c, font=g if size == 1 else face(file, max(8, int(em * size))), fill=255, anchor="ls")
            x += g.getlength(c) + tracking
    a = np.asarray(im)
    ys, xs = np.flatnonzero(a.max(1) > 40), np.flatnonzero(a.max(0) > 40)
    if len(xs) == 0:
        return None
    return a[ys[0]:ys[-1] + 1, xs[0]:xs[-1] + 1]


def affine(a, mat, fill):
    h, w = a.shape
    return cv2.warpAffine(a, mat, (w, h), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=fill)


def jpeg(a, q):
    return cv2.imdecode(cv2.imencode(".jpg", a, [cv2.IMWRITE_JPEG_QUALITY, int(q)])[1], cv2.IMREAD_GRAYSCALE)


def reshape(a, r, em):
    """A design that no font has: strokes heavier or lighter, bent by a smooth field, letters wider or narrower."""
    pad = em // 6 + 2
    a = np.pad(a, pad)
    h, w = a.shape
    if r.random() < .5:
        k = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, ((3, 3), (3, 3), (3, 1), (1, 3))[r.integers(4)])  # the flat ones make upright and level strokes unlike
        area = (a > 128).sum()
        heavier, most = r.random() < .5, int(r.integers(1, 2 + em // 20))
        for _ in range(most):
            b = cv2.dilate(a, k) if heavier else cv2.erode(a, k)
            if not .35 * area < (b > 128).sum() < 1.9 * area:  # strokes break, or counters close
                break
            a = b
    if r.random() < .6:
        step = em * r.uniform(.25, .6)
        n, m = int(h / step) + 3, int(w / step) + 3
        amount = em * r.uniform(.01, .045)
        y, x = np.mgrid[0:h, 0:w].astype(np.float32)
        for axis, grid in ((0, y), (1, x)):
            field = cv2.resize(r.standard_normal((n, m)).astype(np.float32), (w, h), interpolation=cv2.INTER_CUBIC)
            grid += field * np.float32(amount)
        a = cv2.remap(a, x, y, cv2.INTER_LINEAR)
    if r.random() < .5:
        f = r.uniform(.65, 1.8)
        a = cv2.resize(a, (max(4, int(a.shape[1] * f)), a.shape[0]), interpolation=cv2.INTER_LINEAR)
    ys, xs = np.flatnonzero(a.max(1) > 40), np.flatnonzero(a.max(0) > 40)
    return a[ys[0]:ys[-1] + 1, xs[0]:xs[-1] + 1] if len(xs) else None


def paper(ink, r, em):
    """Ink with its margins, as it lies on the page, and what a cutter's fault would leave beside it."""
    h, w = ink.shape
    m = int(em * .35) + 8
    a = np.zeros((h + 2 * m, w + 2 * m), np.uint8)
    a[m:m + h, m:m + w] = ink
    k = r.random()
    if k < .10:  # a ruling that was not quite removed
        t = int(r.integers(1, 6))
        side = r.integers(4)
        gap = int(r.integers(3, m - 6))
        v = int(r.integers(90, 256))
        if side == 0:
            a[m - gap - t:m - gap, :] = v
        elif side == 1:
            a[m + h + gap:m + h + gap + t, :] = v
        elif side == 2:
            a[:, max(0, m - gap - t):m - gap] = v
        else:
            a[:, m + w + gap:m + w + gap + t] = v
    elif k < .20:  # a crumb of the line above or below
        x = int(r.integers(0, a.shape[1] - 8))
        n = int(r.integers(3, max(4, em // 2)))
        t = int(r.integers(2, max(3, m // 2)))
        if r.random() < .5:
            a[:t, x:x + n] = 255
        else:
            a[-t:, x:x + n] = 255
    return a, m


def degrade(a, m, scale, r, q):
    """Page ink -> grey crop. scale shrinks to the scan's resolution; q holds the quality's settings."""
    h, w = a.shape
    if q["thick"] and r.random() < q["thick"]:
        k = np.ones((2, 2), np.uint8) if r.random() < .8 else cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))
        a = cv2.dilate(a, k) if r.random() < .6 else cv2.erode(a, k)
    if q["elastic"]:
        sx = 1 + r.uniform(-.12, .12) if r.random() < .4 else 1.0
        shear = r.uniform(-.12, .12) if r.random() < .3 else 0.0
    else:
        sx, shear = 1.0, 0.0
    ang = np.deg2rad(q["skew"](r))
    c, s = np.cos(ang), np.sin(ang)
    rot = np.array([[c, -s], [s, c]]) @ np.array([[sx, shear], [0, 1.0]]) * scale
    nh = int(np.ceil((abs(rot[1, 0]) * w + rot[1, 1] * h)))
    nw = int(np.ceil(rot[0, 0] * w + abs(rot[0, 1]) * h))
    if nh < 6 or nw < 4:
        return None
    if scale < .8:  # area filter first: a scanner integrates
        f = max(.25, scale)
        a = cv2.GaussianBlur(a, (0, 0), .42 / f)
    t = np.array([nw, nh]) / 2 + r.uniform(-.5, .5, 2) - rot @ (np.array([w, h]) / 2)
    a = cv2.warpAffine(a, np.column_stack([rot, t]), (nw, nh), flags=cv2.INTER_LINEAR)
    ink, white = q["ink"](r), q["white"](r)
    g = white + (ink - white) * (a.astype(np.float32) / 255)
    b = q["blur"](r)
    if b > .2:
        g = cv2.GaussianBlur(g, (0, 0), b)
    if q["smear"] and r.random() < q["smear"]:
        n = 3
        k = np.zeros((n, n), np.float32)
        if r.random() < .5:
            k[1, :] = 1 / 3
        else:
            k[:, 1] = 1 / 3
        g = cv2.filter2D(g, -1, k, borderType=cv2.BORDER_REPLICATE)
    if q["light"] and r.random() < q["light"]:
        g = g + np.linspace(r.uniform(-20, 20), r.uniform(-20, 20), nw)[None, :] + np.linspace(r.uniform(-12, 12), r.uniform(-12, 12), nh)[:, None]
    if q["fade"] and r.random() < q["fade"]:  # a copier set too light: hairlines go first
        cut = r.uniform(.1, .35)
        g = white - np.maximum(0, white - g - cut * (white - ink)) / (1 - cut)
    n = q["noise"](r)
    if n > .5:
        g = g + r.standard_normal(g.shape, dtype=np.float32) * n
    if q["speckle"] and r.random() < q["speckle"]:
        k = int(r.integers(1, 1 + max(2, nh * nw // 500)))
        ys, xs = r.integers(0, nh, k), r.integers(0, nw, k)
        for y, x in zip(ys, xs):
            z = int(r.integers(1, 3))
            g[y:y + z, x:x + z] = r.uniform(0, 120) if r.random() < .7 else 255
    g = np.clip(g, 0, 255).astype(np.uint8)
    j = q["jpeg"](r)
    if j:
        g = jpeg(g, j)
    if q["bw"] and r.random() < q["bw"]:
        g = np.where(g <= crop.otsu(g), 0, 255).astype(np.uint8)
    return g


def pick(*choices):
    def f(r):
        c = choices[r.integers(len(choices))]
        return c(r) if callable(c) else c
    return f


def uni(a, b):
    return lambda r: r.uniform(a, b)


TRAIN = dict(fade=.15, thick=.35, elastic=True, skew=pick(0.0, uni(-1, 1), uni(-1, 1), uni(-2.2, 2.2)), ink=uni(0, 105), white=uni(215, 256), blur=uni(.15, 1.05), smear=.12,
             light=.4, noise=pick(0.0, uni(0, 7), uni(0, 16)), speckle=.25, jpeg=pick(0, uni(38, 92), uni(38, 92), uni(38, 92)), bw=.12)
HARSH = dict(TRAIN, fade=.2, thick=.6, ink=uni(15, 115), blur=uni(.35, 1.05), smear=.15, light=.7, noise=uni(3, 15), speckle=.35, jpeg=uni(38, 75))  # all faults at once, as a bad copy has them
FINE, HEAVY = re.compile(r"Thin|ExtraLight|Hairline|-[12]00-"), re.compile(r"Black|Heavy|ExtraBold|-[89]00-")  # weights that fade, or clog
QUALITY = {
    "clean": (300, dict(fade=0, thick=0, elastic=False, skew=lambda r: r.normal(0, .08), ink=uni(0, 40), white=uni(245, 256), blur=uni(.2, .5), smear=0, light=0, noise=uni(0, 3), speckle=0, jpeg=pick(0), bw=0)),
    "office": (200, dict(fade=0, thick=0, elastic=False, skew=lambda r: r.normal(0, .3), ink=uni(0, 60), white=uni(240, 256), blur=uni(.3, .7), smear=0, light=.2, noise=uni(0, 6), speckle=0, jpeg=lambda r: 70, bw=0)),
    "copy": (200, dict(fade=0, thick=.5, elastic=False, skew=lambda r: r.normal(0, .4), ink=uni(10, 90), white=uni(225, 250), blur=uni(.4, .9), smear=0, light=1, noise=uni(3, 12), speckle=.5, jpeg=lambda r: 60, bw=.15)),
    "poor": (150, dict(fade=0, thick=.2, elastic=False, skew=lambda r: r.normal(0, .4), ink=uni(20, 100), white=uni(220, 250), blur=uni(.4, .9), smear=.1, light=.5, noise=uni(3, 12), speckle=.2, jpeg=lambda r: 45, bw=0)),
}


def one(r, families, quality, junk, grades):
    """(crop before tightening, label, family/file, text) or None."""
    other = r.random() if quality == "train" else 1
    kin = "khmer" if other < .15 else "lao" if other < .18 else None
    western = other < .38
    some = fonts(kin or "latin") if western else families
    family, fallback, files = some[r.integers(len(some))]
    if quality == "train" and r.random() < .35:
        files = [f for f in files if (FINE if r.random() < .7 else HEAVY).search(os.path.basename(f))] or files
    path = files[r.integers(len(files))]
    text, label = sample_text(r, junk, western, .3 if quality == "train" else 0, KIN[kin][1] if kin else None, grades)
    if kin:
        text = text.translate({ord(THAI[int(d)]): chr(ord(KIN[kin][0]) + int(d)) for d in KIN[kin][1]})
    point = None
    if quality == "train":
        em = int(r.integers(40, 81))
        tracking = 0.0 if r.random() < .4 else r.uniform(-.03, .06) * em if r.random() < .6 else r.uniform(0, .4) * em
        if r.random() < .4:
            point = r.uniform(.6, 1.25), r.uniform(-.04, .04), r.uniform(-.03, .03)
        harsh = r.random() < .35
        scale = (1, 2 / 3, 1 / 2, r.uniform(.40, 1))[r.integers(1 if harsh else 0, 4)]
        q = HARSH if harsh else TRAIN
    else:
        dpi, q = QUALITY[quality]
        em = int(r.integers(54, 72))  # 13 to 17 points at 300 dpi
        tracking = 0.0
        scale = dpi / 300
    if OTHER in label:
        tracking, point = 0.0, None
    second = latin(fallback, path)
    if quality == "train" and OTHER not in label and not label.isalpha() and r.random() < .5:  # a letter alone, bent, is another: D a zero
        ink = design.draw(text, lambda c: large(second if second and ord(c) < 0x80 else path), em, tracking, r, point)
    else:
        ink = draw(text, path, second, em, tracking, r, point)
        if ink is not None and quality == "train" and r.random() < .5:
            ink = reshape(ink, r, em)
    if ink is None:
        return None
    a, m = paper(ink, r, em) if quality == "train" or r.random() < .25 else (np.pad(ink, int(em * .25)), int(em * .25))
    g = degrade(a, m, scale, r, q)
    if g is None:
        return None
    h, w = g.shape  # the cutter's margins: independent on every side
    cut = [int(r.uniform(0, m * scale * .9)) for _ in range(4)]
    if quality != "train":
        cut = [min(c, int(m * scale * .5)) for c in cut]
    g = g[cut[0]:h - cut[1], cut[2]:w - cut[3]]
    return g, label, f"{family}/{os.path.splitext(os.path.basename(path))[0]}", text


def shard(split, count, seed, quality="train", junk=.2, grades=.06, raw=False):
    r = np.random.default_rng(seed)
    families = fonts(split)
    images, labels, names = [], [], []
    while len(images) < count:
        s = one(r, families, quality, junk, grades)
        if s is None:
            continue
        g, label, name, _ = s
        if raw:
            images.append(np.ascontiguousarray(g))
        else:
            t = crop.tighten(g)
            if t is None or t.shape[1] > t.shape[0] * 9:
                continue
            images.append(crop.fit(t))
        labels.append(label)
        names.append(name)
    return images, labels, names


def save(path, images, labels, names):
    off = np.cumsum([0] + [i.size for i in images])
    tmp = path + ".part.npz"
    np.savez(tmp, data=np.concatenate([i.ravel() for i in images]), offsets=off, shapes=np.array([i.shape for i in images], np.int32),
             labels=np.array(labels), names=np.array(names))
    os.replace(tmp, path)


def load(path):
    z = np.load(path)
    d, o, s = z["data"], z["offsets"], z["shapes"]
    return [d[o[i]:o[i + 1]].reshape(s[i]) for i in range(len(s))], [str(x) for x in z["labels"]], [str(x) for x in z["names"]]


if __name__ == "__main__":
    cv2.setNumThreads(1)
    split, count, seed, out = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    quality = sys.argv[5] if len(sys.argv) > 5 else "train"
    junk = float(sys.argv[6]) if len(sys.argv) > 6 else .2
    grades = float(sys.argv[7]) if len(sys.argv) > 7 else .06
    save(out, *shard(split, count, seed, quality, junk, grades))
