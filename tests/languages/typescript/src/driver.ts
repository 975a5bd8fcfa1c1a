// Plays scenarios: `driver.js SCENARIO...` prints one line of JSON about each.
// KOMOJU_SANDBOX says where the sandbox is, and KOMOJU_PLAYER whose worlds these are.

import { readFileSync } from "node:fs";
import { basename } from "node:path";
import createClient from "openapi-fetch";
import { calls, typesIn } from "./calls.js";
import { form } from "./form.js";
import type { paths } from "./komoju.js";
import { filled, wrong, type Answer, type Call, type Control, type Json, type Members } from "./scenario.js";

const MEDIA_TYPES = { form: "application/x-www-form-urlencoded", json: "application/json" };
const origin = required("KOMOJU_SANDBOX");

class Player {
  private readonly saved: Members = {};

  constructor(private readonly keys: { secret: string; publishable: string; wrong: string }) {}

  /** Play the steps up to the first that fails, and say what fails. */
  async play(steps: (Call | Control)[]): Promise<string | null> {
    for (const [index, step] of steps.entries()) {
      const found = "control" in step ? await this.control(step) : await this.call(step);
      if (found) return `step ${index + 1}, ${"call" in step ? step.call : "control"}: ${found}`;
    }
    return null;
  }

  private async call(step: Call): Promise<string> {
    const answer = await this.answer(step);
    if (step.save && answer.reply !== undefined) this.saved[step.save] = answer.reply;
    return wrong(filled(step.expect as unknown as Members, this.saved) as unknown as typeof step.expect, answer).join("; ");
  }

  private async answer(step: Call): Promise<Answer> {
    const api = createClient<paths>({
      baseUrl: `${origin}/api/v1`,
      headers: { Authorization: basic(this.keys[step.key ?? "secret"]) },
      bodySerializer: (body) => (step.send === "form" ? form(body as unknown as object) : JSON.stringify(body)),
    });
    const call = calls[step.call];
    if (!call) throw new Error(`${step.call} is not in calls.ts`);
    const { data, error, response } = await call(api, {
      parameters: filled(step.parameters ?? {}, this.saved),
      body: filled(step.body ?? {}, this.saved),
      headers: step.send ? { "Content-Type": MEDIA_TYPES[step.send] } : {},
    });
    const types = data ? typesIn(data as Parameters<typeof typesIn>[0]) : {};
    return { status: response.status, reply: (data ?? error) as Json | undefined, types };
  }

  private async control({ control }: Control): Promise<string> {
    const values = filled(control.parameters ?? {}, this.saved);
    const path = control.path.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
    const headers = { Authorization: basic(this.keys.secret), "Content-Type": "application/json" };
    const body = JSON.stringify(control.body ?? {});
    const response = await fetch(origin + path, { method: control.method, headers, body });
    return response.ok ? "" : `status ${response.status}: ${await response.text()}`;
  }
}

function basic(key: string): string {
  return `Basic ${Buffer.from(`${key}:`).toString("base64")}`;
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

for (const path of process.argv.slice(2)) {
  const scenario = basename(path, ".json");
  const secret = `${required("KOMOJU_PLAYER")}-${scenario}`;
  const player = new Player({ secret, publishable: `${secret}-publishable`, wrong: "nobody" });
  const { steps } = JSON.parse(readFileSync(path, "utf8")) as { steps: (Call | Control)[] };
  console.log(JSON.stringify({ scenario, failed: await player.play(steps) }));
}
