"""When two readings are the same value: scripts folded, letters of codes folded, a leading o of a code and a zero alike, a full stop behind a
whole number dropped (Grammar.Value in C#)."""
from generate import ARABIC, THAI

FOLD = str.maketrans(THAI + "IEO", ARABIC + "ieo")


def value(s):
    s = s.translate(FOLD)
    while "??" in s:
        s = s.replace("??", "?")
    if s.endswith(".") and s.count(".") == 1 and "," not in s:
        s = s[:-1]
    return "0" + s[1:] if len(s) in (2, 3) and s[0] == "o" else s


def same(a, b):
    return value(a) == value(b)
