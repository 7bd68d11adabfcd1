import { encode } from '../../../labrpc/encoding.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import { mergedCartFault } from '../../check/merged-cart.ts';
import { cartOfText, textOfCart } from './cart-text.ts';
import type { Cart } from './contract.ts';
import type { HeldContext, SiblingClient } from './sibling-client.ts';

const CART_PAPER = 'Dynamo §4.4';

/** A client whose values are shopping carts, merged by the student's `mergeCarts`. */
export class Shopper {
  readonly client: SiblingClient;
  /** Items that this client has put into the cart. */
  readonly added: Set<string> = new Set();
  private readonly key: string;

  constructor(client: SiblingClient, key: string) {
    this.client = client;
    this.key = key;
  }

  /** The cart as it is seen there: what all siblings have. */
  async look(replica: number): Promise<{ readonly cart: Cart; readonly context: HeldContext }> {
    const { values, context } = await this.client.get(replica, this.key);
    if (values.length < 2) return { cart: cartOfText(values[0] ?? ''), context };
    return { cart: await mergeCarts(this.client, values.map(cartOfText)), context };
  }

  /** Reads, adds and writes with the context of what was read. */
  async add(replica: number, item: string, quantity: number): Promise<void> {
    const { cart, context } = await this.look(replica);
    await this.put(replica, new Map([...cart, [item, quantity]]), context);
  }

  async put(replica: number, cart: Cart, context?: HeldContext): Promise<void> {
    const given = await this.client.put(replica, this.key, textOfCart(cart), context);
    // A plan may have left it out: then the context is what it was.
    if (given !== context) for (const item of cart.keys()) this.added.add(item);
  }
}

/** What the student's `mergeCarts` makes of these, if it is right. */
export async function mergeCarts(client: SiblingClient, carts: readonly Cart[]): Promise<Cart> {
  const before = encode(carts);
  const { merged, siblings } = await client.merge(carts);
  const fault = mergedCartFault(carts, merged);
  if (fault) throw new Violation('cart/merged', fault, { actor: client.name, paper: CART_PAPER });
  if (Buffer.compare(before, encode(siblings)) !== 0) {
    const message = `mergeCarts has changed the siblings that it was given: ${siblings.map(textOfCart).join('; ')} now`;
    throw new Violation('cart/merged', message, { actor: client.name });
  }
  return merged;
}
