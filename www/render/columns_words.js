// The choices of the preparation sheet, in words.

/** @import { ColumnRecipe } from '../protocol' */

/** @typedef {'role' | 'missing' | 'outliers' | 'transform' | 'scale'} Key */

/** @type {Record<Key, string>} */
export const TITLES = { role: 'Role', missing: 'Missing', outliers: 'Outliers', transform: 'Transform', scale: 'Scale' };

/** @type {Record<Key, [string, string][]>} */
export const CHOICES = {
  role: [['feature', 'Tells apart'], ['descriptor', 'Describes'], ['identifier', 'Identifier'], ['ignored', 'Left out']],
  missing: [['median', 'Median'], ['mean', 'Mean'], ['most_frequent', 'Most frequent'], ['constant', 'Zero'], ['drop', 'Leave row out']],
  outliers: [['keep', 'Keep'], ['winsorise', 'Cap at 1 % and 99 %'], ['iqr', 'Cap by quartiles'], ['mad', 'Cap by median'], ['drop', 'Leave row out']],
  transform: [['none', 'None'], ['log1p', 'Log'], ['sqrt', 'Square root'], ['yeo_johnson', 'Yeo–Johnson'], ['quantile', 'Rank']],
  scale: [['standard', 'Standard'], ['minmax', '0 to 1'], ['robust', 'Quartiles'], ['none', 'As it is']],
};

/** For a category gaps are a level of their own, and there is nothing far out and nothing to bend. @type {Partial<Record<Key, [string, string][]>>} */
export const CATEGORY_CHOICES = {
  role: CHOICES.role,
  missing: [['median', 'A level of its own'], ['most_frequent', 'Most frequent'], ['drop', 'Leave row out']],
  scale: [['standard', 'Standard'], ['minmax', '0 to 1'], ['none', 'As it is']],
};

/** What the keys without a select are called in the list of changes. @type {Partial<Record<keyof ColumnRecipe, string>>} */
const OTHERS = { weight: 'weight', codes: 'codes', constant: 'constant', order: 'order', separator: 'separator' };

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
 * What is changed in a column: "transform log, missing mean".
 *
 * @param {ColumnRecipe} column
 * @param {(keyof ColumnRecipe)[]} keys
 */
export function inChange(column, keys) {
  return keys
    .map((key) => (key in TITLES
      ? `${TITLES[/** @type {Key} */ (key)].toLowerCase()} ${chosen(/** @type {Key} */ (key), column).toLowerCase()}`
      : OTHERS[key] ?? key))
    .join(', ');
}
