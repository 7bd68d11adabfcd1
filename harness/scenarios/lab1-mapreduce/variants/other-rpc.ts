/** What the workers of the other design say to its coordinator: one call for everything. */
export interface OtherRpc {
  next(args: Next): Promise<Order>;
}

export interface Next {
  /** What the worker did since it asked last. */
  readonly finished: Finished | null;
}

export interface Finished {
  readonly attempt: number;
  /** Of a map: the file with its run for each reduce task, null where that is empty. */
  readonly runs: readonly (string | null)[];
}

export type Order =
  | { readonly order: 'map'; readonly attempt: number; readonly input: string; readonly reduces: number }
  | {
      readonly order: 'reduce';
      readonly attempt: number;
      readonly output: string;
      readonly runs: readonly string[];
    }
  | { readonly order: 'ask again' }
  | { readonly order: 'go home' };
