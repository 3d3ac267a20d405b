/** Cognito group of those who may see and manage users. */
export const ADMIN_GROUP = "admin";

/** Cognito group of everybody else. Who is in no group is a member too. */
export const MEMBER_GROUP = "member";
