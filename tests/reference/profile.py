"""Profiles of the reference segmentations, by pandas, SciPy and statsmodels: what tests/explained.rs compares with.

  pip install pandas scipy statsmodels
  python profile.py SHARED_DATA > profile.json

SHARED_DATA is the folder with customers/ and reference/. Labels are those of the reference results, one a data row.
"""
import json
import sys

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import samplesize_proportions_2indep_onetail

SETS = {
    "mall_3": ("Mall_Customers.csv", 6, ["Age", "Annual Income (k$)", "Spending Score (1-100)"], ["Genre"]),
    "wholesale": (
        "Wholesale_customers_data.csv",
        3,
        ["Fresh", "Milk", "Grocery", "Frozen", "Detergents_Paper", "Delicassen"],
        ["Channel", "Region"],
    ),
    "churn_modelling": (
        "Churn_Modelling.csv",
        4,
        ["CreditScore", "Age", "Tenure", "Balance", "NumOfProducts", "EstimatedSalary"],
        ["Geography", "Gender", "HasCrCard", "IsActiveMember", "Exited"],
    ),
    "shopping_trends": (
        "shopping_trends.csv",
        4,
        ["Age", "Purchase Amount (USD)", "Review Rating", "Previous Purchases"],
        ["Gender", "Category", "Season", "Payment Method", "Discount Applied"],
    ),
}


def summary(x):
    """count, mean, 95 % interval by Student's t, sample deviation, quartiles"""
    x = x.dropna()
    n, mean, sd = len(x), x.mean(), x.std(ddof=1)
    reach = stats.t.isf(0.025, n - 1) * sd / np.sqrt(n)
    q = x.quantile([0.25, 0.5, 0.75])
    return [n, mean, mean - reach, mean + reach, sd, *q]


def number(x, labels, k, feature):
    n, mean, sd = x.count(), x.mean(), x.std(ddof=0)
    rows, between = [], 0.0
    for j in range(k):
        own = x[labels == j]
        rest = x[labels != j]
        m = own.count()
        between += m * (own.mean() - mean) ** 2
        v = (own.mean() - mean) / np.sqrt(sd**2 / m * (n - m) / (n - 1))
        rows.append({"summary": summary(own), "apart": (own.mean() - rest.mean()) / sd, "v": None if feature else v})
    return {"everyone": summary(x), "segments": rows, "eta_squared": between / (n * sd**2)}


def level_v(n, marked, drawn, found):
    """catdes of FactoMineR: 2 P(beyond) + P(found), the smaller side, as a normal quantile"""
    law = stats.hypergeom(n, marked, drawn)
    point = law.pmf(found)
    below, above = 2 * law.cdf(found - 1) + point, 2 * law.sf(found) + point
    p = min(below, above, 1.0)
    sign = 1 if found >= marked * drawn / n else -1
    # Where p is below the smallest number there is, the quantile stays where it is then.
    return sign * stats.norm.isf(max(p / 2, np.finfo(float).tiny))


def category(x, labels, k):
    n = x.count()
    present = [x[labels == j].count() for j in range(k)]
    levels, between, total = {}, 0.0, 0.0
    for level, count in x.value_counts().items():
        share = count / n
        own = [int((x[labels == j] == level).sum()) for j in range(k)]
        between += sum(m * (c / m - share) ** 2 for c, m in zip(own, present))
        total += n * share * (1 - share)
        levels[str(level)] = {
            "count": int(count),
            "counts": own,
            "lift": [c / m / share for c, m in zip(own, present)],
            "v": [level_v(n, count, m, c) for c, m in zip(own, present)],
        }
    return {"levels": levels, "eta_squared": between / total}


def worth(x, labels, k):
    x = x.astype(float)
    s = np.sort(x.to_numpy())
    cum = np.concatenate([[0], np.cumsum(s)]) / s.sum()
    at = np.interp([0.2, 0.5, 0.8], np.arange(len(s) + 1) / len(s), cum)
    pairs = np.arange(1, len(s) + 1) * s
    gini = 2 * pairs.sum() / (len(s) * s.sum()) - (len(s) + 1) / len(s)
    return {"total": x.sum(), "totals": [x[labels == j].sum() for j in range(k)], "lorenz": list(at), "gini": gini}


def one(root, name):
    file, k, features, descriptors = SETS[name]
    table = pd.read_csv(f"{root}/customers/{file}")
    labels = np.loadtxt(f"{root}/reference/{name}.labels_k{k}.txt", dtype=int)
    columns, p = {}, []
    for column in features + descriptors:
        x = table[column]
        if pd.api.types.is_numeric_dtype(x):
            columns[column] = number(x, labels, k, column in features)
            p += [2 * stats.norm.sf(abs(s["v"])) for s in columns[column]["segments"] if s["v"] is not None]
        else:
            columns[column] = category(x, labels, k)
            p += [2 * stats.norm.sf(abs(v)) for level in columns[column]["levels"].values() for v in level["v"]]
    q = multipletests(p, method="fdr_bh")[1]
    result = {"file": file, "k": k, "features": features, "descriptors": descriptors, "columns": columns, "q": sorted(q)}
    if name == "wholesale":
        result["worth"] = worth(table[features].sum(axis=1), labels, k)
    if name == "shopping_trends":
        result["worth"] = worth(table["Purchase Amount (USD)"], labels, k)
    return result


def sizes():
    """Customers in each group for a share, a difference, a power, and hold-outs per treated customer."""
    rows = []
    for rate in (0.01, 0.03, 0.1, 0.25, 0.5):
        for uplift in (0.002, 0.01, 0.05, -0.005, 0.2):
            for power in (0.8, 0.9):
                if 0 < rate + uplift < 1:
                    n = samplesize_proportions_2indep_onetail(uplift, rate, power, ratio=1, alpha=0.05)
                    rows.append([rate, uplift, power, n])
    return rows


if __name__ == "__main__":
    root = sys.argv[1]
    json.dump({"sets": {name: one(root, name) for name in SETS}, "sizes": sizes()}, sys.stdout, indent=0)
    print()
