#!/bin/sh
# Training and measuring crops into build/digits: shards.sh FIRST LAST writes training shards; every seed is fixed.
# Shards under 100 hold the fonts as they are, from 100 on also letters that are bent, widened, thinned ('wild').
set -eu
cd "$(dirname "$0")"
out=../../build/digits
mkdir -p "$out"
for s in threshold test; do
    for q in clean office copy poor; do
        [ -e "$out/$s-$q.npz" ] || /usr/bin/python3 generate.py $s 6000 "$(printf '%s-%s' $s $q | cksum | cut -d' ' -f1)" "$out/$s-$q.npz" $q .1
    done
done
i=$1
while [ "$i" -le "$2" ]; do
    n=$(printf '%s/train-%03d.npz' "$out" "$i")
    if [ "$i" -lt 100 ]; then kind="train .2"; else kind="wild .12"; fi
    # shellcheck disable=SC2086
    [ -e "$n" ] || /usr/bin/python3 generate.py train 16000 $((1000 + i)) "$n" $kind
    i=$((i + 1))
done
