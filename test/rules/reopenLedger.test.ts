import { expect } from "chai";
import { reopenLedger } from "../../site/data/ledgers/reopenLedger";
import { startSession } from "../../site/lib/auth/signInAndOut";
import { route } from "../../site/lib/page/pageRoute";
import { forgetToasts, toast } from "../../site/lib/page/toasts";
import { tokensOf, usePage } from "./page";

describe("Making a ledger active again", () => {
  const page = usePage();
  let sent: unknown[];
  beforeEach(() => {
    sent = [];
    startSession(tokensOf("ada"));
  });
  afterEach(forgetToasts);

  const serve = (rules: () => Response) =>
    page.serve(({ pathname }, init) => {
      if (pathname === "/recurring") return rules();
      sent.push([init.method, pathname, JSON.parse(String(init.body))]);
      return Response.json({});
    });
  const REOPENED = ["PATCH", "/ledger", { archived: false }];

  it("tells how many recurring expenses are paused, with a way to them", async () => {
    const pausedAt = "2026-11-20T00:00:00.000Z";
    serve(() => Response.json({ rules: [{ pausedAt }, {}, { pausedAt }], yearly: [] }));
    await reopenLedger();
    expect(sent).to.deep.equal([REOPENED]);
    expect(toast.value?.text).to.equal("2 recurring expenses are paused. Resume those that should continue.");
    await toast.value?.actions[0]?.run();
    expect(route.value.path).to.equal("settings/recurring");
  });

  it("says nothing if none is, or if they cannot be read", async () => {
    for (const rules of [
      () => Response.json({ rules: [{}], yearly: [] }),
      () => Response.json({}, { status: 400 }),
    ]) {
      serve(rules);
      await reopenLedger();
      expect(toast.value).to.equal(undefined);
    }
    expect(sent).to.deep.equal([REOPENED, REOPENED]);
  });
});
