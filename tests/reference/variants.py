"""Trimmed k-means, whitening and k-prototypes by others: the expectations of tests/variants.rs.

    python variants.py > variants.json     (needs numpy, scikit-learn, kmodes)

Trimmed k-means is written here with numpy, sorting everything, after Cuesta-Albertos, Gordaliza & Matran (1997); R's tclust could not be
installed where this was run, so its published example is not among these. PCA is scikit-learn's, k-prototypes the package kmodes', which
moves one customer at a time and so may end elsewhere: the data are such that both ways end in the same place.
Values are multiples of 1/1024, so that f32 holds them.
"""
import json

import kmodes
import numpy as np
import sklearn
from kmodes.kprototypes import KPrototypes
from sklearn.decomposition import PCA

rng = np.random.default_rng(20261124)


def short(X):
    return np.round(np.asarray(X) * 1024) / 1024


def trimmed(X, start, trim):
    C, n = X[start].copy(), len(X)
    kept = int(np.floor((1 - trim) * n))
    labels = None
    while True:
        D = ((X[:, None, :] - C[None, :, :]) ** 2).sum(2)
        near = D.argmin(1)
        order = np.argsort(D.min(1), kind='stable')
        new = near.copy()
        new[order[kept:]] = -1
        if labels is not None and (new == labels).all():
            break
        labels = new
        C = np.array([X[labels == j].mean(0) for j in range(len(C))])
    inertia = sum(((X[labels == j] - C[j]) ** 2).sum() for j in range(len(C)))
    return {'labels': labels.tolist(), 'centroids': C.tolist(), 'inertia': float(inertia)}


def trimming():
    cases = []
    for n, d, k, trim, spread in [(90, 2, 3, 0.1, 6.0), (120, 3, 4, 0.25, 1.5), (80, 2, 2, 0.03, 2.0)]:
        centres = rng.normal(0, spread, (k, d))
        X = centres[rng.integers(0, k, n)] + rng.normal(0, 1, (n, d))
        X[: n // 12] = rng.uniform(-40, 40, (n // 12, d))
        X = short(X)
        start = [n // 12 + j * (n // (k + 1)) for j in range(k)]
        cases.append({'rows': X.tolist(), 'start': start, 'trim': trim, **trimmed(X, start, trim)})
    return cases


def whitening():
    base = rng.normal(0, 1, (60, 5))
    X = short(base @ rng.normal(0, 1, (5, 5)) + rng.normal(3, 1, 5))
    cases = []
    for share in [0.5, 0.9, 0.99, 1.0]:
        full = PCA(svd_solver='full').fit(X)
        reached = np.cumsum(full.explained_variance_ratio_) >= share - 1e-12
        components = int(np.argmax(reached)) + 1
        pca = PCA(n_components=components, whiten=True, svd_solver='full').fit(X)
        cases.append({'share': share, 'components': components, 'kept': float(pca.explained_variance_ratio_.sum()),
                      'white': pca.transform(X).tolist()})
    return {'rows': X.tolist(), 'cases': cases}


def prototypes():
    cases = []
    for n, numbers, levels, k in [(90, 2, [3, 4], 3), (120, 3, [2, 5, 3], 4)]:
        group = np.arange(n) % k
        X = short(group[:, None] * 3.0 + rng.normal(0, 0.8, (n, numbers)))
        own = np.array([[(g + c) % m for c, m in enumerate(levels)] for g in group])
        noise = rng.random(own.shape) < 0.2
        codes = np.where(noise, np.column_stack([rng.integers(0, m, n) for m in levels]), own)
        start = list(range(k))
        for gamma in [None, 1.5]:
            data = np.column_stack([X, codes.astype(float)])
            categorical = list(range(numbers, numbers + len(levels)))
            init = [X[start], codes[start].astype(float)]
            model = KPrototypes(n_clusters=k, init=init, n_init=1, gamma=gamma, random_state=1)
            model.fit(data, categorical=categorical)
            centroids = np.asarray(model.cluster_centroids_, dtype=float)
            cases.append({'rows': X.tolist(), 'levels': codes.tolist(), 'start': start, 'gamma': gamma,
                          'default': float(0.5 * np.mean(X.std(axis=0))), 'cost': float(model.cost_),
                          'labels': model.labels_.tolist(), 'modes': centroids[:, numbers:].astype(int).tolist()})
    return cases


json.dump({'made_by': {'numpy': np.__version__, 'scikit-learn': sklearn.__version__, 'kmodes': kmodes.__version__},
           'trimming': trimming(), 'whitening': whitening(), 'prototypes': prototypes()}, __import__('sys').stdout)
