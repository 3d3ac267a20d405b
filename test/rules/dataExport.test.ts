import { expect } from "chai";
import type { ExportStatus } from "../../domain/exports/exportSchemas";
import { downloadExport, exporting, isCopied, startExport } from "../../site/data/reports/dataExport";
import { startSession } from "../../site/lib/auth/signInAndOut";
import { rememberLedger, resumeLedger, shared } from "../../site/lib/ledger/openLedger";
import { tokensOf, usePage } from "./page";

const HOME = { id: "01ARZ3NDEKTSV4RRFFQ69G5FAV", name: "Home", role: "owner", colour: "#a86ab6" } as const;
const EXPIRES = "2026-11-27T10:00:00.000Z";

describe("An export of the open ledger", () => {
  const page = usePage();
  beforeEach(() => startSession(tokensOf("ada")));
  afterEach(() => {
    shared.value = undefined;
  });

  const exportHome = async (more: Partial<ExportStatus>) => {
    rememberLedger(HOME);
    resumeLedger();
    const files = (["json", "csv", "zip"] as const).map((format) => ({
      format,
      url: "#",
      expiresAt: EXPIRES,
    }));
    page.serve(() => Response.json({ exportId: "one", state: "ready", files, ...more }));
    await startExport(HOME.id);
    for (const { format } of files) await downloadExport(format);
    return isCopied.value;
  };

  it("is a copy of it once all is downloaded, unless the archive lacks receipts", async () => {
    expect(await exportHome({})).to.equal(true);
    expect(await exportHome({ missingReceipts: 3 })).to.equal(false);
    expect(exporting.value?.missingReceipts).to.equal(3);
  });
});
