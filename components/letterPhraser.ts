import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { jobs } from "../handlers/catalogue";
import { type DeployedJob, jobLinks } from "./deployment/deployedJobs";
import { deployJob, type JobPlacement } from "./deployment/deployJob";
import { childNames } from "./linking/childNames";
import type { Links } from "./linking/links";

export interface LetterPhraserArgs
  extends Pick<JobPlacement, "links" | "settings" | "timezone" | "schedules" | "alarmTopicArn"> {
  /** ID of a foundation model of Amazon Bedrock in the stack's Region. */
  modelId: string;
}

/** The model that phrases letters, and the only function that may call it. */
export class LetterPhraser extends pulumi.ComponentResource {
  readonly jobs: readonly DeployedJob[];
  /** The function as others use it. */
  readonly links: Links;

  constructor(name: string, args: LetterPhraserArgs, opts?: pulumi.ComponentResourceOptions) {
    super("expenses:index:LetterPhraser", name, {}, opts);

    const { modelId } = args;
    const links = { ...args.links, insightsModel: { value: modelId, arns: [this.modelArn(modelId)] } };
    const placement = { ...args, links, parent: this, childName: childNames(name, "letters") };
    this.jobs = jobs
      .filter(({ pipeline }) => pipeline === "letters")
      .map((definition) => deployJob(definition, placement));
    const { phraseLetter } = jobLinks(this.jobs);
    this.links = { phraseLetter };
    this.registerOutputs();
  }

  /** Foundation models do not belong to an account. */
  private modelArn(modelId: string): pulumi.Output<string> {
    const { partition } = aws.getPartitionOutput({}, { parent: this });
    const { region } = aws.getRegionOutput({}, { parent: this });
    return pulumi.interpolate`arn:${partition}:bedrock:${region}::foundation-model/${modelId}`;
  }
}

/** Replaces it if no model is deployed: an empty name, and no rights. */
export const NO_LETTER_PHRASER: Links = { phraseLetter: { value: "", arns: [] } };
