/** The reference tables that are part of the program, as an audit record names them. */
import carc from '../../tables/carc.json' with { type: 'json' };
import claimLimits from '../../tables/claim-limits.json' with { type: 'json' };
import codes from '../../tables/codes.json' with { type: 'json' };
import concurrency from '../../tables/concurrency.json' with { type: 'json' };
import credentials from '../../tables/credentials.json' with { type: 'json' };
import diagnoses from '../../tables/diagnoses.json' with { type: 'json' };
import modifiers from '../../tables/modifiers.json' with { type: 'json' };
import mue from '../../tables/mue.json' with { type: 'json' };
import noteFields from '../../tables/note-fields.json' with { type: 'json' };
import places from '../../tables/places.json' with { type: 'json' };
import ptp from '../../tables/ptp.json' with { type: 'json' };
import rarc from '../../tables/rarc.json' with { type: 'json' };
import taxonomies from '../../tables/taxonomies.json' with { type: 'json' };

/** By name: `codes` is `tables/codes.json`. */
export const BUNDLED_TABLES: Readonly<Record<string, unknown>> = {
  carc,
  'claim-limits': claimLimits,
  codes,
  concurrency,
  credentials,
  diagnoses,
  modifiers,
  mue,
  'note-fields': noteFields,
  places,
  ptp,
  rarc,
  taxonomies,
};
