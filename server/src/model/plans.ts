/** The plans of everything that can be lowered on its own. */
import { baselineFileShape } from './baseline-file.ts';
import { claimShape } from './claim.ts';
import { clientShape } from './client.ts';
import { payerShape } from './payer.ts';
import { type ObjectPlan, planOfObject } from './plan.ts';
import { providerShape } from './provider.ts';
import { documentShape, type RecordKind } from './records.ts';
import { sessionShape } from './session.ts';
import { tablesFileShape } from './tables-file.ts';
import { workspaceFileShape } from './workspace-file.ts';

export const RECORD_PLANS: { readonly [K in RecordKind]: ObjectPlan } = {
  session: planOfObject(sessionShape),
  claim: planOfObject(claimShape),
  client: planOfObject(clientShape),
  provider: planOfObject(providerShape),
  payer: planOfObject(payerShape),
};

export const DOCUMENT_PLAN = planOfObject(documentShape);
export const WORKSPACE_FILE_PLAN = planOfObject(workspaceFileShape);
export const BASELINE_FILE_PLAN = planOfObject(baselineFileShape);
export const TABLES_FILE_PLAN = planOfObject(tablesFileShape);
