export function requireNode(version?: string): void;
export function installPackages(root: string, say: (line: string) => void): void;
