import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createRecordings } from '../../../../../electron/main/recordings/recordings.ts'
import { createWavFile } from '../../../../../electron/main/recordings/wav-file.ts'
import { type AccountDatabase, openDatabase } from '../../../../../electron/main/storage/database.ts'
import type { CallView } from '../../../../../shared/domain/call.ts'
import type { Recording, RecordingCursor, RecordingPage, Recordings } from '../../../../../shared/domain/recording.ts'
import { callOf } from '../../../../support/state.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recordings-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** The recordings of one call that is up, over a database that answers when it is let, and a disk that fails when it is told to. */
function recorder() {
  let fail: ((e: NodeJS.ErrnoException) => void) | undefined
  const rows = new Map<number, Recording>()
  let gate: Promise<void> = Promise.resolve()
  let shown: Recordings | undefined
  const asked: string[] = []
  const requests = {
    recordings: () => [...rows.values()],
    recording: ({ id }: { id: number }) => rows.get(id) ?? null,
    addRecording(recording: Recording) {
      const id = rows.size + 1
      rows.set(id, { ...recording, id })
      return id
    },
    saveRecording: (recording: Recording) => void rows.set(recording.id, recording),
    removeRecording: ({ id }: { id: number }) => void rows.delete(id),
  }
  const database = {
    async request(name: keyof typeof requests, args: never) {
      asked.push(name)
      await gate
      return requests[name](args)
    },
  } as unknown as AccountDatabase
  const service = createRecordings({
    database,
    settings: () => ({ consent: true, folder }) as never,
    defaultFolder: folder,
    disabled: () => false,
    call: (id) => callOf({ id, state: 'connected' }),
    now: Date.now,
    onChange: (recordings) => {
      shown = recordings
    },
    log: () => {},
    createFile(path, rate, channels, onFailed) {
      fail = onFailed
      return createWavFile(path, rate, channels, onFailed)
    },
  })
  return {
    service,
    fillDisk: () => fail?.(Object.assign(new Error('no space left'), { code: 'ENOSPC' })),
    rows,
    asked,
    shown: () => shown,
    files: () => readdirSync(folder),
    /** Holds the database up until the returned function is called. */
    hold() {
      let release = (): void => {}
      gate = new Promise((resolve) => {
        release = resolve
      })
      return release
    },
  }
}
/** Until the file is there and its row is asked for. */
const opening = async ({ asked }: ReturnType<typeof recorder>): Promise<void> => {
  while (!asked.includes('addRecording')) await new Promise((resolve) => setImmediate(resolve))
}

it('a recording that is started twice at once is one', async () => {
  const r = recorder()
  await Promise.all([r.service.start('call-0001'), r.service.start('call-0001')])
  await r.service.start('call-0001')
  expect([r.rows.size, r.files().length]).toEqual([1, 1])
  await r.service.close()
  expect([...r.rows.values()].map((row) => row.running)).toEqual([false])
})

it('a recording whose call ends while its file is being opened never begins, and leaves nothing', async () => {
  const r = recorder()
  const release = r.hold()
  const started = r.service.start('call-0001')
  await opening(r)
  const stopped = r.service.stop('call-0001')
  release()
  await expect(started).rejects.toMatchObject({ code: 'call-wrong-state' })
  await stopped
  expect(r.service.ofCall('call-0001')).toBeNull()
  expect([r.rows.size, r.files().length]).toEqual([0, 0])
})

it('closing while a recording starts waits for it; none starts afterwards', async () => {
  const r = recorder()
  const release = r.hold()
  const started = r.service.start('call-0001').catch((e: Error) => e)
  await opening(r)
  const closed = r.service.close()
  release()
  await Promise.all([started, closed])
  expect([r.rows.size, r.files().length]).toEqual([0, 0])
  await expect(r.service.start('call-0001')).rejects.toMatchObject({ code: 'call-wrong-state' })
})

it('closing waits for a recording whose call has just ended', async () => {
  const r = recorder()
  await r.service.start('call-0001')
  void r.service.stop('call-0001')
  await r.service.close()
  expect([...r.rows.values()].map((row) => row.running)).toEqual([false])
})

it('the last piece of audio, which comes after the end of the call, is in the file', async () => {
  const r = recorder()
  await r.service.start('call-0001')
  const id = r.service.ofCall('call-0001') ?? 0
  const stopped = r.service.stop('call-0001')
  r.service.write(id, Buffer.alloc(640))
  await stopped
  const { path = '' } = [...r.rows.values()][0] ?? {}
  expect(existsSync(path) && statSync(path).size).toBe(44 + 640)
})

it('a call can be recorded again while its last recording is being closed', async () => {
  const r = recorder()
  await r.service.start('call-0001')
  const stopped = r.service.stop('call-0001')
  await r.service.start('call-0001')
  await stopped
  expect(r.service.ofCall('call-0001')).toBe(2)
  await r.service.close()
  expect([...r.rows.values()].map((row) => row.running)).toEqual([false, false])
})

it('a recording that cannot be written on ends, says so, and is kept as far as it went', async () => {
  const r = recorder()
  await r.service.start('call-0001')
  r.service.write(1, Buffer.alloc(64_000))
  r.fillDisk()
  expect([r.service.ofCall('call-0001'), r.shown()?.brokenOff]).toEqual([null, 'call-0001'])
  await r.service.close()
  expect([...r.rows.values()]).toEqual([expect.objectContaining({ running: false, seconds: 1 })])
  expect(r.files()).toHaveLength(1)
})
it('of a recording that broke off nothing is said any more when the call is recorded again', async () => {
  const r = recorder()
  await r.service.start('call-0001')
  r.fillDisk()
  await r.service.start('call-0001')
  expect(r.shown()?.brokenOff).toBeNull()
  await r.service.close()
})

