/** Cognito group of the users who may see and manage others. */
export const ADMIN_GROUP = "admin";
