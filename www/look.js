// The theme as the charts need it: colours read from the style sheet as the browser resolves them.

const SERIES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/**
 * @typedef {{
 *   dpr: number, font: string, canvas: string, ink: string, ink_2: string, ink_3: string, grid: string, rule_2: string,
 *   band: string, accent: string, heat_hi: string, heat_lo: string, series: { fill: string, on: string }[], decimal: string, group: string,
 * }} Look
 */

/** @returns {Look} */
export function readLook() {
  const probe = document.createElement('span');
  probe.hidden = true;
  // The charts keep their palette where the system forces colours.
  probe.style.setProperty('forced-color-adjust', 'none');
  document.body.append(probe);
  /** @param {string} name */
  const colour = (name) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const look = {
    dpr: devicePixelRatio || 1,
    font: getComputedStyle(document.body).fontFamily,
    canvas: colour('canvas'),
    ink: colour('ink'),
    ink_2: colour('ink-2'),
    ink_3: colour('ink-3'),
    grid: colour('chart-grid'),
    rule_2: colour('rule-2'),
    band: colour('chart-band'),
    accent: colour('accent'),
    heat_hi: colour('heat-hi'),
    heat_lo: colour('heat-lo'),
    series: SERIES.map((letter) => ({ fill: colour(`seg-${letter}`), on: colour(`on-${letter}`) })),
    ...marks(),
  };
  probe.remove();
  return look;
}

function marks() {
  const parts = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1 }).formatToParts(12345.5);
  /** @param {string} type */
  const part = (type) => parts.find((one) => one.type === type)?.value ?? '';
  return { decimal: part('decimal'), group: part('group') };
}

/**
 * Calls `redraw` whenever a drawing made for `readLook()` is out of date: another theme, another density. Before printing, for which the
 * page turns light, there is no later, and `redrawNow` is called.
 *
 * @param {() => void} redraw
 * @param {() => void} redrawNow
 */
export function onLookChange(redraw, redrawNow) {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  matchMedia('(forced-colors: active)').addEventListener('change', redraw);
  watchDensity(redraw);
  /** @type {string | undefined} */
  let chosen;
  addEventListener('beforeprint', () => {
    chosen = document.documentElement.dataset.theme;
    setTheme('light');
    redrawNow();
  });
  addEventListener('afterprint', () => {
    setTheme(chosen);
    redraw();
  });
}

/** @param {() => void} redraw */
function watchDensity(redraw) {
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', () => {
    redraw();
    watchDensity(redraw);
  }, { once: true });
}

/** @param {string | undefined} theme 'light', 'dark' or, for the system's, undefined */
export function setTheme(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

export function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}
