// node-opcua's server with ranges, bursts, events and an alarm: node services-server.mjs <port>; ends when its standard input does.
import { OPCUAServer } from "node-opcua-server";
import { DataType, MessageSecurityMode, OPCUAClient, SecurityPolicy, StatusCodes, VariantArrayType } from "node-opcua-client";
import { report } from "./report.mjs";

const port = Number(process.argv[2]);
const server = new OPCUAServer({
  port,
  resourcePath: "/UA/Services",
  hostname: "127.0.0.1",
  alternateHostname: "127.0.0.1",
  securityPolicies: [SecurityPolicy.None],
  securityModes: [MessageSecurityMode.None],
  allowAnonymous: true,
  // A supported rate of 0 makes it tell every change.
  serverCapabilities: { minSupportedSampleRate: 0, operationLimits: { maxNodesPerRead: 10000 } },
});
await server.initialize();
const addressSpace = server.engine.addressSpace;
addressSpace.installAlarmsAndConditionsService();
const namespace = addressSpace.getOwnNamespace();
const access = { accessLevel: "CurrentRead | CurrentWrite", userAccessLevel: "CurrentRead | CurrentWrite", minimumSamplingInterval: 0 };
const press = namespace.addObject({
  organizedBy: "ObjectsFolder", nodeId: "s=Press", browseName: "Press", eventSourceOf: addressSpace.rootFolder.objects.server, eventNotifier: 1,
});
const add = (name, value) => namespace.addVariable({ componentOf: press, nodeId: "s=Press." + name, browseName: name, dataType: value.dataType, value, ...access, valueRank: value.arrayType ? 1 : -1 });
add("Codes", { dataType: DataType.Int16, arrayType: VariantArrayType.Array, value: new Int16Array([10, 20, 30, 40]) });
add("Name", { dataType: DataType.String, value: "布料工位" });
const counter = add("Counter", { dataType: DataType.UInt32, value: 0 });
namespace.addAnalogDataItem({
  componentOf: press, nodeId: "s=Press.Force", browseName: "Force", dataType: "Double", engineeringUnitsRange: { low: 0, high: 200 },
  value: { dataType: DataType.Double, value: 20.5 }, ...access,
});
const past = add("Past", { dataType: DataType.UInt32, value: 0 });
addressSpace.installHistoricalDataNode(past, { maxOnlineValues: 1000 });
const level = add("Level", { dataType: DataType.Double, value: 50 });
const method = (name, inputArguments, action) => namespace.addMethod(press, { nodeId: "s=Press." + name, browseName: name, inputArguments, outputArguments: [] })
  .bindMethod((inputs, _context, callback) => {
    action(inputs.map((input) => input.value));
    callback(null, { statusCode: StatusCodes.Good });
  });
method("Burst", [], () => {
  for (let i = 1; i <= 5; i++) counter.setValueFromSource({ dataType: DataType.UInt32, value: i });
});
method("Report", [{ name: "severity", dataType: DataType.UInt16 }, { name: "text", dataType: DataType.String }], ([severity, text]) => press.raiseEvent("DeviceFailureEventType", {
  message: { dataType: DataType.LocalizedText, value: { text, locale: "en" } }, severity: { dataType: DataType.UInt16, value: severity },
}));
namespace.instantiateNonExclusiveLimitAlarm("NonExclusiveLimitAlarmType", {
  nodeId: "s=Press.TooHigh", browseName: "TooHigh", componentOf: press, conditionSource: press, inputNode: level, highLimit: 90, highHighLimit: 95, lowLimit: 5, lowLowLimit: 1,
  optionals: ["ConfirmedState", "Confirm"],
});

await server.start();
const url = `opc.tcp://127.0.0.1:${port}/UA/Services`;

// What its own client finds from the root along hierarchical references; some nodes are hidden from a session without security.
const nodes = await OPCUAClient.create({ endpointMustExist: false }).withSessionAsync(url, async (session) => {
  const seen = new Set(["ns=0;i=84"]);
  const open = [...seen];
  while (open.length > 0) {
    for (const { references } of await session.browse(open.splice(0, 100).map((nodeId) => ({ nodeId, referenceTypeId: "HierarchicalReferences", includeSubtypes: true, browseDirection: 0, resultMask: 0 })))) {
      for (const id of references.map((reference) => reference.nodeId.toString())) {
        if (!seen.has(id)) {
          seen.add(id);
          open.push(id);
        }
      }
    }
  }
  return seen.size;
});
report("started", { url, namespace: namespace.namespaceUri, nodes });
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
