"""Whether the rules shown are the rules copied: SQL in SQLite and DuckDB, the formula in LibreOffice, and the agreement recounted.

Usage: check.py DATA.csv DELIMITER RESULT.json RULES.csv LABELS.csv SCRATCH_FOLDER
Prints one line of JSON; exit code 1 if anything differs. Cells are read here with Python alone: a number is what float() takes, a date
one of a few ways to write it, anything else of a number column a gap.
"""

import csv
import datetime
import json
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import duckdb
import openpyxl

# Words that say a cell of a column of numbers has no value. Texts keep theirs: the copies have to treat them as gaps by themselves.
GAPS = {"", "na", "n/a", "nan", "null", "none", "?", "-"}
DATES = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"]


def number(cell):
    try:
        return float(cell)
    except ValueError:
        return None


def date(cell):
    for form in DATES:
        try:
            return datetime.datetime.strptime(cell, form).date()
        except ValueError:
            pass
    return None


def typed(rows, columns):
    """Each column as 'number', 'date' or 'text', and its cells; None for a gap."""
    kinds, data = [], []
    for place, column in enumerate(columns):
        cells = [row[place].strip() if place < len(row) else "" for row in rows]
        present = [cell for cell in cells if cell.lower() not in GAPS]
        if column["type"] == "number" and sum(number(cell) is not None for cell in present) * 2 > len(present):
            kinds.append("number")
            data.append([number(cell) for cell in cells])
        elif column["type"] == "number":
            kinds.append("date")
            data.append([date(cell) for cell in cells])
        else:
            kinds.append("text")
            data.append([cell or None for cell in cells])
    return kinds, list(zip(*data))


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def in_sqlite(names, kinds, rows, expressions):
    base = sqlite3.connect(":memory:")
    types = {"number": "REAL", "date": "TEXT", "text": "TEXT"}
    base.execute(f"CREATE TABLE t ({', '.join(f'{quoted(n)} {types[k]}' for n, k in zip(names, kinds))})")
    plain = [[c.isoformat() if isinstance(c, datetime.date) else c for c in row] for row in rows]
    base.executemany(f"INSERT INTO t VALUES ({','.join('?' * len(names))})", plain)
    return base.execute(f"SELECT {', '.join(expressions)} FROM t ORDER BY rowid").fetchall()


def in_duckdb(names, kinds, rows, expressions, scratch):
    types = {"number": "DOUBLE", "date": "DATE", "text": "VARCHAR"}
    path = scratch / "typed.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        for i, row in enumerate(rows):
            cells = ["\\N" if c is None else repr(c) if isinstance(c, float) else quoted(str(c)) for c in row]
            file.write(",".join([str(i), *cells]) + "\n")
    columns = {"row number": "BIGINT"} | {name: types[kind] for name, kind in zip(names, kinds)}
    base = duckdb.connect()
    base.execute(
        "CREATE TABLE t AS SELECT * FROM read_csv(?, header=false, columns=?, nullstr='\\N', quote='\"', escape='\"', auto_detect=false)",
        [str(path), columns],
    )
    return base.execute(f"SELECT {', '.join(expressions)} FROM t ORDER BY \"row number\"").fetchall()


def in_libreoffice(header, kinds, texts, rows, formulas, scratch):
    """The formulas filled down beside the file, as a person would."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append([str(name) for name in header])
    for i, (row, text) in enumerate(zip(rows, texts)):
        # What is no number stays the text it is in the file.
        cells = [text[j].strip() or None if c is None and j < len(text) else c for j, c in enumerate(row)]
        sheet.append(cells + [filled_down(formula, i + 2) for formula in formulas])
    book.save(scratch / "sheet.xlsx")
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{scratch}/profile", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", str(scratch), str(scratch / "sheet.xlsx")],
        check=True, capture_output=True, timeout=900,
    )
    with (scratch / "sheet.csv").open(newline="", encoding="utf-8") as file:
        return [row[len(header):] for row in list(csv.reader(file))[1:]]


def filled_down(formula, row):
    """Relative references moved from row 2; what stands in quotes is left alone."""
    parts = formula.split('"')
    parts[::2] = [re.sub(r"\b([A-Z]{1,3})2\b", rf"\g<1>{row}", part) for part in parts[::2]]
    return '"'.join(parts)


def labels(path):
    with open(path, newline="", encoding="utf-8") as file:
        return [int(row["segment"]) if row["segment"] else None for row in csv.DictReader(file)]


def main():
    data, delimiter, result, rules, clusters, scratch = sys.argv[1:]
    scratch = Path(scratch)
    result = json.loads(Path(result).read_text())
    with open(data, newline="", encoding="utf-8-sig") as file:
        header, *texts = [row for row in csv.reader(file, delimiter=delimiter) if row]
    names = [column["name"] for column in result["columns"]]
    kinds, rows = typed(texts, result["columns"])
    wanted, clusters = labels(rules), labels(clusters)
    segments = [segment["rule"] for segment in result["segments"]]
    answers = {
        "sqlite": in_sqlite(names, kinds, rows, [result["rules"]["sql"], *(f"({s['sql']})" for s in segments)]),
        "duckdb": in_duckdb(names, kinds, rows, [result["rules"]["sql"], *(f"({s['sql']})" for s in segments)], scratch),
        "libreoffice": in_libreoffice(header, kinds, texts, rows, [result["rules"]["formula"], *(s["formula"] for s in segments)], scratch),
    }
    found = {"rows": len(rows), "gaps": sum(c is None for row in rows for c in row)}
    for name, answered in answers.items():
        assert len(answered) == len(wanted), (name, len(answered), len(wanted))
        same = 0
        for label, (case, *conditions) in zip(wanted, answered):
            case = int(case) if case not in (None, "") else None
            true = [j + 1 for j, c in enumerate(conditions) if str(c).upper() in ("1", "TRUE")]
            same += case == label and true == ([label] if label else [])
        found[name] = same / len(wanted)
    clustered = [(rule, cluster) for rule, cluster in zip(wanted, clusters) if cluster]
    recount = sum(rule == cluster for rule, cluster in clustered) / len(clustered)
    found |= {"agreement": result["rules"]["agreement"], "recount": recount, "left_out": wanted.count(None)}
    print(json.dumps(found))
    right = all(found[name] == 1.0 for name in answers) and recount == found["agreement"]
    sys.exit(0 if right else 1)


main()
