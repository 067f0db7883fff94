// node-opcua's client against our server: node client.mjs <url> <namespace uri>
import {
  AttributeIds, BrowseDirection, ClientMonitoredItem, ClientSubscription, DataType, makeBrowsePath, MessageSecurityMode, OPCUAClient,
  SecurityPolicy, TimestampsToReturn, UserTokenType,
} from "node-opcua-client";
import { plain, report } from "./report.mjs";

const [url, namespaceUri] = process.argv.slice(2);
const options = {
  applicationName: "foreign-peer",
  securityMode: MessageSecurityMode.None,
  securityPolicy: SecurityPolicy.None,
  endpointMustExist: false,
  connectionStrategy: { maxRetry: 0 },
};

const client = OPCUAClient.create(options);
await client.connect(url);
report("endpoints", (await client.getEndpoints()).map((e) => ({ url: e.endpointUrl, policy: e.securityPolicyUri, mode: e.securityMode, server: e.server.applicationUri })));
report("servers", (await client.findServers()).map((s) => s.applicationUri));

for (const [name, password] of [["operator", "p@ss"], ["operator", "wrong"]]) {
  try {
    const named = await client.createSession({ type: UserTokenType.UserName, userName: name, password });
    await named.close();
    report("user " + password, "accepted");
  } catch (error) {
    report("user " + password, error.message);
  }
}

const session = await client.createSession();
const namespaces = await session.readNamespaceArray();
report("namespaces", namespaces);
const ns = namespaces.indexOf(namespaceUri);

const seen = new Set(["i=84"]);
const open = ["i=84"];
while (open.length > 0) {
  const nodes = open.splice(0, 50);
  const results = await session.browse(nodes.map((nodeId) => ({
    nodeId, browseDirection: BrowseDirection.Forward, referenceTypeId: "HierarchicalReferences", includeSubtypes: true, resultMask: 63,
  })));
  for (const result of results) {
    if (!result.statusCode.isGood()) throw new Error("browse: " + result.statusCode.toString());
    for (const reference of result.references) {
      const id = reference.nodeId.toString();
      if (!seen.has(id)) {
        seen.add(id);
        open.push(id);
      }
    }
  }
}
report("browsed", seen.size);

const line = await session.browse({ nodeId: `ns=${ns};s=Line`, referenceTypeId: "HierarchicalReferences", includeSubtypes: true, browseDirection: BrowseDirection.Forward, resultMask: 63 });
report("line", line.references.map((r) => r.browseName.toString()));

const path = await session.translateBrowsePath(makeBrowsePath("ObjectsFolder", `/${ns}:Line/${ns}:TempC`));
report("translated", path.targets.map((t) => t.targetId.toString()));

// Every kind of value: read, told, and written as it came to the twin variable.
const kinds = (await session.browse({ nodeId: `ns=${ns};s=Kinds`, referenceTypeId: "HierarchicalReferences", includeSubtypes: true, browseDirection: BrowseDirection.Forward, resultMask: 63 })).references;
for (const kind of kinds) {
  const name = kind.browseName.name;
  const value = await session.read({ nodeId: kind.nodeId, attributeId: AttributeIds.Value });
  const status = await session.write({
    nodeId: `ns=${ns};s=Twins.${name}`, attributeId: AttributeIds.Value, value: { value: value.value },
  });
  report("kind " + name, { type: DataType[value.value.dataType], value: plain(value.value.value), status: value.statusCode.name, written: status.name });
}

report("state", plain((await session.read({ nodeId: "i=2259", attributeId: AttributeIds.Value })).value.value));
report("status", plain((await session.read({ nodeId: "i=2256", attributeId: AttributeIds.Value })).value.value?.buildInfo?.productName));

const call = await session.call({
  objectId: `ns=${ns};s=Line`, methodId: `ns=${ns};s=Line.Add`,
  inputArguments: [{ dataType: DataType.Int32, value: 2 }, { dataType: DataType.Int32, value: 40 }],
});
report("call", { status: call.statusCode.name, outputs: call.outputArguments.map((o) => plain(o.value)) });
report("arguments", (await session.getArgumentDefinition(`ns=${ns};s=Line.Add`)).inputArguments.map((a) => a.name));

const registered = await session.registerNodes([`ns=${ns};s=Line.TempC`]);
report("registered", registered.map((n) => n.toString()));
await session.unregisterNodes(registered);

const subscription = ClientSubscription.create(session, {
  requestedPublishingInterval: 20, requestedLifetimeCount: 1000, requestedMaxKeepAliveCount: 5, maxNotificationsPerPublish: 100, publishingEnabled: true, priority: 1,
});
await new Promise((resolve) => subscription.once("started", resolve));
let keepAlives = 0;
subscription.on("keepalive", () => keepAlives++);
const values = [];
let arrived = () => {};
const item = ClientMonitoredItem.create(subscription, { nodeId: `ns=${ns};s=Line.Counter`, attributeId: AttributeIds.Value }, { samplingInterval: 0, queueSize: 50, discardOldest: true }, TimestampsToReturn.Both);
item.on("changed", (dataValue) => {
  values.push(dataValue.value.value);
  arrived();
});
const until = async (condition) => {
  while (!condition()) await new Promise((resolve) => { arrived = resolve; setTimeout(resolve, 20); });
};
await until(() => values.length >= 1);
for (let i = 1; i <= 5; i++) {
  await session.write({ nodeId: `ns=${ns};s=Line.Counter`, attributeId: AttributeIds.Value, value: { value: { dataType: DataType.UInt32, value: 100 + i } } });
}
await until(() => values.length >= 6);
report("changes", values);
await until(() => keepAlives >= 2);
report("keepalives", true);
await subscription.terminate();
await session.close();
await client.disconnect();
report("done", true);
process.exit(0);
