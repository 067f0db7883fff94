// node-opcua's client, whose connection to our server is cut meanwhile: node reconnect-client.mjs <url> <node> <mode> [keep-alive count]
// Tells every value; at a line on standard input its session and subscription.
import { createInterface } from "node:readline";
import { OPCUACertificateManager } from "node-opcua-certificate-manager";
import { AttributeIds, ClientMonitoredItem, ClientSubscription, MessageSecurityMode, OPCUAClient, SecurityPolicy, TimestampsToReturn } from "node-opcua-client";
import { report } from "./report.mjs";

const [url, nodeId, mode, keepAlive = "1000"] = process.argv.slice(2);
const client = OPCUAClient.create({
  applicationName: "foreign-peer",
  clientCertificateManager: new OPCUACertificateManager({ rootFolder: `keys/reconnect-${mode}`, keySize: 2048, automaticallyAcceptUnknownCertificate: true }),
  securityMode: MessageSecurityMode[mode],
  securityPolicy: mode === "None" ? SecurityPolicy.None : SecurityPolicy.Basic256Sha256,
  endpointMustExist: false,
  connectionStrategy: { initialDelay: 50, maxDelay: 500, maxRetry: 1000 },
});
await client.connect(url);
const session = await client.createSession();
// By default no keep-alive after the first: node-opcua 2.182 takes the number a keep-alive announces for the next message (Part 4 §5.14.5.1) as
// received, and never asks Republish for that message when the connection breaks after it.
const subscription = ClientSubscription.create(session, {
  requestedPublishingInterval: 50, requestedLifetimeCount: 10000, requestedMaxKeepAliveCount: Number(keepAlive), publishingEnabled: true,
});
await new Promise((resolve) => subscription.once("started", resolve));
const item = ClientMonitoredItem.create(subscription, { nodeId, attributeId: AttributeIds.Value }, { samplingInterval: 0, queueSize: 100, discardOldest: true }, TimestampsToReturn.Neither);
item.on("changed", (value) => report("value", value.value.value));
createInterface({ input: process.stdin })
  .on("line", () => report("who", `${session.sessionId} ${subscription.subscriptionId}`))
  .on("close", () => process.exit(0));
