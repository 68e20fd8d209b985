import { CAREGIVER_GUIDANCE, findCode } from '../tables/codes.ts';
import { isGeneralOfOthers, noteFieldsOf } from '../tables/note-fields.ts';
import type { AppliedPolicy, FactReader } from '../workspace/fact-reader.ts';
import type { Path, RecordPlace } from '../workspace/place.ts';
import type { RecordHandle } from '../workspace/record.ts';
import type { Fix, FixEdit, FixValue, Source, TraceStep } from './finding.ts';
import { defineRule } from './rule.ts';
import { assumedText } from './support/assumed.ts';
import { noteServices } from './support/services-of.ts';
import { saysUnsigned } from './support/signatures.ts';
import { sourceOf } from './support/source.ts';
import { policyStep } from './support/unit-trace.ts';
import { listed } from './support/words.ts';
import { entryState, keyState, type SessionKey } from './support/written.ts';

/** A note that does not show what was done supports no units, however right its times are. */
export default defineRule({
  id: 'note-incomplete',
  category: 'documentation',
  severity: 'warning',
  summary: 'a note lacks what its code or the payer needs it to show, or leaves it empty; one finding names all of it',
  fixes: ['substantive'],
  carc: '252',
  checks: {
    session(record, { facts, report }) {
      const [service] = noteServices(record);
      const code = service?.value.code;
      if (!service || code === undefined) return;
      const applied = facts.policyFor(service);
      const lacking = withoutUnknown(
        needsOf(code, applied)
          .filter(({ path }) => !isOthers(record, path, code, applied, facts))
          .flatMap((need) => lackOf(record, need)),
        facts,
      );
      if (lacking.length === 0) return;
      const { require } = applied.policy.documentation;
      const restsOnPolicy = require !== undefined && lacking.some(({ need }) => need.isPolicy);
      const verify = lacking.every(({ need }) => need.source.verify);
      report({
        place: placeOfFirst(record, lacking),
        message: `${messageOf(code, lacking)}${restsOnPolicy ? assumedText(applied, require.origin, verify) : verify ? ' (verify)' : ''}`,
        trace: [
          ...(restsOnPolicy ? [policyStep(applied)] : []),
          ...lacking.map(({ need, state }) => step(need, state)),
        ],
        fixes: insertKeys(record, lacking),
      });
    },
  },
});

interface Need {
  /** As in the table of note fields. */
  readonly path: readonly string[];
  readonly why: string;
  readonly source: Source;
  readonly isPolicy: boolean;
  /** See the table of note fields. */
  readonly isGeneral: boolean;
}

interface Lack {
  readonly need: Need;
  readonly state: 'absent' | 'empty';
  /** The first place that lacks it. */
  readonly path: Path;
}

/** What the code needs, then what the payer asks for: a general key that the payer names is no longer only usual. */
function needsOf(code: string, { policy }: AppliedPolicy): readonly Need[] {
  const ofCode = findCode(code) ? noteFieldsOf(code).map((field) => ({ ...field, isPolicy: false })) : [];
  const { require } = policy.documentation;
  if (!require) return ofCode;
  const keys = new Set<string>(require.value.filter((key) => concernsCode(key, code)));
  const own = ofCode.filter(({ path, isGeneral }) => !(isGeneral && keys.has(path[0] ?? '')));
  for (const { path } of own) keys.delete(path[0] ?? '');
  const { source } = sourceOf(require.origin);
  const why = `${policy.id} asks for it`;
  return [...own, ...[...keys].map((key) => ({ path: [key], why, source, isPolicy: true, isGeneral: false }))];
}

/** An assessment has no goals or interventions, whatever the payer asks of notes; a payer's own code may have them. */
function concernsCode(key: string, code: string): boolean {
  return !findCode(code) || !isGeneralOfOthers(key, code);
}

/** In a folder whose notes say nowhere what was done, narratives are kept in another system, and with them the rest. */
function withoutUnknown(lacking: readonly Lack[], facts: FactReader): readonly Lack[] {
  const mayBeElsewhere = ({ need, state }: Lack) => need.isGeneral && state === 'absent';
  if (!lacking.some(mayBeElsewhere) || facts.notesAreWritten()) return lacking;
  return lacking.filter((lack) => !mayBeElsewhere(lack));
}

