/** Which submissions look alike, and which like our solution. Similar is not copied: a person decides. */
export interface SimilarityReport {
  readonly version: 1;
  /** Lab words (`lab2`) in the order of the course. */
  readonly labs: readonly string[];
  /** Sorted by id. */
  readonly submissions: readonly ComparedSubmission[];
  readonly comparedPairs: number;
  /** What is usual in this class: `share` of pairs at the middle, and above 90 and 99 of 100 pairs. */
  readonly usual: { readonly half: number; readonly ninety: number; readonly ninetyNine: number };
  /** The most alike first; by id where that is equal. */
  readonly pairs: readonly SimilarPair[];
  /** Close to our solution: the closest first. */
  readonly likeSolution: readonly LikeSolution[];
  /** What was not as it should be in this checkout. */
  readonly notes: readonly string[];
}

export interface ComparedSubmission {
  readonly id: string;
  /** Distinct fingerprints that are neither handed out nor in our solutions. */
  readonly ownFingerprints: number;
  /** Files that could not be read as they should: `lab2: raft.ts was compared with its types: …`. */
  readonly notes: readonly string[];
}

export interface Likeness {
  /** Of the lab that is most alike: 0 … 1. */
  readonly share: number;
  /** That lab's word. */
  readonly lab: string;
  /** Of all labs together: 0 … 1. */
  readonly overall: number;
  /** Labs that are somewhat alike, in the order of the course. */
  readonly labs: readonly LabLikeness[];
  /** The longest run of equal tokens. */
  readonly longestRun: number;
}

export interface SimilarPair extends Likeness {
  readonly a: string;
  readonly b: string;
}

/** Side `b` of its passages is our solution. */
export interface LikeSolution extends Likeness {
  readonly id: string;
}

export interface LabLikeness {
  readonly lab: string;
  /** What both have, of what the smaller has. Fingerprints that many have count a tenth. 0 … 1. */
  readonly share: number;
  /** Equal code, in the order in which it stands in `a`. */
  readonly passages: readonly Passage[];
}

/** A run of tokens that is the same in both. */
export interface Passage {
  readonly tokens: number;
  readonly a: LineRange;
  readonly b: LineRange;
}

/** Lines count from 1; `to` is the last. */
export interface LineRange {
  /** From the lab's folder on. */
  readonly file: string;
  readonly from: number;
  readonly to: number;
}
