"""Indices of the checks by other hands: the expectations of tests/choosing/reference.rs.

    python checks.py DATA > checks.json     (DATA: the folder with customers/ and benchmarks/; needs numpy, scikit-learn)

Everything is written here from the papers' formulas or taken from scikit-learn; nothing comes from the product. Labels are recorded, so
that a formula is compared on the very same groups; what is drawn at random (gap, prediction strength) is recorded as a mean with its
standard error over the draws.
"""
import csv
import json
import os
import sys

import numpy as np
import sklearn
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score, silhouette_samples, silhouette_score

DRAWS = 60


def table(path, names):
    rows = list(csv.DictReader(open(path, encoding='utf-8-sig')))
    X = np.array([[float(row[name]) for name in names] for row in rows])
    return (X - X.mean(0)) / X.std(0)


def fit(X, k, seed):
    return KMeans(k, n_init=20, random_state=seed).fit(X)


def jaccard(a, b, k_a, k_b):
    best = []
    for i in range(k_a):
        A = set(np.flatnonzero(a == i))
        best.append(max(len(A & B) / len(A | B) for B in (set(np.flatnonzero(b == j)) for j in range(k_b))) if A else None)
    return best


def prediction(own, given, k):
    worst = 1.0
    for j in range(k):
        members = np.flatnonzero(own == j)
        if len(members) < 2:
            continue
        together = sum(given[x] == given[y] for x in members for y in members if x != y)
        worst = min(worst, together / (len(members) * (len(members) - 1)))
    return worst


def halves(X, k, rng):
    order = rng.permutation(len(X))
    a, b = X[order[:len(X) // 2]], X[order[len(X) // 2:]]
    of_a, of_b = fit(a, k, 0), fit(b, k, 0)
    return (prediction(of_a.labels_, of_b.predict(a), k) + prediction(of_b.labels_, of_a.predict(b), k)) / 2


def uniform(X, rng):
    mean = X.mean(0)
    _, _, axes = np.linalg.svd(X - mean, full_matrices=False)
    along = (X - mean) @ axes.T
    return rng.uniform(along.min(0), along.max(0), along.shape) @ axes + mean


def gaussian(X, rng):
    return rng.multivariate_normal(X.mean(0), np.cov(X.T, bias=True), len(X))


def log_share(X, k, seed):
    return np.log(fit(X, k, seed).inertia_ / ((X - X.mean(0)) ** 2).sum())


def gap(X, k, rng):
    kinds = []
    for draw in (uniform, gaussian):
        drawn = np.array([log_share(draw(X, rng), k, 0) for _ in range(DRAWS)])
        kinds.append((drawn.mean() - log_share(X, k, 0), drawn.std(ddof=1)))
    value, deviation = min(kinds)
    return {'gap': value, 'standard_error': deviation / np.sqrt(DRAWS)}


def mean(values):
    values = np.array(values)
    return {'mean': values.mean(), 'standard_error': values.std(ddof=1) / np.sqrt(len(values))}


data = sys.argv[1]
sets = {
    'mall': ('customers/Mall_Customers.csv', ['Annual Income (k$)', 'Spending Score (1-100)']),
    'iris': ('benchmarks/iris.csv', None),
}
out = {'numpy': np.__version__, 'scikit-learn': sklearn.__version__, 'draws': DRAWS, 'sets': {}}
for name, (path, names) in sets.items():
    path = os.path.join(data, path)
    if names is None:
        names = list(csv.DictReader(open(path, encoding='utf-8-sig')).fieldnames)[:4]
    X = table(path, names)
    rng = np.random.default_rng(1)
    found = {'columns': names, 'k': {}}
    for k in [2, 3, 5]:
        labels = fit(X, k, 0).labels_
        drawn = np.unique(rng.integers(0, len(X), len(X)))
        again = fit(X[drawn], k, 1).labels_
        a, b = X[::2], X[1::2]
        own, given = fit(a, k, 0).labels_, fit(b, k, 0).predict(a)
        s = silhouette_samples(X, labels)
        found['k'][str(k)] = {
            'labels': labels.tolist(),
            'silhouette': silhouette_score(X, labels),
            'silhouette_squared': silhouette_score(X, labels, metric='sqeuclidean'),
            'silhouettes': [sorted(s[labels == j].tolist(), reverse=True) for j in range(k)],
            'redraw': {'before': labels[drawn].tolist(), 'after': again.tolist(), 'jaccard': jaccard(labels[drawn], again, k, k),
                       'adjusted_rand': adjusted_rand_score(labels[drawn], again)},
            'halves': {'own': own.tolist(), 'given': given.tolist(), 'prediction': prediction(own, given, k)},
            'prediction': mean([halves(X, k, rng) for _ in range(DRAWS)]),
            'gap': gap(X, k, rng),
        }
    out['sets'][name] = found
print(json.dumps(out))
