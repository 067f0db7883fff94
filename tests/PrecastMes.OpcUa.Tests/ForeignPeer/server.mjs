// node-opcua's server for our client: node server.mjs <port> [SignAndEncrypt beside None]; ends when its standard input does.
import { OPCUACertificateManager } from "node-opcua-certificate-manager";
import { OPCUAServer } from "node-opcua-server";
import { coerceLocalizedText, DataType, MessageSecurityMode, resolveNodeId, SecurityPolicy, StatusCodes, Variant, VariantArrayType } from "node-opcua-client";
import { report } from "./report.mjs";

const port = Number(process.argv[2]);
const secured = process.argv[3] === "SignAndEncrypt";
const server = new OPCUAServer({
  port,
  resourcePath: "/UA/Foreign",
  hostname: "127.0.0.1",
  alternateHostname: "127.0.0.1",
  ...(secured && { serverCertificateManager: new OPCUACertificateManager({ rootFolder: `keys/line-${port}`, keySize: 2048, automaticallyAcceptUnknownCertificate: true }) }),
  securityPolicies: [SecurityPolicy.None, ...(secured ? [SecurityPolicy.Basic256Sha256] : [])],
  securityModes: [MessageSecurityMode.None, ...(secured ? [MessageSecurityMode.SignAndEncrypt] : [])],
  allowAnonymous: true,
  userManager: { isValidUser: (name, password) => name === "operator" && password === "p@ss" },
});
await server.initialize();
const addressSpace = server.engine.addressSpace;
const namespace = addressSpace.getOwnNamespace();
const line = namespace.addFolder("ObjectsFolder", { nodeId: "s=Line", browseName: "Line" });
const add = (name, dataType, value, arrayType = VariantArrayType.Scalar) => namespace.addVariable({
  organizedBy: line, nodeId: "s=Line." + name, browseName: name, dataType,
  valueRank: arrayType === VariantArrayType.Scalar ? -1 : 1,
  accessLevel: "CurrentRead | CurrentWrite", userAccessLevel: "CurrentRead | CurrentWrite",
  value: { dataType, arrayType, value },
});
const { Array: array } = VariantArrayType;
add("Boolean", DataType.Boolean, true);
add("SByte", DataType.SByte, -8);
add("Byte", DataType.Byte, 200);
add("Int16", DataType.Int16, -1600);
add("UInt16", DataType.UInt16, 60000);
add("Int32", DataType.Int32, -320000);
add("UInt32", DataType.UInt32, 4000000000);
add("Int64", DataType.Int64, [0xffffffff, 0xfffffffe]);
add("UInt64", DataType.UInt64, [0xffffffff, 0xffffffff]);
add("Float", DataType.Float, 1.5);
add("Double", DataType.Double, -2.25);
add("String", DataType.String, "布料工位 ß");
add("DateTime", DataType.DateTime, new Date("2026-03-04T05:06:07.080Z"));
add("Guid", DataType.Guid, "72962B91-FA75-4AE6-8D28-B404DC7DAF63");
add("ByteString", DataType.ByteString, Buffer.from("0102ff", "hex"));
add("NodeId", DataType.NodeId, resolveNodeId("ns=1;s=a;b=c"));
add("LocalizedText", DataType.LocalizedText, coerceLocalizedText({ text: "养护窑", locale: "zh-CN" }));
add("StatusCode", DataType.StatusCode, StatusCodes.BadOutOfRange);
add("Int32s", DataType.Int32, new Int32Array([1, -2, 3]), array);
add("Strings", DataType.String, ["a", "", "丙"], array);
add("Booleans", DataType.Boolean, [true, false], array);
add("Doubles", DataType.Double, new Float64Array([0.5, 1e300]), array);
// It refuses a Boolean and an ExtensionObject for a BaseDataType.
for (const [name, dataType] of [["Any", "BaseDataType"], ["AnyBoolean", "Boolean"], ["AnyExtensionObject", "Structure"]]) {
  namespace.addVariable({
    organizedBy: "ObjectsFolder", nodeId: "s=" + name, browseName: name, dataType, valueRank: -2,
    accessLevel: "CurrentRead | CurrentWrite", userAccessLevel: "CurrentRead | CurrentWrite",
  });
}
const counter = add("Counter", DataType.UInt32, 1);
const method = namespace.addMethod(line, {
  nodeId: "s=Line.Count", browseName: "Count",
  inputArguments: [{ name: "times", dataType: DataType.UInt32 }],
  outputArguments: [{ name: "last", dataType: DataType.UInt32 }],
});
method.bindMethod((inputs, _context, callback) => {
  let last = counter.readValue().value.value;
  for (let i = 0; i < inputs[0].value; i++) counter.setValueFromSource({ dataType: DataType.UInt32, value: ++last });
  callback(null, { statusCode: StatusCodes.Good, outputArguments: [new Variant({ dataType: DataType.UInt32, value: last })] });
});
await server.start();
report("started", { url: `opc.tcp://127.0.0.1:${port}/UA/Foreign`, namespace: namespace.namespaceUri });
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
