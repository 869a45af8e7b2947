// Elements from names, attributes and text. Text is always text: nothing a file holds is ever read as markup.

import { count } from './format.js';

const SVG = 'http://www.w3.org/2000/svg';

/** @typedef {Node | string | null | undefined | false} Child */
/** @typedef {Record<string, string | number | boolean | null | undefined | ((event: any) => void)>} Attributes */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes} [attributes] `onclick` and the like are listeners; false, null and undefined are left out
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/**
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {SVGElementTagNameMap[T]}
 */
export function s(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/**
 * @template {Element} E
 * @param {E} element
 * @param {Attributes} attributes
 * @param {(Child | Child[])[]} children
 * @returns {E}
 */
function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children.flat()) {
    if (child !== false && child !== null && child !== undefined) element.append(child);
  }
  return element;
}

const UNDERSCORES = /(?<=_)/;

/** Where names of columns may break in narrow cells: before a capital within a word, too. */
export const CAPITALS = /(?<=_)|(?<=\p{Ll})(?=\p{Lu})/u;

/**
 * Text out of the customer's file: kept from turning the direction of what stands around it, and broken after an
 * underscore rather than anywhere.
 *
 * @param {string} text
 * @param {RegExp} [breaks] where else
 */
export function theirs(text, breaks = UNDERSCORES) {
  return h('bdi', {}, ...text.split(breaks).flatMap((part, i) => (i === 0 ? [part] : [h('wbr'), part])));
}

/**
 * Several of them, with commas between.
 *
 * @param {string[]} texts
 * @param {number} [most] how many of them are shown
 */
export function theirsAll(texts, most = texts.length) {
  const shown = texts.slice(0, most).flatMap((text, i) => (i === 0 ? [theirs(text)] : [', ', theirs(text)]));
  return texts.length > most ? [...shown, ` and ${count(texts.length - most)} more`] : shown;
}

/**
 * Gives an element its text, unless it has it already: what is written again is laid out again, and nothing in it stays selected.
 *
 * @param {Element} element
 * @param {string} text
 */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** An element of index.html. @param {string} id */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element;
}

/**
 * Fields that are entered together: Enter in one of them does what the button does. The page makes no `<form>`, see guard.js.
 *
 * @param {string} name of the class
 * @param {() => void} enter
 * @param {...(Child | Child[])} children
 */
export function entry(name, enter, ...children) {
  const onkeydown = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    enter();
  };
  return h('div', { class: name, onkeydown }, ...children);
}

const ICONS = {
  down: 'M8 2.5v8M4.75 7.5 8 10.75 11.25 7.5M2.5 13.5h11',
  check: 'm3 8.5 3.5 3.5L13 4.5',
  lock: 'M3.5 7.25h9v6.5h-9zM5.25 7V5a2.75 2.75 0 0 1 5.5 0v2',
  warn: 'M8 2.25 14.5 13.5h-13zM8 6.5v3M8 11.25v.5',
};

/** @param {keyof typeof ICONS} name */
export function icon(name) {
  return s('svg', { class: 'ico', viewBox: '0 0 16 16', 'aria-hidden': 'true' }, s('path', { d: ICONS[name] }));
}

/**
 * @param {string} text
 * @param {(event: Event) => void} onclick
 * @param {Attributes} [attributes]
 * @param {...Child} more
 */
export function button(text, onclick, attributes = {}, ...more) {
  return h('button', { type: 'button', class: 'btn', ...attributes, onclick }, ...more, text);
}
