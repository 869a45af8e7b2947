// Bytes from the engine: a count, then each message with the bytes that travel beside it.

const text = new TextDecoder();

/**
 * Reads a frame list: u32 count; for each frame u32 JSON length, u32 payload length, JSON, payload; little-endian.
 * Payloads are copies, so that they can be handed on without keeping the rest alive.
 *
 * @template T
 * @param {Uint8Array} bytes
 * @returns {{ message: T, payload: Uint8Array<ArrayBuffer> }[]}
 */
export function readFrames(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.getUint32(0, true);
  const frames = [];
  let at = 4;
  for (let i = 0; i < count; i++) {
    const jsonEnd = at + 8 + view.getUint32(at, true);
    const end = jsonEnd + view.getUint32(at + 4, true);
    const message = JSON.parse(text.decode(bytes.subarray(at + 8, jsonEnd)));
    frames.push({ message, payload: bytes.slice(jsonEnd, end) });
    at = end;
  }
  return frames;
}
