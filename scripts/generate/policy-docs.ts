/** The table of bundled policies in the description of payer records, between `<!-- policies:begin -->` and `<!-- policies:end -->`. */
import { datesText } from '../../server/src/features/policy-page.ts';
import { bundledIds, bundledVersions } from '../../server/src/policies/bundled.ts';
import type { PayerVersion } from '../../server/src/policies/policy.ts';
import { contentOf, replacePart } from './parts.ts';

const PATH = 'docs/payer-policies.md';

/** The files that this generator answers for, by path from the root. */
export function generate(): ReadonlyMap<string, string> {
  return new Map([[PATH, replacePart(contentOf(PATH), PATH, 'policies', table())]]);
}

function table(): string {
  const rows = bundledIds().flatMap((id) => bundledVersions(id).map((version) => row(id, version)));
  const head = ['| Id | Payer | Dates of service | Source | Compared |', '|---|---|---|---|---|'];
  return [...head, ...rows, ''].join('\n');
}

function row(id: string, version: PayerVersion): string {
  const { name = '', source = '', reviewed = '', verify } = version;
  const cells = [`\`${id}\``, name, datesText(version), source, `${reviewed}${verify ? ', verify' : ''}`];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
