// node-opcua's server with structures of its own: node structures.mjs <port> <nodeset file>; ends when its standard input does.
import { OPCUAServer } from "node-opcua-server";
import { DataType, MessageSecurityMode, SecurityPolicy, VariantArrayType } from "node-opcua-client";
import { nodesets } from "node-opcua-nodesets";
import { report } from "./report.mjs";

const server = new OPCUAServer({
  port: Number(process.argv[2]),
  resourcePath: "/UA/Structures",
  hostname: "127.0.0.1",
  alternateHostname: "127.0.0.1",
  securityPolicies: [SecurityPolicy.None],
  securityModes: [MessageSecurityMode.None],
  allowAnonymous: true,
  nodeset_filename: [nodesets.standard, process.argv[3]],
});
await server.initialize();
const addressSpace = server.engine.addressSpace;
const types = addressSpace.getNamespace("urn:test:structures");
const own = addressSpace.getOwnNamespace();
const type = (name) => addressSpace.findDataType(name, types.index);
const make = (name, fields) => addressSpace.constructExtensionObject(type(name), fields);
const add = (name, dataType, value, arrayType = VariantArrayType.Scalar) => own.addVariable({
  organizedBy: "ObjectsFolder", nodeId: "s=" + name, browseName: name, dataType: type(dataType),
  valueRank: arrayType === VariantArrayType.Scalar ? -1 : 1, accessLevel: "CurrentRead | CurrentWrite", userAccessLevel: "CurrentRead | CurrentWrite",
  value: { dataType: DataType.ExtensionObject, arrayType, value },
});
const size = (length, width) => make("SizeType", { length, width });
add("Element", "ElementType", make("ElementType", { id: 7, name: "墙板", size: size(3.5, 2.5), phase: 2, weights: [1.5, 2.5], holes: [size(0.5, 0.25)] }));
add("Note", "NoteType", make("NoteType", { id: 9, author: "W" }));
add("Choice", "ChoiceType", make("ChoiceType", { size: size(1, 2) }));
add("Sizes", "SizeType", [size(1, 2), size(3, 4)], VariantArrayType.Array);
await server.start();
report("started", { url: `opc.tcp://127.0.0.1:${process.argv[2]}/UA/Structures` });
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
