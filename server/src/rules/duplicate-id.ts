import { defineRule } from './rule.ts';

/** Ids are unique among records of a kind, over all files of the folder. Versions of one payer may share theirs. */
export default defineRule({
  id: 'duplicate-id',
  category: 'structure',
  severity: 'error',
  summary: 'two records of one kind share an id',
  carc: '18',
  checks: {
    sharedId({ records }, context) {
      const [first, ...others] = records;
      if (!first || first.kind === 'payer') return;
      for (const record of others) {
        context.report({
          place: { record, path: ['id'] },
          message: `${record.kind} id ${record.id} is taken; ids are unique among the records of a kind`,
          related: [{ place: { record: first, path: ['id'] }, message: `the first ${first.kind} with this id` }],
        });
      }
    },
  },
});
