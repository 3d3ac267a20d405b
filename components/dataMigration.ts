import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { STORED_DATA_VERSION } from "../domain/values/storedDataVersion";
import type { DeployedFunction } from "./parts/inlineFunction";

export interface DataMigrationArgs {
  /**
   * All functions of the release by name, which read both the old and the new shape of the data. One of them migrates.
   */
  functions: Readonly<Record<string, DeployedFunction>>;
  /** Name of the table that holds the data and their version. A table that was restored may hold older data. */
  table: pulumi.Input<string>;
}

/** Migrates the stored data if a release has new migrations or the table is another one, after all functions are deployed. */
export class DataMigration extends pulumi.ComponentResource {
  constructor(name: string, { functions, table }: DataMigrationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("expenses:index:DataMigration", name, {}, opts);

    const { migrateData } = functions;
    if (migrateData === undefined) throw new Error("There is no function `migrateData`.");
    new aws.lambda.Invocation(
      name,
      {
        functionName: migrateData.name,
        input: "{}",
        triggers: { version: String(STORED_DATA_VERSION), table },
      },
      { parent: this, dependsOn: Object.values(functions).map((one) => one.function) },
    );

    this.registerOutputs({});
  }
}
