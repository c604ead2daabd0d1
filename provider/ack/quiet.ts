/** Turns off the debug output of the vendor's HTTP client. */
const OFF = "-httpx:*";

/**
 * The vendor's HTTP client prints whole requests, with security tokens and secrets, if `DEBUG` selects it, as `DEBUG=*`
 * does. Turns that output off, also in copies of the package `debug` that were loaded before.
 */
export function silenceVendor(): void {
  const selected = process.env.DEBUG;
  if (!selected || selected.split(/[\s,]+/).includes(OFF)) return;
  process.env.DEBUG = `${selected},${OFF}`;
  for (const [path, loaded] of Object.entries(require.cache)) {
    if (/[\\/]debug[\\/]src[\\/]/.test(path) && isDebug(loaded?.exports)) loaded?.exports.enable(process.env.DEBUG);
  }
}

function isDebug(exported: unknown): boolean {
  return typeof exported === "function" && "enable" in exported && "skips" in exported;
}
