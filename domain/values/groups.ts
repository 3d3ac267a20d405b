/** Cognito group of those who may see and manage users. */
export const ADMIN_GROUP = "admin";

/** Cognito group of everyone else. Users without a group are members, too. */
export const MEMBER_GROUP = "member";
