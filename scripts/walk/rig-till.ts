import { randomUUID } from 'node:crypto';

export interface Wish {
  readonly path: '/v1/sales' | '/v1/payouts';
  readonly amountMinor: number;
  readonly reference: string;
}

/** What the agent answers when an operation has ended. */
export interface TillAnswer {
  readonly operation: string;
  readonly outcome: string;
  readonly amountMinor: number;
  readonly inMinor: number;
  readonly outMinor: number;
  readonly owedMinor: number;
}

/** One wish under one key, asked until the agent said how it ended. */
export interface TillOrder {
  readonly key: string;
  readonly wish: Wish;
  answer: TillAnswer | undefined;
  /** Codes of the problems met on the way, oldest first. */
  readonly met: string[];
}

/** A shop's till: it knows every key it ever used, and asks again with the same key until it has an answer. */
export interface RigTill {
  readonly orders: readonly TillOrder[];
  /** Asks for something and goes on asking; `order.answer` is there when this resolves. */
  order(wish: Wish): Promise<TillOrder>;
  /** Asks once more with an old key. */
  repeat(order: TillOrder): Promise<TillAnswer>;
  status(): Promise<AgentSays>;
  /** Customers come one after another until this is called; resolves when the last one has left. */
  letCustomersBuy(): () => Promise<void>;
  /** Gives up on whatever has no answer yet. */
  close(): void;
}

export interface AgentSays {
  readonly machines: readonly { readonly state: string; readonly ready: boolean; readonly running?: object }[];
  readonly journal: {
    readonly pending: number;
    readonly disk: { readonly state: string };
    readonly last: number;
    readonly epochs: number;
  };
  readonly delivery: { readonly link: string };
}

export interface TillOptions {
  readonly port: number;
  /** Read anew each time, because the token is only there after pairing. */
  readonly token: () => string;
}

const AGAIN_MS = 60;
const ANSWER_MS = 240_000;
/** Prices in minor units that customers meet, one after another: with and without satang. */
const PRICES = [4_500, 3_725, 12_000, 8_950, 2_000, 6_675] as const;

export function openTill({ port, token }: TillOptions): RigTill {
  const orders: TillOrder[] = [];
  let customers = 0;
  let closed = false;
  const headers = () => ({ authorization: `Bearer ${token()}`, 'content-type': 'application/json' });

  async function ask({ key, wish }: TillOrder): Promise<TillAnswer | { readonly code: string }> {
    const { path, ...body } = wish;
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      headers: { ...headers(), 'idempotency-key': key },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    return (await answer.json()) as TillAnswer | { readonly code: string };
  }

  async function untilAnswered(order: TillOrder): Promise<TillAnswer> {
    for (;;) {
      const said = await ask(order).catch((error: unknown) => ({ code: error instanceof Error ? error.name : 'cut' }));
      if ('outcome' in said) return said;
      if (closed) throw new Error(`the till closed before ${order.wish.reference} was answered: ${order.met}`);
      if (order.met.at(-1) !== said.code) order.met.push(said.code);
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }

  async function order(wish: Wish): Promise<TillOrder> {
    const made: TillOrder = { key: randomUUID(), wish, answer: undefined, met: [] };
    orders.push(made);
    made.answer = await untilAnswered(made);
    return made;
  }

  return {
    orders,
    order,
    repeat: (again) => untilAnswered({ ...again, met: [] }),
    status: async () =>
      (await (await fetch(`http://127.0.0.1:${port}/v1/status`, { headers: headers() })).json()) as AgentSays,
    close() {
      closed = true;
    },
    letCustomersBuy() {
      let open = true;
      const queue = (async () => {
        while (open) {
          const amountMinor = PRICES[customers % PRICES.length] ?? PRICES[0];
          customers += 1;
          await order({ path: '/v1/sales', amountMinor, reference: `R${customers}` });
        }
      })();
      return () => {
        open = false;
        return queue;
      };
    },
  };
}
