import { expect } from "chai";
import { callApi, gatewayHeaders, signUpUser } from "../helpers/api";
import { problem } from "../helpers/problem";
import { routes } from "../helpers/routes";
import { useCloud } from "../helpers/useCloud";

describe("the gateway", () => {
  const cloud = useCloud();

  it("answers unknown routes and methods with 404, signed in or not", async () => {
    const user = await signUpUser(cloud());
    const requests = [
      ["GET", ""],
      ["GET", "/"],
      ["GET", "/nothing"],
      ["PUT", "/expenses"],
      ["PATCH", "/logexpense"],
      ["POST", "/expenses/x"],
      ["GET", "/expenses/x/restore"],
      ["GET", "/expenses/x/y/z"],
      ["GET", "/EXPENSES"],
    ] as const;
    for (const [method, path] of requests) {
      for (const answer of [await callApi(cloud(), method, path), await user.api(method, path)]) {
        expect(answer, `${method} ${path}`).to.deep.equal({
          status: 404,
          headers: gatewayHeaders(cloud()),
          body: problem("route.unknown"),
        });
      }
    }
  });

  for (const path of new Set(routes.map((route) => route.path))) {
    it(`allows browsers to call the methods of ${path} from the site's pages`, async () => {
      const methods = routes.filter((route) => route.path === path).map(({ method }) => method);
      const { status, headers, body } = await callApi(cloud(), "OPTIONS", path.replace("{id}", "x"));
      expect([status, body]).to.deep.equal([204, undefined]);
      expect(headers["access-control-allow-methods"]?.split(",")).to.have.members([...methods, "OPTIONS"]);
      expect(headers).to.deep.include({
        "access-control-allow-origin": cloud().output("siteUrl"),
        "access-control-allow-headers": "Authorization,Content-Type,Idempotency-Key,If-Match,Ledger-Id",
        "access-control-max-age": "86400",
      });
    });
  }
});
