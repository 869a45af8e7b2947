//! What the words of a header say a column means, before anybody has looked at its values.
//!
//! The rules are tried in order and the first that holds wins: special words before general ones, and general ones only where no
//! word of the header is left over. "Salary" is income, "percent salary hike" is nothing known.

use super::Meaning;
use super::header::{Header, behind_time};
use super::lexicon as l;

/// Words that go with any amount: of what time, of what kind.
const MEASURES: &str = "annual yearly monthly weekly daily year month total net gross estimated household family personal score \
    lifetime past previous last average avg mean sum number jaehrlich monatlich jahr netto brutto annuel mensuel anual mensual \
    jaarlijks maandelijks annuels anuales mensuales totale totales totaal gesamt totaux spent jahres per k usd eur gbp inr chf dollar dollars euro euros m d y z in all overall customer index \
    hh ytd mtd day days week weeks months monat monate woche wochen quartal quarter mois semaine mes meses semana maand maanden bruto \
    neto neta netos netas bruta brut nets ltm ttm qtd est p a an ans al jaar annuelle annuelles \
    mensal anuais media medio medias medios estimada estimado bruto liquida liquido annuo annua annuale mensile stimato stimata lordo lorda";

/// What became of items.
const SOLD: &str = "sold ordered bought purchased verkauft bestellt gekauft vendus vendues achetes achetee achetees vendidos vendidas comprados compradas \
    verkocht besteld gekocht";

/// What the header means by its words alone; [`Meaning::Other`] if they say nothing known.
pub fn by_name(header: &Header) -> Meaning {
    let rules: [fn(&Header) -> Option<Meaning>; 6] =
        [identity, standing, behaviour, satisfaction, money, description];
    rules.iter().find_map(|rule| rule(header)).unwrap_or(Meaning::Other)
}

/// Who the customer is, and what must not be mistaken for it.
fn identity(h: &Header) -> Option<Meaning> {
    let names = h.says(l::NAME) && h.all_of(&[l::NAME, l::CUSTOMER, "first last full sur contact nick"]);
    let by_contact =
        h.says(l::CONTACT) && (h.has(l::EVENTS) || h.says(l::VISITS)) && !h.says("id no nr number address");
    if h.says(l::CONSENT) || h.has("newsletter einwilligung") {
        Some(Meaning::Consent)
    } else if h.has(l::ENGAGEMENT) && !h.says("ticket tickets") {
        Some(Meaning::Engagement)
    } else if (h.says(l::IDENTIFIER) && !by_contact) || names || numbered(h) {
        Some(Meaning::Identifier)
    } else {
        None
    }
}

/// The number or code of a customer, a contract or an order: "order no", "codigo cliente".
fn numbered(h: &Header) -> bool {
    let words = h.folded();
    let things = format!(
        "{} {} employee policy phone row contract vertrag contrat contrato card karte carte tarjeta kaart konto compte cuenta rekening",
        l::EVENTS,
        l::CUSTOMER
    );
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let is = |word: &String, list: &str| list.split(' ').any(|known| known == word);
    let ends = words.len() > 1 && is(last, "no nr number nummer num code") && h.has(&things);
    // "num clients" is a count of them, "num client" is the number of one.
    let one = is(
        last,
        "client cliente customer cust klant kunde member membre miembro mitglied lid utente usuario",
    );
    let begins = words.len() == 2 && is(first, "num numero nr no nro n code codigo cod codice") && one;
    ends || begins
}

/// Whether folded `words` are of a default that is the usual one, as in "default address", and no loan that failed.
pub(crate) fn is_usual(words: &[String]) -> bool {
    let any = |list: &str| list.split(' ').any(|known| words.iter().any(|word| word == known));
    any("default") && any(l::USUAL)
}

/// What a bank knows, the state of the economy, outcomes.
fn standing(h: &Header) -> Option<Meaning> {
    let economy = h.has(l::ECONOMY)
        || (h.says("idx index") && h.says("price conf consumer cons"))
        || (h.says("emp employment employed") && h.says("var variation nr rate"));
    let pay = h.folded().len() == 2 && h.says("pay") && h.folded()[1].bytes().all(|b| b.is_ascii_digit());
    if h.has(l::NPS) || (h.says("net") && h.says("promoter")) {
        Some(Meaning::Nps)
    } else if h.has(l::CREDIT_SCORE) || (h.says(l::CREDIT) && h.says("score rating scoring")) {
        Some(Meaning::CreditScore)
    } else if h.has(l::LIMIT) || (h.says(l::CREDIT) && h.says("line linea ligne lijn")) {
        Some(Meaning::CreditLimit)
    } else if (h.says(l::DELAY) && !is_usual(h.folded()))
        || h.has("zahlungsverzug")
        || pay
        || (h.says("past") && h.says("due"))
    {
        Some(Meaning::Delay)
    } else if economy {
        Some(Meaning::Economy)
    } else if h.says(l::CHURN) && !h.says("date score") {
        Some(Meaning::Churn)
    } else if h.says(l::OUTCOME) && !h.says("date score") {
        Some(Meaning::Outcome)
    } else if h.has("poutcome") || h.says(l::RESPONSE) {
        Some(Meaning::Response)
    } else {
        None
    }
}

