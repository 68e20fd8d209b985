import type { CheckResult } from '../result.ts';

/** Every finding with its trace, what was not checked, and the counts. */
export function reportJson({ findings, notChecked, summary }: CheckResult): string {
  return `${JSON.stringify({ findings: findings.map(({ finding }) => finding), notChecked, summary }, null, 2)}\n`;
}
