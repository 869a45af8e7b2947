// What can be taken away: the file back with columns of choice, one list for each segment, averages, a report, pictures.

import { draw_elbow, draw_map, elbow_svg, map_svg, report } from 'charts';
import { badge } from '../badge.js';
import { button, h, icon, theirs } from '../dom.js';
import { save } from '../download.js';
import { counted } from '../format.js';
import { announce } from '../live.js';
import { isDark, readLook, setTheme } from '../look.js';
import { markOf } from '../mark.js';
import { marked } from './map.js';

/** @import { Export, ExportOptions, LabelColumn, SegmentView, TableFormat, View } from '../protocol' */
/** @import { Keeping } from '../keeping' */
/** @import { Look } from '../look' */

/** Columns of the labelled file beside the segment's number. @type {[LabelColumn, string][]} */
const COLUMNS = [
  ['name', 'its name'],
  ['confidence', 'how clearly: 0 on the border, 1 in the middle'],
  ['runner_up', 'the next nearest segment'],
  ['distance', 'distance to the middle'],
  ['mark', 'its mark: natural ones have none'],
];

/** Size of a picture, CSS pixels; one of pixels has twice as many. */
const PICTURE = { width: 900, height: 600, density: 2, most: 10_000 };

/** @param {{ download(what: Export, options?: ExportOptions): void, keeping: Keeping }} actions */
export function createTake({ download, keeping }) {
  /** @type {View | null} */
  let view = null;
  let points = new Uint8Array();
  const boxes = COLUMNS.map(([name, text]) => ({ name, box: h('input', { type: 'checkbox', id: `take-${name}`, checked: name === 'name', onchange: remember }), text }));
  const format = h('select', { id: 'take-format', onchange: remember },
    h('option', { value: 'comma' }, 'commas, decimal points'), h('option', { value: 'comma_marked' }, 'commas, decimal points, for Excel (BOM)'),
    h('option', { value: 'tab' }, 'tabs, decimal points'), h('option', { value: 'semicolon' }, 'semicolons, decimal commas, for Excel (BOM)'));
  const lists = h('div', { class: 'row take-lists' });
  const tableFormat = () => /** @type {TableFormat} */ (format.value);
  const chosen = () => boxes.filter(({ box }) => box.checked).map(({ name }) => name);
  const stem = () => (view?.reading.file ?? 'segments').replace(/\.[^.]+$/, '');

  /** The file, with the columns ticked wherever it is asked for. */
  const saveFile = () => download('labelled_file', { columns: chosen() });

  /** Choices that hold for the next file as well. */
  function remember() {
    keeping.choose({ columns: chosen(), format: format.value });
  }

  /** @param {string} text @param {string} type @param {string} name */
  function keep(text, type, name) {
    save(new Blob([text], { type }), name);
    announce(`${name} is saved to your downloads`);
  }

  /** @param {'map' | 'curve'} which */
  function vector(which) {
    if (!view) return;
    const { width, height, most } = PICTURE;
    const look = readLook();
    const text = which === 'map'
      ? map_svg(view.map, marked(view), points, most, width, height, look)
      : elbow_svg(view.elbow, view.k, width, height, look);
    keep(text, 'image/svg+xml', `${stem()}-${which}.svg`);
  }

  /** @param {'map' | 'curve'} which */
  function pixels(which) {
    if (!view) return;
    const { width, height, density } = PICTURE;
    const canvas = h('canvas', { width: width * density, height: height * density });
    const look = { ...readLook(), dpr: density };
    if (which === 'map') draw_map(canvas, view.map, marked(view), points, undefined, look);
    else draw_elbow(canvas, view.elbow, view.k, look);
    const name = `${stem()}-${which}.png`;
    canvas.toBlob((blob) => {
      if (!blob) return;
      save(blob, name);
      announce(`${name} is saved to your downloads`);
    }, 'image/png');
  }

  function makeReport() {
    if (!view) return;
    const date = new Intl.DateTimeFormat('en', { dateStyle: 'long' }).format(new Date());
    keep(report(view, points, lightLook(), date), 'text/html', `${stem()}-report.html`);
  }

  /** The rows of one segment. @param {SegmentView} segment @param {number} index */
  const list = ({ number, letter, name, size }, index) => button('', () => download('labelled_file', { columns: chosen(), only: number }), {}, badge(index, letter),
    h('span', {}, h('span', { class: 'vh' }, `Segment ${letter}: `), theirs(name), ' ', markOf(index),
      h('span', { class: 'vh' }, `: a list of ${counted(size, 'customer', 'customers')}`)));

  /** @param {string} title @param {string} text @param {...Node} controls */
  const item = (title, text, ...controls) => h('li', {}, h('div', {}, h('h3', { class: 'h3' }, title), h('p', {}, text)), h('div', { class: 'row' }, ...controls));

  /** @param {'map' | 'curve'} which @param {string} words */
  const picture = (which, words) => [
    button(`${words}, SVG`, () => vector(which), { 'aria-label': `${words}, SVG: to scale and edit` }),
    button(`${words}, PNG`, () => pixels(which), { 'aria-label': `${words}, PNG: in pixels` }),
  ];

  return {
    element: h('section', { class: 'sec', id: 'take' },
      h('div', { class: 'sec-l' }, h('h2', {}, 'Take it with you'),
        h('p', {}, 'Made in this tab and saved to your downloads. Closing the tab forgets your file.')),
      h('ul', { class: 'sec-r takeaway' },
        h('li', {}, h('div', {}, h('h3', { class: 'h3' }, 'CSV with segments'),
          h('p', {}, 'Every row as it was read, and the number of its segment: 1 is A, 2 is B, and so on. Also, as ticked:'),
          h('fieldset', { class: 'take-more' }, h('legend', { class: 'vh' }, 'More columns'),
            ...boxes.map(({ box, name, text }) => h('label', { class: 'check', for: `take-${name}` }, box, text)))),
        h('div', { class: 'row' }, button('CSV with segments', saveFile, { 'aria-label': 'CSV with segments and the columns ticked' }, icon('down')))),
        h('li', { class: 'wide' }, h('div', {}, h('h3', { class: 'h3' }, 'A list for each segment'), h('p', {}, 'The rows of that segment alone, for your mail tool.')), lists),
        item('Report', 'One file for colleagues: charts, averages and method, and no single customer in it.', button('Report', makeReport, { 'aria-label': 'Report as an HTML file' }, icon('down'))),
        item('Cards and plays', 'The segments in words, as text.', button('Cards', () => download('cards'), { 'aria-label': 'Cards of all segments as text' }, icon('down'))),
        h('li', {}, h('div', {}, h('h3', { class: 'h3' }, 'Averages'), h('p', {}, 'Every column in every segment, as a table.'),
          h('label', { class: 'small', for: 'take-format' }, 'Written with ', format)),
        h('div', { class: 'row' }, button('Averages', () => download('profile', { format: tableFormat() }), { 'aria-label': 'Averages as CSV' }, icon('down')))),
        h('li', {}, h('div', {}, h('h3', { class: 'h3' }, 'Pictures'), h('p', {}, 'As they are on the screen, light or dark.')),
          h('div', { class: 'row' }, ...picture('map', 'Map'), ...picture('curve', 'Curve'))))),
    saveFile,
    /** Choices that were kept are taken up. */
    home() {
      const { columns, format: marks } = keeping.choices;
      if (columns) for (const { name, box } of boxes) box.checked = columns.includes(name);
      if (marks && [...format.options].some(({ value }) => value === marks)) format.value = marks;
    },
    /**
     * @param {View} next
     * @param {Uint8Array<ArrayBuffer>} bytes of its map
     */
    update(next, bytes) {
      view = next;
      points = bytes;
      lists.replaceChildren(...next.segments.map(list), ...(next.unusual ? [button('Unusual customers', () => download('labelled_file', { columns: chosen(), only: 0 }), {
        'aria-label': `Unusual customers: a list of ${counted(next.unusual.size, 'customer', 'customers')}`,
      })] : []));
    },
    /** What the checks say goes into pictures and the report. @param {View} next */
    trust(next) {
      view = next;
    },
  };
}

/** The look of the page when it is light, whatever it is now: a report is printed. @returns {Look} */
function lightLook() {
  const theme = document.documentElement.dataset.theme;
  if (!isDark()) return readLook();
  setTheme('light');
  const look = readLook();
  setTheme(theme);
  return look;
}
