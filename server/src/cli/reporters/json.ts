import type { CheckResult } from '../result.ts';

/** Every finding with its trace, what was not checked, and the counts. */
export function reportJson({ findings, notChecked, summary, baseline }: CheckResult): string {
  const report = {
    findings: findings.map(({ finding }) => finding),
    notChecked,
    summary,
    ...(baseline && { baseline }),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
