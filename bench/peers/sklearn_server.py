"""scikit-learn, one request a line: JSON in, JSON out. Loads what the benchmark made; times nothing but the work."""
import json
import os
import sys
import time
import warnings
from importlib.metadata import version

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import numpy as np
import sklearn
from sklearn.cluster import KMeans
from sklearn.exceptions import ConvergenceWarning
from sklearn.metrics import silhouette_score
from threadpoolctl import threadpool_limits

warnings.simplefilter("ignore", ConvergenceWarning)
matrices = {}


def matrix(path, d, dtype):
    key = (path, dtype)
    if key not in matrices:
        matrices.clear()
        matrices[key] = np.fromfile(path, dtype="<f4").reshape(-1, d).astype(dtype)
    return matrices[key]


def versions(_):
    return {"python": sys.version.split()[0], "scikit-learn": sklearn.__version__, "numpy": np.__version__, "pandas": version("pandas")}


def fit(r):
    """One start from the given rows, strict convergence."""
    x = matrix(r["path"], r["d"], r["dtype"])
    init = x[r["rows"]].copy()
    model = KMeans(len(r["rows"]), init=init, n_init=1, max_iter=r["iterations"], tol=0, algorithm="lloyd")
    with threadpool_limits(r["threads"]):
        started = time.perf_counter()
        model.fit(x)
        took = time.perf_counter() - started
    centroids = model.cluster_centers_.ravel().tolist()
    return {"ms": took * 1e3, "inertia": float(model.inertia_), "iterations": int(model.n_iter_), "centroids": centroids}


def judge(r):
    """The inertia of given centroids, measured the same way for everyone: f64, every row to its nearest."""
    centroids = np.array(r["centroids"]).reshape(-1, r["d"])
    rows = np.memmap(r["path"], dtype="<f4", mode="r").reshape(-1, r["d"])
    total = 0.0
    for begin in range(0, len(rows), 50_000):
        x = rows[begin:begin + 50_000].astype(float)
        total += min_squares(x, centroids).sum()
    return {"inertia": float(total)}


def min_squares(x, centroids):
    best = np.full(len(x), np.inf)
    for centroid in centroids:
        difference = x - centroid
        np.minimum(best, np.einsum("ij,ij->i", difference, difference), out=best)
    return best


def sweep(r):
    """k = 1 .. k_max, each with the same number of greedy k-means++ starts."""
    x = matrix(r["path"], r["d"], r["dtype"])
    inertia = []
    with threadpool_limits(r["threads"]):
        started = time.perf_counter()
        for k in range(1, r["k_max"] + 1):
            model = KMeans(k, n_init=r["starts"], max_iter=300, tol=1e-4, random_state=k, algorithm="lloyd")
            inertia.append(float(model.fit(x).inertia_))
        took = time.perf_counter() - started
    return {"ms": took * 1e3, "inertia": inertia}


def silhouette(r):
    """The mean silhouette of the clusters around given centroids."""
    x = matrix(r["path"], r["d"], r["dtype"])
    centroids = np.array(r["centroids"]).reshape(-1, r["d"])
    labels = np.argmin([((x - centroid) ** 2).sum(axis=1) for centroid in centroids], axis=0)
    with threadpool_limits(r["threads"]):
        started = time.perf_counter()
        mean = silhouette_score(x, labels)
        took = time.perf_counter() - started
    return {"ms": took * 1e3, "found": float(mean)}


WORK = {"versions": versions, "fit": fit, "judge": judge, "sweep": sweep, "silhouette": silhouette}

for line in sys.stdin:
    request = json.loads(line)
    print(json.dumps(WORK[request["work"]](request)), flush=True)
