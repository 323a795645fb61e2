"""Writes reference vectors for the numerics tests.

    python3 generate.py                        the committed 5,000
    python3 generate.py --count 500000 --functions-count 50000 --out DIR

Arithmetic is computed with Python's own integers, the functions with mpmath at 80 digits. The seed is
fixed, so the same counts give the same files.

One vector per line: operation, arguments, results; raw words in hexadecimal. Arithmetic gives one
result per rounding (toZero fromZero down up halfUp). Functions give one, to 1/4096 of a raw unit:
`word.fraction`, rounded down. In place of a result: o overflow, z division by zero, d domain.
"""

import argparse
import os
import random

MIN, MAX, UNIT = -(2**127), 2**127 - 1, 10**18
random.seed(20_260)


# Arithmetic -----------------------------------------------------------------------------------


def rounded(n, d):
    """n / d in the five roundings."""
    down, up = n // d, -(-n // d)
    negative = (n < 0) != (d < 0)
    half_up = (2 * n + d) // (2 * d)
    return [up if negative else down, down if negative else up, down, up, half_up]


def word(value):
    return format(value, "x") if MIN <= value <= MAX else "o"


def quotients(n, d):
    return ["z"] * 5 if d == 0 else [word(q) for q in rounded(n, d)]


def remainders(n, d):
    return ["z"] * 5 if d == 0 else [word(n - q * d) for q in rounded(n, d)]


def edges():
    values = {MIN, MIN + 1, MAX - 1, MAX}
    near = [2**k for k in range(128)] + [10**k for k in range(39)]
    near += [m * UNIT for m in (2, 3, 5, 7)]
    for v in near:
        values.update(s * (v + d) for d in (-1, 0, 1) for s in (1, -1))
    return sorted(v for v in values if MIN <= v <= MAX)


EDGES = edges()
EXTREMES = [MIN, MIN + 1, MAX, -1, 0, 1, UNIT, -UNIT]


def signed(value):
    return -value if random.random() < 0.5 else value


def wide(low=1, high=127):
    return signed(random.getrandbits(random.randint(low, high)))


def clipped(value):
    return max(MIN, min(MAX, value))


def pair(multiplies):
    """Two operands: edges, any widths, results near the limit, results near a whole unit."""
    kind = random.random()
    if kind < 0.25:
        return random.choice(EDGES), random.choice(EDGES)
    if kind < 0.3:
        return random.choice(EXTREMES), random.choice(EDGES)
    if kind < 0.65:
        return wide(), wide()
    b = wide(1, 126) or 1
    limit = 2**127 * UNIT // b if multiplies else 2**127 * b // UNIT
    if kind < 0.8:
        return clipped(signed(limit + random.randint(-2, 2))), b
    whole = random.getrandbits(random.randint(1, 120)) * 2 + random.randint(0, 1)
    near = whole * UNIT // (2 * b) if multiplies else whole * b // (2 * UNIT)
    return clipped(signed(near + random.randint(-1, 1))), b


