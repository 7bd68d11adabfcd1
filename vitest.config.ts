import { defineConfig } from 'vitest/config';
import { VITEST_SETTINGS } from './harness/run/vitest-settings.ts';

/** For editors and for vitest itself; `npm test` starts vitest with the same settings and its own report. */
export default defineConfig({ test: VITEST_SETTINGS });
