"""Says how good the four alarms of Specs/markets/early-warning.spec are.

    plimsoll test Specs/markets/early-warning.spec --paths 4096 --csv paths.csv
    python3 Tests/Fixtures/early/table.py paths.csv
"""

import csv
import sys


def total(rows, name):
    return sum(float(row[name]) for row in rows)


def main():
    with open(sys.argv[1], newline="") as file:
        rows = list(csv.DictReader(file))
    ruins = total(rows, "ruins")
    print(f"{len(rows)} paths, {ruins:.0f} accounts ruined\n")
    print("| alarm | rang | precision | recall | F1 | lead |")
    print("|---|---:|---:|---:|---:|---:|")
    for name in ["static", "scaled", "chance", "score"]:
        rang = total(rows, name + "_alarms")
        seen = total(rows, name + "_seen")
        precision = total(rows, name + "_right") / max(1, rang)
        recall = seen / max(1, ruins)
        balance = 2 * precision * recall / max(1e-9, precision + recall)
        lead = total(rows, name + "_lead") / max(1, seen) / 3600
        print(f"| {name} | {rang:.0f} | {precision:.2f} | {recall:.2f} | {balance:.2f} | {lead:.1f} h |")


main()
