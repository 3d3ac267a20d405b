import { isolate } from "../../domain/values/text";

/** A text that depends on a number. CLDR's plural categories say which one a number takes in a language. */
type Plural = { readonly [Category in Intl.LDMLPluralRule]?: string } & { readonly other: string };

/**
 * A text; `{name}` is replaced by the value with that name, and a number in braces, such as `{14}`, by the same in the digits of
 * the locale, which in Arabic depend on the region.
 */
export type Message = string | Plural;

/** Texts by dotted keys, whose first part names the feature. */
export type Messages = Readonly<Record<string, Message>>;

/** The same texts in another language, each with plural forms where the English one has some. */
export type Translation<English extends Messages> = {
  readonly [Key in keyof English]: English[Key] extends string ? string : Plural;
};

/** Texts in a language that may lag behind English, which replaces missing ones. */
export type PartialTranslation<English extends Messages> = Partial<Translation<English>>;

/** Names of the values that a text puts in. */
type Names<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type NamesOf<Of> = Of extends string ? Names<Of> : "count" | Names<Of[keyof Of]>;

/** Chooses the text for `count` and puts in the values. Numbers are written as the locale does; texts keep to themselves. */
export function fill(
  message: Message,
  values: Readonly<Record<string, string | number>>,
  { plurals, locale }: { plurals: Intl.PluralRules; locale: string },
): string {
  const text =
    typeof message === "string" ? message : (message[plurals.select(Number(values.count))] ?? message.other);
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? (Number(name) || "");
    return typeof value === "string" ? isolate(value, text) : value.toLocaleString(locale);
  });
}

/** Arguments that a message needs: none, or a value for each name. */
export type Values<Of extends Message> = [NamesOf<Of>] extends [never]
  ? []
  : [values: { readonly [Name in NamesOf<Of>]: Name extends "count" ? number : string | number }];
