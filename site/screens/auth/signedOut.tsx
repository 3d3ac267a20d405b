import type { ComponentType } from "preact";
import { route } from "../../lib/route";
import { ForgotPassword } from "./forgotPassword";
import { Goodbye } from "./goodbye";
import { SignIn } from "./signIn";
import { SignUp } from "./signUp";

/** Screens for signed-out users, by path. Every other path asks them to sign in first. */
const screens: Readonly<Record<string, ComponentType>> = {
  "sign-up": SignUp,
  "forgot-password": ForgotPassword,
  goodbye: Goodbye,
};

export function SignedOut() {
  const Screen = screens[route.value.path] ?? SignIn;
  return <Screen />;
}
