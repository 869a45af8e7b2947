// A list of orders: how one row of each customer would be made of it, and the way back once it was.

import { button, h, theirs, theirsAll } from '../dom.js';

/** @import { FoldPlan, OrdersView, RowFilter, View } from '../protocol' */
/** @typedef {{ fold(plan: FoldPlan, filters: RowFilter[]): void, from(): string | null, back(): void }} Orders */

/** Columns multiplied. @param {string[]} names */
const product = (names) => names.join(' × ');

/**
 * @param {Orders} actions `from`: the file that the customers shown were made of
 * @param {() => RowFilter[]} filters which rows are orders, what waits to be applied included
 */
export function createOrders({ fold, from, back }, filters) {
  const element = h('div', { class: 'orders', hidden: true });
  return {
    element,
    /** @param {View} view */
    update({ reading }) {
      const made = from();
      element.hidden = reading.orders === null && made === null;
      element.classList.toggle('question', reading.orders !== null);
      if (reading.orders) element.replaceChildren(...offer(reading.orders, (plan) => fold(plan, filters())));
      else if (made !== null) element.replaceChildren(h('p', {}, 'One row of each customer, made of ', theirs(made), '. ', button('Back to its rows', back, { class: 'lnk' })));
    },
  };
}

/**
 * @param {OrdersView} orders
 * @param {(plan: FoldPlan) => void} fold
 */
function offer({ plan, choices }, fold) {
  const customer = choice('ord-customer', 'Customers are told by', choices.customers, plan.customer);
  const order = choice('ord-order', 'Orders are told by', [...choices.orders, null], plan.order, choices.dates.length > 0 ? 'the day' : 'the row');
  const date = choice('ord-date', 'Dated by', [...choices.dates, null], plan.date, 'nothing');
  const amount = choice('ord-amount', 'Spent is', [...choices.amounts.filter((names) => names.length > 0).map((names) => JSON.stringify(names)), null],
    plan.amount.length > 0 ? JSON.stringify(plan.amount) : null, 'not known', (value) => product(JSON.parse(value)));
  const refunded = tick(plan.refunded !== null && ['Take off what ', theirs(plan.refunded), ' says was paid back']);
  const cancelled = tick(plan.cancelled !== null && ['Leave out orders whose ', theirs(plan.cancelled.column), ' is ', ...theirsAll(plan.cancelled.levels)]);
  const act = () => fold({
    customer: customer.value() ?? plan.customer, order: order.value(), date: date.value(), amount: JSON.parse(amount.value() ?? '[]'), quantity: plan.quantity,
    refunded: refunded.checked() ? plan.refunded : null, cancelled: cancelled.checked() ? plan.cancelled : null,
  });
  const go = button('Segment the customers instead', act, { class: 'btn primary' });
  return [
    h('h2', { class: 'h3' }, 'Make one row of each customer'),
    h('p', {}, 'Of all rows of a customer: orders are counted, what was paid is added up, days are counted from the first and the last order, and the rest describes. Below, the rows are segmented as they are.'),
    h('div', { class: 'orders-by' }, customer.element, order.element, date.element, amount.element),
    refunded.element, cancelled.element,
    h('div', { class: 'row' }, go),
  ].filter((child) => child !== false);
}

/** Something that is done unless it is unticked; nothing if there is nothing to do. @param {(Node | string)[] | false} words */
function tick(words) {
  const box = h('input', { type: 'checkbox', checked: true });
  return { element: words && h('label', { class: 'check' }, box, h('span', {}, ...words)), checked: () => words !== false && box.checked };
}

/**
 * @param {string} id
 * @param {string} label
 * @param {(string | null)[]} values null: none of them
 * @param {string | null} chosen
 * @param {string} [none] how that is called
 * @param {(value: string) => string} [show]
 */
function choice(id, label, values, chosen, none = '', show = (value) => value) {
  const options = values.map((value) => h('option', { value: value ?? '', selected: value === chosen }, value === null ? none : show(value)));
  const select = h('select', { id }, ...options);
  return {
    element: h('div', {}, h('label', { for: id, class: 'small' }, label), select),
    /** What is chosen. */
    value: () => values[select.selectedIndex] ?? null,
  };
}
