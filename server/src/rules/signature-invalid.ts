import type { Signature } from '../model/session.ts';
import { bestLevel, levelsFrom, rankOf } from '../policies/roles.ts';
import { EVERY_NOTE } from '../tables/codes.ts';
import type { Level } from '../tables/credentials.ts';
import type { FactReader } from '../workspace/fact-reader.ts';
import type { RecordHandle } from '../workspace/record.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { assumedText } from './support/assumed.ts';
import { rolesText } from './support/credential-text.ts';
import { mayExist } from './support/known-id.ts';
import { originPlace } from './support/origin.ts';
import { noteServices } from './support/services-of.ts';
import { checkDates, checkTimes } from './support/signature-times.ts';
import { saysUnsigned } from './support/signatures.ts';
import { sourceOf } from './support/source.ts';
import { policyStep } from './support/unit-trace.ts';
import { listed } from './support/words.ts';

/**
 * Whoever rendered the service signs its note, after it and before it is billed. A supervisor's signature comes besides; it
 * does not stand in for the rendering provider's.
 */
export default defineRule({
  id: 'signature-invalid',
  category: 'documentation',
  severity: 'error',
  summary:
    'a note is unsigned, not signed by its rendering provider, or signed before the service, after its claim or too late',
  carc: '252',
  checks: {
    session(record, context) {
      if (saysUnsigned(record, context.facts)) {
        reportUnsigned(record, context);
        return;
      }
      const signatures = record.data.signatures?.items;
      if (!signatures) {
        context.notChecked(record, 'no note of the folder carries signatures');
        return;
      }
      checkDates(record, signatures, context);
      const renderer = record.data.provider?.value;
      if (renderer === undefined || !isUsable(renderer, context.facts)) return;
      const own = signatures.filter(({ by }) => by?.value === renderer);
      if (own.length === 0) {
        checkSigner(record, renderer, signatures, context);
        return;
      }
      checkTimes(record, own, signatures, context);
      const second = checkSecond(record, renderer, signatures, context);
      if (second) checkTimes(record, second, signatures, context);
    },
  },
});

/** An id that no provider has is reported as such: comparing it would report it twice. */
function isUsable(provider: string, facts: FactReader): boolean {
  return mayExist('provider', provider, facts);
}

function reportUnsigned(record: RecordHandle<'session'>, { report }: RuleContext): void {
  const { signatures, provider } = record.data;
  const who =
    provider?.value === undefined
      ? 'the rendering provider has to sign'
      : `${provider.value} rendered the service and has to sign`;
  report({
    place: signatures ? { record, path: ['signatures'], part: 'key' } : { record, path: ['id'], part: 'key' },
    message: `${signatures ? '0 signatures' : 'no signature, while other notes of the folder are signed'}; ${who}`,
    trace: [
      { label: `Signatures in ${record.id ?? 'the note'}`, value: signatures ? 'an empty list' : 'none stated' },
      { label: 'What every note shows', value: 'a signature with its own date', source: EVERY_NOTE.source },
    ],
  });
}

function checkSigner(
  record: RecordHandle<'session'>,
  renderer: string,
  signatures: readonly Signature[],
  { facts, report }: RuleContext,
): void {
  const signers = signatures.map(({ by }) => by?.value);
  const known = signers.filter((signer) => signer !== undefined);
  if (known.length < signers.length || !known.every((signer) => isUsable(signer, facts))) return;
  report({
    place: { record, path: ['signatures', 0, 'by'] },
    message: `signed by ${listed([...new Set(known)])}; the rendering provider is ${renderer}`,
    related: [{ place: { record, path: ['provider'] }, message: `the rendering provider, ${renderer}` }],
    trace: [
      { label: 'Rendering provider', value: renderer, place: { record, path: ['provider'] } },
      { label: 'Signed by', value: known.join(', '), place: { record, path: ['signatures'] } },
      {
        label: 'Who signs',
        value: 'whoever rendered the service; a supervisor signs besides, not instead',
        source: EVERY_NOTE.source,
      },
    ],
  });
}

/**
 * Where the payer asks for two signatures, the second is of somebody who may direct the service: a QHP, or an assistant where the
 * payer lets assistants direct. One of them who rendered the service signs for both.
 * @returns the signatures of the others who may direct, where they count.
 */
function checkSecond(
  record: RecordHandle<'session'>,
  renderer: string,
  signatures: readonly Signature[],
  { facts, report, notChecked }: RuleContext,
): readonly Signature[] | undefined {
  const [note] = noteServices(record);
  const date = record.data.date?.value;
  const applied = note && facts.policyFor(note);
  const asked = applied?.policy.documentation.signatures;
  if (!applied || !asked || asked.value < 2 || date === undefined) return undefined;
  const levelOf = (id: string) => bestLevel(facts.provider(id)?.value.credentials, date);
  const level = levelOf(renderer);
  const needed = applied.policy.supervisor.level?.value ?? 'qhp';
  const mayDirect = (one: Level | 'none' | undefined) => one !== undefined && rankOf(one) >= rankOf(needed);
  if (mayDirect(level)) return undefined;
  const signers = new Set(signatures.map(({ by }) => by?.value));
  const others = [...signers].filter((signer) => signer !== renderer);
  const levels = others.map((signer) => (signer === undefined ? undefined : levelOf(signer)));
  if (signers.size >= asked.value && levels.some(mayDirect)) {
    return signatures.filter(({ by }) => mayDirect(levels[others.indexOf(by?.value)]));
  }
  if (level === undefined || levels.includes(undefined)) {
    notChecked(record, 'level of a signer not known');
    return undefined;
  }
  const origin = originPlace(asked.origin, facts);
  const known = [...signers].filter((signer) => signer !== undefined);
  const besides = levels.some(mayDirect)
    ? ''
    : `; none of ${rolesText(levelsFrom(needed))} besides the rendering provider's`;
  report({
    place: { record, path: ['signatures'], part: 'key' },
    message: `signed by ${known.length} (${listed(known)}); ${applied.policy.id} asks for ${asked.value} signatures${besides}${assumedText(applied, asked.origin)}`,
    related: origin ? [{ place: origin, message: `${asked.value} signatures` }] : [],
    trace: [
      policyStep(applied),
      { label: 'Signatures asked for', value: String(asked.value), ...sourceOf(asked.origin) },
      { label: 'Signed by', value: known.join(', '), place: { record, path: ['signatures'] } },
    ],
  });
  return undefined;
}
