export function live(program: () => Promise<Record<string, unknown>>): Promise<void>;
