/** Cognito group of the admins, who may see and manage users. */
export const ADMIN_GROUP = "admin";

/** Cognito group of everyone else. Users without a group are members, too. */
export const MEMBER_GROUP = "member";

/** Custom attribute of a user that holds who created it. In Cognito's actions it has the prefix `custom:`. */
export const ORIGIN_ATTRIBUTE = "origin";

/** Value of the attribute for users who signed up. */
export const SIGNED_UP = "signUp";

/** Cognito's own attribute for the language of a user, which the API sets for invitations. */
export const LOCALE_ATTRIBUTE = "locale";
