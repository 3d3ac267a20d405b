import { rejects } from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { startMariaDb } from "../../../local/services/rds/mariadb";

describe("the local MariaDB", () => {
  it("refuses a folder whose path is too long for its socket, and leaves nothing there", async () => {
    const parent = await mkdtemp(join(tmpdir(), "local-cloud-"));
    const folder = join(parent, "long".repeat(25));
    const setup = { database: "expenses", user: "admin", password: "x" };
    await rejects(startMariaDb({ server: "", share: "" }, folder, setup), {
      name: "LocalCloudError",
      message: `The path ${folder}/mariadb.sock is longer than the 107 bytes that a socket's may have. Choose another folder with --data.`,
    });
    expect(existsSync(folder)).to.equal(false);
    await rm(parent, { recursive: true });
  });
});
