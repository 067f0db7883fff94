// node-opcua's client that trusts no server it wasn't told to: node strict-client.mjs <url> <pki folder>. Tries once and reports.
import { OPCUACertificateManager } from "node-opcua-certificate-manager";
import { AttributeIds, MessageSecurityMode, OPCUAClient, SecurityPolicy } from "node-opcua-client";
import { report } from "./report.mjs";

const [url, rootFolder] = process.argv.slice(2);
const client = OPCUAClient.create({
  applicationName: "strict-peer",
  clientCertificateManager: new OPCUACertificateManager({ rootFolder, keySize: 2048, automaticallyAcceptUnknownCertificate: false }),
  securityMode: MessageSecurityMode.SignAndEncrypt,
  securityPolicy: SecurityPolicy.Basic256Sha256,
  endpointMustExist: true,
  connectionStrategy: { maxRetry: 0 },
});
try {
  await client.connect(url);
  const session = await client.createSession();
  const state = await session.read({ nodeId: "i=2259", attributeId: AttributeIds.Value });
  await session.close();
  await client.disconnect();
  report("done", state.statusCode.toString());
} catch (error) {
  report("done", error.message);
}
process.exit(0);
