"""The crop as the network sees it. The same steps, in the same order and with the same integer arithmetic,
as src/Extractors/Ocr/Crop.cs: `check.py` compares the two pixel by pixel."""
import cv2
import numpy as np

HEIGHT = 32          # of the network's input, pixels
MIN_WIDTH, MAX_WIDTH = 12, 256
SPECKS = 4           # per cent of a crop that specks may cover
MOST_SLOPE = 30      # grey levels between the halves of a crop that are uneven light, not ink
LEAST_CONTRAST = 10  # grey levels between ink and paper


def otsu(grey):
    """Otsu's threshold (IEEE Trans. SMC 9, 1979): ink is <= the answer. The first maximum wins."""
    h = np.bincount(grey.ravel(), minlength=256).astype(np.float64)
    n, total = h.sum(), (h * np.arange(256)).sum()
    w = np.cumsum(h)
    s = np.cumsum(h * np.arange(256))
    ok = (w > 0) & (w < n)
    d = np.where(ok, total * w / n - s, 0.0)
    between = np.where(ok, d * d / np.where(ok, w * (n - w), 1.0), -1.0)
    return int(np.argmax(between))


def percentile(grey, q):
    """Smallest level at or under which q per cent of the pixels lie."""
    c = np.cumsum(np.bincount(grey.ravel(), minlength=256))
    need = (int(c[-1]) * q + 99) // 100
    return int(np.searchsorted(c, need))


def weights(n, m):
    """Triangle filter from n to m samples; widened when shrinking, so that nothing is skipped."""
    scale = n / m
    support = max(scale, 1.0)
    centre = (np.arange(m) + 0.5) * scale
    x = np.arange(n) + 0.5
    w = np.maximum(0.0, 1.0 - np.abs((x[None, :] - centre[:, None]) / support))
    return w / w.sum(1, keepdims=True)


def resize(grey, height, width):
    a = weights(grey.shape[0], height) @ grey.astype(np.float64) @ weights(grey.shape[1], width).T
    return np.floor(a + 0.5 + 1e-6).astype(np.uint8)


def blurred(grey):
    h, w = grey.shape
    p = np.pad(grey.astype(np.int32), 1, mode="edge")
    return (sum(p[i:i + h, j:j + w] for i in range(3) for j in range(3)) // 9).astype(np.uint8)


def level(grey):
    """Evenly lit: the paper of its halves, left and right, upper and lower, is brought to one level."""
    h, w = grey.shape
    out = grey.astype(np.int32)
    for a, b, n, axis in ((grey[:, :w // 2], grey[:, w // 2:], w, (1, -1)), (grey[:h // 2], grey[h // 2:], h, (-1, 1))):
        d = percentile(b, 80) - percentile(a, 80)
        if abs(d) <= MOST_SLOPE:
            out = out - ((2 * np.arange(n) + 1 - n) * d // n).reshape(axis)
    return np.clip(out, 0, 255).astype(np.uint8)


def tighten(grey):
    """Grey crop -> grey crop around the one line of print in it, or None when there is no ink.
    Steps: blur 3x3, Otsu, components; paint out crumbs of neighbours at the edges; keep the band of the big ones."""
    h, w = grey.shape
    if h < 4 or w < 3:
        return None
    grey = level(grey)
    blur = blurred(grey)
    blur = np.maximum(blur, percentile(blur, SPECKS))  # a speck is darker than thin print, and would be all the ink that is found
    if int(blur.max()) - int(blur.min()) < LEAST_CONTRAST:
        return None
    ink = (blur <= otsu(blur)).astype(np.uint8)
    n, lab, st, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    paper = percentile(grey, 90)
    out = grey.copy()
    boxes = []
    tallest = 0
    for k in range(1, n):
        x, y, ww, hh, area = (int(v) for v in st[k])
        if area < 3:
            continue
        line = ww * 100 >= 72 * w and ww >= 3 * hh and hh * 5 <= h and (y == 0 or y + hh == h)
        through = hh * 100 >= 88 * h or (hh * 10 >= 8 * h and (x == 0 or x + ww == w))
        post = through and ww * 5 <= hh and area * 10 >= 8 * ww * hh
        crumb = (y == 0 or y + hh == h) and hh * 4 <= h
        if line or post or crumb:
            x0, y0, x1, y1 = max(0, x - 1), max(0, y - 1), min(w, x + ww + 1), min(h, y + hh + 1)
            sub = (lab[y0:y1, x0:x1] == k).astype(np.uint8)
            sub = cv2.dilate(sub, np.ones((3, 3), np.uint8))
            out[y0:y1, x0:x1][sub > 0] = paper
            continue
        boxes.append((x, y, ww, hh))
        tallest = max(tallest, hh)
    if tallest < 4:
        return None
    big = [b for b in boxes if b[3] * 100 >= 35 * tallest]
    y0 = min(b[1] for b in big)
    y1 = max(b[1] + b[3] for b in big)
    inside = [b for b in boxes if b[1] < y1 and b[1] + b[3] > y0]
    x0 = min(b[0] for b in inside)
    x1 = max(b[0] + b[2] for b in inside)
    v = ((y1 - y0) * 14 + 50) // 100
    u = ((y1 - y0) * 22 + 50) // 100
    y0, y1, x0, x1 = y0 - v, y1 + v, x0 - u, x1 + u
    res = np.full((y1 - y0, x1 - x0), paper, np.uint8)
    a, b, c, d = max(0, y0), min(h, y1), max(0, x0), min(w, x1)
    res[a - y0:b - y0, c - x0:d - x0] = out[a:b, c:d]
    return res


def fit(tight):
    """To the network's height, aspect kept."""
    h, w = tight.shape
    width = min(MAX_WIDTH, max(MIN_WIDTH, (w * HEIGHT + h // 2) // h))
    return resize(tight, HEIGHT, width)


def normalise(grey):
    """Bytes -> float32: paper 0, ink 1."""
    paper, ink = percentile(grey, 90), percentile(grey, 2)
    return np.clip((paper - grey.astype(np.float32)) / np.float32(max(20, paper - ink)), -0.2, 1.2)
