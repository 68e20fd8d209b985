import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** Names the file that the totals are written to, as `{"passed","failed"}`. */
export const TOTALS_VARIABLE = 'ABA_BILLING_TOTALS';

const { EVENT_RUN_END } = Mocha.Runner.constants;

/** Mocha's `dot` reporter that leaves its totals for whoever started mocha. Hooks that fail count as failures. */
export default class TotalsReporter extends Mocha.reporters.Dot {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    runner.once(EVENT_RUN_END, () => {
      const file = process.env[TOTALS_VARIABLE];
      const totals = { passed: this.stats.passes, failed: this.stats.failures };
      if (file !== undefined) writeFileSync(file, JSON.stringify(totals));
    });
  }
}
