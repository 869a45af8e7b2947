// Work between two frames.

/** Milliseconds after which a browser is not waited for: it does not paint what nobody sees. */
const LONGEST_FRAME = 100;

/** Calls `work` once the browser has painted. @param {() => void} work */
export function afterPaint(work) {
  let painted = false;
  const go = () => {
    if (!painted) setTimeout(work);
    painted = true;
  };
  requestAnimationFrame(go);
  setTimeout(go, LONGEST_FRAME);
}
