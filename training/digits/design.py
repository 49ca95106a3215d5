"""Designs that no font has: a font's glyphs as the paths of a pen, bent the same way wherever they stand in a string, and drawn again with another nib.
Lengths are in em, y grows downwards, the baseline is 0."""
import functools

import cv2
import numpy as np
from PIL import Image, ImageDraw

EM = 96  # pixels to the em at which a glyph is taken apart
FORWARD = ((1, 0), (0, 1), (1, 1), (-1, 1))  # half of the neighbours of a pixel


class Path:
    """points: n x 2; edges: m x 2 indices of points; stroke: mean width; advance; loops: [(x, y, radius)] of small counters;
    notch: (x, y, depth) of the dip in the top of a ๓, or None; box: (left, top, right, bottom)."""
    def __init__(self, ink, origin, advance, char):
        thin = cv2.ximgproc.thinning(np.where(ink > 127, 255, 0).astype(np.uint8))
        ys, xs = np.nonzero(thin if thin.any() else ink > 127)  # a dot may be thinned to nothing
        index = np.full(thin.shape, -1, np.int32)
        index[ys, xs] = np.arange(len(xs))
        edges = []
        for dx, dy in FORWARD:
            to = index[np.clip(ys + dy, 0, thin.shape[0] - 1), np.clip(xs + dx, 0, thin.shape[1] - 1)]
            edges.append(np.column_stack([np.arange(len(xs)), to])[to >= 0])
        self.edges = np.concatenate(edges)
        points = np.column_stack([xs, ys]).astype(np.float64)
        degree = np.bincount(self.edges.ravel(), minlength=len(xs))
        for _ in range(4):  # the steps of the pixels are no part of the path
            total = points.copy()
            np.add.at(total, self.edges[:, 0], points[self.edges[:, 1]])
            np.add.at(total, self.edges[:, 1], points[self.edges[:, 0]])
            points = np.where((degree == 2)[:, None], total / (degree + 1)[:, None], points)
        self.points = (points - origin) / EM
        self.advance = advance / EM
        self.stroke = float((ink > 127).sum()) / max(1, len(xs)) / EM
        self.box = (*self.points.min(0), *self.points.max(0))
        self.loops = self.counters(ink, origin)
        self.notch = self.dip() if char in "๓៣" else None

    def counters(self, ink, origin):
        n, _, stats, centres = cv2.connectedComponentsWithStats((ink <= 127).astype(np.uint8), connectivity=4)
        size = (self.box[2] - self.box[0]) * (self.box[3] - self.box[1])
        out = []
        for k in range(1, n):
            area = stats[k][4] / EM / EM
            if stats[k][0] > 0 and area < .2 * size:
                out.append((*(centres[k] - origin) / EM, (area / np.pi) ** .5 + self.stroke / 2))
        return out

    def dip(self):
        left, top, right, bottom = self.box
        columns = np.round(self.points[:, 0] * EM).astype(int)
        highest = {c: self.points[columns == c, 1].min() for c in set(columns)}
        inner = [c for c in highest if .3 < (c / EM - left) / max(1e-6, right - left) < .8]
        if not inner:
            return None
        x = max(inner, key=lambda c: highest[c] - max(min(v for k, v in highest.items() if k <= c), min(v for k, v in highest.items() if k >= c)))
        depth = highest[x] - max(min(v for k, v in highest.items() if k <= x), min(v for k, v in highest.items() if k >= x))
        return (x / EM, highest[x], depth) if depth > .02 else None


@functools.lru_cache(12000)
def path(face, char):
    """The path of a glyph of a face at EM pixels, or None where it has no ink."""
    im = Image.new("L", (EM * 3, EM * 3), 0)
    origin = (EM, EM * 2)
    ImageDraw.Draw(im).text(origin, char, font=face, fill=255, anchor="ls")
    ink = np.asarray(im)
    if (ink > 127).sum() < 4:
        return None
    ys, xs = np.flatnonzero(ink.max(1)), np.flatnonzero(ink.max(0))
    left, top = xs[0] - 2, ys[0] - 2
    return Path(ink[top:ys[-1] + 3, left:xs[-1] + 3], np.array(origin, float) - (left, top), face.getlength(char), char)


