"""unfold.py MODEL.bin CROPS.npz OUT.pt: weights to train on from, out of an exported model. The batch normalisation that export.py folded in is set anew:
to what the crops make of each layer, so that the network says the same as the model, in training as in use."""
import struct
import sys

import numpy as np
import torch

import generate
from network import Reader
from train import batches


def read(path):
    """(classes, [(weights out x in x height x width, bias)]) of a model file; export.py has its layout."""
    with open(path, "rb") as f:
        data = f.read()
    n, = struct.unpack_from("<i", data, 12)
    classes = "".join(chr(c) for c in np.frombuffer(data, "<u2", n, 16))
    at = 16 + 2 * n
    layers, = struct.unpack_from("<i", data, at)
    at += 4
    out = []
    for _ in range(layers):
        o, i, h, k, *_ = struct.unpack_from("<9i", data, at)
        w = np.frombuffer(data, "<f4", o * i * h * k, at + 36).reshape(h, k, i, o).transpose(3, 2, 0, 1)
        b = np.frombuffer(data, "<f4", o, at + 36 + 4 * w.size)
        at += 36 + 4 * (w.size + o)
        out.append((torch.tensor(w.copy()), torch.tensor(b.copy())))
    return classes, out


def main():
    torch.set_num_threads(1)
    classes, layers = read(sys.argv[1])
    if classes != generate.CLASSES:
        raise SystemExit("The model knows other classes than generate.CLASSES.")
    model = Reader().eval()
    images, labels, _ = (x[:1500] for x in generate.load(sys.argv[2]))
    sample = [x for x, _, _ in batches(images, labels)]
    seen = []
    with torch.no_grad():
        for unit, (w, b) in zip((getattr(model, f"c{k}") for k in range(1, 8)), layers):
            norm = w.flatten(1).norm(dim=1).clamp_min(1e-3)
            size = (2 / 3) ** .5 / norm[:, None, None, None]  # of the norm that fresh weights have
            unit.conv.weight.copy_(w * size)
            hook = unit.conv.register_forward_hook(lambda _, __, y: seen.append((y.mean((0, 2, 3)), y.var((0, 2, 3)))))
            seen.clear()
            for x in sample:
                model(x)
            hook.remove()
            mean, var = (torch.stack(v).mean(0) for v in zip(*seen))
            back = 1 / size.flatten()
            unit.bn.running_mean.copy_(mean)
            unit.bn.running_var.copy_(var)
            unit.bn.weight.copy_(back * (var + unit.bn.eps).sqrt())
            unit.bn.bias.copy_(b + back * mean)
        model.out.weight.copy_(layers[-1][0])
        model.out.bias.copy_(layers[-1][1])
    torch.save(model.state_dict(), sys.argv[3])


if __name__ == "__main__":
    main()
