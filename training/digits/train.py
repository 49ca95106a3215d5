"""train.py MINUTES OUT.pt [SEED [FROM.pt]]: trains on the shards in build/digits as they appear, by the clock; keeps a usable OUT.pt at all times."""
import copy
import glob
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
cv2.setNumThreads(1)
MINUTES, OUT = float(sys.argv[1]), sys.argv[2]
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 1
FROM = sys.argv[4] if len(sys.argv) > 4 else None  # go on from these weights, at 0.4 of the rate
SHARDS = os.path.join(generate.HERE, "../../build/digits")
BATCH, RATE, WARM, FLAT, AVERAGE_FROM, DECAY = 48, 2.5e-3, 200, .35, .7, .998
torch.manual_seed(SEED)
rng = np.random.default_rng(SEED)
INDEX = {c: i for i, c in enumerate(generate.CLASSES)}


def batches(images, labels, shuffle=True):
    """Of like width, padded with paper."""
    order = np.argsort([i.shape[1] + (rng.uniform(0, 6) if shuffle else 0) for i in images])
    groups = [order[i:i + BATCH] for i in range(0, len(order), BATCH)]
    if shuffle:
        rng.shuffle(groups)
    for g in groups:
        w = max(images[i].shape[1] for i in g)
        x = np.zeros((len(g), 1, crop.HEIGHT, w), np.float32)
        for k, i in enumerate(g):
            v = crop.normalise(images[i])
            if shuffle and rng.random() < .3:
                v = v * np.float32(rng.uniform(.85, 1.1)) + np.float32(rng.uniform(-.05, .05))
            x[k, 0, :, :v.shape[1]] = v
        y = [labels[i] for i in g]
        yield torch.from_numpy(x).contiguous(memory_format=torch.channels_last), y, [(images[i].shape[1] + 1) // 2 for i in g]


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


def evaluate(model, name):
    model.eval()
    images, labels, _ = generate.load(os.path.join(SHARDS, name))
    good = n = 0
    with torch.no_grad():
        for x, y, w in batches(images, labels, False):
            for a, b in zip(greedy(model(x), w), y):
                if "?" in b:
                    continue
                good += value(a) == value(b)
                n += 1
    model.train()
    return good / n


def main():
    model = Reader().to(memory_format=torch.channels_last)
    if FROM:
        model.load_state_dict(torch.load(FROM))
    print(sum(p.numel() for p in model.parameters()), "parameters", flush=True)
    opt = torch.optim.AdamW(model.parameters(), RATE, betas=(.9, .99), weight_decay=1e-3)
    average = None
    start, step, seen, k, running = time.time(), 0, 0, 0, 0.0
    while True:
        files = sorted(glob.glob(os.path.join(SHARDS, "train-[0-9][0-9][0-9].npz")))
        if FROM:  # the second round: mostly letters that no font has
            files = [f for f in files if "train-1" in f or rng.random() < .4]
        k = k if k < len(files) else 0
        images, labels, _ = generate.load(files[k])
        k += 1
        for x, y, w in batches(images, labels):
            f = (time.time() - start) / (60 * MINUTES)
            if f >= 1:
                break
            lr = RATE * (.4 if FROM else 1) * min(1, (step + 1) / WARM) * (1 if f < FLAT else .5 + .5 * math.cos(math.pi * (f - FLAT) / (1 - FLAT)))
            for g in opt.param_groups:
                g["lr"] = lr
            loss = loss_of(model(x), y, w)
            opt.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            opt.step()
            step += 1
            seen += len(y)
            running = .99 * running + .01 * float(loss)
            if f > AVERAGE_FROM:
                if average is None:
                    average = copy.deepcopy(model)
                with torch.no_grad():
                    for a, b in zip(average.state_dict().values(), model.state_dict().values()):
                        a.copy_(b if not a.is_floating_point() else a * DECAY + b * (1 - DECAY))
            if step % 500 == 0:
                print(f"{time.time() - start:6.0f} s  step {step}  seen {seen}  loss {running / (1 - .99 ** step):.4f}  lr {lr:.5f}", flush=True)
            if step % 1500 == 0:
                m = average or model
                torch.save(m.state_dict(), OUT + ".part")
                os.replace(OUT + ".part", OUT)
                print("threshold split, greedy, by value:", " ".join(f"{q} {100 * evaluate(m, f'threshold-{q}.npz'):.2f}" for q in ("office", "poor")), flush=True)
        else:
            continue
        break
    torch.save((average or model).state_dict(), OUT)
    for q in ("clean", "office", "copy", "poor"):
        print("threshold", q, f"{100 * evaluate(average or model, f'threshold-{q}.npz'):.3f}", flush=True)


if __name__ == "__main__":
    main()
