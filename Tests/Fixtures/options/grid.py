"""Writes Specs/std/options-grid.spec: `std/options` against the textbook formulas, with sixty digits.

    python3 Tests/Fixtures/options/grid.py

Needs mpmath. Values, delta, gamma and vega over spots, strikes, volatilities and times; the implied
volatility of the same values, where a value says something of it: where a hundred points of
volatility move it by at least a hundredth of the spot.
"""

import os
import sys

from mpmath import mp, mpf, erfc, exp, log, nstr, pi, sqrt

mp.dps = 60
FOLDER = sys.argv[1] if len(sys.argv) > 1 else os.path.join(
    os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "Specs", "std")

SPOTS = ["0.5", "2_000", "60_000"]
STRIKES = ["50", "80", "95", "100", "105", "125", "200"]  # percent of the spot
VOLATILITIES = ["20", "65", "150"]
TIMES = ["0.0027", "0.1", "1"]

HEAD = """\
// Written by Tests/Fixtures/options/grid.py: `std/options` over a grid, against the textbook formulas
// with sixty digits. Strikes and volatilities are in percent, times in years.
"""

VALUES = """
example "a {{kind}} at {{strike}}% of {{spot}}, {{vol}}%, {{time}} years: {{worth}}" {{
  use CoveredCalls from "../../Contracts/examples/covered.risk"
{cases}
  given  spot = s
  then   value(kind, spot, spot * k / 100, vol / 100, time) == worth +- 1e-12,
         delta(kind, spot, spot * k / 100, vol / 100, time) == rise +- 1e-12,
         gamma(spot, spot * k / 100, vol / 100, time) == bend +- 1e-12,
         vega(spot, spot * k / 100, vol / 100, time) == swing +- 1e-12
}}
"""

IMPLIED = """
example "a {{kind}} at {{k}}% of {{s}} for {{worth}}, {{time}} years: {{vol}}%" {{
  use CoveredCalls from "../../Contracts/examples/covered.risk"
{cases}
  given  spot = s
  then   implied_volatility(kind, spot, spot * k / 100, worth * 1 USD / ETH, time)
         == vol / 100 +- 1e-12
}}
"""


def below(x):
    return erfc(-x / sqrt(mpf(2))) / 2


def density(x):
    return exp(-x * x / 2) / sqrt(2 * pi)


def text(x):
    """Rounded to eighteen decimals, without the zeros behind."""
    scaled = int(mp.nint(x * mpf(10) ** 18))
    whole, rest = divmod(abs(scaled), 10**18)
    fraction = str(rest).rjust(18, "0").rstrip("0")
    return ("-" if scaled < 0 else "") + str(whole) + ("." + fraction if fraction else "")


def rows():
    for s in SPOTS:
        for k in STRIKES:
            for vol in VOLATILITIES:
                for time in TIMES:
                    spot = mpf(s.replace("_", ""))
                    strike, v, t = spot * mpf(k) / 100, mpf(vol) / 100, mpf(time)
                    near = (log(spot / strike) + v * v * t / 2) / (v * sqrt(t))
                    far = near - v * sqrt(t)
                    gamma = density(near) / (spot * v * sqrt(t))
                    vega = spot * density(near) * sqrt(t)
                    call = spot * below(near) - strike * below(far)
                    put = strike * below(-far) - spot * below(-near)
                    yield ("call", s, k, vol, time, call, below(near), gamma, vega, spot)
                    yield ("put", s, k, vol, time, put, below(near) - 1, gamma, vega, spot)


def table(header, lines):
    lines = [header] + lines
    widths = [max(len(line[n]) for line in lines) for n in range(len(header))]
    padded = ["  ".join(c.ljust(w) for c, w in zip(line, widths)).rstrip() for line in lines]
    return "\n".join(("  cases  " if n == 0 else "         ") + p for n, p in enumerate(padded))


def main():
    grid = list(rows())
    values = [
        [kind, s, k, vol, time] + [text(x) for x in (worth, rise, bend, swing)]
        for kind, s, k, vol, time, worth, rise, bend, swing, _ in grid]
    implied = [
        [kind, s, k, vol, time, text(worth)]
        for kind, s, k, vol, time, worth, _, _, swing, spot in grid if swing >= spot / 100]
    head = ["kind", "s", "k", "vol", "time", "worth"]
    with open(os.path.join(FOLDER, "options-grid.spec"), "w") as file:
        file.write(HEAD)
        file.write(VALUES.replace("{{strike}}", "{{k}}").replace("{{spot}}", "{{s}}").format(
            cases=table(head + ["rise", "bend", "swing"], values)))
        file.write(IMPLIED.format(cases=table(head, implied)))


main()
