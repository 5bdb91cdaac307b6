import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { CallView } from '../../../shared/domain/call.ts'
import { AppError } from '../../../shared/domain/failure.ts'
import { RECORDING_RATE, type Recording, type RecordingCursor, type RecordingPage, type Recordings } from '../../../shared/domain/recording.ts'
import type { Settings } from '../../../shared/domain/settings.ts'
import type { AccountDatabase } from '../storage/database.ts'
import { createWavFile, WAV_HEADER, type WavFile } from './wav-file.ts'

export type RecordingsOptions = {
  readonly database: AccountDatabase
  readonly settings: () => Settings['recording']
  /** Where recordings go unless the user chose another folder. */
  readonly defaultFolder: string
  /** Switched off by policy. */
  readonly disabled: () => boolean
  readonly call: (callId: string) => CallView | undefined
  readonly now: () => number
  readonly onChange: (recordings: Recordings) => void
  readonly log: (text: string) => void
  readonly createFile?: typeof createWavFile
}

export type RecordingService = {
  readonly start: (callId: string) => Promise<void>
  readonly stop: (callId: string) => Promise<void>
  readonly write: (id: number, data: Uint8Array) => void
  readonly ofCall: (callId: string) => number | null
  /** Of all calls, or of one. */
  readonly page: (query: {
    readonly callId: string | null
    readonly before: RecordingCursor | null
    readonly limit: number
  }) => Promise<RecordingPage>
  /** Where a recording is; null for one that is not known. */
  readonly file: (id: number) => Promise<string | null>
  /** Deletes its file, too. @throws AppError `not-found`, also for one that runs */
  readonly remove: (id: number) => Promise<void>
  readonly refresh: () => void
  /** Ends what runs; the files stay. */
  readonly close: () => Promise<void>
}

const CHANNELS = 2
/** Bytes of a second of audio. */
const SECOND = RECORDING_RATE * CHANNELS * 2
/** The page's last piece is still on its way when the call ends. */
const LAST_PIECE = 400

type Running = { readonly recording: Recording; readonly file: WavFile }

/**
 * Recordings of an account's calls: one file each, written while the audio arrives, listed in its database. A call has one
 * recording at most; one whose call ends while its file is being opened never begins.
 */
