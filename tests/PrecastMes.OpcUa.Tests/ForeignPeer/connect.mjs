// A client of node-opcua on a link without security, for what has nothing to do with it.
import { MessageSecurityMode, OPCUAClient, SecurityPolicy } from "node-opcua-client";

export async function connected(url) {
  const client = OPCUAClient.create({
    applicationName: "foreign-peer",
    securityMode: MessageSecurityMode.None,
    securityPolicy: SecurityPolicy.None,
    endpointMustExist: false,
    connectionStrategy: { maxRetry: 0 },
  });
  await client.connect(url);
  return client;
}
