import { describe, log } from "../aws/log";
import { publishMetrics } from "../aws/metrics";
import { letterOf } from "../insights/letter";
import type { LetterFacts } from "../insights/letterFacts";
import { faultOf } from "../insights/letterGuard";
import type { UserSettings } from "../ledgers/settings";
import type { MailLanguage } from "../values/mailLanguage";
import { letterRequestOf, type PhrasingRequest } from "./letterRequest";

interface LetterWriterOptions {
  /** Asks the model; undefined if it is not the one that the user agreed to. Absent in deployments without one. */
  phrase?: ((request: PhrasingRequest) => Promise<string | undefined>) | undefined;
  metricsNamespace: string;
}

/**
 * Writes letters: by the model, if the user has agreed to that one and the text is true to the facts; otherwise by the
 * template.
 */
export class LetterWriter {
  constructor(private readonly options: LetterWriterOptions) {}

  async write(
    facts: LetterFacts,
    language: MailLanguage,
    { phrasedLetters = false, phrasedBy }: Pick<UserSettings, "phrasedLetters" | "phrasedBy">,
  ): Promise<string> {
    // In the release before, users agreed to whichever model there is: it is not known which one they saw.
    const agreedModel = phrasedLetters ? phrasedBy : undefined;
    const text = agreedModel === undefined ? undefined : await this.phrased(facts, language, agreedModel);
    return text ?? letterOf(facts, language);
  }

  /** @returns undefined if there is no such model, if it fails, or if its text does not match the facts. */
  private async phrased(
    facts: LetterFacts,
    language: MailLanguage,
    agreedModel: string,
  ): Promise<string | undefined> {
    try {
      const text = await this.options.phrase?.({ ...letterRequestOf(facts, language), agreedModel });
      if (text === undefined) return undefined;
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
