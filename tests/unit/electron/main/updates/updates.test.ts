import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { readBuildInfo } from '../../../../../electron/main/updates/build-info.ts'
import { createUpdates, type FoundUpdate, UpdateError, updatesOff } from '../../../../../electron/main/updates/updates.ts'
import { notManaged, type UpdateState } from '../../../../../shared/domain/desktop.ts'

const log = { info: () => {}, warn: () => {}, error: () => {} }
const built = { packaged: true, updates: { url: 'https://updates.example/', key: 'k', signed: true } } as const

describe('whether a build updates itself', () => {
  it.each([
    [{ packaged: false, updates: null }, 'linux', 'development'],
    [{ packaged: true, updates: null }, 'linux', 'unsigned'],
    [{ packaged: true, updates: { url: 'https://u', key: null, signed: true } }, 'linux', 'unsigned'],
    [{ packaged: true, updates: { url: 'https://u', key: 'k', signed: false } }, 'win32', 'unsigned'],
    [{ packaged: true, updates: { url: 'https://u', key: 'k', signed: false } }, 'darwin', 'unsigned'],
  ] as const)('%j on %s: %s', (build, platform, reason) => expect(updatesOff(build, platform, notManaged)).toEqual({ state: 'off', reason }))
  it('signed, with an address, and not switched off by policy', () => {
    for (const platform of ['linux', 'win32', 'darwin'] as const) expect(updatesOff(built, platform, notManaged)).toBeNull()
    expect(updatesOff(built, 'linux', { ...notManaged, disabled: ['updates'] })).toEqual({ state: 'off', reason: 'managed' })
  })
  it('what the packaging wrote is read; an address without TLS does not count', () => {
    const folder = mkdtempSync(join(tmpdir(), 'build-'))
    const write = (updates: unknown): void => writeFileSync(join(folder, 'package.json'), JSON.stringify({ dialdesk: { updates } }))
    write({ url: 'https://updates.example/', key: 'abc', signed: true })
    expect(readBuildInfo(folder, true)).toEqual({ packaged: true, updates: { url: 'https://updates.example/', key: 'abc', signed: true } })
    write({ url: 'http://updates.example/' })
    expect(readBuildInfo(folder, true).updates).toBeNull()
    rmSync(folder, { recursive: true })
    expect(readBuildInfo(folder, false)).toEqual({ packaged: false, updates: null })
  })
})

describe('looking for updates', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    return () => vi.useRealTimers()
  })
  function set(check: () => Promise<FoundUpdate | null>) {
    const states: UpdateState[] = []
    const calls = { up: false }
    const updates = createUpdates({
      build: built,
      platform: 'linux',
      managed: notManaged,
      channel: () => 'latest',
      inCall: () => calls.up,
      createUpdater: async () => ({ check }),
      onState: (state) => void states.push(state),
      now: () => 7,
      log,
    })
    updates.start()
    return { updates, states, calls, words: () => states.map((s) => s.state) }
  }
  it('waits for a quiet minute, loads in the background, and leaves the rest to the end of the app', async () => {
    const check = vi.fn(async () => ({
      version: '2.0.0',
      download: async (onPercent: (n: number) => void) => {
        for (const p of [0.4, 50.2, 50.9, 100]) onPercent(p)
      },
    }))
    const { states } = set(check)
    await vi.advanceTimersByTimeAsync(59_000)
    expect(check).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(20_000)
    expect(states).toEqual([
      { state: 'idle', checkedAt: null },
      { state: 'checking' },
      { state: 'downloading', version: '2.0.0', percent: 0 },
      { state: 'downloading', version: '2.0.0', percent: 50 },
      { state: 'downloading', version: '2.0.0', percent: 100 },
      { state: 'ready', version: '2.0.0' },
    ])
    await vi.advanceTimersByTimeAsync(24 * 3_600_000)
    expect(check).toHaveBeenCalledTimes(1)
  })
  it('asks again after hours, and announces what the package manager installs', async () => {
    const found: (FoundUpdate | null)[] = [null, { version: '2.0.0', download: null }]
    const { states } = set(async () => found.shift() ?? null)
    await vi.advanceTimersByTimeAsync(75_000)
    expect(states.at(-1)).toEqual({ state: 'idle', checkedAt: 7 })
    await vi.advanceTimersByTimeAsync(8 * 3_600_000)
    expect(states.at(-1)).toEqual({ state: 'announced', version: '2.0.0' })
  })
  it('pauses during a call: neither check nor download, and continues afterwards', async () => {
    let loads = 0
    const check = vi.fn(async () => ({
      version: '2.0.0',
      download: (_: unknown, signal: AbortSignal) => {
        loads += 1
        return loads > 1 ? Promise.resolve() : new Promise<void>((_ok, no) => signal.addEventListener('abort', () => no(new Error('cancelled'))))
      },
    }))
    const { updates, calls, words } = set(check)
    calls.up = true
    await vi.advanceTimersByTimeAsync(75_000)
    expect(check).not.toHaveBeenCalled()
    calls.up = false
    await vi.advanceTimersByTimeAsync(75_000)
    expect(words().at(-1)).toBe('downloading')
    calls.up = true
    updates.callsChanged()
    await vi.advanceTimersByTimeAsync(0)
    expect(words().at(-1)).toBe('idle')
    calls.up = false
    await vi.advanceTimersByTimeAsync(75_000)
    expect([words().at(-1), loads]).toEqual(['ready', 2])
  })
  it('reports why it failed, and tries again later', async () => {
    const check = vi.fn(() => Promise.reject(new UpdateError('signature', 'not ours')))
    const { states } = set(check)
    await vi.advanceTimersByTimeAsync(75_000)
    expect(states.at(-1)).toEqual({ state: 'failed', checkedAt: 7, reason: 'signature' })
    await vi.advanceTimersByTimeAsync(8 * 3_600_000)
    expect(check).toHaveBeenCalledTimes(2)
  })
})
