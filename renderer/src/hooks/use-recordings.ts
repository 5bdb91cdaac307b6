import type { Recording, RecordingCursor } from '../../../shared/domain/recording.ts'
import { useApp } from '../state/app-store.ts'
import { type Pages, usePages } from './use-pages.ts'

/** The recordings on this computer, or those of one call. @param callId null: of all calls; undefined: none */
export function useRecordings(callId: string | null | undefined): Pages<Recording> {
  const revision = useApp((s) => s.recordings.revision)
  const accountId = useApp(({ account: { session } }) => (session.state === 'signed-in' ? session.accountId : ''))
  return usePages<Recording, RecordingCursor>(callId === undefined ? null : `${accountId} ${callId}`, revision, async (before, limit) => {
    const outcome = await window.dialdesk.recordings.page({ callId: callId ?? null, before, limit })
    return outcome.ok ? { ok: true, value: { rows: outcome.value.recordings, next: outcome.value.next } } : outcome
  })
}
