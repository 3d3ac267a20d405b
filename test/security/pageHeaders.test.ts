import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { get } from "node:https";
import { expect } from "chai";
import { useOwnCloud } from "../helpers/useCloud";

describe("every answer of the page's CloudFront distribution", () => {
  const cloud = useOwnCloud({ siteAccess: "cdn" });

  async function ask(path: string): Promise<IncomingMessage> {
    // The certificate is of this machine's own.
    const request = get(new URL(path, cloud().output("siteUrl")), {
      agent: false,
      rejectUnauthorized: false,
    });
    const [answer]: IncomingMessage[] = await once(request, "response");
    return answer?.resume() ?? expect.fail("There is no answer.");
  }

  it("keeps other sites from framing the page, and files from being taken for pages", async () => {
    // The last one does not exist.
    for (const path of ["/", "/index.html", "/config.json", "/none.html"]) {
      const { headers, statusCode } = await ask(path);
      expect(statusCode, path).to.equal(path === "/none.html" ? 403 : 200);
      expect(headers, path).to.include({
        "x-frame-options": "DENY",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
      });
      const directives = String(headers["content-security-policy"]).split("; ");
      expect(directives, path).to.include.members([
        "default-src 'none'",
        "script-src 'self'",
        "frame-ancestors 'none'",
      ]);
    }
  });
});