const worker = resolve('electron/main/storage/database-worker.ts')

it('recordings start only when allowed, with consent confirmed and the call up; they end in a file and an entry', async () => {
  const database = openDatabase(folder, 'recordings', worker)
  let shown: Recordings | undefined
  let disabled = true
  let consent = false
  let state: CallView['state'] = 'ringing'
  const view = () =>
    ({
      id: 'call-0001',
      state,
      remote: { number: '+49 30/12', name: null, anonymous: false },
      contact: { id: 'c', name: 'Zoe' },
    }) as unknown as CallView
  const at = new Date(2026, 10, 23, 14, 5, 9).getTime()
  const recordings = createRecordings({
    database,
    settings: () => ({ folder: '', consent, announce: false }),
    defaultFolder: join(folder, 'sub', 'Dialdesk'),
    disabled: () => disabled,
    call: view,
    now: () => at,
    onChange: (r) => (shown = r),
    log: () => {},
  })
  await expect(recordings.start('call-0001')).rejects.toMatchObject({ code: 'recording-off' })
  disabled = false
  await expect(recordings.start('call-0001')).rejects.toMatchObject({ code: 'recording-consent' })
  consent = true
  await expect(recordings.start('call-0001')).rejects.toMatchObject({ code: 'call-wrong-state' })
  state = 'connected'
  await recordings.start('call-0001')
  const id = recordings.ofCall('call-0001') ?? 0
  recordings.write(id, Buffer.alloc(64_000))
  recordings.write(id + 1, Buffer.alloc(64_000))
  await recordings.stop('call-0001')
  expect(recordings.ofCall('call-0001')).toBeNull()
  const list = async () => (await recordings.page({ callId: null, before: null, limit: 200 })).recordings
  expect(await list()).toEqual([
    expect.objectContaining({
      id,
      name: 'Zoe',
      seconds: 1,
      running: false,
      path: join(folder, 'sub', 'Dialdesk', '2026-11-23 14-05-09 +493012.wav'),
    }),
  ])
  // the same second again: another name
  await recordings.start('call-0001')
  await recordings.close()
  expect((await list())[0]?.path).toMatch(/\+493012 2\.wav$/)
  const before = shown?.revision ?? 0
  await recordings.remove(id)
  expect(await list()).toHaveLength(1)
  expect(shown?.revision).toBeGreaterThan(before)
  await database.close()
})
it('a folder that cannot be written is reported', async () => {
  const database = openDatabase(folder, 'recordings-2', worker)
  writeFileSync(join(folder, 'file'), '')
  const recordings = createRecordings({
    database,
    settings: () => ({ folder: join(folder, 'file', 'below'), consent: true, announce: false }),
    defaultFolder: folder,
    disabled: () => false,
    call: () =>
      ({ id: 'call-0001', state: 'connected', remote: { number: '1', name: null, anonymous: false }, contact: null }) as unknown as CallView,
    now: Date.now,
    onChange: () => {},
    log: () => {},
  })
  await expect(recordings.start('call-0001')).rejects.toMatchObject({ code: 'recording-folder' })
  await database.close()
})

it('however many there are, each can be reached, found by its call, played and deleted', async () => {
  const database = openDatabase(folder, 'recordings-3', worker)
  const recordings = createRecordings({
    database,
    settings: () => ({ folder: '', consent: true, announce: false }),
    defaultFolder: folder,
    disabled: () => false,
    call: () => undefined,
    now: () => 1,
    onChange: () => {},
    log: () => {},
  })
  const path = (i: number) => join(folder, `${i}.wav`)
  // two of each moment
  for (let i = 1; i <= 450; i++)
    await database.request('addRecording', {
      ...{ callId: `call-${String(Math.ceil(i / 3)).padStart(4, '0')}`, number: '030', name: null, startedAt: Math.ceil(i / 2) * 1000 },
      ...{ seconds: 1, path: path(i), running: false },
    })
  const seen: number[] = []
  let before: RecordingCursor | null = null
  do {
    const { recordings: some, next }: RecordingPage = await recordings.page({ callId: null, before, limit: 200 })
    seen.push(...some.map(({ id }) => id))
    before = next
  } while (before)
  expect(seen).toEqual(Array.from({ length: 450 }, (_, i) => 450 - i))
  const ofCall = await recordings.page({ callId: 'call-0001', before: null, limit: 200 })
  expect([ofCall.recordings.map(({ id }) => id), ofCall.next]).toEqual([[3, 2, 1], null])
  writeFileSync(path(1), 'sound')
  expect([await recordings.file(1), await recordings.file(451)]).toEqual([path(1), null])
  await recordings.remove(1)
  expect([existsSync(path(1)), await recordings.file(1)]).toEqual([false, null])
  await expect(recordings.remove(1)).rejects.toMatchObject({ code: 'not-found' })
  await database.close()
})
it('a recording that the app did not live to close is as long as its file', async () => {
  const r = recorder()
  const path = join(folder, 'killed.wav')
  writeFileSync(path, Buffer.alloc(44 + 64_000))
  r.rows.set(1, { id: 1, callId: 'call-0009', number: '030', name: null, startedAt: 1, seconds: 0, path, running: true })
  const list = async () => (await r.service.page({ callId: null, before: null, limit: 9 })).recordings
  expect(await list()).toEqual([expect.objectContaining({ seconds: 1, running: false })])
  expect(r.rows.get(1)).toMatchObject({ seconds: 1, running: false })
})
