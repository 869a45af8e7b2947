// The picture on the first page: made-up customers in five groups, drawn without the engine so that it is there at once.

import { badge, segmentClass } from '../badge.js';
import { h, s } from '../dom.js';

/** Middle and spread of each group, in a field of 560 by 450. */
const GROUPS = [
  { x: 420, y: 250, dx: 62, dy: 52, name: 'Big and often' },
  { x: 352, y: 120, dx: 66, dy: 48, name: 'Steady' },
  { x: 268, y: 330, dx: 62, dy: 46, name: 'Discounts' },
  { x: 146, y: 262, dx: 64, dy: 58, name: 'Now and then' },
  { x: 130, y: 120, dx: 58, dy: 50, name: 'Gone quiet' },
];
const POINTS = 130;

/** Numbers from 0 to 1, the same at every visit (Park and Miller 1988). */
function* draws() {
  for (let state = 20_251; ; state = (state * 48_271) % 2_147_483_647) yield state / 2_147_483_647;
}

/** @param {HTMLElement} figure */
export function drawSpecimen(figure) {
  const random = draws();
  const draw = () => /** @type {number} */ (random.next().value);
  // A sum of four draws is close enough to a bell.
  const bell = () => (draw() + draw() + draw() + draw() - 2) * 1.7;
  const clouds = GROUPS.map(({ x, y, dx, dy }, i) => {
    const dots = Array.from({ length: POINTS }, () => `M${(x + bell() * dx).toFixed(0)} ${(y + bell() * dy).toFixed(0)}h0`).join('');
    return s('g', { class: segmentClass(i) },
      s('ellipse', { class: 'hull', cx: x, cy: y, rx: dx * 1.45, ry: dy * 1.5 }), s('path', { class: 'dots', d: dots }));
  });
  const labels = GROUPS.map(({ x, y, name }, i) => {
    const mark = badge(i, 'ABCDE'.charAt(i));
    mark.setAttribute('x', String(x - 12));
    mark.setAttribute('y', String(y - 12));
    mark.setAttribute('width', '24');
    mark.setAttribute('height', '24');
    return [mark, s('text', { class: 'halo', x: x + 18, y: y + 5 }, name)];
  });
  figure.append(
    s('svg', { viewBox: '0 0 560 450', role: 'img', 'aria-label': 'An example: points in five groups, each with a letter, a shape and a name' }, clouds, labels.flat()),
    h('figcaption', {}, 'An example. Each dot is a customer; those who behave alike sit close together.'));
}
