import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

interface Locked {
  packages: Record<string, { version?: string }>;
}

const read = (name: string) => JSON.parse(readFileSync(join(__dirname, "../..", name), "utf8"));

/** Packages of the SDK that are released together, as all of its clients are. */
const CLIENT =
  /node_modules\/(@aws-sdk\/(?:client|lib|s3)-[\w-]+|@aws-sdk\/(?:rds-signer|(?:credential|token)-providers))$/;

describe("The packages of the AWS SDK", () => {
  it("stand at one version", () => {
    const { packages }: Locked = read("package-lock.json");
    const found = Object.entries(packages).flatMap(([path, { version = "" }]) => {
      const [, name] = CLIENT.exec(path) ?? [];
      return name ? [`${name} ${version}`] : [];
    });
    const version = read("package.json").dependencies["@aws-sdk/client-dynamodb"];
    expect(found).to.include(`@aws-sdk/client-lambda ${version}`);
    expect(found.filter((one) => !one.endsWith(` ${version}`))).to.deep.equal([]);
  });
});
