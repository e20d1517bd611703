export interface BundleOptions {
  readonly entry: string;
  readonly outfile: string;
  readonly sourcemap?: boolean;
}

export function bundle(options: BundleOptions): Promise<void>;
