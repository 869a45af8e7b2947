//! The words by which columns are recognised: English, German, French, Spanish, Portuguese, Italian, Dutch; marks taken off, parted by blanks.

pub(super) const SPEND: &str = "spend spending spent sales revenue revenues turnover monetary expenditure expenditures clv ltv gmv \
    umsatz umsaetze ausgaben kundenwert erloes depense depenses affaires gasto gastos gastado ventas facturacion \
    uitgaven omzet besteding bestedingen klantwaarde besteed \
    kaufsumme einkaufssumme bestellsumme einkaufswert kaufwert kaufbetrag einkaufsbetrag aankoopbedrag bestelbedrag aankoopwaarde kaufvolumen rev \
    receita receitas despesa despesas faturamento vendas consumo spesa spese speso fatturato vendite ricavi ricavo";
pub(super) const AMOUNT: &str = "amount amt amounts value betrag wert summe montant montants valeur importe monto \
    valor bedrag waarde mnt mtn price charges charge \
    montante quantia preco importo valore prezzo ammontare";
pub(super) const INCOME: &str = "income salary earnings wage wages einkommen gehalt lohn verdienst revenu revenus salaire \
    ingreso ingresos renta sueldo salario inkomen salaris loon \
    renda rendimento rendimentos reddito redditi stipendio";
pub(super) const EVENTS: &str = "orders purchases transactions trips invoices bookings bestellungen kaeufe einkaeufe \
    auftraege transaktionen buchungen commandes achats pedidos compras transacciones reservas bestellingen aankopen \
    transacties boekingen aankoop order purchase transaction kauf einkauf bestellung achat commande compra pedido \
    bestelling booking invoice trx txn buy buys transaktion transaccion transactie \
    transacoes transacao encomendas encomenda acquisti acquisto ordini ordine transazioni transazione prenotazioni prenotazione";
pub(super) const VISITS: &str =
    "visits visit besuche besuch visites visite visitas visita bezoeken bezoek trips";
pub(super) const FREQUENCY: &str = "frequency freq haeufigkeit frequenz frequence frecuencia frequentie \
    bestellanzahl kaufanzahl einkaufsanzahl bestelaantal \
    frequencia frequenza";
pub(super) const COUNT: &str = "num number count nr no n nb anzahl zahl nombre numero num cantidad aantal quantity quantite qty \
    nbr nbre cnt anz nro \
    quantidade qtd qtde quantita";
pub(super) const RECENCY: &str = "recency recenz recence recencia recentie \
    recenza";
pub(super) const SINCE: &str = "since seit depuis desde sinds ago inactive inactivity inaktiv inaktivitaet inactief \
    inativo inatividade inattivo inattivita";
pub(super) const INACTIVE: &str = "inactive inactivity inaktiv inaktivitaet inactief inactiviteit inactivite inactif inactividad inactivo \
    inativo inatividade inattivo inattivita";
pub(super) const LAST: &str = "last latest letzte letzter letzten letztem letztes dernier derniere ultima ultimo ultimas laatste recent";
pub(super) const ACTIVITY: &str = "login activity seen active interaction aktivitaet anmeldung connexion activite actividad \
    acceso activiteit inlog contact kontakt \
    use used usage uso acesso atividade contato accesso attivita contatto";
pub(super) const DATE: &str = "date datum fecha dt day days tage tagen jours dias dagen months monate mois meses maanden weeks \
    wochen time zeit \
    data giorno giorni mesi settimane dia";
pub(super) const TENURE: &str = "tenure membership seniority mitgliedschaft zugehoerigkeit kundendauer vertragslaufzeit vertragsdauer \
    laufzeit anciennete antiguedad antigueedad permanencia lidmaatschap klantduur lidmaatschapsduur looptijd \
    kundenjahre kundenmonate mitgliedsjahre mitgliedsdauer vertragsmonate klantjaren \
    antiguidade anzianita permanenza";
pub(super) const LENGTH: &str = "length duration months years days time dauer duree duracion duur monate jahre mois annees \
    meses anos maanden jaren lifetime \
    tempo duracao durata anni mesi giorni dias";
pub(super) const CUSTOMER: &str = "customer client customers clients kunde kunden kundin clients cliente clientes klant klanten member \
    mitglied membre miembro lid account relationship company user \
    cust kd mitglieds \
    clienti utente usuario assinante socio";
