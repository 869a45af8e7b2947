"""What scikit-learn makes of every reference set from a given start: the expectations of tests/same_start.rs.

    python same_start.py DATA > same_start.json     (DATA: the folder with reference/; needs pandas, scikit-learn)

Prepared as DATA/reference/reference.py prepares. The start is k rows, evenly spread; those equal to an earlier one give way to the next.
'inertia' has the sum of squares after iteration 1, 2, 3, 5: labels by the centroids before it, about the centroids after it.
"""
import json
import os
import sys

import numpy as np
import pandas as pd
import sklearn
from sklearn.cluster import KMeans
from sklearn.preprocessing import StandardScaler

data = sys.argv[1]
sys.path.insert(0, os.path.join(data, 'reference'))
import reference  # noqa: E402

prepared = {}
reference.kmeans_block = lambda X, raw, cols, cfg, root, name, *rest: prepared.update({name: X})


def prepare(name, cfg):
    if 'rfm' in cfg:
        table = pd.read_csv(os.path.join(data, 'reference', f'{name}.csv'))
        return StandardScaler().fit_transform(np.log1p(table[['recency_days', 'frequency', 'monetary']].to_numpy(float)))
    reference.do_table(data, name, cfg)
    return prepared[name]


def start_rows(X, k):
    rows = []
    for j in range(k):
        row = (2 * j + 1) * len(X) // (2 * k)
        while any((X[row] == X[other]).all() for other in rows):
            row = (row + 1) % len(X)
        rows.append(row)
    return rows


def fit(X, start, iterations):
    return KMeans(len(start), init=start, n_init=1, max_iter=iterations, tol=0, algorithm='lloyd').fit(X)


sets = json.load(open(os.path.join(data, 'reference', 'sets.json')))
out = {'scikit-learn': sklearn.__version__, 'sets': {}}
for name, cfg in sets.items():
    if cfg.get('summary_only'):
        continue
    X = prepare(name, cfg)
    k = cfg.get('k_usual') or cfg.get('k_true')
    rows = start_rows(X, k)
    start = X[rows]
    inertia = {}
    for m in [1, 2, 3, 5]:
        before = start if m == 1 else fit(X, start, m - 1).cluster_centers_
        nearest = [((part[:, None, :] - before[None, :, :]) ** 2).sum(2).argmin(1) for part in np.array_split(X, 50)]
        labels = np.concatenate(nearest)
        after = fit(X, start, m).cluster_centers_
        inertia[str(m)] = float(((X - after[labels]) ** 2).sum())
    whole = fit(X, start, 1000)
    out['sets'][name] = {'k': k, 'rows': rows, 'inertia': inertia, 'final': float(whole.inertia_), 'iterations': int(whole.n_iter_),
                         'sizes': sorted(np.bincount(whole.labels_, minlength=k).tolist(), reverse=True)}
    print(name, out['sets'][name]['iterations'], file=sys.stderr)
print(json.dumps(out, indent=1))
