import type { ComponentType } from "preact";
import { route } from "../../lib/page/pageRoute";
import { lazy } from "../../parts/loading/lazy";
import { SignIn } from "./signIn";

/** Screens for signed-out users, by path. Every other path asks them to sign in first. */
const screens: Readonly<Record<string, ComponentType>> = {
  "sign-up": lazy(async () => (await import("./signUpForm")).SignUp),
  "forgot-password": lazy(async () => (await import("./forgotPassword")).ForgotPassword),
  goodbye: lazy(async () => (await import("./goodbye")).Goodbye),
};

export function SignedOut() {
  const Screen = screens[route.value.path] ?? SignIn;
  return <Screen />;
}