def triple():
    kind = random.random()
    if kind < 0.2:
        return tuple(random.choice(EDGES) for _ in range(3))
    a, b = wide(), wide()
    if kind < 0.6:
        return a, b, wide()
    return a, b, clipped(signed(abs(a * b) // 2**127 + random.randint(-1, 2)))


def line(name, arguments, results):
    return " ".join([name] + [format(a, "x") for a in arguments] + results)


def arithmetic(count):
    for _ in range(count):
        a, b = pair(True)
        yield line("multiply", (a, b), quotients(a * b, UNIT))
    for _ in range(count):
        a, b = pair(False)
        yield line("divide", (a, b), quotients(a * UNIT, b))
    for _ in range(count // 2):
        a, b, c = triple()
        yield line("muldiv", (a, b, c), quotients(a * b, c))
        yield line("mulrem", (a, b, c), remainders(a * b, c))
    for _ in range(count // 4):
        a, b = random.choice([(wide(), wide()), (random.choice(EDGES), random.choice(EDGES))])
        yield line("quotient", (a, b), quotients(a, b))
        yield line("remainder", (a, b), remainders(a, b))
    for _ in range(count // 4):
        a = random.choice([random.choice(EDGES), abs(wide()), near_square()])
        yield line("sqrt_integer", (a,), roots(a))
        yield line("sqrt", (a,), roots(a * UNIT))


def near_square():
    root = random.getrandbits(random.randint(1, 63))
    return max(0, root * root + random.randint(-1, 1) + random.choice([0, root]))


def roots(n):
    if n < 0:
        return ["d"] * 5
    import math

    down = math.isqrt(n)
    up = down + (down * down < n)
    half_up = down + (4 * n >= (2 * down + 1) ** 2)
    return [word(r) for r in (down, up, down, up, half_up)]


# Functions ------------------------------------------------------------------------------------


def reference(value):
    """A real number as `word.fraction`, or o."""
    from mpmath import floor

    scaled = int(floor(value * UNIT * 4096))
    whole, fraction = scaled >> 12, scaled & 4095
    # Rounding to the nearest may still bring the last half unit back.
    if not MIN <= whole + (fraction >= 2048) <= MAX:
        return "o"
    return f"{whole:x}.{fraction:x}"


def any_of(*choices):
    return random.choice(choices)()


def decimal(low, high):
    return random.randint(int(low * UNIT), int(high * UNIT))


def exp_vector(mp):
    x = any_of(
        lambda: decimal(-43, 46.6),
        lambda: decimal(-2, 2),
        lambda: wide(1, 66),
        lambda: int(mp.ln(2) * random.randint(-60, 67) * UNIT) + random.randint(-2, 2),
        lambda: random.choice(EDGES),
    )
    if x > 47 * UNIT:
        return (x,), "o"
    return (x,), reference(mp.exp(mp.mpf(max(x, -50 * UNIT)) / UNIT))


def ln_vector(mp):
    x = any_of(
        lambda: abs(wide()),
        lambda: decimal(0, 10),
        lambda: UNIT + wide(1, 60),
        lambda: ((32 + random.randint(0, 31)) << random.randint(0, 121)) + random.randint(-2, 2),
        lambda: random.choice(EDGES),
    )
    return (x,), "d" if x <= 0 else reference(mp.ln(mp.mpf(x) / UNIT))


def pow_vector(mp):
    x, y = any_of(
        lambda: (decimal(0, 10), decimal(-20, 20)),
        lambda: (abs(wide()), wide(1, 66)),
        lambda: (decimal(0, 200), random.randint(-20, 20) * UNIT),
        lambda: (random.randint(0, 100) * UNIT // 10, random.randint(-20, 20) * UNIT // 2),
        lambda: (UNIT + wide(1, 50), wide(60, 127)),
        lambda: (random.choice(EDGES), random.choice(EDGES)),
    )
    if x < 0 or x == 0 and y < 0:
        return (x, y), "d"
    if y == 0:
        return (x, y), reference(mp.mpf(1))
    if x == 0:
        return (x, y), reference(mp.mpf(0))
    exponent = mp.ln(mp.mpf(x) / UNIT) * y / UNIT
    if exponent > 47:
        return (x, y), "o"
    return (x, y), reference(mp.exp(max(exponent, mp.mpf(-60))))


def normal_argument():
    return any_of(
        lambda: decimal(-9.5, 9.5),
        lambda: decimal(-3, 3),
        lambda: wide(1, 64),
        lambda: random.randint(-80, 80) * UNIT // 8 + random.randint(-2, 2),
        lambda: random.choice(EDGES),
    )


def near(x):
    """Far out the functions are constant to 40 digits; mpmath need not go there."""
    return max(-30 * UNIT, min(30 * UNIT, x))


def normal_cdf_vector(mp):
    x = normal_argument()
    return (x,), reference(mp.ncdf(mp.mpf(near(x)) / UNIT))


def normal_pdf_vector(mp):
    x = normal_argument()
    return (x,), reference(mp.npdf(mp.mpf(near(x)) / UNIT))


def functions(count):
    import mpmath as mp

    mp.mp.dps = 80
    for name, vector in [
        ("exp", exp_vector),
        ("ln", ln_vector),
        ("pow", pow_vector),
        ("normal_cdf", normal_cdf_vector),
        ("normal_pdf", normal_pdf_vector),
    ]:
        for _ in range(count):
            arguments, result = vector(mp)
            yield line(name, arguments, [result])


def write(path, lines):
    with open(path, "w") as file:
        for text in lines:
            file.write(text + "\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=800, help="of multiply and of divide")
    parser.add_argument("--functions-count", type=int, default=360, help="of each function")
    parser.add_argument("--out", default=os.path.dirname(os.path.abspath(__file__)))
    options = parser.parse_args()
    write(os.path.join(options.out, "arithmetic.txt"), arithmetic(options.count))
    write(os.path.join(options.out, "functions.txt"), functions(options.functions_count))


if __name__ == "__main__":
    main()
