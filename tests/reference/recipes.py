"""The recipes of tests/recipes/ prepared anew, by numpy and SciPy: their labels rest where trimmed k-means, k-prototypes and partial distances say.

    python recipes.py CUSTOMERS MALL.csv CAMPAIGN.csv GAPS.csv     (needs numpy, scipy)

CUSTOMERS is the folder of the files; the others are the labels that the native program gives by mall.json, marketing_campaign.json and
marketing_campaign_gaps.json (`--labels`). Of each it is checked that the rows used are the ones the filters keep, that centres made of the labels have
every customer kept in the nearest segment, and that those set aside are the farthest. The process fails if one is not so.
"""
import csv
import sys
from pathlib import Path

import numpy as np
from scipy.stats import yeojohnson

folder, *given = sys.argv[1:]


def table(name, delimiter):
    with open(Path(folder) / name, encoding='utf-8-sig', newline='') as file:
        rows = [row for row in csv.reader(file, delimiter=delimiter) if row]
    return {key: [row[i] for row in rows[1:]] for i, key in enumerate(rows[0])}


def numbers(cells):
    return np.array([float(cell) if cell.strip() else np.nan for cell in cells])


def labels(path):
    cells = [line.split(',')[1] for line in Path(path).read_text().splitlines()[1:]]
    return np.array([int(cell) if cell else -1 for cell in cells])


def standard(x):
    return (x - np.nanmean(x)) / np.nanstd(x)


def winsorise(x, share):
    return np.clip(x, *np.nanquantile(x, [share, 1 - share]))


def fences(x, ranges):
    low, high = np.quantile(x, [0.25, 0.75])
    return np.clip(x, low - ranges * (high - low), high + ranges * (high - low))


def mad(x, limit):
    middle = np.median(x)
    reach = limit * np.median(np.abs(x - middle)) / 0.6745
    return np.clip(x, middle - reach, middle + reach)


def check(what, found, used, distances, trim):
    """`distances(members)`: squared distances of all rows used to the centre of these."""
    assert ((found >= 0) == used).all(), f'{what}: other rows are used'
    own = found[used]
    kept = int(np.floor((1 - trim) * len(own) + 1e-9))
    assert (own > 0).sum() == kept, (what, (own > 0).sum(), kept)
    D = np.column_stack([distances(own == j) for j in range(1, own.max() + 1)])
    nearest, least = D.argmin(1) + 1, D.min(1)
    moved = (nearest != own) & (own > 0)
    assert not moved.any(), f'{what}: {moved.sum()} customers are nearer to another segment'
    if kept < len(own):
        assert least[own == 0].min() >= least[own > 0].max(), f'{what}: others are farther'
    print(what, 'segments', [int((own == j).sum()) for j in range(1, own.max() + 1)], 'set aside', int((own == 0).sum()),
          'left inside', float(D[own > 0, own[own > 0] - 1].sum()))


def mall(found):
    data = table('Mall_Customers.csv', ',')
    age = numbers(data['Age'])
    used = (age >= 20) & (age <= 65)
    age, income, score = (numbers(data[name])[used] for name in ['Age', 'Annual Income (k$)', 'Spending Score (1-100)'])
    low, middle, high = np.quantile(age, [0.25, 0.5, 0.75])
    X = np.column_stack([(age - middle) / (high - low), standard(winsorise(income, 0.02)), 1.5 * standard(score)])
    check('mall', found, used, lambda members: ((X - X[members].mean(0)) ** 2).sum(1), 0.05)


def level_codes(cells, most=10, rare=0.01):
    names, counts = np.unique(cells, return_counts=True)
    order = sorted(range(len(names)), key=lambda i: -counts[i])
    frequent = [names[i] for i in order[:most] if counts[i] >= rare * len(cells)]
    rest = [name for name in names if name not in frequent]
    if len(rest) == 1:
        frequent += rest
    return np.array([frequent.index(cell) if cell in frequent else len(frequent) for cell in cells])


def campaign(found):
    data = table('marketing_campaign.csv', '\t')
    day = np.array(['-'.join(reversed(cell.split('-'))) for cell in data['Dt_Customer']])
    used = (day >= '2012-09-01') & (day <= '2014-06-30') & ~np.isin(data['Marital_Status'], ['YOLO', 'Absurd', 'Alone'])
    column = {name: numbers(data[name])[used] for name in
              ['Year_Birth', 'Income', 'Recency', 'MntWines', 'NumStorePurchases', 'NumWebPurchases']}
    income = np.where(np.isnan(column['Income']), np.nanmean(column['Income']), column['Income'])
    orders = column['NumStorePurchases'] + column['NumWebPurchases']
    basket = np.divide(column['MntWines'], orders, out=np.zeros_like(orders), where=orders != 0)
    recency = column['Recency']
    X = np.column_stack([
        standard(fences(column['Year_Birth'], 3)), standard(np.log1p(income)),
        (recency - recency.min()) / (recency.max() - recency.min()),
        standard(yeojohnson(column['MntWines'])[0]), standard(np.sqrt(basket))])
    education = level_codes(np.array(data['Education'])[used], rare=0.05)
    marital = level_codes(np.array(data['Marital_Status'])[used], most=4)

    def distances(members):
        def differ(codes):
            return codes != np.bincount(codes[members]).argmax()
        numeric = ((X - X[members].mean(0)) ** 2).sum(1)
        return numeric + 0.8 * 0.7 ** 2 * differ(education) + 0.8 * differ(marital)
    check('marketing_campaign', found, used, distances, 0)


def gaps(found):
    data = table('marketing_campaign.csv', '\t')
    income, recency, wines, visits = (numbers(data[name]) for name in ['Income', 'Recency', 'MntWines', 'NumWebVisitsMonth'])
    X = np.column_stack([standard(winsorise(income, 0.01)), standard(recency), 2 * standard(np.log1p(wines)), standard(mad(visits, 3.5))])
    counts = np.array([1, 1, 4, 1])
    there = ~np.isnan(X)
    factor = counts.sum() / (there * counts).sum(1)

    def distances(members):
        weight = factor[members, None] * there[members]
        centre = (weight * np.nan_to_num(X[members])).sum(0) / weight.sum(0)
        return factor * np.where(there, (X - centre) ** 2, 0).sum(1)
    check('marketing_campaign_gaps', found, np.ones(len(X), bool), distances, 0.02)


for replay, path in zip([mall, campaign, gaps], given, strict=True):
    replay(labels(path))
