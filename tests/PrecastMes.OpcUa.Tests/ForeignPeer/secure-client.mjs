// node-opcua's client with every policy, mode and kind of user at our server:
// node secure-client.mjs <url> <key bits> <variable's node id> <user certificate, DER> <user key, PEM>
import { readFileSync } from "node:fs";
import { OPCUACertificateManager } from "node-opcua-certificate-manager";
import { AttributeIds, DataType, MessageSecurityMode, OPCUAClient, SecurityPolicy, UserTokenType } from "node-opcua-client";
import { report } from "./report.mjs";

const [url, keySize, nodeId, certificateFile, keyFile] = process.argv.slice(2);
const users = {
  anonymous: { type: UserTokenType.Anonymous },
  name: { type: UserTokenType.UserName, userName: "operator", password: "p@ss" },
  wrong: { type: UserTokenType.UserName, userName: "operator", password: "guess" },
  certificate: { type: UserTokenType.Certificate, certificateData: readFileSync(certificateFile), privateKey: readFileSync(keyFile, "utf8") },
};
const modes = ["None", "Sign", "SignAndEncrypt"];
const text = "x".repeat(100000);

for (const policy of ["None", "Basic256Sha256", "Aes128_Sha256_RsaOaep", "Aes256_Sha256_RsaPss"]) {
  for (const mode of modes.filter((mode) => (mode === "None") === (policy === "None"))) {
    const client = OPCUAClient.create({
      applicationName: "foreign-peer",
      clientCertificateManager: new OPCUACertificateManager({
        rootFolder: `keys/client-${keySize}`, keySize: Number(keySize), automaticallyAcceptUnknownCertificate: true,
      }),
      securityMode: MessageSecurityMode[mode],
      securityPolicy: SecurityPolicy[policy],
      endpointMustExist: true,
      connectionStrategy: { maxRetry: 0 },
      // Renewed several times while a session of Basic256Sha256 reads and writes.
      defaultSecureTokenLifetime: 2000,
    });
    try {
      await client.connect(url);
    } catch (error) {
      report(`${policy} ${mode} connect`, error.message);
      continue;
    }
    for (const [name, user] of Object.entries(users)) {
      try {
        const session = await client.createSession(user);
        const until = Date.now() + (policy === "Basic256Sha256" && name === "name" ? 5000 : 0);
        let value;
        do {
          await session.write({ nodeId, attributeId: AttributeIds.Value, value: { value: { dataType: DataType.String, value: text } } });
          value = await session.read({ nodeId, attributeId: AttributeIds.Value });
        } while (value.value.value === text && Date.now() < until);
        report(`${policy} ${mode} ${name}`, value.value.value === text ? "good" : value.statusCode.toString());
        await session.close();
      } catch (error) {
        report(`${policy} ${mode} ${name}`, error.message);
      }
    }
    await client.disconnect();
  }
}
report("done", true);
process.exit(0);
