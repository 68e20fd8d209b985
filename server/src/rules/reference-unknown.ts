import type { RecordKind } from '../model/document.ts';
import type { Field, Items } from '../model/field.ts';
import { isBundled } from '../policies/resolve.ts';
import type { Path } from '../workspace/place.ts';
import type { RecordHandle } from '../workspace/record.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { nearestIds } from './support/nearest-ids.ts';

/**
 * References are by id, within the workspace folder. A claim that is replaced or voided may have been filed long before the
 * folder begins: `replaces` is not a reference that has to be found.
 */
export default defineRule({
  id: 'reference-unknown',
  category: 'structure',
  severity: 'error',
  summary: 'an id that no record has, where the workspace holds records of that kind',
  fixes: ['substantive'],
  carc: '16',
  checks: {
    session(record, context) {
      const { client, provider, supervisor, technicians, signatures } = record.data;
      check(record, 'client', client, ['client'], context);
      check(record, 'provider', provider, ['provider'], context);
      check(record, 'provider', supervisor, ['supervisor'], context);
      checkAll(record, 'provider', technicians, ['technicians'], context);
      signatures?.items.forEach((item, index) => {
        check(record, 'provider', item.by, ['signatures', index, 'by'], context);
      });
    },
    claim(record, context) {
      const { client, payer, billingProvider, lines } = record.data;
      check(record, 'client', client, ['client'], context);
      check(record, 'payer', payer, ['payer'], context);
      check(record, 'provider', billingProvider, ['billingProvider'], context);
      lines?.items.forEach((line, index) => {
        check(record, 'provider', line.provider, ['lines', index, 'provider'], context);
        check(record, 'provider', line.supervisor, ['lines', index, 'supervisor'], context);
        checkAll(record, 'session', line.sessions, ['lines', index, 'sessions'], context);
      });
    },
    client(record, context) {
      record.data.coverage?.items.forEach((item, index) => {
        check(record, 'payer', item.payer, ['coverage', index, 'payer'], context);
      });
      record.data.authorizations?.items.forEach((item, index) => {
        check(record, 'payer', item.payer, ['authorizations', index, 'payer'], context);
      });
    },
    provider(record, context) {
      record.data.enrollments?.items.forEach((item, index) => {
        check(record, 'payer', item.payer, ['enrollments', index, 'payer'], context);
      });
    },
  },
});

function checkAll(
  record: RecordHandle,
  kind: RecordKind,
  list: Items<Field<string>> | undefined,
  path: Path,
  context: RuleContext,
): void {
  list?.items.forEach((field, index) => {
    check(record, kind, field, [...path, index], context);
  });
}

function check(
  record: RecordHandle,
  kind: RecordKind,
  field: Field<string> | undefined,
  path: Path,
  { facts, report, notChecked }: RuleContext,
): void {
  const id = field?.value;
  if (id === undefined || facts.exists(kind, id) || (kind === 'payer' && isBundled(id))) return;
  if (!facts.knowsAll(kind)) {
    notChecked(record, `no ${kind} records in the workspace`);
    return;
  }
  report({
    place: { record, path },
    message: `no ${kind} has the id ${id}`,
    fixes: () =>
      nearestIds(id, facts.idsForSuggestion(kind)).map((value) => ({
        title: `Change to ${value}`,
        kind: 'substantive',
        edits: [{ op: 'set', record, path, value, as: 'string' }],
      })),
  });
}
