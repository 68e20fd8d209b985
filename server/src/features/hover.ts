/** What is shown when somebody points at a part of a file. */
import { describePart } from '../model/document.ts';
import type { Engine } from '../rules/engine.ts';
import { type ReportedFinding, reportOn } from '../rules/report.ts';
import type { Span } from '../syntax/tree.ts';
import { findCode } from '../tables/codes.ts';
import { isRecordFile } from '../workspace/configuration.ts';
import type { AppliedPolicy } from '../workspace/fact-reader.ts';
import type { WorkspaceFile } from '../workspace/file.ts';
import { codeCard, policyCard } from './code-card.ts';
import { idCard } from './id-card.ts';
import { type Located, locate } from './locate.ts';
import { blocks, plain, traceText } from './markdown.ts';
import { referenceCard } from './reference-card.ts';
import { serviceAt } from './service-at.ts';
import { type UnitsCard, unitsCard } from './units-card.ts';

export interface Hover {
  /** UTF-16 offsets in the file: the scalar pointed at, or the finding's range. */
  readonly span: Span;
  readonly markdown: string;
  /** The findings at the offset. */
  readonly findings: readonly ReportedFinding[];
}

export interface HoverOptions {
  /** The formats of which the editor itself shows what the schemas say, so that it would stand there twice. */
  readonly described?: ReadonlySet<string>;
}

/** Keys of notes and claim lines that the calculation of units rests on. */
const UNIT_KEYS: ReadonlySet<unknown> = new Set(['units', 'minutes', 'start', 'end', 'nonBillable']);

/** Undefined where there is nothing to say. Costs what the chunk around the offset holds, and the findings in it. */
export function hover(
  engine: Engine,
  file: WorkspaceFile,
  offset: number,
  options: HoverOptions = {},
): Hover | undefined {
  const located = locate(file, offset);
  const findings = reportOn(engine, file, { start: offset, end: offset });
  const units = located && unitsAt(engine, located);
  const card = located && (units?.markdown ?? cardOf(engine, located) ?? descriptionIn(file, located, options));
  const markdown = blocks(...findings.map((finding) => traceOf(finding, units)), card);
  const span = located?.span ?? findings[0];
  if (span === undefined || (markdown === '' && findings.length === 0)) return undefined;
  return { span: { start: span.start, end: span.end }, markdown, findings };
}

/** The steps behind a finding, unless the card below shows the very same. The editor itself shows the message. */
function traceOf({ rule, finding }: ReportedFinding, units: UnitsCard | undefined): string | undefined {
  const trace = finding.trace ?? [];
  const shown = new Set(units?.trace.map((step) => step.label));
  if (trace.length === 0 || trace.every((step) => shown.has(step.label))) return undefined;
  return blocks(`**How \`${rule}\` was found**`, traceText(trace));
}

function unitsAt(engine: Engine, { record, path, part }: Located): UnitsCard | undefined {
  if (!record || !path.some((step) => UNIT_KEYS.has(step)) || path.includes('scheduled')) return undefined;
  const service = part === 'value' || path.at(-1) === 'units' ? serviceAt(record, path) : undefined;
  return service && unitsCard(engine, service);
}

function cardOf(engine: Engine, located: Located): string | undefined {
  const { record, path, part, node } = located;
  const entry = findCode(node.text);
  if (entry) {
    const applied = policyAt(engine, located);
    return codeCard(entry, applied && policyCard(applied, entry.code));
  }
  if (part === 'key') return undefined;
  const reference = record && referenceCard(path, node.text, policyAt(engine, located));
  return reference ?? idCard(engine, record, path, node.text);
}

/** What the format says, unless the editor does. It knows its schemas by the names of files. */
function descriptionIn(file: WorkspaceFile, located: Located, { described }: HoverOptions): string | undefined {
  const isNamed = file.role !== 'records' || isRecordFile(file.uri);
  return isNamed && described?.has(file.source.format) ? undefined : descriptionOf(located);
}

/** The policy that applies at a place: of its note or line, its authorization, or the payer record it stands in. */
function policyAt(engine: Engine, { record, path }: Located): AppliedPolicy | undefined {
  if (!record) return undefined;
  const facts = engine.facts();
  const service = serviceAt(record, path);
  if (service) return facts.policyFor(service);
  const { data } = record;
  if ('authorizations' in data && path[0] === 'authorizations' && typeof path[1] === 'number') {
    const { payer, from } = data.authorizations?.items[path[1]] ?? {};
    return payer?.value === undefined ? undefined : facts.policy(record, payer.value, from?.value);
  }
  if (record.kind !== 'payer' || record.id === undefined || !('from' in data || 'to' in data)) return undefined;
  return facts.policy(record, record.id, data.from?.value ?? data.to?.value);
}

/** What the format says about the part. */
function descriptionOf({ subject, path, part }: Located): string | undefined {
  const found = describePart(subject, path);
  if (!found) return undefined;
  const key = path.findLast((step) => typeof step === 'string');
  const title = key === undefined ? undefined : `**${plain(key)}**`;
  const description = found.description === undefined ? undefined : plain(found.description);
  if (title === undefined && description === undefined) return undefined;
  const words = found.words && `One of ${found.words.map((word) => `\`${word}\``).join(', ')}.`;
  const expected =
    found.type === 'scalar' && !words && part === 'key' ? `Expected: ${plain(found.expected)}.` : undefined;
  return blocks([title, description].filter((text) => text !== undefined).join(' — '), words ?? expected);
}
