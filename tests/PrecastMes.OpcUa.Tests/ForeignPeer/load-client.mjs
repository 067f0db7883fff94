// node-opcua's client at variables of our server that count: node load-client.mjs <url> <namespace index> <variables> <rounds> <mode> <token life, ms>
// Reads beside the subscription, one value at a time.
import { OPCUACertificateManager } from "node-opcua-certificate-manager";
import { AttributeIds, ClientMonitoredItemGroup, ClientSubscription, MessageSecurityMode, OPCUAClient, SecurityPolicy, TimestampsToReturn } from "node-opcua-client";
import { report } from "./report.mjs";

const [url, ns, count, rounds, mode, defaultSecureTokenLifetime] = process.argv.slice(2).map((value) => (isNaN(value) ? value : Number(value)));
const client = OPCUAClient.create({
  applicationName: "foreign-peer",
  clientCertificateManager: new OPCUACertificateManager({ rootFolder: "keys/load-client", keySize: 2048, automaticallyAcceptUnknownCertificate: true }),
  securityMode: MessageSecurityMode[mode],
  securityPolicy: mode === "None" ? SecurityPolicy.None : SecurityPolicy.Basic256Sha256,
  endpointMustExist: false,
  connectionStrategy: { maxRetry: 0 },
  defaultSecureTokenLifetime,
});
let renewals = 0;
client.on("security_token_renewed", () => renewals++);
let losses = 0;
client.on("connection_lost", () => losses++);
await client.connect(url);
const session = await client.createSession();
const subscription = ClientSubscription.create(session, {
  requestedPublishingInterval: 100, requestedLifetimeCount: 1000, requestedMaxKeepAliveCount: 10, maxNotificationsPerPublish: 0, publishingEnabled: true, priority: 1,
});
await new Promise((resolve) => subscription.once("started", resolve));
const nodes = Array.from({ length: count }, (_, i) => `ns=${ns};s=Item.${i}`);
const last = new Array(count).fill(-1);
let gaps = 0;
let overflows = 0;
let finished = 0;
let reads = 0;
const over = new Promise((resolve) => {
  const group = ClientMonitoredItemGroup.create(
    subscription, nodes.map((nodeId) => ({ nodeId, attributeId: AttributeIds.Value })), { samplingInterval: 0, queueSize: 200, discardOldest: true }, TimestampsToReturn.Neither);
  group.on("changed", (_, { value, statusCode }, i) => {
    if (value.value !== last[i] + 1) gaps++;
    if ((statusCode.value & 0x480) === 0x480) overflows++;
    last[i] = value.value;
    if (last[i] === rounds && ++finished === count) resolve();
    if (last[i] === 0 && i === count - 1) report("watching", true);
  });
});
let done = false;
const reading = (async () => {
  while (!done) {
    const value = await session.read({ nodeId: nodes[reads % count], attributeId: AttributeIds.Value });
    if (!value.statusCode.isGood()) throw new Error(value.statusCode.toString());
    reads++;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
})();
await over;
done = true;
await reading;
report("counted", { gaps, overflows, reads, renewals, losses });
await session.close();
await client.disconnect();
process.exit(0);
