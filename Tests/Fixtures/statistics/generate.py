"""Writes reference vectors for the tests of the statistics.

    python3 generate.py

One vector per line: what it is, arguments, results; fractions as decimals. Computed with scipy in
double precision, of which twelve digits are good.
"""

import os
import random

from scipy import stats

random.seed(20_261)


def text(value):
    return format(float(value), ".17e")


def proportion(k, n, confidence):
    half = (1 - confidence) / 2
    low = 0.0 if k == 0 else stats.beta.ppf(half, k, n - k + 1)
    # The complement keeps the digits of ends close to one.
    above = 0.0 if k == n else stats.beta.ppf(half, n - k, k + 1)
    return f"proportion {k} {n} {confidence} {text(low)} {text(above)}"


def tail(k, n, p):
    return f"tail {k} {n} {p} {text(stats.binom.sf(k - 1, n, float(p)))}"


def lines():
    for n in (1, 2, 10, 59, 256, 10_000, 123_457, 10**6, 10**9):
        for k in sorted({0, 1, 2, 7, n // 1000, n // 3, n // 2, n - 3, n - 1, n}):
            if 0 <= k <= n:
                for confidence in (0.5, 0.95, 0.99, 0.9999):
                    yield proportion(k, n, confidence)
    for _ in range(150):
        n = int(10 ** random.uniform(0, 9))
        k = random.randint(1, n)
        share = k / (n + 1)
        spread = (share * (1 - share) / n) ** 0.5
        p = share - random.uniform(0, 5) * spread
        if p > 1e-9:
            yield tail(k, n, format(p, ".18f"))
    for freedom in (2, 4, 14, 30, 100):
        for confidence in (0.9, 0.99, 0.9999):
            yield f"student {freedom} {confidence} {text(stats.t.ppf((1 + confidence) / 2, freedom))}"


def main():
    folder = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(folder, "vectors.txt"), "w") as file:
        file.writelines(line + "\n" for line in lines())


main()