pub(super) const JOINED: &str = "joined join registration registered signup enrolled enrollment enrolment created onboarding \
    beitritt beitrittsdatum anmeldedatum registrierung registrierungsdatum eintrittsdatum inscription adhesion alta \
    registro inschrijving inschrijfdatum inschrijfdatum aanmelddatum lidsinds \
    erstellt anmeldung inscrit \
    register cadastro inscricao adesao iscrizione registrazione adesione";
pub(super) const AGE: &str = "age ages alter lebensalter edad leeftijd altersgruppe leeftijdsgroep \
    altersklasse altersklassen altersband leeftijdscategorie leeftijdsklasse \
    idade eta";
pub(super) const BIRTH: &str = "birth yob dob born birthday birthdate birthyear geburt geburtsjahr geburtsdatum geburtstag naissance nacimiento \
    geboorte geboortejaar geboortedatum \
    nascimento nascita";
pub(super) const GENDER: &str = "gender sex geschlecht sexe sexo genero geslacht anrede civilite salutation \
    sesso genere";
pub(super) const CHILDREN: &str = "children child kids kid kidhome teenhome teens teen kinder kinderzahl enfants enfant hijos hijo ninos \
    kinderen dependents dependants dependent \
    filhos criancas dependentes figli bambini";
pub(super) const HOUSEHOLD: &str = "household haushalt haushaltsgroesse foyer menage hogar huishouden famsize familysize familiengroesse gezin \
    gezinsgrootte huishoudgrootte haushaltsmitglieder \
    famiglia domicilio";
pub(super) const FAMILY: &str = "marital marriage married familienstand zivilstand familiale matrimonial matrimoniale civil burgerlijke partner spouse \
    maritale \
    civile coniugale estadocivil";
pub(super) const EDUCATION: &str = "education educational degree schooling qualification bildung bildungsabschluss schulabschluss ausbildung etude etudes diplome \
    educacion estudios escolaridad opleiding onderwijs \
    opleidingsniveau bildungsniveau bildungsgrad bildungsstand \
    escolaridade educacao instrucao istruzione";
pub(super) const OCCUPATION: &str = "job occupation profession employment jobrole jobtype jobtitle beruf taetigkeit metier emploi profesion \
    ocupacion empleo trabajo beroep functie industry branche \
    profissao ocupacao emprego professione occupazione lavoro";
pub(super) const PLACE: &str = "city country region state geography location zip zipcode postcode postal town province county settlement \
    territory district area stadt ort wohnort land plz bundesland ville pays commune ciudad pais provincia municipio estado localidad stad \
    woonplaats gemeente provincie latitude longitude lat lng \
    cidade bairro regiao uf citta regione paese comune latitud longitud latitudine longitudine";
pub(super) const CATEGORY: &str = "category categories subcategory product productline item kategorie warengruppe produktgruppe produkt \
    categorie rayon produit categoria producto productgroep artikelgruppe department abteilung genre assortment sortiment brand marke \
    produto prodotto";
pub(super) const PREFERRED: &str = "preferred favourite favorite bevorzugte lieblings lieblingskategorie preferee prefere preferida preferido favoriete voorkeur \
    fav top favorita favorito favorites preferees preferidas \
    preferita preferito preferiti favoritas favoritos";
pub(super) const CHANNEL: &str = "channel kanal vertriebskanal canal kanaal device browser platform medium contact kontaktweg source \
    canale";
pub(super) const CHANNELS: &str = "web website online internet store stores shop catalog catalogue katalog app mobile phone filiale laden \
    boutique magasin tienda tiendas winkel retail \
    loja lojas negozio negozi";
pub(super) const PAYMENT: &str = "payment zahlungsart zahlungsweise zahlungsmethode paiement pago betaalwijze betaalmethode betaling \
    pagamento";
pub(super) const PLAN: &str = "plan subscription tarif abo contract vertrag contrato contrat abonnement suscripcion tariff tier package membership \
    plano assinatura piano abbonamento contratto";
