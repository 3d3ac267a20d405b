/** The part of `oas-validator`, which has no types of its own, that the tests use. */
declare module "oas-validator" {
  /** @throws Error that says what the first fault is. */
  export function validate(document: object, options: object): Promise<unknown>;
}
