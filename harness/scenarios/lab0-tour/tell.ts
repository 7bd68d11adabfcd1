import type { Tell } from '../scenario.ts';

/** What servers and clients of the counter report. */
export const tellCounter: Tell = (name, value) => {
  switch (name) {
    case 'state':
      return `counts ${(value as { readonly value: unknown }).value}`;
    case 'asks':
      return `asks for its increment ${(value as { readonly nth: number }).nth}`;
    default:
      return undefined;
  }
};
