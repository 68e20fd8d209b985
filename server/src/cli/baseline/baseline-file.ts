/** Reading and writing the file of a baseline. */
import { dirname, relative, resolve, sep } from 'node:path';
import { nodeFileSystem, pathToUri } from '../../disk/node-file-system.ts';
import { tooLargeToWrite } from '../../disk/read-text.ts';
import { writeWhole } from '../../disk/write-whole.ts';
import { lowerBaselineFile } from '../../model/document.ts';
import { SourceText } from '../../syntax/source.ts';
import { jsonPieces } from '../json-pieces.ts';
import { UsageError } from '../outcome.ts';
import type { FileOf, KnownFinding } from './baseline.ts';

const VERSION = 1;

/**
 * The findings of a baseline file.
 * @param path as the user wrote it.
 * @throws UsageError where it is missing or is none; it names line and column.
 */
export async function readBaseline(path: string, cwd: string): Promise<readonly KnownFinding[]> {
  const reading = await nodeFileSystem.read(pathToUri(resolve(cwd, path)));
  if (reading.kind === 'missing') {
    throw new UsageError(`${path}: There is no such baseline; --write-baseline ${path} writes one.`);
  }
  if (reading.kind === 'unreadable') throw new UsageError(`${path}: ${reading.reason}`);
  return knownFindings(path, reading.text);
}

function knownFindings(path: string, text: string): readonly KnownFinding[] {
  const source = SourceText.open(text, 'json');
  const fail = (start: number, message: string): never => {
    const { line, character } = source.positionAt(start);
    throw new UsageError(`${path}:${line + 1}:${character + 1}: This is no baseline: ${message}`);
  };
  const [problem] = source.errors();
  if (problem) fail(source.startOf(problem.chunk) + problem.span.start, problem.message);
  for (const chunk of source.chunks) {
    const { tape, errors } = source.scan(chunk);
    const { baseline, issues } = lowerBaselineFile(tape);
    const [fault] = [...errors, ...issues.map(({ span, message }) => ({ ...span, message }))];
    if (fault) fail(source.startOf(chunk) + fault.start, fault.message);
    const version = baseline?.version;
    if (version && version.value !== VERSION) {
      fail(source.startOf(chunk) + version.span.start, `its version is ${version.text}, not ${VERSION}`);
    }
    if (baseline) {
      return (baseline.findings?.items ?? []).map(({ file, rule, record, message, count }) => ({
        file: file?.text ?? '',
        rule: rule?.text ?? '',
        record: record?.text,
        message: message?.text ?? '',
        count: count?.value ?? 1,
      }));
    }
  }
  return fail(0, 'it is empty');
}

/** Writes a baseline, whole or not at all. @throws UsageError where it cannot be written, or could not be read again. */
export async function writeBaseline(path: string, cwd: string, findings: readonly KnownFinding[]): Promise<void> {
  const listed = findings.map(({ count, record, ...finding }) => ({
    ...finding,
    ...(record === undefined ? {} : { record }),
    ...(count === 1 ? {} : { count }),
  }));
  const pieces = () => jsonPieces({ version: VERSION, findings: listed.values() });
  const bytes = pieces().reduce((sum, piece) => sum + Buffer.byteLength(piece), 0);
  const problem = tooLargeToWrite(bytes) ?? (await writeWhole(resolve(cwd, path), pieces()));
  if (problem !== undefined) throw new UsageError(`${path}: ${problem}`);
}

/** The file of a finding, relative to the folder of the baseline: so that it holds wherever the check is run from. */
export function fileFrom(path: string, cwd: string): FileOf {
  const folder = dirname(resolve(cwd, path));
  return ({ file }) => relative(folder, resolve(cwd, file)).split(sep).join('/');
}
