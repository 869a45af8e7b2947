//! The plays, in order of precedence. docs/plays.md repeats this table, and a test compares the two.

use super::PlayKind::{self, Campaign, Loyalty, Offer, Recommendation, Service};
use super::condition::Condition::{
    self, High, Lifecycle, Low, Named, Neglects, Nothing, Prefers, Strongest, WorthMore,
};
use crate::meaning::Meaning;

/// A row of the table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// Its name.
    pub id: &'static str,
    /// What sort of action it is.
    pub kind: PlayKind,
    /// All of these have to hold.
    pub when: &'static [Condition],
    /// What to do, in a few words; `{goods}` stands for what the condition found.
    pub title: &'static str,
    /// What to do, in a sentence.
    pub text: &'static str,
    /// What to watch.
    pub measure: &'static str,
}

const fn row(
    id: &'static str,
    kind: PlayKind,
    when: &'static [Condition],
    title: &'static str,
    text: &'static str,
    measure: &'static str,
) -> Row {
    Row { id, kind, when, title, text, measure }
}

/// All plays.
#[rustfmt::skip]
pub const TABLE: &[Row] = &[
    row("retention-call", Service, &[High(Meaning::Churn)], "Talk to them before they decide", "Call or write to a sample personally, ask what is missing, and settle what can be settled.", "share who leave, against the hold-out"),
    row("fix-what-annoys", Service, &[Low(Meaning::Rating)], "Ask what went wrong, and mend it", "Ask the least content for the reason in one question, mend the most frequent one, and tell them.", "mean rating of the next quarter"),
    row("close-the-loop", Service, &[Low(Meaning::Nps)], "Call back those who would not recommend you", "Answer every low score within two days, with a person who may decide.", "share scoring 0 to 6"),
    row("settle-complaints", Service, &[High(Meaning::Complaints)], "Settle complaints first", "Put them first in the queue and stop promotions while a case is open.", "days to settle, complaints a customer"),
    row("fewer-returns", Service, &[High(Meaning::Returns)], "Help them choose right", "Show sizes, fit and reviews before the basket, and ask for the reason of each return.", "share of orders sent back"),
    row("payment-plan", Service, &[High(Meaning::Delay)], "Offer a payment plan early", "Remind before the due date and offer instalments before a fee.", "share paid on time"),
    row("repayment-advice", Service, &[High(Meaning::Debt)], "Advise before lending more", "Offer a talk about terms and repayment; leave out further credit.", "share paid on time, amount outstanding"),

    row("circle-of-the-best", Loyalty, &[Lifecycle("champions")], "Thank them first, sell later", "Give early access, a named contact and small surprises rather than discounts.", "orders a member in 90 days, share still active"),
    row("ask-for-referrals", Campaign, &[Lifecycle("champions")], "Ask for a recommendation", "Invite them to bring a friend, with something for both.", "new customers referred"),
    row("win-back", Campaign, &[Lifecycle("at-risk")], "Win them back while they remember you", "Write personally with what they used to buy, and give a reason to come back within a fortnight.", "share who order within 30 days"),
    row("reactivate-once", Campaign, &[Lifecycle("dormant")], "Try once, then save the postage", "Send one strong message; who does not react gets the rare mailing only.", "share who order, cost of each"),
    row("keep-the-habit", Loyalty, &[Lifecycle("loyal")], "Reward the habit", "Offer a tier or stamp that the next two orders complete.", "orders a member in 90 days"),
    row("second-order", Campaign, &[Lifecycle("recent")], "Bring about the next order", "Send a welcome or thank-you series that ends in one proposal that fits the last order.", "share with a further order in 60 days"),
    row("welcome-new", Loyalty, &[Lifecycle("new")], "Take new customers by the hand", "Explain in three short steps what they get from you, over the first ninety days.", "share still active after 90 days"),
    row("second-order-new", Campaign, &[Lifecycle("new")], "Bring about the next order", "Send a welcome or thank-you series that ends in one proposal that fits the last order.", "share with a further order in 60 days"),
    row("first-order", Campaign, &[Named("yet-to-buy")], "Bring about the first order", "Send a welcome series that ends in one offer, good for a first order only, with what most others began with.", "share with a first order in 60 days"),
    row("shorten-the-gap", Campaign, &[Lifecycle("occasional")], "Shorten the gap between orders", "Remind at the time of their usual need, with one proposal.", "days between orders"),

    row("keep-the-best", Loyalty, &[WorthMore], "Look after those who carry the business", "Make sure they meet no queue and no empty shelf, and thank them without a coupon.", "share still active, value a member"),
    row("first-choice", Loyalty, &[High(Meaning::Spend)], "Give them the first choice", "Let those who spend most see and reserve new things before others do.", "value a member, share still active"),
    row("untapped-means", Campaign, &[High(Meaning::Income), Low(Meaning::Spend)], "Show them your best range", "They could spend more than they do with you: present quality and service, not price.", "value a member, share who try the range"),
    row("fair-value", Offer, &[Low(Meaning::Income), High(Meaning::Spend)], "Give value without pressing", "Offer multi-buys and own brands; do not push them to spend more.", "returns, share still active"),
    row("entry-price", Offer, &[Low(Meaning::Income), Low(Meaning::Spend)], "Keep an entry price in sight", "Lead with small packs and the cheapest good choice, and keep contact cheap.", "orders a member, cost of contact"),
    row("raise-the-basket", Offer, &[Low(Meaning::Basket), High(Meaning::Frequency)], "Set free delivery just above their basket", "They come often with little: a threshold slightly above their average order adds an item.", "average order, margin after delivery"),
    row("more-occasions", Campaign, &[High(Meaning::Basket), Low(Meaning::Frequency)], "Find a second occasion", "They buy much at a time but seldom: propose what is needed in between.", "orders a member in 180 days"),
    row("bundles-for-bargains", Offer, &[High(Meaning::Discount)], "Replace discounts by bundles", "Give them the sense of a bargain by bundles and early sales rather than a percentage off.", "margin a member"),
    row("spare-the-discount", Offer, &[Low(Meaning::Discount), High(Meaning::Spend)], "Spare the discount", "They buy without it: leave them out of price promotions and test that they stay.", "margin a member, orders against the hold-out"),

    row("lead-with-favourites", Recommendation, &[Prefers], "Lead with {goods}", "Open messages and pages with {goods}, and recommend new things from there first.", "clicks and orders from recommended goods"),
    row("introduce-the-rest", Recommendation, &[Neglects], "Introduce {goods}", "Add one proposal from {goods} beside what they know; drop it if nobody takes it.", "share who buy it for the first time"),
    row("family-packs", Recommendation, &[High(Meaning::Children)], "Propose what families need", "Recommend larger packs, school dates and quick solutions.", "share of orders with a recommended item"),
    row("savings-offer", Recommendation, &[High(Meaning::Balance)], "Propose something for the balance", "Recommend savings or investment in reach of what lies there.", "share who take it up"),

    row("welcome-steps", Loyalty, &[Named("new")], "Take new customers by the hand", "Explain in three short steps what they get from you, over the first ninety days.", "share still active after 90 days"),
    row("anniversary", Loyalty, &[High(Meaning::Tenure)], "Mark the anniversary", "Thank them for their time with you by something that newcomers do not get.", "share still active, orders a member"),
    row("anniversary-since", Loyalty, &[High(Meaning::Since)], "Mark the anniversary", "Thank them for their time with you by something that newcomers do not get.", "share still active, orders a member"),
    row("ask-for-reviews", Campaign, &[High(Meaning::Nps)], "Ask for a public review", "Who would recommend you will write it if asked at the right moment.", "reviews written, new customers referred"),
    row("show-their-praise", Campaign, &[High(Meaning::Rating)], "Let content customers speak", "Ask for a review or a photo and show it to others.", "reviews written"),
    row("write-first", Campaign, &[High(Meaning::Response)], "Write to them first", "Start every campaign here: who answered before answers again.", "response against the hold-out"),
    row("spare-the-mailing", Campaign, &[Low(Meaning::Response)], "Write less, test more", "Halve the contact and test one new subject at a time.", "response, unsubscriptions"),
    row("visits-to-orders", Campaign, &[High(Meaning::Engagement), Low(Meaning::Frequency)], "Turn visits into orders", "They look and do not buy: remind of the basket and answer the usual doubt beside it.", "orders for each visit"),
    row("reach-by-habit", Campaign, &[High(Meaning::ChannelOrders)], "Reach them where they buy", "Put the message into the channel they use most instead of the cheapest.", "orders by channel"),
    row("wake-up", Campaign, &[High(Meaning::Recency)], "Remind them that you are there", "Send what is new since their last order, once, with an easy way back.", "share who order within 30 days"),
    row("subscription", Offer, &[High(Meaning::Frequency)], "Offer a subscription", "They come often anyway: make it easier and a little cheaper to have it delivered.", "share who subscribe, orders a member"),
    row("stay-in-touch", Campaign, &[Low(Meaning::Spend)], "Keep contact cheap and regular", "Use newsletters and the app rather than print, and let offers come from stock.", "cost of contact, orders a member"),
    row("mobile-test", Campaign, &[Named("young")], "Test short mobile formats", "Try short videos and messages on the phone against the usual mailing.", "response by format"),
    row("personal-service", Service, &[Named("senior")], "Keep a person in reach", "Offer a telephone number and print beside the app, and test which is used.", "contacts by channel, share still active"),
    row("limit-in-use", Offer, &[High(Meaning::CreditLimit)], "Offer benefits for using the card", "They may spend more than others: offer insurance, travel or cash back on use.", "use of the limit, share paid on time"),
    row("speak-to-it", Campaign, &[Strongest], "Speak to what sets them apart", "Write one message that fits the strongest trait, and test it against the usual one.", "response against the hold-out"),
    row("learn-more", Campaign, &[Nothing], "Learn more before you act", "Treat them like everyone and ask one question that would tell them apart.", "answers, response against the hold-out"),
];
