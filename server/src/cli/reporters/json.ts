import { jsonPieces } from '../json-pieces.ts';
import type { CheckResult } from '../result.ts';

/** Every finding with its trace, what was not checked, and the counts. */
export function reportJson({ findings, notChecked, summary, baseline }: CheckResult): Iterable<string> {
  return jsonPieces({
    findings: findings.values().map((entry) => entry.finding()),
    notChecked,
    summary,
    ...(baseline && { baseline }),
  });
}
