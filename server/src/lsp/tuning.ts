/** How V8 is to run the server, as measured with `npm run bench`. */
import { setFlagsFromString } from 'node:v8';

/** The first major version that has a compiler between the quick and the optimizing one (Maglev) switched on. */
const FIRST_WITH_MAGLEV = 13;

/** Calls after which a function is compiled by the optimizing compiler (TurboFan), instead of 3,000. */
const CALLS_TO_OPTIMIZE = 60_000;

/**
 * Call it before anything is read.
 *
 * - A folder's records stay: a young generation that doubles each time they are copied would only add to the peak.
 * - Rules are many and run in bursts. Maglev's code is good enough for these, and optimizing it further while a batch is being
 *   opened takes longer than it saves. What runs on and on still gets there.
 */
export function tuneEngine(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  const [major] = process.versions.v8.split('.');
  if (Number(major) >= FIRST_WITH_MAGLEV) setFlagsFromString(`--invocation-count-for-turbofan=${CALLS_TO_OPTIMIZE}`);
}
