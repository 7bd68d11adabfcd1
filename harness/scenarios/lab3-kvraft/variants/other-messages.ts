/** What a clerk wants done. */
export type OtherWish =
  | { readonly what: 'read'; readonly key: string }
  | { readonly what: 'write' | 'add'; readonly key: string; readonly text: string };

/** What clerks send, and what stands in the log. */
export type OtherCommand =
  /** A clerk asks for a session: the answer is its number. */
  | { readonly kind: 'open' }
  /** `nth` counts what this session wants, from 1. */
  | { readonly kind: 'do'; readonly session: number; readonly nth: number; readonly wish: OtherWish };

export interface OtherReply {
  /** Null: ask somebody else, or again. */
  readonly text: string | null;
}

export interface OtherKvRpc {
  tell(command: OtherCommand): Promise<OtherReply>;
}
