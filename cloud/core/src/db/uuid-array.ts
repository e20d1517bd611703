declare const uuidArrayBrand: unique symbol;

/** Ids as one parameter `uuid[]`: written once for all statements of a read, however often they name it. */
export type UuidArray = string & { readonly [uuidArrayBrand]: true };

export function uuidArray(ids: readonly string[]): UuidArray {
  return `{${ids.join(',')}}` as UuidArray;
}
