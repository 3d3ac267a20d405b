import { expect } from "chai";
import { type Alias, type Named, reachedUrns, urnOf } from "../helpers/urns";

const urn = (type: string, name: string, parent?: string) => urnOf("dev", "project", type, name, parent);

function resource(type: string, name: string, parent?: Named, aliases: Alias[] = []): Named {
  return { urn: urn(type, name, parent?.urn), type, name, parent: parent?.urn, aliases };
}

const OLD = urn("my:Old", "app");
const OLD_BUCKET = urn("aws:Bucket", "app-files", OLD);

/** The URN by which the last of the resources is found. */
function reached(resources: Named[], deployed: string[]): string | undefined {
  return reachedUrns(resources, new Set(deployed)).get(resources.at(-1)?.urn ?? "");
}

describe("What the engine finds again in a deployed stack", () => {
  it("is found by its own URN, which has the types of its ancestors but not the stack's", () => {
    const stack = resource("pulumi:pulumi:Stack", "project-dev");
    const parent = resource("my:Old", "app", stack);
    const bucket = resource("aws:Bucket", "app-files", parent);
    expect(bucket.urn).to.equal("urn:pulumi:dev::project::my:Old$aws:Bucket::app-files");
    expect(reached([stack, parent, bucket], [OLD_BUCKET])).to.equal(OLD_BUCKET);
  });

  it("is found by an alias: a URN, or what differs", () => {
    const parent = resource("my:New", "app");
    const aliases: [Alias, string][] = [
      [{ urn: OLD_BUCKET }, OLD_BUCKET],
      [{ parent: OLD }, OLD_BUCKET],
      [{ name: "other" }, urn("aws:Bucket", "other", parent.urn)],
      [{ type: "aws:BucketV2" }, urn("aws:BucketV2", "app-files", parent.urn)],
      [{ noParent: true }, urn("aws:Bucket", "app-files")],
      [{ stack: "prod", project: "it", noParent: true }, urnOf("prod", "it", "aws:Bucket", "app-files")],
    ];
    for (const [alias, old] of aliases) {
      const bucket = resource("aws:Bucket", "app-files", parent, [alias]);
      expect(reached([parent, bucket], [old]), JSON.stringify(alias)).to.equal(old);
    }
  });

  it("is found by the alias that found its parent, with a name that began with the parent's", () => {
    const moved = resource("my:New", "app", undefined, [{ type: "my:Old" }]);
    expect(reached([moved, resource("aws:Bucket", "app-files", moved)], [OLD, OLD_BUCKET])).to.equal(
      OLD_BUCKET,
    );
    const renamed = resource("my:New", "shop", undefined, [{ urn: OLD }]);
    expect(reached([renamed, resource("aws:Bucket", "shop-files", renamed)], [OLD, OLD_BUCKET])).to.equal(
      OLD_BUCKET,
    );
  });

  it("is new below a parent whose alias found nothing, or that was found by its own URN", () => {
    const moved = resource("my:New", "app", undefined, [{ type: "my:Old" }]);
    const resources = [moved, resource("aws:Bucket", "app-files", moved)];
    expect(reached(resources, [OLD_BUCKET])).to.equal(undefined);
    expect(reached(resources, [moved.urn, OLD, OLD_BUCKET])).to.equal(undefined);
  });

  it("is found once", () => {
    const twice = ["a", "b"].map((name) => resource("aws:Bucket", name, undefined, [{ urn: OLD_BUCKET }]));
    expect(() => reachedUrns(twice, new Set([OLD_BUCKET]))).to.throw(
      `${OLD_BUCKET} is claimed by ${twice[0]?.urn} and by ${twice[1]?.urn}.`,
    );
  });
});
