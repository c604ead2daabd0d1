import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import { join } from "node:path";

const isCredential = /^(ALICLOUD|ALIBABA_?CLOUD)_/;

/** A home folder and an environment of the test's own, without any credential in them. */
export class Home {
  readonly path = mkdtempSync(join(os.tmpdir(), "ack-home-"));
  readonly profilePath = join(this.path, ".aliyun", "config.json");
  readonly credentialsPath = join(this.path, ".alibabacloud", "credentials");
  private readonly before = { ...process.env };
  // Jest's environment is not the one in which Node looks for the folder.
  private readonly homedir = jest.spyOn(os, "homedir").mockReturnValue(this.path);

  /** @param env  variables besides; the service of ECS instances is switched off unless they say otherwise */
  constructor(env: Readonly<Record<string, string>> = {}) {
    for (const name of Object.keys(process.env)) if (isCredential.test(name)) delete process.env[name];
    for (const folder of [".aliyun", ".alibabacloud"]) mkdirSync(join(this.path, folder));
    this.set({ ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true", ...env });
  }

  set(env: Readonly<Record<string, string>>): void {
    Object.assign(process.env, env);
  }

  /** Writes the CLI's file: as it is, or with one profile named `work`. */
  write(content: string | object): void {
    const file = { current: "work", profiles: [{ name: "work", ...(content as object) }] };
    writeFileSync(this.profilePath, typeof content === "string" ? content : JSON.stringify(file));
  }

  remove(): void {
    this.homedir.mockRestore();
    rmSync(this.path, { recursive: true });
    for (const name of Object.keys(process.env)) if (!(name in this.before)) delete process.env[name];
    Object.assign(process.env, this.before);
  }
}
