/** Another correct design: values and fences apart, a fence of 0 where nothing has been written. */
export class FencedStorage {
  private readonly values: Record<string, string> = Object.create(null);
  private readonly fences: Record<string, number> = Object.create(null);

  write({ key, value, token }: { key: string; value: string; token: number }) {
    const fence = this.fences[key] ?? 0;
    if (fence > token) return { kind: 'stale-token' as const, newest: fence };
    this.fences[key] = token;
    this.values[key] = value;
    return { kind: 'ok' as const };
  }

  read({ key }: { key: string }) {
    return { value: this.values[key] ?? '' };
  }
}
