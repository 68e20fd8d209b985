/** The closed word lists of the format. */
import { words } from './scalars.ts';

export const level = words(['technician', 'assistant', 'qhp']);
export const claimFrequency = words(['original', 'replacement', 'void']);
export const lineOfBusiness = words(['medicare', 'medicaid', 'tricare', 'commercial']);
/** The programs for which CMS publishes edits of its National Correct Coding Initiative. */
export const ncciProgram = words(['medicare', 'medicaid']);
export const rounding = words(['midpoint', 'cms-8-minute', 'full-unit', 'round-up']);
export const unitsPer = words(['day', 'session']);
export const pool = words(['provider', 'client']);
export const capPeriod = words(['day', 'week', 'month', 'year', 'authorization', 'lifetime']);
/** Periods that come to an end, so that what they held can be compared. */
export const ratioPeriod = words(['day', 'week', 'month', 'year', 'authorization']);
export const linesPer = words(['day', 'session']);
export const weekday = words(['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']);
/** 837P DMG03. */
export const sex = words(['F', 'M', 'U']);
/** CMS-1500 box 6. */
export const subscriberRelationship = words(['self', 'spouse', 'child', 'other']);
export const severity = words(['off', 'error', 'warning', 'information']);
