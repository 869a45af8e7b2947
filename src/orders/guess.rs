//! Whether a table lists orders, and which of its columns say what.
//!
//! Headers are read in English, German, French, Spanish, Portuguese, Italian and Dutch. Nothing is folded on a guess: a person is shown it first.

use serde::{Deserialize, Serialize};

use crate::meaning::{Header, Meaning, by_name};
use crate::recipe::{Cancelled, FoldPlan, header_words};
use crate::table::{Column, ColumnType, Table};

/// How headers call customers.
const CUSTOMERS: [&str; 17] = [
    "customer",
    "cust",
    "client",
    "cliente",
    "kunde",
    "klant",
    "member",
    "user",
    "buyer",
    "shopper",
    "subscriber",
    "account",
    "guest",
    "utente",
    "usuario",
    "mail",
    "email",
];

/// How they call an order, at the beginning of a word.
const ORDERS: [&str; 26] = [
    "order",
    "invoice",
    "transaction",
    "receipt",
    "basket",
    "bestell",
    "rechnung",
    "auftrag",
    "beleg",
    "bon",
    "commande",
    "facture",
    "achat",
    "pedido",
    "factura",
    "compra",
    "purchase",
    "factuur",
    "aankoop",
    "trans",
    "venda",
    "encomenda",
    "ordine",
    "acquisto",
    "fattura",
    "scontrino",
];

/// What a header says of the number or name of something.
const NUMBERS: &str = "id no nr number num nummer numero code nro name codigo codice";

/// What is told of an order that is no sale of its own: a date or amount with one of these is another one.
const OTHERS: &str = "ship shipping shipped delivery delivered due birth dob updated modified cancelled canceled expected paid fulfilled refund refunded \
    tax taxes vat mwst steuer tva iva btw discount rabatt remise descuento korting freight versand versandkosten porto cost costs cogs kosten \
    profit margin gewinn marge outstanding lieferung lieferdatum livraison entrega levering geburt geburtsdatum naissance nacimiento geboorte desconto frete imposto custo margem lucro nascimento sconto spedizione costo margine consegna nascita tip percentage percent pct";

/// What an amount of everything is called.
const TOTALS: &str =
    "total gesamt gesamtbetrag gesamtpreis gesamtsumme totaal totale importe summe endbetrag";
const AMOUNTS: &str = "amount amt value betrag wert montant valeur monto valor bedrag waarde sales revenue umsatz turnover omzet ventas vendas vendite importo valore spent spend";
const PARTIAL: &str = "subtotal zwischensumme netto net";
/// How many items there are, whatever else the header says.
const QUANTITIES: &str =
    "quantity qty menge stueckzahl quantite cantidad hoeveelheid quantidade qtd qtde quantita";
/// What one item costs.
const PRICES: &str =
    "price preis einzelpreis stueckpreis prix precio prijs stuksprijs preco prezzo unitprice rate";

/// What was paid back.
const REFUNDS: &str = "refund refunded refunds erstattet erstattung rueckerstattung rembourse remboursement reembolso reembolsado terugbetaald terugbetaling";
/// How headers call the state of an order, at the end of a word.
const STATES: [&str; 7] = ["status", "state", "statut", "etat", "estado", "zustand", "bestellstatus"];
/// States of orders that nothing came of.
const NOTHING: &str = "cancelled canceled cancel void voided refunded failed declined rejected storniert stornierung storno erstattet abgebrochen \
    fehlgeschlagen annule annulee annulees rembourse remboursee echoue echouee cancelado cancelada anulado anulada reembolsado reembolsada fallido \
    geannuleerd terugbetaald mislukt";

/// Rows from which a repetition means something.
const FEWEST_ROWS: u64 = 20;

/// Whether the column called `name` names customers.
fn names_customers(name: &str) -> bool {
    let words = header_words(name);
    words.iter().any(|word| CUSTOMERS.iter().any(|known| word.starts_with(known)))
}

/// The plan for `table`, if it lists orders: if a customer is in several rows.
pub fn guess(table: &Table) -> Option<FoldPlan> {
    let customer = customer_column(table)?;
    let first = |names: Vec<String>| names.into_iter().next();
    Some(FoldPlan {
        customer: customer.name.clone(),
        order: first(ranked(table, |column| order_rank(table, &customer.name, column).saturating_sub(1))),
        date: first(dates(table)),
        amount: amounts(table).into_iter().next().unwrap_or_default(),
        quantity: quantity(table).map(|column| column.name.clone()),
        refunded: refunded(table),
        cancelled: cancelled(table),
    })
}