/// What the customer does, and when.
fn behaviour(h: &Header) -> Option<Meaning> {
    let event = h.has(l::EVENTS) || h.says(l::VISITS);
    if h.has(l::RECENCY) {
        return if h.says("score rank") { Some(Meaning::Other) } else { Some(Meaning::Recency) };
    }
    if h.says(l::SINCE) && h.has(l::LAST) {
        let acts = event || h.has(l::ACTIVITY) || h.says(l::CAMPAIGN);
        return Some(if acts { Meaning::Recency } else { Meaning::Other });
    }
    if h.says(l::INACTIVE) || (h.says(l::SINCE) && event) || is_last(h, event) {
        return Some(Meaning::Recency);
    }
    let lately = [l::JOINED, l::CUSTOMER, l::DATE, l::FILLER, "at"];
    if (h.says(l::SINCE) || h.says(l::JOINED) || (h.says("sign") && h.says("up")))
        && (h.says(l::CUSTOMER) || h.has(l::DATE) || h.folded().len() == 1 || h.all_of(&lately))
        || h.has("registrierungsdatum beitrittsdatum anmeldedatum eintrittsdatum inschrijfdatum")
        || (h.says(l::CUSTOMER) && h.says("date datum fecha dt"))
    {
        return Some(Meaning::Since);
    }
    let typed = h.says(l::TYPE);
    let lasting = h.says(l::LENGTH)
        && h.says(l::CUSTOMER)
        && !h.says("last visits visit value wert valor valeur waarde revenue");
    if h.has(l::TENURE) && !typed
        || lasting
        || (h.says(l::AGE) && h.says("account relationship konto compte"))
    {
        return Some(Meaning::Tenure);
    }
    let returned = h.has(l::RETURNS) || (h.says("return") && h.says(l::RATE));
    if returned
        && h.all_of(&[
            l::RETURNS,
            l::COUNT,
            l::EVENTS,
            l::FILLER,
            l::QUANTITY,
            l::RATE,
            MEASURES,
            "items return",
        ])
    {
        return Some(Meaning::Returns);
    }
    if h.has(l::DISCOUNT) {
        return Some(Meaning::Discount);
    }
    if h.has(l::SITES)
        && (h.says(l::VISITS) || h.says("time duration minutes hours usage length zeit temps tiempo tijd"))
    {
        return Some(Meaning::Engagement);
    }
    None
}

/// "Last order", "letztes Kaufdatum": when it was. "Orders last 30 days" are a count in a time, and so are "visits last year".
fn is_last(h: &Header, event: bool) -> bool {
    let in_a_time = h.says(l::PERIOD)
        || (h.says("recent") && !h.says("most"))
        || h.folded().iter().any(|word| is_number(word));
    let acts = event || h.has(l::ACTIVITY) || h.says(l::DAY_OF_EVENT);
    let lists =
        [l::LAST, l::EVENTS, l::VISITS, l::ACTIVITY, l::DATE, l::DAY_OF_EVENT, l::CUSTOMER, l::FILLER];
    h.has(l::LAST) && acts && !in_a_time && (h.has(l::DATE) || h.all_of(&lists))
}