/** Whether another rule answers for the key: one thing that is missing is one finding. */
function isOthers(
  record: RecordHandle<'session'>,
  [key, ...rest]: readonly string[],
  code: string,
  { policy }: AppliedPolicy,
  facts: FactReader,
): boolean {
  const entry = findCode(code);
  switch (key) {
    case 'id':
    case 'client':
    case 'date':
    case 'code':
    case 'provider':
      return true;
    case 'start':
    case 'end':
      // With one of them alone, `time-invalid` asks for the other.
      return record.data.start !== undefined || record.data.end !== undefined;
    case 'caregivers':
      return rest.length === 0 && entry?.category === CAREGIVER_GUIDANCE;
    case 'groupSize':
      return entry?.groupSize !== undefined;
    case 'technicians':
      return (entry?.minTechnicians ?? 0) > 1;
    case 'supervisor':
      return policy.supervisor.required?.value.includes(code) ?? false;
    case 'signatures':
      return saysUnsigned(record, facts);
    default:
      return false;
  }
}

/** Lists that state something by being empty: that there was none. */
const STATED_EMPTY: ReadonlySet<string> = new Set(['nonBillable', 'modifiers']);

function lackOf(record: RecordHandle<'session'>, need: Need): readonly Lack[] {
  const [key = '', ...rest] = need.path;
  const state = keyState(record, key as SessionKey);
  if (rest.length === 0) {
    const isLacking = state === 'absent' || (state === 'empty' && !STATED_EMPTY.has(key));
    return isLacking ? [{ need, state, path: [key] }] : [];
  }
  const part = record.data[key as SessionKey];
  if (part === undefined) return state === 'absent' && rest[0] !== '*' ? [{ need, state, path: need.path }] : [];
  if (rest[0] !== '*') return lackIn(record, need, [key], part, rest[0] ?? '');
  // Of a list, nobody named at all is another rule's matter; of those named, the first that lacks it is shown.
  const items = state === 'stated' && 'items' in part ? (part.items as readonly object[]) : [];
  return items.flatMap((item, index) => lackIn(record, need, [key, index], item, rest[1] ?? '')).slice(0, 1);
}

function lackIn(record: RecordHandle<'session'>, need: Need, path: Path, object: object, key: string): readonly Lack[] {
  // An object without a readable key is `structure`'s to report.
  if (!('at' in object) || Object.keys(object).length < 2) return [];
  const state = entryState(record, path, object, key);
  return state === 'absent' || state === 'empty' ? [{ need, state, path: [...path, key] }] : [];
}

function nameOf({ path }: Need): string {
  return path.filter((step) => step !== '*').join('.');
}

function messageOf(code: string, lacking: readonly Lack[]): string {
  const names = (state: Lack['state']) =>
    lacking.filter((lack) => lack.state === state).map(({ need }) => nameOf(need));
  const [absent, empty] = [names('absent'), names('empty')];
  const parts = [
    ...(absent.length > 0 ? [`lacks ${listed(absent)}`] : []),
    ...(empty.length > 0 ? [`leaves ${listed(empty)} empty`] : []),
  ];
  return `the note of ${code} ${parts.join('; it ')}`;
}

/** The parent that lacks a key, else the first empty value. */
function placeOfFirst(record: RecordHandle<'session'>, lacking: readonly Lack[]): RecordPlace {
  const absent = lacking.find(({ state }) => state === 'absent');
  if (!absent) return { record, path: lacking[0]?.path ?? ['id'] };
  const [key = '', ...rest] = absent.path;
  if (rest.length === 0 || record.data[key as SessionKey] === undefined) return { record, path: ['id'], part: 'key' };
  return { record, path: absent.path.slice(0, -1), part: 'key' };
}

function step({ path, why, source }: Need, state: Lack['state']): TraceStep {
  return {
    label: `${nameOf({ path } as Need)}: ${why}`,
    value: state === 'absent' ? 'not in the note' : 'empty',
    source,
  };
}

/** What can be inserted empty, to be filled in. Nothing is invented: a time, a place or a yes is only the author's to give. */
const EMPTY: { readonly [key: string]: FixValue } = { goals: [], interventions: [], summary: '' };

/** Leaves a finding that says that they are empty. */
function insertKeys(record: RecordHandle<'session'>, lacking: readonly Lack[]): readonly Fix[] {
  const inserted: string[] = [];
  const edits: FixEdit[] = [];
  const change: { [key: string]: FixValue } = {};
  for (const { need, state, path } of lacking) {
    const key = String(path.at(-1));
    const parent = path.slice(0, -1);
    const value = parent.length === 0 ? EMPTY[key] : '';
    if (state !== 'absent' || value === undefined) continue;
    inserted.push(nameOf(need));
    if (parent[0] === 'protocolChange' && record.data.protocolChange === undefined) change[key] = value;
    else edits.push({ op: 'insert', record, path: parent, key, value });
  }
  if (Object.keys(change).length > 0) {
    edits.push({ op: 'insert', record, path: [], key: 'protocolChange', value: change });
  }
  if (edits.length === 0) return [];
  return [{ title: `Insert ${listed(inserted)}, to be filled in`, kind: 'substantive', edits }];
}
