"""Writes a series of hourly prices and what numpy and scipy find in it.

    python3 calibration.py            # writes calibration.csv and calibration.txt beside itself

The series is drawn from a GARCH(1,1) with jumps. The estimates are computed here in binary floating
point, from the definitions and with scipy's own optimiser, not from the program's sources.
"""

import math
import pathlib

import numpy as np
from scipy import optimize, special

FOLDER = pathlib.Path(__file__).parent
ROWS = 1500
START = 1704067200
YEAR = 365 * 86400


def series():
    random = np.random.default_rng(20240101)
    variance_of_step = 0.6**2 / 8760
    alpha, beta = 0.08, 0.89
    h, level, prices = variance_of_step, math.log(42_000), []
    for _ in range(ROWS):
        prices.append(round(math.exp(level), 2))
        shock = math.sqrt(h) * random.standard_normal()
        h = variance_of_step * (1 - alpha - beta) + alpha * shock**2 + beta * h
        jump = random.normal(-0.05, 0.03) if random.random() < 0.008 else 0.0
        level += shock + jump
    return prices


def jumps(r, steps_per_year):
    k = math.sqrt(2 * math.log(len(r)))
    middle = np.sort(r)[(len(r) - 1) // 2]
    absolute = np.sort(np.abs(r - middle))
    deviation = absolute[(len(r) - 1) // 2] / (math.sqrt(2) * special.erfinv(0.5))
    inside = special.ndtr(k) - special.ndtr(-k)
    kept = 1 - 2 * k * math.exp(-k * k / 2) / math.sqrt(2 * math.pi) / inside
    count = -1
    while True:
        far = np.abs(r - middle) > k * deviation
        rest = r[~far]
        middle = rest.mean()
        deviation = math.sqrt(rest.var() / kept)
        if far.sum() == count:
            break
        count = int(far.sum())
    x = r[far] - middle
    own = math.sqrt(max(0.0, x.var(ddof=1) - deviation**2))
    factor = math.exp(x.mean() + own**2 / 2)
    e_mean = x.std(ddof=1) / math.sqrt(count)
    e_own = x.std(ddof=1) / math.sqrt(2 * (count - 1))
    rest_kurtosis = ((rest - middle) ** 4).mean() / rest.var() ** 2
    volatility = deviation * math.sqrt(steps_per_year)
    per_year = count * steps_per_year / len(r)
    gained = per_year * (factor - 1 - x.mean())
    return {
        "jumps.count": count,
        "jumps.volatility": volatility,
        "jumps.volatility.error": volatility * math.sqrt((rest_kurtosis - 1) / (4 * len(rest))),
        "jumps.perYear": per_year,
        "jumps.perYear.error": per_year / math.sqrt(count),
        "jumps.size": factor - 1,
        "jumps.size.error": factor * math.hypot(e_mean, own * e_own),
        "jumps.sizeDeviation": factor * math.sqrt(math.exp(own**2) - 1),
        "jumps.sizeDeviation.error": factor * e_own,
        "jumps.drift": r.mean() * steps_per_year + volatility**2 / 2 + gained,
    }


def variances(z, level, alpha, beta):
    h = np.empty(len(z))
    h[0] = 1.0
    for t in range(1, len(z)):
        h[t] = level * (1 - alpha - beta) + alpha * z[t - 1] ** 2 + beta * h[t - 1]
    return h


def garch(r, steps_per_year):
    z = (r - r.mean()) / r.std()

    def loss(theta):
        level, alpha, beta = theta
        if level <= 0 or alpha < 0 or beta < 0 or alpha + beta >= 1:
            return 1e9
        h = variances(z, level, alpha, beta)
        return 0.5 * np.sum(np.log(h) + z**2 / h)

    best = None
    for start in [(1, 0.05, 0.9), (1, 0.1, 0.8), (0.8, 0.2, 0.5)]:
        found = optimize.minimize(
            loss, start, method="Nelder-Mead",
            options={"xatol": 1e-10, "fatol": 1e-11, "maxiter": 20000, "maxfev": 20000})
        if best is None or found.fun < best.fun:
            best = found
    theta = best.x
    h = variances(z, *theta)
    slopes = np.empty((len(z), 3))
    for i in range(3):
        step = 1e-6 * max(1e-2, abs(theta[i]))
        up, down = theta.copy(), theta.copy()
        up[i] += step
        down[i] -= step
        slopes[:, i] = (variances(z, *up) - variances(z, *down)) / (2 * step)
    relative = slopes / h[:, None]
    information = relative.T @ relative / 2
    score = relative * ((z**2 / h - 1) / 2)[:, None]
    inverse = np.linalg.inv(information)
    errors = np.sqrt(np.diag(inverse @ (score.T @ score) @ inverse))
    volatility = r.std() * math.sqrt(theta[0] * steps_per_year)
    return {
        "garch.alpha": theta[1],
        "garch.alpha.error": errors[1],
        "garch.beta": theta[2],
        "garch.beta.error": errors[2],
        "garch.volatility": volatility,
        "garch.volatility.error": volatility * errors[0] / (2 * theta[0]),
        "garch.drift": r.mean() * steps_per_year + volatility**2 / 2,
        "garch.meanLikelihood": -best.fun / len(z),
    }


def main():
    prices = series()
    with open(FOLDER / "calibration.csv", "w") as file:
        file.write("time,price\n")
        for row, price in enumerate(prices):
            file.write(f"{START + 3600 * row},{price:.2f}\n")
    r = np.diff(np.log(np.array(prices)))
    n = len(r)
    steps_per_year = YEAR / 3600
    z = (r - r.mean()) / r.std()
    kurtosis = (z**4).mean()
    volatility = r.std(ddof=1) * math.sqrt(steps_per_year)
    volatility_error = volatility * math.sqrt((kurtosis - 1) / (4 * n))
    result = {
        "returns.count": n,
        "returns.mean": r.mean(),
        "returns.deviation": r.std(ddof=1),
        "returns.kurtosis": kurtosis,
        "gbm.volatility": volatility,
        "gbm.volatility.error": volatility_error,
        "gbm.drift": r.mean() * steps_per_year + volatility**2 / 2,
        "gbm.drift.error": math.hypot(
            r.std(ddof=1) / math.sqrt(n) * steps_per_year, volatility * volatility_error),
    }
    result |= jumps(r, steps_per_year) | garch(r, steps_per_year)
    with open(FOLDER / "calibration.txt", "w") as file:
        for name, value in result.items():
            file.write(f"{name} {value:.15f}\n")


main()