pub(super) const TYPE: &str = "type typ tipo soort kind status art level stufe niveau nivel method methode";
pub(super) const RATING: &str = "rating ratings satisfaction stars csat review bewertung zufriedenheit note evaluation avis \
    calificacion valoracion puntuacion satisfaccion beoordeling tevredenheid kundenzufriedenheit \
    zufriedenheitswert zufriedenheitsscore zufriedenheitsgrad zufriedenheitsindex tevredenheidsscore \
    avaliacao satisfacao valutazione soddisfazione voto";
pub(super) const NPS: &str = "nps promoter weiterempfehlung weiterempfehlungsbereitschaft empfehlungsbereitschaft recommend recommandation \
    recomendacion aanbeveling aanbevelingsscore \
    recomendacao raccomandazione";
pub(super) const COMPLAINTS: &str = "complaint complaints complain complained ticket tickets beschwerde beschwerden reklamation \
    reklamationen plainte plaintes reclamations queja quejas reclamacion reclamaciones reclamos klacht klachten supportcalls \
    reclamacao reclamacoes reclami reclamo";
pub(super) const SUPPORT: &str = "support service helpdesk kundendienst soporte atencion klantenservice";
pub(super) const CALLS: &str = "calls call contacts anrufe anfragen appels llamadas oproepen requests";
pub(super) const RETURNS: &str = "returns returned refund refunds retouren ruecksendungen retours devoluciones devolucion reembolsos \
    retourzendingen retour ruecksendung retourenquote \
    retourpercentage retourquote retouranteil ruecksendequote \
    devolucoes devolucao resi rimborsi";
pub(super) const QUANTITY: &str = "quantity qty items units menge stueck stueckzahl artikel quantite articles cantidad unidades \
    articulos hoeveelheid artikelen stuks \
    artikelanzahl artikelmenge stueckanzahl \
    quantidade qtd qtde itens quantita articoli pezzi";
pub(super) const DISCOUNT: &str = "discount discounts coupon coupons promo promotion deals rabatt rabatte nachlass gutschein gutscheine \
    remise remises reduction reductions descuento descuentos cupon cupones korting kortingen voucher vouchers rabattquote \
    rabattanteil rabattsatz rabattbetrag kortingspercentage kortingsbedrag deal \
    desconto descontos cupom cupons sconto sconti";
pub(super) const ENGAGEMENT: &str = "sessions session clicks pageviews logins opens opened openings websitevisits sesiones sessies \
    klicks clics seitenaufrufe aufrufe ouvertures aperturas kliks sitzungen emails impressions";
pub(super) const SITES: &str = "web website app site online webseite sitio webshop";
pub(super) const BASKET: &str = "basket cart aov warenkorb bestellwert warenkorbwert panier cesta carrito winkelmand winkelmandje \
    orderwaarde bestelwaarde durchschnittsbon bonwert \
    carrinho carrello scontrino";
pub(super) const AVERAGE: &str = "avg average mean durchschnitt durchschnittlicher durchschnittliche moyen moyenne medio media promedio gemiddelde gemiddeld";
pub(super) const PROFIT: &str = "profit margin gewinn marge deckungsbeitrag benefice ganancia beneficio margen winst \
    lucro margem profitto margine";
pub(super) const LOYALTY: &str = "points loyalty rewards punkte treuepunkte bonuspunkte fidelite puntos fidelidad punten spaarpunten trouw treue \
    pontos fidelidade punti fedelta";
pub(super) const RESPONSE: &str =
    "response responded accepted acceptedcmp reaktion reponse respuesta reactie converted clicked";
pub(super) const CAMPAIGN: &str = "campaign cmp kampagne campagne campana poutcome";
pub(super) const CONSENT: &str = "newsletter optin opt consent einwilligung werbeeinwilligung consentement consentimiento toestemming mailing optout";
pub(super) const BALANCE: &str = "balance saldo guthaben kontostand solde tegoed savings saving checking epargne ahorro ahorros \
    spaargeld sparguthaben ersparnisse deposit deposits \
    bal";
pub(super) const DEBT: &str = "debt loan bill owed outstanding mortgage schulden kredit kreditbetrag kredithoehe darlehen dette pret \
    emprunt deuda prestamo schuld lening hypotheek hypothek credito \
    divida emprestimo debito prestito mutuo";
