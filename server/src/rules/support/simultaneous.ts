/** Two services in the same minutes: how many they share, and how that is said. */
import { clockRange } from '../../billing/clock.ts';
import { type Interval, intersect, totalLength } from '../../billing/intervals.ts';
import type { Timed } from '../../billing/overlaps.ts';
import { findCode } from '../../tables/codes.ts';
import type { RenderedService } from '../../workspace/rendered-services.ts';
import type { TraceStep } from '../finding.ts';
import { placeOf, serviceName } from './service.ts';

/** A service whose clock time is known. */
export type TimedService = RenderedService & Timed & { readonly client: string; readonly code: string };

/** Those of known client, code and time. @param services in the order in which they begin. @param bucketOf see {@link Timed}. */
export function timedServices(
  services: readonly RenderedService[],
  bucketOf: (service: RenderedService, client: string, code: string) => string | undefined,
): readonly TimedService[] {
  return services.flatMap((item): readonly TimedService[] => {
    const { client, code } = item.service.value;
    if (client === undefined || code === undefined || item.intervals.length === 0) return [];
    const bucket = bucketOf(item, client, code);
    return bucket === undefined ? [] : [{ ...item, client, code, bucket }];
  });
}

/**
 * The time that both hold. Undefined where it may be none: they only touch, or what of them is not billable, at a time that
 * is not stated, may fill it.
 */
export function sharedTime(a: RenderedService, b: RenderedService): readonly Interval[] | undefined {
  const shared = intersect(a.intervals, b.intervals);
  return totalLength(shared) > a.loose + b.loose ? shared : undefined;
}

/** Whether two technicians assist in one service of the code: each of them may write a note of it. */
export function needsTechnicians(code: string): boolean {
  return (findCode(code)?.minTechnicians ?? 0) > 1;
}

/** `15:00–16:00`, from the first start to the last end. */
export function spanText({ intervals }: RenderedService): string {
  return clockRange({ start: intervals[0]?.start ?? 0, end: intervals.at(-1)?.end ?? 0 });
}

/** Both times and what they share. */
export function sharedSteps(
  later: TimedService,
  earlier: TimedService,
  shared: readonly Interval[],
): readonly TraceStep[] {
  const step = ({ service, intervals, code, client }: TimedService): TraceStep => ({
    label: `Billable time of ${serviceName(service)}: ${code} for ${client}, ${service.value.provider ?? 'provider not known'}`,
    value: intervals.map(clockRange).join(', '),
    place: placeOf(service, 'start'),
  });
  const loose = earlier.loose + later.loose;
  return [
    step(earlier),
    step(later),
    { label: `In both: ${shared.map(clockRange).join(', ')}`, value: `${totalLength(shared)} min` },
    ...(loose === 0 ? [] : [{ label: 'Of which may be non-billable', value: `${loose} min at most` }]),
  ];
}
