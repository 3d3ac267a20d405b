// Runs the program twice in one stack, the second time with another name for each component that index.ts makes.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";

const ROOT = join(__dirname, "..", "..", "..");
const PROGRAM = join(ROOT, "index.ts");
const COMPONENTS = join(ROOT, "components");

type Component = new (name: string, ...others: unknown[]) => pulumi.ComponentResource;

const isComponent = (value: unknown): value is Component =>
  typeof value === "function" && value.prototype instanceof pulumi.ComponentResource;

/** Components under construction: one within another has the name that the other gives it. */
let depth = 0;

/** The same component, under another name where index.ts makes it. */
const renamed = (component: Component, rename: (name: string) => string): Component =>
  new Proxy(component, {
    construct(target, [name, ...others], newTarget) {
      depth += 1;
      try {
        return Reflect.construct(target, [depth === 1 ? rename(name) : name, ...others], newTarget);
      } finally {
        depth -= 1;
      }
    },
  });

/** Runs index.ts with other names for its components. */
function deploy(rename: (name: string) => string): void {
  const files = readdirSync(COMPONENTS).filter((file) => file.endsWith(".ts"));
  const restored = files.flatMap((file) => {
    const exported: Record<string, unknown> = require(join(COMPONENTS, file));
    return Object.entries(exported).flatMap(([key, component]) => {
      if (!isComponent(component)) return [];
      exported[key] = renamed(component, rename);
      return [() => Object.assign(exported, { [key]: component })];
    });
  });
  try {
    delete require.cache[PROGRAM];
    require(PROGRAM);
  } finally {
    for (const restore of restored) restore();
  }
}

deploy((usual) => usual);
deploy((usual) => `second-${usual}`);
