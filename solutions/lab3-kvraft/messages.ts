/** What a client asks for. */
export type KvOperation =
  | { readonly kind: 'get'; readonly key: string }
  | { readonly kind: 'put'; readonly key: string; readonly value: string }
  | { readonly kind: 'append'; readonly key: string; readonly value: string };

/** An operation as clerks send it and as it stands in the log. The same whenever it is sent again. */
export interface KvRequest {
  readonly clerkId: string;
  /** Counts the operations of this clerk, from 1. */
  readonly sequence: number;
  readonly operation: KvOperation;
}

export type KvReply =
  /** `value`: of a get; '' otherwise. */
  { readonly kind: 'done'; readonly value: string } | { readonly kind: 'not-leader' };

/** What clerks call. */
export interface KvRpc {
  execute(request: KvRequest): Promise<KvReply>;
}
