// Ways out that no policy of the browser covers are taken away: peer connections, opening windows, elements that look
// names up. What the policy blocks already goes too, so that a mistake in one is caught by the other.

const GLOBALS = [
  'RTCPeerConnection', 'webkitRTCPeerConnection', 'RTCDataChannel', 'RTCIceTransport', 'RTCDtlsTransport', 'RTCSctpTransport',
  'WebTransport', 'WebSocket', 'WebSocketStream', 'EventSource', 'XMLHttpRequest', 'fetch', 'fetchLater', 'open', 'XSLTProcessor',
  'SharedWorker', 'PresentationRequest',
];

const METHODS = /** @type {const} */ ([
  ['Navigator', ['sendBeacon', 'registerProtocolHandler']],
  ['Element', ['setHTML', 'setHTMLUnsafe']],
  ['ShadowRoot', ['setHTML', 'setHTMLUnsafe']],
  ['Document', ['write', 'writeln']],
]);

const ELEMENTS = new Set(['link', 'iframe', 'frame', 'object', 'embed', 'base', 'form', 'meta', 'portal', 'fencedframe']);

export function guard() {
  const world = /** @type {Record<string, any>} */ (/** @type {unknown} */ (globalThis));
  for (const name of GLOBALS) remove(world, name);
  for (const [owner, names] of METHODS) {
    for (const name of names) remove(world[owner]?.prototype, name);
  }
  for (const name of ['parseHTML', 'parseHTMLUnsafe']) remove(world.Document, name);
  refuse('createElement', 0);
  refuse('createElementNS', 1);
}

/**
 * @param {any} owner
 * @param {string} name
 */
function remove(owner, name) {
  if (owner && name in owner) {
    Object.defineProperty(owner, name, { value: undefined, writable: false, configurable: false });
  }
}

/**
 * Lets a maker of elements refuse those that lead out of the page.
 *
 * @param {'createElement' | 'createElementNS'} method
 * @param {number} position of the tag name among the arguments
 */
function refuse(method, position) {
  const make = /** @type {(...all: unknown[]) => Element} */ (Document.prototype[method]);
  Object.defineProperty(Document.prototype, method, {
    /** @param {unknown[]} all */
    value(...all) {
      const tag = String(all[position]);
      const plain = tag.slice(tag.indexOf(':') + 1).toLowerCase();
      if (ELEMENTS.has(plain)) throw new TypeError(`this page makes no <${plain}>`);
      all[position] = tag;
      return make.apply(this, all);
    },
    writable: false,
    configurable: false,
  });
}
