import { rootCertificates } from "node:tls";
import { expect } from "chai";
import { connectionOptions, type DatabaseAddress, isSocket } from "../../../domain/backup/mysqlConnection";

const address: DatabaseAddress = {
  host: "/home/me/.local/rds/backup/mariadb.sock",
  port: 3306,
  database: "expenses",
  user: "expenses_backup",
  region: "eu-central-1",
  certificates: rootCertificates[0] ?? "",
};
const rds = { ...address, host: "expenses.abc123.eu-central-1.rds.amazonaws.com" };
const common = {
  database: "expenses",
  user: "expenses_backup",
  charset: "utf8mb4",
  connectTimeout: 10_000,
  dateStrings: true,
  flags: ["-FOUND_ROWS"],
};

describe("connection to MySQL", () => {
  const before = { ...process.env };
  beforeEach(() => {
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: "AKID",
      AWS_SECRET_ACCESS_KEY: "secret",
      AWS_SESSION_TOKEN: "session",
    });
  });
  afterEach(() => {
    process.env = { ...before };
  });

  it("is plain to a socket of this machine", async () => {
    expect(await connectionOptions(address)).to.deep.equal({
      ...common,
      socketPath: address.host,
      password: undefined,
    });
  });

  it("is by IAM token over verified TLS to RDS", async () => {
    const { password, ...options } = await connectionOptions(rds);
    expect(options).to.deep.equal({
      ...common,
      host: rds.host,
      port: 3306,
      ssl: { ca: rds.certificates, minVersion: "TLSv1.2", verifyIdentity: true },
      enableCleartextPlugin: true,
    });
    const token = new URL(`https://${password}`);
    expect(token.host).to.equal(`${rds.host}:3306`);
    expect(Object.fromEntries(token.searchParams)).to.include({
      Action: "connect",
      DBUser: "expenses_backup",
      "X-Amz-Expires": "900",
      "X-Amz-Security-Token": "session",
    });
    expect(token.searchParams.get("X-Amz-Credential")).to.match(
      /^AKID\/\d{8}\/eu-central-1\/rds-db\/aws4_request$/,
    );
    expect(token.searchParams.get("X-Amz-Signature")).to.match(/^[0-9a-f]{64}$/);
  });

  it("is by password over verified TLS for the deployment", async () => {
    const options = await connectionOptions(rds, "master");
    expect(options).to.deep.equal({
      ...common,
      host: rds.host,
      port: 3306,
      password: "master",
      ssl: { ca: rds.certificates, minVersion: "TLSv1.2", verifyIdentity: true },
    });
  });

  it("is never plain over a network, not even this machine's own, which all of its users share", async () => {
    expect(isSocket(address.host)).to.equal(true);
    for (const host of [rds.host, "10.0.0.1", "127.0.0.1", "::1", "localhost", "", "./mariadb.sock"]) {
      expect(isSocket(host), host).to.equal(false);
      const { ssl } = await connectionOptions({ ...address, host });
      expect(ssl, host).to.include({ minVersion: "TLSv1.2", verifyIdentity: true });
    }
  });
});
