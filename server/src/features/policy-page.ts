/** A bundled policy as Markdown: what it is, where it comes from, and its text, whose comments name the source of each figure. */
import { bundledText, bundledVersions } from '../policies/bundled.ts';
import type { PayerVersion } from '../policies/policy.ts';
import { blocks, plain } from './markdown.ts';

/** Undefined for an id that no bundled policy has. */
export function policyPage(id: string): string | undefined {
  const text = bundledText(id);
  if (text === undefined) return undefined;
  const versions = bundledVersions(id);
  const bases = new Set(versions.flatMap((version) => version.extends ?? []));
  return blocks(
    `# ${id}`,
    'An example to verify against the current manual of the payer, not legal or billing advice.',
    versions.map(versionItem).join('\n'),
    bases.size === 0 ? undefined : `What is not written here is taken from ${[...bases].join(', ')}.`,
    `\`\`\`yaml\n${text.trimEnd()}\n\`\`\``,
  );
}

function versionItem(version: PayerVersion): string {
  const { name, source, reviewed, verify } = version;
  const compared = reviewed === undefined ? '' : `, compared ${reviewed}`;
  return `- ${plain(name ?? version.id)}, ${datesText(version)}. Source: ${plain(source ?? 'not stated')}${compared}${verify ? ' (verify)' : ''}`;
}

/** The dates of service that a version covers. */
export function datesText({ from, to }: Pick<PayerVersion, 'from' | 'to'>): string {
  if (from && to) return `${from} to ${to}`;
  if (from) return `from ${from}`;
  return to ? `to ${to}` : 'all dates';
}
