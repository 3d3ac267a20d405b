import { AwsError } from "../../engine/awsError";
import { notAuthorized, type Pool } from "./model";
import type { Client } from "./poolSettings";

/** Attributes that every pool has. */
const STANDARD = [
  "sub",
  "address",
  "birthdate",
  "email",
  "email_verified",
  "family_name",
  "gender",
  "given_name",
  "locale",
  "middle_name",
  "name",
  "nickname",
  "phone_number",
  "phone_number_verified",
  "picture",
  "preferred_username",
  "profile",
  "updated_at",
  "website",
  "zoneinfo",
];

/** Maximum length of an attribute without limits of its own, in characters. */
const MAX_LENGTH = 2048;

/** An attribute in the form that the API has. */
export interface Attribute {
  Name: string;
  Value: string;
}

/** The context of a write. */
interface Writing {
  /** The app client that writes; undefined for an administrator. */
  client?: Client;
  /** True for a user who is being created, who may be given immutable attributes. */
  isNew: boolean;
}

/**
 * Returns attributes by name after checking that the caller may write them. Names outside the pool's schema are
 * refused, such as those of claims that Cognito itself puts into tokens (`cognito:groups`).
 */
export function writableAttributes(
  pool: Pool,
  list: readonly Attribute[] = [],
  { client, isNew }: Writing,
): Record<string, string> {
  for (const { Name, Value } of list) {
    const attribute = attributeOf(pool, Name);
    if (attribute === undefined) throw unfit(Name, "Attribute does not exist in the schema.");
    if (client && !isWritable(client, Name))
      throw notAuthorized("A client attempted to write unauthorized attribute");
    if (Name === "sub" || (!attribute.mutable && !isNew)) {
      throw new AwsError("InvalidParameterException", `user.${Name}: Attribute cannot be updated.`);
    }
    const { minLength, maxLength } = attribute;
    if (Value.length < minLength || Value.length > maxLength)
      throw unfit(Name, `String must be between ${minLength} and ${maxLength} characters long`);
  }
  return Object.fromEntries(list.map(({ Name, Value }) => [Name, Value]));
}

/** The rules of an attribute, whose name has the prefix `custom:` unless it is a standard one. */
function attributeOf({ settings: { schemas } }: Pool, name: string) {
  const isStandard = STANDARD.includes(name);
  const schema = schemas.find((one) => (isStandard ? one.name : `custom:${one.name}`) === name);
  if (!schema && !isStandard) return undefined;
  const { minLength = 0, maxLength = MAX_LENGTH } = schema?.stringAttributeConstraints ?? {};
  return { mutable: schema?.mutable ?? true, minLength, maxLength };
}

function isWritable({ writeAttributes }: Client, name: string): boolean {
  return writeAttributes.length > 0 ? writeAttributes.includes(name) : !/_verified$|^custom:/.test(name);
}

function unfit(name: string, reason: string): AwsError {
  return new AwsError(
    "InvalidParameterException",
    `Attributes did not conform to the schema: ${name}: ${reason}`,
  );
}
