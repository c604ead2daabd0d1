import type { EngineEvent, OpMap, StepEventMetadata } from "@pulumi/pulumi/automation";
import type { StackState } from "./stackState";

const STACK_TYPE = "pulumi:pulumi:Stack";

/** What one run of the engine did and said. */
export interface Run {
  readonly stdout: string;
  readonly stderr: string;
  /** Both, in the order in which they came. */
  readonly text: string;
  /** How many resources got which operation, the stack itself included. */
  readonly changes: OpMap;
  /** The step that the engine chose for each resource, the stack itself left out. */
  readonly steps: readonly StepEventMetadata[];
  /** Diagnostics without colour codes: `error: …`, `warning: …`. */
  readonly diagnostics: readonly string[];
  readonly events: readonly EngineEvent[];
  /** The stack's outputs as the state now has them, with secrets encrypted. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** What a run is started with, so that nothing it says is lost. */
export interface Hooks {
  readonly color: "always" | "never";
  readonly signal: AbortSignal;
  onOutput(text: string): void;
  onError(text: string): void;
  onEvent(event: EngineEvent): void;
}

/** Collects what the engine says in one run. */
export class Transcript {
  private stdout = "";
  private stderr = "";
  private text = "";
  private readonly events: EngineEvent[] = [];

  constructor(private readonly listen: ((text: string) => void) | undefined) {}

  hooks(color: Hooks["color"], signal: AbortSignal): Hooks {
    const hear = (text: string) => {
      this.text += text;
      this.listen?.(text);
    };
    return {
      color,
      signal,
      onOutput: (text) => {
        this.stdout += text;
        hear(text);
      },
      onError: (text) => {
        this.stderr += text;
        hear(text);
      },
      onEvent: (event) => {
        this.events.push(event);
      },
    };
  }

  run({ resources }: StackState): Run {
    const { stdout, stderr, text } = this;
    const events = [...this.events].sort((a, b) => a.sequence - b.sequence);
    const steps = events
      .flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? [])
      .filter(({ type }) => type !== STACK_TYPE);
    const diagnostics = events.flatMap(({ diagnosticEvent }) =>
      diagnosticEvent === undefined || diagnosticEvent.ephemeral ? [] : withoutMarkup(diagnosticEvent),
    );
    const changes = events.findLast(({ summaryEvent }) => summaryEvent !== undefined)?.summaryEvent?.resourceChanges;
    const outputs = resources.find(({ type }) => type === STACK_TYPE)?.outputs ?? {};
    return { stdout, stderr, text, changes: changes ?? {}, steps, diagnostics, events, outputs };
  }
}

/** Engine events carry colours as `<{%fg 1%}>`. */
function withoutMarkup({ prefix = "", message }: { prefix?: string; message: string }): string {
  return `${prefix}${message}`.replace(/<\{%.*?%\}>/g, "").trimEnd();
}
