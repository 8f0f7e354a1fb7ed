// What JSON cannot say, or says at great length, as the C# side writes and reads it:
// {"$bin": base64} bytes; {"$text": n} n characters; {"$bytes": n} n bytes; long ones come back as {"$text" or "$bytes": n, "sha256": hex}.
import { createHash } from "node:crypto";

const LONG = 1000;

export function decode(value) {
  if (Array.isArray(value)) return value.map(decode);
  if (value === null || typeof value !== "object") return value;
  if ("$bin" in value) return bytesAs(Buffer.from(value.$bin, "base64"), value.as);
  if ("$bytes" in value) return bytesAs(Buffer.from(Uint8Array.from({ length: value.$bytes }, (_, i) => i % 251)), value.as);
  if ("$text" in value) return "abcdefghij".repeat(Math.ceil(value.$text / 10)).slice(0, value.$text);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, decode(member)]));
}

export function encode(value) {
  if (value === undefined) return null;
  if (typeof value === "string" && value.length > LONG) return { $text: value.length, sha256: hash(value) };
  if (value instanceof ArrayBuffer) return encode(Buffer.from(value));
  if (ArrayBuffer.isView(value)) {
    const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    return bytes.length > LONG ? { $bytes: bytes.length, sha256: hash(bytes) } : { $bin: bytes.toString("base64") };
  }
  if (Array.isArray(value)) return value.map(encode);
  if (value === null || typeof value !== "object" || typeof value.toJSON === "function") return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, encode(member)]));
}

function bytesAs(buffer, type) {
  if (type === "arraybuffer") return buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.byteLength);
  return type === "uint8array" ? new Uint8Array(buffer) : buffer;
}

const hash = (content) => createHash("sha256").update(content).digest("hex");
