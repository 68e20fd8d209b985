/** A clinic as plain data, in the words of the file format. Keys that are undefined are not written. */

export interface Signature {
  by: string;
  date: string;
}

export interface NonBillable {
  start?: string;
  end?: string;
  minutes?: number;
  reason?: string;
}

export interface Session {
  id: string;
  client: string;
  date: string;
  code: string;
  provider: string;
  supervisor?: string | undefined;
  start?: string | undefined;
  end?: string | undefined;
  nonBillable?: NonBillable[] | undefined;
  scheduled?: { start: string; end: string } | undefined;
  units?: number | undefined;
  modifiers?: string[] | undefined;
  placeOfService?: string | undefined;
  authorization?: string | undefined;
  groupSize?: number | undefined;
  technicians?: string[] | undefined;
  clientPresent?: boolean | undefined;
  caregivers?: { name?: string; relationship?: string }[] | undefined;
  goals?: string[] | undefined;
  interventions?: string[] | undefined;
  summary?: string | undefined;
  protocolChange?: { change?: string; reason?: string } | undefined;
  signatures?: Signature[] | undefined;
}

export interface Line {
  date: string;
  code: string;
  modifiers?: string[] | undefined;
  diagnosisPointers?: string[] | undefined;
  units: number;
  charge?: number | undefined;
  placeOfService?: string | undefined;
  provider?: string | undefined;
  supervisor?: string | undefined;
  authorization?: string | undefined;
  sessions?: string[] | undefined;
  minutes?: number | undefined;
}

export interface Claim {
  id: string;
  client: string;
  payer: string;
  created?: string | undefined;
  frequency?: string | undefined;
  replaces?: string | undefined;
  authorization?: string | undefined;
  billingProvider?: string | undefined;
  diagnoses?: string[] | undefined;
  total?: number | undefined;
  lines: Line[];
}

export interface Authorization {
  number: string;
  payer: string;
  from: string;
  to: string;
  diagnoses?: string[] | undefined;
  services: { codes: string[]; units: number; perDay?: number; perWeek?: number }[];
  used?: { codes: string[]; units: number; through: string }[] | undefined;
}

export interface Client {
  id: string;
  name: { first: string; last: string };
  birthDate: string;
  diagnoses: string[];
  coverage: { payer: string; memberId: string; from: string; to?: string | undefined }[];
  authorizations?: Authorization[] | undefined;
}

export interface Provider {
  id: string;
  name: string | { first: string; last: string };
  npi: string;
  taxonomy?: string | undefined;
  credentials?: { type: string; from: string; to?: string | undefined }[] | undefined;
  enrollments?: { payer: string; from: string; to?: string | undefined }[] | undefined;
}

/** A payer's record as it is written: numbers, texts, lists and maps. */
export interface Payer {
  id: string;
  [key: string]: Plain | undefined;
}

export type Plain = string | number | boolean | readonly Plain[] | { readonly [key: string]: Plain | undefined };

export interface Clinic {
  /** The workspace file. */
  settings: { asOf: string; [key: string]: Plain | undefined };
  payers: Payer[];
  providers: Provider[];
  clients: Client[];
  sessions: Session[];
  claims: Claim[];
}