/// "Past 3 years bike related purchases": a count of events of some kind in a time.
fn is_count_in_a_time(h: &Header) -> bool {
    let last = behind_time(h.folded()).and_then(|words| words.last());
    last.is_some_and(|last| last.ends_with('s') && l::EVENTS.split_whitespace().any(|known| known == last))
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// How content the customer is.
fn satisfaction(h: &Header) -> Option<Meaning> {
    if (h.has(l::COMPLAINTS) && !h.says(l::AVERAGE)) || (h.has(l::SUPPORT) && h.has(l::CALLS)) {
        Some(Meaning::Complaints)
    } else if (h.has(l::RATING) || (h.says("feedback") && h.says("score")))
        && !h.says("number num count cnt nbr anz anzahl nb aantal")
        && !(h.says("evaluation") && h.says("last performance employee"))
    {
        Some(Meaning::Rating)
    } else if h.has(l::LOYALTY) {
        Some(Meaning::Loyalty)
    } else {
        None
    }
}

/// Amounts and counts.
fn money(h: &Header) -> Option<Meaning> {
    let amount = h.has(l::AMOUNT);
    let event = h.has(l::EVENTS) || h.says(l::VISITS);
    let around = [l::AMOUNT, l::AVERAGE, l::CUSTOMER, l::FILLER, l::COUNT, MEASURES];
    let only = |lists: &[&str]| h.all_of(&[around.as_slice(), lists].concat());
    let spent = (h.has(l::SPEND) && only(&[l::SPEND, l::EVENTS]))
        || (event && amount && only(&[l::EVENTS, l::VISITS]))
        || (h.folded().len() == 1 && h.says("total"))
        || (h.says("amount betrag montant importe bedrag")
            && h.all_of(&[l::AMOUNT, "total totale totaal gesamt overall"]))
        || (h.says("lifetime") && amount && only(&[]))
        || (h.folded().last().is_some_and(|last| last == "total")
            && h.says("order purchase invoice")
            && only(&[l::EVENTS]));
    let ticket = h.says("ticket") && h.says("medio");
    if h.has(l::PROFIT) || (h.says("gross") && h.says("income")) {
        Some(Meaning::Profit)
    } else if h.has(l::BASKET) || (h.says(l::AVERAGE) && event && amount) || h.says("aov") || ticket {
        Some(Meaning::Basket)
    } else if h.has(l::INCOME) && only(&[l::INCOME, l::HOUSEHOLD, l::CLASS]) {
        Some(Meaning::Income)
    } else if h.says(l::GOODS) && only(&[l::GOODS, l::SPEND]) && !h.says(l::HOUSEHOLD) {
        Some(Meaning::CategorySpend)
    } else if h.says(l::CHANNELS) && event && !amount {
        Some(Meaning::ChannelOrders)
    } else if spent {
        Some(Meaning::Spend)
    } else if h.has(l::FREQUENCY)
        && h.all_of(&[l::FREQUENCY, l::EVENTS, l::VISITS, l::FILLER, MEASURES, "days"])
    {
        Some(Meaning::Frequency)
    } else if event
        && h.all_of(&[
            l::EVENTS,
            l::VISITS,
            l::COUNT,
            l::CUSTOMER,
            l::FILLER,
            l::AVERAGE,
            MEASURES,
            "completed placed",
        ])
    {
        // One order, without a word that counts, may be anything about it.
        let counted = h.says(l::COUNT)
            || h.folded().iter().any(|word| word.ends_with(['s', 'e', 'i']) || word.ends_with("en"));
        counted.then_some(Meaning::Frequency)
    } else if is_count_in_a_time(h) {
        Some(Meaning::Frequency)
    } else if h.has(l::BALANCE)
        && only(&[l::BALANCE, "account accounts konto compte cuenta rekening bal current cash"])
    {
        Some(Meaning::Balance)
    } else if (h.has(l::DEBT) && !h.says("to ratio quote income")) || (h.says(l::CREDIT) && amount) {
        Some(Meaning::Debt)
    } else if h.has(l::QUANTITY) && only(&[l::QUANTITY, l::EVENTS, SOLD])
        || (h.says("num number count nb anzahl aantal")
            && h.says("products product items produkte produits productos producten"))
    {
        Some(Meaning::Quantity)
    } else {
        None
    }
}

/// What the customer is like.
fn description(h: &Header) -> Option<Meaning> {
    let around = [l::TYPE, l::CUSTOMER, l::FILLER, l::COUNT, l::PREFERRED];
    let only = |lists: &[&str]| h.all_of(&[around.as_slice(), lists].concat());
    let born = h.says("geb nac naiss") && (h.has(l::DATE) || h.says("jahr jaar annee ano"));
    if h.has(l::BIRTH) || born {
        Some(Meaning::BirthYear)
    } else if h.says(l::AGE) && only(&[l::AGE, l::CLASS, "years year jahre jahren jaar ans anos in"])
        || (h.folded().len() == 1 && h.has("alter edad leeftijd"))
    {
        Some(Meaning::Age)
    } else if h.says(l::GENDER) {
        Some(Meaning::Gender)
    } else if h.has(l::CHILDREN) {
        Some(Meaning::Children)
    } else if h.has(l::HOUSEHOLD) || (h.says("family hh") && h.says("size members")) {
        Some(Meaning::Household)
    } else if h.has(l::FAMILY) && only(&[l::FAMILY, "situation situacion etat estado staat stand stat"]) {
        Some(Meaning::Family)
    } else if h.has(l::EDUCATION) && only(&[l::EDUCATION, "field years highest de"]) {
        Some(Meaning::Education)
    } else if h.has(l::OCCUPATION) && only(&[l::OCCUPATION, "title role code group field sector"]) {
        Some(Meaning::Occupation)
    } else if h.has(l::PAYMENT) && only(&[l::PAYMENT, "moyen mode modo means forma metodo medio wijze"]) {
        Some(Meaning::Payment)
    } else if h.has(l::PLAN) || (h.says(l::TYPE) && h.says(l::CUSTOMER)) {
        Some(Meaning::Plan)
    } else if h.has(l::CHANNEL)
        && only(&[
            l::CHANNEL,
            "order sales purchase acquisition marketing preferred venta ventas vente vertrieb verkoop",
        ])
    {
        Some(Meaning::Channel)
    } else if h.says(l::PLACE)
        && only(&[
            l::PLACE,
            "size code codigo of name home billing shipping delivery residence store shop branch",
        ])
        || h.has("wohnort bundesland postleitzahl woonplaats gemeente provincia municipio")
    {
        Some(Meaning::Place)
    } else if h.has(l::CATEGORY) && only(&[l::CATEGORY, l::EVENTS, "line purchased main sub name"]) {
        Some(Meaning::Category)
    } else {
        None
    }
}
