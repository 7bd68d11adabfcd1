/** The page that shows a failing run, in the folder `timelines` beside its student's page. */
export interface TimelineLink {
  readonly part: string;
  readonly slug: string;
  readonly seed: number;
  /** Name of the file: `lab2a-reelection-3.html`. */
  readonly file: string;
}
