import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { CallView } from '../../../shared/call.ts'
import { AppError } from '../../../shared/contract.ts'
import { RECORDING_RATE, type Recording, type Recordings } from '../../../shared/recording.ts'
import type { Settings } from '../../../shared/settings.ts'
import type { AccountDatabase } from '../storage/database.ts'
import { createWavFile, type WavFile } from './wav-file.ts'

export type RecordingsOptions = {
  readonly database: AccountDatabase
  readonly settings: () => Settings['recording']
  /** Where recordings go unless the user chose another folder. */
  readonly defaultFolder: string
  /** Switched off by whoever manages this computer. */
  readonly disabled: () => boolean
  readonly call: (callId: string) => CallView | undefined
  readonly now: () => number
  readonly onChange: (recordings: Recordings) => void
  readonly log: (text: string) => void
}

export type RecordingService = {
  readonly start: (callId: string) => Promise<void>
  readonly stop: (callId: string) => Promise<void>
  readonly write: (id: number, data: Uint8Array) => void
  readonly ofCall: (callId: string) => number | null
  readonly file: (id: number) => string | null
  readonly remove: (id: number) => Promise<void>
  readonly refresh: () => Promise<void>
  /** Ends what runs; the files stay. */
  readonly close: () => Promise<void>
}

const SHOWN = 200
const CHANNELS = 2
/** The page's last piece is still on its way when the call ends. */
const LAST_PIECE = 400

/** Recordings of an account's calls: one file each, written as the sound comes, listed in its database. */
export function createRecordings(options: RecordingsOptions): RecordingService {
  const { database, settings, defaultFolder, disabled, call, now, onChange, log } = options
  const running = new Map<string, { recording: Recording; file: WavFile }>()
  let list: Recording[] = []
  const tell = (): void => onChange({ list, disabled: disabled() })
  const refresh = async (): Promise<void> => {
    list = (await database.request('recordings', { limit: SHOWN })).map((r) => ({ ...r, running: running.has(r.callId) && r.running }))
    tell()
  }

  const finish = async (callId: string): Promise<void> => {
    const one = running.get(callId)
    if (!one) return
    running.delete(callId)
    await new Promise((resolve) => setTimeout(resolve, LAST_PIECE))
    const error = await one.file.close()
    if (error) log(`recording: ${(error as NodeJS.ErrnoException).code ?? error.message}`)
    const seconds = one.file.bytes() / (RECORDING_RATE * CHANNELS * 2)
    await database.request('saveRecording', { ...one.recording, seconds, running: false })
    await refresh()
  }

  return {
    async start(callId) {
      if (disabled()) throw new AppError('recording-off', 'recording is switched off here')
      if (!settings().consent) throw new AppError('recording-consent', 'the user was not told about consent yet')
      const view = call(callId)
      if (view?.state !== 'connected') throw new AppError('call-wrong-state', 'only a call that is up can be recorded')
      if (running.has(callId)) return
      const folder = settings().folder || defaultFolder
      const startedAt = now()
      const { file, path } = await createFile(folder, startedAt, view.remote.number)
      const recording = {
        callId,
        number: view.remote.number,
        name: view.contact?.name ?? view.remote.name,
        startedAt,
        seconds: 0,
        path,
        running: true,
      }
      const id = await database.request('addRecording', recording)
      running.set(callId, { recording: { ...recording, id }, file })
      await refresh()
    },
    stop: finish,
    write(id, data) {
      for (const { recording, file } of running.values()) if (recording.id === id) file.write(data)
    },
    ofCall: (callId) => running.get(callId)?.recording.id ?? null,
    file: (id) => list.find((r) => r.id === id)?.path ?? null,
    async remove(id) {
      const one = list.find((r) => r.id === id)
      if (!one || one.running) throw new AppError('not-found', 'no such recording')
      await rm(one.path, { force: true })
      await database.request('removeRecording', { id })
      await refresh()
    },
    refresh,
    async close() {
      await Promise.all([...running.keys()].map(finish))
    },
  }
}

/** `2026-11-23 18-20-33 442079460123.wav`, and a number behind it where that is taken. */
async function createFile(folder: string, at: number, number: string): Promise<{ file: WavFile; path: string }> {
  const two = (n: number): string => String(n).padStart(2, '0')
  const d = new Date(at)
  const when = `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())} ${two(d.getHours())}-${two(d.getMinutes())}-${two(d.getSeconds())}`
  const who = number.replace(/[^\p{L}\d+]/gu, '').slice(0, 40)
  try {
    await mkdir(folder, { recursive: true })
    for (let n = 1; ; n++) {
      const path = join(folder, `${[when, who, n > 1 ? n : ''].filter((part) => part !== '').join(' ')}.wav`)
      if (n < 100 && (await stat(path).catch(() => null))) continue
      return { file: await createWavFile(path, RECORDING_RATE, CHANNELS), path }
    }
  } catch (e) {
    throw new AppError('recording-folder', `the folder cannot be written: ${(e as NodeJS.ErrnoException).code ?? 'failed'}`)
  }
}
