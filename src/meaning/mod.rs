//! What a column means to a marketer: spend, age, recency and so on, recognised by its name and its values.
//!
//! Names are read in English, German, French, Spanish, Portuguese, Italian and Dutch. A meaning is only given where nothing in the values contradicts
//! it; everything else is [`Meaning::Other`] and is called by the words of its header. Columns that identify customers have none.

mod fold;
mod header;
mod lexicon;
mod name;
mod values;
mod yes_no;

pub(crate) use fold::fold;
pub use header::{Header, WORDS};
pub use name::by_name;
pub(crate) use name::is_usual;
pub use values::Values;
pub use yes_no::{answer, answers};

use crate::table::Column;
use serde::{Deserialize, Serialize};

/// What a column means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// What a customer spends, all together: amounts, or a score of spending.
    Spend,
    /// What a customer spends on one kind of goods.
    CategorySpend,
    /// What an average order is worth.
    Basket,
    /// What a customer brings after costs.
    Profit,
    /// Number of orders, visits, purchases.
    Frequency,
    /// Orders through one channel.
    ChannelOrders,
    /// Time since the last order or visit: high means long ago.
    Recency,
    /// How long a customer has been one.
    Tenure,
    /// The date a customer became one, as days ago: high means long ago.
    Since,
    /// Items bought.
    Quantity,
    /// How much of the purchases is discounted.
    Discount,
    /// Visits, sessions, time on the site or in the app.
    Engagement,
    /// Orders sent back.
    Returns,
    /// Points, or a level in a loyalty scheme.
    Loyalty,
    /// A rating or a measure of satisfaction: high is good.
    Rating,
    /// The answer to "would you recommend us", 0 to 10.
    Nps,
    /// Complaints, tickets, calls for help.
    Complaints,
    /// Whether a customer reacted to a campaign, or how often.
    Response,
    /// Whether a customer may be written to.
    Consent,
    /// What a customer earns.
    Income,
    /// What lies on an account.
    Balance,
    /// What a customer owes or is billed.
    Debt,
    /// How much a customer may owe.
    CreditLimit,
    /// How late a customer pays, or whether at all.
    Delay,
    /// A score of creditworthiness.
    CreditScore,
    /// How old a customer is.
    Age,
    /// Year of birth: high means young.
    BirthYear,
    /// Male or female.
    Gender,
    /// Children at home.
    Children,
    /// People in the household.
    Household,
    /// Married, single.
    Family,
    /// Schooling.
    Education,
    /// Job or profession.
    Occupation,
    /// City, region, country, postcode.
    Place,
    /// The kind of goods preferred.
    Category,
    /// The way of buying or of contact.
    Channel,
    /// The way of paying.
    Payment,
    /// Contract, plan, kind of account or of customer.
    Plan,
    /// Whether a customer left.
    Churn,
    /// An outcome of another kind.
    Outcome,
    /// The state of the economy, not of the customer.
    Economy,
    /// Names the customer.
    Identifier,
    /// Anything else, called by its words.
    Other,
}

impl Meaning {
    /// What `column` means, by its name and its values. A column that identifies customers is never anything else.
    pub fn of(column: &Column) -> Self {
        if column.identifying.is_some() {
            return Self::Identifier;
        }
        Values::of(column).settle(by_name(&Header::of(&column.name)))
    }
}
