export const ROOT: string;

/** Parts of the agent with machine code of their own. */
export const NATIVE: readonly string[];

export interface BundleOptions {
  readonly entry: string;
  readonly outfile: string;
  readonly sourcemap?: boolean;
  readonly shipped?: { readonly outside: readonly string[] };
}

export function bundle(options: BundleOptions): Promise<void>;
