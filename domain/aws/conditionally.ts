import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";

/**
 * Makes a conditional write.
 * @returns false if its condition does not hold and nothing was written.
 */
export async function written(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
