// node-opcua's discovery server, which takes registrations over secured channels alone: node discovery-server.mjs <port> <folder>; ends when
// its standard input does. It trusts nobody; <folder> is where its certificates and those of others are.
import { OPCUACertificateManager } from "node-opcua-certificate-manager";
import { OPCUADiscoveryServer } from "node-opcua-server-discovery";
import { report } from "./report.mjs";

const [port, folder] = process.argv.slice(2);
const server = new OPCUADiscoveryServer({
  port: Number(port),
  hostname: "127.0.0.1",
  alternateHostname: "127.0.0.1",
  serverCertificateManager: new OPCUACertificateManager({ rootFolder: folder, automaticallyAcceptUnknownCertificate: false }),
});
server.on("onRegisterServer", (registered, isFirst) => report("registered", {
  uri: registered.serverUri, isFirst, urls: registered.discoveryUrls, type: registered.serverType, name: registered.serverNames[0].text,
}));
server.on("onUnregisterServer", (registered, forced) => report("unregistered", { uri: registered.serverUri, forced }));
server.on("onRegistrationRefused", (refused, { statusCode }) => report("refused", statusCode.name));
await server.start();
report("started", { url: server.getEndpointUrl() });
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
