/** The written parts of a note or a claim line: fields with their places, for rules on how something is written. */
import type { Claim, ClaimLine, Session } from '../../model/document.ts';
import type { Field, Items } from '../../model/field.ts';
import type { Service } from '../../workspace/client-day.ts';
import type { RecordPlace } from '../../workspace/place.ts';
import { isBlank } from './is-blank.ts';
import { servicePath } from './service.ts';

/** The keys that notes and claim lines share. */
export type ServiceFields = Pick<Session & ClaimLine, 'modifiers' | 'placeOfService' | 'supervisor'>;

export function fieldsOf({ from, value }: Service): ServiceFields {
  if (value.kind === 'note') return from.data as Session;
  return (from.data as Claim).lines?.items[value.index] ?? {};
}

/** A text of a list, with where it stands: asked for only where there is something to report. */
export class Written {
  readonly value: string;
  private readonly list: RecordPlace;
  private readonly index: number;

  constructor(value: string, list: RecordPlace, index: number) {
    this.value = value;
    this.list = list;
    this.index = index;
  }

  get place(): RecordPlace {
    const { record, path } = this.list;
    return { record, path: [...path, this.index] };
  }
}

const NOTHING: readonly Written[] = [];

/** The modifiers of a note or line in their order; what is not written is left out. */
export function writtenModifiers(service: Service): readonly Written[] {
  if (service.value.modifiers.length === 0) return NOTHING;
  const { modifiers } = fieldsOf(service);
  return writtenItems(modifiers, { record: service.from, path: [...servicePath(service), 'modifiers'] });
}

/** Whether each of the modifiers can be read: one that cannot may be the one that is looked for; `structure` reports it. */
export function areModifiersRead(service: Service): boolean {
  return fieldsOf(service).modifiers?.items.every(({ value }) => value !== undefined) ?? true;
}

/** The texts of a list that stands at a place; empty ones are left out. */
export function writtenItems(list: Items<Field<string>> | undefined, place: RecordPlace): readonly Written[] {
  if (!list || list.items.length === 0) return NOTHING;
  const written: Written[] = [];
  list.items.forEach((field, index) => {
    if (field.value !== undefined && !isBlank(field)) written.push(new Written(field.value, place, index));
  });
  return written;
}
