/** A check of the demonstration that did not hold. */
class NotAsShown extends Error {}

/** The demonstration's page: captions, the engine's output beside a bar, and ticks. */
export class Stage {
  readonly coloured: boolean;
  private steps = 0;
  private checks = 0;
  private atLineStart = true;

  constructor(private readonly out: Pick<NodeJS.WriteStream, "write" | "isTTY">) {
    this.coloured = out.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== "dumb";
  }

  title(text: string): void {
    this.line(this.paint(1, text));
  }

  step(name: string, caption: string): void {
    this.steps += 1;
    this.line("", `${this.paint(1, `${this.steps}. ${name}`)}: ${caption}`);
  }

  command(text: string): void {
    this.line(this.paint(36, `   $ ${text}`));
  }

  say(text: string): void {
    this.line(`   ${text}`);
  }

  /** Shows an edit of the program. */
  edit(from: string, to: string): void {
    this.line(this.paint(31, `   - ${from}`), this.paint(32, `   + ${to}`));
  }

  /** Shows the engine's output as it arrives. */
  quote(text: string): void {
    const bar = this.paint(2, "   │ ");
    const lines = text.split(/(?<=\n)/);
    for (const line of lines) {
      this.out.write(this.atLineStart ? bar + line : line);
      this.atLineStart = line.endsWith("\n");
    }
  }

  /** @throws NotAsShown when it does not hold */
  check(statement: string, holds: boolean): void {
    this.checks += 1;
    this.line(holds ? `   ${this.paint(32, "✓")} ${statement}` : `   ${this.paint(31, "✗")} ${statement}`);
    if (!holds) throw new NotAsShown(`it is not so that ${statement}`);
  }

  table(title: string, rows: readonly (readonly [string, string | number])[]): void {
    const width = Math.max(...rows.map(([name]) => name.length));
    this.line("", this.paint(1, title), ...rows.map(([name, value]) => `   ${name.padEnd(width)}  ${value}`));
  }

  end(): void {
    this.line("", this.paint(32, `✓ ${this.steps} steps, ${this.checks} checks, all as shown`));
  }

  private line(...lines: string[]): void {
    if (!this.atLineStart) this.out.write("\n");
    this.atLineStart = true;
    this.out.write(`${lines.join("\n")}\n`);
  }

  private paint(code: number, text: string): string {
    return this.coloured ? `\u001b[${code}m${text}\u001b[0m` : text;
  }
}
