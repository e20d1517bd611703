/**
 * The rows of a statement that answers many, moved out of the driver's own list. That outlives the read by some collections
 * of the young: with its rows in it, an overview of 300 shops was copied about for as long again as it took (measured).
 */
export async function rowsOf<Row>(statement: PromiseLike<Row[]>): Promise<readonly Row[]> {
  return (await statement).splice(0);
}
