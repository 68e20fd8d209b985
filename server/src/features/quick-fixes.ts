/** What can be done about the findings at a place. */
import type { Engine } from '../rules/engine.ts';
import { fixesOf } from '../rules/finding.ts';
import { type ReportedFinding, reportOn } from '../rules/report.ts';
import type { Span } from '../syntax/tree.ts';
import type { WorkspaceFile } from '../workspace/file.ts';
import { compileFix } from './apply-fix.ts';
import type { Change } from './change.ts';
import { type Suppression, suppressions } from './suppress.ts';

export interface QuickFix {
  readonly finding: ReportedFinding;
  /** Named after its effect. */
  readonly title: string;
  /** The one that is right unless somebody decides otherwise: for a key that applies it without asking. */
  readonly isPreferred: boolean;
  /** Worked out when it is asked for; undefined where the text has no room for it. */
  change(): Change | undefined;
}

export interface QuickFixOptions {
  /** Whether a workspace file may be created, as a suppression in a JSON file may need. */
  readonly mayCreateFiles: boolean;
}

/** The fixes of the findings that touch a range of a file, ends included; after them, how to suppress each finding. */
export function quickFixes(
  engine: Engine,
  file: WorkspaceFile,
  span: Span,
  options: QuickFixOptions,
): readonly QuickFix[] {
  const findings = reportOn(engine, file, span);
  return [
    ...findings.flatMap(fixesFor),
    ...findings.flatMap((finding) =>
      suppressions(engine, file, finding)
        .filter(({ createsFile }) => options.mayCreateFiles || !createsFile)
        .map((suppression) => suppressionFix(finding, suppression)),
    ),
  ];
}

function fixesFor(finding: ReportedFinding): readonly QuickFix[] {
  const fixes = fixesOf(finding.finding);
  const [first] = fixes;
  // Of several substantive fixes a person has to choose; a repair says nothing else than what is there.
  const best = fixes.length === 1 || first?.kind === 'repair' ? first : undefined;
  return fixes.map((fix) => ({
    finding,
    title: fix.title,
    isPreferred: fix === best,
    change: () => compileFix(fix),
  }));
}

function suppressionFix(finding: ReportedFinding, { title, change }: Suppression): QuickFix {
  return { finding, title, isPreferred: false, change };
}
