/** Entries and limits of a payer record that cannot mean anything: the part of `policy-invalid` that one version decides. */
import { groupRange } from './group-modifiers.ts';
import type { PolicyProblem } from './problems.ts';
import {
  LIST_PATHS,
  type ListKey,
  MAP_PATHS,
  type PayerVersion,
  SETTING_PATHS,
  type SettingPath,
  type Written,
  type WrittenAssessment,
  type WrittenCap,
  type WrittenConcurrency,
  type WrittenNotSameDay,
  type WrittenPeriod,
  type WrittenRatio,
  type WrittenRequiredModifier,
} from './written.ts';

type Problem = Omit<PolicyProblem, 'version'>;

/** In the order of the format. */
export function entryProblems(version: PayerVersion): readonly PolicyProblem[] {
  const problems: readonly Problem[] = [
    ...each(version, 'caps', capProblem),
    ...each(version, 'ratios', ratioProblem),
    ...reversed(
      version,
      'ageMin',
      'ageMax',
      (min, max) => `the youngest age, ${min}, is above the oldest, ${max}: no client fits`,
    ),
    ...each(version, 'assessments', assessmentProblem),
    ...each(version, 'concurrency', concurrencyProblem),
    ...each(version, 'notSameDay', notSameDayProblem),
    ...credentialProblems(version),
    ...each(version, 'requiredModifiers', requiredModifierProblem),
    ...groupSizeProblems(version),
    ...groupModifierProblems(version),
    ...noHours(version),
    ...emptyLists(version),
  ];
  return problems.map((problem) => ({ ...problem, version }));
}

type Entry<K extends ListKey> = NonNullable<PayerVersion[K]>[number];

/** The problem of each entry of a list. `find` says the path within the entry. */
function each<K extends ListKey>(
  version: PayerVersion,
  key: K,
  find: (entry: Entry<K>) => Problem | undefined,
): readonly Problem[] {
  const entries = (version[key] ?? []) as readonly Entry<K>[];
  return entries.flatMap((entry, index) => {
    const problem = find(entry);
    return problem ? [{ ...problem, path: [...LIST_PATHS[key], index, ...problem.path] }] : [];
  });
}

function isEmpty(list: Written<readonly string[]> | undefined): boolean {
  return list?.length === 0;
}

function capProblem(cap: WrittenCap): Problem | undefined {
  const { codes, units, hours, modifiers, withoutModifiers, per } = cap;
  if (isEmpty(codes)) return problem('cap-without-codes', ['codes'], 'the cap names no code: it limits nothing');
  if (isEmpty(modifiers)) {
    return problem(
      'entry-without-effect',
      ['modifiers'],
      'the cap counts services with none of its modifiers: it limits nothing',
    );
  }
  const both = modifiers?.find((modifier) => withoutModifiers?.includes(modifier));
  if (both !== undefined && modifiers?.every((modifier) => withoutModifiers?.includes(modifier))) {
    return problem(
      'entry-without-effect',
      ['withoutModifiers'],
      `the cap counts services with ${both} and leaves them out: it limits nothing`,
    );
  }
  // What is no cap at all has no period either: `structure` says so.
  if (units === undefined && hours === undefined && per !== null) {
    return problem('cap-without-limit', ['per'], 'the cap states neither units nor hours: it limits nothing');
  }
  if (units !== undefined && hours !== undefined) {
    return problem(
      'cap-without-limit',
      ['hours'],
      'the cap states both units and hours: write two caps or one of them',
    );
  }
  if (units !== undefined && units !== null && units < 1) {
    const message = `a cap of ${units} units lets no service through; a code that is not paid is left out of "covered"`;
    return problem('cap-below-one-unit', ['units'], message);
  }
  if (hours === 0) {
    const message = 'a cap of 0 hours lets no service through; a code that is not paid is left out of "covered"';
    return problem('cap-below-one-unit', ['hours'], message);
  }
  return periodProblem(per);
}

function problem(kind: Problem['kind'], path: SettingPath, message: string): Problem {
  return { kind, path, message };
}

function periodProblem(per: Written<WrittenPeriod>): Problem | undefined {
  if (per !== 'unclear') return undefined;
  return problem('period-unclear', ['per'], 'a rolling period states either days or months');
}

function ratioProblem({ codes, of, minPercent, maxPercent, modifiers }: WrittenRatio): Problem | undefined {
  if (isEmpty(codes)) return problem('entry-without-effect', ['codes'], 'the ratio names no code: it compares nothing');
  if (isEmpty(of)) return problem('entry-without-effect', ['of'], 'the ratio names no code to compare with');
  if (isEmpty(modifiers)) {
    return problem(
      'entry-without-effect',
      ['modifiers'],
      'the ratio counts services with none of its modifiers: it compares nothing',
    );
  }
  if (minPercent === undefined && maxPercent === undefined && of) {
    return problem(
      'entry-without-effect',
      ['of'],
      'the ratio states neither "minPercent" nor "maxPercent": it asks for nothing',
    );
  }
  if (typeof minPercent === 'number' && typeof maxPercent === 'number' && minPercent > maxPercent) {
    const message = `the smallest share, ${minPercent / 100} %, is above the largest, ${maxPercent / 100} %: no share fits`;
    return problem('limits-reversed', ['minPercent'], message);
  }
  return undefined;
}

