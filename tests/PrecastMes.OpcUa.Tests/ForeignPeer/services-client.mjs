// node-opcua's client at our server: ranges of arrays, long lists, structures, history, refusals: node services-client.mjs <url> <namespace uri>
import {
  AttributeIds, ClientMonitoredItem, ClientSubscription, DataChangeFilter, DataChangeTrigger, DataType, DeadbandType, makeBrowsePath, TimestampsToReturn, VariantArrayType,
} from "node-opcua-client";
import { NumericRange } from "node-opcua-numeric-range";
import { connected } from "./connect.mjs";
import { plain, report } from "./report.mjs";

const [url, namespaceUri] = process.argv.slice(2);
const client = await connected(url);
const session = await client.createSession();
const ns = (await session.readNamespaceArray()).indexOf(namespaceUri);
const id = (name) => `ns=${ns};s=Line.${name}`;
const attributeId = AttributeIds.Value;

const part = await session.write({
  nodeId: id("Codes"), attributeId, indexRange: new NumericRange("1:2"),
  value: { value: { dataType: DataType.Int16, arrayType: VariantArrayType.Array, value: new Int16Array([-20, 30]) } },
});
const parts = await session.read([undefined, "1:2", "0", "9"].map((range) => ({ nodeId: id("Codes"), attributeId, indexRange: range && new NumericRange(range) })));
report("range", [part.name, ...parts.map((value) => (value.statusCode.isGood() ? plain(value.value.value).join(" ") : value.statusCode.name))]);

const many = await session.read(Array.from({ length: 10000 }, () => ({ nodeId: id("Name"), attributeId })));
report("many", many.filter((value) => value.statusCode.isGood() && value.value.value === "模台一").length);

const paths = await session.translateBrowsePath([`/${ns}:Line/${ns}:TempC`, `/${ns}:Line/${ns}:Nothing`].map((path) => makeBrowsePath("ObjectsFolder", path)));
report("paths", paths.map((path) => path.statusCode.name));

await session.extractNamespaceDataType();
const fields = (value) => JSON.parse(JSON.stringify(value));
for (const name of ["Element", "Note", "Choice", "Sizes"]) {
  const before = (await session.read({ nodeId: id(name), attributeId })).value;
  const status = await session.write({ nodeId: id(name), attributeId, value: { value: before } });
  report(name, { fields: fields(before.value), written: status.name });
}
const size = (await session.read({ nodeId: id("Sizes"), attributeId })).value.value[0];
size.width = 8;
report("changed", (await session.write({ nodeId: id("Size"), attributeId, value: { value: { dataType: DataType.ExtensionObject, value: size } } })).name);

const start = new Date("2026-03-04T12:00:00Z");
const history = await session.readHistoryValue(id("TempC"), start, new Date(start.getTime() + 4000));
report("history", { status: history.statusCode.name, values: history.historyData.dataValues.map((value) => value.value.value) });
report("no history", (await session.readHistoryValue(id("Name"), start, new Date(start.getTime() + 4000))).statusCode.name);

const int = (value) => ({ dataType: DataType.Int32, value });
const text = { dataType: DataType.String, value: "a" };
const calls = await session.call([
  { objectId: `ns=${ns};s=Line`, methodId: id("Add"), inputArguments: [int(1)] },
  { objectId: `ns=${ns};s=Line`, methodId: id("Add"), inputArguments: [int(1), int(2), int(3)] },
  { objectId: `ns=${ns};s=Line`, methodId: id("Add"), inputArguments: [int(1), text] },
  { objectId: `ns=${ns};s=Line`, methodId: id("Nothing"), inputArguments: [] },
  { objectId: `ns=${ns};s=Line`, methodId: id("Add"), inputArguments: [int(1), int(2)] },
]);
report("calls", calls.map((call) => call.statusCode.name));
report("argument results", calls[2].inputArgumentResults.map((result) => result.name));

const subscription = ClientSubscription.create(session, { requestedPublishingInterval: 50, requestedLifetimeCount: 1000, requestedMaxKeepAliveCount: 10, publishingEnabled: true });
await new Promise((resolve) => subscription.once("started", resolve));
const filter = new DataChangeFilter({ trigger: DataChangeTrigger.StatusValue, deadbandType: DeadbandType.Percent, deadbandValue: 5 });
const item = ClientMonitoredItem.create(subscription, { nodeId: id("Force"), attributeId }, { samplingInterval: 0, queueSize: 10, filter }, TimestampsToReturn.Both);
const forces = [];
item.on("changed", (value) => forces.push(value.value.value));
while (forces.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
for (const value of [30, 31, 22, 20]) await session.write({ nodeId: id("Force"), attributeId, value: { value: { dataType: DataType.Double, value } } });
while (forces.at(-1) !== 20) await new Promise((resolve) => setTimeout(resolve, 20));
report("percent", forces);

const [sessions, subscriptions, security] = await session.read([3707, 2290, 3708].map((node) => ({ nodeId: `i=${node}`, attributeId })));
const [own] = sessions.value.value;
const [only] = subscriptions.value.value;
report("diagnostics", {
  session: own.sessionId.toString() === session.sessionId.toString(),
  client: own.clientDescription.applicationName.text,
  writes: [own.writeCount.totalCount, own.writeCount.errorCount],
  histories: [own.historyReadCount.totalCount, own.historyReadCount.errorCount],
  has: [own.currentSubscriptionsCount, own.currentMonitoredItemsCount],
  subscription: [only.subscriptionId === subscription.subscriptionId, only.publishingInterval, only.monitoredItemCount, only.dataChangeNotificationsCount],
  security: security.statusCode.name,
});
report("done", true);
process.exit(0);
