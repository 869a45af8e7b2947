// Ways out that no policy of the browser covers are taken away: peer connections, opening windows, elements that look
// names up. What the policy blocks already goes too, so that a mistake in one is caught by the other.

const GLOBALS = [
  'RTCPeerConnection', 'webkitRTCPeerConnection', 'RTCDataChannel', 'RTCIceTransport', 'RTCDtlsTransport', 'RTCSctpTransport',
  'WebTransport', 'WebSocket', 'WebSocketStream', 'EventSource', 'XMLHttpRequest', 'fetch', 'fetchLater', 'open', 'XSLTProcessor',
  'SharedWorker', 'PresentationRequest',
];

const METHODS = /** @type {const} */ ([
  ['Navigator', ['sendBeacon', 'registerProtocolHandler']],
  // A class of its own would make elements that are refused below.
  ['CustomElementRegistry', ['define']],
  ['Element', ['setHTML', 'setHTMLUnsafe']],
  ['ShadowRoot', ['setHTML', 'setHTMLUnsafe']],
  ['Document', ['write', 'writeln']],
]);

const ELEMENTS = new Set(['link', 'iframe', 'frame', 'object', 'embed', 'base', 'form', 'meta', 'portal', 'fencedframe']);

/** Whether {@link guard} has run and left nothing. */
export const isGuarded = () => Object.getOwnPropertyDescriptor(Document.prototype, 'createElement')?.configurable === false;

/** What the hosted page needs until all of it is there. */
export const WHILE_LOADING = { globals: ['fetch'], elements: ['meta'] };

/** @param {{ globals: string[], elements: string[] }} [kept] left for now; called again without it, takes that away too */
export function guard(kept = { globals: [], elements: [] }) {
  const world = /** @type {Record<string, any>} */ (/** @type {unknown} */ (globalThis));
  for (const name of GLOBALS) {
    if (!kept.globals.includes(name)) remove(world, name);
  }
  for (const [owner, names] of METHODS) {
    for (const name of names) remove(world[owner]?.prototype, name);
  }
  for (const name of ['parseHTML', 'parseHTMLUnsafe']) remove(world.Document, name);
  const refused = new Set([...ELEMENTS].filter((name) => !kept.elements.includes(name)));
  const last = kept.elements.length === 0;
  refuse('createElement', 0, refused, last);
  refuse('createElementNS', 1, refused, last);
  world.navigation?.addEventListener('navigate', stay);
}

/**
 * Where the browser tells of a navigation before it happens, this page stays where it is. Moving within it, loading it again, going back,
 * and saving what it made lead to nobody else.
 *
 * @param {any} event
 */
function stay(event) {
  const { cancelable, destination, navigationType } = event;
  const leaves = ['push', 'replace'].includes(navigationType) && !destination.sameDocument && !destination.url.startsWith('blob:');
  if (cancelable && leaves) event.preventDefault();
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
 * @param {Set<string>} refused
 * @param {boolean} last whether it stays so
 */
function refuse(method, position, refused, last) {
  const make = /** @type {(...all: unknown[]) => Element} */ (Document.prototype[method]);
  Object.defineProperty(Document.prototype, method, {
    /** @param {unknown[]} all */
    value(...all) {
      const tag = String(all[position]);
      const plain = tag.slice(tag.indexOf(':') + 1).toLowerCase();
      if (refused.has(plain)) throw new TypeError(`this page makes no <${plain}>`);
      all[position] = tag;
      return make.apply(this, all);
    },
    writable: false,
    configurable: !last,
  });
}
