"""export.py IN.pt OUT.bin: folds batch normalisation into the convolutions and writes the model that src/Extractors/Ocr/Network.cs reads.
Layout, little endian: "ITADIGIT", int32 version, int32 n, n class names as UTF-16 code units (uint16), int32 layers; each layer: int32 out, in,
height, width, stride, pad_y, pad_x, dilation, flags (1 pool after, 2 residual, 4 relu), then float32 weights [height][width][in][out], float32 bias [out]."""
import struct
import sys

import numpy as np
import torch

from generate import CLASSES
from network import Reader


def main():
    m = Reader()
    m.load_state_dict(torch.load(sys.argv[1], map_location="cpu"))
    m.eval()
    layers = []
    for name, flags in (("c1", 4), ("c2", 5), ("c3", 5), ("c4", 4), ("c5", 4), ("c6", 6), ("c7", 6)):
        u = getattr(m, name)
        s = u.bn.weight / torch.sqrt(u.bn.running_var + u.bn.eps)
        layers.append((u.conv, u.conv.weight * s[:, None, None, None], u.bn.bias - u.bn.running_mean * s, flags))
    layers.append((m.out, m.out.weight, m.out.bias, 0))
    with open(sys.argv[2], "wb") as f:
        f.write(b"ITADIGIT")
        f.write(struct.pack("<ii", 1, len(CLASSES)))
        f.write(np.array([ord(c) for c in CLASSES], "<u2").tobytes())
        f.write(struct.pack("<i", len(layers)))
        for conv, w, b, flags in layers:
            o, i, h, k = w.shape
            f.write(struct.pack("<9i", o, i, h, k, conv.stride[0], conv.padding[0], conv.padding[1], conv.dilation[1], flags))
            f.write(w.detach().permute(2, 3, 1, 0).contiguous().numpy().astype("<f4").tobytes())
            f.write(b.detach().numpy().astype("<f4").tobytes())


if __name__ == "__main__":
    main()
