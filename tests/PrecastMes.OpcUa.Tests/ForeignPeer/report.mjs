// One JSON object a line on standard output; node-opcua's own lines begin otherwise and are ignored by the test.
export function report(step, value) {
  process.stdout.write(JSON.stringify({ step, value }, (_, v) => (typeof v === "bigint" ? v.toString() : v)) + "\n");
}

// A value as plain JSON: bytes as hex, times as ISO text, typed arrays as arrays.
export function plain(value) {
  if (value === null || value === undefined) return null;
  if (Buffer.isBuffer(value)) return value.toString("hex");
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return Array.from(value, plain);
  if (typeof value === "object") return value.toString();
  return value;
}
