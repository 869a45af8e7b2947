"""Trimmed k-means against a published example of R's tclust: what docs/recipe.md says of it.

    python trimming_r.py M5data.rda ttclust.Rout.save SEGMENT     (needs numpy, rdata)

The first two are `data/M5data.rda` and `inst/tests/ttclust.Rout.save` of the package's source; its licence keeps them out of here. SEGMENT is the
native program. The example is `tclust(M5data[, 1:2], k=3, alpha=0.1, restr.fact=1, restr="eigen", equal.weights=TRUE)`, which the
package's manual says is trimmed k-means; its published output holds the label of every observation and the means. From these means the native
program has to give every observation the published label; from starts of its own it may not end with a larger sum of squares.
"""
import json
import re
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np
import rdata

warnings.simplefilter('ignore')
data, published, program = sys.argv[1:]
X = np.asarray(rdata.read_rda(data)['M5data'])[:, :2].astype(float)
text = Path(published).read_text()
example = text[text.index('(clus.a'):text.index('(clus.b')]
body = example[example.index('indicated by 0'):example.index('Means:')]
theirs = np.array([int(x) for line in body.splitlines()[1:] for x in re.sub(r'\[\d+\]', '', line).split()])
printed = np.array([[float(x) for x in line.split()[-3:]] for line in example[example.index('Means:'):].splitlines()[2:4]]).T
means = np.array([X[theirs == j].mean(0) for j in range(1, 4)])
assert np.abs(means - printed).max() < 1e-6, 'the labels are those of the means'


def segment(more):
    with tempfile.TemporaryDirectory() as folder:
        file, recipe, out = (Path(folder) / name for name in ['m5.csv', 'recipe.json', 'labels.csv'])
        file.write_text('x,y\n' + ''.join(f'{a!r},{b!r}\n' for a, b in X.tolist()))
        column = {'role': 'feature', 'scale': 'none'}
        clustering = {'k_min': 3, 'k_max': 3, 'k': 3, 'trim': 0.1, **more}
        recipe.write_text(json.dumps({'version': 1, 'columns': [{'name': 'x', **column}, {'name': 'y', **column}], 'clustering': clustering}))
        subprocess.run([program, file, '--recipe', recipe, '--labels', out], check=True, stdout=subprocess.DEVNULL)
        return np.array([int(line.split(',')[1]) for line in out.read_text().splitlines()[1:]])


def within(labels):
    return sum(((X[labels == j] - X[labels == j].mean(0)) ** 2).sum() for j in range(1, 4))


def differing(a, b):
    """Observations whose label differs once segments are paired by their members."""
    pair = {0: 0, **{j: int(np.bincount(b[a == j], minlength=4)[1:].argmax()) + 1 for j in range(1, 4)}}
    return int((np.array([pair[label] for label in a.tolist()]) != b).sum())


same, own = segment({'start': 'given', 'centres': means.tolist()}), segment({})
print('observations', len(X), 'set aside', int((theirs == 0).sum()), 'sum of squares as published', within(theirs))
print('from the published means:', differing(same, theirs), 'labels differ, sum of squares', within(same))
print('from starts of its own:', differing(own, theirs), 'labels differ, sum of squares', within(own))
sys.exit(0 if differing(same, theirs) == 0 and within(own) <= within(theirs) else 1)
