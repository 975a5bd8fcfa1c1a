// A scenario as it stands in its file, and the comparison of a reply with what it expects.

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type Members = { [name: string]: Json };

export interface Call {
  call: string;
  key?: "secret" | "publishable" | "wrong";
  parameters?: Members;
  send?: "form" | "json";
  body?: Members;
  expect: Expectation;
  save?: string;
}

export interface Control {
  control: { method: string; path: string; parameters?: Members; body?: Members };
}

export interface Expectation {
  status: number;
  error?: Members;
  types?: { [path: string]: string };
  fields?: Members;
  present?: string[];
}

export interface Answer {
  status: number;
  reply: Json | undefined;
  types: { [path: string]: string };
}

/** Put values of earlier replies in the place of `$name.path`. */
export function filled<T extends Json>(value: T, saved: Members): T;
export function filled(value: Json, saved: Members): Json {
  if (typeof value === "string" && value.startsWith("$")) {
    const found = at(saved, value.slice(1));
    if (found === undefined) throw new Error(`${value} leads nowhere`);
    return found;
  }
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, filled(inner, saved)]));
}

/** Follow a path such as `data.0.id`. */
export function at(tree: Json | undefined, path: string): Json | undefined {
  let found = tree;
  for (const part of path.split(".")) {
    if (Array.isArray(found)) found = part === "length" ? found.length : found[Number(part)];
    else if (found !== null && typeof found === "object") found = found[part];
    else return undefined;
  }
  return found;
}

/** Say what is not as expected. */
export function wrong(expected: Expectation, { status, reply, types }: Answer): string[] {
  if (status !== expected.status) {
    return [`status ${status} instead of ${expected.status}: ${JSON.stringify(reply)}`];
  }
  const errors = Object.entries(expected.error ?? {}).map(([name, value]) => [`error.${name}`, value] as const);
  const said: string[] = [];
  for (const [path, value] of [...errors, ...Object.entries(expected.fields ?? {})]) {
    const found = JSON.stringify(at(reply, path));
    if (found !== JSON.stringify(value)) said.push(`${path} is ${found} instead of ${JSON.stringify(value)}`);
  }
  for (const path of expected.present ?? []) {
    if ((at(reply, path) ?? null) === null) said.push(`${path} is not there`);
  }
  for (const [path, name] of Object.entries(expected.types ?? {})) {
    if (types[path] !== name) said.push(`${path || "the reply"} was read as ${types[path]} instead of ${name}`);
  }
  return said;
}
