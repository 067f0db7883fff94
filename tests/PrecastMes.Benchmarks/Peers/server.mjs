// node-opcua's server with the same variables as ours: node server.mjs <port>; ends when its standard input does.
import { createInterface } from "node:readline";
import { OPCUACertificateManager } from "node-opcua-certificate-manager";
import { OPCUAServer } from "node-opcua-server";
import { DataType, MessageSecurityMode, SecurityPolicy } from "node-opcua-client";
import { report } from "./report.mjs";
import { usage } from "./usage.mjs";

const port = Number(process.argv[2]);
const count = Number(process.argv[3]);
const serverCertificateManager = new OPCUACertificateManager({ automaticallyAcceptUnknownCertificate: true, rootFolder: "keys/benchmark-server" });
await serverCertificateManager.initialize();
const server = new OPCUAServer({
  port,
  resourcePath: "/UA/Benchmark",
  hostname: "127.0.0.1",
  alternateHostname: "127.0.0.1",
  serverCertificateManager,
  securityPolicies: [SecurityPolicy.None, SecurityPolicy.Basic256Sha256],
  securityModes: [MessageSecurityMode.None, MessageSecurityMode.SignAndEncrypt],
  allowAnonymous: true,
  serverCapabilities: {
    maxSessions: 1000,
    maxMonitoredItems: 100000,
    maxMonitoredItemsPerSubscription: 100000,
    operationLimits: { maxNodesPerRead: 10000, maxNodesPerWrite: 10000, maxMonitoredItemsPerCall: 10000, maxNodesPerBrowse: 10000 },
  },
});
await server.initialize();
const namespace = server.engine.addressSpace.getOwnNamespace();
const line = namespace.addFolder("ObjectsFolder", { nodeId: "s=Line", browseName: "Line" });
const two = (n) => String(n).padStart(2, "0");
const variables = Array.from({ length: count }, (_, i) => {
  const name = `Line.Station${two(Math.floor(i / 100))}.Value${two(i % 100)}`;
  return namespace.addVariable({
    organizedBy: line, nodeId: "s=" + name, browseName: name, dataType: DataType.Double, minimumSamplingInterval: 0,
    accessLevel: "CurrentRead | CurrentWrite", userAccessLevel: "CurrentRead | CurrentWrite",
    value: { dataType: DataType.Double, value: 0 },
  });
});
await server.start();

let timer;
let number = 0;
const work = {
  usage,
  change: ({ count: changing, hz }) => {
    clearInterval(timer);
    timer = setInterval(() => {
      number++;
      for (let i = 0; i < changing; i++) variables[i].setValueFromSource({ dataType: DataType.Double, value: number });
    }, 1000 / hz);
    return {};
  },
  still: () => {
    clearInterval(timer);
    return {};
  },
};
report("ready", { url: `opc.tcp://127.0.0.1:${port}/UA/Benchmark`, namespaceUri: namespace.namespaceUri });
for await (const text of createInterface({ input: process.stdin })) {
  const command = JSON.parse(text);
  report(command.do, work[command.do](command));
}
process.exit(0);
