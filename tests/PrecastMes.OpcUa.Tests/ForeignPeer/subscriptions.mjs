// node-opcua's client against our server's subscriptions, events and alarms: node subscriptions.mjs <url> <namespace uri>
// The server has methods that make things happen: Burst, ReportEvent, RaiseFault, ClearFault.
import {
  AttributeIds, callConditionRefresh, ClientMonitoredItem, ClientSubscription, constructEventFilter, DataChangeFilter, DataChangeTrigger, DataType,
  DeadbandType, installAlarmMonitoring, MonitoringMode, ofType, TimestampsToReturn, UserTokenType,
} from "node-opcua-client";
import { connected } from "./connect.mjs";
import { plain, report } from "./report.mjs";

const [url, namespaceUri] = process.argv.slice(2);
const client = await connected(url);
const login = (name) => client.createSession({ type: UserTokenType.UserName, userName: name, password: name });
const session = await login("operator");
const ns = (await session.readNamespaceArray()).indexOf(namespaceUri);
const id = (name) => `ns=${ns};s=Line${name ? "." + name : ""}`;
const call = async (method, ...inputArguments) => (await session.call({ objectId: id(), methodId: id(method), inputArguments })).statusCode.name;
const write = (name, dataType, value) => session.write({ nodeId: id(name), attributeId: AttributeIds.Value, value: { value: { dataType, value } } });
const until = async (condition) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
};
const subscribe = async (of, requestedPublishingInterval) => {
  const subscription = ClientSubscription.create(of, {
    requestedPublishingInterval, requestedLifetimeCount: 1000, requestedMaxKeepAliveCount: 10, maxNotificationsPerPublish: 0, publishingEnabled: true, priority: 1,
  });
  await new Promise((resolve) => subscription.once("started", resolve));
  return subscription;
};
const watch = async (subscription, name, settings, mode = MonitoringMode.Reporting) => {
  const item = ClientMonitoredItem.create(
    subscription, { nodeId: id(name), attributeId: AttributeIds.Value }, { samplingInterval: 0, queueSize: 10, discardOldest: true, ...settings }, TimestampsToReturn.Both, mode);
  const values = [];
  item.on("changed", (v) => values.push({ value: v.value.value, overflow: (v.statusCode.value & 0x480) === 0x480 }));
  await new Promise((resolve, reject) => {
    item.once("initialized", resolve);
    item.once("err", reject);
  });
  return { item, values };
};

const fast = await subscribe(session, 50);
const band = await watch(fast, "TempC", { filter: new DataChangeFilter({ trigger: DataChangeTrigger.StatusValue, deadbandType: DeadbandType.Absolute, deadbandValue: 1.0 }) });
await until(() => band.values.length >= 1);
for (const value of [21.4, 21.6, 21.0, 30.0]) await write("TempC", DataType.Double, value);
await until(() => band.values.some((v) => v.value === 30));
report("deadband", band.values.map((v) => v.value));

const slow = await subscribe(session, 500);
const oldest = await watch(slow, "Counter", { queueSize: 3 });
const newest = await watch(slow, "Counter", { queueSize: 3, discardOldest: false });
const buffer = await watch(slow, "Counter", { queueSize: 1 });
await until(() => [oldest, newest, buffer].every((w) => w.values.length === 1));
report("burst", await call("Burst"));
await until(() => [oldest, newest, buffer].every((w) => w.values.length > 1));
await new Promise((resolve) => setTimeout(resolve, 600));
report("overflow", [oldest, newest, buffer].map((w) => w.values.slice(1).map((v) => v.value + (v.overflow ? "!" : "")).join(" ")));

const trigger = await watch(fast, "Counter", {});
const linked = await watch(fast, "Name", {}, MonitoringMode.Sampling);
await fast.setTriggering(trigger.item, [linked.item], []);
await until(() => trigger.values.length >= 1);
await write("Counter", DataType.UInt32, 77);
await until(() => linked.values.length >= 1);
report("triggered", linked.values.map((v) => v.value));

const listed = await session.getMonitoredItems(fast.subscriptionId);
report("items", { server: listed.serverHandles.length, client: listed.clientHandles.length });

const fields = ["EventId", "EventType", "SourceName", "Message", "Severity"];
const events = [];
const watchEvents = async (subscription, filter, onEvent) => {
  const item = ClientMonitoredItem.create(
    subscription, { nodeId: "i=2253", attributeId: AttributeIds.EventNotifier }, { samplingInterval: 0, queueSize: 100, discardOldest: true, filter }, TimestampsToReturn.Both);
  item.on("changed", onEvent);
  await new Promise((resolve, reject) => {
    item.once("initialized", resolve);
    item.once("err", reject);
  });
};
await watchEvents(fast, constructEventFilter(fields, ofType("DeviceFailureEventType")), (e) => events.push(e));
report("reported", [await call("ReportEvent", { dataType: DataType.Boolean, value: false }), await call("ReportEvent", { dataType: DataType.Boolean, value: true })]);
await until(() => events.length >= 1);
await new Promise((resolve) => setTimeout(resolve, 200));
report("events", events.map((e) => ({ source: e[2].value, message: plain(e[3].value.text), severity: e[4].value })));

const alarms = await installAlarmMonitoring(session);
const present = () => alarms.alarms().find((a) => a.conditionId.toString() === id("Fault"));
await call("RaiseFault");
await until(() => present()?.fields.activeState.id.value === true);
const raised = present();
report("alarm", {
  source: raised.fields.sourceName.value, message: raised.fields.message.value.text, severity: raised.fields.severity.value,
  acked: raised.fields.ackedState.id.value, retain: raised.getRetain(),
});
report("acknowledged", (await session.acknowledgeCondition(raised.conditionId, raised.eventId, "coming")).name);
await until(() => present()?.fields.ackedState.id.value === true);
await call("ClearFault");
await until(() => present()?.fields.activeState.id.value === false);
report("again", (await session.acknowledgeCondition(present().conditionId, present().eventId, "again")).name);
report("confirmed", (await session.confirmCondition(present().conditionId, present().eventId, "done")).name);

await call("RaiseFault");
const refreshed = [];
const late = await subscribe(session, 50);
await watchEvents(late, constructEventFilter(["EventType", "ConditionType.Retain"]), (e) => refreshed.push(e[0].value.toString()));
await callConditionRefresh(session, late.subscriptionId);
await until(() => refreshed.length >= 3);
report("refreshed", refreshed);

const colleague = await login("operator");
const stranger = await login("visitor");
let farewell = "";
slow.on("status_changed", (status) => { farewell = status.name; });
const transfer = async (of) => (await of.transferSubscriptions({ subscriptionIds: [slow.subscriptionId], sendInitialValues: true })).results[0].statusCode.name;
report("stranger", await transfer(stranger));
report("transferred", await transfer(colleague));
await until(() => farewell !== "");
report("farewell", farewell);
report("done", true);
process.exit(0);
