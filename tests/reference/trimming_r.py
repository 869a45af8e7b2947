"""Trimmed k-means against a published example of R's tclust: what docs/recipe.md says of it.

    python trimming_r.py M5data.rda ttclust.Rout.save SEGMENT     (needs numpy, rdata)

The first two are `data/M5data.rda` and `inst/tests/ttclust.Rout.save` of the package's source; its licence keeps them out of here. SEGMENT is the
native program. The example is `tclust(M5data[, 1:2], k=3, alpha=0.1, restr.fact=1, restr="eigen", equal.weights=TRUE)`, which the
package's manual calls trimmed k-means; its output holds the label of every observation, the means and the objective. All three are
compared; the process fails if one differs.
"""
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import rdata

data, published, program = sys.argv[1:]
X = np.asarray(rdata.read_rda(data)['M5data'])[:, :2].astype(float)
text = Path(published).read_text()
example = text[text.index('(clus.a'):text.index('(clus.b')]
body = example[example.index('indicated by 0'):example.index('Means:')]
theirs = np.array([int(x) for line in body.splitlines()[1:] for x in re.sub(r'\[\d+\]', '', line).split()])
means = np.array([[float(x) for x in line.split()[-3:]] for line in example[example.index('Means:'):].splitlines()[2:4]]).T
objective = float(re.search(r'objective function:\s+(\S+)', example).group(1))

with tempfile.TemporaryDirectory() as folder:
    file, recipe, out = (Path(folder) / name for name in ['m5.csv', 'recipe.json', 'labels.csv'])
    file.write_text('x,y\n' + ''.join(f'{a!r},{b!r}\n' for a, b in X.tolist()))
    column = {'role': 'feature', 'scale': 'none'}
    recipe.write_text(json.dumps({
        'version': 1, 'columns': [{'name': 'x', **column}, {'name': 'y', **column}],
        'clustering': {'k_min': 3, 'k_max': 3, 'k': 3, 'trim': 0.1}}))
    subprocess.run([program, file, '--recipe', recipe, '--labels', out], check=True, stdout=subprocess.DEVNULL)
    ours = np.array([int(line.split(',')[1]) for line in out.read_text().splitlines()[1:]])

assert len(ours) == len(theirs) == len(X), (len(ours), len(theirs), len(X))
kept = ours > 0
print('observations', len(X), 'set aside', int((~kept).sum()), 'of', int((theirs == 0).sum()))
print('set aside by one of both only', int((kept != (theirs > 0)).sum()))
pairs = sorted(set(zip(ours.tolist(), theirs.tolist())))
print('pairs of labels', pairs)
centres = {own: X[ours == own].mean(0) for own in range(1, 4)}
within = sum(((X[ours == own] - c) ** 2).sum() for own, c in centres.items())
n, p = int(kept.sum()), X.shape[1]
variance = within / (n * p)
# The classification log-likelihood of equally heavy round normal clusters of one variance.
own_objective = -n * np.log(3) - n * p / 2 * np.log(2 * np.pi * variance) - within / (2 * variance)
print('objective', own_objective, 'published', objective)
print('sum of squares', within)
same = len(pairs) == 4 and (0, 0) in pairs
for own, other in pairs:
    if own > 0 and other > 0:
        print('centre', own, centres[own], 'published', means[other - 1])
sys.exit(0 if same else 1)
