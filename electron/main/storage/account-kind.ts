import { callQueries } from './call-queries.ts'
import { callshopQueries } from './callshop-queries.ts'
import { cardBatchQueries } from './card-batch-queries.ts'
import { historyQueries } from './history-queries.ts'
import { messageQueries } from './message-queries.ts'
import { migrate, NEWEST } from './migrations.ts'
import { paidOperationQueries } from './paid-operation-queries.ts'
import { personalQueries } from './personal-queries.ts'
import { rateQueries } from './rate-queries.ts'
import type { RequestName, Requests } from './requests.ts'
import { salvage } from './salvage.ts'
import { serviceQueries } from './service-queries.ts'
import type { StoreKind } from './store.ts'

type Handlers = { readonly [N in RequestName]: (args: Requests[N]['args']) => Requests[N]['result'] }

/** An account's database: lines, calls, history, what costs money, recordings. */
export const accountKind: StoreKind = {
  newest: NEWEST,
  migrate: (database) => migrate(database),
  tables: ['meta', 'call_log'],
  salvage,
  handlers(database): Handlers {
    const personal = personalQueries(database)
    return {
      ...callQueries(database),
      ...personal,
      ...messageQueries(database),
      ...serviceQueries(database),
      ...rateQueries(database),
      ...paidOperationQueries(database),
      ...cardBatchQueries(database),
      ...callshopQueries(database),
      ...historyQueries(database, personal.contacts),
    }
  },
}
