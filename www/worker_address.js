// The browser accepts a worker's address only from here, and only one made from a script inside this page.

const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('app', {
  /** @param {string} address */
  createScriptURL(address) {
    if (!address.startsWith('blob:')) throw new TypeError('workers are made from this page only');
    return address;
  },
});

/** An address for the text of a worker's script. @param {string} source */
export function blobAddress(source) {
  return URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
}

/** A classic worker. @param {string} address of {@link blobAddress} @returns {Worker} */
export function makeWorker(address) {
  return new Worker(policy?.createScriptURL(address) ?? address);
}
