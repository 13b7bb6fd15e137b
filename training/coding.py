"""Words to word pieces and shapes, as the encoder takes them."""

from tokenizers import BertWordPieceTokenizer

MAX_PIECES = 512
CLS, SEP, UNK = 101, 102, 100
MOST_PIECES, KEEP_FIRST, KEEP_LAST = 12, 8, 4


def word_shape(form):
    """The class of a written word; `crates/text/src/shape.rs` agrees with it."""
    upper = lower = digit = other = 0
    first_upper = None
    for c in form:
        if c.isupper():
            upper += 1
        elif c.islower():
            lower += 1
        elif c.isalpha():
            other += 1
        elif "0" <= c <= "9":
            digit += 1
            continue
        else:
            continue
        if first_upper is None:
            first_upper = c.isupper()
    alpha = upper + lower + other
    if alpha and digit:
        return 6
    if digit:
        return 5
    if not alpha:
        return 7
    if upper == 0:
        return 1 if lower else 9
    if lower == 0:
        return 8 if upper == 1 else 3
    if first_upper and upper == 1:
        return 2
    return 4


class Pieces:
    """Word pieces of single words, cached. Long words keep both ends."""

    def __init__(self, vocab):
        self.inner = BertWordPieceTokenizer(str(vocab), lowercase=True)
        self.cache = {}

    def __call__(self, form):
        ids = self.cache.get(form)
        if ids is None:
            ids = self.inner.encode(form, add_special_tokens=False).ids or [UNK]
            if len(ids) > MOST_PIECES:
                ids = ids[:KEEP_FIRST] + ids[-KEEP_LAST:]
            self.cache[form] = ids
        return ids


def encode(forms, shapes, pieces):
    """(ids, shape ids, first piece, last piece); entry 0 of both is [CLS]."""
    ids, shape, first, last = [CLS], [0], [0], [0]
    for form, s in zip(forms, shapes):
        p = pieces(form)
        first.append(len(ids))
        ids += p
        shape += [s] * len(p)
        last.append(len(ids) - 1)
    ids.append(SEP)
    shape.append(0)
    return ids, shape, first, last
