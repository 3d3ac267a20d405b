import { randomInt } from "node:crypto";
import type { CloudContext, ResourceRequest, ResourceResult, Service } from "../../engine/service";

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const CHARACTERS = `${LETTERS}${LETTERS.toUpperCase()}0123456789`;

/** The `@pulumi/random` provider: drawn values stay in the data folder, as they stay in Pulumi's state. */
export function random(context: CloudContext): Service {
  const drawn = context.document<Record<string, string>>("random", {});

  async function draw(request: ResourceRequest): Promise<ResourceResult> {
    const key = `${request.type} ${request.name}`;
    const result = drawn.value[key] ?? randomText(request.inputs);
    if (!(key in drawn.value)) await drawn.update((value) => Object.assign(value, { [key]: result }));
    return { id: result, state: { ...request.inputs, result } };
  }

  return {
    scopes: [],
    resources: {
      "random:index/randomPassword:RandomPassword": draw,
      "random:index/randomString:RandomString": draw,
    },
  };
}

/** Letters and digits, and a special character at the end if the program lists some, so that each kind occurs. */
function randomText({ length, overrideSpecial }: Record<string, unknown>): string {
  const start = Array.from({ length: Number(length) }, () => CHARACTERS[randomInt(CHARACTERS.length)]).join(
    "",
  );
  const special = typeof overrideSpecial === "string" ? overrideSpecial : "";
  return special === "" ? start : start.slice(0, -1) + special[randomInt(special.length)];
}
