// node-opcua's server that trusts nobody it wasn't told to: node strict-server.mjs <port> <pki folder>; ends when its standard input does.
import { OPCUACertificateManager } from "node-opcua-certificate-manager";
import { MessageSecurityMode, SecurityPolicy } from "node-opcua-client";
import { OPCUAServer } from "node-opcua-server";
import { report } from "./report.mjs";

const [port, rootFolder] = process.argv.slice(2);
const manager = new OPCUACertificateManager({ rootFolder, keySize: 2048, automaticallyAcceptUnknownCertificate: false });
const server = new OPCUAServer({
  port: Number(port),
  resourcePath: "/UA/Strict",
  hostname: "127.0.0.1",
  alternateHostname: "127.0.0.1",
  serverCertificateManager: manager,
  securityPolicies: [SecurityPolicy.Basic256Sha256],
  securityModes: [MessageSecurityMode.SignAndEncrypt],
  allowAnonymous: true,
});
await server.initialize();
await server.start();
report("started", { url: `opc.tcp://127.0.0.1:${port}/UA/Strict` });
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
