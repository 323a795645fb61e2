"""Writes what is generated of Specs/history: the waves in waves.risk, the examples in waves.spec and
the tables in README.md, from hyperliquid-2025-10-10-waves.csv and -policies.csv.

    python3 Tests/Fixtures/history/waves.py

It is also the other source: what each policy takes is computed here in exact fractions, from the
rule and not from `lib/adl`, and the examples ask the contract for the same numbers. Only the standard
library is needed.
"""

import csv
import math
import os
import sys
from decimal import Decimal
from fractions import Fraction as F
from statistics import NormalDist

FOLDER = sys.argv[1] if len(sys.argv) > 1 else os.path.join(
    os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "Specs", "history")

WINNERS = 20
MARK, BEFORE = F(100), F(110)
FALL = BEFORE - MARK
CAP = F(5, 100)
LOT = F(10)


def read(name):
    with open(os.path.join(FOLDER, name), newline="") as file:
        return list(csv.DictReader(file))


def cents(text):
    """What a contract holds of an amount: whole cents."""
    return F(round(Decimal(text) * 100), 100)


def weights(sigma, step):
    """Quantiles of a lognormal distribution in thousandths, in an order that leaps by `step`."""
    normal = NormalDist()
    values = [math.exp(sigma * normal.inv_cdf((k + 0.5) / WINNERS)) for k in range(WINNERS)]
    values = [values[k * step % WINNERS] for k in range(WINNERS)]
    return [F(max(1, round(1000 * v / sum(values))), 1000) for v in values]


def population():
    profit = weights(1.5, 1)
    other = weights(1.5, 7)
    rise = [F(round(20 * 20 ** (k * 3 % WINNERS / (WINNERS - 1))), 1000) for k in range(WINNERS)]
    return list(zip(profit, other, rise))


class Winner:
    def __init__(self, number, gain, own, rise):
        self.number, self.gain = number, gain
        self.size = gain / (MARK * rise)
        self.worth = own + gain
        self.leverage = self.size * MARK / self.worth
        self.paid = F(0)

    def room(self, most):
        """Coins that may be closed before so much of the profit is gone."""
        return min(self.size, self.gain * most / FALL)


def queue(winners, coins):
    for w in sorted(
            winners,
            key=lambda w: (-(w.size * MARK / (w.size * MARK + w.gain)) * w.leverage, w.number)):
        part = min(coins, w.room(1))
        w.paid += part * FALL
        coins -= part
    return coins


def fill(winners, coins, weight, most):
    """Water-filling: who is full leaves the rest to the others, in proportion to their weights."""
    open_ones = list(winners)
    while open_ones:
        total = sum(weight(w) for w in open_ones)
        full = [w for w in open_ones if coins * weight(w) / total >= w.room(most)]
        if not full:
            for w in open_ones:
                w.paid += coins * weight(w) / total * FALL
            return F(0)
        for w in full:
            w.paid += w.room(most) * FALL
            coins -= w.room(most)
        open_ones = [w for w in open_ones if w not in full]
    return coins


