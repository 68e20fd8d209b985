/** What `npm run bench` prints. */
import type { CommandLineTimes, Run } from './command-line.ts';
import type { EngineTask, EngineTimes } from './engine.ts';
import type { ServerSamples } from './measure-server.ts';
import { figure, mebibytes, median, milliseconds, quantile, table, times } from './statistics.ts';

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly node: string;
  /** Average number of processes that wanted to run in the minute before. */
  readonly load: number;
}

export interface ServerRow {
  readonly name: string;
  readonly isOurs: boolean;
  readonly claims: number;
  readonly lines: number;
  readonly characters: number;
  readonly samples: ServerSamples;
}

export interface EngineRow extends EngineTask {
  readonly times: EngineTimes;
}

export function serverReport(machine: Machine, servers: readonly ServerRow[], engines: readonly EngineRow[]): string {
  return [
    heading(machine),
    serverTable(servers),
    ...comparisons(servers),
    'The engine without a protocol, each in a fresh process:',
    engineTable(engines),
  ].join('\n\n');
}

function heading({ processor, cores, node, load }: Machine): string {
  return `${processor}, ${cores} cores, Node ${node.slice(1)}, load ${load.toFixed(1)} before the run`;
}

const count = (value: number) => value.toLocaleString('en-US');
const middle = (values: readonly number[]) => milliseconds(median(values));
const late = (values: readonly number[]) => milliseconds(quantile(values, 0.95));

function serverTable(rows: readonly ServerRow[]): string {
  return table([
    ['', 'claims', 'lines', 'open → findings', 'one character → findings', 'p95', 'hover after an edit', 'peak memory'],
    ...rows.map(({ name, claims, lines, samples: { open, keystroke, hover, peakMemory } }) => [
      name,
      count(claims),
      count(lines),
      `${middle(open)} (${open.length})`,
      `${middle(keystroke)} (${keystroke.length})`,
      late(keystroke),
      `${middle(hover)} (${hover.length})`,
      mebibytes(median(peakMemory)),
    ]),
  ]);
}

/** Ratios of medians on the largest batch, each beside what is wanted. */
function comparisons(rows: readonly ServerRow[]): readonly string[] {
  const largest = Math.max(...rows.map(({ claims }) => claims));
  const smallest = Math.min(...rows.map(({ claims }) => claims));
  const find = (claims: number, isOurs: boolean) => rows.find((row) => row.claims === claims && row.isOurs === isOurs);
  const mine = find(largest, true)?.samples;
  const small = find(smallest, true)?.samples;
  const other = find(largest, false)?.samples;
  if (!mine || !small) return [];
  const ratio = (pick: (samples: ServerSamples) => readonly number[]) =>
    other ? median(pick(other)) / median(pick(mine)) : Number.NaN;
  const lines = [
    ['', 'measured', 'to reach', 'aim'],
    ['one character → findings, times faster', times(ratio(({ keystroke }) => keystroke)), '1,000 ×', '1,000 ×'],
    ['open → findings, times faster', times(ratio(({ open }) => open)), '4 ×', '7 ×'],
    ['peak memory, times less', times(ratio(({ peakMemory }) => peakMemory)), '5 ×', '8 ×'],
    ['hover after an edit, times faster', times(ratio(({ hover }) => hover)), '', ''],
    ['one character → findings, p95', late(mine.keystroke), '', '≤ 4 ms'],
    [
      `one character, ${count(largest)} claims against ${count(smallest)}`,
      times(median(mine.keystroke) / median(small.keystroke)),
      'about 1 ×',
      '1 ×',
    ],
  ];
  const note =
    'Medians, with the number of samples. Every open is in a fresh process. yaml-language-server waits 200 ms after a\n' +
    'change before it validates, which is part of what is measured.';
  return [
    note,
    `With ${count(largest)} claims:`,
    table(other ? lines : lines.filter(([, value]) => value !== '—')),
    table([
      ['one character in', 'median', 'p95'],
      ...[...mine.byEdit].map(([name, at]) => [name, middle(at), late(at)]),
    ]),
  ];
}

function engineTable(rows: readonly EngineRow[]): string {
  return table([
    ['', 'claims', 'open → findings', 'one character → findings', 'p95', 'heap in use'],
    ...rows.map(({ claims, format, others, times: { open, keystroke, heap } }) => [
      `${format.toUpperCase()}${others > 0 ? `, ${count(others)} more files in the folder` : ''}`,
      count(claims),
      milliseconds(open),
      `${middle(keystroke)} (${keystroke.length})`,
      late(keystroke),
      mebibytes(heap),
    ]),
  ]);
}

export function commandLineReport(machine: Machine, measured: CommandLineTimes): string {
  const { files, claims, characters, ours, parsing } = measured;
  const time = (runs: readonly Run[]) => median(runs.map((run) => run.milliseconds));
  const memory = (runs: readonly Run[]) => median(runs.map((run) => run.peakMemory));
  return [
    heading(machine),
    `${count(files)} files of ${count(claims)} claims, ${figure(characters / 1024 / 1024)} MiB, ${ours.length} runs each by turns:`,
    table([
      ['', 'time', 'peak memory'],
      ['aba-billing check', milliseconds(time(ours)), mebibytes(memory(ours))],
      ['parsing with yaml alone', milliseconds(time(parsing)), mebibytes(memory(parsing))],
    ]),
    `times faster: ${times(time(parsing) / time(ours))}, aim 8 ×`,
  ].join('\n\n');
}
