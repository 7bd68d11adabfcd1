import type { LineRange } from './similarity-report.ts';

/** What `similarity.html` holds; read by the Node side and by the page. */
export interface PageData {
  /** Lab words in which any listed pair is alike. */
  readonly labs: readonly string[];
  readonly submissions: number;
  readonly comparedPairs: number;
  readonly usual: { readonly half: number; readonly ninety: number; readonly ninetyNine: number };
  readonly pairs: readonly ListedPair[];
  readonly likeSolution: readonly ListedPair[];
  /** Code of the pairs that are shown side by side. */
  readonly sides: readonly Side[];
  /** For the reader: `alice, lab2: raft.ts was compared with its types: it cannot be parsed`. */
  readonly notes: readonly string[];
}

export interface ListedPair {
  readonly a: string;
  /** Without it: our solution. */
  readonly b?: string;
  /** 0 … 1. */
  readonly share: number;
  readonly lab: string;
  readonly overall: number;
  readonly longestRun: number;
  /** 0 … 1, of each of the labs of the page; 0 where there is little. */
  readonly labShares: readonly number[];
  /** Only of pairs whose code is in the page. */
  readonly view?: PairView;
}

export interface PairView {
  /** Places in `sides`. */
  readonly a: number;
  readonly b: number;
  readonly passages: readonly ShownPassage[];
}

export interface ShownPassage {
  readonly tokens: number;
  readonly a: FileRange;
  readonly b: FileRange;
}

export interface FileRange extends LineRange {
  readonly lab: string;
}

/** Code of one submission, or of our solutions. */
export interface Side {
  readonly name: string;
  readonly files: readonly SideFile[];
}

export interface SideFile {
  readonly lab: string;
  readonly path: string;
  readonly lines: readonly string[];
}
