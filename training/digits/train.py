"""train.py STEPS SHARDS OUT.pt [SEED [FROM.pt RATE [FIRST]]]: trains on SHARDS shards from build/digits/train-000.npz (or the FIRST-th) on, over and over, waiting for
those not yet written; from the weights in FROM.pt at a top learning rate of RATE, or from nothing. FROM.pt may know fewer classes.
Counts steps, not minutes: the weights depend on the arguments alone. Keeps a usable OUT.pt at all times."""
import copy
import math
import os
import sys
import time

import cv2
import numpy as np
import torch

import crop
import generate
from network import Reader
from values import value

torch.set_num_threads(1)
with open("/proc/cpuinfo", encoding="ascii") as f:
    HALF = "bf16" in f.read()  # products of 16 bits take half the time where the processor has them, and seventeen times as long where it has not
cv2.setNumThreads(1)
SHARDS = os.path.join(generate.HERE, "../../build/digits")
BATCH, RATE, WARM, FLAT, HORIZON, FADE, AVERAGE_FROM, DECAY = 48, 2.5e-3, 200, .35, 15 / 13, 1600, 45 / 52, .998
INDEX = {c: i for i, c in enumerate(generate.CLASSES)}


def fresh(image, rng):
    """The same crop a little wider or narrower, higher or lower, noisier or of other contrast: no crop is seen twice."""
    if rng.random() < .5:
        w = int(round(image.shape[1] * rng.uniform(.88, 1.14)))
        image = cv2.resize(image, (min(crop.MAX_WIDTH, max(crop.MIN_WIDTH, w)), crop.HEIGHT), interpolation=cv2.INTER_LINEAR)
    if rng.random() < .4:
        a = np.float32([[1, 0, 0], [0, rng.uniform(.92, 1.06), rng.uniform(-1.5, 1.5)]])
        image = cv2.warpAffine(image, a, (image.shape[1], crop.HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    v = crop.normalise(image)
    if rng.random() < .4:
        v = v * np.float32(rng.uniform(.8, 1.1)) + np.float32(rng.uniform(-.05, .05))
    if rng.random() < .2:
        v = v + rng.standard_normal(v.shape, dtype=np.float32) * np.float32(rng.uniform(0, .12))
    return v


def batches(images, labels, rng=None):
    """(crops of like width padded with paper, labels, frames of each); in random order and freshened when rng is given."""
    order = np.argsort([i.shape[1] + (rng.uniform(0, 6) if rng else 0) for i in images])
    groups = [order[i:i + BATCH] for i in range(0, len(order), BATCH)]
    if rng:
        rng.shuffle(groups)
    for g in groups:
        values = [fresh(images[i], rng) if rng else crop.normalise(images[i]) for i in g]
        x = np.zeros((len(g), 1, crop.HEIGHT, max(v.shape[1] for v in values)), np.float32)
        for k, v in enumerate(values):
            x[k, 0, :, :v.shape[1]] = v
        yield torch.from_numpy(x).contiguous(memory_format=torch.channels_last), [labels[i] for i in g], [(v.shape[1] + 1) // 2 for v in values]


def loss_of(logp, y, widths):
    t = torch.tensor([INDEX[c] for s in y for c in s])
    return torch.nn.functional.ctc_loss(logp, t, torch.tensor(widths), torch.tensor([len(s) for s in y]), zero_infinity=True)


def greedy(logp, widths):
    best = logp.argmax(-1).T.numpy()
    out = []
    for row, n in zip(best, widths):
        s, last = "", 0
        for k in row[:n]:
            if k != last and k:
                s += generate.CLASSES[k]
            last = k
        out.append(s)
    return out


def evaluate(model, name, most=None):
    """Share of the numerals of a shard that greedy decoding reads right by value."""
    model.eval()
    images, labels, _ = (x[:most] for x in generate.load(os.path.join(SHARDS, name)))
    good = n = 0
    with torch.no_grad():
        for x, y, w in batches(images, labels):
            for a, b in zip(greedy(model(x), w), y):
                if "?" in b:
                    continue
                good += value(a) == value(b)
                n += 1
    model.train()
    return good / n


def crops(shards, rng):
    """Batches without end: the shards in turn."""
    while True:
        for k in shards:
            path = os.path.join(SHARDS, f"train-{k:03d}.npz")
            while not os.path.exists(path):
                time.sleep(2)
            images, labels, _ = generate.load(path)
            yield from batches(images, labels, rng)


def resume(model, path):
    """Weights of an earlier round; classes that it did not know keep the model's own."""
    old, new = torch.load(path, map_location="cpu"), model.state_dict()
    for name, value in new.items():
        if value.dim():
            value[:len(old[name])] = old[name]
        else:
            value.copy_(old[name])
    model.load_state_dict(new)


def rate(step, steps, top):
    """Warmed up, flat, a cosine that would reach nothing at HORIZON times the steps, and a straight fall to nothing over the last FADE."""
    f = step / (steps * HORIZON)
    return top * min(1, (step + 1) / WARM) * (1 if f < FLAT else .5 + .5 * math.cos(math.pi * (f - FLAT) / (1 - FLAT))) * min(1, (steps - step + 1) / FADE)


def main():
    steps, count, out = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    torch.manual_seed(seed)
    model = Reader()
    if len(sys.argv) > 5:
        resume(model, sys.argv[5])
    top = float(sys.argv[6]) if len(sys.argv) > 6 else RATE
    first = int(sys.argv[7]) if len(sys.argv) > 7 else 0
    model = model.to(memory_format=torch.channels_last)
    print(sum(p.numel() for p in model.parameters()), "parameters", flush=True)
    opt = torch.optim.AdamW(model.parameters(), RATE, betas=(.9, .99), weight_decay=1e-3)
    average = None
    start, running = time.time(), 0.0
    for step, (x, y, w) in zip(range(1, steps + 1), crops(range(first, first + count), np.random.default_rng(seed))):
        for g in opt.param_groups:
            g["lr"] = rate(step, steps, top)
        with torch.autocast("cpu", torch.bfloat16, enabled=HALF):  # the weights and the loss stay in 32 bits
            logp = model(x)
        loss = loss_of(logp.float(), y, w)
        opt.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        opt.step()
        running = .99 * running + .01 * float(loss)
        if step > AVERAGE_FROM * steps:
            average = average or copy.deepcopy(model)
            with torch.no_grad():
                for a, b in zip(average.state_dict().values(), model.state_dict().values()):
                    a.copy_(b if not a.is_floating_point() else a * DECAY + b * (1 - DECAY))
        if step % 500 == 0:
            print(f"{time.time() - start:6.0f} s  step {step}  loss {running / (1 - .99 ** step):.4f}  rate {opt.param_groups[0]['lr']:.5f}", flush=True)
        if step % 2000 == 0:
            torch.save((average or model).state_dict(), out + ".part")
            os.replace(out + ".part", out)
            print("threshold split, greedy, by value:", " ".join(f"{q} {100 * evaluate(average or model, f'threshold-{q}.npz', 2000):.2f}" for q in ("office", "poor")), flush=True)
    torch.save((average or model).state_dict(), out)
    for q in ("clean", "office", "copy", "poor"):
        print("threshold", q, f"{100 * evaluate(average or model, f'threshold-{q}.npz'):.3f}", flush=True)


if __name__ == "__main__":
    main()
