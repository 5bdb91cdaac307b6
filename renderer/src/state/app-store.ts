import { useSyncExternalStore } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { AppState } from '../../../shared/contract/ipc.ts'
import { projection } from './projection.ts'

/** Reads a part of the state. Only used below the point where the snapshot is there. */
export function useApp<T>(select: (state: AppState) => T): T {
  const read = (): T => {
    const { state } = projection.getState()
    if (!state) throw new Error('the state is read before the snapshot')
    return select(state)
  }
  // zustand's own hook would read no state where the build draws the first frame (app/first-frames.tsx)
  return useSyncExternalStore(projection.subscribe, read, read)
}

/** The same for what is put together anew at each reading: an array, a map, or a plain object. It has changed when one of its parts has. */
export const useAppParts = <T>(select: (state: AppState) => T): T => useApp(useShallow(select))
