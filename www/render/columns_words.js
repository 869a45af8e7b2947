// The choices of the preparation sheet, in words.

/** @import { ColumnRecipe, Meaning, Outliers } from '../protocol' */

/** @typedef {'role' | 'missing' | 'outliers' | 'transform' | 'scale'} Key */

/** @type {Record<Key, string>} */
export const TITLES = { role: 'Role', missing: 'Missing', outliers: 'Outliers', transform: 'Transform', scale: 'Scale' };

/** @type {Record<Key, [string, string][]>} */
export const CHOICES = {
  role: [['feature', 'Tells apart'], ['descriptor', 'Describes'], ['identifier', 'Identifier'], ['ignored', 'Left out']],
  missing: [['median', 'Median'], ['mean', 'Mean'], ['most_frequent', 'Most frequent'], ['constant', 'A constant'], ['leave_out', 'Leave gap out of the distance'], ['drop', 'Leave row out']],
  outliers: [['keep', 'Keep'], ['winsorise', 'Cap at quantiles'], ['iqr', 'Cap by quartiles'], ['mad', 'Cap by median'], ['drop', 'Leave row out']],
  transform: [['none', 'None'], ['log1p', 'Log'], ['sqrt', 'Square root'], ['yeo_johnson', 'Yeo–Johnson'], ['quantile', 'Rank']],
  scale: [['standard', 'Standard'], ['minmax', '0 to 1'], ['robust', 'Quartiles'], ['none', 'As it is']],
};

/** For a category gaps are a level of their own, and there is nothing far out and nothing to bend. @type {Partial<Record<Key, [string, string][]>>} */
export const CATEGORY_CHOICES = {
  role: CHOICES.role,
  missing: [['median', 'A level of its own'], ['most_frequent', 'Most frequent'], ['leave_out', 'Leave gap out of the distance'], ['drop', 'Leave row out']],
  scale: [['standard', 'Standard'], ['minmax', '0 to 1'], ['none', 'As it is']],
};

/** With an order its levels are numbers, and everything made for those applies. @type {Record<Key, [string, string][]>} */
export const ORDERED_CHOICES = { ...CHOICES, missing: CHOICES.missing.filter(([name]) => name !== 'constant') };

/** Where outliers begin, by treatment. @type {Partial<Record<Outliers, { label: string, about: string, byDefault: number, high: number }>>} */
export const LIMITS = {
  winsorise: { label: 'Cap this share at each end', about: '0.01: at the 1 % and the 99 % quantile', byDefault: 0.01, high: 0.499 },
  iqr: { label: 'Quartile ranges beyond the quartiles', about: '3 is far out, 1.5 is Tukey’s inner fence', byDefault: 3, high: 1e9 },
  mad: { label: 'Largest modified z score', about: '0.6745 · |x − median| / MAD', byDefault: 3.5, high: 1e9 },
  drop: { label: 'Quartile ranges beyond the quartiles', about: 'rows further out get no segment', byDefault: 3, high: 1e9 },
};

/** What a column can mean. @type {Meaning[]} */
export const MEANINGS = ['spend', 'category_spend', 'basket', 'profit', 'frequency', 'channel_orders', 'recency', 'tenure', 'since', 'quantity', 'discount',
  'engagement', 'returns', 'loyalty', 'rating', 'nps', 'complaints', 'response', 'consent', 'income', 'balance', 'debt', 'credit_limit', 'delay',
  'credit_score', 'age', 'birth_year', 'gender', 'children', 'household', 'family', 'education', 'occupation', 'place', 'category', 'channel', 'payment',
  'plan', 'churn', 'outcome', 'economy', 'identifier', 'other'];

/** What the keys without a select are called in the list of changes. @type {Partial<Record<keyof ColumnRecipe, string>>} */
const OTHERS = {
  weight: 'weight', constant: 'gaps become', outlier_limit: 'limit', most_levels: 'levels kept apart', rare: 'rare below', meaning: 'means',
};

/** Yes and no in words. @type {Partial<Record<keyof ColumnRecipe, [string, string]>>} */
const FLAGS = { codes: ['numbers are codes', 'numbers are quantities'], gap_feature: ['gaps tell apart', 'gaps do not tell apart'] };

/**
 * A choice in words.
 *
 * @param {Key} key
 * @param {ColumnRecipe} column
 */
function chosen(key, column) {
  const value = column[key] ?? 'keep';
  return CHOICES[key].find(([name]) => name === value)?.[1] ?? value;
}

/**
 * One change in words.
 *
 * @param {ColumnRecipe} column
 * @param {keyof ColumnRecipe} key
 */
function said(column, key) {
  const value = column[key];
  if (key in TITLES) return `${TITLES[/** @type {Key} */ (key)].toLowerCase()} ${chosen(/** @type {Key} */ (key), column).toLowerCase()}`;
  const flag = FLAGS[key];
  if (flag) return value === true ? flag[0] : flag[1];
  if (key === 'formula') return `computed as ${value}`;
  if (key === 'order') return Array.isArray(value) && value.length > 0 ? `order ${value.slice(0, 4).join(', ')}${value.length > 4 ? ' …' : ''}` : 'no order';
  if (key === 'group') return value ? `counts together as ${value}` : 'counts alone';
  if (key === 'separator') return value ? `values parted by ${value}` : 'one value in a cell';
  return `${OTHERS[key] ?? key} ${value === undefined ? 'as by default' : String(value).replaceAll('_', ' ')}`;
}

/**
 * What is changed in a column: "transform log, missing mean".
 *
 * @param {ColumnRecipe} column
 * @param {(keyof ColumnRecipe)[]} keys
 */
export function inChange(column, keys) {
  return keys.map((key) => said(column, key)).join(', ');
}
