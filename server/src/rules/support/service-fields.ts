/** The written parts of a note or a claim line: fields with their places, for rules on how something is written. */
import type { Claim, ClaimLine, Session } from '../../model/document.ts';
import type { Field, Items } from '../../model/field.ts';
import type { Service } from '../../workspace/client-day.ts';
import type { RecordPlace } from '../../workspace/place.ts';
import { isBlank } from './is-blank.ts';
import { servicePath } from './service.ts';

/** The keys that notes and claim lines share. */
export type ServiceFields = Pick<Session & ClaimLine, 'modifiers' | 'placeOfService'>;

export function fieldsOf({ from, value }: Service): ServiceFields {
  if (value.kind === 'note') return from.data as Session;
  return (from.data as Claim).lines?.items[value.index] ?? {};
}

/** A text of a list, with where it stands. */
export interface Written {
  readonly value: string;
  readonly place: RecordPlace;
}

/** The modifiers of a note or line in their order; what is not written is left out. */
export function writtenModifiers(service: Service): readonly Written[] {
  return writtenItems(fieldsOf(service).modifiers, {
    record: service.from,
    path: [...servicePath(service), 'modifiers'],
  });
}

/** The texts of a list that stands at a place; empty ones are left out. */
export function writtenItems(
  list: Items<Field<string>> | undefined,
  { record, path }: RecordPlace,
): readonly Written[] {
  return (list?.items ?? []).flatMap((field, index) =>
    field.value === undefined || isBlank(field)
      ? []
      : [{ value: field.value, place: { record, path: [...path, index] } }],
  );
}
