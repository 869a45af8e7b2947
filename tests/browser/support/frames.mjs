// Where the page is within what was opened.

/**
 * The frame of the page: the hosted page is no frame, the single file holds the page in one, and a host may hold that file in one or more of
 * its own. None of them holds two.
 *
 * @template {{ childFrames(): Frame[] }} Frame
 * @param {{ mainFrame(): Frame }} tab of either library
 * @returns {Frame}
 */
export function innermost(tab) {
  let frame = tab.mainFrame();
  for (let within = frame.childFrames(); within.length > 0; within = frame.childFrames()) frame = within[0];
  return frame;
}
