import { RunError } from "@pulumi/pulumi/errors";
import { expect } from "chai";
import { generate } from "selfsigned";
import { rdsCertificates } from "../../components/documents/rdsCertificates";

const authority = async (region: string) =>
  (await generate([{ name: "commonName", value: `Amazon RDS ${region} Root CA RSA2048 G1` }])).cert.trim();

const unexpected = () => expect.fail("It was downloaded.");

describe("RDS certificates", () => {
  it("are packaged for most regions", async () => {
    const found = await rdsCertificates("eu-central-1", unexpected);
    expect(found.match(/BEGIN CERTIFICATE/g)).to.have.length.within(1, 4);
  });

  for (const region of ["il-central-1", "ca-west-1", "mx-central-1", "ap-southeast-5", "ap-southeast-7"]) {
    it(`come from AWS's global bundle for the newer region ${region}, its own alone`, async () => {
      const own = await authority(region);
      const bundle = [await authority("eu-central-1"), own, await authority("xx-central-1")].join("\n");
      const asked: string[] = [];
      const found = await rdsCertificates(region, async (url) => {
        asked.push(url);
        return bundle;
      });
      expect(found).to.equal(own);
      expect(asked).to.deep.equal(["https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem"]);
    });
  }

  it("are missed in a sentence", async () => {
    const error = await rdsCertificates("xx-north-1", async () => "").catch((reason) => reason);
    expect(RunError.isInstance(error)).to.equal(true);
    expect(error.message).to.include("no certificates of RDS in the region xx-north-1");
    expect(error.message).to.include("npx pulumi config set backup false");
  });
});
