"""Fills through a depth, in whole numbers of 10^-18, computed with 60 digits.

A line of depth.txt: depth, per, scale, price, pending, size, fill, where the fill is the integral of
price * e^(k * s) over the trade, divided by its size, rounded down.

    python3 Tests/Fixtures/market/generate.py > Tests/Fixtures/market/depth.txt
"""

import random

from mpmath import mp, mpf, exp, expm1, floor, log1p

mp.dps = 60
UNIT = 10**18


def fill(depth, per, scale, price, pending, size):
    depth, per, scale, price, pending, size = (
        mpf(x) / UNIT for x in (depth, per, scale, price, pending, size))
    k = log1p(per) * price / (depth * scale)
    average = mpf(1) if size == 0 else expm1(k * size) / (k * size)
    return int(floor(price * exp(k * pending) * average * UNIT))


def main():
    draw = random.Random(1)
    for index in range(120):
        depth = draw.choice([1000, 250_000, 4_000_000]) * UNIT
        per = draw.choice([UNIT // 100, UNIT // 50, UNIT // 1000])
        scale = draw.choice([UNIT, UNIT // 2, UNIT // 50])
        price = draw.choice([UNIT // 1000, UNIT, 1973 * UNIT + 123456789, 60_000 * UNIT])
        # Impacts from next to nothing to twice the price and more.
        reach = depth * scale // price
        size = draw.choice([-1, 1]) * int(reach * draw.choice([0, 1e-9, 1e-3, 0.5, 20, 100]))
        size = size * draw.randrange(1, 1000) // 1000
        pending = draw.choice([0, 0, size // 3, -size // 2])
        row = (depth, per, scale, price, pending, size)
        print(*row, fill(*row))


main()