pub(super) const CREDIT: &str = "credit kredit credito krediet";
pub(super) const LIMIT: &str = "limit kreditrahmen kreditlimit plafond limite kredietlimiet";
pub(super) const DELAY: &str = "default overdue delay delayed late delinquent delinquency verzug zahlungsverzug mahnungen retard mora atraso achterstand \
    ritardo";
/// What has a default that is no failure.
pub(super) const USUAL: &str = "address shipping billing language currency store city country province state zip phone company method locale warehouse payer card";
pub(super) const CREDIT_SCORE: &str = "creditscore bonitaet schufa fico kredietscore bonitaetsscore";
pub(super) const CHURN: &str = "churn churned exited attrition cancelled abgewandert abwanderung kuendigung gekuendigt resilie resiliation \
    desabonne baja abandono opgezegd opzegging \
    cancelou abbandono disdetta";
pub(super) const OUTCOME: &str = "target outcome label y fraud";
pub(super) const ECONOMY: &str = "euribor cpi gdp inflation unemployment bip";
pub(super) const IDENTIFIER: &str = "id ids uid uuid guid email mail phone tel telefon telefonnummer telefono telephone telefoon mobile \
    surname lastname firstname fullname nachname vorname nom prenom apellido apellidos voornaam achternaam naam \
    kundennummer klantnummer kundennr klantnr iban ssn address adresse direccion adres street strasse straat rue calle rownumber sno \
    username url avatar invoiceno stockcode sku barcode kundenid fax \
    handy handynummer mobilnummer mobiel gsm kontonummer kartennummer rechnungsnummer bestellnummer auftragsnummer mitgliedsnummer vertragsnummer bestelnummer ordernummer factuurnummer rekeningnummer lidnummer klantcode kundencode kdnr dni nif bsn siret passport ausweisnummer courriel correo emailadres mailadres emailadresse mailadresse emailaddress \
    sobrenome celular endereco cpf cnpj rua cognome cellulare indirizzo";
pub(super) const NAME: &str = "name names nombre \
    nome";
pub(super) const GOODS: &str = "wine wines fruit fruits meat fish sweet sweets gold fresh milk grocery groceries frozen detergents detergent \
    paper delicatessen delicassen delicatessens bakery bread dairy vegetables beverages drinks beer snacks toys electronics fashion clothing clothes \
    apparel shoes books beauty cosmetics furniture sports garden kitchen household music games \
    wein weine obst fleisch fisch lebensmittel milch getraenke kleidung schuhe buecher spielzeug moebel kosmetik elektronik \
    vin vins viande poisson legumes epicerie surgeles boissons vetements chaussures livres jouets meubles \
    vino vinos carne pescado frutas verduras leche congelados bebidas ropa zapatos libros juguetes muebles \
    wijn vlees vis groente groenten melk diepvries dranken kleding schoenen boeken speelgoed meubels \
    peixe leite roupas sapatos livros brinquedos moveis pesce frutta latte vestiti scarpe libri giocattoli mobili bevande abbigliamento";
pub(super) const FILLER: &str = "d l chiffre of in the per and for on at by de del la el le les du des der die das van von een den pro par por \
    products prods product purchase purchases \
    da do dos em di della dei";
/// The day on which something happened, as one word.
pub(super) const DAY_OF_EVENT: &str =
    "kaufdatum einkaufsdatum bestelldatum besuchsdatum aankoopdatum besteldatum orderdate purchasedate";
/// A share of something.
pub(super) const RATE: &str = "rate rates ratio share pct percent percentage perc prozent anteil quote taux tasa porcentaje pourcentage \
    taxa tasso percentual percentuale";
/// A year or a month, as opposed to a count of them: a time in which something happened.
pub(super) const PERIOD: &str = "day week month quarter year monat woche quartal jahr mois semaine trimestre annee mes semana \
    trimestre ano maand kwartaal jaar ytd mtd \
    giorno settimana anno";
/// Ways to reach a customer; with orders or visits they tell how those were made.
pub(super) const CONTACT: &str =
    "email mail phone tel telefon telefono telephone telefoon mobile mobiel handy fax";
/// One of several classes of a number.
pub(super) const CLASS: &str = "group band range class bracket segment level gruppe klasse stufe bereich tranche classe groupe niveau \
    grupo rango clase nivel tramo groep categorie categoria category \
    faixa fascia gruppo livello";
