// node-opcua's client against our server: node echo.mjs <url> <source node> <target node>
// For each line on standard input it reads the source and writes the target with what it read.
import { createInterface } from "node:readline";
import { AttributeIds } from "node-opcua-client";
import { connected } from "./connect.mjs";
import { report } from "./report.mjs";

const [url, source, target] = process.argv.slice(2);
const client = await connected(url);
const session = await client.createSession();
for await (const line of createInterface({ input: process.stdin })) {
  try {
    const value = await session.read({ nodeId: source, attributeId: AttributeIds.Value });
    const status = await session.write({ nodeId: target, attributeId: AttributeIds.Value, value: { value: value.value } });
    report(line, status.name);
  } catch (error) {
    report(line, error.message);
  }
}
process.exit(0);