/// What can be meant by each part of a plan. The likeliest come first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoldChoices {
    /// Columns that can name customers.
    pub customers: Vec<String>,
    /// Columns that can name orders.
    pub orders: Vec<String>,
    /// Columns that can date them.
    pub dates: Vec<String>,
    /// What can have been paid for a row: a column, or two to be multiplied.
    pub amounts: Vec<Vec<String>>,
}

impl FoldChoices {
    /// The choices there are in `table`, beside what is in `plan`.
    pub fn of(table: &Table, plan: &FoldPlan) -> Self {
        let names = |column: &&Column| {
            let different = column.summary.distinct;
            let several = different > 1 && different * 10 < table.rows as u64 * 9;
            let words = is_name(column) || column.kind != ColumnType::Number;
            (several && words) || column.name == plan.customer
        };
        Self {
            customers: table.columns.iter().filter(names).map(|column| column.name.clone()).collect(),
            orders: orders(table, &plan.customer),
            dates: dates(table),
            amounts: amounts(table),
        }
    }
}

/// The column that names customers, if one does and has fewer different values than nine for ten rows.
pub(crate) fn customer_column(table: &Table) -> Option<&Column> {
    table.columns.iter().find(|column| repeats(column, table.rows))
}

/// Whether the column tells one from another: by its values or, where they are few, by its header.
fn is_name(column: &Column) -> bool {
    column.identifying.is_some() || by_name(&Header::of(&column.name)) == Meaning::Identifier
}

fn repeats(column: &Column, rows: usize) -> bool {
    let present = rows as u64 - column.summary.missing;
    let different = column.summary.distinct;
    let often = present >= FEWEST_ROWS && different > 1 && different * 10 < present * 9;
    often && names_customers(&column.name) && is_name(column)
}

/// Columns by how much speaks for them, those for which nothing does left out; of equals the first in the file comes first.
fn ranked(table: &Table, score: impl Fn(&Column) -> u32) -> Vec<String> {
    let mut scored: Vec<(u32, &Column)> =
        table.columns.iter().map(|column| (score(column), column)).collect();
    scored.retain(|(score, _)| *score > 0);
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    scored.into_iter().map(|(_, column)| column.name.clone()).collect()
}

fn is_date(column: &Column) -> bool {
    column.summary.written.dates.is_some()
}

fn says(words: &[String], list: &str) -> bool {
    list.split_whitespace().any(|known| words.iter().any(|word| word == known))
}

/// Whether the column called `name` holds numbers or names of orders.
pub(super) fn numbers_orders(name: &str) -> bool {
    let words = header_words(name);
    // One word in some languages, and in some programs: "Bestellnummer", "orderid".
    let compound = |word: &String| {
        let ends = ["nummer", "nr", "no", "id", "number"].iter().any(|end| word.ends_with(end));
        ends && of_orders(std::slice::from_ref(word))
    };
    of_orders(&words) && (says(&words, NUMBERS) || words.iter().any(compound)) && !says(&words, "count")
}

fn of_orders(words: &[String]) -> bool {
    words.iter().any(|word| ORDERS.iter().any(|known| word.starts_with(known)))
}

fn orders(table: &Table, customer: &str) -> Vec<String> {
    ranked(table, |column| order_rank(table, customer, column))
}

/// How much speaks for a column to name orders; 1: nothing, and it could.
fn order_rank(table: &Table, customer: &str, column: &Column) -> u32 {
    let customers = table.position(customer).map_or(0, |at| table.columns[at].summary.distinct);
    let words = header_words(&column.name);
    let different = column.summary.distinct;
    if is_date(column) || column.name == customer || different < 2 {
        return 0;
    }
    let code = column.identifying.is_some() || column.kind == ColumnType::Text;
    // Some shops call an order's number just "Name"; then there are more of them than customers.
    let bare = words.iter().all(|word| says(std::slice::from_ref(word), NUMBERS));
    match (of_orders(&words), code) {
        _ if numbers_orders(&column.name) => 4,
        (true, true) => 3,
        (false, true) if bare && different * 5 > customers * 6 => 2,
        // It can be chosen, and is not suggested.
        (_, true) if different * 5 > customers * 6 => 1,
        _ => 0,
    }
}

