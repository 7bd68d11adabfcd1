import type { Boot } from '../../../labrpc/host/program.ts';

/** A counter on one server that never fails: each token is larger than all before. No lab code in it. */
export const boot: Boot = () => {
  let last = 0;
  const tokens = {
    next: (_args: object) => {
      last += 1;
      return { token: last };
    },
  };
  return { services: { tokens }, inspect: () => ({ last }) };
};
