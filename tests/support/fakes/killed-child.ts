// A process that writes an account's history until it is killed. Arguments: the database's path, and what to do.
import { flushCompileCache } from 'node:module'
import { openStore } from '../../../electron/main/storage/store.ts'
import { KILLED_NOW, type KilledWork, killedDays, killedHistory, killedShop } from './killed-work.ts'

const [path = '', work] = process.argv.slice(2) as [string, KilledWork]
// it never ends by itself: what was compiled would be lost for the next one
flushCompileCache()
const store = openStore({ path, now: () => KILLED_NOW, onState: () => {} })
process.send?.('begun')
if (work === 'sync') {
  const history = killedHistory(store)
  await history.start()
  await history.sync(killedDays, false)
} else if (work === 'import') store.answer('saveCallshop', killedShop)
else store.answer('deleteMatching', { search: { ...killedShop.search, since: 0, until: KILLED_NOW } })
process.send?.('done')
// until it is killed
setInterval(() => {}, 1000)
