// node-opcua's client at the simulator's job management, knowing the models alone: node job-control.mjs <url>
import {
  AttributeIds, ClientMonitoredItem, ClientSubscription, coerceLocalizedText, DataType, makeBrowsePath, resolveNodeId, TimestampsToReturn, VariantArrayType,
} from "node-opcua-client";
import { connected } from "./connect.mjs";
import { report } from "./report.mjs";

const [url] = process.argv.slice(2);
const client = await connected(url);
const session = await client.createSession();
const namespaces = await session.readNamespaceArray();
const index = (uri) => namespaces.indexOf(uri);
const machinery = index("http://opcfoundation.org/UA/Machinery/");
const jobs = index("http://opcfoundation.org/UA/Machinery/Jobs/");
const jobControl = index("http://opcfoundation.org/UA/ISA95-JOBCONTROL_V2/");
const line = index("urn:precastmes:line");
await session.extractNamespaceDataType();

const find = async (start, path) => (await session.translateBrowsePath(makeBrowsePath(start, path))).targets[0].targetId;

async function machine(unit) {
  const management = `/${machinery}:Machines/${line}:${unit}/${machinery}:MachineryBuildingBlocks/${jobs}:JobManagement`;
  const control = await find("ObjectsFolder", `${management}/${jobs}:JobOrderControl`);
  const results = await find("ObjectsFolder", `${management}/${jobs}:JobOrderResults`);
  const call = async (objectId, method, ...inputArguments) =>
    session.call({ objectId, methodId: await find(objectId, `/${jobControl}:${method}`), inputArguments });
  const comment = { dataType: DataType.LocalizedText, arrayType: VariantArrayType.Array, value: [coerceLocalizedText("by node-opcua")] };
  return {
    list: await find(control, `/${jobControl}:JobOrderList`),
    send: async (method, first) => {
      const { statusCode, outputArguments } = await call(control, method, first, comment);
      return [statusCode.name, Number(BigInt.asUintN(64, wide(outputArguments[0].value)))];
    },
    response: async (jobOrderId) => {
      const { statusCode, outputArguments } = await call(results, "RequestJobResponseByJobOrderID", id(jobOrderId));
      return { status: statusCode.name, returned: Number(wide(outputArguments[1].value)), response: outputArguments[0].value };
    },
  };
}

// node-opcua gives a UInt64 as its two halves.
const wide = ([high, low]) => (BigInt(high) << 32n) | BigInt(low);
const id = (value) => ({ dataType: DataType.String, value });

async function order(jobOrderID, workMaster, parameters) {
  const value = await session.constructExtensionObject(resolveNodeId(`ns=${jobControl};i=3008`), {
    jobOrderID,
    workMasterID: [{ ID: workMaster }],
    jobOrderParameters: Object.entries(parameters).map(([key, given]) => ({
      ID: key,
      value: typeof given === "number" ? { dataType: DataType.UInt32, value: given } : { dataType: DataType.String, value: given },
    })),
  });
  return { dataType: DataType.ExtensionObject, value };
}

const stateOf = (states) => states.map((state) => state.stateText.text).join("/");
const entries = (list) => (list ?? []).map((entry) => `${entry.jobOrder.jobOrderID} ${stateOf(entry.state)}`);

// Every change of a machine's list as it is told, without the repetitions.
async function watch(nodeId) {
  const subscription = ClientSubscription.create(session, {
    requestedPublishingInterval: 20, requestedLifetimeCount: 1000, requestedMaxKeepAliveCount: 10, publishingEnabled: true,
  });
  await new Promise((resolve) => subscription.once("started", resolve));
  const item = ClientMonitoredItem.create(subscription, { nodeId, attributeId: AttributeIds.Value }, { samplingInterval: 0, queueSize: 100 }, TimestampsToReturn.Both);
  const seen = [];
  item.on("changed", ({ value }) => {
    const text = entries(value.value).join(", ");
    if (seen.at(-1) !== text) seen.push(text);
  });
  return { seen, until: async (text) => { while (seen.at(-1) !== text) await new Promise((resolve) => setTimeout(resolve, 20)); } };
}

const magazine = await machine("MG1");
const told = await watch(magazine.list);
const transfer = await order("N1", "Transfer", { Carrier: "P01", Source: "MG1", Target: "S01" });
report("store and start", await magazine.send("StoreAndStart", transfer));
await told.until("N1 Ended/Completed");
report("told", told.seen);
report("list", entries((await session.read({ nodeId: magazine.list, attributeId: AttributeIds.Value })).value.value));
const { status, returned, response } = await magazine.response("N1");
report("response", {
  status, returned, id: response.jobOrderID, state: stateOf(response.jobState), seconds: (response.endTime - response.startTime) / 1000,
  data: Object.fromEntries(response.jobResponseData.map((data) => [data.ID, data.value.value])),
  equipment: response.equipmentActuals.map((equipment) => equipment.ID),
});
report("pallet", (await session.read({ nodeId: `ns=${line};s=S01.PalletId`, attributeId: AttributeIds.Value })).value.value);
report("again", await magazine.send("StoreAndStart", transfer));
report("clear", await magazine.send("Clear", id("N1")));
await told.until("");
report("response of what was cleared", (({ status, returned }) => ({ status, returned }))(await magazine.response("N1")));

// 40,000 s of plant time.
const station = await machine("S18");
const watched = await watch(station.list);
const long = { Carrier: "L1", WorkSeconds: 40000 };
report("store", await station.send("Store", await order("N2", "Run", long)));
await watched.until("N2 NotAllowedToStart/Ready");
report("unknown", await station.send("Start", id("N9")));
report("too early", await station.send("Pause", id("N2")));
report("no such work", await station.send("Store", await order("N3", "Fly", {})));
report("start", await station.send("Start", id("N2")));
await watched.until("N2 Running");
report("pause", await station.send("Pause", id("N2")));
await watched.until("N2 Interrupted/Suspended");
report("resume", await station.send("Resume", id("N2")));
await watched.until("N2 Running");
report("stop", await station.send("Stop", id("N2")));
await watched.until("N2 Ended/Completed");
report("stopped result", (await station.response("N2")).response.jobResponseData.find((data) => data.ID === "JobResult").value.value);
await station.send("Clear", id("N2"));
await station.send("StoreAndStart", await order("N4", "Run", long));
await watched.until("N4 Running");
report("abort", await station.send("Abort", id("N4")));
await watched.until("N4 Aborted");
report("aborted result", (await station.response("N4")).response.jobResponseData.find((data) => data.ID === "JobResult").value.value);
report("done", true);
process.exit(0);
