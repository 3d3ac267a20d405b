import { X509Certificate } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mock } from "node:test";
import { expect } from "chai";
import { openDocument } from "../../../../local/engine/document";
import type { CloudContext } from "../../../../local/engine/service";
import { certificateOf } from "../../../../local/services/cloudfront/certificate";

const DAY_MS = 86_400_000;

describe("certificate of the local CloudFront", () => {
  let dataDir: string;
  let context: Pick<CloudContext, "document">;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "local-cloud-"));
    context = { document: (name, initial) => openDocument(join(dataDir, `${name}.json`), initial) };
  });
  afterEach(async () => {
    mock.timers.reset();
    await rm(dataDir, { recursive: true, force: true });
  });

  it("stays the same until a month before it expires", async () => {
    const first = await certificateOf(context, "localhost");
    const madeAt = Date.now();
    const later = async (days: number) => {
      mock.timers.enable({ apis: ["Date"], now: madeAt + days * DAY_MS });
      return certificateOf(context, "localhost").finally(() => mock.timers.reset());
    };
    expect((await later(334)).cert).to.equal(first.cert);
    const { validTo } = new X509Certificate((await later(336)).cert);
    expect(Date.parse(validTo)).to.be.closeTo(madeAt + (336 + 365) * DAY_MS, DAY_MS);
  });

  it("is one for each host", async () => {
    const certificates = [
      await certificateOf(context, "localhost"),
      await certificateOf(context, "laptop.lan"),
    ];
    expect(certificates.map(({ cert }) => new X509Certificate(cert).subjectAltName)).to.deep.equal([
      "DNS:localhost, IP Address:127.0.0.1",
      "DNS:laptop.lan, DNS:localhost, IP Address:127.0.0.1",
    ]);
  });
});
