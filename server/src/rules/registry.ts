/** Every rule, in the order of the catalogue. `npm run new-rule` adds to it. */
import assessmentWindow from './assessment-window.ts';
import authorizationCode from './authorization-code.ts';
import authorizationExceeded from './authorization-exceeded.ts';
import authorizationInactive from './authorization-inactive.ts';
import authorizationLow from './authorization-low.ts';
import authorizationMissing from './authorization-missing.ts';
import authorizationUnknown from './authorization-unknown.ts';
import capExceeded from './cap-exceeded.ts';
import caregiverMissing from './caregiver-missing.ts';
import chargeMismatch from './charge-mismatch.ts';
import claimLimits from './claim-limits.ts';
import clientAge from './client-age.ts';
import clientPresence from './client-presence.ts';
import codeInactive from './code-inactive.ts';
import codeNotCovered from './code-not-covered.ts';
import codeUnknown from './code-unknown.ts';
import concurrentServices from './concurrent-services.ts';
import copiedNote from './copied-note.ts';
import coverageInactive from './coverage-inactive.ts';
import credentialInactive from './credential-inactive.ts';
import dateInFuture from './date-in-future.ts';
import diagnosisConflict from './diagnosis-conflict.ts';
import diagnosisInvalid from './diagnosis-invalid.ts';
import diagnosisNotAuthorized from './diagnosis-not-authorized.ts';
import diagnosisPointer from './diagnosis-pointer.ts';
import duplicateId from './duplicate-id.ts';
import duplicateLine from './duplicate-line.ts';
import groupSize from './group-size.ts';
import lineSessionMismatch from './line-session-mismatch.ts';
import lineWithoutSession from './line-without-session.ts';
import linesToMerge from './lines-to-merge.ts';
import longSessionWithoutBreak from './long-session-without-break.ts';
import minutesMismatch from './minutes-mismatch.ts';
import modifierConflict from './modifier-conflict.ts';
import modifierCredential from './modifier-credential.ts';
import modifierInvalid from './modifier-invalid.ts';
import modifierMissing from './modifier-missing.ts';
import mueExceeded from './mue-exceeded.ts';
import nonBillableActivity from './non-billable-activity.ts';
import nonBillableInvalid from './non-billable-invalid.ts';
import noteIncomplete from './note-incomplete.ts';
import npiInvalid from './npi-invalid.ts';
import placeOfServiceInvalid from './place-of-service-invalid.ts';
import policyInvalid from './policy-invalid.ts';
import providerCode from './provider-code.ts';
import providerDayImpossible from './provider-day-impossible.ts';
import providerDoubleBooked from './provider-double-booked.ts';
import providerNotEnrolled from './provider-not-enrolled.ts';
import ptpConflict from './ptp-conflict.ts';
import referenceUnknown from './reference-unknown.ts';
import replacementInvalid from './replacement-invalid.ts';
import type { Rule } from './rule.ts';
import scheduledTimeBilled from './scheduled-time-billed.ts';
import sessionUnbilled from './session-unbilled.ts';
import signatureInvalid from './signature-invalid.ts';
import structure from './structure.ts';
import supervisionRatio from './supervision-ratio.ts';
import supervisorCode from './supervisor-code.ts';
import supervisorMissing from './supervisor-missing.ts';
import suppressionInvalid from './suppression-invalid.ts';
import syntax from './syntax.ts';
import taxonomyMismatch from './taxonomy-mismatch.ts';
import techniciansMissing from './technicians-missing.ts';
import telehealthMismatch from './telehealth-mismatch.ts';
import timeInvalid from './time-invalid.ts';
import timelyFiling from './timely-filing.ts';
import totalMismatch from './total-mismatch.ts';
import unitsAllocation from './units-allocation.ts';
import unitsBelowTime from './units-below-time.ts';
import unitsExceedTime from './units-exceed-time.ts';
import unitsInvalid from './units-invalid.ts';
import yamlHazard from './yaml-hazard.ts';

export const RULES: readonly Rule[] = [
  unitsExceedTime,
  unitsBelowTime,
  unitsAllocation,
  unitsInvalid,
  timeInvalid,
  nonBillableInvalid,
  minutesMismatch,
  scheduledTimeBilled,
  longSessionWithoutBreak,
  capExceeded,
  assessmentWindow,
  mueExceeded,
  authorizationMissing,
  authorizationUnknown,
  authorizationInactive,
  authorizationCode,
  authorizationExceeded,
  authorizationLow,
  providerCode,
  supervisorMissing,
  supervisorCode,
  credentialInactive,
  providerNotEnrolled,
  npiInvalid,
  taxonomyMismatch,
  modifierCredential,
  supervisionRatio,
  providerDoubleBooked,
  concurrentServices,
  providerDayImpossible,
  duplicateLine,
  ptpConflict,
  codeUnknown,
  codeInactive,
  codeNotCovered,
  modifierInvalid,
  modifierConflict,
  modifierMissing,
  telehealthMismatch,
  placeOfServiceInvalid,
  diagnosisInvalid,
  diagnosisConflict,
  diagnosisNotAuthorized,
  diagnosisPointer,
  noteIncomplete,
  signatureInvalid,
  groupSize,
  clientPresence,
  caregiverMissing,
  techniciansMissing,
  copiedNote,
  nonBillableActivity,
  lineWithoutSession,
  lineSessionMismatch,
  sessionUnbilled,
  linesToMerge,
  chargeMismatch,
  totalMismatch,
  coverageInactive,
  clientAge,
  timelyFiling,
  dateInFuture,
  claimLimits,
  replacementInvalid,
  syntax,
  structure,
  duplicateId,
  referenceUnknown,
  policyInvalid,
  yamlHazard,
  suppressionInvalid,
];

const BY_ID = new Map(RULES.map((rule) => [rule.id, rule]));

export function findRule(id: string): Rule | undefined {
  return BY_ID.get(id);
}
