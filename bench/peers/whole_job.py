"""The whole job as a script: read a CSV, prepare, k = 1..10 with 10 starts each, the elbow, segments with their means."""
import json
import sys
import time

started = time.perf_counter()

import numpy as np
import pandas as pd
from sklearn.cluster import KMeans

table = pd.read_csv(sys.argv[1])
numbers = table.select_dtypes("number")
numbers = numbers.loc[:, numbers.nunique() > 1]
filled = numbers.fillna(numbers.median())
x = ((filled - filled.mean()) / filled.std(ddof=0)).to_numpy()
fits = [KMeans(k, n_init=10, max_iter=300, tol=1e-4, random_state=0).fit(x) for k in range(1, 11)]

# Kneedle (Satopää et al. 2011) on a falling, convex curve: the point farthest below the line between the ends.
inertia = np.array([fit.inertia_ for fit in fits])
k = np.arange(1, 11)
below = (1 - (inertia - inertia[-1]) / (inertia[0] - inertia[-1])) - (k - 1) / 9
chosen = int(below.argmax())
labels = fits[chosen].labels_
segments = filled.groupby(labels).mean().assign(size=np.bincount(labels))
print(json.dumps({
    "ms": (time.perf_counter() - started) * 1e3,
    "rows": len(table), "features": x.shape[1], "k": chosen + 1, "inertia": float(inertia[chosen]), "segments": len(segments),
}))
