import type { Mutation, PolicyResource, Props } from "./rule";

type Change = (props: Props) => Props;

/** Sets properties of the first resource of a type (and name); `undefined` removes one. */
export function set(type: string, props: Props, name?: string): Mutation {
  return change(type, (before) => merge(before, props), name);
}

/** Changes the properties of the first resource of a type (and name). */
export function change(type: string, how: Change, name?: string): Mutation {
  return (resources) => {
    const victim = resources.find((one) => one.type === type && (name === undefined || one.name === name));
    return resources.map((one) => (one === victim ? { ...one, props: how(one.props) } : one));
  };
}

/** Removes all resources of a type. */
export function without(type: string): Mutation {
  return (resources) => resources.filter((one) => one.type !== type);
}

/** Adds a resource. */
export function plus(type: string, props: Props): Mutation {
  return (resources) => [...resources, { type, name: "intruder", props } satisfies PolicyResource];
}

/** Adds a statement to the policy of the first resource of a type. */
export function plusStatement(type: string, statement: Props, name?: string): Mutation {
  return change(
    type,
    (props) => {
      const policy = typeof props.policy === "string" ? JSON.parse(props.policy) : props.policy;
      return { ...props, policy: { ...policy, Statement: [...policy.Statement, statement] } };
    },
    name,
  );
}

/** Merges nested objects, so that a mutation names only what it changes. */
function merge(before: Props, after: Props): Props {
  const merged = Object.entries(after).map(([key, value]) => {
    const old = before[key];
    const nested = isPlain(value) && isPlain(old);
    return [key, nested ? merge(old, value) : value];
  });
  return { ...before, ...Object.fromEntries(merged) };
}

function isPlain(value: unknown): value is Props {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
