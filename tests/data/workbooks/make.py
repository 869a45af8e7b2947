"""Makes the small workbooks beside this script, one of each kind, with the same table in them.

    pip install openpyxl xlwt odfpy pyxlsbwriter && python make.py

Rows, from a fixed rule: customer, age, spent, joined, active. The xlsx also has a title above a table that begins in B3, a
cell with an error, a second sheet, a hidden one and an empty one.
"""

import datetime
import pathlib

import openpyxl
import xlwt
from odf import opendocument, table, text
from pyxlsbwriter import XlsbWriter

HERE = pathlib.Path(__file__).parent
HEAD = ["customer", "age", "spent", "joined", "active"]
ROWS = [
    [f"c{i}", 20 + i * 7 % 50, 100.25 + i * 3, datetime.date(2024, 1 + i % 12, 1 + i % 28), i % 2 == 0]
    for i in range(24)
]


def xlsx(path, epoch_1904=False):
    book = openpyxl.Workbook()
    if epoch_1904:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = book.active
    sheet.title = "Customers"
    sheet["B1"] = "Customers of the shop"
    sheet.merge_cells("B1:F1")
    for column, name in enumerate(HEAD):
        sheet.cell(3, 2 + column, name)
    for row, values in enumerate(ROWS):
        for column, value in enumerate(values):
            sheet.cell(4 + row, 2 + column, value)
    sheet["D6"].value = "#DIV/0!"
    sheet["D6"].data_type = "e"
    other = book.create_sheet("Prices")
    other.append(["article", "price"])
    other.append(["tea", 4.5])
    hidden = book.create_sheet("Secret")
    hidden.append(["x"])
    hidden.sheet_state = "hidden"
    book.create_sheet("Empty")
    book.save(path)


def xls(path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Customers")
    date = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for row, values in enumerate([HEAD, *ROWS]):
        for column, value in enumerate(values):
            sheet.write(row, column, value, date if isinstance(value, datetime.date) else xlwt.Style.default_style)
    book.save(str(path))


def ods(path):
    book = opendocument.OpenDocumentSpreadsheet()
    sheet = table.Table(name="Customers")
    for values in [HEAD, *ROWS]:
        row = table.TableRow()
        for value in values:
            if isinstance(value, bool):
                cell = table.TableCell(valuetype="boolean", booleanvalue=str(value).lower())
            elif isinstance(value, datetime.date):
                cell = table.TableCell(valuetype="date", datevalue=value.isoformat())
            elif isinstance(value, (int, float)):
                cell = table.TableCell(valuetype="float", value=repr(value))
            else:
                cell = table.TableCell(valuetype="string")
                cell.addElement(text.P(text=value))
            row.addElement(cell)
        sheet.addElement(row)
    # A program writes the rest of the sheet as one row that comes a million times.
    rest = table.TableRow(numberrowsrepeated="1048000")
    rest.addElement(table.TableCell(numbercolumnsrepeated="16384"))
    sheet.addElement(rest)
    book.spreadsheet.addElement(sheet)
    book.save(str(path))


def xlsb(path):
    with XlsbWriter(str(path)) as book:
        book.add_sheet("Customers")
        book.write_sheet([HEAD, *[[*r[:3], datetime.datetime.combine(r[3], datetime.time()), r[4]] for r in ROWS]])


def bomb(path):
    """A workbook of a kilobyte with seventeen thousand million cells in it."""
    book = opendocument.OpenDocumentSpreadsheet()
    sheet = table.Table(name="Bomb")
    row = table.TableRow(numberrowsrepeated="1048576")
    row.addElement(table.TableCell(valuetype="float", value="1", numbercolumnsrepeated="16384"))
    sheet.addElement(row)
    book.spreadsheet.addElement(sheet)
    book.save(str(path))


xlsx(HERE / "customers.xlsx")
xlsx(HERE / "customers-1904.xlsx", epoch_1904=True)
xls(HERE / "customers.xls")
ods(HERE / "customers.ods")
xlsb(HERE / "customers.xlsb")
bomb(HERE / "bomb.ods")
