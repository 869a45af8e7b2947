"""What scikit-learn and SciPy make of two real files: the expectations of tests/prepare.rs.

    python prepare.py DATA > prepare.json     (DATA: the folder with customers/; needs numpy, scipy, scikit-learn)
"""
import csv
import json
import sys

import numpy as np
import scipy
import sklearn
from scipy import stats
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import MinMaxScaler, QuantileTransformer, RobustScaler, StandardScaler

data = sys.argv[1]
ROWS = [0, 1, 2, 50, 200, 439]


def read(name, delimiter=','):
    with open(f'{data}/customers/{name}', newline='') as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def floats(values):
    return [float(x) for x in values]


def column(x):
    c = x.reshape(-1, 1)
    power = float(stats.yeojohnson_normmax(x))
    quantile = QuantileTransformer(n_quantiles=min(1000, len(x)), subsample=None).fit_transform(c)[:, 0]
    q1, q3 = np.quantile(x, [0.25, 0.75])
    median = np.median(x)
    reach = 3.5 / 0.6745 * np.median(np.abs(x - median))
    return {
        'skewness': float(stats.skew(x)),
        'power': power,
        'likelihood': float(stats.yeojohnson_llf(power, x)),
        'yeo_johnson': floats(stats.yeojohnson(x, power)[ROWS]),
        'quantile': floats(quantile[ROWS]),
        'standard': floats(StandardScaler().fit_transform(c)[ROWS, 0]),
        'minmax': floats(MinMaxScaler().fit_transform(c)[ROWS, 0]),
        'robust': floats(RobustScaler().fit_transform(c)[ROWS, 0]),
        'winsorise': floats(np.quantile(x, [0.01, 0.99])),
        'iqr': floats([q1 - 3 * (q3 - q1), q3 + 3 * (q3 - q1)]),
        'mad': floats([median - reach, median + reach]),
    }


wholesale = read('Wholesale_customers_data.csv')
names = ['Fresh', 'Milk', 'Grocery', 'Frozen', 'Detergents_Paper', 'Delicassen']
table = np.array([[float(row[name]) for name in names] for row in wholesale])
income = np.array([[float(row['Income'] or 'nan')] for row in read('marketing_campaign.csv', '\t')])
print(json.dumps({
    'made_with': f'numpy {np.__version__}, scipy {scipy.__version__}, scikit-learn {sklearn.__version__}',
    'rows': ROWS,
    'columns': {name: column(table[:, i]) for i, name in enumerate(names)},
    'correlation': [floats(row) for row in np.corrcoef(np.log1p(table).T)],
    'income_fill': {how: float(SimpleImputer(strategy=how).fit(income).statistics_[0])
                    for how in ['mean', 'median', 'most_frequent']},
}, indent=1))