fn dates(table: &Table) -> Vec<String> {
    ranked(table, |column| {
        let words = header_words(&column.name);
        match () {
            () if !is_date(column) => 0,
            () if says(&words, OTHERS) => 1,
            () if of_orders(&words) => 4,
            () if says(&words, "created") => 3,
            () => 2,
        }
    })
}

fn quantity(table: &Table) -> Option<&Column> {
    let is = |column: &&Column| {
        let words = header_words(&column.name);
        let counts = says(&words, QUANTITIES) || by_name(&Header::of(&column.name)) == Meaning::Quantity;
        is_number(column) && !says(&words, OTHERS) && counts
    };
    table.columns.iter().find(is)
}

/// What was paid back of an order, where a column says that in amounts.
fn refunded(table: &Table) -> Option<String> {
    let is = |column: &&Column| {
        let words = header_words(&column.name);
        let amount = says(&words, AMOUNTS) || says(&words, TOTALS) || words.len() == 1;
        is_number(column) && says(&words, REFUNDS) && amount && column.summary.min >= Some(0.0)
    };
    table.columns.iter().find(is).map(|column| column.name.clone())
}

/// The first column of states with one that says that nothing came of the order.
fn cancelled(table: &Table) -> Option<Cancelled> {
    table.columns.iter().find_map(|column| {
        let words = header_words(&column.name);
        let levels = column.levels().iter().filter(|level| is_nothing(level));
        let levels: Vec<String> = levels.cloned().collect();
        let states = words.iter().any(|word| STATES.iter().any(|known| word.ends_with(known)));
        (states && !levels.is_empty()).then(|| Cancelled { column: column.name.clone(), levels })
    })
}

/// Whether a state says that nothing came of an order; a part of it that came back does not.
fn is_nothing(level: &str) -> bool {
    let words = header_words(level);
    says(&words, NOTHING)
        && !says(&words, "not partially partly part teilweise teil partiellement parcialmente deels")
}

fn is_number(column: &Column) -> bool {
    column.kind == ColumnType::Number && !is_date(column) && column.identifying.is_none()
}

