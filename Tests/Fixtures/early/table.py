"""Says how good the four alarms of Specs/markets/early-warning.spec are.

    plimsoll test Specs/markets/early-warning.spec --paths 768 --csv paths.csv
    python3 Tests/Fixtures/early/table.py paths.csv

Below each figure is its 99 % interval: bootstrap over paths, since the accounts of one path share
its prices. Draws come from a generator of its own, so that every Python prints the same.
"""

import csv
import sys

TIMES = 1_000
FIELDS = ["alarms", "right", "seen", "lead"]
NAMES = ["static", "scaled", "chance", "score"]


def draws(count):
    """Numbers below count, from Knuth's linear congruential generator of 64 bits."""
    state = 1
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        yield (state >> 33) * count >> 31


def figures(ruins, alarms, right, seen, lead):
    precision, recall = right / max(1, alarms), seen / max(1, ruins)
    balance = 2 * precision * recall / max(1e-9, precision + recall)
    return precision, recall, balance, lead / max(1, seen) / 3600


def main():
    with open(sys.argv[1], newline="") as file:
        rows = [
            [float(row["ruins"])] + [float(row[f"{n}_{f}"]) for n in NAMES for f in FIELDS]
            for row in csv.DictReader(file)
        ]
    total = [sum(column) for column in zip(*rows)]
    source = draws(len(rows))
    samples = []
    for _ in range(TIMES):
        drawn = [rows[next(source)] for _ in rows]
        samples.append([sum(column) for column in zip(*drawn)])
    print(f"{len(rows)} paths, {total[0]:.0f} accounts ruined.\n")
    print("| alarm | rang | precision | recall | F1 | lead, hours |")
    print("|---|---:|---:|---:|---:|---:|")
    for place, name in enumerate(NAMES):
        columns = slice(1 + 4 * place, 5 + 4 * place)
        found = figures(total[0], *total[columns])
        spread = list(zip(*(figures(s[0], *s[columns]) for s in samples)))
        cells = []
        for digits, value, others in zip([2, 2, 2, 1], found, spread):
            others = sorted(others)
            low, high = others[TIMES // 200], others[-1 - TIMES // 200]
            cells.append(f"{value:.{digits}f} ({low:.{digits}f} to {high:.{digits}f})")
        print(f"| {name} | {total[columns][0]:.0f} | {' | '.join(cells)} |")


main()
