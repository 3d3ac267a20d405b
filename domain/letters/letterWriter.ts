import { describe, log } from "../aws/log";
import { publishMetrics } from "../aws/metrics";
import { letterOf } from "../insights/letter";
import type { LetterFacts } from "../insights/letterFacts";
import { faultOf } from "../insights/letterGuard";
import type { UserSettings } from "../ledgers/settings";
import type { MailLanguage } from "../values/mailLanguage";
import { type LetterRequest, letterRequestOf } from "./letterRequest";

export interface LetterWriterOptions {
  /** Asks the model. Absent in deployments without one. */
  phrase?: ((request: LetterRequest) => Promise<string>) | undefined;
  metricsNamespace: string;
}

/**
 * Writes letters: by the model, if there is one, the user has agreed and the text is true to the facts; otherwise by
 * the template.
 */
export class LetterWriter {
  constructor(private readonly options: LetterWriterOptions) {}

  async write(
    facts: LetterFacts,
    language: MailLanguage,
    { phrasedLetters = false }: Pick<UserSettings, "phrasedLetters">,
  ): Promise<string> {
    const { phrase } = this.options;
    const text = phrasedLetters && phrase ? await this.phrased(facts, language, phrase) : undefined;
    return text ?? letterOf(facts, language);
  }

  /** @returns undefined if the model fails, or its text does not match the facts. */
  private async phrased(
    facts: LetterFacts,
    language: MailLanguage,
    phrase: (request: LetterRequest) => Promise<string>,
  ): Promise<string | undefined> {
    try {
      const text = await phrase(letterRequestOf(facts, language));
      const fault = faultOf(text, facts, language);
      if (fault === undefined) return text.replace(/\s+/gu, " ");
      log("warn", "The text of the model is not used", { fault });
    } catch (error) {
      log("warn", "The model did not answer", { error: describe(error) });
    }
    const refused = { name: "LettersRefused", value: 1, unit: "Count" } as const;
    publishMetrics(this.options.metricsNamespace, {}, [refused]);
    return undefined;
  }
}
