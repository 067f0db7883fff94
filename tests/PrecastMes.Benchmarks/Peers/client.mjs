// node-opcua's client, which does what its standard input says: node client.mjs
import { createInterface } from "node:readline";
import { OPCUACertificateManager } from "node-opcua-certificate-manager";
import {
  AttributeIds, ClientMonitoredItemGroup, ClientSubscription, DataType, MessageSecurityMode, OPCUAClient, SecurityPolicy,
  resolveNodeId, TimestampsToReturn,
} from "node-opcua-client";
import { report } from "./report.mjs";
import { usage } from "./usage.mjs";

const itemsPerCall = 1000;
const queueSize = 10;
const clientCertificateManager = new OPCUACertificateManager({ automaticallyAcceptUnknownCertificate: true, rootFolder: "keys/benchmark-client" });
await clientCertificateManager.initialize();

const now = () => performance.now();
const two = (n) => String(n).padStart(2, "0");
const nameOf = (i) => `Line.Station${two(Math.floor(i / 100))}.Value${two(i % 100)}`;
let client;
let session;
let nodes = [];
let watch;

async function connect({ url, security }) {
  const secure = security === "SignAndEncrypt";
  const made = OPCUAClient.create({
    applicationName: "benchmark",
    clientCertificateManager,
    securityMode: secure ? MessageSecurityMode.SignAndEncrypt : MessageSecurityMode.None,
    securityPolicy: secure ? SecurityPolicy.Basic256Sha256 : SecurityPolicy.None,
    endpointMustExist: false,
    connectionStrategy: { maxRetry: 0 },
    requestedSessionTimeout: 60000,
  });
  await made.connect(url);
  return [made, await made.createSession()];
}

function spread(milliseconds, start, end) {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (part) => sorted[Math.min(Math.floor(part * sorted.length), sorted.length - 1)];
  return { calls: sorted.length, seconds: (end - start) / 1000, p50: at(0.5), p99: at(0.99) };
}

const work = {
  usage,
  async open(command) {
    await work.close();
    [client, session] = await connect(command);
    const index = (await session.readNamespaceArray()).indexOf(command.namespaceUri);
    nodes = Array.from({ length: 10000 }, (_, i) => `ns=${index};s=${nameOf(i)}`);
    return {};
  },
  async close() {
    await work.unwatch();
    if (client) {
      await session.close();
      await client.disconnect();
      client = undefined;
    }
    return {};
  },
  async read({ nodes: count, seconds }) {
    const items = nodes.slice(0, count).map((nodeId) => ({ nodeId: resolveNodeId(nodeId), attributeId: AttributeIds.Value }));
    const one = count === 1 ? items[0] : items;
    const latencies = [];
    const start = now();
    let last = start;
    while (last - start < seconds * 1000) {
      const values = await session.read(one);
      const first = count === 1 ? values : values[0];
      if (!first.statusCode.isGood()) throw new Error(first.toString());
      const then = last;
      last = now();
      latencies.push(last - then);
    }
    return spread(latencies, start, last);
  },
  async connect(command) {
    const latencies = [];
    const start = now();
    let last = start;
    while (last - start < command.seconds * 1000) {
      const before = now();
      const [made, opened] = await connect(command);
      latencies.push(now() - before);
      await opened.close();
      await made.disconnect();
      last = now();
    }
    return spread(latencies, start, last);
  },
  async watch({ items, interval }) {
    await work.unwatch();
    const start = now();
    const subscription = ClientSubscription.create(session, {
      requestedPublishingInterval: interval, requestedLifetimeCount: 1000, requestedMaxKeepAliveCount: 10,
      maxNotificationsPerPublish: 0, publishingEnabled: true, priority: 1,
    });
    await new Promise((resolve, reject) => {
      subscription.once("started", resolve);
      subscription.once("error", reject);
    });
    watch = { subscription, last: new Array(items).fill(undefined), delivered: 0, lost: 0, seen: 0, awaited: -1 };
    const made = watch;
    const all = new Promise((resolve) => { made.all = resolve; });
    for (let from = 0; from < items; from += itemsPerCall) {
      const part = nodes.slice(from, Math.min(from + itemsPerCall, items)).map((nodeId) => ({ nodeId, attributeId: AttributeIds.Value }));
      const group = ClientMonitoredItemGroup.create(subscription, part, { samplingInterval: 0, queueSize, discardOldest: true }, TimestampsToReturn.Both);
      group.on("changed", (_item, dataValue, index) => changed(made, from + index, dataValue.value.value));
      await new Promise((resolve, reject) => {
        group.once("initialized", resolve);
        group.once("err", (message) => reject(new Error(message)));
      });
    }
    await all;
    return { milliseconds: now() - start, interval: subscription.publishingInterval };
  },
  count: () => ({ delivered: watch.delivered, lost: watch.lost, at: now() / 1000 }),
  async latency({ seconds }) {
    const samples = [];
    const start = now();
    for (let i = 0; now() - start < seconds * 1000; i++) {
      const item = i % watch.last.length;
      const value = 1e9 + i + Math.random();
      const arrival = new Promise((resolve, reject) => {
        watch.arrived = resolve;
        setTimeout(() => reject(new Error("no change within 20 s")), 20000).unref();
      });
      watch.awaitedValue = value;
      watch.awaited = item;
      const before = now();
      const status = await session.write({ nodeId: nodes[item], attributeId: AttributeIds.Value, value: { value: { dataType: DataType.Double, value } } });
      if (!status.isGood()) throw new Error("the write was refused: " + status.toString());
      samples.push((await arrival) - before);
      await new Promise((resolve) => setTimeout(resolve, (i * 7) % 20));
    }
    return { samples };
  },
  async unwatch() {
    if (watch) {
      await watch.subscription.terminate();
      watch = undefined;
    }
    return {};
  },
};

function changed(made, item, value) {
  const last = made.last[item];
  made.last[item] = value;
  if (last === undefined) {
    if (++made.seen === made.last.length) made.all();
    return;
  }
  made.delivered++;
  if (value > last + 1) made.lost += Math.floor(value - last) - 1;
  if (made.awaited === item && value === made.awaitedValue) {
    made.awaited = -1;
    made.arrived(now());
  }
}

report("ready", {});
for await (const text of createInterface({ input: process.stdin })) {
  const command = JSON.parse(text);
  try {
    report(command.do, await work[command.do](command));
  } catch (error) {
    report("failed", String(error?.stack ?? error));
  }
}
process.exit(0);