def lots(winners, coins):
    """Whole lots by proportion, and the lots that are over to the largest remainders."""
    number = -(-coins // LOT)
    total = sum(w.gain for w in winners)
    ideal = {w.number: number * LOT * w.gain / total for w in winners}
    whole = {w.number: min(w.room(1), ideal[w.number]) // LOT for w in winners}
    spare = number - sum(whole.values())
    for w in sorted(winners, key=lambda w: (-(ideal[w.number] - whole[w.number] * LOT), w.number)):
        if spare > 0 and (whole[w.number] + 1) * LOT <= w.room(1):
            whole[w.number] += 1
            spare -= 1
    for w in winners:
        w.paid += whole[w.number] * LOT * FALL
    return spare * LOT


POLICIES = [
    ("queue", "hyperliquid", "needed", queue),
    ("capped", "capped", "needed", lambda ws, c: fill(ws, c, lambda w: w.gain, CAP)),
    ("integer", "pro_rata", "lots", lots),
    ("risk-aware", "risk_aware", "needed", lambda ws, c: fill(
        ws, c, lambda w: w.gain * w.leverage, 1)),
]


def share(winners, loss):
    """What closing did not bring: in proportion to what is gained on the coins that are open, less what
    those that were closed had not gained."""
    gains = {
        w.number: min(w.gain * (1 - w.paid / FALL / w.size), w.gain - w.paid, w.worth - w.paid)
        for w in winners}
    total = sum(gains.values())
    for w in winners:
        w.paid += loss * gains[w.number] / total


def settle(wave, shape, policy):
    needed, profits, equity = (
        cents(wave[k]) for k in ("budget_needed_usd", "winners_pnl_start_usd",
                                 "winners_equity_start_usd"))
    all_profit, all_other = (sum(s[k] for s in shape) for k in (0, 1))
    winners = [
        Winner(k, profits * p / all_profit, (equity - profits) * o / all_other, r)
        for k, (p, o, r) in enumerate(shape)]
    coins = needed / FALL
    rest = policy(winners, coins)
    taken = sum(w.paid for w in winners)
    shared = max(F(0), needed - taken) if rest > 0 else F(0)
    if shared > 0:
        share(winners, shared)
    asked = [w for w in winners if w.paid > F(1, 10**6)]
    kept = lambda w: w.gain - w.paid
    return {
        "wave": wave["wave"], "needed": needed, "taken": taken, "shared": shared,
        "touched": len(asked), "hardest": max(w.paid for w in asked),
        "part": max(w.paid / w.gain for w in asked),
        "inversions": sum(
            1 for a in winners for b in winners if b.gain > a.gain and kept(b) < kept(a)),
    }


def exact(value, digits=9):
    """A number as a spec writes it: rounded, with separators."""
    scaled = round(value * 10**digits)
    whole, rest = divmod(abs(scaled), 10**digits)
    text = f"{whole:,}".replace(",", "_")
    fraction = str(rest).rjust(digits, "0").rstrip("0")
    return ("-" if scaled < 0 else "") + text + ("." + fraction if fraction else "")


def dollars(value):
    return f"{round(value):,}".replace(",", "_")


def percent(value, digits=2):
    return f"{float(value * 100):.{digits}f} %"


def aligned(rows, margin):
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    return [
        (margin + "  ".join(cell.ljust(w) for cell, w in zip(row, widths))).rstrip()
        for row in rows]


def replaced(name, start, end, lines):
    """The file with everything between two lines written anew."""
    path = os.path.join(FOLDER, name)
    with open(path) as file:
        old = file.read().split("\n")
    first = next(k for k, line in enumerate(old) if line.strip() == start)
    last = next(k for k, line in enumerate(old) if k > first and line.strip() == end)
    with open(path, "w") as file:
        file.write("\n".join(old[:first + 1] + lines + old[last:]))


def write_waves(waves):
    lines = []
    for k, w in enumerate(waves):
        needed, profits, equity = (
            exact(cents(w[name]), 2)
            for name in ("budget_needed_usd", "winners_pnl_start_usd", "winners_equity_start_usd"))
        comma = "," if k + 1 < len(waves) else ""
        lines.append(
            f"    {{ needed: {needed}, profits: {profits}, equity: {equity} }}{comma}"
            f"  // wave {w['wave']}")
    replaced("waves.risk", "// waves", "// end of waves", lines)


EXAMPLES = """\
// Written by Tests/Fixtures/history/waves.py, which computes the same in exact fractions; see
// README.md. Each example is one policy on sixteen waves and one made-up population: what closing
// positions takes, what is shared beyond the caps, how many of twenty winners leave something, the
// most that one of them leaves, in dollars and as a part of his profit, and of how many pairs the one
// who had gained more has kept less.
"""


def write_examples(shape, results):
    text = EXAMPLES
    given = ",\n".join(
        f"         Winner[{k}] = {{ profit: {exact(100 * p)}%, other: {exact(100 * o)}%,"
        f" rise: {exact(100 * r)}% }}" for k, (p, o, r) in enumerate(shape))
    for name, selection, sizing, _ in POLICIES:
        rows = [["name", "number", "all_taken", "all_shared", "asked_ones", "most", "most_part",
                 "turned"]]
        for k, r in enumerate(results[name]):
            rows.append([
                f"wave_{r['wave']}", str(k), exact(r["taken"], 6), exact(r["shared"], 6),
                str(r["touched"]), exact(r["hardest"], 6), exact(r["part"], 12),
                str(r["inversions"])])
        table = aligned(rows, "         ")
        table[0] = "  cases  " + table[0].strip()
        text += f"""
example "{name}, {{name}}: {{asked_ones}} winners leave {{all_taken}}, {{turned}} pairs turn" {{
  use Waves from "waves.risk"
""" + "\n".join(table) + f"""
  population Account = {WINNERS + 2}, Winner = {WINNERS}, Asset = ALL, Feed = 1, Slot = 1
  given  selection = {selection}, sizing = {sizing}, reference = previous_mark, profit_cap = 5%,
         Lot[ALL].lot = {exact(LOT)},
{given}
  when   pass(Wave[number], ALL)
  then   taken == all_taken +- 0.000001, shared == all_shared +- 0.000001,
         touched == asked_ones, hardest == most +- 0.000001,
         hardest_part == most_part +- 0.000000001, inversions == turned, bad_debt == 0
}}
"""
    with open(os.path.join(FOLDER, "waves.spec"), "w") as file:
        file.write(text)


def table(header, rows):
    rule = ["---"] + ["---:"] * (len(header) - 1)
    return ["| " + " | ".join(row) + " |" for row in [header]] + ["|" + "|".join(rule) + "|"] + [
        "| " + " | ".join(row) + " |" for row in rows]


def write_tables(waves, policies, results):
    rows = []
    for k, (w, p) in enumerate(zip(waves, policies)):
        assert w["wave"] == p["wave"]
        rows.append([
            w["wave"], dollars(cents(w["budget_needed_usd"])),
            dollars(cents(w["budget_prod_usd"])),
            dollars(cents(p["budget_contract_pr"])),
            dollars(cents(p["budget_fixed_point_ilp_integer"])),
        ] + [dollars(results[n][k]["taken"]) + (
            f" + {dollars(results[n][k]['shared'])}" if results[n][k]["shared"] else "")
            for n, *_ in POLICIES])
    def total(values):
        return dollars(sum(values))
    rows.append([
        "all", total(cents(w["budget_needed_usd"]) for w in waves),
        total(cents(w["budget_prod_usd"]) for w in waves),
        total(cents(p["budget_contract_pr"]) for p in policies),
        total(cents(p["budget_fixed_point_ilp_integer"]) for p in policies)] + [
            total(r["taken"] for r in results[n]) + (
                f" + {total(r['shared'] for r in results[n])}"
                if any(r["shared"] for r in results[n]) else "") for n, *_ in POLICIES])
    replaced("README.md", "<!-- budgets -->", "<!-- end of budgets -->", table(
        ["wave", "needed", "production", "whole contracts, published", "integer programme, published"]
        + [n for n, *_ in POLICIES], rows))
    rows = []
    for k, w in enumerate(waves):
        rows.append([w["wave"], dollars(cents(w["max_prod_haircut_usd"]))] + [
            f"{r['touched']}: {dollars(r['hardest'])}, {percent(r['part'])}, {r['inversions']}"
            for r in (results[n][k] for n, *_ in POLICIES)])
    replaced("README.md", "<!-- people -->", "<!-- end of people -->", table(
        ["wave", "largest haircut in production"] + [n for n, *_ in POLICIES], rows))


def main():
    waves = read("hyperliquid-2025-10-10-waves.csv")
    policies = read("hyperliquid-2025-10-10-policies.csv")
    shape = population()
    results = {n: [settle(w, shape, rule) for w in waves] for n, _, _, rule in POLICIES}
    write_waves(waves)
    write_examples(shape, results)
    write_tables(waves, policies, results)


main()
