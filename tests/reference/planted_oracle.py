"""What can be reached on planted segments: k-means by scikit-learn on the complete planted features after logarithms.

    python planted_oracle.py MAKE_CUSTOMERS.PY FOLDER

Writes planted_oracle.json beside this script: for each spread, number of segments and seed the adjusted Rand index of the oracle, over the
rows that the file with gaps and outliers does not mark with `*`. Writes those files of 2,000 rows into FOLDER; the ones of spread 1
and seed 1, packed, are tests/reference/planted/defaults_*.csv.gz. Needs numpy and scikit-learn.
"""
import csv
import json
import os
import subprocess
import sys

import numpy as np
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score

MAKER, FOLDER = sys.argv[1:3]
ROWS = 2000
LOGS = ['annual_income', 'recency_days', 'frequency', 'avg_basket']
PLAIN = ['age', 'spending_score', 'tenure_months']


def make(name, *options):
    """Makes a file and gives its path and the lines of its labels."""
    path = os.path.join(FOLDER, name)
    subprocess.run([sys.executable, MAKER, '-n', str(ROWS), '-o', path, *map(str, options)], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with open(path + '.labels.txt') as labels:
        return path, labels.read().split()


def oracle(path, truth, used, k):
    """The adjusted Rand index of k-means on the complete features, over the rows that are used."""
    with open(path, newline='') as file:
        rows = list(csv.DictReader(file))
    column = lambda name: np.array([float(row[name]) for row in rows])
    features = np.column_stack([np.log1p(column(name)) for name in LOGS] + [column(name) for name in PLAIN])
    features = (features - features.mean(0)) / features.std(0)
    found = KMeans(k, n_init=20, random_state=0).fit(features).labels_
    return adjusted_rand_score(truth[used], found[used])


results = []
for spread in (1.0, 1.5, 2.0):
    for k in range(3, 9):
        for seed in (1, 2):
            options = ['--seed', seed, '--segments', k, '--spread', spread]
            whole, _ = make('whole.csv', *options)
            _, marked = make(f's{spread}_k{k}_seed{seed}.csv', *options, '--missing', 0.05, '--outliers', 0.01)
            truth = np.array([int(label.rstrip('*')) for label in marked])
            used = np.array([not label.endswith('*') for label in marked])
            value = oracle(whole, truth, used, k)
            results.append({'spread': spread, 'segments': k, 'seed': seed, 'oracle': value})
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'planted_oracle.json'), 'w') as file:
    json.dump(results, file, indent=1)
    file.write('\n')
