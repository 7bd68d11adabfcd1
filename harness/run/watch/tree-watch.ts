import { changedFiles, readTree, type TreeState } from './tree-files.ts';

/** How often it looks. */
const LOOK_EVERY_MS = 80;
/** A save may come in several steps: the files must be the same for so long before anybody is told. */
const CALM_MS = 25;

/**
 * Tells which code below a folder was saved. It asks the disk time and again: for the few files of the labs
 * that costs next to nothing, and it also works in containers, on network drives and wherever else the system
 * tells nobody of changes.
 */
export class TreeWatch {
  private readonly folder: string;
  private readonly onChange: (files: readonly string[]) => void;
  private known: TreeState = new Map();
  private timer: NodeJS.Timeout | undefined;
  private isOver = false;

  constructor(folder: string, onChange: (files: readonly string[]) => void) {
    this.folder = folder;
    this.onChange = onChange;
  }

  /** What is there now is known; what changes from here on is told. */
  async start(): Promise<void> {
    this.known = await readTree(this.folder);
    this.plan();
  }

  stop(): void {
    this.isOver = true;
    clearTimeout(this.timer);
  }

  private plan(): void {
    if (!this.isOver) this.timer = setTimeout(() => void this.look(), LOOK_EVERY_MS);
  }

  private async look(): Promise<void> {
    let now = await readTree(this.folder);
    while (!this.isOver && changedFiles(this.known, now).length > 0) {
      await new Promise((resolve) => setTimeout(resolve, CALM_MS));
      const later = await readTree(this.folder);
      const isCalm = changedFiles(now, later).length === 0;
      now = later;
      if (isCalm) break;
    }
    const changed = changedFiles(this.known, now);
    this.known = now;
    if (changed.length > 0 && !this.isOver) this.onChange(changed);
    this.plan();
  }
}
