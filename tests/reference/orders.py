"""Customers of lists of orders by pandas: the expectations of tests/orders.rs.

    python orders.py DATA > orders.json     (DATA: the folder with transactions/; needs pandas)

For each file: how many customers there are, sums over all of them, and every hundredth customer in the order of the first rows: orders, items,
spent, returned, days from the first and the last order to the latest day in the file, main level of a category. A row with a negative amount is a return; an order is counted
by its name if one of its rows is none; who has only returns is left out, and no sum is below 0.
"""
import json
import sys

import pandas as pd

DATA = sys.argv[1]
FILES = [
    ("Superstore.csv", {"encoding": "utf-8-sig"}, "Customer ID", "Order ID", "Order Date", "%m/%d/%Y", ["Sales"], "Quantity", "Category"),
    ("online_retail_2010-12_2011-05.csv", {"encoding": "utf-8"}, "CustomerID", "InvoiceNo", "InvoiceDate", "%Y-%m-%d %H:%M:%S",
     ["Quantity", "UnitPrice"], "Quantity", None),
]


def customers(file, options, customer, order, date, form, amount, quantity, category):
    table = pd.read_csv(f"{DATA}/transactions/{file}", dtype={customer: str, order: str}, **options)
    days = pd.to_datetime(table[date], format=form).dt.normalize()
    table["_day"] = (days.max() - days).dt.days
    table["_paid"] = table[amount].prod(axis=1, skipna=False)
    named = table[table[customer].notna()]
    bought = named[named["_paid"] >= 0]
    by = named.groupby(customer, sort=False)
    kept = bought.groupby(customer, sort=False)
    all_of = pd.DataFrame({
        "spent": by["_paid"].sum(),
        "items": by[quantity].sum(),
        "returned": -named["_paid"].clip(upper=0).groupby(named[customer], sort=False).sum(),
    })
    all_of["orders"] = kept[order].nunique().reindex(all_of.index).fillna(0).astype(int)
    all_of["first"] = kept["_day"].max().reindex(all_of.index)
    all_of["last"] = kept["_day"].min().reindex(all_of.index)
    without = int((all_of["orders"] == 0).sum())
    all_of = all_of[all_of["orders"] > 0].copy()
    below = int((all_of["spent"] < 0).sum())
    all_of["spent"] = all_of["spent"].clip(lower=0)
    all_of["items"] = all_of["items"].clip(lower=0)
    if category:
        paid = bought.groupby([customer, category])["_paid"].sum().unstack().fillna(0)
        all_of["main"] = paid.idxmax(axis=1).reindex(all_of.index)
    some = all_of.iloc[::100]
    return {
        "file": file,
        "category": category,
        "rows": len(table),
        "nameless": int(table[customer].isna().sum()),
        "without_an_order": without,
        "spent_below_0": below,
        "customers": len(all_of),
        "orders": int(all_of["orders"].sum()),
        "spent": float(all_of["spent"].sum()),
        "returned": float(all_of["returned"].sum()),
        "items": float(all_of["items"].sum()),
        "some": [
            {"customer": name, **{key: (None if pd.isna(value) else value) for key, value in row.items()}}
            for name, row in some.to_dict("index").items()
        ],
    }


json.dump({"pandas": pd.__version__, "files": [customers(*each) for each in FILES]}, sys.stdout, indent=1)
print()
