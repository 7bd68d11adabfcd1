import { transform } from 'sucrase';
import { endsInTime } from './time-limit.ts';

/** TypeScript without its types, on the same lines; or the reason why it could not be had. */
export type ErasedTypes =
  | { readonly kind: 'erased'; readonly code: string }
  | { readonly kind: 'no-parse' }
  | { readonly kind: 'no-time' };

/**
 * Gives up after `limitMs` of waiting time; a file of a thousand lines takes some 10 ms. Sucrase and not
 * esbuild: nesting that is too deep for it throws an error that can be caught, where esbuild dies and takes
 * every later transformation of the process with it.
 */
export function eraseTypes(source: string, limitMs: number): ErasedTypes {
  if (limitMs < 1) return { kind: 'no-time' };
  let code = '';
  try {
    const work = () => {
      code = transform(source, { transforms: ['typescript'], disableESTransforms: true }).code;
    };
    return endsInTime(work, limitMs) ? { kind: 'erased', code } : { kind: 'no-time' };
  } catch {
    return { kind: 'no-parse' };
  }
}
