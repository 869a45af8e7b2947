// Whether a person is at work with the result: then the engine leaves the number of segments as it is, whatever the checks recommend.

/** Keys that change nothing by themselves. */
const IDLE = new Set(['Tab', 'Shift', 'Control', 'Alt', 'Meta', 'Escape']);

/** Keys that only move over the page, unless a control has them. */
const MOVING = new Set(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', ' ']);

/** Calls `settle` at a person's first touch of the result, once for each result. Answers what to call when there is a new one. @param {() => void} settle */
export function watchHands(settle) {
  let settled = true;
  const touched = () => {
    if (!settled) settle();
    settled = true;
  };
  addEventListener('pointerdown', touched, { capture: true });
  addEventListener('keydown', (event) => {
    const control = event.target instanceof HTMLElement && event.target.closest('input, select, textarea, button');
    if (!IDLE.has(event.key) && (control || !MOVING.has(event.key))) touched();
  }, { capture: true });
  return () => {
    settled = false;
  };
}
