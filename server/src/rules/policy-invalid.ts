import type { PayerVersion } from '../policies/policy.ts';
import { policyProblems } from '../policies/problems.ts';
import type { Of } from '../workspace/fact-reader.ts';
import { defineRule } from './rule.ts';

/** A payer policy that cannot be applied as written. */
export default defineRule({
  id: 'policy-invalid',
  category: 'structure',
  severity: 'error',
  summary: '`extends` goes round or has no base, versions of one payer overlap, or a cap that no service can meet',
  checks: {
    sharedId({ records }, { facts, report }) {
      const [first] = records;
      const id = first?.kind === 'payer' ? first.id : undefined;
      if (id === undefined) return;
      const versions = facts.payerVersions(id);
      const written = (version: PayerVersion) => versions.find((of: Of<PayerVersion>) => of.value === version)?.from;
      const lookup = (other: string) => facts.payerVersions(other).map((of) => of.value);
      for (const { version, path, message, related } of policyProblems(lookup(id), lookup)) {
        const record = written(version);
        if (!record) continue;
        const other = related && written(related.version);
        report({
          place: { record, path },
          message,
          related: other ? [{ place: { record: other, path: related.path }, message: 'the other version' }] : [],
        });
      }
    },
  },
});
