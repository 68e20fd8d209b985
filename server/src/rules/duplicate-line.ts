import type { Claim } from '../model/document.ts';
import type { Service } from '../workspace/client-day.ts';
import { duplicateLines } from '../workspace/duplicate-lines.ts';
import type { Of } from '../workspace/fact-reader.ts';
import type { LineFact } from '../workspace/record-facts.ts';
import type { Fix } from './finding.ts';
import { defineRule } from './rule.ts';
import { placeOf, serviceName, servicePath } from './support/service.ts';

/**
 * A payer denies the second of two equal lines as an exact duplicate, whichever claim it stands on. That a whole claim stands
 * twice under one id is `duplicate-id`'s to say.
 */
export default defineRule({
  id: 'duplicate-line',
  category: 'conflicts',
  severity: 'error',
  summary: 'the same client, date, code, modifiers, provider and times are billed to one payer twice',
  fixes: ['substantive'],
  carc: '18',
  checks: {
    clientDay({ entries, date }, { facts, report }) {
      for (const [line, first] of duplicateLines(entries, facts)) {
        if (isSameClaim(line, first)) continue;
        const { code, modifiers, provider } = first.value;
        const what = [code, ...modifiers].join(' ');
        const told = first.value.sessions?.length
          ? `session ${[...new Set(first.value.sessions)].join(', ')}`
          : 'the same times';
        report({
          place: placeOf(line, 'code'),
          message: `${what} on ${date}${provider === undefined ? '' : ` by ${provider}`} is billed twice: ${serviceName(first)} bills ${told}, too`,
          related: [{ place: placeOf(first, 'code'), message: `first billed by ${serviceName(first)}` }],
          trace: [first, line].map((service) => ({
            label: `${serviceName(service)}: ${what} for ${service.value.client} on ${date}`,
            value: told,
            place: placeOf(service, 'code'),
          })),
          fixes: removal(line),
        });
      }
    },
  },
});

/** Whether they stand on two claims of one id. */
function isSameClaim({ from, value }: Service, first: Of<LineFact>): boolean {
  const { claim } = first.value;
  return value.kind === 'line' && from !== first.from && claim !== undefined && claim === value.claim;
}

/** Not of a claim's only line: then it is the claim that is one too many. */
function removal(line: Service): readonly Fix[] {
  const lines = (line.from.data as Claim).lines?.items.length ?? 0;
  if (lines < 2) return [];
  const edit = { op: 'remove', record: line.from, path: servicePath(line) } as const;
  return [
    {
      title: `Remove line ${(line.value.kind === 'line' ? line.value.index : 0) + 1}`,
      kind: 'substantive',
      edits: [edit],
    },
  ];
}
