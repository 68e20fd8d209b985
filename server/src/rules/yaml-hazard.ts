import type { YamlHazard } from '../model/document.ts';
import type { Slot } from '../workspace/slot.ts';
import type { FindingDraft } from './finding.ts';
import { defineRule } from './rule.ts';
import { wholeLine } from './support/whole-line.ts';

/**
 * Files are read here by their source text, by other tools as YAML 1.1 (yaml.org/spec/1.1, types int, float and bool) or by
 * the core schema of YAML 1.2. One finding for each record: whoever writes a time without quotes writes all so.
 */
export default defineRule({
  id: 'yaml-hazard',
  category: 'structure',
  severity: 'warning',
  summary:
    'a value without quotes that other YAML tools read differently (`15:30` as 930, `012` as 10), or `%YAML 1.1`',
  fixes: ['repair'],
  checks: {
    text(slot, { report }) {
      if (slot.yaml11) report(oldVersion(slot, slot.yaml11));
      for (const hazards of Map.groupBy(slot.hazards, ({ record }) => record).values()) {
        report(recordFinding(slot, hazards));
      }
    },
  },
});

function recordFinding(slot: Slot, hazards: readonly YamlHazard[]): FindingDraft {
  const [first, ...others] = hazards as readonly [YamlHazard, ...YamlHazard[]];
  const { length } = others;
  const more =
    length === 0
      ? ''
      : `; ${length} more ${length === 1 ? 'value' : 'values'} of this record ${length === 1 ? 'is' : 'are'} read differently, too`;
  return {
    place: { slot, span: first.span },
    record: first.record === undefined ? undefined : slot.records[first.record],
    message: `${readingText(first)}${more}`,
    related: others.map((hazard) => ({ place: { slot, span: hazard.span }, message: readingText(hazard) })),
    fixes: [
      {
        title: others.length === 0 ? 'Put it in quotes' : `Put the ${hazards.length} values of this record in quotes`,
        kind: 'repair',
        edits: hazards.map(({ span, text }) => ({ op: 'set-text', slot, span, value: text, as: 'string' })),
      },
    ],
  };
}

/** Without the content of what may tell about a person. */
function readingText({ text, otherwise, label, isPrivate }: YamlHazard): string {
  const what = isPrivate ? label : text;
  return `${what} without quotes is ${isPrivate ? 'another value' : otherwise} to other YAML tools`;
}

function oldVersion(slot: Slot, span: YamlHazard['span']): FindingDraft {
  const line = wholeLine(slot.chunk.text, span);
  return {
    place: { slot, span },
    message: '%YAML 1.1 has other tools read values without quotes differently; files are read by YAML 1.2 here',
    fixes: [
      {
        title: 'Remove the directive',
        kind: 'repair',
        edits: [{ op: 'replace-text', slot, span: line, text: '' }],
      },
    ],
  };
}
