"""Prints the file Precise+Constants.swift: python3 constants.py > Precise+Constants.swift

Needs mpmath. Every number is rounded to the nearest multiple of 2^-224.
"""

from mpmath import exp, ln, mp, mpf, nint, pi, sqrt

mp.dps = 100


def limbs(value):
    word = int(nint(value * mpf(2) ** 224))
    parts = []
    for position in (3, 2, 1, 0):
        digits = f"{word >> 64 * position & 2 ** 64 - 1:016X}"
        parts.append("0x" + "_".join(digits[i : i + 4] for i in range(0, 16, 4)))
    return (
        "Precise(\n"
        f"      {parts[0]}, {parts[1]},\n"
        f"      {parts[2]}, {parts[3]})"
    )


def constant(name, doc, value):
    print(f"  /// {doc}")
    print(f"  static let {name} =\n    {limbs(value)}\n")


def table(name, doc, values):
    print(f"  /// {doc}")
    print(f"  static let {name}: [Precise] = [")
    for value in values:
        print(f"    {limbs(value)},")
    print("  ]", end="")


print("// Printed by Tests/Fixtures/numerics/constants.py with mpmath at 100 digits: each number is the")
print("// nearest multiple of 2^-224, its four limbs from high to low.")
print("extension Precise {")
constant("ln2", "`ln 2`.", ln(2))
constant("unitOffset", "`60 ln 2 - 18 ln 10`: the logarithm of `2^60 / 10^18`.", 60 * ln(2) - 18 * ln(10))
constant("inverseRootTau", "`1 / sqrt(2 pi)`: the density of the normal distribution at zero.", 1 / sqrt(2 * pi))
table(
    "logarithms",
    "`ln((33 + 2 i) / 32)`: the middles of the sixteen parts of [1, 2).",
    [ln(mpf(33 + 2 * i) / 32) for i in range(16)],
)
print("\n")
table("powersBySixteenth", "`e^(j / 16)` up to `ln 2`.", [exp(mpf(j) / 16) for j in range(12)])
print("\n")
table("powersBy256th", "`e^(j / 256)` up to 1/16.", [exp(mpf(j) / 256) for j in range(16)])
print("\n}")
