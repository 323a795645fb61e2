"""Fits the weights of Contracts/lib/early.risk.

    plimsoll test Tests/Fixtures/early/training.spec --paths 3072 --csv training.csv
    python3 Tests/Fixtures/early/fit.py training.csv

Every row is a path: the signs of one account after a day, and whether it was ruined on the next.
Logistic regression by Newton's method with a small ridge; plain Python, no packages. Prints the
weights with two decimals, and the limit with the best balance of precision and recall (F1).
"""

import csv
import math
import sys

SIGNS = ["vol", "share", "thinness", "flowing", "distance"]
RIDGE = 1e-3


def solve(matrix, vector):
    size = len(vector)
    rows = [list(row) + [value] for row, value in zip(matrix, vector)]
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for row in range(size):
            if row != column:
                factor = rows[row][column] / rows[column][column]
                rows[row] = [x - factor * y for x, y in zip(rows[row], rows[column])]
    return [rows[row][size] / rows[row][row] for row in range(size)]


def chance(weights, signs):
    return 1 / (1 + math.exp(-max(-40, min(40, sum(w * x for w, x in zip(weights, signs))))))


def fit(samples):
    size = len(SIGNS) + 1
    weights = [0.0] * size
    for _ in range(30):
        gradient = [-RIDGE * w for w in weights]
        curvature = [[RIDGE * (i == j) for j in range(size)] for i in range(size)]
        for signs, ruined in samples:
            p = chance(weights, signs)
            for i in range(size):
                gradient[i] += (ruined - p) * signs[i]
                for j in range(size):
                    curvature[i][j] += p * (1 - p) * signs[i] * signs[j]
        weights = [w + step for w, step in zip(weights, solve(curvature, gradient))]
    return weights


def main():
    with open(sys.argv[1], newline="") as file:
        rows = [row for row in csv.DictReader(file) if float(row["alive"]) == 1]
    samples = [([1.0] + [float(row[s]) for s in SIGNS], float(row["ruined"])) for row in rows]
    weights = [round(w, 2) for w in fit(samples)]
    print(f"{len(samples)} accounts, {sum(r for _, r in samples):.0f} ruined")
    for name, weight in zip(["nothing"] + SIGNS, weights):
        print(f"{name:9} {weight:6.2f}")
    best = (0.0, 0.0, 0.0, 0.0)
    for percent in range(5, 95, 5):
        rung = [(chance(weights, signs) >= percent / 100, ruined) for signs, ruined in samples]
        right = sum(1 for on, ruined in rung if on and ruined)
        precision = right / max(1, sum(1 for on, _ in rung if on))
        recall = right / max(1, sum(1 for _, ruined in rung if ruined))
        balance = 2 * precision * recall / max(1e-9, precision + recall)
        best = max(best, (balance, percent, precision, recall))
    print(f"limit {best[1]}%: precision {best[2]:.2f}, recall {best[3]:.2f}")


main()
