// node-opcua's server with every policy, mode and kind of user: node secure-server.mjs <port> <key bits>; ends when its standard input does.
import { OPCUACertificateManager } from "node-opcua-certificate-manager";
import { DataType, MessageSecurityMode, SecurityPolicy, UserTokenType } from "node-opcua-client";
import { OPCUAServer } from "node-opcua-server";
import { report } from "./report.mjs";

const [port, keySize] = process.argv.slice(2).map(Number);
const manager = (name) => new OPCUACertificateManager({ rootFolder: `keys/${name}-${keySize}`, keySize, automaticallyAcceptUnknownCertificate: true });
const server = new OPCUAServer({
  port,
  resourcePath: "/UA/Secure",
  hostname: "127.0.0.1",
  alternateHostname: "127.0.0.1",
  serverCertificateManager: manager("server"),
  userCertificateManager: manager("users"),
  securityPolicies: [SecurityPolicy.None, SecurityPolicy.Basic256Sha256, SecurityPolicy.Aes128_Sha256_RsaOaep, SecurityPolicy.Aes256_Sha256_RsaPss],
  securityModes: [MessageSecurityMode.None, MessageSecurityMode.Sign, MessageSecurityMode.SignAndEncrypt],
  allowAnonymous: true,
  userTokenTypes: [UserTokenType.Anonymous, UserTokenType.UserName, UserTokenType.Certificate],
  userManager: { isValidUser: (name, password) => name === "operator" && password === "p@ss" },
});
await server.initialize();
const namespace = server.engine.addressSpace.getOwnNamespace();
namespace.addVariable({
  organizedBy: "ObjectsFolder", nodeId: "s=Text", browseName: "Text", dataType: "String",
  accessLevel: "CurrentRead | CurrentWrite", userAccessLevel: "CurrentRead | CurrentWrite",
  value: { dataType: DataType.String, value: "begin" },
});
await server.start();
report("started", { url: `opc.tcp://127.0.0.1:${port}/UA/Secure`, namespace: namespace.namespaceUri });
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
