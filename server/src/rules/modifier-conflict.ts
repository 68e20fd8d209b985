import { credentialModifiersOf } from '../policies/credential-modifier.ts';
import { modifierConflict } from '../tables/modifiers.ts';
import { verifyText } from '../tables/source.ts';
import type { Service } from '../workspace/client-day.ts';
import type { AppliedPolicy } from '../workspace/fact-reader.ts';
import type { Fix, Source } from './finding.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { eachService } from './support/each-service.ts';
import { type Written, writtenModifiers } from './support/service-fields.ts';
import { versionSource } from './support/source.ts';

/** Pairs that say two things at once. Reported on the later of the two. */
export default defineRule({
  id: 'modifier-conflict',
  category: 'codes',
  severity: 'error',
  summary: 'two modifiers of one line exclude each other: two credentials, 95 with GT, audio with video, 59 with XE–XU',
  fixes: ['substantive'],
  carc: '4',
  rarc: 'N519',
  checks: eachService(check),
});

function check(service: Service, context: RuleContext): void {
  if (service.value.modifiers.length < 2) return;
  const modifiers = writtenModifiers(service);
  const applied = context.facts.policyFor(service);
  modifiers.forEach((later, index) => {
    for (const earlier of modifiers.slice(0, index)) {
      const conflict = conflictOf(earlier.value, later.value, applied);
      if (conflict) {
        report(earlier, later, conflict, context);
        break;
      }
    }
  });
}

interface Conflict {
  readonly why: string;
  readonly source: Source;
}

/** The table's, else that both are credential modifiers of the payer, whatever its own codes for them are. */
function conflictOf(a: string, b: string, { policy }: AppliedPolicy): Conflict | undefined {
  const listed = modifierConflict(a, b);
  if (listed || a === b) return listed;
  const own = credentialModifiersOf(policy);
  if (!own.includes(a) || !own.includes(b)) return undefined;
  return {
    why: `both show a credential to ${policy.id}; a line shows one`,
    source: versionSource(policy.version).source,
  };
}

function report(earlier: Written, later: Written, { why, source }: Conflict, context: RuleContext): void {
  context.report({
    place: later.place,
    message: `modifiers ${earlier.value} and ${later.value} exclude each other: ${why}${verifyText(source)}`,
    related: [{ place: earlier.place, message: `the other one, ${earlier.value}` }],
    trace: [{ label: `${earlier.value} with ${later.value}`, value: why, source }],
    fixes: [later, earlier].map(
      ({ value, place }): Fix => ({
        title: `Remove modifier ${value}`,
        kind: 'substantive',
        edits: [{ op: 'remove', ...place }],
      }),
    ),
  });
}
