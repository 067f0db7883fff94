// node-opcua's server with variables that count: node load-server.mjs <port> <variables> <rounds>; ends when its standard input does.
// A line on standard input starts the count; every variable takes the next number ten times a second.
import { createInterface } from "node:readline";
import { OPCUACertificateManager } from "node-opcua-certificate-manager";
import { DataType, MessageSecurityMode, SecurityPolicy } from "node-opcua-client";
import { OPCUAServer } from "node-opcua-server";
import { report } from "./report.mjs";

const [port, count, rounds] = process.argv.slice(2).map(Number);
const server = new OPCUAServer({
  port,
  resourcePath: "/UA/Load",
  hostname: "127.0.0.1",
  alternateHostname: "127.0.0.1",
  serverCertificateManager: new OPCUACertificateManager({ rootFolder: `keys/load-${port}`, keySize: 2048, automaticallyAcceptUnknownCertificate: true }),
  securityPolicies: [SecurityPolicy.None, SecurityPolicy.Basic256Sha256],
  securityModes: [MessageSecurityMode.None, MessageSecurityMode.SignAndEncrypt],
  allowAnonymous: true,
  // Else it tells of several changes within 50 ms the last.
  serverCapabilities: { minSupportedSampleRate: 0 },
});
await server.initialize();
const namespace = server.engine.addressSpace.getOwnNamespace();
const variables = Array.from({ length: count }, (_, i) => namespace.addVariable({
  organizedBy: "ObjectsFolder", nodeId: "s=Item." + i, browseName: "Item." + i, dataType: "UInt32", minimumSamplingInterval: 0,
  value: { dataType: DataType.UInt32, value: 0 },
}));
await server.start();
report("started", { url: `opc.tcp://127.0.0.1:${port}/UA/Load`, namespace: namespace.namespaceUri });

createInterface({ input: process.stdin }).on("line", () => {
  const begun = performance.now();
  let round = 0;
  const tick = () => {
    round++;
    for (const variable of variables) variable.setValueFromSource({ dataType: DataType.UInt32, value: round });
    if (round < rounds) setTimeout(tick, Math.max(0, begun + round * 100 - performance.now()));
  };
  tick();
}).on("close", () => process.exit(0));
