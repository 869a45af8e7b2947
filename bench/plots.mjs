// Plots of a result as SVG, drawn without a browser: ratios against the targets, and growth.

const [INK, QUIET, GRID, REACHED, MISSED] = ['#1a1a1a', '#5c5c5c', '#dddddd', '#0072b2', '#d55e00'];

const text = (x, y, content, { anchor = 'start', fill = INK } = {}) =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" fill="${fill}">${escaped(content)}</text>`;
const escaped = (content) => String(content).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const line = (x1, y1, x2, y2, stroke, more = '') =>
  `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}" stroke="${stroke}" ${more}/>`;
const page = (width, height, title, parts) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="12" role="img">
<title>${escaped(title)}</title>
<rect width="${width}" height="${height}" fill="#ffffff"/>
${parts.join('\n')}
</svg>
`;

/** Bars of the share of each target that was reached; the line is the target. */
export function ratioPlot(targets) {
  const shown = targets.filter((target) => target.ratio !== null);
  const [left, width, row, top] = [370, 360, 26, 40];
  const most = Math.max(1.2, ...shown.map(({ ratio, target }) => ratio / target));
  const x = (share) => left + (share / most) * width;
  const bottom = top + shown.length * row;
  const parts = [text(left, 22, 'share of the target ratio that was reached'), line(x(1), top - 6, x(1), bottom, INK, 'stroke-dasharray="4 3"')];
  shown.forEach(({ row: number, work, peer, ratio, target }, at) => {
    const y = top + at * row;
    const share = ratio / target;
    parts.push(text(left - 8, y + 12, `${number}: ${work.split(/[,(]/)[0]} / ${peer.split(',')[0]}`, { anchor: 'end', fill: QUIET }));
    parts.push(`<rect x="${left}" y="${y}" width="${(x(share) - left).toFixed(1)}" height="16" fill="${share >= 1 ? REACHED : MISSED}"/>`);
    parts.push(text(x(share) + 6, y + 12, `${ratio.toPrecision(3)} × of ${target} ×`));
  });
  return page(left + width + 130, bottom + 16, 'Ratios against their targets', parts);
}

const AXES = { n: 'rows', d: 'features', k: 'clusters' };

/** Three panels, logarithmic both ways; the dashed line is proportion. */
export function growthPlot({ curves }) {
  const [width, height, gap, top] = [230, 220, 60, 40];
  const panels = Object.entries(curves).map(([axis, curve], at) => panel(axis, curve, gap + at * (width + gap), top, width, height));
  return page(gap + 3 * (width + gap), top + height + 50, 'Milliseconds of an iteration', panels.flat());
}

function panel(axis, { points, slope }, left, top, width, height) {
  const scale = (values, from, length) => {
    const [low, high] = [Math.log10(Math.min(...values)), Math.log10(Math.max(...values))];
    return (value) => from + ((Math.log10(value) - low) / (high - low)) * length;
  };
  const [first, last] = [points[0], points[points.length - 1]];
  const inProportion = (first.ms * last.value) / first.value;
  const x = scale(points.map(({ value }) => value), left, width);
  const y = scale([...points.map(({ ms }) => ms), inProportion], top + height, -height);
  const parts = [
    text(left, top - 14, `${AXES[axis]}: slope ${slope.toFixed(2)}`),
    line(left, top + height, left + width, top + height, GRID),
    line(left, top, left, top + height, GRID),
    line(x(first.value), y(first.ms), x(last.value), y(inProportion), QUIET, 'stroke-dasharray="4 3"'),
    `<polyline points="${points.map(({ value, ms }) => `${x(value).toFixed(1)},${y(ms).toFixed(1)}`).join(' ')}" fill="none" stroke="${REACHED}" stroke-width="2"/>`,
  ];
  for (const { value, ms } of points) {
    parts.push(`<circle cx="${x(value).toFixed(1)}" cy="${y(ms).toFixed(1)}" r="3" fill="${REACHED}"/>`);
    parts.push(text(x(value), top + height + 18, value >= 1e4 ? value.toExponential(0).replace('+', '') : value, { anchor: 'middle', fill: QUIET }));
  }
  parts.push(text(left + 4, y(first.ms) - 8, `${first.ms.toPrecision(2)} ms`, { fill: QUIET }));
  parts.push(text(left + width - 4, y(last.ms) - 8, `${last.ms.toPrecision(2)} ms`, { anchor: 'end', fill: QUIET }));
  return parts;
}

const LINES = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#8a6d00', '#1a1a1a'];

/** What each piece of evidence costs, by rows and by segments, logarithmic both ways; names at the ends of their lines. */
export function evidencePlot({ curves }) {
  const [width, height, left, top, names] = [250, 260, 60, 40, 250];
  const all = Object.values(curves).flatMap(({ n, k }) => [...n, ...k]).map(({ ms }) => ms);
  const panels = ['n', 'k'].map((axis, at) => manyLines(curves, axis, { left: left + at * (width + 60), top, width, height, all, named: at === 1 }));
  return page(left + 2 * width + 60 + names, top + height + 50, 'Milliseconds of each piece of evidence', panels.flat());
}

function manyLines(curves, axis, { left, top, width, height, all, named }) {
  const place = (values, from, length) => {
    const [low, high] = [Math.log10(Math.min(...values)), Math.log10(Math.max(...values))];
    return (value) => from + ((Math.log10(value) - low) / (high - low)) * length;
  };
  const values = Object.values(curves)[0][axis].map(({ value }) => value);
  const [x, y] = [place(values, left, width), place(all, top + height, -height)];
  const parts = [text(left, top - 14, axis === 'n' ? 'ms by rows' : 'ms by segments'), line(left, top + height, left + width, top + height, GRID), line(left, top, left, top + height, GRID)];
  for (let power = Math.ceil(Math.log10(Math.min(...all))); power <= Math.log10(Math.max(...all)); power++) {
    parts.push(line(left, y(10 ** power), left + width, y(10 ** power), GRID), text(left - 6, y(10 ** power) + 4, 10 ** power, { anchor: 'end', fill: QUIET }));
  }
  for (const value of values) parts.push(text(x(value), top + height + 18, value >= 1e3 ? value.toExponential(0).replace('+', '') : value, { anchor: 'middle', fill: QUIET }));
  const ends = Object.entries(curves).map(([piece, of], at) => ({ piece, points: of[axis], stroke: LINES[at] })).sort((a, b) => b.points.at(-1).ms - a.points.at(-1).ms);
  let last = -Infinity;
  for (const { piece, points, stroke } of ends) {
    parts.push(`<polyline points="${points.map(({ value, ms }) => `${x(value).toFixed(1)},${y(ms).toFixed(1)}`).join(' ')}" fill="none" stroke="${stroke}" stroke-width="2"/>`);
    last = Math.max(last + 16, y(points.at(-1).ms) + 4);
    if (named) parts.push(text(left + width + 8, last, piece, { fill: stroke }));
  }
  return parts;
}
