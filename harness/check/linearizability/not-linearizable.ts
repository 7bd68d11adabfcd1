import { Violation, type ViolationDetails } from '../../../labrpc/sim/violation.ts';
import type { HistoryPicture } from './picture.ts';

/** A history has no explanation. `picture` is made only for runs that are recorded. */
export class NotLinearizable extends Violation {
  readonly picture: () => HistoryPicture;

  constructor(rule: string, message: string, picture: () => HistoryPicture, more: ViolationDetails = {}) {
    super(rule, message, more);
    this.picture = picture;
  }
}
