import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { answerRecording, readRange, recordingOf } from '../../../electron/main/desktop/scheme.ts'
import { createDoNotDisturb } from '../../../electron/main/phone/do-not-disturb.ts'
import { createRecordings } from '../../../electron/main/phone/recordings.ts'
import { createWavFile, wavHeader } from '../../../electron/main/phone/wav-file.ts'
import { createContacts } from '../../../electron/main/services/contacts.ts'
import { createDiagnostics } from '../../../electron/main/services/diagnostics.ts'
import { openDatabase } from '../../../electron/main/storage/database.ts'
import { openSettingsStore } from '../../../electron/main/storage/settings-store.ts'
import type { CallView } from '../../../shared/call.ts'
import { type Contact, contactsByNumber, findContacts, numberKey } from '../../../shared/contact.ts'
import { type DiagnosticStep, maskNumbers } from '../../../shared/diagnostics.ts'
import type { Line } from '../../../shared/line.ts'
import type { Recordings } from '../../../shared/recording.ts'

const folder = mkdtempSync(join(tmpdir(), 'personal-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const worker = resolve('electron/main/storage/database-worker.ts')
const contact = (n: number, name: string, numbers: string[], part: Partial<Contact> = {}): Contact => ({
  id: `00000000-0000-4000-8000-00000000000${n}`,
  name,
  note: '',
  favourite: false,
  numbers: numbers.map((number) => ({ kind: 'work', number })),
  ...part,
})

describe('contacts', () => {
  it('meet a number in whatever form it comes', () => {
    for (const form of ['030 1234567', '+49 30 1234567', '0049301234567', '(030) 123-4567']) expect(numberKey(form, 'DE')).toBe('+49301234567')
    expect(numberKey('bob', 'DE')).toBe('bob')
    const map = contactsByNumber([contact(1, 'A', ['030 1234567']), contact(2, 'B', ['+49301234567', '110'])], 'DE')
    expect(map.get('+49301234567')?.name).toBe('A')
    expect(map.get('110')?.name).toBe('B')
  })
  it('are found by name, note and digits, favourites first', () => {
    const list = [contact(1, 'Zoe', ['0301234'], { note: 'invoices' }), contact(2, 'Zack', ['0897777'], { favourite: true })]
    expect(findContacts(list, 'z', 5).map((c) => c.name)).toEqual(['Zack', 'Zoe'])
    expect(findContacts(list, 'INVOICES', 5).map((c) => c.name)).toEqual(['Zoe'])
    expect(findContacts(list, '89 77', 5).map((c) => c.name)).toEqual(['Zack'])
    expect(findContacts(list, ' ', 5)).toEqual([])
  })
  it('are kept over a restart, changed and removed', async () => {
    const database = openDatabase(folder, 'contacts', worker)
    let shown: Contact[] = []
    const contacts = createContacts(
      database,
      () => 'DE',
      (list) => (shown = list),
    )
    await contacts.start()
    await contacts.save(contact(1, 'Zoe', ['030 1234567']))
    await contacts.save(contact(2, 'Anna', ['+44 7700 900123']))
    await contacts.save(contact(1, 'Zoë', ['030 1234567', '110']))
    expect(shown.map((c) => c.name)).toEqual(['Anna', 'Zoë'])
    expect(contacts.of('0049301234567')).toEqual({ id: contact(1, '', ['1']).id, name: 'Zoë' })
    expect(contacts.of('')).toBeNull()
    await database.close()
    const again = openDatabase(folder, 'contacts', worker)
    const later = createContacts(
      again,
      () => 'DE',
      (list) => (shown = list),
    )
    await later.start()
    await later.remove(contact(2, '', ['1']).id)
    expect(shown.map((c) => c.name)).toEqual(['Zoë'])
    await again.close()
  })
})

describe('recordings', () => {
  it('a WAV header says what follows', () => {
    const header = wavHeader(64_000, 16_000, 2)
    expect([
      header.toString('latin1', 0, 4),
      header.readUInt32LE(4),
      header.readUInt16LE(22),
      header.readUInt32LE(24),
      header.readUInt32LE(28),
      header.readUInt32LE(40),
    ]).toEqual(['RIFF', 64_036, 2, 16_000, 64_000, 64_000])
  })
  it('a file plays as far as it was written; nothing is written over', async () => {
    const path = join(folder, 'x.wav')
    const file = await createWavFile(path, 16_000, 2)
    file.write(Buffer.alloc(400, 1))
    file.write(Buffer.alloc(200, 2))
    expect(await file.close()).toBeNull()
    const data = readFileSync(path)
    expect([data.length, data.readUInt32LE(40), data[44], data[643]]).toEqual([644, 600, 1, 2])
    await expect(createWavFile(path, 16_000, 2)).rejects.toThrow(/EEXIST/)
  })
  it('start only when allowed, told about consent, and the call is up; end in a file and an entry', async () => {
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
    expect(shown?.list).toEqual([
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
    expect(shown?.list[0]?.path).toMatch(/\+493012 2\.wav$/)
    await recordings.remove(id)
    expect(shown?.list).toHaveLength(1)
    await database.close()
  })
  it('a folder that cannot be written says so', async () => {
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
  it('are answered by id and in parts, and nothing else is', async () => {
    expect(recordingOf('app://dialdesk/recordings/12')).toBe(12)
    for (const url of [
      'app://dialdesk/recordings/../x',
      'app://other/recordings/1',
      'app://dialdesk/recordings/1/2',
      'https://dialdesk/recordings/1',
    ])
      expect(recordingOf(url)).toBeNull()
    expect(readRange('bytes=10-', 100)).toEqual({ from: 10, to: 99 })
    expect(readRange('bytes=10-500', 100)).toEqual({ from: 10, to: 99 })
    for (const bad of [null, 'bytes=-5', 'bytes=90-10', 'lines=1-2']) expect(readRange(bad, 100)).toBeNull()
    const part = await answerRecording(join(folder, 'x.wav'), 'bytes=40-47')
    expect([part.status, part.headers.get('content-range'), (await part.arrayBuffer()).byteLength]).toEqual([206, 'bytes 40-47/644', 8])
    expect((await answerRecording(join(folder, 'x.wav'), null)).status).toBe(200)
    expect((await answerRecording(join(folder, 'none.wav'), null)).status).toBe(404)
    expect((await answerRecording(null, null)).status).toBe(404)
  })
})

it('do not disturb ends at its time, at the next start if need be', () => {
  vi.useFakeTimers()
  const settings = openSettingsStore(mkdtempSync(join(folder, 'settings-')))
  const [onPolicy, onEnd] = [vi.fn(), vi.fn()]
  let now = 1000
  const dnd = createDoNotDisturb({ settings, now: () => now, onPolicy, onEnd })
  settings.changeSettings({ calls: { doNotDisturb: { until: 61_000 } } })
  dnd.apply()
  expect(onPolicy).toHaveBeenLastCalledWith({ doNotDisturb: true, callWaiting: true })
  now = 61_000
  vi.advanceTimersByTime(60_000)
  expect(onPolicy).toHaveBeenLastCalledWith({ doNotDisturb: false, callWaiting: true })
  expect(onEnd).toHaveBeenCalledTimes(1)
  expect(settings.get('settings').calls.doNotDisturb).toBeNull()
  settings.changeSettings({ calls: { doNotDisturb: { until: null } } })
  dnd.apply()
  vi.advanceTimersByTime(10 ** 9)
  expect(onPolicy).toHaveBeenLastCalledWith({ doNotDisturb: true, callWaiting: true })
  vi.useRealTimers()
})

it('masking keeps the shape of a message and takes numbers, users, names and addresses', () => {
  const text =
    'INVITE sip:+493023125110@pbx.example SIP/2.0\r\nFrom: "Ann Example" <sip:ann@h>;tag=1\r\nVia: SIP/2.0/UDP 192.168.7.31:5060\r\nX: call 00447700900123 now'
  const masked = maskNumbers(text)
  expect(masked).not.toMatch(/493023125110|Ann|ann@|168\.7|447700900123/)
  expect(masked).toContain('sip:***********10@pbx.example SIP/2.0')
  expect(masked).toContain('UDP 192.x.x.x:5060')
})

it('the self-check goes on after a step that failed, and says which', async () => {
  const steps: DiagnosticStep[] = []
  const line = (id: string, state: Line['registration']['state']) =>
    ({ id, label: id, enabled: state !== 'off', registration: { state, transport: 'udp', server: 'h:1' } }) as unknown as Line
  const diagnostics = createDiagnostics({
    lines: () => [line('one', 'registered'), line('two', 'refused'), line('three', 'off')],
    setup: (id) => ({ host: id === 'two' ? 'gone.example' : '10.0.0.1', literal: id !== 'two' }),
    probeProvider: () => Promise.reject(new Error('no')),
    readAccount: async () => {},
    clockOffset: () => -48_000,
    addressesOf: async () => [],
    pingLine: async (id) => {
      if (id === 'two') throw new Error('no answer')
      return { ms: 12, status: 200 }
    },
    probeNat: async (id) => (id === 'one' ? { kind: 'symmetric', address: '1.2.3.4:5', ms: 3 } : { kind: 'no-server', address: '', ms: 0 }),
    onStep: (s) => steps.push(s),
  })
  await diagnostics.run()
  expect(steps.map((s) => `${s.check} ${s.lineId ?? '-'} ${s.state} ${s.result}`)).toEqual([
    'provider - failed failed',
    'sign-in - ok ok',
    'clock - attention ahead',
    'transport one ok ok',
    'registration one ok registered',
    'nat one attention symmetric',
    'dns two failed failed',
    'transport two failed failed',
    'registration two failed refused',
    'nat two skipped no-server',
    'registration three skipped off',
  ])
  for (let i = 0; i < 500; i++)
    diagnostics.keep({ at: i, lineId: 'one', way: 'out', transport: 'udp', peer: '192.168.7.31:5060', text: 'INVITE sip:0301234567@h SIP/2.0' })
  expect(diagnostics.trace(false)).toHaveLength(400)
  expect(diagnostics.trace(true)[0]).toMatchObject({ at: 100, peer: '192.x.x.x:5060' })
  expect(diagnostics.trace(true)[0]?.text).not.toContain('0301234567')
})
