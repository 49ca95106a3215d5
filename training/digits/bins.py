"""bins.py IN.npz OUT.crops [COUNT]: fitted crops as the measuring program reads them (bench/accuracy crops)."""
import struct
import sys

import generate


def text(s):
    return struct.pack("<i", len(s)) + s.encode("utf-16-le")


images, labels, names = (x[:int(sys.argv[3]) if len(sys.argv) > 3 else None] for x in generate.load(sys.argv[1]))
with open(sys.argv[2], "wb") as f:
    f.write(struct.pack("<i", len(images)))
    for i, s, n in zip(images, labels, names):
        f.write(text(n) + text(s) + struct.pack("<i", i.shape[1]) + i.tobytes())
