import {
  BedrockRuntimeClient,
  ConverseCommand,
  type ConverseCommandInput,
} from "@aws-sdk/client-bedrock-runtime";
import { clientDefaults } from "../aws/clientDefaults";
import { MAX_LETTER_WORDS } from "../insights/letter";
import type { LetterRequest, PhrasingRequest } from "./letterRequest";

/** A letter takes a few seconds to write. The template is the fallback, so there is no second attempt. */
const TIME = { requestTimeout: 20_000, attempts: 1 };

/** Maximum number of tokens in an answer: a word takes up to four, in Arabic. */
const MAX_TOKENS = 600;

/** The prompt for a model. It contains the facts and the language of a user, nothing else. */
export function conversation(modelId: string, { figures, language }: LetterRequest): ConverseCommandInput {
  const rules =
    `Write a friendly letter about a month's spending in the language with the code "${language}", in plain text without headings, ` +
    `lists or greetings, in at most ${MAX_LETTER_WORDS} words. State only what the facts state. Copy each number and amount exactly as ` +
    "it is written in the facts, with its sign, and write no other number, and none in words. Do not advise, and do not guess at reasons. " +
    "If there is `paidBack` instead of a total, that much more was paid back in the month than was spent.";
  return {
    modelId,
    system: [{ text: rules }],
    messages: [{ role: "user", content: [{ text: JSON.stringify(figures) }] }],
    inferenceConfig: { maxTokens: MAX_TOKENS, temperature: 0 },
  };
}

/** A model of Amazon Bedrock. https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html */
export class LetterModel {
  private readonly client = new BedrockRuntimeClient({
    ...clientDefaults,
    maxAttempts: TIME.attempts,
    requestHandler: { ...clientDefaults.requestHandler, requestTimeout: TIME.requestTimeout },
  });

  constructor(private readonly modelId: string) {}

  /** Returns the text of the model; empty if it returns none, and undefined if the user agreed to another one. */
  async phrase({ agreedModel, ...request }: PhrasingRequest): Promise<string | undefined> {
    if (agreedModel !== this.modelId) return undefined;
    const { output } = await this.client.send(new ConverseCommand(conversation(this.modelId, request)));
    return (output?.message?.content ?? [])
      .map(({ text = "" }) => text)
      .join("")
      .trim();
  }
}
