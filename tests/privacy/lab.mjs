// Somebody who listens: answers to every name under evil.test, and writes down who asks for a name, connects, or sends a datagram.
// Runs in a network namespace of its own, in which nothing else is there.

import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';

/** Where evil.test is; an address of the namespace itself. */
export const EVIL = '10.66.0.66';
const ZONE = '.evil.test';

/** @typedef {{ label: string, by: 'dns' | 'http' | 'tcp' | 'udp', what: string }} Hit */

export async function listen() {
  /** @type {Hit[]} */
  const hits = [];
  const note = (name, by, what) => {
    const host = String(name).toLowerCase().split(':')[0];
    if (host.endsWith(ZONE)) hits.push({ label: host.slice(0, -ZONE.length), by, what });
  };

  const http = createServer((request, response) => {
    note(request.headers.host, 'http', `${request.method} ${request.url}`);
    request.resume();
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*', 'Content-Type': typeOf(request), 'Cache-Control': 'no-store' });
    response.end('/**/');
  });
  http.on('upgrade', (request, socket) => {
    note(request.headers.host, 'http', `WebSocket ${request.url}`);
    socket.destroy();
  });
  await bound(http, 80);
  // A name is asked for before; here the connection alone is noted, under no label.
  const tls = createTcpServer((socket) => socket.on('data', (bytes) => note(serverName(bytes), 'tcp', 'TLS')).on('error', () => {}));
  await bound(tls, 443);

  const dns = createSocket('udp4');
  dns.on('message', (question, from) => {
    const { name, answer } = answerTo(question);
    note(name, 'dns', name);
    dns.send(answer, from.port, from.address);
  });
  await new Promise((resolve) => dns.bind(53, '127.0.0.1', () => resolve(undefined)));

  return {
    hits,
    /** Opens a port for datagrams, each of which is a hit of `label`. @param {string} label */
    async datagrams(label) {
      const socket = createSocket('udp4');
      socket.on('message', (bytes) => hits.push({ label, by: 'udp', what: `${bytes.length} bytes` }));
      await new Promise((resolve) => socket.bind(0, EVIL, () => resolve(undefined)));
      return { port: socket.address().port, close: () => socket.close() };
    },
    close() {
      http.close();
      http.closeAllConnections();
      tls.close();
      dns.close();
    },
  };
}

/** Something that may be what was asked for. */
function typeOf({ headers }) {
  const wanted = headers['sec-fetch-dest'] ?? '';
  if (/script|worker|worklet/.test(wanted)) return 'text/javascript';
  return /document|iframe/.test(wanted) ? 'text/html' : 'text/css';
}

function bound(server, port) {
  return new Promise((resolve, reject) => server.once('error', reject).listen(port, EVIL, () => resolve(undefined)));
}

/** The host's name in the first message of TLS, which stands there in plain text. @param {Buffer} bytes */
function serverName(bytes) {
  return /[a-z0-9-]+\.evil\.test/.exec(bytes.toString('latin1'))?.[0] ?? '';
}

/** The name of a question, and its answer: the one address, and nothing of any other kind. @param {Buffer} question */
function answerTo(question) {
  const parts = [];
  let at = 12;
  while (question[at] > 0) {
    parts.push(question.toString('latin1', at + 1, at + 1 + question[at]));
    at += 1 + question[at];
  }
  const end = at + 5;
  const name = parts.join('.').toLowerCase();
  const known = question.readUInt16BE(at + 1) === 1 && `.${name}`.endsWith(ZONE);
  const head = Buffer.from(question.subarray(0, 12));
  head.writeUInt16BE(0x8180, 2);
  head.writeUInt16BE(known ? 1 : 0, 6);
  head.writeUInt32BE(0, 8);
  const address = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, ...EVIL.split('.').map(Number)]);
  return { name, answer: Buffer.concat([head, question.subarray(12, end), ...(known ? [address] : [])]) };
}
