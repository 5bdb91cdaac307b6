// Runs an account's database in a worker thread, so that no query ever stalls the main process.
import { parentPort, workerData } from 'node:worker_threads'
import type { DatabaseState } from '../../../shared/domain/storage-state.ts'
import type { FromWorker, ToWorker } from './requests.ts'
import { openStore } from './store.ts'

const post = (message: FromWorker): void => parentPort?.postMessage(message)
const store = openStore({
  path: (workerData as { path: string }).path,
  now: Date.now,
  onState: (state: DatabaseState) => post({ state }),
})

parentPort?.on('message', ({ id, name, args }: ToWorker) => {
  try {
    if (name === 'close') {
      store.close()
      post({ id, ok: true, value: undefined })
      parentPort?.close()
    } else post({ id, ok: true, value: store.answer(name, args) })
  } catch (e) {
    post({ id, ok: false, value: e instanceof Error ? e.message : String(e) })
  }
})
