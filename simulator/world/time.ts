const CHINA_OFFSET_MS = 8 * 3_600_000;

/** RFC 3339 with +08:00 in every region, ACK's format for most times. */
export function chinaTime(ms: number): string {
  return `${new Date(ms + CHINA_OFFSET_MS).toISOString().slice(0, 19)}+08:00`;
}

/** `YYYY-MM-DD HH:MM:SS`: ACK's format for the times of task stages. */
export function stageTime(ms: number): string {
  return new Date(ms + CHINA_OFFSET_MS).toISOString().slice(0, 19).replace("T", " ");
}

/** RFC 3339 with Z, ACK's format for the expiry of a kubeconfig. */
export function utcTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
