const CHINA_OFFSET_MS = 8 * 3_600_000;

/** RFC 3339 with +08:00, whatever the region: the way ACK writes most moments. */
export function chinaTime(ms: number): string {
  return `${new Date(ms + CHINA_OFFSET_MS).toISOString().slice(0, 19)}+08:00`;
}

/** `YYYY-MM-DD HH:MM:SS`: the way ACK writes the times of task stages. */
export function stageTime(ms: number): string {
  return new Date(ms + CHINA_OFFSET_MS).toISOString().slice(0, 19).replace("T", " ");
}

/** RFC 3339 with Z: the way ACK writes the end of a kubeconfig. */
export function utcTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
