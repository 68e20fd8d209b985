import { explain } from '../features/explain.ts';
import { reportOn } from '../rules/report.ts';
import { type Context, checkedFile, linkTo, rulePage } from './context.ts';
import { spanOf } from './convert.ts';
import type { ExplainParams, Explanation } from './protocol.ts';

/** `abaBilling/explain`: the finding of a rule at a range, or the nearest one that touches it. */
export function onExplain(context: Context, { uri, range, code }: ExplainParams): Explanation | null {
  const checked = checkedFile(context, uri);
  if (!checked) return null;
  const { project, file } = checked;
  const span = spanOf(file.source, range);
  const touching = reportOn(project.engine, file, span).filter(({ rule }) => rule === code);
  const finding = touching.find(({ start, end }) => start === span.start && end === span.end) ?? touching[0];
  if (!finding) return null;
  return explain(finding, {
    rule: context.rules.get(code),
    rulePage: rulePage(context, code),
    linkTo: (file, offset) => linkTo(project, file, offset),
  });
}
