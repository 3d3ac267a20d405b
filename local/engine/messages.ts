/** Longest message of SNS and of SQS, with its attributes: https://docs.aws.amazon.com/general/latest/gr/sns.html */
export const MAX_MESSAGE_BYTES = 262_144;
