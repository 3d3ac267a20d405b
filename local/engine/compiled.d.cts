/** @returns the JavaScript of a TypeScript file, with a source map at its end */
export function compiled(path: string): string;