/// Columns of what was paid; what one item costs counts times the number of items where that is known.
fn amounts(table: &Table) -> Vec<Vec<String>> {
    let quantity = quantity(table);
    let mut scored: Vec<(u32, Vec<String>)> = Vec::new();
    for column in table.columns.iter().filter(|column| is_number(column) && !numbers_orders(&column.name)) {
        let words = header_words(&column.name);
        let name = column.name.clone();
        let meaning = by_name(&Header::of(&name));
        if says(&words, OTHERS) || quantity.is_some_and(|quantity| quantity.name == name) {
            continue;
        }
        if says(&words, PRICES) && !says(&words, TOTALS) {
            match quantity {
                Some(quantity) => scored.push((2, vec![quantity.name.clone(), name])),
                None => scored.push((2, vec![name])),
            }
        } else if says(&words, PARTIAL) {
            scored.push((3, vec![name]));
        } else if says(&words, TOTALS) && !says(&words, "items quantity qty count number") {
            scored.push((6, vec![name]));
        } else if meaning == Meaning::Spend {
            scored.push((5, vec![name]));
        } else if says(&words, AMOUNTS) {
            scored.push((4, vec![name]));
        } else {
            scored.push((1, vec![name]));
        }
    }
    // What nothing speaks for can be chosen and is not suggested.
    let likely = scored.iter().any(|(score, _)| *score > 1);
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    let all = scored.into_iter().map(|(_, names)| names);
    if likely { all.collect() } else { std::iter::once(Vec::new()).chain(all).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Importer;

    /// Forty rows of ten customers; each column's cells by row.
    fn table(header: &str, row: impl Fn(u32) -> String) -> Table {
        let rows: String = (0..40).map(|at| row(at) + "\n").collect();
        let mut importer = Importer::new("x.csv");
        importer.feed(format!("{header}\n{rows}").as_bytes()).expect("a file");
        importer.finish().expect("a table").table
    }

    fn plan(header: &str, row: impl Fn(u32) -> String) -> FoldPlan {
        guess(&table(header, row)).expect("a list of orders")
    }

    #[test]
    fn a_sum_is_preferred_to_a_price_and_a_date_of_the_order_to_others() {
        let found = plan("Order ID,Ship Date,Order Date,Customer ID,Quantity,Unit Price,Tax,Total", |at| {
            let day = 1 + at % 28;
            let (order, whose, each) = (2_000 + at / 2, 100 + at % 10, f64::from(at) + 0.25);
            format!(
                "CA-{order},2024-02-{day:02},2024-01-{day:02},C{whose},{},{each},0.5,{}",
                at % 3 + 1,
                each * 2.0
            )
        });
        assert_eq!(found.customer, "Customer ID");
        assert_eq!(found.order.as_deref(), Some("Order ID"));
        assert_eq!(found.date.as_deref(), Some("Order Date"));
        assert_eq!(found.amount, ["Total"]);
        assert_eq!(found.quantity.as_deref(), Some("Quantity"));
    }

    #[test]
    fn without_a_sum_price_and_quantity_are_multiplied() {
        let found = plan("Rechnungsnr;Kundennummer;Menge;Einzelpreis;Rechnungsdatum", |at| {
            format!("R{};K{};{};{},5;{}.01.2024", 500 + at, 100 + at % 10, at % 4 + 1, at, at % 28 + 1)
        });
        assert_eq!((found.customer.as_str(), found.order.as_deref()), ("Kundennummer", Some("Rechnungsnr")));
        assert_eq!(found.amount, ["Menge", "Einzelpreis"]);
        assert_eq!(found.date.as_deref(), Some("Rechnungsdatum"));
    }

    #[test]
    fn a_bare_name_can_be_that_of_an_order() {
        let found = plan("Name,Email,Created at,Total,Lineitem quantity", |at| {
            format!(
                "#{},a{}@example.com,2024-03-{:02},{}.5,{}",
                1_000 + at,
                at % 10,
                at % 28 + 1,
                at,
                at % 3 + 1
            )
        });
        assert_eq!((found.customer.as_str(), found.order.as_deref()), ("Email", Some("Name")));
        assert_eq!(found.quantity.as_deref(), Some("Lineitem quantity"));
        assert_eq!((found.amount, found.date.as_deref()), (vec!["Total".to_owned()], Some("Created at")));
    }

    #[test]
    fn a_number_of_an_order_is_no_amount() {
        let found =
            plan("Bestellnummer;Bestelldatum;Kunden-E-Mail;Menge;Einzelpreis;Gesamtbetrag;Status", |at| {
                let (day, each, status) =
                    (at % 28 + 1, at + 1, ["bezahlt", "storniert"][usize::from(at % 9 == 0)]);
                format!(
                    "{};{day}.01.2024;k{}@x.de;2;{each},50;{},00;{status}",
                    20_000 + at / 2,
                    at % 10,
                    2 * each + 1
                )
            });
        assert_eq!(
            (found.customer.as_str(), found.order.as_deref()),
            ("Kunden-E-Mail", Some("Bestellnummer"))
        );
        assert_eq!(
            (found.amount, found.date.as_deref()),
            (vec!["Gesamtbetrag".to_owned()], Some("Bestelldatum"))
        );
        let cancelled = found.cancelled.expect("a column of states");
        assert_eq!((cancelled.column.as_str(), cancelled.levels), ("Status", vec!["storniert".to_owned()]));
        let choices = table("Bestellnummer;Kunde;Wert", |at| format!("{};k{};{at},50", 20_000 + at, at % 10));
        let choices =
            FoldChoices::of(&choices, &FoldPlan { customer: "Kunde".to_owned(), ..FoldPlan::default() });
        assert!(!choices.amounts.iter().flatten().any(|name| name == "Bestellnummer"));
    }

    #[test]
    fn numbers_of_orders_are_known_by_their_header() {
        for name in
            ["Order ID", "InvoiceNo", "orderid", "Bestellnummer", "Rechnungsnr.", "transaction_number"]
        {
            assert!(numbers_orders(name), "{name}");
        }
        for name in ["Order paid", "Orders", "Purchase amount", "Order count", "Customer ID", "Total"] {
            assert!(!numbers_orders(name), "{name}");
        }
    }

    #[test]
    fn a_list_of_customers_is_none_of_orders() {
        assert_eq!(guess(&table("Customer ID,spent", |at| format!("{},{at}.5", 1_000 + at))), None);
        assert_eq!(guess(&table("Store ID,spent", |at| format!("{},{at}.5", 1_000 + at % 10))), None);
    }
}