export function createRecordings(options: RecordingsOptions): RecordingService {
  const { database, settings, defaultFolder, disabled, call, now, onChange, log, createFile = createWavFile } = options
  const opening = new Map<string, { readonly abort: AbortController; readonly done: Promise<void> }>()
  const running = new Map<string, Running>()
  /** Over, but the page's last piece may still come. */
  const finishing = new Map<Running, Promise<void>>()
  let closed = false
  let revision = 0
  let brokenOff: string | null = null
  const publish = (): void => onChange({ revision, brokenOff, disabled: disabled() })
  const refresh = (): void => {
    revision += 1
    publish()
  }
  const isWritten = (id: number): boolean => [...running.values(), ...finishing.keys()].some(({ recording }) => recording.id === id)
  /** As it is: one that the app did not live to close is as long as its file. */
  const known = async (one: Recording): Promise<Recording> => {
    if (!one.running || isWritten(one.id)) return { ...one, running: running.has(one.callId) && one.running }
    const bytes = (await stat(one.path).catch(() => null))?.size ?? 0
    const ended = { ...one, seconds: Math.max(0, bytes - WAV_HEADER) / SECOND, running: false }
    await database.request('saveRecording', ended)
    return ended
  }

  const open = async (view: CallView, signal: AbortSignal): Promise<void> => {
    const opened = new AsyncDisposableStack()
    try {
      const startedAt = now()
      const onFailed = (e: NodeJS.ErrnoException): void => {
        log(`recording: ${e.code ?? e.message}`)
        brokenOff = view.id
        void stop(view.id).catch(() => {})
        publish()
      }
      const { file, path } = await newFile(settings().folder || defaultFolder, startedAt, view.remote.number, onFailed)
      opened.defer(async () => {
        await file.close()
        await rm(path, { force: true })
      })
      const recording = {
        callId: view.id,
        number: view.remote.number,
        name: view.contact?.name ?? view.remote.name,
        startedAt,
        seconds: 0,
        path,
        running: true,
      }
      const id = await database.request('addRecording', recording)
      opened.defer(() => database.request('removeRecording', { id }))
      if (signal.aborted) throw new AppError('call-wrong-state', 'the call ended before its recording began')
      opened.move()
      running.set(view.id, { recording: { ...recording, id }, file })
    } finally {
      await opened.disposeAsync()
    }
  }

  const finish = async (one: Running): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, LAST_PIECE))
    await one.file.close()
    await database.request('saveRecording', { ...one.recording, seconds: one.file.bytes() / SECOND, running: false })
    refresh()
  }

  const stop = async (callId: string): Promise<void> => {
    const starting = opening.get(callId)
    if (starting) {
      starting.abort.abort()
      await starting.done.catch(() => {})
    }
    const one = running.get(callId)
    if (!one) return
    running.delete(callId)
    const done = finish(one).finally(() => finishing.delete(one))
    finishing.set(one, done)
    await done
  }

  /** `2026-11-23 18-20-33 442079460123.wav`, followed by a number where the file exists. */
  async function newFile(folder: string, at: number, number: string, onFailed: (e: NodeJS.ErrnoException) => void) {
    const two = (n: number): string => String(n).padStart(2, '0')
    const d = new Date(at)
    const when = `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())} ${two(d.getHours())}-${two(d.getMinutes())}-${two(d.getSeconds())}`
    const who = number.replace(/[^\p{L}\d+]/gu, '').slice(0, 40)
    try {
      await mkdir(folder, { recursive: true })
      for (let n = 1; ; n++) {
        const path = join(folder, `${[when, who, n > 1 ? n : ''].filter((part) => part !== '').join(' ')}.wav`)
        if (n < 100 && (await stat(path).catch(() => null))) continue
        return { file: await createFile(path, RECORDING_RATE, CHANNELS, onFailed), path }
      }
    } catch (e) {
      throw new AppError('recording-folder', `the folder cannot be written: ${(e as NodeJS.ErrnoException).code ?? 'failed'}`)
    }
  }

  return {
    async start(callId) {
      if (disabled()) throw new AppError('recording-off', 'recording is switched off here')
      if (!settings().consent) throw new AppError('recording-consent', 'the user has not confirmed the note on consent yet')
      const view = call(callId)
      if (closed || view?.state !== 'connected') throw new AppError('call-wrong-state', 'only a call that is up can be recorded')
      if (running.has(callId)) return
      const starting = opening.get(callId)
      if (starting) return starting.done
      brokenOff = null
      const abort = new AbortController()
      const done = open(view, abort.signal).finally(() => opening.delete(callId))
      opening.set(callId, { abort, done })
      await done
      refresh()
    },
    stop,
    write(id, data) {
      for (const { recording, file } of [...running.values(), ...finishing.keys()]) if (recording.id === id) file.write(data)
    },
    ofCall: (callId) => running.get(callId)?.recording.id ?? null,
    async page({ callId, before, limit }) {
      const found = await database.request('recordings', { callId, before, limit: limit + 1 })
      const recordings = await Promise.all(found.slice(0, limit).map(known))
      const last = found.length > limit ? recordings.at(-1) : undefined
      return { recordings, next: last ? { startedAt: last.startedAt, id: last.id } : null }
    },
    file: async (id) => (await database.request('recording', { id }))?.path ?? null,
    async remove(id) {
      const one = await database.request('recording', { id })
      if (!one || isWritten(id)) throw new AppError('not-found', 'no such recording')
      await rm(one.path, { force: true })
      await database.request('removeRecording', { id })
      refresh()
    },
    refresh,
    async close() {
      closed = true
      await Promise.all([...[...opening.keys(), ...running.keys()].map(stop), ...finishing.values()])
    },
  }
}
