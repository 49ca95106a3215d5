#!/bin/sh
# Fetches the fonts that fonts.txt names and Debian does not carry, into build/fonts (ignored by git).
# Debian's: apt-get install fonts-thai-tlwg fonts-noto-core fonts-arundina fonts-cantarell fonts-comfortaa fonts-crosextra-caladea fonts-crosextra-carlito
# fonts-inter fonts-junicode fonts-khmeros fonts-lao fonts-dejavu-core fonts-lato fonts-liberation2 fonts-linuxlibertine fonts-open-sans fonts-oxygen fonts-roboto-unhinted fonts-urw-base35
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
mkdir -p "$root/build/npm" "$root/build/fonts"
cd "$root/build/npm"
for p in font-th-sarabun-new $(sed -n 's|.*N/expo-google-fonts-\([a-z0-9-]*\)/.*|@expo-google-fonts/\1|p' "$root/training/digits/fonts.txt") \
    $(sed -n 's|.*N/fontsource-\([a-z0-9-]*\)/.*|@fontsource/\1|p' "$root/training/digits/fonts.txt"); do
    t=$(npm pack "$p" --silent)
    d="$root/build/fonts/${t%-[0-9]*}"
    mkdir -p "$d"
    tar xzf "$t" -C "$d" --strip-components=1
done
