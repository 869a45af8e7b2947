// What the page in the single file asks of the shell around it: to save a file. A link that saves is taken for a navigation of the frame it stands
// in by Firefox and WebKit, and the shell's policy lets no frame go anywhere; in the shell itself the link is free.

const MARK = 'customerSegmentationSave';

/** Characters of a file's name. */
const NAME_MOST = 1024;

/** @param {Blob} blob @param {string} name */
export const saving = (blob, name) => ({ [MARK]: 1, blob, name: name.slice(-NAME_MOST) });

/**
 * The file to be saved, if `data` says so. Its type is taken away: whatever is in it, no browser shows it as a page.
 *
 * @param {any} data
 * @returns {{ blob: Blob, name: string } | null}
 */
export function toSave(data) {
  if (typeof data !== 'object' || data === null || data[MARK] !== 1) return null;
  const { blob, name } = data;
  if (!(blob instanceof Blob) || typeof name !== 'string' || name.length > NAME_MOST) return null;
  return { blob: new Blob([blob], { type: 'application/octet-stream' }), name };
}
