import type { Boot } from '../../../labrpc/host/program.ts';
import type { CoordinatorClass, CoordinatorConfig } from './contract.ts';

export interface CoordinatorState {
  readonly done: boolean;
}

export const boot: Boot = (lab, environment) => {
  const Coordinator = lab.Coordinator as CoordinatorClass | undefined;
  if (typeof Coordinator !== 'function') {
    throw new Error('coordinator.ts must export a class named Coordinator');
  }
  const { inputs, reduces } = environment.setup as CoordinatorConfig;
  const coordinator = new Coordinator({ inputs, reduces });
  return {
    services: { coordinator },
    state: (): { [Field in keyof CoordinatorState]: CoordinatorState[Field] } => ({
      done: coordinator.done(),
    }),
    inspect: () => ({ coordinator }),
  };
};
