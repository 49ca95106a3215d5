#!/bin/sh
# Training crops into build/digits: shards.sh COUNT [FIRST GRADES] writes the threshold split in its four qualities, then training shards from the FIRST-th (0) to the
# COUNT-th, GRADES (.06) of their numerals letters; every seed is fixed.
set -eu
cd "$(dirname "$0")"
out=../../build/digits
mkdir -p "$out"
for q in clean office copy poor; do
    [ -e "$out/threshold-$q.npz" ] || /usr/bin/python3 generate.py threshold 6000 "$(printf 'threshold-%s' $q | cksum | cut -d' ' -f1)" "$out/threshold-$q.npz" $q .1
done
i=${2:-0}
while [ "$i" -lt "$1" ]; do
    n=$(printf '%s/train-%03d.npz' "$out" "$i")
    [ -e "$n" ] || /usr/bin/python3 generate.py train 16000 $((1000 + i)) "$n" train .15 "${3:-.06}"
    i=$((i + 1))
done
