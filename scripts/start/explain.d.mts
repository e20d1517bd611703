export class Plain extends Error {}
export function explain(error: unknown): string;