function assessmentProblem({ codes, withinDays, notAgainWithinDays }: WrittenAssessment): Problem | undefined {
  if (isEmpty(codes)) return problem('entry-without-effect', ['codes'], 'the window names no code');
  if (withinDays === undefined && notAgainWithinDays === undefined && codes) {
    const message = 'the window states neither "withinDays" nor "notAgainWithinDays": it asks for nothing';
    return problem('entry-without-effect', ['codes'], message);
  }
  if (typeof withinDays === 'number' && typeof notAgainWithinDays === 'number' && notAgainWithinDays <= withinDays) {
    const message = `the next assessment may begin after ${notAgainWithinDays} days, while the first may take ${withinDays}`;
    return problem('limits-reversed', ['notAgainWithinDays'], message);
  }
  return undefined;
}

function concurrencyProblem({ codes, allowed, ...conditions }: WrittenConcurrency): Problem | undefined {
  if (codes && codes.length !== 2) {
    const message = `a pair names two codes, this one ${codes.length}; write one code twice for two providers on it`;
    return problem('entry-without-effect', ['codes'], message);
  }
  if (isEmpty(conditions.modifiers)) {
    return problem('entry-without-effect', ['modifiers'], 'the pair is allowed with none of its modifiers: never');
  }
  const condition = (['clientAbsent', 'separatePlaces', 'modifiers'] as const).find((key) => {
    const value = conditions[key];
    return value !== undefined && value !== null && value !== false;
  });
  if (allowed !== false || condition === undefined) return undefined;
  return problem(
    'entry-without-effect',
    [condition],
    `"${condition}" is a condition of a pair that is allowed; this one is not`,
  );
}

function notSameDayProblem({ codes, with: others }: WrittenNotSameDay): Problem | undefined {
  const empty = isEmpty(codes) ? 'codes' : isEmpty(others) ? 'with' : undefined;
  return empty && problem('entry-without-effect', [empty], 'no code is named: it forbids nothing');
}

function requiredModifierProblem({ codes, anyOf }: WrittenRequiredModifier): Problem | undefined {
  if (isEmpty(codes)) return problem('entry-without-effect', ['codes'], 'no code needs these modifiers');
  if (isEmpty(anyOf))
    return problem('entry-without-effect', ['anyOf'], 'no modifier is named: none could be the right one');
  return undefined;
}

function credentialProblems({ credentialModifiers }: PayerVersion): readonly Problem[] {
  return (credentialModifiers ?? []).flatMap(([name, modifiers]) =>
    isEmpty(modifiers)
      ? [
          problem(
            'credential-modifiers-empty',
            [...MAP_PATHS.credentialModifiers, name],
            'no modifier is named: none could be the right one',
          ),
        ]
      : [],
  );
}

function reversed(
  version: PayerVersion,
  minKey: 'ageMin' | 'groupMin',
  maxKey: 'ageMax' | 'groupMax',
  message: (min: number, max: number) => string,
  kind: Problem['kind'] = 'limits-reversed',
): readonly Problem[] {
  const min = version[minKey];
  const max = version[maxKey];
  if (typeof min !== 'number' || typeof max !== 'number' || min <= max) return [];
  return [problem(kind, SETTING_PATHS[minKey], message(min, max))];
}

function groupSizeProblems(version: PayerVersion): readonly Problem[] {
  const message = (min: number, max: number) =>
    `the smallest group, ${min}, is larger than the largest, ${max}: no group fits`;
  return reversed(version, 'groupMin', 'groupMax', message, 'group-size-reversed');
}

function groupModifierProblems({ groupModifiers }: PayerVersion): readonly Problem[] {
  return (groupModifiers ?? []).flatMap(([name]) => {
    if (groupRange(name)) return [];
    const message = `"${name}" is no number of persons; expected one like 2, or a range like 4-8 or 6+`;
    return [problem('group-modifier-unclear', [...MAP_PATHS.groupModifiers, name], message)];
  });
}

function noHours({ providerHoursPerDay }: PayerVersion): readonly Problem[] {
  if (providerHoursPerDay !== 0) return [];
  const message = '0 hours a day let no provider work';
  return [problem('entry-without-effect', SETTING_PATHS.providerHoursPerDay, message)];
}

/** Lists that say what is paid: nothing would be. */
function emptyLists(version: PayerVersion): readonly Problem[] {
  return (['covered', 'diagnosesAnyOf'] as const).flatMap((key) => {
    const what = key === 'covered' ? 'no code is listed' : 'no diagnosis is listed';
    const message = `${what}: the list is not used; leave it out where the payer states none`;
    return isEmpty(version[key]) ? [problem('entry-without-effect', SETTING_PATHS[key], message)] : [];
  });
}
