import { bestLevel } from '../policies/roles.ts';
import { type CodeEntry, findCode } from '../tables/codes.ts';
import type { FactReader } from '../workspace/fact-reader.ts';
import type { RecordHandle } from '../workspace/record.ts';
import type { TraceStep } from './finding.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { noteServices } from './support/services-of.ts';
import { keyState } from './support/written.ts';

/**
 * 0362T and 0373T take two or more technicians and a qualified professional on site, who is not one of the two. The
 * rendering provider counts as a technician unless it is known to be that professional.
 */
export default defineRule({
  id: 'technicians-missing',
  category: 'documentation',
  severity: 'error',
  summary: 'a note of 0362T or 0373T names fewer than two technicians, one of them twice, or no QHP',
  carc: '16',
  checks: {
    session(record, context) {
      const entry = findCode(record.data.code?.value ?? '');
      if (!entry || entry.minTechnicians < 2) return;
      const repeated = repeatedAt(record);
      const team = teamOf(record, context.facts);
      if (!checkCount(record, entry, team, repeated, context) && repeated) reportRepeated(record, repeated, context);
      checkProfessional(record, entry, team, context);
    },
  },
});

interface Team {
  /** Ids, each once. */
  readonly technicians: ReadonlySet<string>;
  /** The one on site: the named supervisor, else the rendering provider where it is known to be a QHP. */
  readonly professional: string | undefined;
  /** True where the rendering provider's level is not known: it may be a technician, or the professional. */
  readonly rendererUnknown: boolean;
}

function teamOf({ data }: RecordHandle<'session'>, facts: FactReader): Team {
  const provider = data.provider?.value;
  const date = data.date?.value;
  const level =
    provider === undefined || date === undefined
      ? undefined
      : bestLevel(facts.provider(provider)?.value.credentials, date);
  const supervisor = data.supervisor?.value;
  const professional = supervisor ?? (level === 'qhp' ? provider : undefined);
  const technicians = new Set(data.technicians?.items.flatMap(({ value }) => value ?? []));
  if (provider !== undefined && level !== undefined && level !== 'qhp') technicians.add(provider);
  if (professional !== undefined) technicians.delete(professional);
  return { technicians, professional, rendererUnknown: level === undefined };
}

/** @returns whether the count could be wrong: then a technician named twice is part of that matter. */
function checkCount(
  record: RecordHandle<'session'>,
  entry: CodeEntry,
  team: Team,
  repeated: Repeated | undefined,
  { report, notChecked }: RuleContext,
): boolean {
  const count = team.technicians.size;
  const state = keyState(record, 'technicians');
  const hasUnreadable = record.data.technicians?.items.some(({ value }) => value === undefined) ?? false;
  if (count >= entry.minTechnicians || state === 'unknown' || hasUnreadable) return false;
  const provider = record.data.provider?.value;
  const possible = team.rendererUnknown && provider !== undefined && !team.technicians.has(provider) ? 1 : 0;
  if (count + possible >= entry.minTechnicians) {
    notChecked(record, `level of ${provider} not known: technician or QHP`);
    return false;
  }
  const twice = repeated ? `; ${repeated.id} is listed twice` : '';
  report({
    place: repeated
      ? { record, path: ['technicians', repeated.index] }
      : { record, path: [state === 'absent' ? 'code' : 'technicians'], part: 'key' },
    message: `${nameTeam(team)}; ${entry.code} takes ${entry.minTechnicians} or more${twice}`,
    trace: traceOf(entry, team),
  });
  return true;
}

interface Repeated {
  readonly id: string;
  readonly index: number;
  readonly first: number;
}

function repeatedAt({ data }: RecordHandle<'session'>): Repeated | undefined {
  const ids = data.technicians?.items.map(({ value }) => value) ?? [];
  const index = ids.findIndex((id, at) => id !== undefined && ids.indexOf(id) < at);
  const id = ids[index];
  return id === undefined ? undefined : { id, index, first: ids.indexOf(id) };
}

function reportRepeated(
  record: RecordHandle<'session'>,
  { id, index, first }: Repeated,
  { report }: RuleContext,
): void {
  report({
    place: { record, path: ['technicians', index] },
    message: `${id} is listed twice among the technicians; a technician counts once`,
    related: [{ place: { record, path: ['technicians', first] }, message: `${id} is listed here` }],
  });
}

/** Where the policy asks for a supervisor of this code, `supervisor-missing` says so already. */
function checkProfessional(
  record: RecordHandle<'session'>,
  entry: CodeEntry,
  team: Team,
  { facts, report, notChecked }: RuleContext,
): void {
  const [service] = noteServices(record);
  if (!service || team.professional !== undefined || record.data.supervisor) return;
  if (facts.policyFor(service).policy.supervisor.required?.value.includes(entry.code)) return;
  if (team.rendererUnknown) {
    notChecked(record, `level of ${record.data.provider?.value ?? 'the rendering provider'} not known`);
    return;
  }
  report({
    place: { record, path: ['provider'], part: 'key' },
    message: `no QHP named; ${entry.code} needs one on site, as supervisor or as rendering provider`,
    trace: traceOf(entry, team),
  });
}

/** `1 technician (rbt-lee) besides the QHP` */
function nameTeam({ technicians, professional }: Team): string {
  const ids = technicians.size === 0 ? '' : ` (${[...technicians].join(', ')})`;
  const besides = professional === undefined ? '' : ' besides the QHP';
  return `${technicians.size} ${technicians.size === 1 ? 'technician' : 'technicians'}${ids}${besides}`;
}

function traceOf(entry: CodeEntry, team: Team): readonly TraceStep[] {
  const { technicians, professional = 'none known' } = team;
  return [
    { label: 'Technicians, the directing QHP not counted', value: [...technicians].join(', ') || 'none' },
    { label: 'QHP on site', value: professional },
    { label: `${entry.code}: ${entry.name}`, value: entry.renderedBy.note, source: entry.renderedBy.source },
  ];
}
