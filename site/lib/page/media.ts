/** Too narrow for the form beside the list: bars are at the bottom, and forms are sheets. As in the style sheets. */
export const NARROW = "(max-width: 719px)";

/** Fingers, and so no physical keyboard in all likelihood. */
export const COARSE = "(pointer: coarse)";
