import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { hover } from '../../../server/src/features/hover.ts';
import { quickFixes } from '../../../server/src/features/quick-fixes.ts';
import { type ReportedFinding, reportOn } from '../../../server/src/rules/report.ts';
import { changed } from './changed.ts';
import { type Opened, opened, ROOT } from './opened.ts';

const FOLDER = new URL('../../../examples/clinic/', import.meta.url);

function texts(): Record<string, string> {
  const names = readdirSync(FOLDER).filter((name) => /\.(yaml|json)$/.test(name));
  return Object.fromEntries(names.map((name) => [name, readFileSync(new URL(name, FOLDER), 'utf8')]));
}

/** What a finding is about, wherever it stands. */
function about({ rule, finding }: ReportedFinding): string {
  return `${rule} ${finding.record?.id} ${'path' in finding.place ? finding.place.path.join('.') : ''}`;
}

function findingsIn({ engine, file }: Opened): readonly ReportedFinding[] {
  return reportOn(engine, file);
}

describe('in the example clinic', () => {
  for (const name of Object.keys(texts())) {
    it(`every fix and suppression in ${name} does what it says and takes its finding away`, () => {
      const { [name]: own = '', ...others } = texts();
      const found = opened({ [name]: own, ...others }, undefined, '‸');
      for (const finding of findingsIn(found)) {
        const { start, end } = finding;
        for (const fix of quickFixes(found.engine, found.file, { start, end }, { mayCreateFiles: true })) {
          if (fix.finding.finding !== finding.finding) continue;
          const change = fix.change();
          assert.ok(change, `${about(finding)}: ${fix.title}`);
          const after = Object.entries(changed(found.engine, change)).map(([uri, text]) => [
            uri.slice(ROOT.length + 1),
            text,
          ]);
          const { [name]: fixed = '', ...rest } = Object.fromEntries(after) as Record<string, string>;
          const left = findingsIn(opened({ [name]: fixed, ...rest }, undefined, '‸')).map(about);
          assert.ok(!left.includes(about(finding)), `${about(finding)} is left after "${fix.title}"`);
        }
      }
    });

    it(`every place in ${name} can be pointed at`, () => {
      const { [name]: own = '', ...others } = texts();
      const { engine, file } = opened({ [name]: own, ...others }, undefined, '‸');
      for (let offset = 0; offset <= file.source.length; offset += 7) {
        const shown = hover(engine, file, offset);
        if (!shown) continue;
        assert.ok(shown.span.start <= offset && offset <= shown.span.end, `at ${offset}`);
        assert.doesNotMatch(shown.markdown, /undefined|\[object/);
      }
    });
  }
});