class Design:
    """One way to draw all glyphs of a string, chosen at random."""
    def __init__(self, r):
        self.loop = r.uniform(.55, 1.55) if r.random() < .6 else 1.0
        self.dip = r.uniform(.4, 1.6) if r.random() < .6 else 1.0
        self.tail = r.uniform(.55, 1.5) if r.random() < .5 else 1.0
        self.wide = r.uniform(.65, 1.6) if r.random() < .5 else 1.0
        self.slant = r.uniform(-.1, .3) if r.random() < .3 else 0.0
        self.wave = r.uniform(.004, .03)
        self.uneven = r.uniform(0, .1) if r.random() < .5 else 0.0
        self.weight = r.uniform(.45, 1.3)
        self.contrast = 1.0 if r.random() < .4 else r.uniform(1.2, 4.5)
        self.angle = (0.0, 0.0, 90.0, r.uniform(-45, 45))[r.integers(4)]
        self.square = r.random() < .3
        self.dot = r.uniform(1.0, 1.7)
        self.seed = int(r.integers(1 << 31))

    def bend(self, p, char, tall):
        """The points of a path where this design has them. tall: the height of the font's zero."""
        q = p.points.copy()
        own = np.random.default_rng([self.seed, ord(char)])
        for x, y, radius in p.loops:
            d = q - (x, y)
            near = np.exp(-((d ** 2).sum(1) / (1.5 * radius) ** 2))[:, None]
            q += d * (self.loop - 1) * near
        if p.notch:
            x, y, depth = p.notch
            q[:, 1] += (self.dip - 1) * depth * np.exp(-((q[:, 0] - x) / .12) ** 2) * np.clip(1 - (q[:, 1] - y) / .3, 0, 1)
        for rng, amount in ((np.random.default_rng(self.seed), .5), (own, 1.0)):
            for _ in range(3):
                k, phase, way = rng.uniform(-2, 2, 2) * np.pi, rng.uniform(0, 2 * np.pi), rng.standard_normal(2)
                q += self.wave * amount * way * np.sin(q @ k + phase)[:, None]
        above = q[:, 1] < -tall
        q[above, 1] = -tall + (q[above, 1] + tall) * self.tail
        q *= 1 + own.uniform(-1, 1, 2) * self.uneven
        q[:, 0] = q[:, 0] * self.wide - self.slant * q[:, 1]
        return q

    def nib(self, stroke, em):
        """The nib as a kernel, for a font whose strokes are `stroke` wide."""
        thick = min(.17, max(.022, stroke * self.weight)) * em
        a, b = max(1.5, thick), max(1.5, .022 * em, thick / self.contrast)
        n = int(np.ceil(max(a, b))) | 1
        x, y = np.meshgrid(np.arange(n) - n // 2, np.arange(n) - n // 2)
        c, s = np.cos(np.deg2rad(self.angle)), np.sin(np.deg2rad(self.angle))
        u, v = np.abs(x * c + y * s) / (a / 2), np.abs(y * c - x * s) / (b / 2)
        k = (np.maximum(u, v) <= 1 if self.square else u * u + v * v <= 1).astype(np.uint8)
        k[n // 2, n // 2] = 1
        return k


def draw(text, face_of, em, tracking, r, point=None):
    """As generate.draw, in a design of its own; face_of(char) is the face of a character at EM pixels. None where a glyph has no ink."""
    design = Design(r)
    zero = path(face_of("o"), "o")
    tall = -zero.box[1] if zero else .5
    two = em * 2  # drawn twice as large, then averaged
    pen, lines, dots, strokes = .3, [], [], []
    for c in text:
        p = path(face_of(c), c)
        if p is None:
            return None
        size, dx, dy = point if point and c in ".," else (1, 0, 0)
        q = design.bend(p, c, tall) * size + (pen + dx, dy)
        (dots if c == "." else lines).append((q, p.edges))
        if c != ".":
            strokes.append(p.stroke)
        pen += p.advance * design.wide + p.stroke * max(0, design.weight - 1) + tracking / em
    q = np.concatenate([q for q, _ in lines + dots])
    low = q.min(0) - .2
    w, h = (int(v * two) + 1 for v in q.max(0) - low + .2)
    if not strokes or w * h > 4e6:
        return None
    a = np.zeros((h, w), np.uint8)
    for q, edges in lines:
        s = np.round((q - low) * two * 16).astype(np.int32)
        cv2.polylines(a, list(s[edges]), False, 255, 1, cv2.LINE_AA, 4)
    k = design.nib(float(np.mean(strokes)), two)
    a = cv2.dilate(a, k)
    for q, _ in dots:
        x, y = (q.mean(0) - low) * two
        cv2.circle(a, (int(x * 16), int(y * 16)), int(design.dot * (k.sum() / np.pi) ** .5 * 16), 255, -1, cv2.LINE_AA, 4)
    a = cv2.resize(a, (max(4, w // 2), max(4, h // 2)), interpolation=cv2.INTER_AREA)
    ys, xs = np.flatnonzero(a.max(1) > 40), np.flatnonzero(a.max(0) > 40)
    return a[ys[0]:ys[-1] + 1, xs[0]:xs[-1] + 1] if len(xs) else None
