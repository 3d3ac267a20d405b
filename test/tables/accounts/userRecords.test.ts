import { expect } from "chai";
import { UserRecords } from "../../../domain/accounts/userRecords";
import { ApiError } from "../../../domain/http/apiError";
import { type LocalTable, startLedgersTable } from "../../helpers/localTable";

describe("the key of a user's devices", () => {
  let table: LocalTable;
  before(async () => {
    table = await startLedgersTable();
  });
  after(() => table.close());

  it("is refused as any request is when the account was closed a moment ago", async () => {
    const records = new UserRecords(table.db, "Ledgers");
    expect(await records.deviceKey("one", "first")).to.equal("first");
    expect(await records.deviceKey("one", "second")).to.equal("first");
    await records.close("one", new Date());
    const failure = await records.deviceKey("one", "third").catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(ApiError).and.include({ status: 401, code: "session.expired" });
  });
});
