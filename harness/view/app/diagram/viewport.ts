import { TimeScale } from '../model/time-scale.ts';

/** Pixels an axis unit (a ms, where the axis is not squeezed), at most. */
const ZOOM_MAX = 400;

/** Which stretch of the time axis is seen. Two runs that are compared share one. */
export class Viewport {
  scale: TimeScale = TimeScale.true();
  /** Width of the part of the canvas on which time runs. */
  width = 1000;
  private left = 0;
  private zoom = 1;
  private begin = 0;
  private end = 1;
  private readonly watchers = new Set<() => void>();

  /** Calls `watcher` when what is seen has changed; returns what stops that. */
  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** The axis and its ends in ms. What was in the middle stays there. */
  setScale(scale: TimeScale, beginMs: number, endMs: number): void {
    const middle = this.timeAt(this.width / 2);
    this.scale = scale;
    this.begin = scale.place(beginMs);
    this.end = Math.max(scale.place(endMs), this.begin + 1);
    this.left = scale.place(middle) - this.width / 2 / this.zoom;
    this.settle();
  }

  resize(width: number): void {
    if (width === this.width || width <= 0) return;
    this.left += (this.width - width) / 2 / this.zoom;
    this.width = width;
    this.settle();
  }

  /** Pixels from the beginning of the axis. */
  x(ms: number): number {
    return (this.scale.place(ms) - this.left) * this.zoom;
  }

  timeAt(x: number): number {
    return this.scale.time(this.left + x / this.zoom);
  }

  get fromMs(): number {
    return this.timeAt(0);
  }

  get toMs(): number {
    return this.timeAt(this.width);
  }

  /** The part of the whole that is seen: 0 … 1. */
  get seen(): readonly [from: number, to: number] {
    const length = this.end - this.begin;
    return [(this.left - this.begin) / length, (this.left + this.width / this.zoom - this.begin) / length];
  }

  pan(pixels: number): void {
    this.left += pixels / this.zoom;
    this.settle();
  }

  zoomAt(x: number, factor: number): void {
    const place = this.left + x / this.zoom;
    this.zoom = Math.min(Math.max(this.zoom * factor, this.zoomMin), ZOOM_MAX);
    this.left = place - x / this.zoom;
    this.settle();
  }

  show(fromMs: number, toMs: number): void {
    const from = this.scale.place(fromMs);
    const length = Math.max(this.scale.place(toMs) - from, this.width / ZOOM_MAX);
    this.zoom = this.width / length;
    this.left = from;
    this.settle();
  }

  showAll(): void {
    this.zoom = this.zoomMin;
    this.left = this.begin - (this.width / this.zoom - (this.end - this.begin)) / 2;
    this.settle();
  }

  /** Moves only if the moment is not seen, or too near to an edge to see what is around it. */
  reveal(ms: number): void {
    const x = this.x(ms);
    const margin = this.width * 0.08;
    if (x >= margin && x <= this.width - margin) return;
    this.left = this.scale.place(ms) - (x < margin ? 0.35 : 0.65) * (this.width / this.zoom);
    this.settle();
  }

  /** Puts the place at this part (0 … 1) of the whole in the middle. */
  centerAt(part: number): void {
    this.left = this.begin + part * (this.end - this.begin) - this.width / 2 / this.zoom;
    this.settle();
  }

  /** The whole run with a margin. */
  private get zoomMin(): number {
    return (this.width * 0.94) / (this.end - this.begin);
  }

  private settle(): void {
    const seen = this.width / this.zoom;
    this.left = Math.min(this.left, this.end + seen * 0.25 - seen);
    this.left = Math.max(this.left, this.begin - seen * 0.03);
    if (seen > (this.end - this.begin) * 1.05) this.left = this.begin - (seen - (this.end - this.begin)) / 2;
    for (const watcher of this.watchers) watcher();
  }
}
