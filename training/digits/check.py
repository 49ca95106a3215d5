"""check.py MODEL.pt OUT.bin: crops with what this side makes of them (cut, fitted, per frame the best class and its log-probability), for
tests/Extractors.Tests/Ocr/ to hold the C# side to. Little endian; strings as UTF-16 code units behind their int32 length."""
import struct
import sys

import cv2
import numpy as np
import torch

import crop
import generate
from network import Reader


def main():
    cv2.setNumThreads(1)
    torch.set_num_threads(1)
    m = Reader()
    m.load_state_dict(torch.load(sys.argv[1], map_location="cpu"))
    m.eval()
    out = []
    for k, q in enumerate(("train", "clean", "office", "copy", "poor")):
        images, labels, _ = generate.shard("threshold", 9, 77 + k, q, .1, raw=True)
        for g, s in zip(images, labels):
            t = crop.tighten(g)
            b = struct.pack("<i", len(s)) + s.encode("utf-16-le") + struct.pack("<ii", g.shape[1], g.shape[0]) + g.tobytes()
            if t is None or t.shape[1] > 9 * t.shape[0]:
                out.append(b + struct.pack("<i", 0))
                continue
            f = crop.fit(t)
            with torch.no_grad():
                p = m(torch.from_numpy(crop.normalise(f))[None, None])[:, 0].numpy()
            best = p.argmax(1)
            out.append(b + struct.pack("<i", f.shape[1]) + f.tobytes() + struct.pack("<i", len(best)) + best.astype("<u1").tobytes() + p.max(1).astype("<f4").tobytes())
    with open(sys.argv[2], "wb") as f:
        f.write(struct.pack("<i", len(out)) + b"".join(out))


if __name__ == "__main__":
    main()
