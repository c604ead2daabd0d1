/**
 * How the set-up talks: one line per step, with a tick and the time it took.
 *
 * It writes to stderr, so that a command whose stdout is read by a program (`npm pack --json`) can run the set-up too.
 */
const live = process.stderr.isTTY === true && process.env.TERM !== "dumb";
const coloured = live && !process.env.NO_COLOR;

/** Without a terminal a long step says every minute that it is alive: some CI runners stop a silent one. */
const PLAIN_PROGRESS_EVERY_MS = 60_000;

const paint = (code, text) => (coloured ? `\u001b[${code}m${text}\u001b[0m` : text);

/** @param {number} ms */
function duration(ms) {
  const seconds = ms / 1000;
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** A step that failed for a reason the user can act on: shown without a stack. */
export class StepFailed extends Error {}

/**
 * Runs one step and reports it on one line.
 *
 * @template T
 * @param {string} title
 * @param {(step: { note(text: string): void, progress(text: string): void }) => Promise<T>} work
 *   `note` sets the words in brackets at the end of the line, `progress` shows how far a long step is
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const started = Date.now();
  const took = () => paint(2, duration(Date.now() - started));
  let noted = "";
  let said = started;
  const show = (text) => {
    if (live) process.stderr.write(`\r\u001b[K… ${text}`);
  };
  show(title);
  try {
    const result = await work({
      note: (text) => {
        noted = text;
      },
      progress: (text) => {
        show(`${title}: ${text} ${took()}`);
        if (live || Date.now() - said < PLAIN_PROGRESS_EVERY_MS) return;
        said = Date.now();
        process.stderr.write(`… ${title}: ${text} ${took()}\n`);
      },
    });
    end(`${paint(32, "✓")} ${title}${noted && ` (${noted})`} ${took()}`);
    return result;
  } catch (cause) {
    end(`${paint(31, "✗")} ${title} ${took()}`);
    throw cause;
  }
}

/** @param {string} line */
function end(line) {
  process.stderr.write(live ? `\r\u001b[K${line}\n` : `${line}\n`);
}
